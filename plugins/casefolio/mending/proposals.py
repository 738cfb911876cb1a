"""Proposes edits for a diagnostic, rule by rule; touches no file and does not know whether an edit will do."""

import re
from collections.abc import Callable, Iterator

from casefolio.codes import Code
from casefolio.diagnostics import Diagnostic, Position
from casefolio.mending.edits import Edit, Mend
from casefolio.mending.mended_source import MendedSource
from casefolio.mending.quoting import quote_colon, quote_entry
from casefolio.mending.unwrapping import take_off_marks
from casefolio.records import Scalar
from casefolio.yaml11 import surprise
from casefolio.yaml_scalars import quote_text

_TAB_WIDTHS = (2, 4, 8)
#: A heading behind its `##`: emphasis around it, and what stands behind the words, stay.
_HEADING = re.compile(r"([*_~`]*)(.*?)[\s:.!?…,;–—*_~`#-]*(?:\{[^{}]*\})?\s*")


def propose(diagnostic: Diagnostic, source: MendedSource) -> tuple[Mend, ...]:
    """Gives the ways to mend what a diagnostic tells.

    Args:
        diagnostic: found in the text.
        source: the text.

    Returns:
        The likeliest first; none where a person has to decide.
    """
    rule = _RULES.get(diagnostic.code)
    return tuple(rule(diagnostic, source)) if rule else ()


def can_mend(diagnostic: Diagnostic) -> bool:
    """Whether there are rules for such a diagnostic at all."""
    return diagnostic.code in _RULES


def _put_meant_word(diagnostic: Diagnostic, source: MendedSource) -> Iterator[Mend]:
    """The word that is surely meant, in the quotes that the wrong one has."""
    extent = source.line_text(diagnostic.position)
    if not extent or not diagnostic.meant:
        return
    if extent.mark == "'":
        doubled = diagnostic.meant.replace("'", "''")
        written = f"'{doubled}'"
    else:
        written = quote_text(diagnostic.meant)
    bare = (_edit(diagnostic.position, len(extent.written), diagnostic.meant),)
    is_plain = not extent.mark and not surprise(Scalar(diagnostic.meant, diagnostic.position))
    if is_plain and source.says_after(bare, extent.text, diagnostic.meant):
        yield bare
    else:
        yield (_edit(diagnostic.position, len(extent.written), written),)


def _put_in_quotes(diagnostic: Diagnostic, source: MendedSource) -> Iterator[Mend]:
    """A text that other programs take for something else."""
    extent = source.line_text(diagnostic.position)
    if extent and not extent.mark:
        yield (_edit(diagnostic.position, len(extent.written), quote_text(extent.written)),)


def _mend_syntax(diagnostic: Diagnostic, source: MendedSource) -> Iterator[Mend]:
    position = diagnostic.position
    line = source.line(position)
    sign = line[position.column - 1 : position.column]
    if sign == "\t" and not line[: position.column].strip():
        yield from _replace_tabs(position, source)
    elif sign == ":":
        yield from quote_colon(position, source)


def _replace_tabs(position: Position, source: MendedSource) -> Iterator[Mend]:
    """Every line of the fields that begins with a tab: each tab becomes as many spaces as the others are wide."""
    for width in _TAB_WIDTHS:
        edits = []
        for number in source.yaml_lines:
            line = source.lines[number]
            # Behind spaces, a tab may belong to a text that begins below `|`.
            if line.strip() and (line.startswith("\t") or number == position.line - 1):
                before = line[: len(line) - len(line.lstrip(" \t"))]
                start = Position(position.path, number + 1, 1)
                edits.append(_edit(start, len(before), before.replace("\t", " " * width)))
        yield tuple(edits)


def _put_heading(diagnostic: Diagnostic, source: MendedSource) -> Iterator[Mend]:
    position = diagnostic.position
    found = _HEADING.fullmatch(source.line(position), position.column - 1)
    if found and found[2] and diagnostic.meant:
        start = Position(position.path, position.line, found.start(2) + 1)
        yield (_edit(start, len(found[2]), diagnostic.meant),)


def _edit(position: Position, length: int, replacement: str) -> Edit:
    return Edit(position.path, position.line, position.column, length, replacement)


_RULES: dict[Code, Callable[[Diagnostic, MendedSource], Iterator[Mend]]] = {
    Code.CREDIT_NOT_UNDERSTOOD: _put_meant_word,
    Code.HEADING_NEARLY_KNOWN: _put_heading,
    Code.NOT_A_CHOICE: _put_meant_word,
    Code.PHOTO_MISSING: _put_meant_word,
    Code.PHOTO_NAME_CASE: _put_meant_word,
    Code.QUOTE_IN_MARKS: take_off_marks,
    Code.UNKNOWN_KEY: _put_meant_word,
    Code.UNKNOWN_TERM: _put_meant_word,
    Code.WRONG_KIND: quote_entry,
    Code.YAML_SURPRISE: _put_in_quotes,
    Code.YAML_SYNTAX: _mend_syntax,
}
