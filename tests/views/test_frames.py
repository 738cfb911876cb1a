"""What stands for a study, and for the wall, in a frame; and how high that frame is."""

from collections.abc import Mapping

import pytest
from tests.studies import library, site, study

# As a module: pytest would take `Testimonial` for a class of tests.
from casefolio import models
from casefolio.library import Library, strongest_quote
from casefolio.views.frame_heights import study_height, wall_height
from casefolio.views.frames import excerpt, wall_quotes

LONG = "These are many more words than any of the others has, and they say no more."
REFUSED = {"quote": "No.", "featured": True, "pull": "No.", "consent": {"status": "refused"}}


def with_quotes(*quotes: Mapping[str, object], slug: str = "sample", **fields: object) -> models.CaseStudy:
    return study(slug, testimonials=list(quotes), **fields)


def chosen(*quotes: Mapping[str, object]) -> models.Testimonial | None:
    found = with_quotes(*quotes)
    return strongest_quote(library([found]).testimonials(found))


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [
        (({"quote": "Short."}, {"quote": "A pull.", "pull": "pull"}, {"quote": LONG, "featured": True}), LONG),
        (({"quote": "A", "featured": True}, {"quote": LONG, "featured": True, "pull": "many more words"}), LONG),
        (({"quote": "Short."}, {"quote": LONG, "pull": "many more words"}, {"quote": "B", "pull": "B"}), LONG),
        (({"quote": LONG}, {"quote": "Short."}, {"quote": "Longer."}), "Short."),
        (({"quote": "Same."}, {"quote": "Also."}), "Same."),
        ((REFUSED, {"quote": LONG}), LONG),
    ],
    ids=["featured", "featured with a pull", "pull", "shortest", "first of equals", "never a refused one"],
)
def test_one_quote_stands_for_a_study(quotes: tuple[Mapping[str, object], ...], expected: str) -> None:
    found = chosen(*quotes)
    assert found is not None
    assert found.quote == expected


def test_a_study_may_have_no_quote_to_show() -> None:
    assert chosen(REFUSED) is None
    assert chosen() is None


def test_a_frame_shows_the_pull_quote_with_its_attribution_and_without_a_film() -> None:
    film = {"url": "https://film.example/", "captions": "a.vtt", "transcript": "What is said."}
    (whole,) = with_quotes({"quote": "One. Two. Three.", "pull": "Two.", "name": "Ada", "video": film}).testimonials

    shown = excerpt(whole)

    assert (shown.quote, shown.name, shown.video) == ("Two.", "Ada", None)
    assert (whole.quote, whole.video is None) == ("One. Two. Three.", False)


def names(found: Library) -> list[tuple[str, str]]:
    return [(item.study.page_slug, item.anchor.removeprefix("quote_")) for item in wall_quotes(found)]


def test_the_wall_has_featured_quotes_first_and_one_of_each_study_before_a_second() -> None:
    plain, featured = {"quote": "Plain."}, {"quote": "Featured.", "featured": True}
    studies = [
        with_quotes(plain, featured, featured, slug="a", weight=1),
        with_quotes(REFUSED, plain, plain, slug="b", weight=2),
        with_quotes(featured, plain, slug="c", weight=3),
        with_quotes(featured, slug="d", weight=4, status="archived"),
        with_quotes(featured, slug="e", weight=5, status="draft"),
    ]

    assert names(library(studies)) == [
        ("a", "featured"),
        ("c", "featured"),
        ("a", "featured-2"),
        ("a", "plain"),
        ("b", "plain"),
        ("c", "plain"),
    ]


def test_more_text_makes_a_higher_frame() -> None:
    plain = study()
    quoted = with_quotes({"quote": LONG, "name": "Ada Sample", "role": "Head", "date": "2024"})
    twice = with_quotes({"quote": f"{LONG} {LONG} {LONG}", "name": "Ada Sample", "role": "Head", "date": "2024"})
    heights = [study_height(item, site([item])) for item in (plain, quoted, twice)]

    assert heights == sorted(set(heights))
    assert [height % 20 for height in heights] == [0, 0, 0]
    walls = [wall_height(wall_quotes(library([item]))) for item in (quoted, twice)]
    assert walls == sorted(set(walls))


def test_what_may_not_be_shown_makes_no_frame_higher() -> None:
    named = {"name": "A client with a very long name that takes more than a line of any frame there is"}
    known, unknown = study(client=named), study(client=named | {"disclosure": "anonymous"})
    silent, refused = with_quotes(), with_quotes(REFUSED)

    assert study_height(known, site([known])) > study_height(unknown, site([unknown]))
    assert study_height(silent, site([silent])) == study_height(refused, site([refused]))
