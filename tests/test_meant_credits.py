"""What becomes of a credit that can't be read: one sentence where there is no doubt, and nothing otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefolio.credits import parse_credit
from casefolio.meant_credits import meant_credit


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Photo from Unsplash by Sample Name", "Photo by Sample Name on Unsplash"),
        ("Photo on Unsplash, by Sample Name.", "Photo by Sample Name on Unsplash"),
        ("Unsplash photo by Sample Name", "Photo by Sample Name on Unsplash"),
        ("From Wikimedia Commons by Vincent van Sample, CC BY 4.0",
         "Photo by Vincent van Sample on Wikimedia Commons, CC BY 4.0"),
        ("Unsplash / Sample Name", "Photo by Sample Name on Unsplash"),
        ("unsplash.com: Sample Name", "Photo by Sample Name on Unsplash"),
        ("iStock/Sample Name", "Photo by Sample Name on iStock"),
        ("Photo: Getty Images / Sample Name", "Photo by Sample Name on Getty Images"),
        ("Sample Name - Unsplash", "Photo by Sample Name on Unsplash"),
        ("Sample Name, unsplash", "Photo by Sample Name on Unsplash"),
        ("Sample Name (Unsplash)", "Photo by Sample Name on Unsplash"),
        ("@sample on Instagram", "Photo by @sample on Instagram"),
        ("Photo by Sample Name at Unsplash", "Photo by Sample Name on Unsplash"),
        ("Photo - Sample Name", "Photo by Sample Name"),
        ("Photo - Sample Name - Unsplash", "Photo by Sample Name on Unsplash"),
        ("Photo (Sample Name)", "Photo by Sample Name"),
        ("Photo credit Sample Name", "Photo by Sample Name"),
        ("Photo credits to Sample Name", "Photo by Sample Name"),
        ("Photographer Sample Name on Unsplash", "Photo by Sample Name on Unsplash"),
        ("This photo was taken by Sample Name", "Photo by Sample Name"),
        ("Shot by Ada B.", "Photo by Ada B."),
        ("Pic: O’Neil Sample-Bell", "Photo by O’Neil Sample-Bell"),
        ("Phto by Sample Name on Sample Trust", "Photo by Sample Name on Sample Trust"),
        ("“Photo: Sample Name”", "Photo: Sample Name"),
        ("'Sample Name - Unsplash'", "Photo by Sample Name on Unsplash"),
    ],
)  # fmt: skip
def test_a_credit_with_one_meaning_becomes_the_sentence_that_is_read(text: str, meant: str) -> None:
    assert parse_credit(text) is None
    assert meant_credit(text) == meant
    assert parse_credit(meant)


@pytest.mark.parametrize(
    "text",
    [
        "Unsplash",
        "Sample Name",  # of a person, or of a site
        "Sample Name - Sample Trust",
        "Sample Name, Other Name, Unsplash",
        "Photo from Unsplash",
        "Photo from Sample Trust",
        "Photo of Sample Name",
        "Photo Library Wales",
        "Bird on a roof, Unsplash",
        "Source: Unsplash",
        "Found on Flickr",
        "Public Domain, Flickr",
        "Stock Image - Shutterstock",
        "Getty Images, iStock",
        "Ada on Flickr",
        "© Unsplash / Sample Name",  # whose right it is would be lost
        "Sample Name, Unsplash (https://unsplash.com/photos/1)",
        "Sample Name, 2024",
        "Used with permission",
        "n/a",
        "",
    ],
)
def test_a_credit_that_may_mean_something_else_is_left_to_a_person(text: str) -> None:
    assert parse_credit(text) is None
    assert meant_credit(text) == ""


def test_a_credit_that_can_be_read_is_left_alone() -> None:
    assert meant_credit("Sample Name / Unsplash") == ""


WORDS = st.sampled_from(
    [
        "Photo",
        "photo",
        "by",
        "from",
        "on",
        "Unsplash",
        "Ada",
        "Bell",
        "/",
        "-",
        ",",
        ":",
        "(",
        ")",
        "CC BY 4.0",
        "“",
        "”",
    ]
)


@given(st.lists(WORDS, max_size=8))
def test_what_is_meant_can_be_read(words: list[str]) -> None:
    text = " ".join(words)
    meant = meant_credit(text)
    assert not meant or (parse_credit(meant) and not parse_credit(text))
