from pathlib import Path

import pytest
from tests.validation import goldens

from casefolio.codes import Code
from casefolio.diagnostics import Report
from casefolio.loaders.record_files import load_record
from casefolio.models import Attribution, CaseStudy, ConsentScope, ConsentStatus, Disclosure, Status, Taxonomies
from casefolio.validation import validate_record
from casefolio.values import FocalPoint, Ongoing, PartialDate

BASE = """\
title: A sample of a title
summary: What happened, why, and the result, in a sentence that is long enough.
client: Sample Trust
"""


def study_of(text: str, folder_path: Path, name: str = "sample.yml") -> CaseStudy:
    path = folder_path / name
    path.write_text(text, encoding="utf-8")
    record, report = load_record(path, folder_path, "en")
    assert record is not None
    study = validate_record(record, Taxonomies(), report)
    assert study is not None, list(map(str, report))
    return study


def test_every_field_arrives_as_it_was_written(tmp_path: Path) -> None:
    golden = goldens.read(goldens.GOLDEN_PATH / "good-full.md")
    study, _ = goldens.check(golden, tmp_path)
    assert study is not None
    assert study.title == "The children who rewrote breakfast"
    assert study.summary.endswith("More children came, and less was thrown away.")
    assert study.status is Status.ARCHIVED
    assert study.client.disclosure is Disclosure.DESCRIBED
    assert [(partner.name, partner.url) for partner in study.partners] == [
        ("Sample Kitchen", None),
        ("Sample County", "https://county.example.org/a?b=c#d"),
    ]
    assert (study.period.start, study.period.end) == (PartialDate(2023), PartialDate(2023, 6, 30))
    assert study.themes == ("Paying people", "2030")
    assert study.photo is not None
    assert study.photo.focal.point == FocalPoint(0, 1)
    assert [(item.statement, item.value) for item in study.outcomes] == [
        ("A sentence alone is the statement.", None),
        ("The oldest class hands the budget on.", None),
        (None, "58"),
    ]
    first, second, third = study.testimonials
    assert first.attribution is Attribution.FULL
    assert first.featured
    assert first.date == PartialDate(2023, 5)
    assert first.consent.status is ConsentStatus.GRANTED
    assert first.consent.scope == tuple(ConsentScope)
    assert second.date == PartialDate(2023, 5, 16)
    assert second.consent.status is None
    assert (third.quote, third.name, third.role) == ("It was good.", "Ada Sample", "Cook")
    assert study.weight == -1.5
    assert study.aliases == ("work/old-name/", "/breakfast.html")
    assert study.page_slug == "breakfast"
    assert study.path == "good-full.md"
    assert [section.heading for section in study.sections] == [
        "",
        "The brief",
        "What I did",
        "A heading of my own",
        "What they said",
        "What changed",
        "What we learned",
    ]


def test_short_texts_stand_for_maps(tmp_path: Path) -> None:
    study = study_of(
        BASE
        + """
photo:
  src: bird.jpg
  alt: A bird
  focal: lower left
  credit: Photo by Sample Name on Unsplash, CC BY 4.0
partners: [Sample Kitchen]
outcomes: [More children came.]
period: {end: ongoing}
""",
        tmp_path,
    )
    assert study.client.name == "Sample Trust"
    assert study.photo is not None
    assert study.photo.focal.point == FocalPoint(0.2, 0.8)
    assert study.photo.credit is not None
    assert study.photo.credit.model_dump(exclude_none=True) == {
        "author": "Sample Name",
        "source": "Unsplash",
        "licence": "CC BY 4.0",
    }
    assert study.partners[0].name == "Sample Kitchen"
    assert study.outcomes[0].statement == "More children came."
    assert study.period.end is Ongoing.ONGOING


def test_an_empty_value_is_the_same_as_none(tmp_path: Path) -> None:
    golden = goldens.read(goldens.GOLDEN_PATH / "good-empty-values.yml")
    study, _ = goldens.check(golden, tmp_path)
    plain = study_of(BASE, tmp_path, "good-empty-values.yml")
    assert study is not None
    assert study.model_dump(exclude={"sections"}) == plain.model_dump(exclude={"sections"})


def test_defaults_fill_what_a_testimonial_lacks_and_no_more(tmp_path: Path) -> None:
    study = study_of(
        BASE
        + """
testimonial_defaults:
  role: Cook
  organisation: Sample School
  consent: {status: granted, scope: [website, print], given_on: 2024-01-01}
testimonials:
  - quote: One.
  - quote: Two.
    role: Head teacher
    consent: {scope: [print]}
  - quote: Three.
    role:
""",
        tmp_path,
    )
    one, two, three = study.testimonials
    assert (one.role, one.organisation) == ("Cook", "Sample School")
    assert one.consent.scope == (ConsentScope.WEBSITE, ConsentScope.PRINT)
    assert (two.role, two.organisation) == ("Head teacher", "Sample School")
    assert two.consent.status is ConsentStatus.GRANTED
    assert two.consent.scope == (ConsentScope.PRINT,)
    assert three.role is None


def test_defaults_reach_the_quotes_of_the_body(tmp_path: Path) -> None:
    body = "## What they said\n\n> It was good.\n> — Ada Sample\n"
    study = study_of(f"---\n{BASE}testimonial_defaults:\n  date: 2024\n---\n{body}", tmp_path, "sample.md")
    assert [(item.quote, item.name, item.date) for item in study.testimonials] == [
        ("It was good.", "Ada Sample", PartialDate(2024))
    ]


def test_quotes_of_the_fields_stand_before_those_of_the_body(tmp_path: Path) -> None:
    body = "## What they said\n\n> Two.\n"
    study = study_of(f"---\n{BASE}testimonials:\n  - quote: One.\n---\n{body}", tmp_path, "sample.md")
    assert [item.quote for item in study.testimonials] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Moel Gorwel!.yml", "moel-gorwel"),
        ("Tŷ_Newydd.md", "ty-newydd"),
        ("A.B.md", "a-b"),
    ],
)
def test_a_slug_is_made_of_the_file_name(name: str, slug: str, tmp_path: Path) -> None:
    text = BASE if name.endswith(".yml") else f"---\n{BASE}---\n"
    assert study_of(text, tmp_path, name).page_slug == slug


def test_a_file_name_without_latin_letters_needs_a_slug(tmp_path: Path) -> None:
    path = tmp_path / "地.yml"
    path.write_text(BASE, encoding="utf-8")
    record, report = load_record(path, tmp_path, "en")
    assert record is not None
    assert validate_record(record, Taxonomies(), report) is None
    assert goldens.messages(report) == [
        (
            f'{Code.NOT_A_SLUG.id}: no address can be made from the name "地"'
            " | add `slug: …` in small letters, digits and hyphens, or rename the file"
        )
    ]
    path.write_text(BASE + "slug: earth\n", encoding="utf-8")
    record, report = load_record(path, tmp_path, "en")
    assert record is not None
    study = validate_record(record, Taxonomies(), report)
    assert study is not None
    assert study.page_slug == "earth"


def test_all_problems_of_a_file_are_told_in_one_run(tmp_path: Path) -> None:
    golden = goldens.read(goldens.GOLDEN_PATH / "everything-at-once.md")
    _, found = goldens.check(golden, tmp_path)
    assert len({line.split()[1] for line in found}) > 15


def test_the_report_takes_problems_although_it_has_others_already(tmp_path: Path) -> None:
    path = tmp_path / "sample.yml"
    path.write_text("title: x\n", encoding="utf-8")
    record, _ = load_record(path, tmp_path, "en")
    assert record is not None
    report = Report()
    validate_record(record, Taxonomies(), report)
    first = len(list(report))
    validate_record(record, Taxonomies(), report)
    assert len(list(report)) == 2 * first
    assert len(report.diagnostics) == first
