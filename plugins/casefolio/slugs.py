"""Turns a text into a slug: the part of an address that names a page."""

import re
import unicodedata
from functools import lru_cache

#: Longest slug, in characters; a longer one is cut at a hyphen.
SLUG_LENGTH = 80

#: Letters that Unicode does not decompose, in the spelling that their readers use in addresses.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ŋ": "n"}
)
#: What Windows takes for a device, whatever ending follows: no file and no folder can have the name there.
DEVICE_NAMES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)))
)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile(r"['’ʼ]")


@lru_cache(maxsize=16384)
def slugify(text: str) -> str:
    """Gives the slug of a text: lower case, ASCII letters and digits, single hyphens.

    Args:
        text: anything; letters of other scripts that have no Latin base are dropped.

    Returns:
        At most `SLUG_LENGTH` characters; empty where nothing of the text can stand in a slug.
    """
    letters = _APOSTROPHES.sub("", text.lower())
    if not letters.isascii():
        decomposed = unicodedata.normalize("NFKD", letters.translate(_LETTERS))
        letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    slug = _NOT_IN_SLUG.sub("-", letters).strip("-")
    if len(slug) <= SLUG_LENGTH:
        return slug
    head, hyphen, _ = slug[: SLUG_LENGTH + 1].rpartition("-")
    return head if hyphen else slug[:SLUG_LENGTH]


def is_slug(text: str) -> bool:
    """Whether a text is already a slug."""
    return len(text) <= SLUG_LENGTH and _SLUG.fullmatch(text) is not None


class UniqueNames:
    """Gives each name once: one that is taken gets the next number that is free."""

    def __init__(self) -> None:
        """Starts with none."""
        self._taken: set[str] = set()
        # Thousands of headings may have one name, and to try all numbers for each would take minutes.
        self._next: dict[str, int] = {}

    def add(self, wanted: str) -> str:
        """Gives the name itself where it is free, otherwise `name-2`, `name-3` and so on."""
        name, number = wanted, self._next.get(wanted, 2)
        while name in self._taken:
            name = f"{wanted}-{number}"
            number += 1
        self._taken.add(name)
        self._next[wanted] = number
        return name
