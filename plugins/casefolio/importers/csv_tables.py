"""Reads a table in a text file, whatever stands between its columns; knows no meaning of them."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from casefolio.importers.source_files import ImportRefusedError, load_words
from casefolio.importers.testimonial_columns import guess_columns

_LARGEST = 5_000_000
_DELIMITERS = ",;\t"
_SEPARATOR_LINE = "sep="
_MEND = "open it in your spreadsheet program, save it anew as CSV (UTF-8) and import that file"


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the line that it begins on, and as many cells as there are headers, or more."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its headers, stripped, and its rows that are not empty."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]


def load_table(file: Path, encoding: str = "") -> Table:
    """Reads a table whose first row holds the headers.

    Args:
        file: with commas, semicolons or tabs between the cells.
        encoding: where it is not UTF-8.

    Raises:
        ImportRefusedError: it is no table.
    """
    text = load_words(file, encoding, _LARGEST)
    first_line = 1
    first, _, below = text.partition("\n")
    delimiters = _DELIMITERS
    if first.lower().startswith(_SEPARATOR_LINE) and len(first) == len(_SEPARATOR_LINE) + 1:  # as Excel writes it
        text, delimiters, first_line = below, first[-1], 2
    parsed = [_parse(text, delimiter, first_line) for delimiter in delimiters]
    rows = max((found for found, _ in parsed), key=_score)
    _, broken_line = parsed[0]
    # Only the right delimiter has to read it: quote marks stand elsewhere for the others.
    if not rows and broken_line:
        msg = (
            f"{file}:{broken_line}: the quote marks around a cell of the row that begins here are not in pairs; {_MEND}"
        )
        raise ImportRefusedError(msg)
    if not rows:
        msg = f"{file}: there is no row in it; write the headers into the first one"
        raise ImportRefusedError(msg)
    headers = tuple(" ".join(cell.split()) for cell in rows[0].cells)
    width = len(headers)
    padded = (Row(row.line, (*row.cells, *[""] * (width - len(row.cells)))) for row in rows[1:])
    return Table(headers, tuple(padded))


def _parse(text: str, delimiter: str, first_line: int) -> tuple[list[Row], int]:
    """The rows, as one delimiter has them; or none, and the line of the row that can't be read."""
    lines = [f"{line}\n" for line in text.split("\n")]
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    rows: list[Row] = []
    line = first_line
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(line, tuple(cell.strip() for cell in cells)))
            line = first_line + reader.line_num
    except csv.Error:
        return [], line
    return rows, 0


def _score(rows: Sequence[Row]) -> tuple[int, int]:
    """The right delimiter makes headers that are known, and many of them."""
    if not rows:
        return -1, 0
    headers = rows[0].cells
    return len(guess_columns(headers, {}).by_field), len(headers)
