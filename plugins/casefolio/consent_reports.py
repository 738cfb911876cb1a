"""Turns agreements into a table, JSON or CSV, for whoever looks after permissions; answers strings, prints nothing."""

import csv
import io
import json
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from casefolio.agreements import Agreement, Agreements, Stamp, Standing
from casefolio.excerpts import WIDTH
from casefolio.library.dates import TIME_TO_ASK
from casefolio.reporting import count_words, escape_controls
from casefolio.terminal_cells import iter_cells

#: How much of a quote is told, in characters: enough to know it again.
_FIRST_WORDS = 40
#: What a spreadsheet takes for the beginning of a formula. Source: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_COLUMNS = ("line", "quote", "who", "consent", "until", "for", "words")
#: Columns that can be cut, and how narrow they may become.
_LEAST = {"quote": 8, "who": 6, "for": 7}
_GAP = "  "
_STAMPS = {Stamp.NONE: "not stamped", Stamp.FITS: "stamped", Stamp.CHANGED: "changed"}


def render_table(agreements: Agreements, *, width: int = WIDTH, is_whole: bool = False) -> str:
    """A table for each record, and the counts below.

    Args:
        agreements: what is told, in its order.
        width: the columns of the terminal.
        is_whole: whether quotes are told in whole, below their line.
    """
    rows = {id(item): _row(item) for item in agreements.items}
    widths = _fit(list(rows.values()), width)
    lines: list[str] = []
    for path, items in groupby(agreements.items, key=lambda item: item.path):
        lines += [escape_controls(path), _line(_COLUMNS, widths)]
        for item in items:
            lines.append(_line(rows[id(item)], widths))
            if is_whole:
                indent = " " * (widths[0] + len(_GAP))
                words = escape_controls(" ".join(item.testimonial.quote.split()))
                lines.append(textwrap.fill(words, width, initial_indent=indent, subsequent_indent=indent))
        lines.append("")
    lines += [f"{escape_controls(path)} has mistakes and is left out" for path in agreements.broken_paths]
    return "\n".join((*lines, summarise(agreements)))


def summarise(agreements: Agreements) -> str:
    """One sentence: how many quotes there are, and how they stand."""
    items = agreements.items
    standings = Counter(item.standing for item in items)
    parts = [f"{standings[standing]} {_in_words(standing)}" for standing in Standing if standings[standing]]
    changed = sum(item.stamp is Stamp.CHANGED for item in items)
    parts += [f"{changed} with changed words"] if changed else []
    return f"{count_words(len(items), 'quote')}{': ' if parts else ''}{', '.join(parts)}"


def _in_words(standing: Standing) -> str:
    return f"within {TIME_TO_ASK.days} days of its end" if standing is Standing.ENDS_SOON else standing.value


def render_json(agreements: Agreements, *, is_whole: bool = False) -> str:
    """One object, in ASCII, so that it is the same whatever the terminal's encoding is.

    Args:
        agreements: what is told, in its order.
        is_whole: whether quotes are told in whole.

    Returns:
        `{"quotes": [{"path", "line", "title", "number", "quote", "name", …}], "broken": [path]}`; a value that is not
        known is null.
    """
    quotes = [dict(_iter_fields(item, is_whole=is_whole)) for item in agreements.items]
    return json.dumps({"quotes": quotes, "broken": list(agreements.broken_paths)}, indent=2)


def render_csv(agreements: Agreements, *, is_whole: bool = False) -> str:
    r"""A row for each quote, as RFC 4180 has it: lines end in `\r\n`, quote marks in a cell are doubled.

    A cell that a spreadsheet would take for a formula has `'` before it.

    Args:
        agreements: what is told, in its order.
        is_whole: whether quotes are told in whole.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_FIELDS)
    for item in agreements.items:
        values = dict(_iter_fields(item, is_whole=is_whole))
        writer.writerow([_cell(values[name]) for name in _FIELDS])
    return text.getvalue()


_FIELDS = (
    "path", "line", "title", "number", "quote", "name", "role", "organisation", "label", "attribution", "standing",
    "status", "given_on", "expires_on", "scope", "evidence", "stamp", "shown",
)  # fmt: skip


def _iter_fields(item: Agreement, *, is_whole: bool) -> Iterator[tuple[str, object]]:
    testimonial, consent = item.testimonial, item.testimonial.consent
    yield from (("path", item.path), ("line", item.position.line), ("title", item.title), ("number", item.number))
    yield "quote", testimonial.quote if is_whole else first_words(testimonial.quote)
    for name in ("name", "role", "organisation", "label"):
        yield name, getattr(testimonial, name)
    yield "attribution", testimonial.shown_attribution.value
    yield "standing", item.standing.value
    yield "status", consent.status.value if consent.status else None
    for name in ("given_on", "expires_on"):
        day = getattr(consent, name)
        yield name, day.isoformat() if day else None
    yield "scope", [scope.value for scope in consent.scope]
    yield "evidence", consent.evidence
    yield "stamp", item.stamp.value
    yield "shown", item.is_shown


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    # Line ends are the format's own business; what a terminal would obey is nobody's.
    shown = "\n".join(escape_controls(line) for line in text.split("\n"))
    return f"'{shown}" if text.startswith(_FORMULA_SIGNS) else shown


def first_words(quote: str) -> str:
    """What a quote begins with: whole words, and `…` where it goes on."""
    words = " ".join(quote.split())
    if len(words) <= _FIRST_WORDS:
        return words
    return f"{words[: _FIRST_WORDS + 1].rpartition(' ')[0] or words[:_FIRST_WORDS]}…"


def _row(item: Agreement) -> tuple[str, ...]:
    testimonial, consent = item.testimonial, item.testimonial.consent
    who = testimonial.name or testimonial.role or testimonial.organisation or testimonial.label or "nobody named"
    until = consent.expires_on.isoformat() if consent.expires_on else ""
    scope = ", ".join(scope.value for scope in consent.scope)
    stamp = _STAMPS[item.stamp]
    return (str(item.position.line), first_words(testimonial.quote), who, item.standing.value, until, scope, stamp)


def _fit(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """How wide each column is: as its widest cell, unless the line would be longer than the terminal."""
    widths = [max(_width(row[number]) for row in (_COLUMNS, *rows)) for number in range(len(_COLUMNS))]
    room = width - len(_GAP) * (len(_COLUMNS) - 1)
    while sum(widths) > room:
        can_shrink = [number for number, name in enumerate(_COLUMNS) if widths[number] > _LEAST.get(name, width)]
        if not can_shrink:
            break
        widths[max(can_shrink, key=lambda number: widths[number])] -= 1
    return widths


def _width(text: str) -> int:
    return sum(cell.width for cell in iter_cells(text))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return _GAP.join(_cut(cell, width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _cut(text: str, width: int) -> str:
    """A cell of exactly this width; `…` stands where it was cut."""
    if _width(text) <= width:
        return "".join(cell.text for cell in iter_cells(text)) + " " * (width - _width(text))
    shown, taken = "", 0
    for cell in iter_cells(text):
        if taken + cell.width > width - 1:
            break
        shown, taken = shown + cell.text, taken + cell.width
    return f"{shown}…" + " " * (width - taken - 1)
