"""The pages that other sites frame: one for each listed study, one for the wall; whole documents without a theme."""

from collections.abc import Iterator
from functools import partial

from casefolio.library import PlacedQuote, strongest_quote
from casefolio.models import CaseStudy, Status, Testimonial
from casefolio.urls import absolute_url, file_uri
from casefolio.views.escaping import escape
from casefolio.views.fragments import client_name, link, render_credit, render_picture
from casefolio.views.frames import WALL_NAME, excerpt, frame_title, wall_quotes
from casefolio.views.lists import HOME_URI
from casefolio.views.page import TextFile
from casefolio.views.quotes import render_quote
from casefolio.views.site import Frames, Site

#: Below the site's root; the site's own stylesheets follow, so that they have the last word.
STYLESHEETS = ("assets/stylesheets/casefolio.css", "assets/stylesheets/casefolio-embed.css")
SCRIPT = "assets/javascripts/casefolio-embed.js"
#: As the stylesheet lays it out: over the whole frame, or beside the words.
_SIZES = "(min-width: 36em) 44vw, 100vw"


def render_framed_pages(site: Site) -> Iterator[TextFile]:
    """Every page that other sites may frame; none where they are offered nothing.

    Args:
        site: what may be shown.
    """
    frames = site.frames
    if frames is None:
        return
    for study in site.library.listed:
        make = partial(_study_document, study, frames, site)
        yield site.memory.recall("framed page", study.path, (site.parts(study), frames), make)
    if quotes := wall_quotes(site.library):
        body = _wall(quotes, frames, site)
        yield _document(WALL_NAME, site.phrases.wall, site.addresses.wall_uri, body, frames, site)


def _study_document(study: CaseStudy, frames: Frames, site: Site) -> TextFile:
    target_uri = site.addresses.study_uri(study.page_slug)
    return _document(study.page_slug, study.title, target_uri, _study(study, frames, site), frames, site)


def _document(name: str, title: str, target_uri: str, body: str, frames: Frames, site: Site) -> TextFile:
    """A document with what it needs, and nothing that a strict content security policy would refuse.

    Args:
        name: of the framed page.
        title: plain text.
        target_uri: the page of the site that it stands for.
        body: HTML.
        frames: of the site.
        site: knows the addresses.
    """
    uri = frames.uri(name)
    styles = "".join(
        f'<link rel="stylesheet" href="{escape(site.addresses.asset_link(url, uri))}">\n'
        for url in dict.fromkeys((*STYLESHEETS, *frames.stylesheets))
    )
    canonical = absolute_url(frames.site_url, site.addresses.url(target_uri))
    # Links lead out of the frame in the same tab: the way back is the browser's own, no window opens unasked (WCAG
    # technique G200), and who wants a new tab can ask for one. One `<base>` covers links to people and licences too.
    return TextFile(
        file_uri(uri, has_directory_urls=site.addresses.has_directory_urls),
        f'<!doctype html>\n<html lang="{escape(site.language)}" class="cf-embed">\n<head>\n<meta charset="utf-8">\n'
        f'<base target="_top">\n<title>{escape(frame_title(title, frames))}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n'
        f'<link rel="canonical" href="{escape(canonical)}">\n{styles}'
        f'<script src="{escape(site.addresses.asset_link(SCRIPT, uri))}" defer></script>\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n",
    )


def _study(study: CaseStudy, frames: Frames, site: Site) -> str:
    uri = frames.uri(study.page_slug)
    href = site.study_link(study, uri)
    client = client_name(study.client)
    quote = strongest_quote(site.library.testimonials(study))
    # The words of the foot are the site's, whatever language the study's are in.
    is_other = bool(study.lang) and study.lang != site.language
    language = site.language if is_other else ""
    photo = _photo(study, uri, site)
    parts = (
        photo,
        '<header class="cf-embed-head">'
        + (f'<p class="cf-notice">{escape(site.phrases.draft)}</p>' if study.status is Status.DRAFT else "")
        + f"<h1>{link(study.title, href)}</h1>"
        + (f'<p class="cf-embed-client">{escape(client)}</p>' if client else "")
        + f'<p class="cf-embed-summary">{escape(study.summary)}</p></header>',
        _quote(quote, site) if quote else "",
        _foot(site.phrases.read_study, href, frames, site.addresses.link(HOME_URI, uri), language),
    )
    attribute = f' lang="{study.lang}"' if is_other else ""
    kind = "cf-embed-study" if photo else "cf-embed-study cf-embed-plain"
    body = "\n".join(part for part in parts if part)
    return f'<article class="cf {kind}"{attribute}>\n{body}\n</article>'


def _photo(study: CaseStudy, uri: str, site: Site) -> str:
    photo, picture = study.photo, site.pictures.get(study.page_slug)
    if photo is None or picture is None:
        return ""
    image = render_picture(picture.card, photo.alt or "", uri, site, sizes=_SIZES, is_first=True)
    credit = f"<figcaption>{render_credit(photo.credit, site.phrases)}</figcaption>" if photo.credit else ""
    return f'<figure class="cf-embed-photo">{image}{credit}</figure>'


def _quote(testimonial: Testimonial, site: Site, *, origin: str = "") -> str:
    return render_quote(excerpt(testimonial), site, origin=origin)


def _wall(quotes: tuple[PlacedQuote, ...], frames: Frames, site: Site) -> str:
    uri = frames.uri(WALL_NAME)
    href = site.addresses.link(site.addresses.wall_uri, uri)
    items = []
    for item in quotes:
        target = site.study_link(item.study, uri, item.anchor)
        origin = f'<a class="cf-origin" href="{escape(target)}">{escape(item.study.title)}</a>'
        items.append(f"<li>{_quote(item.testimonial, site, origin=origin)}</li>")
    foot = _foot(site.phrases.all_testimonials, href, frames, site.addresses.link(HOME_URI, uri))
    return (
        f'<article class="cf cf-embed-wall">\n<h1>{link(site.phrases.wall, href)}</h1>\n'
        f'<ul class="cf-embed-quotes">{"".join(items)}</ul>\n'
        f"{foot}\n</article>"
    )


def _foot(words: str, href: str, frames: Frames, home: str, language: str = "") -> str:
    """Where to read on, and on whose site."""
    attribute = f' lang="{escape(language)}"' if language else ""
    name = f'<p class="cf-embed-site">{link(frames.site_name, home)}</p>' if frames.site_name else ""
    return f'<footer class="cf-embed-foot"{attribute}><p class="cf-embed-more">{link(words, href)}</p>{name}</footer>'
