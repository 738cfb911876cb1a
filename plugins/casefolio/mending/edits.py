"""Owns what an edit of a line is, and its application to a text; knows no rule."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_BYTE_ORDER_MARK = "\ufeff"
#: Lines end as `loaders.text` counts them.
_LINE_END = re.compile(r"(\r\n|\r|\n)")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Some characters of one line, and what takes their place.

    Attributes:
        path: of the file, `/`-separated, relative to the project's root.
        line: counted from 1.
        column: of the first character, counted from 1; a byte order mark has none.
        length: how many characters go; none of them ends the line.
        replacement: what stands there instead; a line end in it is written as the file's own.
    """

    path: str
    line: int
    column: int
    length: int
    replacement: str

    @property
    def end(self) -> int:
        """The column behind the last character that goes."""
        return self.column + self.length

    def overlaps(self, other: "Edit") -> bool:
        """Whether both change the same characters, or write into the same place."""
        if self.line != other.line:
            return False
        return self.column == other.column or (self.column < other.end and other.column < self.end)


#: Edits that belong together.
Mend = tuple[Edit, ...]


def apply_edits(text: str, groups: Sequence[Sequence[Edit]]) -> tuple[str, tuple[int, ...]]:
    """Edits a text; all the rest of it stays, byte for byte.

    Args:
        text: the whole file, with its byte order mark and its line ends.
        groups: edits that belong together; each is applied whole or not at all.

    Returns:
        The text, and the indexes of the groups that were applied: a group that overlaps one before it, or that leads
        out of its line, is left out.
    """
    mark = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
    parts = _LINE_END.split(text.removeprefix(mark))
    taken: list[Edit] = []
    applied = []
    for index, group in enumerate(groups):
        fits = all(_fits(edit, parts) for edit in group)
        others = [*taken, *group]
        if fits and not any(_is_hit(edit, others) for edit in group):
            taken.extend(group)
            applied.append(index)
    line_end = parts[1] if len(parts) > 1 else "\n"
    # From the end, so that the columns before are still right.
    for edit in sorted(taken, reverse=True):
        line = parts[2 * (edit.line - 1)]
        replacement = edit.replacement.replace("\n", line_end)
        parts[2 * (edit.line - 1)] = line[: edit.column - 1] + replacement + line[edit.end - 1 :]
    return mark + "".join(parts), tuple(applied)


def _fits(edit: Edit, parts: Sequence[str]) -> bool:
    index = 2 * (edit.line - 1)
    return 0 <= index < len(parts) and edit.column >= 1 and edit.length >= 0 and edit.end - 1 <= len(parts[index])


def _is_hit(edit: Edit, others: Sequence[Edit]) -> bool:
    return any(edit is not other and edit.overlaps(other) for other in others)
