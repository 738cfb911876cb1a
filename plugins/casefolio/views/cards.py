"""Owns how a study is shown in a list: its photo, or somebody's words in the place of one, with title and summary."""

from dataclasses import dataclass
from enum import Enum

from casefolio.library import strongest_quote, terms_by_slug
from casefolio.models import TAXONOMIES, CaseStudy, Period
from casefolio.values import PartialDate
from casefolio.views.escaping import escape
from casefolio.views.fragments import client_name, language_attribute, render_picture
from casefolio.views.site import Site


class CardSize(Enum):
    """How large a card is; the value is the width of its photo as the `sizes` attribute says it.

    The widths go with the grid in casefolio.css.
    """

    USUAL = "(min-width: 72em) 24em, (min-width: 44em) 45vw, calc(100vw - 32px)"
    SMALL = "(min-width: 72em) 24em, (min-width: 44em) 30vw, 8em"
    LEAD = "(min-width: 72em) 49em, calc(100vw - 32px)"
    ALONE = "(min-width: 72em) 72em, calc(100vw - 32px)"


#: The longest quote that a card without a photo shows, in characters: what fits into the place of a photo.
_MOST_WORDS = 140


@dataclass(frozen=True, slots=True)
class _Words:
    """What a card says on whichever page it stands, as HTML.

    Attributes:
        language: the attribute of the card.
        plate: somebody's words, in the place of a photo.
        title: without its link.
        foot: what stands below the title.
        terms: the attribute that the filters look for.
    """

    language: str
    plate: str
    title: str
    foot: str
    terms: str


def _words_of(study: CaseStudy, site: Site) -> _Words:
    # A study stands in the portfolio, in what the filters read, in each of its terms and beside studies like it.
    return site.memory.recall("card", study.path, site.parts(study), lambda: _make_words(study, site))


def _make_words(study: CaseStudy, site: Site) -> _Words:
    line = " · ".join(part for part in (client_name(study.client), _year(study.period)) if part)
    client = f'<p class="cf-card-client">{escape(line)}</p>' if line else ""
    return _Words(
        language_attribute(study.lang, site),
        _words_plate(study, site),
        escape(study.title),
        f'{client}<p class="cf-card-summary">{escape(study.summary)}</p>',
        _terms_attribute(study),
    )


def render_card(
    study: CaseStudy,
    from_uri: str,
    site: Site,
    *,
    is_first: bool = False,
    level: int = 2,
    size: CardSize = CardSize.USUAL,
) -> str:
    """A study in a list.

    Args:
        study: a visible one.
        from_uri: the page that the card stands on.
        site: knows photos, quotes and addresses.
        is_first: whether its photo stands on the first screen.
        level: of its heading, 2 to 6.
        size: a larger card has the wide crop.
    """
    return _render_card(_words_of(study, site), study, from_uri, site, is_first=is_first, level=level, size=size)


def _render_card(
    words: _Words, study: CaseStudy, from_uri: str, site: Site, *, is_first: bool, level: int, size: CardSize
) -> str:
    href = escape(site.study_link(study, from_uri))
    plate = _photo_plate(study, from_uri, site, is_first=is_first, size=size) or words.plate
    return (
        f'<article class="cf-card"{words.language}>{plate}'
        f'<h{level}><a href="{href}">{words.title}</a></h{level}>{words.foot}</article>'
    )


def _photo_plate(study: CaseStudy, from_uri: str, site: Site, *, is_first: bool, size: CardSize) -> str:
    """The photo above the title, decorative beside the title that names it; empty where there is none."""
    picture = site.pictures.get(study.page_slug)
    if picture is None:
        return ""
    crop = picture.hero if size in {CardSize.LEAD, CardSize.ALONE} else picture.card
    image = render_picture(crop, "", from_uri, site, sizes=size.value, is_first=is_first)
    return f'<div class="cf-plate">{image}</div>'


def _words_plate(study: CaseStudy, site: Site) -> str:
    """Words in the place of a photo; empty where none are short enough."""
    quotes = site.library.testimonials(study)
    # There is no room for an attribution, which says that words are a translation.
    fitting = (item for item in quotes if len(item.pull or item.quote) <= _MOST_WORDS and not item.translated_from)
    testimonial = strongest_quote(fitting)
    if testimonial is None:
        return ""
    words = " ".join((testimonial.pull or testimonial.quote).split())
    language = language_attribute(testimonial.lang, site)
    # They are read where they stand in full.
    plate = '<div class="cf-plate cf-words" aria-hidden="true" data-search-exclude>'
    return f"{plate}<p{language}>{escape(words)}</p></div>"


def _year(period: Period) -> str:
    """The last year of the work, or the first of what goes on."""
    day = period.end if isinstance(period.end, PartialDate) else period.start
    return str(day.year) if day else ""


def render_cards(
    studies: tuple[CaseStudy, ...],
    from_uri: str,
    site: Site,
    *,
    level: int = 2,
    first: CardSize = CardSize.USUAL,
    others: CardSize = CardSize.USUAL,
    is_below: bool = False,
) -> str:
    """Cards one after the other; the first photo is loaded at once: it is the largest that a phone shows first.

    Args:
        studies: in their order.
        from_uri: the page that they stand on.
        site: what is shown.
        level: of their headings.
        first: how large the first one is.
        others: how large all others are.
        is_below: whether they stand further down a page, where no photo is loaded before it is near.
    """
    items = "".join(
        render_card_item(
            study,
            from_uri,
            site,
            level=level,
            is_first=number == 0 and not is_below,
            size=others if number else first,
        )
        for number, study in enumerate(studies)
    )
    kinds = {"cf-cards": True, "cf-small": others is CardSize.SMALL, "cf-below": is_below}
    return f'<ul class="{" ".join(kind for kind, holds in kinds.items() if holds)}">{items}</ul>'


def render_card_item(
    study: CaseStudy,
    from_uri: str,
    site: Site,
    *,
    level: int = 2,
    is_first: bool = False,
    size: CardSize = CardSize.USUAL,
) -> str:
    """A card as an item of a list; see `render_card`."""
    kind = {CardSize.LEAD: ' class="cf-lead"', CardSize.ALONE: ' class="cf-alone"'}.get(size, "")
    words = _words_of(study, site)
    card = _render_card(words, study, from_uri, site, is_first=is_first, level=level, size=size)
    return f"<li{kind}>{card}</li>"


def terms_attribute(study: CaseStudy, site: Site) -> str:
    """What the filters look for in an item of a list: `data-terms="sectors/health themes/trust"`."""
    return _words_of(study, site).terms


def _terms_attribute(study: CaseStudy) -> str:
    terms = " ".join(f"{taxonomy}/{slug}" for taxonomy in TAXONOMIES for slug in terms_by_slug(study, taxonomy))
    return f' data-terms="{terms}"' if terms else ""
