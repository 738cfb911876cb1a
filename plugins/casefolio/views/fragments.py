"""Owns the HTML that several pages share: pictures, credits, quotes, cards. Every text of a record is escaped here.

A fragment is one block of HTML without empty lines, so that Markdown hands it through untouched.
"""

from html import escape

from casefolio.credits import licence_url
from casefolio.library import TermGroup
from casefolio.models import CaseStudy, Client, Credit, Disclosure, Testimonial
from casefolio.photos.picture import PictureCrop
from casefolio.phrases import Phrases
from casefolio.views.dates import write_date
from casefolio.views.site import Site


def link(text: str, href: str) -> str:
    """A link, or only the text where there is no address."""
    return f'<a href="{escape(href)}">{escape(text)}</a>' if href else escape(text)


def paragraphs(text: str) -> str:
    """A text with empty lines between its paragraphs; a line break within one is only where the editor's line ended."""
    return "".join(f"<p>{escape(' '.join(block.split()))}</p>" for block in text.split("\n\n") if block.strip())


def render_picture(crop: PictureCrop, alt: str, from_uri: str, site: Site, *, sizes: str, is_first: bool) -> str:
    """A `<picture>` with every format and width of a crop.

    Args:
        crop: what is shown.
        alt: empty for a decorative photo.
        from_uri: the page that it stands on.
        site: knows the addresses.
        sizes: the width it is shown in, as the `sizes` attribute says it.
        is_first: whether it stands on the first screen, where a lazy photo would come late.
    """

    def srcset(files: tuple[tuple[str, int], ...]) -> str:
        return ", ".join(f"{site.addresses.asset_link(uri, from_uri)} {width}w" for uri, width in files)

    *others, last = crop.sources
    sources = "".join(
        f'<source type="{source.mime_type}" srcset="{srcset(tuple((f.uri, f.width) for f in source.files))}"'
        f' sizes="{sizes}">'
        for source in others
    )
    loading = 'fetchpriority="high"' if is_first else 'loading="lazy" decoding="async"'
    # mkdocs-glightbox would put a link between `<picture>` and `<img>`, and one into the link of a card.
    return (
        f'<picture>{sources}<img class="off-glb" src="{site.addresses.asset_link(crop.fallback.uri, from_uri)}"'
        f' srcset="{srcset(tuple((f.uri, f.width) for f in last.files))}" sizes="{sizes}"'
        f' width="{crop.width}" height="{crop.height}" alt="{escape(alt)}" {loading}></picture>'
    )


def render_credit(credit: Credit, phrases: Phrases) -> str:
    """Author, source and licence, each with its address where it has one."""
    parts = [link(credit.author, credit.author_url or "")]
    if credit.source:
        parts.append(link(credit.source, credit.source_url or ""))
    if credit.licence:
        parts.append(link(credit.licence, credit.licence_url or licence_url(credit.licence)))
    return phrases.photo_by.format(", ".join(parts))


def client_name(client: Client) -> str:
    """The client as far as it may be known; empty where it may not."""
    if client.disclosure is Disclosure.NAMED:
        return client.name or ""
    return (client.description or "") if client.disclosure is Disclosure.DESCRIBED else ""


def client_url(client: Client) -> str:
    """The client's site, where the client may be known."""
    return (client.url or "") if client.disclosure is Disclosure.NAMED else ""


def _speaker(testimonial: Testimonial, language: str) -> str:
    """Who said it, as agreed: the person first, then role and organisation, then the date."""
    person = testimonial.shown_person
    role = ", ".join(part for part in (testimonial.shown_role, testimonial.shown_organisation) if part)
    lines = []
    if person:
        lines.append(f'<span class="cf-person">{link(person, testimonial.shown_url)}</span>')
    elif not role and testimonial.label:
        lines.append(f'<span class="cf-person">{escape(testimonial.label)}</span>')
    if role:
        lines.append(f'<span class="cf-role">{escape(role)}</span>')
    if lines and testimonial.date:
        shown = escape(write_date(testimonial.date, language))
        lines.append(f'<time class="cf-date" datetime="{testimonial.date}">{shown}</time>')
    return "".join(lines)


def render_quote(testimonial: Testimonial, site: Site, *, anchor: str = "", origin: str = "") -> str:
    """A quote with its attribution.

    Args:
        testimonial: one that may be shown.
        site: knows the site's language.
        anchor: its fragment in the page.
        origin: HTML that stands last in the attribution: on the wall, the link to the study.
    """
    identity = f' id="{anchor}"' if anchor else ""
    language = f' lang="{testimonial.lang}"' if testimonial.lang and testimonial.lang != site.language else ""
    speaker = _speaker(testimonial, site.language) + origin
    caption = f"<figcaption>{speaker}</figcaption>" if speaker else ""
    return (
        f'<figure class="cf-quote"{identity}><blockquote{language}>{paragraphs(testimonial.quote)}</blockquote>'
        f"{caption}{_film(testimonial, site.phrases)}</figure>"
    )


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


def render_card(study: CaseStudy, from_uri: str, site: Site, *, is_first: bool = False, level: int = 2) -> str:
    """A study in a list: photo, title, client, summary.

    Args:
        study: a visible one.
        from_uri: the page that the card stands on.
        site: knows photos and addresses.
        is_first: whether its photo stands on the first screen.
        level: of its heading, 2 to 6.
    """
    href = site.study_link(study, from_uri)
    picture = site.pictures.get(study.page_slug)
    photo = ""
    if picture:
        # The title is the link's name; the photo beside it would only be read out a second time.
        sizes = "(min-width: 76em) 24em, (min-width: 45em) 45vw, 92vw"
        image = render_picture(picture.card, "", from_uri, site, sizes=sizes, is_first=is_first)
        photo = f'<a class="cf-card-photo" href="{escape(href)}" tabindex="-1" aria-hidden="true">{image}</a>'
    client = client_name(study.client)
    language = f' lang="{study.lang}"' if study.lang and study.lang != site.language else ""
    return (
        f'<article class="cf-card"{language}>{photo}<h{level}>{link(study.title, href)}</h{level}>'
        + (f'<p class="cf-card-client">{escape(client)}</p>' if client else "")
        + f'<p class="cf-card-summary">{escape(study.summary)}</p></article>'
    )


def render_cards(studies: tuple[CaseStudy, ...], from_uri: str, site: Site, *, level: int = 2) -> str:
    """Cards one after the other; the first two photos are loaded at once."""
    cards = (
        f"<li>{render_card(study, from_uri, site, is_first=number < 2, level=level)}</li>"  # noqa: PLR2004 - see above
        for number, study in enumerate(studies)
    )
    return f'<ul class="cf-cards">{"".join(cards)}</ul>'


def render_terms(groups: tuple[TermGroup, ...], from_uri: str, site: Site) -> str:
    """The terms of a taxonomy, each with the number of its studies."""
    items = (
        f"<li>{link(group.name, site.term_link(group, from_uri))}"
        f' <span class="cf-count">{len(group.studies)}</span></li>'
        for group in groups
    )
    return f'<ul class="cf-terms">{"".join(items)}</ul>'
