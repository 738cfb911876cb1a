"""Owns which characters a font has, and what draws each of them; reads its bytes and draws nothing."""

import struct
from collections.abc import Mapping

#: A `cmap` subtable of this format maps all of Unicode, and every font of today has one
#: (https://learn.microsoft.com/typography/opentype/spec/cmap#format-12-segmented-coverage).
_SEGMENTED = 12


def find_table(font: bytes, tag: str) -> int:
    """Gives where a table of an OpenType or TrueType file begins.

    Raises:
        ValueError: there is none.
    """
    (count,) = struct.unpack_from(">H", font, 4)
    for number in range(count):
        name, _, start, _ = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if name == tag.encode():
            return int(start)
    msg = f"the font has no table `{tag}`"
    raise ValueError(msg)


def parse_glyphs(font: bytes) -> Mapping[str, int]:
    """Gives the number of the glyph for each character that a font draws as itself, not as an empty box.

    Args:
        font: an OpenType or TrueType file.

    Raises:
        ValueError: it has no table that is read here.
    """
    cmap = find_table(font, "cmap")
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    for number in range(count):
        start = cmap + struct.unpack_from(">HHI", font, cmap + 4 + 8 * number)[2]
        if struct.unpack_from(">H", font, start)[0] == _SEGMENTED:
            (count,) = struct.unpack_from(">I", font, start + 12)
            groups = (struct.unpack_from(">III", font, start + 16 + 12 * group) for group in range(count))
            return {chr(code): glyph + code - first for first, last, glyph in groups for code in range(first, last + 1)}
    msg = "the font has no `cmap` of format 12"
    raise ValueError(msg)
