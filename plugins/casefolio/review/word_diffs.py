"""Compares two texts word by word; knows no markup."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

#: Above it, the middle of two texts is told as a whole: comparing takes as many steps, or more.
_MOST_STEPS = 250_000


class Part(Enum):
    """What becomes of some words."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand together, with one space between them."""

    part: Part
    words: str


def diff_words(before: str, after: str) -> tuple[Run, ...]:
    """Tells which words are kept, gone and new, in the order in which they are read.

    Args:
        before: may be empty.
        after: may be empty.
    """
    old, new = before.split(), after.split()
    runs = ((part, " ".join(words)) for part, words in _iter_runs(old, new))
    return tuple(Run(part, words) for part, words in runs if words)


def _iter_runs(old: list[str], new: list[str]) -> Iterator[tuple[Part, list[str]]]:
    start = _count_same(old, new)
    end = _count_same(old[start:][::-1], new[start:][::-1])
    yield Part.KEPT, old[:start]
    yield from _iter_middle(old[start : len(old) - end], new[start : len(new) - end])
    yield Part.KEPT, old[len(old) - end :]


def _iter_middle(old: list[str], new: list[str]) -> Iterator[tuple[Part, list[str]]]:
    if len(old) * len(new) > _MOST_STEPS:
        yield Part.GONE, old
        yield Part.NEW, new
        return
    for kind, first, last, new_first, new_last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Part.KEPT, old[first:last]
        else:
            yield Part.GONE, old[first:last]
            yield Part.NEW, new[new_first:new_last]


def _count_same(one: list[str], other: list[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (left, right) in pairs if left != right), min(len(one), len(other)))


def likeness(one: str, other: str) -> float:
    """How many of the words of two texts are in both, from 0 to 1."""
    left, right = Counter(one.split()), Counter(other.split())
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 1.0
