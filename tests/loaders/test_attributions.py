"""What guessing an attribution's parts promises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefolio.loaders.attributions import is_name, is_organisation, parse_attribution
from casefolio.loaders.located_text import LocatedText


def _parts(text: str) -> dict[str, str]:
    return {key: value.text for key, value in parse_attribution(LocatedText.of(text, 1, 1)).items()}


@pytest.mark.parametrize(
    ("text", "name", "role", "organisation"),
    [
        ("Ada Sample, Team manager, Sample Health Board", "Ada Sample", "Team manager", "Sample Health Board"),
        (
            "Ada Sample, Team manager, Libraries, Sample Council",
            "Ada Sample",
            "Team manager",
            "Libraries, Sample Council",
        ),
        ("Team manager, Sample Health Board", "", "Team manager", "Sample Health Board"),
        ("Team manager, Libraries, Sample Council", "", "Team manager", "Libraries, Sample Council"),
        ("Head of Libraries, Sample Council", "", "Head of Libraries", "Sample Council"),
        ("Ada Sample, Team manager", "Ada Sample", "Team manager", ""),
        ("Ada Sample, poet", "Ada Sample", "poet", ""),
        ("Ada Sample, Sample Health Board", "Ada Sample", "", "Sample Health Board"),
        ("Ada Sample, Trefelin Libraries", "Ada Sample", "", "Trefelin Libraries"),
        ("Rhys O’Neil, Chair of the Sample Trust", "Rhys O’Neil", "Chair of the Sample Trust", ""),
        ("Ada Cook, Team manager", "Ada Cook", "Team manager", ""),
        ("Dr Ada Sample, GP", "Dr Ada Sample", "GP", ""),
        ("Siân ap Rhys, Rheolwr", "Siân ap Rhys", "Rheolwr", ""),
        ("Jo Beispiel, Leiterin, Verein Muster", "Jo Beispiel", "Leiterin", "Verein Muster"),
        ("Professor", "", "Professor", ""),
        ("Professor Ada Sample", "Professor Ada Sample", "", ""),
        ("Team Manager", "", "Team Manager", ""),
        ("Senior leader", "", "Senior leader", ""),
        ("Year 9 pupil", "", "Year 9 pupil", ""),
        ("J.R. Sample", "J.R. Sample", "", ""),
        ("Ada", "Ada", "", ""),
        ("Sample Health Board", "", "", "Sample Health Board"),
        ("Sample Volunteer Centre", "", "", "Sample Volunteer Centre"),
        ("*Ada Sample*, _Volunteer_", "Ada Sample", "Volunteer", ""),
        ("Anonymous", "", "", ""),
        ("Anonymous, Sample Trust", "", "", "Sample Trust"),
        (",, ,", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_an_attribution_falls_into_its_parts(text: str, name: str, role: str, organisation: str) -> None:
    given_parts = {"name": name, "role": role, "organisation": organisation}
    assert _parts(text) == {key: value for key, value in given_parts.items() if value}


@pytest.mark.parametrize(
    "text", ["Gwen ferch Ifan", "Maria de la Cruz", "Jean-Luc d’Arc", "李 明", "Mary Anne Sample Jones"]
)
def test_a_name_is_recognised(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize(
    "text", ["a neighbour", "Volunteer", "Sample Trust", "Resident 3", "One Two Three Four Five", "—", ""]
)
def test_what_is_no_name_is_not_taken_for_one(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(("text", "is_one"), [("Sample Teachers Association", True), ("Chair of the Trust", False)])
def test_a_role_in_an_organisation_is_no_organisation(text: str, is_one: bool) -> None:  # noqa: FBT001 - a parameter
    assert is_organisation(text) is is_one


def test_each_part_knows_its_place() -> None:
    parts = parse_attribution(LocatedText.of("Ada Sample,  Team manager", 7, 5))
    assert {key: value.place(0) for key, value in parts.items()} == {"name": (7, 5), "role": (7, 18)}


@given(st.text())
def test_any_text_falls_into_parts(text: str) -> None:
    assert set(_parts(text)) <= {"name", "role", "organisation"}
