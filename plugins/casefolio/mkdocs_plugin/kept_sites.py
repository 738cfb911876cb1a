"""Keeps as much of a finished site as the next build needs to carry changed texts over into it, and no more."""

import gc
import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from casefolio.amending import KnownRecord
from casefolio.builds import Build
from casefolio.confidential import Confidence, Kind
from casefolio.feeds import newest
from casefolio.last_builds import site_version
from casefolio.leaks import Searcher
from casefolio.memory import Memory
from casefolio.mkdocs_plugin.published import Host, Published
from casefolio.mkdocs_plugin.quick_search import has_search
from casefolio.mkdocs_plugin.shared_frames import FrameBook
from casefolio.sealing import personal_key, read_sealed, write_sealed
from casefolio.settings import Audience, Settings, is_any_page
from casefolio.views import Page


@dataclass(frozen=True, slots=True)
class KeptPage:
    """Where MkDocs has put the page of a study, and what is kept of how it was rendered.

    Attributes:
        url: its address from the site's root.
        file_uri: its file's place in the site.
        canonical_url: its whole address; None where that is not known.
        edit_url: where its record is edited; None for nowhere.
        kind: of its frame.
    """

    url: str
    file_uri: str
    canonical_url: str | None
    edit_url: str | None
    kind: bytes


@dataclass(frozen=True, slots=True)
class KeptSite:
    """A finished site.

    Attributes:
        began: when its build began, in seconds since 1970.
        settings: what the engine was told.
        build: what it answered, without texts, files, records and what was remembered.
        records: see `amend`.
        searcher: finds what no file of the site may hold.
        unseen: what nobody may read yet, whoever else says the same.
        frames: of its pages.
        pages: those of studies, by the places of their sources.
        page_count: how many pages the engine has made.
        has_search: whether the site has Material's search.
    """

    began: float
    settings: Settings
    build: Build
    records: Mapping[str, KnownRecord]
    searcher: Searcher
    unseen: Confidence
    frames: FrameBook
    pages: Mapping[str, KeptPage]
    page_count: int
    has_search: bool


def keep_site(path: Path, site: Published, began: float) -> None:
    """Writes down a site, unless a change of a text may change more than the engine knows of.

    Args:
        path: the file.
        site: that was just built.
        began: see `KeptSite`.
    """
    path.unlink(missing_ok=True)
    host, confidence = site.host, site.build.confidence
    is_public = site.settings.audience is Audience.PUBLIC and not site.settings.is_preview
    if host is None or not is_public or personal_key() is None:
        return
    is_searched = has_search(host.config)
    if is_searched and not (host.search and host.search.can_be_relied_on):
        return
    kept = KeptSite(
        began,
        replace(site.settings, progress=None, is_page=is_any_page),
        _without_words(site.build),
        {e.record.path: KnownRecord.of(e, site.build.site.library, site.settings) for e in site.build.entries},
        Searcher(confidence),
        Confidence(tuple(item for item in confidence.items if item.kind is Kind.EMBARGO)),
        host.frames,
        dict(_iter_pages(site, host)),
        len(site.pages),
        is_searched,
    )
    write_sealed(path, site_version(), partial(pickle.dump, kept, protocol=pickle.HIGHEST_PROTOCOL))


def read_kept_site(path: Path) -> KeptSite | None:
    """Reads what `keep_site` has written; None where nothing can be believed."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        # It may hold objects of any kind, and to read them could run anything: hence the seal.
        return read_sealed(path, site_version(), pickle.load)
    finally:
        if was_enabled:
            gc.enable()


def _without_words(build: Build) -> Build:
    site = build.site
    library = replace(site.library, memory=Memory())
    # The feeds are written anew with each of the studies in them.
    told = newest(library)
    slugs = {study.page_slug for study in told}
    scope, answers = site.memory.content
    entries = {place: answer for place, answer in answers.items() if place[0] == "feed entry"}
    photos = {picture.social.fallback.uri for slug in slugs if (picture := site.pictures.get(slug))}
    return Build(
        pages=tuple(Page(page.uri, "", "", "") for page in build.pages),
        assets=tuple(asset for asset in build.assets if asset.uri in photos),
        diagnostics=build.diagnostics,
        record_count=build.record_count,
        site=replace(
            site,
            library=library,
            bodies={slug: body for slug, body in site.bodies.items() if slug in slugs},
            memory=Memory.of(scope, entries),
        ),
        links=build.links,
        cards=build.cards,
    )


def _iter_pages(site: Published, host: Host) -> Iterator[tuple[str, KeptPage]]:
    for uri, page in site.pages.items():
        file = host.files.get_file_from_path(uri) if page.source_path else None
        kind = host.frames.kinds.get(uri)
        if file is not None and file.page is not None and kind is not None:
            host_page = file.page
            at = (host_page.url, file.dest_uri, host_page.canonical_url, host_page.edit_url)
            yield uri, KeptPage(*at, kind)
