"""Owns the one thing that a photo's metadata may say: which way is up; reads nothing else of it.

Pillow would read all of it, and warn in the terminal of what is wrong with what nobody asked for.
"""

_ORIENTATION = 0x0112
_UPRIGHT = 1
_WAYS = range(1, 9)
#: The types in which the number may be stored, each with its length in bytes.
_LENGTHS = {1: 1, 3: 2, 4: 4}
_FIELD = 12


def parse_orientation(exif: bytes) -> int:
    """Finds the orientation in a block of EXIF.

    Args:
        exif: with or without `Exif` and two zeros before it; empty for none.

    Returns:
        1 to 8 (EXIF 2.32, 4.6.4); 1, which is upright, where nothing can be read.
    """
    tiff = exif.removeprefix(b"Exif\0\0")
    if tiff[:4] not in {b"II*\0", b"MM\0*"}:
        return _UPRIGHT
    little = tiff[:2] == b"II"

    def number(at: int, length: int) -> int:
        return int.from_bytes(tiff[at : at + length], "little" if little else "big")

    start = number(4, 4)
    for at in range(start + 2, start + 2 + _FIELD * number(start, 2), _FIELD):
        if at + _FIELD > len(tiff):
            break
        if number(at, 2) == _ORIENTATION:
            value = number(at + 8, _LENGTHS.get(number(at + 2, 2), 0))
            return value if value in _WAYS else _UPRIGHT
    return _UPRIGHT
