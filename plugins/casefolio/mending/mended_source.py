"""Owns the text that diagnostics were found in, as those who propose edits look at it; proposes none."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from casefolio.diagnostics import Position, Report
from casefolio.loaders.discovery import MARKDOWN_SUFFIXES
from casefolio.loaders.front_matter import parse_front_matter
from casefolio.loaders.source_text import SourceText
from casefolio.loaders.yaml_extents import Extent, find_extents, outline
from casefolio.mending.edits import Mend, apply_edits


@dataclass(frozen=True)
class MendedSource:
    r"""The text that diagnostics were found in.

    Attributes:
        text: with `\n` as its only line end and without a byte order mark.
        path: of the file.
    """

    text: str
    path: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends."""
        return tuple(self.text.split("\n"))

    @cached_property
    def yaml_lines(self) -> range:
        """The lines that hold the fields, counted from 0."""
        if PurePosixPath(self.path).suffix.lower() not in MARKDOWN_SUFFIXES:
            return range(len(self.lines))
        found = parse_front_matter(self.text, self.path, Report())
        opening = next((i for i, line in enumerate(self.lines) if line.strip()), 0)
        return range(opening + 1, max(found.body_first_line - 2, opening + 1))

    @cached_property
    def extents(self) -> dict[tuple[int, int], Extent]:
        """The texts of the fields, by line and column."""
        return find_extents(SourceText(self._fields(self.text), self.path, self.yaml_lines.start + 1))

    @cached_property
    def _outline(self) -> tuple[tuple[str, str], ...]:
        return outline(self._fields(self.text))

    def _fields(self, text: str) -> str:
        return "\n".join(text.split("\n")[self.yaml_lines.start : self.yaml_lines.stop])

    def line(self, position: Position) -> str:
        """The line of a position; empty where there is none."""
        return self.lines[position.line - 1] if position.line <= len(self.lines) else ""

    def field_text(self, position: Position) -> Extent | None:
        """The text of the fields that begins at a position."""
        return self.extents.get((position.line, position.column))

    def line_text(self, position: Position) -> Extent | None:
        """The same, if it ends on the same line."""
        found = self.field_text(position)
        return found if found and found.is_on_one_line else None

    def says_after(self, mend: Mend, old: str, new: str) -> bool:
        """Whether edits make one text of the fields another one, and leave all others as they are.

        Args:
            mend: the edits.
            old: the text.
            new: what it is to say; white space around it counts for nothing.
        """
        text, applied = apply_edits(self.text, [mend])
        before, after = self._outline, outline(self._fields(text))
        if not applied or len(before) != len(after):
            return False
        changed = [(left, right) for left, right in zip(before, after, strict=True) if left != right]
        return [(kind, left, right.strip()) for (kind, left), (_, right) in changed] == [("ScalarEvent", old, new)]
