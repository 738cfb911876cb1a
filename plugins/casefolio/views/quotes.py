"""Owns how a quote is shown: its words, who said them, its link; it never changes a word."""

from collections.abc import Iterator

from casefolio.models import Testimonial
from casefolio.phrases import Phrases
from casefolio.views.dates import write_date
from casefolio.views.escaping import escape
from casefolio.views.fragments import language_attribute, link, paragraphs
from casefolio.views.languages import write_language
from casefolio.views.site import Site

#: A quote up to this many characters is set larger, and one above the other smaller: short ones carry further.
_SHORT, _LONG = 90, 360


def render_quote(
    testimonial: Testimonial, site: Site, *, anchor: str = "", origin: str = "", is_pull: bool = False
) -> str:
    """A quote with its attribution.

    Args:
        testimonial: one that may be shown.
        site: knows the site's language.
        anchor: its fragment in the page; with it goes a link that can be copied.
        origin: HTML that stands last in the attribution: on the wall, the link to the study.
        is_pull: whether the words to set large stand for all of them, where there are any.
    """
    words = (testimonial.pull if is_pull else None) or testimonial.quote
    identity = f' id="{anchor}"' if anchor else ""
    language = language_attribute(testimonial.lang, site)
    lines = [*_iter_speaker(testimonial, site), *([origin] if origin else [])]
    if anchor:
        name = escape(site.phrases.quote_link)
        lines.append(f'<a class="cf-permalink" href="#{anchor}" aria-label="{name}" title="{name}">#</a>')
    # Each is a line of its own in a feed reader, and a word of its own to a search, where there is no stylesheet.
    caption = f"<figcaption>{'<br> '.join(lines)}</figcaption>" if lines else ""
    return (
        f'<figure class="cf-quote{_size(words)}"{identity}>'
        f"<blockquote{language}>{paragraphs(words)}</blockquote>"
        f"{caption}{_film(testimonial, site.phrases)}</figure>"
    )


def render_pull(testimonial: Testimonial, site: Site, *, is_opening: bool = False) -> str:
    """The words set large. They stand in full further down, so a screen reader is spared them here.

    Args:
        testimonial: one that may be shown, with a pull quote.
        site: knows the site's language.
        is_opening: whether it stands where a study with a photo has that.
    """
    speaker = " ".join(part for part in (voice(testimonial), translation_mark(testimonial, site)) if part)
    return (
        f'<aside class="cf-pull{" cf-opening" if is_opening else ""}" aria-hidden="true" data-search-exclude>'
        f"<p{language_attribute(testimonial.lang, site)}>{escape(' '.join((testimonial.pull or '').split()))}</p>"
        + (f"<small>{escape(speaker)}</small>" if speaker else "")
        + "</aside>"
    )


def translation_mark(testimonial: Testimonial, site: Site) -> str:
    """`(translated from Welsh)`: plain text; empty where the words are those that were said."""
    language = testimonial.translated_from
    return site.phrases.translated.format(write_language(language, site.language)) if language else ""


def voice(testimonial: Testimonial) -> str:
    """Who said it in one line, as agreed: plain text; empty where nothing may be said."""
    parts = (testimonial.shown_person, testimonial.shown_role, testimonial.shown_organisation)
    return ", ".join(part for part in parts if part) or testimonial.label or ""


def _size(quote: str) -> str:
    if len(quote) <= _SHORT:
        return " cf-short"
    return " cf-long" if len(quote) > _LONG else ""


def _iter_speaker(testimonial: Testimonial, site: Site) -> Iterator[str]:
    """Who said it, as agreed: the person first, then role and organisation, whether it is translated, then the date."""
    person = testimonial.shown_person
    role = ", ".join(part for part in (testimonial.shown_role, testimonial.shown_organisation) if part)
    if person:
        yield f'<span class="cf-person">{link(person, testimonial.shown_url)}</span>'
    elif not role and testimonial.label:
        yield f'<span class="cf-person">{escape(testimonial.label)}</span>'
    if role:
        yield f'<span class="cf-role">{escape(role)}</span>'
    if testimonial.translated_from:
        yield f'<span class="cf-translated">{escape(translation_mark(testimonial, site))}</span>'
    if testimonial.date and (person or role or testimonial.label):
        shown = escape(write_date(testimonial.date, site.language))
        yield f'<time class="cf-date" datetime="{testimonial.date}">{shown}</time>'


def _film(testimonial: Testimonial, phrases: Phrases) -> str:
    """A link to the film and its words: nothing of another site is loaded with the page."""
    video = testimonial.video
    if video is None:
        return ""
    transcript = paragraphs(video.transcript or "")
    return (
        f'<p class="cf-film">{link(phrases.film, video.url)}</p>'
        f"<details><summary>{escape(phrases.transcript)}</summary>{transcript}</details>"
    )
