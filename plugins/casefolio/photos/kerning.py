"""Owns how much closer together, or further apart, a font wants two letters; reads its bytes and draws nothing.

Pillow by itself knows only the old table `kern`, which the fonts of today lack. It hands the newer one, `GPOS`, to a
library that is on some computers and not on others, and a card has to be the same on all of them.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casefolio.photos.glyphs import find_table, parse_glyphs

_PAIRS, _EXTENSION = 2, 9
#: The one kind of value that is read: how far the next letter is moved. Kerning of plain text has no other.
_ADVANCE_ONLY = (4, 0)


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Glyphs in pairs, named one by one (https://learn.microsoft.com/typography/opentype/spec/gpos#lookup-type-2)."""

    values: Mapping[int, Mapping[int, int]]

    def find(self, first: int, second: int) -> int | None:
        return self.values.get(first, {}).get(second)


@dataclass(frozen=True, slots=True)
class _Classes:
    """Glyphs in classes, and a value for each two of these; every second glyph is in one."""

    covered: Mapping[int, int]
    firsts: Mapping[int, int]
    seconds: Mapping[int, int]
    values: tuple[tuple[int, ...], ...]

    def find(self, first: int, second: int) -> int | None:
        return self.values[self.firsts.get(first, 0)][self.seconds.get(second, 0)] if first in self.covered else None


class Kerning:
    """The kerning of a font."""

    def __init__(self, font: bytes) -> None:
        """Reads the font's tables.

        Args:
            font: an OpenType or TrueType file.

        Raises:
            ValueError: it has no such tables, or they hold more than moves of the next letter.
        """
        self._glyphs = parse_glyphs(font)
        self._units: int = struct.unpack_from(">H", font, find_table(font, "head") + 18)[0]
        self._lookups = [list(lookup) for lookup in _iter_lookups(font, find_table(font, "GPOS"))]

    def between(self, first: str, second: str) -> float:
        """How far the second of two characters is moved to the right, in parts of the font's size."""
        pair = self._glyphs[first], self._glyphs[second]
        # In each lookup the first table that knows the pair decides.
        found = (next((v for table in lookup if (v := table.find(*pair)) is not None), 0) for lookup in self._lookups)
        return sum(found) / self._units


def _iter_lookups(font: bytes, gpos: int) -> Iterator[Iterator[_Pairs | _Classes]]:
    """The lookups of the feature `kern`, apart from those that look at a pair's neighbours as well."""
    features, lookups = (gpos + offset for offset in struct.unpack_from(">HH", font, gpos + 6))
    (count,) = struct.unpack_from(">H", font, features)
    records = (struct.unpack_from(">4sH", font, features + 2 + 6 * number) for number in range(count))
    feature = next((features + offset for tag, offset in records if tag == b"kern"), None)
    for number in _numbers(font, feature + 2) if feature else ():
        lookup = lookups + _numbers(font, lookups)[number]
        (kind,) = struct.unpack_from(">H", font, lookup)
        tables = [lookup + offset for offset in _numbers(font, lookup + 4)]
        if kind == _EXTENSION:
            kind = struct.unpack_from(">H", font, tables[0] + 2)[0]
            tables = [table + struct.unpack_from(">I", font, table + 4)[0] for table in tables]
        if kind == _PAIRS:
            yield (_parse_pairs(font, table) for table in tables)


def _numbers(font: bytes, start: int) -> tuple[int, ...]:
    """A list with its length before it."""
    (count,) = struct.unpack_from(">H", font, start)
    return struct.unpack_from(f">{count}H", font, start + 2)


def _parse_pairs(font: bytes, table: int) -> _Pairs | _Classes:
    form, coverage, *values = struct.unpack_from(">HHHH", font, table)
    if tuple(values) != _ADVANCE_ONLY:
        msg = "the font's kerning moves more than the next letter"
        raise ValueError(msg)
    covered = _parse_coverage(font, table + coverage)
    if form == 1:
        sets = _numbers(font, table + 8)
        return _Pairs({glyph: _parse_set(font, table + sets[index]) for glyph, index in covered.items()})
    firsts, seconds, rows, columns = struct.unpack_from(">HHHH", font, table + 8)
    matrix = tuple(struct.unpack_from(f">{columns}h", font, table + 16 + 2 * columns * row) for row in range(rows))
    return _Classes(covered, _parse_classes(font, table + firsts), _parse_classes(font, table + seconds), matrix)


def _parse_set(font: bytes, start: int) -> dict[int, int]:
    (count,) = struct.unpack_from(">H", font, start)
    return dict(struct.unpack_from(">Hh", font, start + 2 + 4 * number) for number in range(count))


def _parse_coverage(font: bytes, start: int) -> dict[int, int]:
    """Glyphs with their places in the list."""
    (form,) = struct.unpack_from(">H", font, start)
    if form == 1:
        return {glyph: index for index, glyph in enumerate(_numbers(font, start + 2))}
    return {
        glyph: index + glyph - first
        for first, last, index in _iter_ranges(font, start + 2)
        for glyph in range(first, last + 1)
    }


def _parse_classes(font: bytes, start: int) -> dict[int, int]:
    """Glyphs with their classes; those that are left out are in class 0."""
    (form,) = struct.unpack_from(">H", font, start)
    if form == 1:
        (first,) = struct.unpack_from(">H", font, start + 2)
        return dict(enumerate(_numbers(font, start + 4), first))
    ranges = _iter_ranges(font, start + 2)
    return {glyph: number for first, last, number in ranges for glyph in range(first, last + 1)}


def _iter_ranges(font: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    (count,) = struct.unpack_from(">H", font, start)
    for number in range(count):
        first, last, value = struct.unpack_from(">HHH", font, start + 2 + 6 * number)
        yield first, last, value
