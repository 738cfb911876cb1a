import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.studies import site, study

from casefolio import models
from casefolio.library import quote_anchors
from casefolio.slugs import slugify
from casefolio.views.cards import render_card
from casefolio.views.quotes import render_pull, render_quote


def quotes(*words: str) -> list[models.Testimonial]:
    return [models.Testimonial.model_validate({"quote": text}) for text in words]


def test_an_address_is_made_of_the_first_words_and_never_cuts_one() -> None:
    (anchor,) = quote_anchors(quotes("“Rwy’n hapus”, she said, and went on to say a great deal more."))
    assert anchor == "quote_rwyn-hapus-she-said-and-went-on"


def test_an_address_outlives_the_quotes_before_it() -> None:
    first, second = quotes("One thing.", "Another thing.")
    assert quote_anchors([first, second])[1] == quote_anchors([second])[0]


def test_the_same_words_twice_have_two_addresses() -> None:
    assert quote_anchors(quotes("Yes.", "Yes!", "Yes?")) == ("quote_yes", "quote_yes-2", "quote_yes-3")


def test_words_without_latin_letters_have_an_address_of_their_own() -> None:
    japanese, greek = quote_anchors(quotes("楽しかった", "Ήταν ωραία"))
    assert japanese != greek
    assert japanese.startswith("quote_")


@given(st.lists(st.text(min_size=1, max_size=60).filter(lambda text: text.strip() != ""), max_size=8))
def test_addresses_are_unique_and_those_of_no_heading(words: list[str]) -> None:
    anchors = quote_anchors([models.Testimonial.model_construct(quote=text) for text in words])
    assert len(set(anchors)) == len(words)
    assert all(slugify(anchor) != anchor for anchor in anchors)


def test_a_short_quote_is_set_larger_and_a_long_one_smaller() -> None:
    found = site([study()])
    short, usual, long = (render_quote(item, found) for item in quotes("Yes.", "word " * 40, "word " * 100))
    assert "cf-short" in short
    assert "cf-short" not in usual
    assert "cf-long" not in usual
    assert "cf-long" in long


TRANSLATED = {"quote": "They listened, and we saw it.", "pull": "They listened", "translated_from": "cy"}


@pytest.mark.parametrize(
    ("language", "origin", "mark"),
    [
        ("en", "cy", "(translated from Welsh)"),
        ("en", "pt-BR", "(translated from Brazilian Portuguese)"),
        ("en-GB", "pl", "(translated from Polish)"),
        ("cy", "en", "(cyfieithiad; iaith wreiddiol: Saesneg)"),
        ("en", "zz", "(translated from zz)"),
    ],
)
def test_a_translation_says_so_beside_whoever_spoke(language: str, origin: str, mark: str) -> None:
    found = site([study()], language=language)
    for speaker in ({}, {"name": "Ann Bell"}, {"label": "Nurse"}):
        item = models.Testimonial.model_validate(TRANSLATED | speaker | {"translated_from": origin})
        assert f'<span class="cf-translated">{mark}</span>' in render_quote(item, found)
        assert f'<span class="cf-translated">{mark}</span>' in render_quote(item, found, is_pull=True)
        assert f"{mark}</small>" in render_pull(item, found)


def test_words_without_an_attribution_are_never_a_translation() -> None:
    item = study(testimonials=[TRANSLATED])
    assert "cf-words" not in render_card(item, "index.md", site([item]))
    item = study(testimonials=[{key: text for key, text in TRANSLATED.items() if key != "translated_from"}])
    assert "cf-words" in render_card(item, "index.md", site([item]))
