"""Proposes edits that take the quote marks off a whole quote in the fields; what is said stays, sign for sign."""

from collections.abc import Iterator

from casefolio.diagnostics import Diagnostic, Position
from casefolio.loaders.yaml_extents import Extent
from casefolio.mending.edits import Edit, Mend
from casefolio.mending.mended_source import MendedSource
from casefolio.quote_marks import unwrapped
from casefolio.records import Scalar
from casefolio.yaml11 import surprise
from casefolio.yaml_scalars import quote_text

#: How a mark of the quote is written between YAML's own marks.
_WRITTEN = {("'", "'"): "''", ('"', '"'): '\\"'}


def take_off_marks(diagnostic: Diagnostic, source: MendedSource) -> Iterator[Mend]:
    """The gentlest way that leaves the words: without the marks, with YAML's in their place, or written anew.

    Args:
        diagnostic: of a text in marks; marks within marks take another one.
        source: the text.

    Yields:
        One way; none where the text can't do without the marks, or where they are not at its ends.
    """
    position = diagnostic.position
    extent = source.field_text(position)
    if extent is None:
        return
    wrapped = extent.text.strip()
    start, end = unwrapped(wrapped)
    words = wrapped[start:end]
    for mend in _ways(position, extent, words):
        if source.says_after(mend, extent.text, words):
            yield mend
            return


def _ways(position: Position, extent: Extent, words: str) -> Iterator[Mend]:
    ends = _find_marks(extent)
    is_plain = not extent.mark
    if ends and not (is_plain and surprise(Scalar(words, position))):
        yield tuple(_edit(position, extent, *end, "") for end in ends)
    if ends and is_plain:
        yield tuple(_edit(position, extent, *end, '"') for end in ends)
    if extent.is_on_one_line:
        yield (_edit(position, extent, 0, len(extent.written), quote_text(words)),)


def _find_marks(extent: Extent) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Start and end, in what is written, of each of the two marks with the space inside it."""
    written, wrapped = extent.written, extent.text.strip()
    first, last = 0, len(written)
    if extent.mark in {"|", ">"}:
        first = written.find("\n") + 1
    elif extent.mark:
        first, last = 1, last - 1
    first += len(written[first:last]) - len(written[first:last].lstrip())
    last = first + len(written[first:last].rstrip())
    opening, closing = (_WRITTEN.get((extent.mark, mark), mark) for mark in (wrapped[0], wrapped[-1]))
    if not written.startswith(opening, first) or not written.endswith(closing, first, last):
        return None
    inner_first, inner_last = first + len(opening), last - len(closing)
    # An edit doesn't go beyond its line.
    begin, *_ = lines = written[inner_first:inner_last].split("\n")
    end = lines[-1]
    return (first, inner_first + len(begin) - len(begin.lstrip())), (inner_last - len(end) + len(end.rstrip()), last)


def _edit(position: Position, extent: Extent, start: int, end: int, replacement: str) -> Edit:
    *above, line = extent.written[:start].split("\n")
    column = len(line) + (1 if above else position.column)
    return Edit(position.path, position.line + len(above), column, end - start, replacement)
