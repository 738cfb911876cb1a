"""Finds the quotes that people write into a section, and who said them; changes no word of a quote."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from casefolio.loaders.attributions import parse_attribution
from casefolio.loaders.located_text import LocatedText
from casefolio.loaders.markdown_lines import starts_block
from casefolio.quote_marks import (
    LONGEST_ATTRIBUTION,
    OPENING,
    attribution_start,
    closes_quote,
    opens_quote,
    unwrapped,
)
from casefolio.records import Entry, Mapping, Scalar, ScalarStyle

_QUOTED_LINE = re.compile(r" {0,3}(?:>[ \t]?)+")
_ITEM = re.compile(r"( {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]+)(?=\S)")
_ANY_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
_DASH = re.compile(r"[ \t]*(?:—|–|―|--)[ \t]*(?=[^\s—–―-])")
_HYPHEN = re.compile(r"[ \t]*-[ \t]+(?=\S)")
_SENTENCE_END = frozenset(".!?…”“\"’'»«)")
_MOST_WORDS = 15
#: A second line of an attribution has no more words than this; a longer one begins the next quote.
_MOST_WORDS_BELOW = 10
_MOST_LINES = 3
_NOTHING = LocatedText.of("", 1, 1)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that somebody said.

    Attributes:
        text: without the quote marks that wrap it; paragraphs are separated by an empty line.
        attribution: without its dash; None where nobody is named.
    """

    text: LocatedText
    attribution: LocatedText | None

    def mapping(self, path: str) -> Mapping:
        """The quote with the keys of a testimonial."""
        values = {"quote": self.text} | (parse_attribution(self.attribution) if self.attribution else {})
        return Mapping(tuple(_entry(key, value, path) for key, value in values.items()), self.text.position(path))


@dataclass(frozen=True, slots=True)
class FoundQuotes:
    """The quotes of a section, and the lines (counted from 0) that they took."""

    quotes: tuple[Quote, ...]
    lines: frozenset[int]


def parse_quotes(lines: Sequence[str], hidden: Sequence[bool], first_line: int) -> FoundQuotes:
    """Reads block quotes (`>`) and those list items that begin with a quote mark.

    Args:
        lines: of the section.
        hidden: of each line, whether it is code or a comment.
        first_line: the line of the file that the first one is.

    Returns:
        The quotes in the order written. Other text of the section is left alone.
    """
    reader = _Reader(lines, hidden, first_line)
    quotes: list[Quote] = []
    taken: set[int] = set()
    number = 0
    while number < len(lines):
        found, below = reader.read(number)
        if found:
            quotes += found
            taken.update(range(number, below))
        number = below
    return FoundQuotes(tuple(quotes), frozenset(taken))


def quotes_of(lines: Iterable[LocatedText | None]) -> Iterator[Quote]:
    """Makes quotes of the lines of one block; None stands for an empty line between paragraphs."""
    block = list(lines)
    paragraphs: list[list[LocatedText]] = [[]]
    attribution: list[LocatedText] = []
    for number, line in enumerate(block):
        if line is None:
            if attribution:
                yield from _quote(paragraphs, attribution)
                paragraphs, attribution = [[]], []
            elif paragraphs[-1]:
                paragraphs.append([])
            continue
        below = block[number + 1] if number + 1 < len(block) else None
        named = _attribution(line, paragraphs, attribution, below)
        if named is not None:
            attribution.append(named)
            continue
        if attribution:
            yield from _quote(paragraphs, attribution)
            paragraphs, attribution = [[]], []
        paragraphs[-1].append(line)
    yield from _quote(paragraphs, attribution)


class _Reader:
    """Cuts a section's lines into the blocks that hold quotes."""

    def __init__(self, lines: Sequence[str], hidden: Sequence[bool], first_line: int) -> None:
        self._lines = lines
        self._hidden = hidden
        self._first_line = first_line

    def read(self, number: int) -> tuple[list[Quote], int]:
        """The quotes of the block that begins on a line, and the first line below it."""
        line = self._line(number)
        if line is None:
            return [], number + 1
        if _QUOTED_LINE.match(line):
            return self._block_quote(number)
        item = _ITEM.match(line)
        if item and opens_quote(line[item.end() :]):
            return self._item(number, item.end())
        return [], number + 1

    def _line(self, number: int) -> str | None:
        """A line that is there, holds text, and is neither code nor a comment."""
        if number >= len(self._lines) or self._hidden[number] or not self._lines[number].strip():
            return None
        return self._lines[number]

    def _located(self, number: int, column: int = 0) -> LocatedText | None:
        text = LocatedText.of(self._lines[number][column:], self._first_line + number, column + 1).strip()
        return text if text.text else None

    def _block_quote(self, number: int) -> tuple[list[Quote], int]:
        block: list[LocatedText | None] = []
        while (line := self._line(number)) is not None:
            sign = _QUOTED_LINE.match(line)
            if sign:
                block.append(self._located(number, sign.end()))
            elif not block or block[-1] is None or (starts_block(line) and not self._is_attribution_item(number)):
                break
            else:
                block.append(self._located(number))
            number += 1
        if below := self._attribution_below(number, block):
            number, attribution = below
            block.append(attribution)
        if len(block) == 1 and _DASH.match((block[0] or _NOTHING).text):  # a name without words
            return [], number
        return list(quotes_of(block)), number

    def _is_attribution_item(self, number: int) -> bool:
        """`- Team manager` right below a block quote is a list to Markdown and an attribution to people."""
        line, below = self._line(number), self._line(number + 1)
        sign = _HYPHEN.match(line or "")
        if line is None or sign is None or opens_quote(line[sign.end() :]):
            return False
        return below is None or not _HYPHEN.match(below)

    def _attribution_below(self, number: int, block: list[LocatedText | None]) -> tuple[int, LocatedText] | None:
        """A paragraph of one line that begins with a dash, one empty line below the quote."""
        line = self._line(number + 1)
        last = next((text for text in reversed(block) if text), None)
        if self._line(number) is not None or line is None or last is None or not _DASH.match(line):
            return None
        if self._line(number + 2) is not None or _DASH.match(last.text):
            return None
        attribution = self._located(number + 1)
        return (number + 2, attribution) if attribution else None

    def _item(self, number: int, column: int) -> tuple[list[Quote], int]:
        block = [self._located(number, column)]
        number += 1
        while True:
            line, below = self._line(number), self._line(number + 1)
            if line is not None and self._goes_on(line, block):
                block.append(self._located(number))
                number += 1
            elif line is None and below is not None and self._goes_on_below(below, block):
                block += [None, self._located(number + 1)]
                number += 2
            else:
                return list(quotes_of(block)), number

    def _goes_on_below(self, line: str, block: list[LocatedText | None]) -> bool:
        """Whether an indented paragraph belongs to the quote above it; below a closing mark it is text of its own."""
        opened, last = (block[0] or _NOTHING).text, (block[-1] or _NOTHING).text
        is_closed = closes_quote(opened, last) or attribution_start(opened[:1] + last) or _DASH.match(last)
        return line[:2].isspace() and not _ANY_ITEM.match(line) and not is_closed

    def _goes_on(self, line: str, block: list[LocatedText | None]) -> bool:
        if block[-1] is None:
            return False
        if line[:2].isspace():
            sign = _ANY_ITEM.match(line)
            return sign is None or (_HYPHEN.match(line) is not None and not opens_quote(line[sign.end() :]))
        return not starts_block(line)


def _attribution(
    line: LocatedText, paragraphs: list[list[LocatedText]], above: list[LocatedText], below: LocatedText | None
) -> LocatedText | None:
    """The line as an attribution, if it is one."""
    if not any(paragraphs) or len(above) >= _MOST_LINES:
        return None
    strong = _DASH.match(line.text)
    sign = strong or (_HYPHEN.match(line.text) if below is None else None)
    if sign is None:
        return line if above and _is_second_line(line.text, above[-1].text) else None
    text = line.cut(sign.end(), len(line.text))
    last = paragraphs[-1][-1].text if paragraphs[-1] else ""
    if _HYPHEN.match(last) and not strong:
        return None  # a list inside the quote
    if len(text.text.split()) > _MOST_WORDS or len(text.text) > LONGEST_ATTRIBUTION or text.text[0] in OPENING:
        return None
    # A dash at the beginning of a line may as well be in the middle of a sentence.
    is_in_sentence = last and last[-1] not in _SENTENCE_END and text.text[-1] in ".!?"
    return None if is_in_sentence else text


def _is_second_line(text: str, above: str) -> bool:
    if opens_quote(text) or len(text.split()) > _MOST_WORDS_BELOW:
        return False
    return above.endswith(",") or text[-1] not in _SENTENCE_END


def _quote(paragraphs: list[list[LocatedText]], attribution: list[LocatedText]) -> Iterator[Quote]:
    joined = [LocatedText.join(paragraph, " ") for paragraph in paragraphs if paragraph]
    if not joined:
        return
    text = LocatedText.join(joined, "\n\n").strip()
    named = LocatedText.join([line.strip(" \t,") for line in attribution], ", ") if attribution else None
    behind = None if named else attribution_start(text.text)
    if behind:
        named = text.cut(behind[1], len(text.text)).strip()
        text = text.cut(0, behind[0])
    start, end = unwrapped(text.text)
    yield Quote(text.cut(start, end), named)


def _entry(key: str, value: LocatedText, path: str) -> Entry:
    position = value.position(path)
    return Entry(Scalar(key, position, ScalarStyle.QUOTED), Scalar(value.text, position, ScalarStyle.QUOTED))
