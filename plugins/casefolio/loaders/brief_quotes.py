"""Finds the quotes in the lines of a plain brief; what is no quote is given back."""

import re
from collections.abc import Sequence

from casefolio.loaders.located_text import LocatedText
from casefolio.loaders.quotes import Quote, quotes_of
from casefolio.quote_marks import OPENING, closes_quote

_START = re.compile(rf"(?:[-–—*+•·▪‣◦∙]|\d{{1,9}}[.)]|\(\d{{1,9}}\))?[ \t]*(?=[{re.escape(''.join(sorted(OPENING)))}])")
_DASH = re.compile(r"(?:—|–|―|--?)[ \t]*(?=[^\s—–―-])")

Line = LocatedText | None


def take_quotes(lines: Sequence[Line]) -> tuple[list[Quote], list[LocatedText]]:
    """Reads texts in quote marks, with a bullet, a number or nothing before them.

    Args:
        lines: of the part, stripped; None stands for an empty line.

    Returns:
        The quotes, and the other lines.
    """
    quotes: list[Quote] = []
    rest: list[LocatedText] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        start = _START.match(line.text) if line else None
        if line is None or start is None:
            rest += [line] if line else []
            number += 1
            continue
        block: list[Line] = [line.cut(start.end(), len(line.text))]
        number = _take_block(lines, number + 1, block)
        quotes += quotes_of(block)
    return quotes, rest


def _take_block(lines: Sequence[Line], number: int, block: list[Line]) -> int:
    """Adds the lines that go on with a quote, and its attribution; gives the first line below them."""
    opened = block[0].text if block[0] else ""
    while number < len(lines):
        line, last = lines[number], block[-1]
        if line is None:
            below = next((i for i in range(number, len(lines)) if lines[i]), None)
            if below is None or not _goes_on_below(lines, below, opened, last):
                break
            if not _is_dash(lines[below]):
                block.append(None)
            number = below
            line = lines[below]
        is_closed = last is not None and closes_quote(opened, last.text)
        is_named = len(block) > 1 and last is not None and _is_dash(last) and not last.text.endswith(",")
        if line is None or _START.match(line.text) or is_named or (is_closed and not _is_dash(line)):
            break
        block.append(line)
        number += 1
    return number


def _goes_on_below(lines: Sequence[Line], below: int, opened: str, last: Line) -> bool:
    """Whether a paragraph belongs to the quote above it: its attribution, or its open end."""
    line = lines[below]
    if line is None or last is None or _START.match(line.text):
        return False
    if _is_dash(line):
        return not _is_dash(last) and not line.text.startswith("- ")
    if closes_quote(opened, last.text):
        return False
    end = next((i for i in range(below, len(lines)) if lines[i] is None), len(lines))
    paragraph = lines[end - 1]
    return paragraph is not None and closes_quote(opened, paragraph.text)


def is_attribution(text: str) -> bool:
    """Whether a line below a quote says whose words they are: it begins with a dash."""
    return _DASH.match(text) is not None


def _is_dash(line: Line) -> bool:
    return line is not None and is_attribution(line.text)
