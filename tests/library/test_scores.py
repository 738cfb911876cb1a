from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from casefolio.library.scores import Scores, mask_of

_ADDED = st.lists(st.tuples(st.integers(0, 20_000), st.sets(st.integers(0, 70), max_size=20)), max_size=12)


@given(_ADDED, st.sets(st.integers(0, 70), max_size=9))
def test_positions_come_as_if_they_were_counted_one_by_one(
    added: list[tuple[int, set[int]]], left_out: set[int]
) -> None:
    scores, counted = Scores(), Counter[int]()
    for value, positions in added:
        scores.add(value, mask_of(positions))
        for position in positions:
            counted[position] += value

    expected = sorted(counted.keys() - left_out, key=lambda position: (-counted[position], position))
    assert list(scores.iter_highest(mask_of(left_out))) == expected


def test_nothing_has_no_positions() -> None:
    assert list(Scores().iter_highest()) == []
    assert mask_of([]) == 0
