"""What the headings' table promises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefolio.loaders.heading_words import HEADINGS
from casefolio.loaders.headings import known_headings, nearly, section_kind
from casefolio.records import SectionKind


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("The brief", SectionKind.BRIEF),
        ("THE CHALLENGE", SectionKind.BRIEF),
        ("What I did", SectionKind.APPROACH),
        ("What we did:", SectionKind.APPROACH),
        ("**What I’ve done**", SectionKind.APPROACH),
        ("_Our approach_ …", SectionKind.APPROACH),
        ("What they said", SectionKind.TESTIMONIALS),
        ("In  their own words.", SectionKind.TESTIMONIALS),
        ("What changed?", SectionKind.OUTCOMES),
        ("Impact {#impact}", SectionKind.OUTCOMES),
        ("What we learnt", SectionKind.LEARNING),
    ],
)
def test_the_usual_variants_are_known(heading: str, kind: SectionKind) -> None:
    assert section_kind(heading, "en") is kind
    assert nearly(heading, "en") is None


@pytest.mark.parametrize(
    ("heading", "language", "kind"),
    [
        ("Beth ddywedon nhw", "cy", SectionKind.TESTIMONIALS),
        ("Was sich verändert hat", "de-AT", SectionKind.OUTCOMES),
        ("Ce que j’ai fait", "fr", SectionKind.APPROACH),
        ("Qué cambió", "es", SectionKind.OUTCOMES),
        ("De opdracht", "nl_NL", SectionKind.BRIEF),
        ("Cosa abbiamo imparato", "IT", SectionKind.LEARNING),
        ("Co się zmieniło", "pl", SectionKind.OUTCOMES),
        ("What I did", "pl", SectionKind.APPROACH),
        ("What I did", "eo", SectionKind.APPROACH),
        ("De opdracht", "en", None),
    ],
)
def test_the_language_of_the_site_and_english_are_understood(
    heading: str, language: str, kind: SectionKind | None
) -> None:
    assert section_kind(heading, language) is kind


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("What I di", "What I did"),
        ("Waht they said", "What they said"),
        ("What they siad", "What they said"),
        ("Whatwe learned", "What we learned"),
        ("Testimonals", "Testimonials"),
        ("The breif", "The brief"),
        ("Outcoms", "Outcomes"),
        ("Feedbak:", "Feedback"),
        ("**Our aproach**", "Our approach"),
    ],
)
def test_a_misspelt_heading_is_nearly_known(heading: str, meant: str) -> None:
    assert section_kind(heading, "en") is None
    assert nearly(heading, "en") == meant


@pytest.mark.parametrize(
    "heading",
    [
        "What surprised me", "What I dislike", "What I did next", "What I said", "What I had", "What they paid",
        "What they did", "What we heard", "What worked", "What helped", "What it cost", "What next", "Next steps",
        "How it worked", "How we met", "Why it worked", "Who we are", "Who took part", "The team", "The place",
        "The people", "The grief", "The bridge", "The ask", "Thanks", "Background", "About the project", "In the room",
        "A morning that went wrong", "What we learned together", "What changes", "Leaning", "", "#", "**",
    ],
)  # fmt: skip
def test_a_heading_of_ones_own_is_no_near_miss(heading: str) -> None:
    assert section_kind(heading, "en") is None
    assert nearly(heading, "en") is None


@pytest.mark.parametrize("language", HEADINGS)
def test_no_heading_means_two_sections(language: str) -> None:
    own = [heading.casefold() for headings in HEADINGS[language].values() for heading in headings]
    assert len(own) == len(set(own))
    for kind, headings in HEADINGS[language].items():
        assert all(section_kind(heading, language) is kind for heading in headings)
    assert set(HEADINGS[language]) == set(SectionKind)
    assert known_headings(language).items() >= known_headings("en").items()


@given(st.text(), st.sampled_from(["en", "cy", "", "x-y"]))
def test_any_heading_gets_an_answer(heading: str, language: str) -> None:
    kind = section_kind(heading, language)
    assert kind is None or nearly(heading, language) is None
