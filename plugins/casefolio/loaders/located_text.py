"""Owns a text that was put together from several lines of a file, and the place of each of its characters."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from casefolio.diagnostics import Position


@dataclass(frozen=True, slots=True)
class LocatedText:
    """A text with the places it comes from.

    Attributes:
        text: what was put together.
        anchors: offset in the text, line and column in the file (both from 1) of each piece, in order; never empty.
    """

    text: str
    anchors: tuple[tuple[int, int, int], ...]

    @classmethod
    def of(cls, text: str, line: int, column: int) -> Self:
        """A text that stands on one line."""
        return cls(text, ((0, line, column),))

    @classmethod
    def join(cls, parts: Iterable["LocatedText"], separator: str) -> "LocatedText":
        """Puts texts together; at least one."""
        pieces, anchors, length = [], [], 0
        for part in parts:
            anchors += [(offset + length, line, column) for offset, line, column in part.anchors]
            pieces.append(part.text)
            length += len(part.text) + len(separator)
        return LocatedText(separator.join(pieces), tuple(anchors))

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column in the file of a character."""
        start, line, column = self.anchors[max(bisect_right(self.anchors, (offset, 1 << 60, 0)) - 1, 0)]
        return line, column + offset - start

    def position(self, path: str) -> Position:
        """Where the text begins."""
        return Position(path, *self.place(0))

    def cut(self, start: int, end: int) -> "LocatedText":
        """A part of it."""
        inner = [(offset - start, line, column) for offset, line, column in self.anchors if start < offset < end]
        return LocatedText(self.text[start:end], ((0, *self.place(start)), *inner))

    def strip(self, characters: str | None = None) -> "LocatedText":
        """The text without white space, or certain characters, at its ends."""
        left = len(self.text) - len(self.text.lstrip(characters))
        return self.cut(left, max(len(self.text.rstrip(characters)), left))
