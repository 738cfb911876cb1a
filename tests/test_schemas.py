"""What the schemas for editors take and refuse; the engine is the judge of what they must take."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter, ValidationError
from tests.manual.pages import LINKED_PATHS, Block, iter_blocks
from tests.validation import goldens
from tests.yaml12 import load_yaml

from casefolio import values
from casefolio.diagnostics import Report
from casefolio.fields import read_fields
from casefolio.loaders.record_files import load_record, load_taxonomies
from casefolio.models import RECORD_KEYS, CaseStudyFields, Taxonomies
from casefolio.schemas import (
    Schema,
    listed_terms,
    make_record_schema,
    make_taxonomies_schema,
    render_schema,
    schema_line,
)
from casefolio.validation import read_taxonomies, validate_record

ROOT_PATH = Path(__file__).parents[1]
DEMO_PATH = ROOT_PATH / "case_studies"
SMALLEST = {
    "title": "A library that listens",
    "summary": "Four branch teams made listening to readers part of ordinary days.",
    "client": "Trefelin Libraries",
}


def fields_of(text: str, ending: str) -> Any:  # noqa: ANN401 - whatever YAML has
    if ending == ".md":
        text = re.split(r"^---$", text, maxsplit=2, flags=re.MULTILINE)[1]
    return load_yaml(text)


def problems(record: object, schema: Schema | None = None) -> list[str]:
    validator = Draft202012Validator(schema or make_record_schema())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(record)]


def demo_terms() -> dict[str, tuple[str, ...]]:
    report = Report()
    node, _ = load_taxonomies(DEMO_PATH, ROOT_PATH)
    terms = listed_terms(read_taxonomies(node, report))
    assert terms
    return terms


def iter_schemas(schema: object) -> Iterator[Schema]:
    if isinstance(schema, dict):
        yield schema
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from iter_schemas(part)


ACCEPTED = [path for path in goldens.paths() if not any(" error: " in line for line in goldens.read(path).expected)]


@pytest.mark.parametrize("schema", [make_record_schema(), make_record_schema(demo_terms()), make_taxonomies_schema()])
def test_the_schemas_are_right_by_their_own_specification(schema: Schema) -> None:
    Draft202012Validator.check_schema(schema)

    assert render_schema(schema) == render_schema(json.loads(render_schema(schema)))


def test_there_are_goldens_of_right_records() -> None:
    assert len([path for path in ACCEPTED if path.name.startswith("good-")]) > 10


@pytest.mark.parametrize("path", ACCEPTED, ids=lambda path: path.name)
def test_every_record_of_the_goldens_that_the_engine_takes_is_right(path: Path) -> None:
    assert problems(fields_of(goldens.read(path).text, path.suffix)) == []


@pytest.mark.parametrize(
    "path",
    sorted(path for path in DEMO_PATH.rglob("*") if path.suffix in {".md", ".yml"} and path.name[0] != "_"),
    ids=lambda path: path.relative_to(DEMO_PATH).as_posix(),
)
def test_every_record_of_the_demo_is_right_with_its_own_terms(path: Path) -> None:
    assert problems(fields_of(path.read_text("utf-8"), path.suffix), make_record_schema(demo_terms())) == []


@pytest.mark.parametrize(
    "block", [block for path in LINKED_PATHS for block in iter_blocks(path) if block.is_study], ids=str
)
def test_every_record_of_the_manual_is_right(block: Block) -> None:
    assert problems(fields_of(block.text, Path(block.title).suffix)) == []


@pytest.mark.parametrize(
    "field",
    [
        "client: {name: Trefelin Libraries, url: https://libraries.example.org/}",
        "client: 1899",
        "title: 12345",
        "title: '  A title with\n\n  room  '",
        "status: ''",
        "period: {start: 2024, end: Ongoing}",
        "period: {start: 2024-05, end: 2024-05-01}",
        "period: {start: '2024', end: ongoing}",
        "published_on: 2024-05-01",
        "publish_at: 2024-05-01",
        "publish_at: 2026-03-01 09:00:30.5+01:00",
        "featured: yes",
        "featured: 1",
        "weight: '10'",
        "weight: -1.5",
        "places: [2024, Trefelin]",
        "partners: [Sample Trust, {name: Sample Board}]",
        "outcomes: [It holds., {value: 4, label: branches, source: Visits}]",
        "photo: {src: a.jpg, decorative: true, focal: Top-Right, credit: 'Photo by A <https://a.example.org/>'}",
        "photo: {src: a.jpg, alt: A, focal: {x: 0, y: 1}, credit: {author: A, license: CC0, licence_url: ''}}",
        "testimonials: [{quote: One., organization: Sample Board, group_size: 5, date: 2024}]",
        "testimonial_defaults: {organization: Sample Board, consent: {scope: [website]}}",
        "aliases: [work/old-name/]",
        "slug: 2024",
        "lang: no",
        "sections: {brief: Text., approach: }",
    ],
)
def test_every_way_of_writing_that_the_engine_takes_is_right(field: str, tmp_path: Path) -> None:
    record = SMALLEST | load_yaml(field)
    lines = "".join(f"{key}: {value}\n" for key, value in SMALLEST.items() if key not in load_yaml(field))
    path = tmp_path / "sample.yml"
    path.write_text(f"{lines}{field}\n", encoding="utf-8")
    loaded, report = load_record(path, tmp_path, "en")

    assert loaded
    assert validate_record(loaded, Taxonomies(), report), list(map(str, report))
    assert problems(record) == []


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"titel": "A"}, "$"),
        ({"title": None}, "$.title"),
        ({"title": " "}, "$.title"),
        ({"title": "Four"}, "$.title"),
        ({"title": 1234}, "$.title"),
        ({"title": "x" * 111}, "$.title"),
        ({"title": "A <b>title</b>"}, "$.title"),
        ({"summary": "Too short."}, "$.summary"),
        ({"summary": "x" * 241}, "$.summary"),
        ({"summary": 12}, "$.summary"),
        ({"client": {"nmae": "A"}}, "$.client"),
        ({"client": ["A"]}, "$.client"),
        ({"status": "Draft"}, "$.status"),
        ({"sectors": "Health"}, "$.sectors"),
        ({"sectors": ["Health", ""]}, "$.sectors[1]"),
        ({"partners": [{"url": "https://a.example.org/"}]}, "$.partners[0]"),
        ({"published_on": "2024-05"}, "$.published_on"),
        ({"published_on": "2024-13-01"}, "$.published_on"),
        ({"published_on": 2024}, "$.published_on"),
        ({"publish_at": "2026-03-01T09:00"}, "$.publish_at"),
        ({"period": {"start": "May 2024"}}, "$.period"),
        ({"featured": "maybe"}, "$.featured"),
        ({"featured": 2}, "$.featured"),
        ({"weight": "nan"}, "$.weight"),
        ({"photo": {"alt": "A"}}, "$.photo"),
        ({"photo": {"src": "a.jpg", "focal": {"x": 1.2}}}, "$.photo"),
        ({"photo": {"src": "a.jpg", "focal": "somewhere"}}, "$.photo"),
        ({"testimonials": [{"name": "A"}]}, "$.testimonials[0]"),
        ({"testimonials": [{"quote": "A", "group_size": 0}]}, "$.testimonials[0].group_size"),
        ({"testimonials": [{"quote": "A", "url": "example.org"}]}, "$.testimonials[0].url"),
        ({"testimonials": [{"quote": "A", "consent": {"scope": ["radio"]}}]}, "$.testimonials[0].consent"),
        ({"testimonial_defaults": ""}, "$.testimonial_defaults"),
        ({"aliases": ["old name"]}, "$.aliases[0]"),
        ({"slug": "A Slug"}, "$.slug"),
        ({"lang": "English"}, "$.lang"),
        ({"sections": {"testimonials": "A"}}, "$.sections"),
    ],
)
def test_what_the_engine_refuses_is_refused_at_its_place(change: dict[str, object], place: str) -> None:
    assert {problem.split(": ")[0] for problem in problems(SMALLEST | change)} == {place}


@pytest.mark.parametrize("name", SMALLEST)
def test_a_record_without_a_required_field_is_refused(name: str) -> None:
    record = {key: value for key, value in SMALLEST.items() if key != name}

    assert problems(record) == [f"$: {name!r} is a required property"]


def test_a_listed_taxonomy_offers_its_terms_and_no_other() -> None:
    schema = make_record_schema({"sectors": ("Health", "2024"), "services": ()})

    assert schema["properties"]["sectors"]["items"] == {"enum": ["Health", "2024", 2024]}
    assert problems(SMALLEST | {"sectors": ["Health", 2024], "services": [], "themes": ["Any"]}, schema) == []
    assert problems(SMALLEST | {"sectors": ["Wealth"]}, schema)
    assert problems(SMALLEST | {"services": ["Any"]}, schema)


@pytest.mark.parametrize("path", [DEMO_PATH / "_taxonomies.yml", goldens.GOLDEN_PATH / "_taxonomies.yml"])
def test_lists_of_terms_are_right(path: Path) -> None:
    assert problems(load_yaml(path.read_text("utf-8")), make_taxonomies_schema()) == []


@pytest.mark.parametrize(
    "terms", [{"sector": []}, {"sectors": "Health"}, {"sectors": [{"introduction": "A"}]}, {"sectors": [""]}]
)
def test_wrong_lists_of_terms_are_refused(terms: object) -> None:
    assert problems(terms, make_taxonomies_schema())


def test_every_field_has_a_title_a_description_and_a_right_example() -> None:
    for schema in (make_record_schema(), make_taxonomies_schema()):
        maps = [part for part in iter_schemas(schema) if "additionalProperties" in part]
        assert maps
        for name, field in ((name, field) for part in maps for name, field in part["properties"].items()):
            assert field["title"], name
            assert field["description"].endswith("."), name
            for example in field.get("examples", []):
                assert problems(example, {**field, "$defs": schema["$defs"]}) == [], name


def test_every_plain_field_of_a_record_has_an_example() -> None:
    properties = make_record_schema()["properties"]

    assert {field.name for field in read_fields(CaseStudyFields)} | set(RECORD_KEYS) == properties.keys()
    assert {name for name, field in properties.items() if "examples" not in field} == {
        *("partners", "period", "photo", "outcomes", "testimonials"),
        *RECORD_KEYS,
    }


def test_every_pattern_can_be_read_by_javascript_too() -> None:
    # What Python reads and JavaScript doesn't, as far as it is near: groups of its own, other anchors, other escapes.
    foreign = re.compile(r"\(\?(?![:=!])|\\[AZz]|\\(?![sS.+])")
    for schema in iter_schemas(make_record_schema()):
        if "pattern" in schema:
            assert not foreign.search(schema["pattern"]), schema["pattern"]


TEXTS = st.one_of(
    st.text(),
    st.from_regex(r"\s?[0-9]{4}(-[0-1][0-9](-[0-3][0-9])?)?\s?", fullmatch=True),
    st.from_regex(
        r"20[0-9]{2}-0[1-9]-1[0-9][T ][0-1][0-9](:[0-5][0-9]){0,2}(Z|[+-]0[0-9](:?[0-5]0)?)?", fullmatch=True
    ),
    st.from_regex(r"[Hh][Tt][Tt][Pp][sS]?://[a-z.é]{1,9}([/?#][^\s]{0,4})?", fullmatch=True),
    st.from_regex(r"[a-z0-9A-Z-]{1,12}", fullmatch=True),
    st.from_regex(r"[a-zA-Z0-9%/.?#:é-]{1,12}", fullmatch=True),
    st.from_regex(r"[“\"‘']?[A-Za-z <>]{0,9}[”\"’']?", fullmatch=True),
    st.sampled_from(["ongoing", " Ongoing", "< b", "<3", "a <b", "“ ”"]),
)


@cache
def adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(getattr(values, kind))


KINDS = [
    *("Line", "Prose", "QuoteText", "PullText", "WebAddress", "Slug", "LanguageTag", "SitePath"),
    *("Day", "Moment", "PartialDay", "PeriodEnd"),
]


@pytest.mark.parametrize("kind", KINDS)
@given(text=TEXTS)
def test_no_form_refuses_what_its_validator_takes(kind: str, text: str) -> None:
    form = next(note for note in getattr(values, kind).__metadata__ if isinstance(note, values.TextForm))
    try:
        adapter(kind).validate_python(text)
    except ValidationError:
        return
    if text.isascii() or not any(character.isdigit() for character in text):
        assert re.search(rf"^\s*(?:{form.pattern})\s*$", text)
    assert form.has_html or not re.search(r"</?[A-Za-z!?]", text)


FOCAL_WORDS = ["left", "right", "top", "upper", "bottom", "lower", "centre", "Center", "MIDDLE"]


@given(words=st.lists(st.sampled_from(FOCAL_WORDS), min_size=1))
def test_the_form_of_a_focal_point_has_all_its_words(words: list[str]) -> None:
    text = ", ".join(words)

    assert values.parse_focal_words(text) is None or re.fullmatch(values.FOCAL_FORM.pattern, text)
    assert re.fullmatch(values.FOCAL_FORM.pattern, f"{words[0]} elsewhere") is None


def test_the_line_for_editors_leads_from_the_record_to_the_schema() -> None:
    schema_path = PurePosixPath(".vscode/casefolio.schema.json")

    line = schema_line(PurePosixPath("case_studies/listening-library/index.yml"), schema_path)

    assert line == "# yaml-language-server: $schema=../../.vscode/casefolio.schema.json"
    assert schema_line(PurePosixPath("a.yml"), PurePosixPath("my files/a.json")).endswith("$schema=my%20files/a.json")
