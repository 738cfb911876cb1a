"""Lets Material's search read generated pages quickly; it makes of them what it would make anyway.

Material reads each page with Python's parser of HTML, which is made for any HTML there is. What the engine makes is of
the plainest kind, and half of it is marked as nothing for the search. Material's own class is told of every heading, of
all that is left out and of whatever is within; for plain words in plain elements, which are most of a page, what it
would do is done here.
"""

import re
from collections.abc import Iterable, Mapping
from functools import partial
from html import escape, unescape
from importlib import import_module
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.pages import Page as HostPage

from casefolio.memory import Memory
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
#: Elements that decide what the words in them are.
_DECIDING = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "pre"))
_ANCHORED_HEADING = re.compile(r"<h[1-6]\s[^>]*\bid\b", re.IGNORECASE)
#: So many pages of each template are read in both ways.
_PROBES = 3


class _UnusualError(Exception):
    """HTML that is left to the parser that knows all of it."""


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
        sections = _read(material, html)
    except _UnusualError:
        return None
    start = len(index.entries)
    for section in sections:
        if not section.is_excluded():
            index.create_entry_for_section(section, page.toc, page.url, page)
    entries: list[dict[str, Any]] = index.entries[start:]
    del index.entries[start:]
    return entries


class _Skipped(set[Any]):
    """What is left out: at first elements that nothing here has, so that none of them is around any text."""

    def __init__(self, names: set[str]) -> None:
        if not names <= _ODD:
            raise _UnusualError
        super().__init__(names)
        self._least = len(names)

    @property
    def more(self) -> int:
        """How many elements that are left out stand around the text now."""
        return len(self) - self._least

    def intersection(self, *others: Iterable[Any]) -> set[Any]:
        """Asked for at every tag and every text."""
        return super().intersection(*others) if self.more else set()


class QuickReader:
    """Adds pages to the index."""

    def __init__(self, index: Any, pages: Mapping[str, Page], memory: Memory) -> None:  # noqa: ANN401 - Material has no types
        """Takes over from an index; see `read_quickly`."""
        self._index, self._pages, self._memory = index, pages, memory
        # Only now, because a site with another theme may have no Material.
        self._material = import_module(_MODULE)
        self._add_slowly = index.add_entry_from_context
        self._probes: dict[str, int] = {}
        self._is_same = True

    @property
    def can_be_relied_on(self) -> bool:
        """Whether what it reads has been what Material reads, and depends on nothing but the page."""
        return self._is_same and self._material.jieba is None

    def add_entry_from_context(self, page: HostPage) -> None:
        """As Material's own does."""
        generated = self._pages.get(page.file.src_uri)
        is_ours = generated is not None and page.file.generated_by == "casefolio" and page.content == generated.body
        if not is_ours or generated is None or not self._is_same or (page.meta.get("search") or {}).get("exclude"):
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
        if self._probes.setdefault(generated.template, 0) < _PROBES:
            self._probes[generated.template] += 1
            quick, self._index.entries[start:] = self._index.entries[start:], []
            self._add_slowly(page)
            if quick != self._index.entries[start:]:
                log.debug("the search reads every page with its own parser: %s would be another", page.file.src_uri)
                self._is_same = False


def _read(material: Any, html: str) -> list[Any]:  # noqa: ANN401 - Material has no types
    """Tells a parser of Material's what stands in a page.

    Args:
        material: the module of its search.
        html: of the page.

    Returns:
        The sections that it has found.

    Raises:
        _UnusualError: Python's own parser has to look at this.
    """
    parser, void = material.Parser(), material.void
    parser.skip = _Skipped(parser.skip)
    # Whether words are words of the section, and no element around them makes anything else of them.
    is_plain = False
    at = 0
    while (begin := html.find("<", at)) >= 0:
        if begin > at:
            _add_words(parser, unescape(html[at:begin]), is_plain=is_plain)
        match = _TAG.match(html, begin)
        if match is None:
            raise _UnusualError
        closing, tag, text, is_empty = match.groups()
        at = match.end()
        if tag in _ODD or (closing and (text or is_empty)):
            raise _UnusualError
        if closing:
            if not (is_plain and _closes(parser, tag)):
                parser.handle_endtag(tag)
                is_plain = _is_plain(parser)
            continue
        if is_plain and not (is_empty or tag in _DECIDING or (text and _ASKED.search(text))):
            if tag not in void:
                _opens(parser, material.Element(tag))
            continue
        at = _begin(parser, html, match)
        is_plain = _is_plain(parser)
    if at < len(html):
        _add_words(parser, unescape(html[at:]), is_plain=is_plain)
    found: list[Any] = parser.data
    return found


def _begin(parser: Any, html: str, match: re.Match[str]) -> int:  # noqa: ANN401 - as above
    """Tells the parser of an element, and where to read on."""
    _, tag, text, is_empty = match.groups()
    attributes = _ATTRIBUTE.findall(text) if _ASKED.search(text) else []
    parser.handle_starttag(tag, [(name.lower(), unescape(value)) for name, value in attributes])
    if is_empty:
        parser.handle_endtag(tag)
    elif any(name == _EXCLUDED for name, _ in attributes):
        return _after_excluded(parser, html, tag, match.end())
    return match.end()


def _is_plain(parser: Any) -> bool:  # noqa: ANN401 - as above
    """Whether no heading, no code and nothing that is left out is around what follows."""
    is_there = parser.section is not None and not parser.skip.more
    return is_there and not any(around.tag in _DECIDING for around in parser.context)


def _add_words(parser: Any, words: str, *, is_plain: bool) -> None:  # noqa: ANN401 - as above
    """As `handle_data` does."""
    if not is_plain:
        parser.handle_data(words)
        return
    text = parser.section.text
    if not words.isspace():
        text.append(escape(words.replace("\n", " "), quote=False))
    elif not text or not text[-1].isspace():
        text.append(" ")


def _opens(parser: Any, element: Any) -> None:  # noqa: ANN401 - as above
    """As `handle_starttag` does for an element without attributes that has an end."""
    parser.context.append(element)
    if element.tag in parser.keep:
        parser.section.text.append(f"<{element.tag}>")


def _closes(parser: Any, tag: str) -> bool:  # noqa: ANN401 - as above
    """As `handle_endtag` does; False where it does more than to close an element with words in it."""
    context, section = parser.context, parser.section
    if not context or context[-1].tag != tag or section.depth > len(context):
        return False
    if tag in parser.keep:
        text, opening = section.text, f"<{tag}>"
        if not text or text[-1] == opening or text[-1].isspace() or opening not in text:
            return False
        text.append(f"</{tag}>")
    context.pop()
    return True


def _after_excluded(parser: Any, html: str, tag: str, start: int) -> int:  # noqa: ANN401 - as above
    """Where to read on after an element that is nothing for the search: at its end, unless something in it counts.

    Even there a heading with an anchor begins a section, elements of the same name end what is left out, here and
    around it, and the ends of elements may end a section.
    """
    end = html.find(f"</{tag}>", start)
    if (
        end < 0
        or parser.skip.more > 1
        or html.find(f"<{tag}", start, end) >= 0
        or _ANCHORED_HEADING.search(html, start, end)
    ):
        return start
    depth = parser.section.depth
    if depth > len(parser.context) and any(section.depth < depth for section in parser.data):
        return start
    return end
