"""Carries changed texts of records over into a finished site, without MkDocs and without a look at anything else."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from casefolio.amending import amend
from casefolio.clocks import read_clock
from casefolio.last_builds import LastBuild, Sources, note_amended
from casefolio.leaks import find_leaks
from casefolio.loaders.discovery import relative_path
from casefolio.mkdocs_plugin.build_folders import tidy
from casefolio.mkdocs_plugin.few_changes import SiteLock
from casefolio.mkdocs_plugin.generated_pages import contents_of
from casefolio.mkdocs_plugin.kept_sites import KeptPage, KeptSite, read_kept_site
from casefolio.mkdocs_plugin.quick_search import read_entries
from casefolio.mkdocs_plugin.search_files import SEARCH_URI, Entries, replace_entries
from casefolio.mkdocs_plugin.staging import put_files
from casefolio.timings import Stage, Timings
from casefolio.views import Page

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page as HostPage

#: Changes that were carried over one after another are carried over again each time; then all is built.
_MOST_RECORDS = 30


@dataclass(frozen=True, slots=True)
class AmendedSite:
    """A site with other texts.

    Attributes:
        uris: the files that have changed.
        page_count: how many of them are pages.
    """

    uris: tuple[str, ...]
    page_count: int


def amend_site(
    note_path: Path, kept_path: Path, last: LastBuild, sources: Sources, began: float, timings: Timings
) -> AmendedSite | None:
    """Changes a finished site where nothing has changed but the texts of some records.

    Args:
        note_path: where the last build is noted.
        kept_path: what is kept of it; see `keep_site`.
        last: the build.
        sources: what it was made of, as it is now.
        began: before anything was looked at, in seconds since 1970.
        timings: told what takes how long.

    Returns:
        None where a build has to look at everything; nothing was changed then.
    """
    kept = read_kept_site(kept_path)
    if kept is None or kept.began != last.whole_began:
        return None
    timings.turn_to(Stage.PAGES)
    site_path = Path(os.path.realpath(last.site_dir))
    try:
        made = _make_files(kept, {*last.amended, *sources.changed}, site_path, timings)
        if made is None:
            return None
        files, words = made
        timings.turn_to(Stage.LEAKS)
        if kept.searcher.is_needed and any(True for item in words.items() for _ in kept.searcher.search(*item)):
            # A whole build tells whose words they are.
            return None
        timings.turn_to(Stage.WRITE)
        if not _put(files, site_path, last):
            return None
    except OSError:
        # A whole build says what the disk refuses, or gets by without.
        return None
    note_amended(note_path, last, sources, files, began)
    page_uris = {page.file_uri for page in kept.pages.values()}
    return AmendedSite(tuple(files), len(page_uris & files.keys()))


def _make_files(
    kept: KeptSite, places: set[str], site_path: Path, timings: Timings
) -> tuple[dict[str, bytes], dict[str, bytes]] | None:
    """The files of the site that are others now, by their places in it, and what is new in each."""
    settings = replace(kept.settings, now=read_clock(os.environ))
    paths = sorted(relative_path(Path(place), settings.root_path) for place in places)
    if len(paths) > _MOST_RECORDS or not kept.records.keys() >= set(paths) or _gives_away(kept, paths):
        return None
    amended = amend(kept.build, paths, settings, kept.records)
    if amended is None or not all(page.uri in kept.pages for page in amended.pages):
        return None
    count, page_count = len(kept.records), len(amended.pages)
    timings.count(
        {
            **dict.fromkeys(("records read", "records checked", "texts"), (count - len(paths), len(paths))),
            "pages": (kept.page_count - page_count, page_count),
        }
    )
    pages = {page.uri: _as_host_page(page, kept.pages[page.uri]) for page in amended.pages}
    timings.turn_to(Stage.TEMPLATES)
    files: dict[str, str] = {file.uri: file.text for file in amended.files}
    for uri, page in pages.items():
        html = kept.frames.render_again(page, kept.pages[uri].kind)
        if html is None:
            return None
        files[kept.pages[uri].file_uri] = html
    timings.turn_to(Stage.SEARCH)
    words = dict(files)
    if kept.has_search and pages:
        entries = _read_entries(pages)
        index = replace_entries((site_path / SEARCH_URI).read_text(encoding="utf-8"), entries) if entries else None
        if index is None:
            return None
        files[SEARCH_URI], words[SEARCH_URI] = index, json.dumps(list(entries.values()))
    changed = {uri: content for uri, content in _encoded(files) if (site_path / uri).read_bytes() != content}
    return changed, {uri: content for uri, content in _encoded(words) if uri in changed}


def _encoded(files: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """As MkDocs writes them."""
    return ((uri, text.encode("utf-8", errors="xmlcharrefreplace")) for uri, text in files.items())


def _gives_away(kept: KeptSite, paths: Iterable[str]) -> bool:
    """Whether words that nobody may read yet stood in an old text: as long as they did, they were no secret."""
    sections = (section for path in paths for section in kept.records[path].study.sections)
    return bool(find_leaks((("old.md", section.markdown.encode()) for section in sections), kept.unseen))


def _as_host_page(page: Page, kept: KeptPage) -> "HostPage":
    """As much of MkDocs' page as is looked at."""
    stand_in = SimpleNamespace(
        url=kept.url,
        title=page.title,
        meta=page.front_matter,
        content=page.body,
        canonical_url=kept.canonical_url,
        edit_url=kept.edit_url,
        toc=contents_of(page),
    )
    return cast("HostPage", stand_in)


def _read_entries(pages: "Mapping[str, HostPage]") -> dict[str, Entries]:
    """What the search learns of pages, by their addresses; empty where it has to look at one of them itself."""
    entries: dict[str, Entries] = {}
    for page in pages.values():
        found = read_entries(page, page.content or "")
        if found is None:
            return {}
        entries[page.url] = found
    return entries


def _put(files: Mapping[str, bytes], site_path: Path, last: LastBuild) -> bool:
    """Puts files into the site; false, and nothing is done, where somebody else has changed it, or is about to."""
    tidy(site_path)
    lock = SiteLock.take(site_path, waits=False)
    if lock is None:
        return False
    try:
        return last.has_its_site() and put_files(site_path, files)
    finally:
        lock.release()
