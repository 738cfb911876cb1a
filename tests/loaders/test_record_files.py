"""What turning files into records promises."""

from pathlib import Path

import pytest
from tests.loaders.goldens import located, plain, shown

from casefolio.loaders.record_files import Loaded, load_record, load_records, load_taxonomies
from casefolio.records import Record, SectionKind
from casefolio.settings import RecordLimits

_MARKDOWN = """---
title: A study
client: Sample Trust
---

Before.

## What I did

Walked.

## What they said

> Well done.
> — Ada Sample, Volunteer
"""


def _load(root: Path, name: str, text: str | bytes) -> tuple[Record | None, list[str]]:
    file_path = root / "case_studies" / name
    file_path.parent.mkdir(parents=True, exist_ok=True)
    file_path.write_bytes(text.encode() if isinstance(text, str) else text)
    record, report = load_record(file_path, root, "en")
    return record, shown(report)


def test_a_markdown_file_is_a_record(tmp_path: Path) -> None:
    record, diagnostics = _load(tmp_path, "a-study/index.md", _MARKDOWN)
    assert diagnostics == []
    assert record is not None
    assert (record.path, record.name) == ("case_studies/a-study/index.md", "a-study")
    assert record.folder_path == tmp_path / "case_studies" / "a-study"
    assert plain(record.fields) == {"title": "A study", "client": "Sample Trust"}
    kinds = [(section.heading, section.kind, section.first_line) for section in record.sections]
    assert kinds == [
        ("", None, 5),
        ("What I did", SectionKind.APPROACH, 9),
        ("What they said", SectionKind.TESTIMONIALS, 13),
    ]
    assert located(record.quotes) == [
        {"quote": "14:3 Well done.", "name": "15:5 Ada Sample", "role": "15:17 Volunteer"}
    ]


@pytest.mark.parametrize(("name", "slug"), [("a.md", "a"), ("a.b.md", "a.b"), ("index.md", "case_studies")])
def test_the_name_is_that_of_the_file_or_of_its_folder(tmp_path: Path, name: str, slug: str) -> None:
    record, _ = _load(tmp_path, name, _MARKDOWN)
    assert record is not None
    assert record.name == slug


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_byte_order_marks_and_line_ends_make_no_difference(tmp_path: Path, mark: bytes, line_end: bytes) -> None:
    expected = _load(tmp_path, "a.md", _MARKDOWN)
    assert _load(tmp_path, "a.md", mark + _MARKDOWN.encode().replace(b"\n", line_end)) == expected


def test_a_yaml_file_is_a_record_with_its_sections(tmp_path: Path) -> None:
    text = "title: A study\nsections:\n  brief: |\n    Do it.\n  approach: Walked.\n  learning:\n"
    record, diagnostics = _load(tmp_path, "a.yml", text)
    assert diagnostics == []
    assert record is not None
    assert record.fields.entry("sections") is not None
    assert [(s.heading, s.kind, s.markdown, str(s.position), s.first_line) for s in record.sections] == [
        ("", SectionKind.BRIEF, "Do it.\n", "case_studies/a.yml:3:10", 4),
        ("", SectionKind.APPROACH, "Walked.", "case_studies/a.yml:5:13", 5),
    ]


def test_what_is_wrong_under_sections_is_said(tmp_path: Path) -> None:
    text = "sections:\n  aproach: x\n  testimonials: y\n  weather: z\n  brief:\n    - a\n  outcomes: {a: b}\n"
    record, diagnostics = _load(tmp_path, "a.yml", text)
    assert record is not None
    assert diagnostics == [
        "case_studies/a.yml:2:3: error CF202: `aproach` is not a section; did you mean `approach`?",
        (
            "case_studies/a.yml:3:3: error CF202: `testimonials` is not a section; "
            "write the quotes under `testimonials:` at the beginning of a line, not under `sections:`"
        ),
        (
            "case_studies/a.yml:4:3: error CF202: `weather` is not a section; "
            "the sections are `brief`, `approach`, `outcomes` and `learning`"
        ),
        (
            "case_studies/a.yml:6:5: error CF203: `sections.brief` is a list, not a text; "
            "write `brief: |` and the text below it, indented; quotes stand under `testimonials:`"
        ),
        (
            "case_studies/a.yml:7:13: error CF203: `sections.outcomes` is a group of fields, not a text; "
            "write `outcomes: |` and the text below it, indented; quotes stand under `testimonials:`"
        ),
    ]


def test_sections_that_are_no_fields_are_refused(tmp_path: Path) -> None:
    _, diagnostics = _load(tmp_path, "a.yml", "sections: text\n")
    assert diagnostics == [
        (
            "case_studies/a.yml:1:11: error CF203: `sections` is a text, not fields; "
            "write below it, indented, `brief`, `approach`, `outcomes` and `learning`, each with its text"
        )
    ]


def test_sections_in_front_matter_are_refused(tmp_path: Path) -> None:
    _, diagnostics = _load(tmp_path, "a.md", "---\nsections:\n  brief: x\n---\n")
    assert diagnostics == [
        (
            "case_studies/a.md:2:1: error CF202: `sections` belongs into a YAML record; "
            "in a Markdown record, write the sections below the front matter, as in `## What I did`"
        )
    ]


def test_the_headings_follow_the_language_of_the_record(tmp_path: Path) -> None:
    record, _ = _load(tmp_path, "a.md", "---\nlang: cy\n---\n## Beth newidiodd\n\nPopeth.\n")
    assert record is not None
    assert record.sections[0].kind is SectionKind.OUTCOMES


def test_the_body_is_checked_even_where_the_fields_are_broken(tmp_path: Path) -> None:
    record, diagnostics = _load(tmp_path, "a.md", "---\ntitle: a: b\n---\n# Title\n")
    assert record is None
    assert [line.split(": ")[1] for line in diagnostics] == ["error CF105", "warning CF410"]


def test_every_file_is_counted_and_named(tmp_path: Path) -> None:
    for name, text in {
        "b.md": _MARKDOWN,
        "a.yml": "- x\n",
        "c/index.yml": "title: x\n",
        "d.md": "",
        "e.txt": "x",
    }.items():
        file_path = tmp_path / "case_studies" / name
        file_path.parent.mkdir(parents=True, exist_ok=True)
        file_path.write_text(text, "utf-8")
    loaded = load_records(tmp_path / "case_studies", tmp_path, "en")
    assert [record.path for record in loaded.records] == ["case_studies/b.md", "case_studies/c/index.yml"]
    assert loaded.broken == ("case_studies/a.yml", "case_studies/d.md")
    assert [diagnostic.code.id for diagnostic in loaded.diagnostics] == ["CF106", "CF102", "CF115"]


def test_no_records_are_no_mistake(tmp_path: Path) -> None:
    assert load_records(tmp_path / "case_studies", tmp_path, "en") == Loaded((), (), ())


def test_taxonomies_are_read_as_written(tmp_path: Path) -> None:
    assert load_taxonomies(tmp_path, tmp_path)[0] is None
    (tmp_path / "_taxonomies.yaml").write_text("themes:\n  - no\n", "utf-8")
    terms, report = load_taxonomies(tmp_path, tmp_path)
    assert (plain(terms), shown(report)) == ({"themes": ["no"]}, [])
    (tmp_path / "_taxonomies.yml").write_text("themes: [a: b\n", "utf-8")
    terms, report = load_taxonomies(tmp_path, tmp_path)
    assert terms is None
    assert shown(report) == [
        (
            "_taxonomies.yaml:1:1: error CF222: `_taxonomies.yaml` is not read, because `_taxonomies.yml` "
            "lies beside it; put all terms into one file"
        ),
        (
            "_taxonomies.yml:1:9: error CF105: the bracket `[` that begins here is never closed; "
            "close it with `]`, or put a text that begins with `[` in quotes"
        ),
    ]


def test_each_limit_is_named_and_holds_where_it_is_set(tmp_path: Path) -> None:
    limits = RecordLimits(record_kilobytes=2, body_kilobytes=1, nesting=3, yaml_nodes=20)
    texts = {
        "record_kilobytes": "---\ntitle: A\n---\n" + "a\n" * 1024,
        "body_kilobytes": "---\ntitle: A\n---\n" + "a\n" * 513,
        "nesting": "---\na: {b: {c: [d]}}\n---\n",
        "yaml_nodes": "---\na: [" + "b, " * 20 + "]\n---\n",
    }
    for name, text in texts.items():
        file_path = tmp_path / f"{name}.md"
        file_path.write_text(text, "utf-8")
        _, report = load_record(file_path, tmp_path, "en", limits)
        assert [f"`limits.{name}`" in item.message for item in report.diagnostics] == [True], name
        assert not load_record(file_path, tmp_path, "en")[1].diagnostics


def test_the_text_of_a_yaml_record_has_the_same_limit(tmp_path: Path) -> None:
    file_path = tmp_path / "a.yml"
    file_path.write_text("sections:\n  brief: " + "a" * 600 + "\n  approach: " + "a" * 600 + "\n", "utf-8")
    record, report = load_record(file_path, tmp_path, "en", RecordLimits(body_kilobytes=1))
    assert record is not None
    assert record.sections == ()
    assert shown(report) == [
        (
            "a.yml:2:10: error CF121: the text has 2 KB, and `limits.body_kilobytes` is 1; "
            "shorten it; a long paper lies in a file of its own"
        )
    ]
