from pathlib import Path
from typing import Any

from casefolio.diagnostics import Report
from casefolio.library.collisions import Entry, check_aliases, check_related, check_slugs, check_term_spellings
from casefolio.loaders.record_files import load_record
from casefolio.models import Taxonomies
from casefolio.validation import validate_record

BASE = """\
title: A sample of a title
summary: What happened, why, and the result, in a sentence that is long enough.
client: Sample Trust
"""


def entry(folder_path: Path, name: str, more: str = "") -> Entry:
    path = folder_path / name
    path.write_text(BASE + more, encoding="utf-8")
    record, report = load_record(path, folder_path, "en")
    assert record is not None
    study = validate_record(record, Taxonomies(), report)
    assert study is not None
    return Entry(record, study)


def lines(report: Report) -> list[str]:
    return [str(item) for item in report.diagnostics]


def test_the_first_record_keeps_a_slug(tmp_path: Path) -> None:
    entries = [entry(tmp_path, "a.yml"), entry(tmp_path, "b.yml", "slug: a\n"), entry(tmp_path, "A.yml")]
    report = Report()
    kept = check_slugs(entries, frozenset(), report)
    assert [item.record.path for item in kept] == ["a.yml"]
    hint = "write another `slug: …` in one of them, or rename it"
    assert lines(report) == [
        f"A.yml:1:1: error CF501: the address `a` is that of `a.yml` already; {hint}",
        f"b.yml:4:7: error CF501: the address `a` is that of `a.yml` already; {hint}",
    ]


def test_a_generated_page_keeps_its_slug(tmp_path: Path) -> None:
    report = Report()
    assert check_slugs([entry(tmp_path, "themes.yml")], {"themes"}, report) == ()
    assert lines(report) == [
        (
            "themes.yml:1:1: error CF502: the address `themes` is that of a generated page; "
            "write another `slug: …`, or rename the file"
        )
    ]


def test_a_related_slug_is_another_record(tmp_path: Path) -> None:
    report = Report()
    check_related([entry(tmp_path, "a.yml", "related: [a, b, seed-mony, zzz]\n")], {"a", "b", "seed-money"}, report)
    assert lines(report) == [
        "a.yml:4:11: error CF503: `related` names the record itself: `a`; take it out",
        "a.yml:4:17: error CF503: `related` names no record: `seed-mony`; did you mean `seed-money`?",
        "a.yml:4:28: error CF503: `related` names no record: `zzz`; write the slug of another record: its file's name",
    ]


def test_an_alias_leads_to_one_place(tmp_path: Path) -> None:
    entries = [entry(tmp_path, "a.yml", "aliases: [old/, work/b]\n"), entry(tmp_path, "b.yml", "aliases: [/old]\n")]
    report = Report()
    check_aliases(entries, {"work/b"}, report)
    assert lines(report) == [
        (
            "a.yml:4:17: error CF505: `aliases` has the address of a page: `work/b`; "
            "take it out, or give the page another address"
        ),
        "b.yml:4:11: error CF505: `aliases` has an address that `a.yml` has too: `/old`; keep one of them",
    ]


def test_a_term_is_spelled_in_one_way(tmp_path: Path) -> None:
    entries = [entry(tmp_path, "a.yml", "places: [Corvane]\n"), entry(tmp_path, "b.yml", "places: [Leeds, corvane]\n")]
    report = Report()
    check_term_spellings(entries, Taxonomies(), report)
    assert lines(report) == [
        (
            "b.yml:4:17: warning CF214: `places` has `corvane`, which `a.yml` spells `Corvane`; "
            "write `Corvane` here too, or list the terms in `_taxonomies.yml`"
        )
    ]


def test_the_spelling_of_a_listed_term_is_checked_elsewhere(tmp_path: Path) -> None:
    entries = [entry(tmp_path, "a.yml", "places: [Corvane]\n"), entry(tmp_path, "b.yml", "places: [corvane]\n")]
    listed: dict[str, Any] = {"places": [{"name": "Corvane"}]}
    report = Report()
    check_term_spellings(entries, Taxonomies.model_validate(listed), report)
    assert lines(report) == []
