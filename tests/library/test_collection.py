from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.studies import library, study

from casefolio.library.collection import MOST_RELATED
from casefolio.models import CaseStudy
from casefolio.settings import Audience


def slugs(studies: tuple[CaseStudy, ...]) -> list[str]:
    return [item.page_slug for item in studies]


def order(*studies: CaseStudy) -> list[str]:
    return slugs(library(studies).listed)


def test_featured_studies_lead() -> None:
    assert order(study("a"), study("b", featured=True, weight=9)) == ["b", "a"]


def test_among_their_like_lower_weights_lead() -> None:
    assert order(study("a"), study("b", weight=-1.5), study("c", weight=2)) == ["b", "a", "c"]


def test_among_the_same_weight_the_newest_leads() -> None:
    assert order(
        study("undated"),
        study("old", published_on="2020-01-01"),
        study("new", published_on="2025-01-01"),
        study("ended", period={"start": "2010", "end": "2022-05"}),
        study("ongoing", period={"start": "2021", "end": "ongoing"}),
        study("started", period={"start": "2023"}),
    ) == ["new", "started", "ended", "ongoing", "old", "undated"]


def test_the_day_of_publication_goes_before_the_period() -> None:
    assert order(
        study("a", published_on="2020-01-01", period={"start": "2025"}), study("b", period={"start": "2021"})
    ) == ["b", "a"]


def test_what_is_left_is_ordered_by_title_and_then_by_path() -> None:
    assert order(
        study("c", title="Banana"), study("b", title="apples"), study("a", title="Banana"), study("d", title="Cherry")
    ) == ["b", "a", "c", "d"]


_FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "featured": st.booleans(),
        "weight": st.sampled_from([-1, 0, 0.5, 3]),
        "published_on": st.sampled_from(["2020-01-01", "2025-06-30"]),
        "period": st.sampled_from([{"start": "2024"}, {"end": "2021-02"}, {"start": "2022", "end": "ongoing"}]),
        "title": st.sampled_from(["Apples", "Banana", "banana"]),
        "status": st.sampled_from(["draft", "published", "archived"]),
        "themes": st.lists(st.sampled_from(["Trust", "trust", "Time", "Homes", "Food"]), max_size=4),
        "places": st.lists(st.sampled_from(["Trust", "Corvane"]), max_size=2),
        "related": st.lists(st.sampled_from([f"s{number}" for number in range(9)]), max_size=5),
    },
)
_STUDIES = st.lists(_FIELDS, max_size=8)


def many(fields: list[dict[str, Any]]) -> list[CaseStudy]:
    return [study(f"s{number}", **item) for number, item in enumerate(fields)]


@given(_STUDIES, st.randoms())
def test_the_order_of_the_files_makes_no_difference(fields: list[dict[str, Any]], random: Random) -> None:
    studies = many(fields)
    shuffled = list(studies)
    random.shuffle(shuffled)
    one, other = library(studies), library(shuffled)
    assert one.listed == other.listed
    assert one.archived == other.archived
    assert one.terms == other.terms
    assert [one.related(item) for item in studies] == [other.related(item) for item in studies]


@given(_STUDIES)
def test_every_study_is_listed_or_has_a_page_or_is_hidden(fields: list[dict[str, Any]]) -> None:
    studies = many(fields)
    found = library(studies)
    assert sorted(slugs((*found.listed, *found.archived, *found.hidden))) == sorted(item.page_slug for item in studies)


@given(_STUDIES)
def test_related_studies_are_others_and_can_be_seen(fields: list[dict[str, Any]]) -> None:
    found = library(many(fields))
    for item in found.pages:
        related = found.related(item)
        assert item not in related
        assert len(set(slugs(related))) == len(related)
        assert set(related) <= set(found.listed)
        named = [slug for slug in dict.fromkeys(item.related) if slug in slugs(found.listed) and slug != item.page_slug]
        assert slugs(related)[: len(named)] == named
        assert len(related) <= max(MOST_RELATED, len(named))


@given(_STUDIES)
def test_neighbours_lead_through_the_whole_portfolio(fields: list[dict[str, Any]]) -> None:
    found = library(many(fields))
    at: CaseStudy | None = found.listed[0] if found.listed else None
    walked = []
    while at is not None:
        walked.append(at)
        before, at_next = found.neighbours(at)
        assert before == (walked[-2] if len(walked) > 1 else None)
        at = at_next
    assert tuple(walked) == found.listed


@given(_STUDIES)
def test_every_term_of_a_listed_study_has_one_group(fields: list[dict[str, Any]]) -> None:
    found = library(many(fields))
    for taxonomy, groups in found.terms.items():
        assert len({group.slug for group in groups}) == len(groups)
        for group in groups:
            assert group.studies
            assert set(group.studies) <= set(found.listed)
            assert len(set(slugs(group.studies))) == len(group.studies)
        carried = {term.lower() for item in found.listed for term in item.terms(taxonomy)}
        assert carried == {group.slug for group in groups}


def test_an_archived_study_has_a_page_and_stands_in_no_list() -> None:
    old = study("old", status="archived", themes=["Trust"])
    other = study("other", themes=["Trust"], related=["old"])
    found = library([old, other])
    assert slugs(found.listed) == ["other"]
    assert slugs(found.pages) == ["other", "old"]
    assert slugs(found.terms["themes"][0].studies) == ["other"]
    assert found.related(other) == ()
    assert slugs(found.related(old)) == ["other"]
    assert found.neighbours(old) == (None, None)


def test_a_hidden_study_is_nowhere() -> None:
    draft = study("draft", status="draft", themes=["Trust"])
    other = study("other", themes=["Trust"], related=["draft"])
    found = library([draft, other])
    assert slugs(found.pages) == ["other"]
    assert slugs(found.hidden) == ["draft"]
    assert found.related(other) == ()
    assert slugs(found.terms["themes"][0].studies) == ["other"]
    assert slugs(library([draft, other], audience=Audience.EDITORS).related(other)) == ["draft"]


def test_studies_that_the_editor_names_come_first_and_all_of_them() -> None:
    studies = [study(f"s{number}", themes=["Trust"]) for number in range(6)]
    named = study("a", related=["s4", "s2", "s4", "s5", "s0"], themes=["Trust"])
    assert slugs(library([*studies, named]).related(named)) == ["s4", "s2", "s5", "s0"]
    one = study("a", related=["s4"], themes=["Trust"])
    assert slugs(library([*studies, one]).related(one)) == ["s4", "s0", "s1"]


def test_a_rare_term_counts_for_more_than_a_common_one() -> None:
    common = [study(f"c{number}", themes=["Trust"]) for number in range(5)]
    rare = study("rare", themes=["Bees"], weight=9)
    one = study("a", themes=["Trust", "Bees"])
    assert slugs(library([*common, rare, one]).related(one))[0] == "rare"


def test_a_term_of_one_taxonomy_is_not_that_of_another() -> None:
    one, other = study("a", themes=["Corvane"]), study("b", places=["Corvane"])
    assert library([one, other]).related(one) == ()


def test_two_spellings_of_a_term_are_one() -> None:
    found = library([study("a", themes=["Co-design"]), study("b", themes=["co design"])])
    (group,) = found.terms["themes"]
    assert (group.name, group.slug, slugs(group.studies)) == ("Co-design", "co-design", ["a", "b"])


def test_terms_stand_as_the_list_orders_them_and_others_by_name() -> None:
    found = library(
        [study("a", themes=["Zeal", "Trust", "Bees", "Água"])],
        themes=[{"name": "Trust", "introduction": "It comes late."}, {"name": "Unused"}, {"name": "Bees"}],
    )
    assert [(group.name, group.introduction) for group in found.terms["themes"]] == [
        ("Trust", "It comes late."),
        ("Bees", ""),
        ("Água", ""),
        ("Zeal", ""),
    ]


def test_a_term_that_no_listed_study_carries_has_no_group() -> None:
    found = library([study("a", status="draft", themes=["Trust"])], themes=[{"name": "Trust"}])
    assert found.terms["themes"] == ()


@pytest.mark.parametrize("taxonomy", ["sectors", "services", "themes", "places"])
def test_every_taxonomy_is_grouped(taxonomy: str) -> None:
    found = library([study("a", **{taxonomy: ["Trust"]})])
    assert [(group.taxonomy, group.name) for group in found.terms[taxonomy]] == [(taxonomy, "Trust")]
