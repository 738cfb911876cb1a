"""Reads the dates that people write into tables; guesses none that can be read in two ways."""

import re
from collections.abc import Iterable
from datetime import date

_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ]+\d{1,2}:.*)?")
_OTHER = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:,?[T ]+\d{1,2}:.*)?")
_MOST_MONTHS = 12


def is_day_first(cells: Iterable[str]) -> bool | None:
    """Whether the dates of a column are `31/12/2024`, or `12/31/2024`; None where none of them tells."""
    matches = [match for cell in cells if (match := _OTHER.fullmatch(cell.strip()))]
    has_days_first = any(int(match[1]) > _MOST_MONTHS for match in matches)
    has_months_first = any(int(match[2]) > _MOST_MONTHS for match in matches)
    return has_days_first if has_days_first is not has_months_first else None


def read_date(text: str, *, day_first: bool | None) -> str | None:
    """Gives a date as a record writes it, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.

    Args:
        text: with or without a time behind it, which is dropped.
        day_first: what `is_day_first` says of the column.

    Returns:
        None where it is none, or may be two.
    """
    stripped = text.strip()
    if match := _ISO.fullmatch(stripped):
        year, month, day = match.groups()
    elif match := _OTHER.fullmatch(stripped):
        first, second, year = match.groups()
        if day_first is None and first != second:
            return None
        day, month = (first, second) if day_first else (second, first)
    else:
        return None
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join(part.zfill(2) for part in (year, month, day) if part)
