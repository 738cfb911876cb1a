"""Owns the way from an offset in a text to its place in the file; reads nothing and judges nothing."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from casefolio.diagnostics import Position

_LINE_END = re.compile("\n")


@dataclass(frozen=True, slots=True)
class SourceText:
    r"""A text that was taken out of a file, with the place it was taken from.

    Lines end with `\n` alone; other characters that some programs take for line breaks (U+2028, U+0085) do not count,
    since editors' line numbers do not count them either.

    Attributes:
        text: with normalised line ends.
        path: of the file.
        first_line: the line of the file that the text's first line is.
        first_column: the column of the file that the first character of every line stands in.
    """

    text: str
    path: str
    first_line: int = 1
    first_column: int = 1
    _starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Notes where the lines begin."""
        starts = [0]
        starts.extend(match.end() for match in _LINE_END.finditer(self.text))
        object.__setattr__(self, "_starts", starts)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends; at least one."""
        return tuple(self.text.split("\n"))

    def place(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset, both counted from 0."""
        line = bisect_right(self._starts, offset) - 1
        return line, offset - self._starts[line]

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column, both counted from 0."""
        return self._starts[line] + column

    def at(self, line: int, column: int = 0) -> Position:
        """The position in the file of a line and column, both counted from 0."""
        return Position(self.path, self.first_line + line, self.first_column + column)

    def position(self, offset: int) -> Position:
        """The position in the file of an offset."""
        line = bisect_right(self._starts, offset) - 1
        return Position(self.path, self.first_line + line, self.first_column + offset - self._starts[line])

    def line_from(self, offset: int) -> str:
        """What stands between an offset and the end of its line."""
        end = self.text.find("\n", offset)
        return self.text[offset : end if end >= 0 else len(self.text)]
