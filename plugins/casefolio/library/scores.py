"""Owns sums for many positions at once; knows nothing of what the positions are.

Each study has something in common with a good part of the others, so that counting one by one would make the time grow
with the square of their number. Here one whole number has a bit for each position, and one operation counts for all.
"""

from collections.abc import Iterable, Iterator


def mask_of(positions: Iterable[int]) -> int:
    """A number with a bit for each position."""
    mask = 0
    for position in positions:
        mask |= 1 << position
    return mask


class Scores:
    """A sum for each position, 0 at first."""

    def __init__(self) -> None:
        """Nothing has been counted yet."""
        #: From the lowest: the bits of that value in all sums.
        self._digits: list[int] = []
        self._seen = 0

    def add(self, value: int, mask: int) -> None:
        """Adds a value, at least 0, to the sums of some positions.

        Args:
            value: 0 counts a position without raising its sum.
            mask: see `mask_of`.
        """
        self._seen |= mask
        carry, place = 0, 0
        while value >> place or carry:
            if place == len(self._digits):
                self._digits.append(0)
            digit = self._digits[place]
            added = mask if value >> place & 1 else 0
            self._digits[place] = digit ^ added ^ carry
            carry = (digit & added) | (carry & (digit ^ added))
            place += 1

    def iter_highest(self, left_out: int = 0) -> Iterator[int]:
        """Positions that have been counted: the highest sum first, of equal sums the lowest position.

        Args:
            left_out: a mask of those that don't count.
        """
        rest = self._seen & ~left_out
        while rest:
            highest = rest
            for digit in reversed(self._digits):
                highest = highest & digit or highest
            lowest = highest & -highest
            yield lowest.bit_length() - 1
            rest ^= lowest
