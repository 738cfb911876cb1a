"""The page of one study: photo, facts, sections, outcomes, what they said, and where to go on."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, count

from casefolio.bodies import RenderedSection, section_anchors
from casefolio.library import quote_anchors, terms_by_slug
from casefolio.models import TAXONOMIES, CaseStudy, Client, Disclosure, Outcome, Status, Testimonial
from casefolio.records import SectionKind
from casefolio.views.cards import CardSize, render_cards
from casefolio.views.dates import write_date, write_period
from casefolio.views.escaping import escape
from casefolio.views.fragments import (
    client_name,
    client_url,
    language_attribute,
    link,
    render_credit,
    render_picture,
)
from casefolio.views.frame_heights import study_height
from casefolio.views.page import HEADING_ANCHOR, Page
from casefolio.views.quotes import render_pull, render_quote
from casefolio.views.share import render_share
from casefolio.views.site import Site

TEMPLATE = "casefolio/case_study.html"
_BLANK_LINE = re.compile(r"(?<=\n)([ \t]*)\n")
#: How many pull quotes a page sets large: more would shout.
MOST_PULLS = 2


def view_case_study(study: CaseStudy, site: Site) -> Page:
    """The page of one study.

    Args:
        study: one of the library's.
        site: everything else that is shown.
    """
    return Page(
        uri=site.addresses.study_uri(study.page_slug),
        title=study.title,
        description=study.summary,
        template=TEMPLATE,
        body=render_study(study, site),
        data={"kind": "case-study", "slug": study.page_slug, "status": study.status.value},
        source_path=study.path,
        updated_on=study.updated_on or study.published_on,
        language=_language(study, site),
    )


def render_study(study: CaseStudy, site: Site, *, is_alone: bool = False) -> str:
    """All that a study's page shows.

    Args:
        study: one of the library's.
        site: everything else that is shown.
        is_alone: whether it is read away from the site, where the ways to other studies have no place, and words that
            are set large for the look of the page would only stand there twice.
    """
    uri = site.addresses.study_uri(study.page_slug)
    pulls = [] if is_alone else [item for item in site.library.testimonials(study) if item.pull][:MOST_PULLS]
    hero = _hero(study, uri, site)
    if not hero and pulls:
        # Words carry the page where there is no photo.
        hero = render_pull(pulls.pop(0), site, is_opening=True)
    terms = {taxonomy: tuple(_term_links(study, taxonomy, uri, site)) for taxonomy in TAXONOMIES}
    facts, story = _facts(study, terms, site), "\n".join(_sections(study, site, pulls, has_links=not is_alone))
    spread = f'<div class="cf-spread">{facts}\n<div class="cf-story">{story}</div></div>' if facts or story else ""
    onward = "" if is_alone else _onward(study, uri, site) + _share(study, uri, site) + _printed(study, uri, site)
    language = language_attribute(_language(study, site), site)
    # The two that say most about where it belongs; the facts have them all.
    kicker = () if is_alone else (*terms["sectors"], *terms["services"])
    parts = (_head(study, kicker, site), hero, spread, onward)
    return f'<article class="cf cf-study"{language}>\n' + "\n".join(part for part in parts if part) + "\n</article>"


def _language(study: CaseStudy, site: Site) -> str:
    """The study's language, where it differs from the site's."""
    return study.lang if study.lang and study.lang != site.language else ""


def _head(study: CaseStudy, terms: Iterable[str], site: Site) -> str:
    notice = {Status.DRAFT: site.phrases.draft, Status.ARCHIVED: site.phrases.archived}.get(study.status)
    kicker = "".join(f"<li>{term}</li>" for term in terms)
    return (
        '<header class="cf-head">'
        + (f'<p class="cf-notice">{escape(notice)}</p>' if notice else "")
        + (f'<ul class="cf-kicker" data-search-exclude>{kicker}</ul>' if kicker else "")
        + f'<h1 id="{HEADING_ANCHOR}">{escape(study.title)}</h1>'
        + f'<p class="cf-summary">{escape(study.summary)}</p></header>'
    )


def _hero(study: CaseStudy, uri: str, site: Site) -> str:
    photo, picture = study.photo, site.pictures.get(study.page_slug)
    if photo is None or picture is None:
        return ""
    sizes = "(min-width: 76em) 74em, 100vw"
    image = render_picture(picture.hero, photo.alt or "", uri, site, sizes=sizes, is_first=True)
    caption = escape(photo.caption) if photo.caption else ""
    credit = f'<small class="cf-credit">{render_credit(photo.credit, site.phrases)}</small>' if photo.credit else ""
    text = " ".join(part for part in (caption, credit) if part)
    return f'<figure class="cf-hero">{image}' + (f"<figcaption>{text}</figcaption>" if text else "") + "</figure>"


def _facts(study: CaseStudy, terms: Mapping[str, Iterable[str]], site: Site) -> str:
    phrases = site.phrases
    rows = [
        (phrases.client, list(_client(study.client))),
        (phrases.programme, [escape(study.programme)] if study.programme else []),
        (phrases.partners, [link(partner.name, partner.url or "") for partner in study.partners]),
        (phrases.period, [escape(write_period(study.period, phrases, site.language))]),
        *((phrases.taxonomies[taxonomy], list(links)) for taxonomy, links in terms.items()),
    ]
    # The spaces keep words apart for a search, which takes no notice of these elements.
    listed = " ".join(
        f"<div><dt>{escape(name)}</dt> {' '.join(f'<dd>{value}</dd>' for value in values)}</div>"
        for name, values in rows
        if any(values)
    )
    return f'<dl class="cf-facts" aria-label="{escape(phrases.facts)}">{listed}</dl>' if listed else ""


def _client(client: Client) -> Iterator[str]:
    """Name and description, as far as the client may be known."""
    name = client_name(client)
    if name:
        yield link(name, client_url(client))
    if client.disclosure is Disclosure.NAMED and client.description:
        yield escape(client.description)


def _term_links(study: CaseStudy, taxonomy: str, uri: str, site: Site) -> Iterator[str]:
    """A study's terms; an archived study's term may have no page any more."""
    for slug, term in terms_by_slug(study, taxonomy).items():
        group = site.library.term(taxonomy, slug)
        yield link(term, site.term_link(group, uri) if group else "")


def _sections(study: CaseStudy, site: Site, pulls: Iterable[Testimonial], *, has_links: bool) -> Iterator[str]:
    """The sections in the order written, with pull quotes between them; figures and quotes where they belong.

    Outcomes stand at the end of their own section and quotes at the end of theirs; where the record has no such
    section, each gets one, after all that is written.
    """
    rendered = site.bodies.get(study.page_slug, ())
    testimonials = site.library.testimonials(study)
    outcomes, quotes = _outcomes(study.outcomes, site), _quotes(testimonials, site, has_links=has_links)
    kinds = {section.kind for section in rendered}
    waiting = iter(pulls)
    extras = {SectionKind.OUTCOMES: outcomes, SectionKind.TESTIMONIALS: quotes}
    for section in rendered:
        # Where a section stands twice, in the first of them.
        extra = extras.pop(section.kind, "") if section.kind else ""
        if not section.html and not extra:
            continue
        yield _section(section, extra)
        # Not beside the quotes themselves, where the same words stand in full.
        if section.kind is not SectionKind.TESTIMONIALS and (pull := next(waiting, None)):
            yield render_pull(pull, site)
    for kind, html in ((SectionKind.OUTCOMES, outcomes), (SectionKind.TESTIMONIALS, quotes)):
        if html and kind not in kinds:
            heading = site.phrases.sections[kind]
            anchor = _free_anchor(kind, {section.anchor for section in rendered})
            yield _section(RenderedSection(kind, heading, anchor, ""), html)


def iter_anchors(
    study: CaseStudy, testimonials: Iterable[Testimonial], headings: dict[SectionKind, str]
) -> Iterator[str]:
    """Every fragment that a study's page has.

    Args:
        study: any study.
        testimonials: those of its quotes that are shown.
        headings: what the known sections are called where the record doesn't say.
    """
    shown = tuple(testimonials)
    extra = {SectionKind.OUTCOMES: bool(study.outcomes), SectionKind.TESTIMONIALS: bool(shown)}
    own = section_anchors(study.sections, headings)
    for section, anchor in zip(study.sections, own, strict=True):
        if anchor and (not section.is_empty or (section.kind and extra.get(section.kind))):
            yield anchor
    yield from quote_anchors(shown)
    kinds = {section.kind for section in study.sections}
    yield from (_free_anchor(kind, own) for kind, is_there in extra.items() if is_there and kind not in kinds)


def _free_anchor(kind: SectionKind, taken: Collection[str]) -> str:
    numbered = (f"{kind.value}-{number}" for number in count(2))
    return next(anchor for anchor in chain([kind.value], numbered) if anchor not in taken)


def _section(section: RenderedSection, extra: str) -> str:
    kind = f" cf-{section.kind.value}" if section.kind else ""
    heading = f'<h2 id="{section.anchor}">{escape(section.heading)}</h2>\n' if section.heading else ""
    return f'<section class="cf-section{kind}">{heading}{_without_blank_lines(section.html)}{extra}</section>'


def _without_blank_lines(html: str) -> str:
    """Empty lines would end the block for a Markdown reader; in code they are kept as character references."""
    return _BLANK_LINE.sub(r"\1&#10;", html)


def _outcomes(outcomes: tuple[Outcome, ...], site: Site) -> str:
    items = []
    for outcome in outcomes:
        figure = ""
        if outcome.value:
            unit = f' <span class="cf-unit">{escape(outcome.unit)}</span>' if outcome.unit else ""
            figure = f'<strong class="cf-value">{escape(outcome.value)}{unit}</strong> '
        words = " ".join(escape(text) for text in (outcome.label, outcome.statement) if text)
        source = f'<small class="cf-source">{escape(site.phrases.source.format(outcome.source))}</small>'
        # A search takes no notice of these elements, and would join the words on both sides.
        items.append(f"<li>{figure}<span>{words}</span>{f' {source}' if outcome.source else ''}</li>")
    return f'<ul class="cf-outcome-list">{"".join(items)}</ul>' if items else ""


def _quotes(testimonials: tuple[Testimonial, ...], site: Site, *, has_links: bool) -> str:
    anchors = quote_anchors(testimonials) if has_links else [""] * len(testimonials)
    quotes = (render_quote(item, site, anchor=anchor) for item, anchor in zip(testimonials, anchors, strict=True))
    return "".join(quotes)


def _onward(study: CaseStudy, uri: str, site: Site) -> str:
    phrases = site.phrases
    related = site.library.related(study)
    before, after = site.library.neighbours(study)
    html = ""
    if related:
        cards = render_cards(related, uri, site, level=3, first=CardSize.SMALL, others=CardSize.SMALL, is_below=True)
        html += f'<section class="cf-related"><h2>{escape(phrases.related)}</h2>{cards}</section>'
    links = [
        f'<a rel="{rel}" href="{escape(site.study_link(other, uri))}">'
        f"<span>{escape(word)}</span> {escape(other.title)}</a>"
        for rel, word, other in (("prev", phrases.previous, before), ("next", phrases.next, after))
        if other
    ]
    if links:
        html += f'<nav class="cf-neighbours" aria-label="{escape(phrases.neighbours)}">{"".join(links)}</nav>'
    return f'<footer class="cf-onward" data-search-exclude>{html}</footer>' if html else ""


def _printed(study: CaseStudy, uri: str, site: Site) -> str:
    """What a printed page says of itself, as nobody can follow a link on paper: whose it is, from when and where."""
    day = study.updated_on or study.published_on
    date = write_date(day, site.language) if day else ""
    address = site.site_url + site.addresses.url(uri) if site.site_url else ""
    parts = [escape(part) for part in (site.site_name, date, address) if part]
    return f'<p class="cf-printed" aria-hidden="true" data-search-exclude>{" · ".join(parts)}</p>' if parts else ""


def _share(study: CaseStudy, uri: str, site: Site) -> str:
    """What an archived study, which is in no list, is not offered for."""
    if study.status is Status.ARCHIVED:
        return ""
    return render_share(site.phrases.share, study.page_slug, study.title, uri, study_height(study, site), site)
