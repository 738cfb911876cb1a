"""Turns a line of a file into the excerpt that a message shows, with a mark below the place; reads no file."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate

from casefolio.codes import Code
from casefolio.diagnostics import Diagnostic
from casefolio.terminal_cells import Cell, iter_cells

#: In columns; a longer line is cut to a window around the place.
WIDTH = 100
_LEAST_WIDTH = 24
_ELLIPSIS = "…"
#: Of a longer line only the characters near the place are looked at.
_MOST_CHARACTERS = 1000

#: What concerns a whole file, whose first line has nothing to do with it.
_OF_THE_FILE = {
    Code.EMPTY_FILE,
    Code.FILE_TOO_LARGE,
    Code.NOT_A_RECORD,
    Code.NOT_UTF8,
    Code.PAGE_REPLACED,
    Code.TAXONOMY_FILE,
    Code.UNREADABLE_FILE,
}
#: What concerns the file's name, unless the record gives its address itself.
_OF_THE_NAME = {Code.NOT_A_SLUG, Code.SLUG_RESERVED, Code.SLUG_TAKEN}
#: What is missing has a place and no words; the words that stand there are right.
_OF_THE_PLACE = {Code.CLIENT_INCOMPLETE, Code.MISSING_FIELD, Code.OUTCOME_INCOMPLETE, Code.VIDEO_INCOMPLETE}

_KEY_START = re.compile(r"[\s-]*")
_KEY = re.compile(r"\w(?:[\w .-]*\w)?(?=\s*:(?:\s|$))")
_FLOW_KEY = re.compile(r"\w[\w-]*(?=:\s)")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|' + "'(?:[^']|'')*'")
_TAG = re.compile(r"</?\w[^>]*>")
_PICTURE = re.compile(r"!\[[^\]]*\](?:\([^)]*\))?")
_ADDRESS = re.compile(r"(?:\([^\s()]*\)|[^\s()])+")
_VALUE = re.compile(r"\S(?:.*?\S)??(?=\s+#\s|\s*$)")
_REST = re.compile(r".*\S")
_FLOW_VALUE = re.compile(r"[^\s,\]}](?:[^,\]}]*[^\s,\]}])?")
_BRACKETS = {"[": "]", "{": "}"}
_TEXT_SIGNS = frozenset("“‘«£€$#>-+(*_./~")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line as it is printed, with its mark.

    Attributes:
        number: of the line, counted from 1.
        text: the line, or the part of it that is shown.
        before: how many columns stand before the mark.
        width: of the mark, in columns; at least 1.
    """

    number: int
    text: str
    before: int
    width: int


def make_excerpt(diagnostic: Diagnostic, line: str | None, *, width: int = WIDTH) -> Excerpt | None:
    """Cuts a line to what can be shown of it, and finds the mark's place below it.

    Args:
        diagnostic: its position says which character is meant, its code how much.
        line: the position's line, without its end; None where it can't be had.
        width: the most columns that the text may take.

    Returns:
        None where there is nothing to show: no line, an empty one, or a mistake that concerns the whole file.
    """
    if line is None or not line.strip() or _concerns_file(diagnostic, line):
        return None
    start = min(diagnostic.position.column - 1, len(line.rstrip()))
    first = max(0, start - _MOST_CHARACTERS // 2) if len(line) > _MOST_CHARACTERS else 0
    is_place = diagnostic.code in _OF_THE_PLACE
    length = 1 if is_place else _extent(line[:start], line[start : start + _MOST_CHARACTERS])
    part, start = line[first : first + _MOST_CHARACTERS].rstrip(), start - first
    cells = list(iter_cells(part))
    left, right = _window(cells, start, max(width, _LEAST_WIDTH), is_cut=first > 0)
    before = sum(cell.width for cell in cells[left:start])
    mark = sum(cell.width for cell in cells[start : min(start + length, right)])
    shown = "".join(cell.text for cell in cells[left:right])
    if left > 0 or first > 0:
        shown, before = f"{_ELLIPSIS}{shown}", before + 1
    if right < len(cells) or len(line.rstrip()) > first + len(part):
        shown += _ELLIPSIS
    return Excerpt(diagnostic.position.line, shown.rstrip(), before, max(1, mark))


def _concerns_file(diagnostic: Diagnostic, line: str) -> bool:
    before = line[: diagnostic.position.column - 1]
    return diagnostic.code in _OF_THE_FILE or (diagnostic.code in _OF_THE_NAME and not before.strip())


def _window(cells: list[Cell], start: int, width: int, *, is_cut: bool) -> tuple[int, int]:
    """The first cell that is shown, and the one behind the last."""
    widths = list(accumulate((cell.width for cell in cells), initial=0))
    if widths[-1] <= width and not is_cut:
        return 0, len(cells)
    left = 0
    if is_cut or widths[start] > width * 2 // 3:
        # A third of the window goes before the place, so that one sees what it belongs to; more where the line ends.
        left = bisect_left(widths, min(widths[start] - width // 3, widths[-1] - width + 2))
        while left < start and cells[left].width == 0:
            left += 1
    return left, max(start, bisect_right(widths, widths[left] + width - 2) - 1)


def _extent(before: str, rest: str) -> int:
    """How many characters belong to what begins here: a key, a value, a tag, an address; 1 where nobody can tell."""
    sign = rest[:1]
    is_inside = any(before.count(opening) > before.count(closing) for opening, closing in _BRACKETS.items())
    is_comment = sign == "#" and before.strip() not in {"", "-"}
    patterns = (
        (_QUOTED, sign in {'"', "'"}),
        (_KEY, _KEY_START.fullmatch(before)),
        (_TAG, sign == "<"),
        (_PICTURE, sign == "!"),
        (_ADDRESS, before.endswith("](")),
        (_FLOW_KEY, is_inside),
        (_FLOW_VALUE, is_inside),
        (_REST, is_comment),
        (_VALUE, sign.isalnum() or sign in _TEXT_SIGNS),
    )
    for pattern, applies in patterns:
        if applies and (found := pattern.match(rest)):
            return max(1, found.end())
        if applies and pattern is _QUOTED:
            return 1
    return _bracket_extent(rest) if sign in _BRACKETS else 1


def _bracket_extent(rest: str) -> int:
    """To the bracket that closes the first one; only the bracket itself where none does."""
    depth = 0
    for index, character in enumerate(rest):
        depth += (character in _BRACKETS) - (character in _BRACKETS.values())
        if depth == 0:
            return index + 1
    return 1
