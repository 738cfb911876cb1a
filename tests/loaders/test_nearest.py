"""What `nearest` promises."""

import pytest

from casefolio.nearest import all_near, edit_distance, nearest, surely_meant

FIELDS = (
    "title", "summary", "status", "client", "programme", "partners", "period", "sectors", "services", "themes",
    "places", "photo", "outcomes", "testimonials", "testimonial_defaults", "published_on", "updated_on", "review_by",
    "publish_at", "featured", "weight", "related", "aliases", "slug", "lang", "quote", "pull", "name", "role",
    "organisation", "url", "label", "attribution", "date", "alt", "src", "focal", "credit", "caption",
)  # fmt: skip


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("sumary", "summary"),
        ("testimonal", "testimonials"),
        ("Helth", "Health"),
        ("titel", "title"),
        ("Title", "title"),
        ("published on", "published_on"),
        ("published-on", "published_on"),
        ("sector", "sectors"),
        ("organization", "organisation"),
        ("atl", "alt"),
        ("cleint", "client"),
        ("perod", "period"),
        ("atribution", "attribution"),
    ],
)
def test_a_misspelt_word_finds_the_known_one(word: str, meant: str) -> None:
    assert nearest(word, (*FIELDS, "Health", "Heritage")) == meant


@pytest.mark.parametrize("word", ["", "author", "x", "colour", "budget", "note", "picture", "description", "ß" * 5000])
def test_an_unrelated_word_finds_none(word: str) -> None:
    assert nearest(word, FIELDS) is None


def test_the_order_of_the_candidates_does_not_matter() -> None:
    assert nearest("bat", ["cat", "bar"]) == nearest("bat", ["bar", "cat"]) == "bar"


@pytest.mark.parametrize(
    ("left", "right", "distance"),
    [("", "", 0), ("ab", "ba", 1), ("abc", "abd", 1), ("abc", "", 3), ("kitten", "sitting", 3)],
)
def test_the_distance_counts_edits(left: str, right: str, distance: int) -> None:
    assert edit_distance(left, right, 5) == distance


def test_a_distance_above_the_limit_is_limit_plus_one() -> None:
    assert edit_distance("abcdef", "uvwxyz", 2) == 3


def test_two_thousand_candidates_are_read_to_their_end() -> None:
    candidates = [f"a-study-of-something-rather-long-number-{i}" for i in range(2000)]
    nearest("a-stduy-of-smething-rather-long", candidates)


TERMS = ("Health and care", "West Sussex", "South Wales", "Round 2024", "Inpatients", "Males")


@pytest.mark.parametrize(
    ("word", "meant"),
    [("health and-care", "Health and care"), ("Helth and caer", "Health and care"), ("Ewst Sussex", "West Sussex")],
)
def test_a_slip_of_the_pen_surely_means_the_term(word: str, meant: str) -> None:
    assert surely_meant(word, TERMS) == meant


@pytest.mark.parametrize(
    "word", ["East Sussex", "North Wales", "Round 2023", "Outpatients", "Females", "Health or else", "Wales South"]
)
def test_another_word_is_no_slip_however_near_it_is(word: str) -> None:
    assert surely_meant(word, TERMS) == ""


def test_a_word_that_may_be_two_terms_means_neither() -> None:
    assert all_near("plase", ("place", "plane")) == ("place", "plane")
    assert surely_meant("plase", ("place", "plane")) == ""
    assert surely_meant("PLACE", ("place", "plane")) == "place"
