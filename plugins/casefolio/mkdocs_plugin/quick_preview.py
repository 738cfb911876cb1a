"""Shows what a save has changed without building the whole preview again; where it can't know, it builds all of it."""

import gc
import os
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from mkdocs.commands.build import _build_page, _build_theme_template, _populate_page
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page as HostPage

from casefolio.amending import amend
from casefolio.builds import Build
from casefolio.clocks import read_clock
from casefolio.memory import Memory
from casefolio.mkdocs_plugin.changed_records import find_changed_records
from casefolio.mkdocs_plugin.config import KNOWN_PLUGINS
from casefolio.mkdocs_plugin.folder_files import iter_uris
from casefolio.mkdocs_plugin.generated_pages import take_over
from casefolio.mkdocs_plugin.published import Host, Published
from casefolio.mkdocs_plugin.search_files import SEARCH_URI, Entries, replace_entries_of_file
from casefolio.mkdocs_plugin.site_files import asset_file, page_file, put, text_file
from casefolio.mkdocs_plugin.telling import tell
from casefolio.pipeline import build
from casefolio.reporting import count_words
from casefolio.views import Asset, Page, TextFile

log = get_plugin_logger("casefolio")

_SEARCH = "material/search"
#: Those for which some of the pages are enough: MkDocs' own search has an index that can't be changed.
_PATIENT_PLUGINS = KNOWN_PLUGINS - {"search"}
_SITEMAP = "sitemap.xml"

_Snapshot = dict[str, tuple[int, int]]


class QuickPreview:
    """Takes the place of MkDocs' builder in a preview."""

    def __init__(
        self,
        site: Callable[[], Published],
        memory: Memory,
        whole: Callable[[], None],
        others: Iterable[str],
        saves: Callable[[], AbstractSet[str] | None] = lambda: None,
    ) -> None:
        """Takes over from a preview that was built whole.

        Args:
            site: what was built last.
            memory: of the engine.
            whole: builds everything.
            others: files and folders that are watched besides the records.
            saves: what has changed since it was asked last; see `find_changed_records`.
        """
        self._saves = saves
        self._site, self._memory, self._whole = site, memory, whole
        self._others = tuple(others)
        self._seen = _snapshot(self._others)
        _set_aside()

    def build(self) -> None:
        """Builds what has changed since the last time."""
        # Before anything is read: what is saved meanwhile is seen the next time.
        saves, seen = self._saves(), _snapshot(self._others)
        obstacle = "pages or settings of the site have changed" if seen != self._seen else self._try(saves)
        if obstacle:
            log.debug("the whole preview is built: %s", obstacle)
            # If it fails, nobody knows what is there, and the next one is whole again.
            self._seen = {}
            self._whole()
            _set_aside()
        self._seen = seen

    def _try(self, saves: AbstractSet[str] | None) -> str:
        """Builds what has changed; if it can't, answers why."""
        site = self._site()
        if site.host is None:
            return "the last build has failed"
        if unknown := site.host.config.plugins.keys() - _PATIENT_PLUGINS:
            return f"{', '.join(sorted(unknown))} may want to see every page"
        if site.host.config.hooks:
            return "hooks may want to see every page"
        settings = replace(site.settings, now=read_clock(os.environ))
        try:
            changed = find_changed_records(site, saves)
            amended = amend(site.build, changed, settings) if changed is not None else None
            if amended is not None:
                result, change = amended.build, _Change(site, site.host, amended.pages, amended.files)
            else:
                result = build(settings, self._memory)
                if obstacle := _find_obstacle(site, result):
                    return obstacle
                change = _Change.to(site, site.host, result)
            tell(result, settings, is_serving=True, is_strict=site.host.config.strict)
            count = change.publish(lambda: site.take(result, settings))
        except Exception as error:  # noqa: BLE001 - the long way says what is wrong, if it still is
            site.host = None
            return f"{type(error).__name__}: {error}"
        log.info("Made %s anew", count_words(count, "page"))
        return ""


def _set_aside() -> None:
    """Keeps the collector of garbage away from what a whole build has left, which is there until the next one.

    It would look at every object of the site while somebody waits for a page, which takes longer than the page.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _snapshot(paths: Iterable[str]) -> _Snapshot:
    """When each file was changed last, and how large it is."""
    found: _Snapshot = {}
    for root in paths:
        files = [root] if Path(root).is_file() else [os.path.join(root, uri) for uri in iter_uris(Path(root))]  # noqa: PTH118 - thousands of times
        for path in files:
            try:
                status = os.stat(path)  # noqa: PTH116 - as above
            except OSError:
                continue
            found[path] = (status.st_mtime_ns, status.st_size)
    return found


def _find_obstacle(site: Published, result: Build) -> str:
    """What is the same on every page, and has changed; empty for nothing."""
    if _navigation(result) != _navigation(site.build):
        return "the navigation is another"
    if replace(site, build=result).frame(is_serving=True) != site.frame(is_serving=True):
        return "header or footer are others"
    return ""


def _navigation(result: Build) -> list[tuple[str, str]]:
    return [(page.uri, page.title) for page in result.pages if page.is_in_navigation]


class _Change:
    """What differs between a published build and another one."""

    def __init__(self, site: Published, host: Host, pages: Iterable[Page], texts: Iterable[TextFile]) -> None:
        """Takes pages and texts that are there and have changed, where nothing else has."""
        self._site, self._host = site, host
        self._changed, self._texts = [page for page in pages if page != site.pages[page.uri]], list(texts)
        self._assets: list[Asset] = []
        self._new: set[str] = set()
        self._gone: set[str] = set()
        self._lost: set[str] = set()
        self._has_other_lists = self._has_other_links = self._has_other_dates = False

    @classmethod
    def to(cls, site: Published, host: Host, result: Build) -> "_Change":
        """Finds out all that has changed."""
        old, change = site.pages, cls(site, host, (), ())
        change._changed = [page for page in result.pages if page != old.get(page.uri)]
        change._gone = old.keys() - {page.uri for page in result.pages}
        # A record that has moved to another file has another edit link.
        change._new = {
            page.uri for page in change._changed if page.uri not in old or page.source_path != old[page.uri].source_path
        }
        known_assets = {(asset.uri, asset.path) for asset in site.build.assets}
        change._assets = [asset for asset in result.assets if (asset.uri, asset.path) not in known_assets]
        known_texts = {text.uri: text for text in site.files}
        change._texts = [text for text in result.files if text != known_texts.get(text.uri)]
        change._lost = {asset.uri for asset in site.build.assets} - {asset.uri for asset in result.assets}
        change._lost |= {text.uri for text in site.build.files} - {text.uri for text in result.files}
        change._has_other_lists = True
        ways = [(links.slugs, links.hidden_paths, links.generated_uris) for links in (site.build.links, result.links)]
        change._has_other_links = ways[0] != ways[1]
        dates = ({page.uri: page.updated_on for page in pages} for pages in (result.pages, site.build.pages))
        change._has_other_dates = next(dates) != next(dates)
        return change

    def publish(self, take: Callable[[], None]) -> int:
        """Renders and writes it.

        Args:
            take: turns the site to the new build.

        Returns:
            How many pages were made.
        """
        host = self._host
        take()
        for uri in self._lost | self._gone:
            self._remove(uri)
        for page in self._changed:
            if page.uri in self._new:
                self._add(page)
        take_over(host.files, self._changed, host.config)
        files = [self._file(page.uri) for page in self._changed]
        files += [self._file(uri) for uri in self._stale_sources()]
        rendered = [file.page for file in files if file.page is not None]
        for host_page in rendered:
            _populate_page(host_page, host.config, host.files)
        self._write(rendered)
        for asset in self._assets:
            self._copy(asset_file(asset, self._site.settings, host.config))
        for text in self._texts:
            self._copy(text_file(text, self._site.file_paths.get(text.uri), host.config))
        return len(rendered)

    def _stale_sources(self) -> list[str]:
        """The hand-written pages whose lists or links are not what they were."""
        stale: list[str] = []
        if not self._has_other_lists:
            return stale
        for uri, (markdown, url) in tuple(self._site.sources.items()):
            last = self._site.lists[uri]
            if self._site.expand(markdown, uri, url) != last or self._has_other_links:
                stale.append(uri)
        return stale

    def _file(self, uri: str) -> File:
        file = self._host.files.get_file_from_path(uri)
        if file is None:
            raise FileNotFoundError(uri)
        return file

    def _add(self, page: Page) -> None:
        """Makes a place for a page that was not there."""
        site, config = self._site, self._host.config
        file = page_file(page, site.page_paths.get(page.uri), site.settings, config)
        put(self._host.files, file)
        HostPage(None, file, config)

    def _copy(self, file: File) -> None:
        put(self._host.files, file)
        Path(file.abs_dest_path).unlink(missing_ok=True)
        file.copy_file()

    def _remove(self, uri: str) -> None:
        file = self._file(uri)
        self._host.files.remove(file)
        Path(file.abs_dest_path).unlink(missing_ok=True)

    def _write(self, pages: Iterable[HostPage]) -> None:
        host, index = self._host, getattr(self._host.config.plugins.get(_SEARCH), "search_index", None)
        documents = host.files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        changes: dict[str, Entries] = {}
        for page in pages:
            is_excluded = page.file.inclusion.value <= InclusionLevel.DRAFT.value
            with _Entries(index, page.url) as entries:
                _build_page(page, host.config, documents, host.nav, host.env, excluded=is_excluded)
            if entries.old != entries.new:
                changes[page.url] = entries.new
        if (self._new or self._gone or self._has_other_dates) and _SITEMAP in host.config.theme.static_templates:
            _build_theme_template(_SITEMAP, host.env, host.files, host.config, host.nav)
        for uri in self._gone:
            with _Entries(index, self._site.build.site.addresses.url(uri)):
                pass
        if index is None:
            return
        # The whole index of 10,000 studies is some 60 MB.
        index_path = Path(host.config.site_dir, SEARCH_URI)
        if self._gone or not replace_entries_of_file(index_path, changes):
            host.config.plugins[_SEARCH].on_post_build(config=host.config)


class _Entries:
    """Puts what the search learns of a page in the place of what it knew of it."""

    def __init__(self, index: Any, url: str) -> None:  # noqa: ANN401 - Material has no types
        self._index, self._url, self._at, self._count = index, url, 0, 0
        self.old: Entries = ()
        self.new: Entries = ()

    def __enter__(self) -> Self:
        if self._index is None:
            return self
        known, anchors = self._index.entries, f"{self._url}#"
        places = [at for at, item in enumerate(known) if f"{item['location']}#".startswith(anchors)]
        self._at = places[0] if places else len(known)
        of_page = set(places)
        self.old = [known[at] for at in places]
        self._index.entries = [item for at, item in enumerate(known) if at not in of_page]
        self._count = len(self._index.entries)
        return self

    def __exit__(self, *_: object) -> None:
        if self._index is not None:
            others, self.new = self._index.entries[: self._count], self._index.entries[self._count :]
            self._index.entries = [*others[: self._at], *self.new, *others[self._at :]]
