import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefolio.photos.card_words import CardWords, card_key, plan_words

LETTERS = frozenset(" \xa0-abcdefghijklmnopqrstuvwxyzABCŵ.")


def heading(text: str) -> str | None:
    words = plan_words(LETTERS, heading=text)
    return words.heading if words else None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a library", "a library"),
        ("  a\tlibrary\n that ", "a library that"),
        ("w\u0302", "ŵ"),
        ("a\u202eb\u2066c\u200bd\u00ade\x07f\ufe0f", "abcdef"),
        ("a\u202fb\xa0c", "a\xa0b\xa0c"),
        ("\xa0a ", "a"),
        ("été", None),
        ("a 🐝", None),
        ("مكتبة", None),
        ("図書館", None),
        ("\ud800", None),
        ("\u200b \n", None),
        ("", None),
    ],
)
def test_a_heading_is_what_is_seen_of_it_or_there_is_no_card(text: str, shown: str | None) -> None:
    assert heading(text) == shown


def test_what_else_cannot_be_drawn_is_left_out() -> None:
    assert plan_words(LETTERS, heading="a", below="図書館", foot="b 🐝") == CardWords("a")
    assert plan_words(LETTERS, heading="a", below="b", foot="c") == CardWords("a", "b", "c")


@given(st.text(), st.text())
def test_whatever_is_written_only_known_characters_are_drawn(one: str, other: str) -> None:
    words = plan_words(LETTERS, heading=one, below=other)
    if words:
        assert words.heading
        assert set(words.heading + words.below) <= LETTERS
        card_key(words, "1")


def test_the_alternative_says_what_the_card_says() -> None:
    assert CardWords("A year", "Sample Trust", "Sample").alt == "A year. Sample Trust. Sample."
    assert CardWords("Why?", "", "Sample").alt == "Why? Sample."


def test_a_key_tells_every_word_and_every_version_apart() -> None:
    words = [CardWords("a"), CardWords("a", "b"), CardWords("a", "", "b"), CardWords("ab"), CardWords("a b")]
    keys = {card_key(said, version) for said in words for version in ("1", "2")}
    assert len(keys) == 2 * len(words)
    assert all(len(key) == 64 for key in keys)
