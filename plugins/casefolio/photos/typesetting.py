"""Owns where the lines of a text break and how large they are set; arithmetic over widths, knows no font."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import ceil
from unicodedata import combining

#: Gives the width of a text at a size, both in pixels.
Measure = Callable[[str, int], float]

_ELLIPSIS = "…"
#: Where a line may end: at a space, unless a dash that stands alone comes next; and after a dash between letters.
_BREAK = re.compile(r"( )(?![-–—] )|(?<=[^\W\d_][-‐–—/])(?=[^\W\d_])")
#: Articles and prepositions: a line that ends with one makes the reader wait. Other languages' are as short.
_SHORT_WORD = re.compile(r"(?:^|[ \xa0])\w{1,3}$")
_PAUSE = re.compile(r"[:;,.!?–—]$")
#: What both are worth, in parts of the width of a line, squared as the gaps at the ends of lines are.
_WAIT, _REST = 0.02, 0.01
#: A text that is cut ends with a whole sentence where that keeps at least this part of what fits.
_LEAST_SENTENCE = 0.5
_SENTENCE = re.compile(r"[.!?](?= )")


@dataclass(frozen=True, slots=True)
class Frame:
    """What a text may take.

    Attributes:
        width: of a line, in pixels.
        height: of all lines together, in pixels.
        sizes: those that may be chosen, the largest first.
        leading: from line to line, in parts of the size.
        most_lines: at least 1.
    """

    width: int
    height: int
    sizes: tuple[int, ...]
    leading: float
    most_lines: int

    def lines_at(self, size: int) -> int:
        """How many lines there is room for; at least one."""
        return max(1, min(self.most_lines, int(self.height / (size * self.leading))))


@dataclass(frozen=True, slots=True)
class SetText:
    """A text in lines.

    Attributes:
        lines: from top to bottom; none for an empty text.
        size: of the font, in pixels.
    """

    lines: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """What no line breaks in, with what separates it from the one before: a space or nothing."""

    gap: str
    text: str


def set_text(text: str, frame: Frame, measure: Measure) -> SetText:
    """Sets a text as large as it may be, in lines of about the same width.

    Args:
        text: with single spaces; empty for none.
        frame: what it may take.
        measure: of the font that it is drawn with.

    Returns:
        Lines that fit the frame. A word that is wider than a line is broken only where no size keeps it whole; what is
        too long at the smallest size ends with “…”.
    """
    measure = cache(measure)
    smallest = frame.sizes[-1]
    if not text:
        return SetText((), smallest)
    pieces = tuple(_iter_pieces(text))
    for size in frame.sizes:
        if all(measure(piece.text, size) <= frame.width for piece in pieces):
            lines = _balanced(pieces, size, frame, measure)
            if lines:
                return SetText(lines, size)
    # A broken word is hard to read by itself: it is not made huge as well, nor broken once more than it need be.
    some = [
        SetText(lines, size)
        for size in frame.sizes[len(frame.sizes) // 2 :]
        if (lines := _balanced(_broken(pieces, size, frame.width, measure), size, frame, measure))
    ]
    if some:
        return min(some, key=lambda text: len(text.lines))
    return SetText(_cut(pieces, smallest, frame, measure), smallest)


def _iter_pieces(text: str) -> Iterator[_Piece]:
    gap, at = "", 0
    for match in _BREAK.finditer(text):
        yield _Piece(gap, text[at : match.start()])
        gap, at = match[1] or "", match.end()
    yield _Piece(gap, text[at:])


def _broken(pieces: Sequence[_Piece], size: int, width: float, measure: Measure) -> tuple[_Piece, ...]:
    """The same text, with every piece that is wider than a line in parts."""
    return tuple(part for piece in pieces for part in _iter_parts(piece, size, width, measure))


def _iter_parts(piece: _Piece, size: int, width: float, measure: Measure) -> Iterator[_Piece]:
    gap, rest = piece.gap, piece.text
    while len(rest) > 1 and (whole := measure(rest, size)) > width:
        # Parts of about the same width: a last one of two letters would look like a mistake.
        wanted = min(width, whole / ceil(whole / width) + size / 3)
        end = max(1, bisect_right(range(1, len(rest)), wanted, key=lambda end: measure(f"{rest[:end]}-", size)))
        while end > 1 and combining(rest[end]):
            end -= 1
        hyphen = "-" if rest[end - 1].isalpha() and rest[end].isalpha() else ""
        yield _Piece(gap, rest[:end] + hyphen)
        gap, rest = "", rest[end:]
    yield _Piece(gap, rest)


def _joined(pieces: Sequence[_Piece]) -> str:
    return "".join(piece.gap + piece.text for piece in pieces).removeprefix(pieces[0].gap if pieces else "")


def _balanced(pieces: Sequence[_Piece], size: int, frame: Frame, measure: Measure) -> tuple[str, ...]:
    """The fewest lines that hold all pieces, each about as wide as the others; none where there are too many."""
    widths = [measure(piece.text, size) for piece in pieces]
    gaps = [measure(piece.gap, size) if piece.gap else 0.0 for piece in pieces]
    count = len(pieces)
    # By end, for each number of lines: the least cost, and where the last line begins.
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}, *({} for _ in pieces)]
    for end in range(1, count + 1):
        width = 0.0
        for start in range(end - 1, -1, -1):
            width += widths[start] + (gaps[start + 1] if start + 1 < end else 0.0)
            if width > frame.width and end - start > 1:
                break
            cost = ((frame.width - width) / frame.width) ** 2
            cost += _manners(pieces[start:end]) if end < count else 0.0
            for lines, (before, _) in best[start].items():
                if lines < frame.lines_at(size):
                    candidate = (before + cost, start)
                    best[end][lines + 1] = min(best[end].get(lines + 1, candidate), candidate)
    if not best[count]:
        return ()
    ends = [count]
    for lines in range(min(best[count]), 0, -1):
        ends.append(best[ends[-1]][lines][1])
    return tuple(_joined(pieces[start:end]) for start, end in pairwise(reversed(ends)))


def _manners(pieces: Sequence[_Piece]) -> float:
    """What it costs to end a line here."""
    text = pieces[-1].text
    return _WAIT * bool(_SHORT_WORD.search(text)) - _REST * bool(_PAUSE.search(text))


def _cut(pieces: Sequence[_Piece], size: int, frame: Frame, measure: Measure) -> tuple[str, ...]:
    """As much from the beginning as fits: whole sentences, or words and an ellipsis."""
    pieces = _broken(pieces, size, frame.width - measure(_ELLIPSIS, size), measure)
    for end in range(_fitting(pieces, size, frame, measure), 0, -1):
        *before, last = pieces[:end]
        if before and _SHORT_WORD.search(last.text):
            continue
        ended = _Piece(last.gap, last.text.rstrip(",;:–—-/ ") + _ELLIPSIS)
        lines = _balanced((*before, ended), size, frame, measure)
        if lines:
            text = _joined(pieces[:end])
            sentences = [match.end() for match in _SENTENCE.finditer(f"{text} ")]
            if sentences and sentences[-1] >= _LEAST_SENTENCE * len(text):
                return _balanced(tuple(_iter_pieces(text[: sentences[-1]])), size, frame, measure)
            return lines
    return ()


def _fitting(pieces: Sequence[_Piece], size: int, frame: Frame, measure: Measure) -> int:
    """How many pieces fit where every line is filled."""
    lines, width = 1, 0.0
    for number, piece in enumerate(pieces):
        own = measure(piece.text, size)
        width += (measure(piece.gap, size) if piece.gap else 0.0) + own
        if width > frame.width:
            lines, width = lines + 1, own
        if lines > frame.lines_at(size):
            return number
    return len(pieces)
