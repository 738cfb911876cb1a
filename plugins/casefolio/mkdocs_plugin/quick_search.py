"""Lets Material's search read generated pages quickly; it makes of them what it would make anyway.

Material reads each page with Python's parser of HTML, which is made for any HTML there is. What the engine makes is of
the plainest kind, and half of it is marked as nothing for the search.
"""

import re
from collections.abc import Iterable, Mapping
from html import unescape
from importlib import import_module
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.pages import Page as HostPage

from casefolio.views import Page

log = get_plugin_logger("casefolio")

_SEARCH = "material/search"
_MODULE = "material.plugins.search.plugin"
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[A-Za-z][A-Za-z0-9:_-]*(?:="[^"]*")?)*)\s*(/?)>')
_ATTRIBUTE = re.compile(r'\s([A-Za-z][A-Za-z0-9:_-]*)(?:="([^"]*)")?')
#: Elements with other rules for what stands in them.
_ODD = frozenset("object script style textarea title iframe noembed noframes noscript xmp plaintext".split())  # noqa: SIM905
#: What the search asks of an element's attributes.
_ASKED = re.compile(r"\sid=|data-search-exclude|linenodiv|headerlink", re.IGNORECASE)
_EXCLUDED = "data-search-exclude"
_ANCHORED_HEADING = re.compile(r"<h[1-6]\s[^>]*\bid\b", re.IGNORECASE)
#: So many pages of each template are read in both ways.
_PROBES = 3


class _UnusualError(Exception):
    """HTML that is left to the parser that knows all of it."""


def read_quickly(config: MkDocsConfig, pages: Mapping[str, Page]) -> None:
    """Hands generated pages to Material's search in a quicker way.

    Args:
        config: of the site; without that search, or with another in its place, nothing changes.
        pages: the engine's, by their sources' places in the site.
    """
    index: Any = getattr(config.plugins.get(_SEARCH), "search_index", None)
    if type(index).__module__ != _MODULE or type(index).__name__ != "SearchIndex":
        return
    index.add_entry_from_context = _QuickReader(index, pages).add_entry_from_context


class _Skipped(set[Any]):
    """What is left out: at first elements that nothing here has, so that none of them is around any text."""

    def __init__(self, names: set[str]) -> None:
        if not names <= _ODD:
            raise _UnusualError
        super().__init__(names)
        self._least = len(names)

    def intersection(self, *others: Iterable[Any]) -> set[Any]:
        """Asked for at every tag and every text."""
        return super().intersection(*others) if len(self) > self._least else set()


class _QuickReader:
    """Adds pages to the index."""

    def __init__(self, index: Any, pages: Mapping[str, Page]) -> None:  # noqa: ANN401 - Material has no types
        self._index, self._pages = index, pages
        # Only now, because a site with another theme may have no Material.
        self._parser = import_module(_MODULE).Parser
        self._add_slowly = index.add_entry_from_context
        self._probes: dict[str, int] = {}
        self._is_same = True

    def add_entry_from_context(self, page: HostPage) -> None:
        """As Material's own does."""
        generated = self._pages.get(page.file.src_uri)
        is_ours = generated is not None and page.file.generated_by == "casefolio" and page.content == generated.body
        if not is_ours or generated is None or not self._is_same or (page.meta.get("search") or {}).get("exclude"):
            self._add_slowly(page)
            return
        try:
            sections = _read(self._parser(), generated.body)
        except _UnusualError:
            self._add_slowly(page)
            return
        start = len(self._index.entries)
        for section in sections:
            if not section.is_excluded():
                self._index.create_entry_for_section(section, page.toc, page.url, page)
        if self._probes.setdefault(generated.template, 0) < _PROBES:
            self._probes[generated.template] += 1
            quick, self._index.entries[start:] = self._index.entries[start:], []
            self._add_slowly(page)
            if quick != self._index.entries[start:]:
                log.debug("the search reads every page with its own parser: %s would be another", page.file.src_uri)
                self._is_same = False


def _read(parser: Any, html: str) -> list[Any]:  # noqa: ANN401 - Material has no types
    """Tells a parser of Material's what stands in a page.

    Returns:
        The sections that it has found.

    Raises:
        _UnusualError: Python's own parser has to look at this.
    """
    parser.skip = _Skipped(parser.skip)
    at = 0
    while (begin := html.find("<", at)) >= 0:
        if begin > at:
            parser.handle_data(unescape(html[at:begin]))
        match = _TAG.match(html, begin)
        if match is None:
            raise _UnusualError
        closing, tag, text, is_empty = match.groups()
        at = match.end()
        if tag in _ODD or (closing and (text or is_empty)):
            raise _UnusualError
        if closing:
            parser.handle_endtag(tag)
            continue
        attributes = _ATTRIBUTE.findall(text) if _ASKED.search(text) else []
        parser.handle_starttag(tag, [(name.lower(), unescape(value)) for name, value in attributes])
        if is_empty:
            parser.handle_endtag(tag)
        elif any(name == _EXCLUDED for name, _ in attributes):
            at = _after_excluded(parser, html, tag, at)
    if at < len(html):
        parser.handle_data(unescape(html[at:]))
    found: list[Any] = parser.data
    return found


def _after_excluded(parser: Any, html: str, tag: str, start: int) -> int:  # noqa: ANN401 - as above
    """Where to read on after an element that is nothing for the search: at its end, unless something in it counts.

    Even there a heading with an anchor begins a section, elements of the same name end what is left out, and the ends
    of elements may end a section.
    """
    end = html.find(f"</{tag}>", start)
    if end < 0 or html.find(f"<{tag}", start, end) >= 0 or _ANCHORED_HEADING.search(html, start, end):
        return start
    depth = parser.section.depth
    if depth > len(parser.context) and any(section.depth < depth for section in parser.data):
        return start
    return end
