"""Owns which characters a font has; reads its bytes and draws nothing."""

import struct

#: A `cmap` subtable of this format maps all of Unicode, and every font of today has one
#: (https://learn.microsoft.com/typography/opentype/spec/cmap#format-12-segmented-coverage).
_SEGMENTED = 12


def parse_characters(font: bytes) -> frozenset[str]:
    """Gives the characters that a font draws as themselves, not as an empty box.

    Args:
        font: an OpenType or TrueType file.

    Raises:
        ValueError: it has no table that is read here.
    """
    count = struct.unpack_from(">H", font, 4)[0]
    tables = (struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(count))
    start = next((offset for tag, _, offset, _ in tables if tag == b"cmap"), 0)
    count = struct.unpack_from(">H", font, start + 2)[0] if start else 0
    for number in range(count):
        at = start + struct.unpack_from(">HHI", font, start + 4 + 8 * number)[2]
        if struct.unpack_from(">H", font, at)[0] == _SEGMENTED:
            groups = struct.unpack_from(">I", font, at + 12)[0]
            ranges = (struct.unpack_from(">III", font, at + 16 + 12 * group) for group in range(groups))
            return frozenset(chr(code) for first, last, _ in ranges for code in range(first, last + 1))
    msg = "the font has no table of all its characters"
    raise ValueError(msg)
