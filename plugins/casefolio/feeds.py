"""Writes the portfolio's feeds, Atom and JSON Feed, from the visible studies; knows no host and touches no file."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from html import escape, unescape
from urllib.parse import quote, urljoin, urlsplit
from xml.etree import ElementTree as ET

from casefolio.library import Library, terms_by_slug
from casefolio.models import TAXONOMIES, CaseStudy
from casefolio.settings import PagePaths
from casefolio.urls import absolute_url, relative_url
from casefolio.views import Page, Site, TextFile
from casefolio.views.case_study import render_study

ATOM_TYPE = "application/atom+xml"
JSON_TYPE = "application/feed+json"
#: A feed says what is new; the portfolio has the rest.
MOST_ENTRIES = 50
#: What XML 1.0 has no way to write (https://www.w3.org/TR/xml/#charsets); JSON is spared the same, as surrogates that
#: stand alone are no UTF-8.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Our HTML has every attribute in double quotes, and every `<` of a text escaped.
_TAG = re.compile(r'<[a-z][a-z0-9]*(?:\s+[^\s=<>"/]+(?:="[^"]*")?)+\s*/?>')
#: Read from left to right, so that no value is taken for an attribute.
_ATTRIBUTE = re.compile(r'([^\s=<>"/]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class _Entry:
    """What both feeds say of one study: plain text, absolute addresses, and HTML as `content`."""

    url: str
    title: str
    summary: str
    content: str
    image_url: str
    image_bytes: int | None
    terms: tuple[tuple[str, str], ...]
    published_on: date | None
    updated_on: date
    language: str


@dataclass(frozen=True, slots=True)
class _Feed:
    """What both feeds say of themselves."""

    title: str
    author: str
    home_url: str
    language: str
    entries: tuple[_Entry, ...]


def atom_uri(paths: PagePaths) -> str:
    """Where the Atom feed stands in the site."""
    return f"{paths.portfolio}/feed.xml".lstrip("/")


def json_uri(paths: PagePaths) -> str:
    """Where the JSON Feed stands in the site."""
    return f"{paths.portfolio}/feed.json".lstrip("/")


def newest(library: Library) -> tuple[CaseStudy, ...]:
    """The studies that the feeds hold: the last to be changed come first, and those without a date are left out.

    Args:
        library: what may be seen; its archived studies are in no list, and in no feed.
    """
    dated = [study for study in library.listed if _changed_on(study)]
    dated.sort(key=lambda study: (_changed_on(study) or date.min, study.published_on or date.min), reverse=True)
    return tuple(dated[:MOST_ENTRIES])


def has_entries(library: Library) -> bool:
    """Whether the feeds hold any study: each page asks, so that they aren't put in order for the answer.

    Args:
        library: what may be seen.
    """
    return any(_changed_on(study) for study in library.listed)


def _changed_on(study: CaseStudy) -> date | None:
    return study.updated_on or study.published_on


def render_feeds(site: Site, *, site_name: str, site_url: str, sizes: Mapping[str, int]) -> tuple[TextFile, ...]:
    """Both feeds; none where the site's address is not known, or no listed study has a date.

    Args:
        site: what may be shown.
        site_name: plain text; the author.
        site_url: where the site will stand, with a slash at its end.
        sizes: by place in the site, how many bytes a published photo has.
    """
    studies = newest(site.library)
    if not site_url or not studies:
        return ()
    feed = _Feed(
        title=_feed_title(site, site_name),
        # Atom wants an author, and a name that says something.
        author=_clean(site_name).strip() or urlsplit(site_url).netloc,
        home_url=absolute_url(site_url, site.addresses.url(site.addresses.portfolio_uri)),
        language=site.language,
        entries=tuple(_recall_entry(study, site, site_url, sizes) for study in studies),
    )
    atom, jsonfeed = atom_uri(site.addresses.paths), json_uri(site.addresses.paths)
    return (
        TextFile(atom, _render_atom(feed, absolute_url(site_url, quote(atom)))),
        TextFile(jsonfeed, _render_json(feed, absolute_url(site_url, quote(jsonfeed)))),
    )


def feed_links(page: Page, site: Site, site_name: str) -> list[dict[str, str]]:
    """How a page names the feeds to browsers and feed readers: type, title and the address from that page."""
    from_url, title = site.addresses.url(page.uri), _feed_title(site, site_name)
    uris = ((ATOM_TYPE, atom_uri(site.addresses.paths)), (JSON_TYPE, json_uri(site.addresses.paths)))
    return [{"type": kind, "title": title, "href": relative_url(quote(uri), from_url)} for kind, uri in uris]


def _feed_title(site: Site, site_name: str) -> str:
    return _clean(" - ".join(part for part in (site.phrases.portfolio, site_name.strip()) if part))


def _recall_entry(study: CaseStudy, site: Site, site_url: str, sizes: Mapping[str, int]) -> _Entry:
    picture = site.pictures.get(study.page_slug)
    size = sizes.get(picture.social.fallback.uri) if picture else None
    key = (site.parts(study), site.terms_of(study), site_url, size)
    return site.memory.recall("feed entry", study.path, key, partial(_entry, study, site, site_url, sizes))


def _entry(study: CaseStudy, site: Site, site_url: str, sizes: Mapping[str, int]) -> _Entry:
    addresses = site.addresses
    url = absolute_url(site_url, addresses.url(addresses.study_uri(study.page_slug)))
    picture = site.pictures.get(study.page_slug)
    image = picture.social.fallback.uri if picture else ""
    terms = (
        (_clean(name), absolute_url(site_url, addresses.url(addresses.taxonomy_uri(taxonomy))))
        for taxonomy in TAXONOMIES
        for name in terms_by_slug(study, taxonomy).values()
    )
    return _Entry(
        url=url,
        title=_clean(study.title),
        summary=_clean(study.summary),
        content=_clean(make_absolute(render_study(study, site, is_alone=True), url)),
        image_url=absolute_url(site_url, quote(image)) if image else "",
        image_bytes=sizes.get(image),
        terms=tuple(terms),
        published_on=study.published_on,
        updated_on=_changed_on(study) or date.min,
        language=study.lang if study.lang and study.lang != site.language else "",
    )


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


def make_absolute(html: str, base_url: str) -> str:
    """The same HTML with absolute addresses, as it is read far from its page.

    Args:
        html: as casefolio writes it: attributes in double quotes, texts escaped.
        base_url: the absolute address of the page that it is from.
    """

    def attribute(match: re.Match[str]) -> str:
        name, value = match[1], unescape(match[2])
        if name in {"href", "src", "poster"}:
            value = _join(base_url, value)
        elif name == "srcset":
            candidates = (candidate.strip().partition(" ") for candidate in value.split(", "))
            value = ", ".join(f"{_join(base_url, url)} {width}" for url, _, width in candidates)
        else:
            return match[0]
        return f'{name}="{escape(value)}"'

    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(attribute, tag[0]), html)


def _join(base_url: str, url: str) -> str:
    try:
        return urljoin(base_url, url)
    except ValueError:  # an address that only looks like one, `http://[`: it leads nowhere on the page either
        return url


def _moment(day: date) -> str:
    """A day as RFC 3339 writes a moment: its midnight in UTC, as a record knows no hour."""
    return f"{day.isoformat()}T00:00:00Z"


def _render_atom(feed: _Feed, feed_url: str) -> str:
    """Atom 1.0: https://www.rfc-editor.org/rfc/rfc4287."""
    # With plain names, since ElementTree's own namespaces give every element a prefix, which some readers dislike.
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": feed.language})
    _add(root, "id", feed_url)
    _add(root, "title", feed.title)
    # The newest entry's, so that a build that changes nothing changes no feed.
    _add(root, "updated", _moment(max(entry.updated_on for entry in feed.entries)))
    _add(ET.SubElement(root, "author"), "name", feed.author)
    _add(root, "link", rel="self", type=ATOM_TYPE, href=feed_url)
    _add(root, "link", rel="alternate", type="text/html", href=feed.home_url)
    for entry in feed.entries:
        _add_entry(root, entry)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _add_entry(root: ET.Element, entry: _Entry) -> None:
    element = ET.SubElement(root, "entry", {"xml:lang": entry.language} if entry.language else {})
    _add(element, "id", entry.url)
    _add(element, "title", entry.title)
    _add(element, "updated", _moment(entry.updated_on))
    if entry.published_on:
        _add(element, "published", _moment(entry.published_on))
    _add(element, "link", rel="alternate", type="text/html", href=entry.url)
    if entry.image_url:
        length = {} if entry.image_bytes is None else {"length": str(entry.image_bytes)}
        _add(element, "link", rel="enclosure", type="image/jpeg", href=entry.image_url, **length)
    for term, scheme in entry.terms:
        _add(element, "category", term=term, scheme=scheme)
    _add(element, "summary", entry.summary)
    _add(element, "content", entry.content, type="html")


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = text


def _render_json(feed: _Feed, feed_url: str) -> str:
    """JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/."""
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home_url,
        "feed_url": feed_url,
        "authors": [{"name": feed.author}],
        "language": feed.language,
        "items": [dict(_iter_item(entry)) for entry in feed.entries],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _iter_item(entry: _Entry) -> Iterator[tuple[str, object]]:
    yield from (("id", entry.url), ("url", entry.url), ("title", entry.title))
    yield from (("content_html", entry.content), ("summary", entry.summary))
    if entry.image_url:
        yield "image", entry.image_url
    if entry.published_on:
        yield "date_published", _moment(entry.published_on)
    yield "date_modified", _moment(entry.updated_on)
    tags = list(dict.fromkeys(term for term, _ in entry.terms))
    if tags:
        yield "tags", tags
    if entry.language:
        yield "language", entry.language
