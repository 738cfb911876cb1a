"""Writes what a framed page says of itself to programs, by oEmbed 1.0 (https://oembed.com), and names it to them."""

import json
from collections.abc import Iterator, Mapping
from functools import partial
from types import MappingProxyType
from urllib.parse import quote, urlsplit

from casefolio.models import CaseStudy
from casefolio.views import Addresses, Frames, Page, Site, TextFile
from casefolio.views.frame_heights import WIDTH, study_height, wall_height
from casefolio.views.frames import WALL_NAME, render_frame, wall_quotes

OEMBED_TYPE = "application/json+oembed"
#: For how long a consumer may keep an answer, in seconds: a day, since a quote may be withdrawn.
CACHE_AGE = 24 * 60 * 60

_encode = json.JSONEncoder(ensure_ascii=False).encode


def render_oembed(site: Site) -> Iterator[TextFile]:
    """An answer for each framed page; none where other sites are offered nothing.

    Args:
        site: what may be shown.
    """
    if site.frames is None:
        return
    for study in site.library.listed:
        make = partial(_answer_of_study, study, site, site.frames)
        yield site.memory.recall("oembed", study.path, (site.parts(study), site.frames), make)
    if quotes := wall_quotes(site.library):
        yield _answer(WALL_NAME, site.phrases.wall, wall_height(quotes), site.frames, site.addresses)


def _answer_of_study(study: CaseStudy, site: Site, frames: Frames) -> TextFile:
    thumbnail = _thumbnail(study, site, frames.site_url)
    return _answer(study.page_slug, study.title, study_height(study, site), frames, site.addresses, thumbnail)


def discovery_link(page: Page, site: Site) -> dict[str, str]:
    """How a page names its answer to programs: type, title and the whole address; empty where it has none.

    Args:
        page: a generated one.
        site: what may be shown.
    """
    name = _answer_name(page, site)
    if site.frames is None or not name:
        return {}
    return {"type": OEMBED_TYPE, "title": page.title, "href": site.frames.site_url + quote(_uri(name, site.frames))}


def _answer_name(page: Page, site: Site) -> str:
    """What can be framed in the place of a page; empty for nothing."""
    if page.uri == site.addresses.wall_uri:
        return WALL_NAME if wall_quotes(site.library) else ""
    slug = str(page.data.get("slug")) if page.data.get("kind") == "case-study" else ""
    return slug if site.library.lists(slug) else ""


def _uri(name: str, frames: Frames) -> str:
    return f"{frames.folder}/{name}/oembed.json"


def _answer(
    name: str,
    title: str,
    height: int,
    frames: Frames,
    addresses: Addresses,
    thumbnail: Mapping[str, str | int] = MappingProxyType({}),
) -> TextFile:
    answer: dict[str, str | int] = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": frames.site_name or urlsplit(frames.site_url).netloc,
        "provider_url": frames.site_url,
        "cache_age": CACHE_AGE,
        "html": render_frame(name, title, height, frames, addresses),
        "width": WIDTH,
        "height": height,
        **thumbnail,
    }
    # As `json.dumps` indents it, which takes its slow way through whatever has line ends.
    lines = ",\n".join(f" {_as_json(key)}: {_as_json(value)}" for key, value in answer.items())
    return TextFile(_uri(name, frames), f"{{\n{lines}\n}}\n")


def _as_json(value: str | int) -> str:
    return _encode(value) if isinstance(value, str) else str(value)


def _thumbnail(study: CaseStudy, site: Site, site_url: str) -> dict[str, str | int]:
    """The crop for social networks: its address, width and height, of which the specification wants all or none."""
    picture = site.pictures.get(study.page_slug)
    if picture is None:
        return {}
    file = picture.social.fallback
    return {
        "thumbnail_url": site_url + quote(file.uri),
        "thumbnail_width": file.width,
        "thumbnail_height": file.height,
    }
