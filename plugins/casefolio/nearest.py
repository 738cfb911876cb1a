"""Finds the known word that a misspelt one was meant to be; knows no list of words itself."""

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
    folded = _fold(word)
    if not folded or len(folded) > _LONGEST_WORD:
        return None
    found: list[tuple[int, int, str]] = []
    for candidate in candidates:
        other = _fold(candidate)
        limit = _forgiven(max(len(folded), len(other)))
        distance = edit_distance(folded, other, limit)
        if distance <= limit and distance < len(other):
            found.append((distance, -_common_beginning(folded, other), candidate))
    return min(found)[2] if found else None


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
