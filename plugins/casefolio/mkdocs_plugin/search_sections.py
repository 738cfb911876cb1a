"""Reads generated pages as Material's search does, and quicker; anything unusual is left to Material.

Material reads each page with Python's parser of HTML, which is made for any HTML there is. What the engine makes is of
the plainest kind, and half of it is marked as nothing for the search. Material's own class is told of every heading, of
all that is left out and of whatever is within; for plain words in plain elements, which are most of a page, what it
would do is done here.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape, unescape
from typing import Any

#: Words, and the tag behind them.
_TAG = re.compile(r'([^<]*)<(/?)([a-z][a-z0-9]*)((?:\s+[A-Za-z][A-Za-z0-9:_-]*(?:="[^"]*")?)*)\s*(/?)>')
_ATTRIBUTE = re.compile(r'\s([A-Za-z][A-Za-z0-9:_-]*)(?:="([^"]*)")?')
#: Elements with other rules for what stands in them.
_ODD = frozenset("object script style textarea title iframe noembed noframes noscript xmp plaintext".split())  # noqa: SIM905
#: What the search asks of an element's attributes.
_ASKED = re.compile(r"\sid=|data-search-exclude|linenodiv|headerlink", re.IGNORECASE)
_EXCLUDED = "data-search-exclude"
#: Elements that decide what the words in them are.
_DECIDING = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "pre"))
_ANCHORED_HEADING = re.compile(r"<h[1-6]\s[^>]*\bid\b", re.IGNORECASE)


class UnusualError(Exception):
    """HTML that is left to the parser that knows all of it."""


class _Skipped(set[Any]):
    """What is left out: at first elements that nothing here has, so that none of them is around any text."""

    def __init__(self, names: set[str]) -> None:
        if not names <= _ODD:
            raise UnusualError
        super().__init__(names)
        self._least = len(names)

    @property
    def more(self) -> int:
        """How many elements that are left out stand around the text now."""
        return len(self) - self._least

    def intersection(self, *others: Iterable[Any]) -> set[Any]:
        """Asked for at every tag and every text."""
        return super().intersection(*others) if self.more else set()


def read_sections(material: Any, html: str) -> list[Any]:  # noqa: ANN401 - Material has no types
    """Tells a parser of Material's what stands in a page.

    Args:
        material: the module of its search.
        html: of the page.

    Returns:
        The sections that it has found.

    Raises:
        UnusualError: Python's own parser has to look at this.
    """
    parser, tags = material.Parser(), _Tags(material)
    parser.skip = _Skipped(parser.skip)
    at = 0
    while (match := _TAG.match(html, at)) is not None:
        words, closing, tag, text, is_empty = match.groups()
        if tag in _ODD or (closing and (text or is_empty)):
            raise UnusualError
        if words:
            parser.handle_data(unescape(words))
        at = match.end()
        if closing:
            parser.handle_endtag(tag)
        else:
            at = _begin(parser, html, match)
        if _is_plain(parser):
            at = _read_plain(parser, tags, html, at)
    if html.find("<", at) >= 0:
        raise UnusualError
    if at < len(html):
        parser.handle_data(unescape(html[at:]))
    found: list[Any] = parser.data
    return found


class _Tags(dict[str, tuple[Any, str] | None]):
    """Elements that do nothing but stand around words, with what is kept of their beginnings; None for all others.

    An element that has no end is none. Others of a name are the same object, since nothing about them differs.
    """

    def __init__(self, material: Any) -> None:  # noqa: ANN401 - as above
        self._material, self._kept = material, material.Parser().keep

    def __missing__(self, tag: str) -> tuple[Any, str] | None:
        if tag in _ODD or tag in _DECIDING:
            self[tag] = None
        elif tag in self._material.void:
            self[tag] = (None, "")
        else:
            self[tag] = (self._material.Element(tag), f"<{tag}>" if tag in self._kept else "")
        return self[tag]


def _read_plain(parser: Any, tags: _Tags, html: str, at: int) -> int:  # noqa: ANN401 - as above
    """Does what the parser would do for as long as words are words of the section.

    Most of a page is read here, so nothing is called that need not be.

    Args:
        parser: with a section, and with no heading, no code and nothing that is left out around.
        tags: of that parser's module.
        html: of the page.
        at: where to begin.

    Returns:
        Where the parser itself has to go on.
    """
    context, text, depth = parser.context, parser.section.text, parser.section.depth
    begun = set()
    while (match := _TAG.match(html, at)) is not None:
        words, closing, tag, attributes, is_empty = match.groups()
        known = tags[tag]
        if known is None or is_empty or (attributes and (closing or _is_asked(attributes))):
            return at
        element, opening = known
        if words:
            _add_words(text, unescape(words) if "&" in words else words)
        if not closing:
            if element is not None:
                context.append(element)
                if opening:
                    text.append(opening)
                    begun.add(opening)
        else:
            # Where an element ends that nothing was in, or with it a section, the parser does more.
            if not context or context[-1].tag != tag or depth > len(context):
                return match.start(2) - 1
            if opening:
                if not text or text[-1] == opening or text[-1].isspace() or not (opening in begun or opening in text):
                    return match.start(2) - 1
                text.append(f"</{tag}>")
            context.pop()
        at = match.end()
    return at


def _add_words(text: list[str], words: str) -> None:
    """As `handle_data` does."""
    if not words.isspace():
        text.append(escape(words.replace("\n", " "), quote=False))
    elif not text or not text[-1].isspace():
        text.append(" ")


@lru_cache(maxsize=4096)  # a few dozen are most of them
def _is_asked(attributes: str) -> bool:
    return _ASKED.search(attributes) is not None


def _begin(parser: Any, html: str, match: re.Match[str]) -> int:  # noqa: ANN401 - as above
    """Tells the parser of an element, and where to read on."""
    _, _, tag, text, is_empty = match.groups()
    attributes = _ATTRIBUTE.findall(text) if _is_asked(text) else []
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
