import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefolio.slugs import SLUG_LENGTH, UniqueNames, is_slug, slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("The children who rewrote breakfast", "the-children-who-rewrote-breakfast"),
        ("Moel Gorwel", "moel-gorwel"),
        ("Tŷ Gŵyl ac Ymweliadâu", "ty-gwyl-ac-ymweliadau"),
        ("Straße, Ærø & Łódź", "strasse-aero-lodz"),
        ("İstanbul ılık", "istanbul-ilik"),
        ("carers’ rights, it's mine", "carers-rights-its-mine"),
        ("ﬁve ½ ①", "five-1-2-1"),
        ("  --a__b..c/d\\e--  ", "a-b-c-d-e"),
        ("2030", "2030"),
        ("地", ""),
        ("地 Earth", "earth"),
        ("🐦", ""),
        ("", ""),
        ("../../etc/passwd", "etc-passwd"),
        ("<script>", "script"),
    ],
)
def test_a_slug_holds_small_letters_digits_and_single_hyphens(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_a_long_slug_is_cut_between_two_words() -> None:
    slug = slugify("word " * 40)
    assert slug == "-".join(["word"] * 16)
    assert len(slug) <= SLUG_LENGTH


def test_a_long_word_is_cut_where_it_must_be() -> None:
    assert slugify("x" * 200) == "x" * SLUG_LENGTH


def test_a_slug_of_the_full_length_is_kept() -> None:
    text = "ab-" * 26 + "ab"
    assert len(text) == SLUG_LENGTH
    assert slugify(text) == text
    assert slugify(text + "-c") == text


@pytest.mark.parametrize("text", ["", "-", "a-", "-a", "a--b", "A", "a b", "é", "a_b", "a/b", "a\n", "x" * 81])
def test_what_is_no_slug_is_not_taken_for_one(text: str) -> None:
    assert not is_slug(text)


@given(st.text(max_size=300))
def test_slugify_gives_a_slug_or_nothing(text: str) -> None:
    slug = slugify(text)
    assert slug == "" or is_slug(slug)


@given(st.text(max_size=300))
def test_the_slug_of_a_slug_is_itself(text: str) -> None:
    assert slugify(slugify(text)) == slugify(text)


@given(st.text(max_size=60))
def test_capitals_make_no_difference_to_a_slug(text: str) -> None:
    assert slugify(text.lower()) == slugify(text)


def test_a_name_that_is_taken_gets_the_next_free_number() -> None:
    names = UniqueNames()
    assert [names.add(name) for name in ("a", "a-2", "a", "b", "a", "a-2")] == ["a", "a-2", "a-3", "b", "a-4", "a-2-2"]
