from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefolio.photos.typesetting import Frame, set_text

#: Twenty letters of size 10 in a line, or ten of size 20.
FRAME = Frame(200, 80, (20, 10), 1.0, 4)


def measure(text: str, size: int) -> float:
    """Every letter is as wide as the size."""
    return len(text) * size


def lines(text: str, frame: Frame = FRAME) -> tuple[str, ...]:
    return set_text(text, frame, measure).lines


def test_a_text_is_as_large_as_it_may_be() -> None:
    assert set_text("Bees", FRAME, measure).size == 20
    assert set_text("one two three four five six", FRAME, measure).size == 20
    assert set_text("one two three four five six seven eight nine", FRAME, measure).size == 10
    assert lines("") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Not “A kettle / rota”.
        ("Kettle and rota", ("Kettle", "and rota")),
        ("The bees of us", ("The bees", "of us")),
        ("Trust: a bee", ("Trust:", "a bee")),
        ("Trust – by design", ("Trust –", "by design")),
        ("No\xa0break here", ("No\xa0break", "here")),
        ("wellbeing-minded", ("wellbeing-", "minded")),
        ("1914-1918", ("1914-1918",)),
    ],
)
def test_lines_break_where_a_reader_would_pause(text: str, expected: tuple[str, ...]) -> None:
    assert lines(text) == expected


def test_a_word_is_made_smaller_before_it_is_broken_and_broken_in_the_middle() -> None:
    assert set_text("a" * 18, FRAME, measure).size == 10
    assert lines("a" * 18) == ("a" * 18,)
    first, second = lines("a" * 26)
    assert first.endswith("a-")
    assert abs(len(first) - len(second)) <= 2
    assert lines("1" * 26)[0].endswith("1")


def test_an_accent_stays_with_its_letter() -> None:
    for length in range(15, 30):
        for line in lines("a" * length + "e\u0302" * 12):
            assert not line.startswith("\u0302")
            assert "-\u0302" not in line


def test_what_is_too_long_ends_with_an_ellipsis_or_a_whole_sentence() -> None:
    frame = Frame(200, 20, (10,), 1.0, 2)
    assert lines("one two three four five six seven eight nine ten", frame) == ("one two three four", "five six seven…")
    assert lines("one two three four five six of the nine ten", frame) == ("one two three", "four five…")
    assert lines("One two three four. Five six seven eight nine ten", frame) == ("One two three four.",)
    assert lines("a" * 90, frame)[-1].endswith("…")


@pytest.mark.parametrize("measure", [measure, lambda text, size: len(text) * size / 3 + text.count("w") * size])
@given(text=st.text(st.sampled_from("aw-–/.ŵ\xa0 "), max_size=120))
def test_every_text_fits_its_frame(measure: Callable[[str, int], float], text: str) -> None:
    text = " ".join(text.split(" ")).strip()
    result = set_text(text, FRAME, measure)

    assert len(result.lines) <= FRAME.lines_at(result.size)
    assert bool(result.lines) == bool(text)
    assert all(measure(line, result.size) <= FRAME.width for line in result.lines)


@given(words=st.lists(st.text(st.sampled_from("abc"), min_size=1, max_size=8), min_size=1, max_size=8))
def test_no_word_is_lost_or_moved(words: list[str]) -> None:
    text = " ".join(words)
    result = lines(text, Frame(200, 1000, (20, 10), 1.0, 40))

    assert " ".join(result) == text
