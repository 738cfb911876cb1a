"""Proposes edits that put texts with colons into quotes, on one line or over several."""

import re
from collections.abc import Iterator

from casefolio.diagnostics import Diagnostic, Position
from casefolio.loaders.yaml_lines import read_line
from casefolio.mending.edits import Edit, Mend
from casefolio.mending.mended_source import MendedSource
from casefolio.yaml_scalars import quote_text

#: What begins something else than a text without quotes.
_SIGNS = frozenset("\"'[]{}|>&*!%#@`-?,")
#: `client: name: …` are two fields on one line, and no text.
_FIELD = re.compile(r"[a-z_]+:(?:\s|$)")
#: A line that may be a field or an item of its own, in the wrong column, and no part of the text above.
_BEGINS_ANEW = re.compile(r"\s*(?:-\s|(?:[\w-]+\s+)?[\w-]+:(?:\s|$))")
_COMMENT = re.compile(r"\s+#.*")
#: What means something else between double quotes, or ends a text without quotes.
_NOT_AS_IT_IS = re.compile(r'["\\]|(?:^|\s)#')
_MOST_LINES_ABOVE = 20


def quote_colon(position: Position, source: MendedSource) -> Iterator[Mend]:
    """Puts the text around a second colon into quotes; a comment behind it stays outside.

    Args:
        position: of the colon.
        source: the text.
    """
    line = source.line(position)
    read = read_line(line)
    value = _COMMENT.sub("", read.value)
    if read.has_key and _is_text(value) and position.column - 1 >= read.value_column:
        start = Position(position.path, position.line, read.value_column + 1)
        yield (_edit(start, len(value), quote_text(value)),)
    yield from _quote_lines(position, source)


def quote_entry(diagnostic: Diagnostic, source: MendedSource) -> Iterator[Mend]:
    """Puts a text that was read as a field, because of its colon, into quotes."""
    position, meant = diagnostic.position, diagnostic.meant
    if meant and not _FIELD.match(meant) and source.line(position).startswith(meant, position.column - 1):
        yield (_edit(position, len(meant), quote_text(meant)),)


def _quote_lines(position: Position, source: MendedSource) -> Iterator[Mend]:
    """The same for a text that goes on below: a quote mark before its first word, and one behind its last."""
    at = position.line - 1
    for first in range(at, max(at - _MOST_LINES_ABOVE, source.yaml_lines.start - 1), -1):
        read = read_line(source.lines[first])
        if not read.has_key or not _is_text(read.value):
            continue
        last = _last_line(first, read.key_column, source)
        below = source.lines[first + 1 : last + 1]
        is_one_text = not any(_NOT_AS_IT_IS.search(line) for line in (read.value, *below))
        if first < last >= at and is_one_text and not any(_BEGINS_ANEW.match(line) for line in below):
            end = len(source.lines[last].rstrip()) + 1
            yield (
                _edit(Position(position.path, first + 1, read.value_column + 1), 0, '"'),
                _edit(Position(position.path, last + 1, end), 0, '"'),
            )


def _is_text(value: str) -> bool:
    return bool(value) and value[0] not in _SIGNS and not _FIELD.match(value)


def _last_line(first: int, key_column: int, source: MendedSource) -> int:
    """Where the text of a key ends; paragraphs of it that follow are indented as well."""
    last = first
    for number in range(first + 1, source.yaml_lines.stop):
        line = source.lines[number]
        if line.strip():
            if len(line) - len(line.lstrip(" ")) <= key_column:
                break
            last = number
    return last


def _edit(position: Position, length: int, replacement: str) -> Edit:
    return Edit(position.path, position.line, position.column, length, replacement)
