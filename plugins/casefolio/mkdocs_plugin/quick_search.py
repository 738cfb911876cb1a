"""Lets Material's search read generated pages quickly; it makes of them what it would make anyway.

The first pages of each kind are read in both ways: should there be any difference, Material reads every page.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.pages import Page as HostPage
from mkdocs.utils.templates import TemplateContext

from casefolio.memory import Memory
from casefolio.mkdocs_plugin.search_sections import UnusualError, read_sections
from casefolio.views import Page

log = get_plugin_logger("casefolio")

_SEARCH = "material/search"
_MODULE = "material.plugins.search.plugin"
#: What Material takes out of a page that it has read.
_TAKEN_OUT = re.compile(r'data-search-\w+="')
#: So many pages of each template are read in both ways.
_PROBES = 3


def read_quickly(config: MkDocsConfig, pages: Mapping[str, Page], memory: Memory) -> "QuickReader | None":
    """Hands generated pages to Material's search in a quicker way.

    Args:
        config: of the site; without that search, or with another in its place, nothing changes.
        pages: the engine's, by their sources' places in the site.
        memory: knows what the search has learnt of pages that have not changed.

    Returns:
        What reads the pages now; None where nothing has changed.
    """
    index: Any = getattr(config.plugins.get(_SEARCH), "search_index", None)
    if type(index).__module__ != _MODULE or type(index).__name__ != "SearchIndex":
        return None
    reader = QuickReader(index, pages, memory)
    index.add_entry_from_context = reader.add_entry_from_context
    handlers: list[Any] = config.plugins.events["page_context"]
    for number, handler in enumerate(handlers):
        if getattr(handler, "__self__", None) is config.plugins[_SEARCH]:
            reader.handle, handlers[number] = handler, reader.on_page_context
    return reader


def has_search(config: MkDocsConfig) -> bool:
    """Whether the site has Material's search, or one in its place."""
    return _SEARCH in config.plugins


def read_entries(page: HostPage, html: str) -> list[dict[str, Any]] | None:
    """What Material's search would know of a generated page.

    Args:
        page: its `url`, `meta`, `title` and `toc` are looked at.
        html: the engine's.

    Returns:
        None where Python's own parser has to look at it.
    """
    material = import_module(_MODULE)
    return _make_entries(material, material.SearchIndex(), page, html)


def _make_entries(material: Any, index: Any, page: HostPage, html: str) -> list[dict[str, Any]] | None:  # noqa: ANN401 - Material has no types
    try:
        sections = read_sections(material, html)
    except UnusualError:
        return None
    start = len(index.entries)
    for section in sections:
        if not section.is_excluded():
            index.create_entry_for_section(section, page.toc, page.url, page)
    entries: list[dict[str, Any]] = index.entries[start:]
    del index.entries[start:]
    return entries


class QuickReader:
    """Adds pages to the index."""

    def __init__(self, index: Any, pages: Mapping[str, Page], memory: Memory) -> None:  # noqa: ANN401 - Material has no types
        """Takes over from an index; see `read_quickly`."""
        self._index, self._pages, self._memory = index, pages, memory
        # Only now, because a site with another theme may have no Material.
        self._material = import_module(_MODULE)
        self._add_slowly = index.add_entry_from_context
        #: Material's handler of the event in which it reads a page.
        self.handle: Callable[..., TemplateContext | None] = lambda *_, **__: None
        self._probes: Counter[str] = Counter()
        self._handled: Counter[str] = Counter()
        self._is_same = True

    def on_page_context(self, context: TemplateContext, *, page: HostPage, **words: object) -> TemplateContext | None:
        """As Material's plugin does, but for its search for attributes that the page has none of, which takes longer.

        Args:
            context: what a template is told.
            page: the host's.
            words: what else the plugin is told.
        """
        html, generated = page.content or "", self._find(page)
        if generated is None or _TAKEN_OUT.search(html):
            return self.handle(context, page=page, **words)
        if self._handled[generated.template] < _PROBES:
            self._handled[generated.template] += 1
            told = self.handle(context, page=page, **words)
            self._is_same = self._is_same and told is None and page.content == html
            return told
        self.add_entry_from_context(page)
        return None

    def _find(self, page: HostPage) -> Page | None:
        """The engine's page that this is, as long as short cuts prove right."""
        generated = self._pages.get(page.file.src_uri)
        is_ours = generated is not None and page.file.generated_by == "casefolio" and page.content == generated.body
        return generated if is_ours and self._is_same else None

    @property
    def can_be_relied_on(self) -> bool:
        """Whether what it reads has been what Material reads, and depends on nothing but the page."""
        return self._is_same and self._material.jieba is None

    def add_entry_from_context(self, page: HostPage) -> None:
        """As Material's own does."""
        generated = self._find(page)
        if generated is None or (page.meta.get("search") or {}).get("exclude"):
            self._add_slowly(page)
            return
        asked = [page.meta.get(name) for name in ("title", "tags", "search")]
        toc = [(item.id, item.url) for item in page.toc]
        read = partial(_make_entries, self._material, self._index, page, generated.body)
        # Chinese is split into words by a dictionary that the site may bring.
        is_known = self._material.jieba is None
        key = (generated, page.url, asked, toc)
        entries = self._memory.recall("search entries", generated.uri, key, read) if is_known else read()
        if entries is None:
            self._add_slowly(page)
            return
        start = len(self._index.entries)
        # Copies: what is remembered must not change.
        self._index.entries += [dict(entry) for entry in entries]
        if self._probes[generated.template] < _PROBES:
            self._probes[generated.template] += 1
            quick, self._index.entries[start:] = self._index.entries[start:], []
            self._add_slowly(page)
            if quick != self._index.entries[start:]:
                log.debug("the search reads every page with its own parser: %s would be another", page.file.src_uri)
                self._is_same = False
