"""Finds the known word that a misspelt one was meant to be; knows no list of words itself."""

import re
from collections import Counter
from collections.abc import Iterable

#: Longer words are not compared: nobody misspells a text, and the comparison is quadratic.
_LONGEST_WORD = 120


def edit_distance(left: str, right: str, limit: int) -> int:
    """Counts the letters to insert, drop, replace or swap with their neighbour.

    Args:
        left: a word.
        right: another word.
        limit: from here on the exact number is of no interest.

    Returns:
        The number of edits (optimal string alignment), or `limit + 1` where it is above the limit.
    """
    if _is_far(left, right, limit):
        return limit + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, start=1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(right, start=1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and b == left[i - 2]:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Gives the candidate that a word was most likely meant to be.

    Capitals and the choice of space, hyphen or underscore count for nothing; one edit is forgiven in a word of up to
    five letters, two up to nine, three above. Ties go to the longest common beginning, then to the alphabet, so that
    the order of the candidates never matters.

    Args:
        word: as written.
        candidates: the known words.

    Returns:
        A candidate as it was given, or None where none is near.
    """
    return next(iter(all_near(word, candidates)), None)


def all_near(word: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """Gives every candidate that `nearest` could have given, the best first.

    Args:
        word: as written.
        candidates: the known words.

    Returns:
        Those that differ in nothing but capitals and the like, if there are any; all that are near otherwise.
    """
    folded = _fold(word)
    if not folded or len(folded) > _LONGEST_WORD:
        return ()
    found: list[tuple[int, int, str]] = []
    for candidate in candidates:
        other = _fold(candidate)
        limit = _forgiven(max(len(folded), len(other)))
        distance = edit_distance(folded, other, limit)
        if distance <= limit and distance < len(other):
            found.append((distance, -_common_beginning(folded, other), candidate))
    has_same = any(distance == 0 for distance, _, _ in found)
    return tuple(candidate for distance, _, candidate in sorted(found) if distance == 0 or not has_same)


def surely_meant(word: str, candidates: Iterable[str]) -> str:
    """Gives the candidate that can be put in a word's place without asking anybody.

    Args:
        word: as written.
        candidates: the known words.

    Returns:
        The only near candidate, if each of its words is a slip of the pen away; empty otherwise. "East Sussex" is near
        "West Sussex", and "2023" near "2024", and none of them is a slip.
    """
    near = all_near(word, candidates)
    return near[0] if len(near) == 1 and _is_slip(_fold(word), _fold(near[0])) else ""


def _is_slip(word: str, meant: str) -> bool:
    if word.replace(" ", "") == meant.replace(" ", ""):
        return True
    ours, theirs = word.split(), meant.split()
    if len(ours) != len(theirs) or re.findall(r"\d", word) != re.findall(r"\d", meant):
        return False
    return all(left == right or _is_misspelt(left, right) for left, right in zip(ours, theirs, strict=True))


def _is_misspelt(word: str, meant: str) -> bool:
    limit = _forgiven(max(len(word), len(meant)))
    return meant[0] in word[:2] and edit_distance(word, meant, limit) <= limit < len(meant)


def _fold(word: str) -> str:
    return " ".join(word.casefold().replace("_", " ").replace("-", " ").split())


def _forgiven(length: int) -> int:
    if length <= 5:  # noqa: PLR2004 - the steps that `nearest` documents
        return 1
    return 2 if length <= 9 else 3  # noqa: PLR2004


def _is_far(left: str, right: str, limit: int) -> bool:
    """A cheap lower bound, so that a thousand candidates cost a thousand counts and a few comparisons."""
    if abs(len(left) - len(right)) > limit:
        return True
    ours, theirs = Counter(left), Counter(right)
    return max((ours - theirs).total(), (theirs - ours).total()) > limit


def _common_beginning(left: str, right: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
