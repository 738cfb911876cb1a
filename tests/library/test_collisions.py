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
    check_aliases(entries, {"work/b/index.html"}, report, has_directory_urls=True)
    assert lines(report) == [
        (
            "a.yml:4:17: error CF505: `aliases` has the address of a page: `work/b`; "
            "take it out, or give the page another address"
        ),
        "b.yml:4:11: error CF505: `aliases` has an address that `a.yml` has too: `/old`; keep one of them",
    ]


def found_for(folder_path: Path, aliases: str, *site_uris: str, has_directory_urls: bool = True) -> list[str]:
    report = Report()
    entries = [entry(folder_path, "a.yml", f"aliases: [{aliases}]\n")]
    check_aliases(entries, set(site_uris), report, has_directory_urls=has_directory_urls)
    return [line.partition(": error CF505: ")[2] for line in lines(report)]


def test_an_alias_is_no_page_and_no_file_and_no_folder_of_the_site(tmp_path: Path) -> None:
    page = "`aliases` has the address of a page: `{0}`; take it out, or give the page another address"
    file = "`aliases` has the address of a file: `{0}`; take it out, or give the file another address"
    folder = "`aliases` has the address of a folder: `{0}`; take it out, or give the folder another address"
    uris = ("about/index.html", "plan.pdf", "x.html/deep.txt", "assets/photos/")

    def found(alias: str) -> list[str]:
        return found_for(tmp_path, alias, *uris)

    for alias in ("about", "/about/", "about/index.html"):
        assert found(alias) == [page.format(alias)]
    for alias in ("plan.pdf", "plan.pdf/more"):
        assert found(alias) == [file.format(alias)]
    for alias in ("x.html", "assets/photos", "assets/photos/a.jpg"):
        assert found(alias) == [folder.format(alias)]
    assert found("about.html, about/us, assets, x, plan") == []


def test_without_directory_urls_a_folders_index_and_a_file_are_both_the_address_of_a_page(tmp_path: Path) -> None:
    uris = ("about.html", "work/index.html")
    for alias in ("about", "about/", "about.html", "work", "work/", "work/index.html"):
        (line,) = found_for(tmp_path, alias, *uris, has_directory_urls=False)
        assert line.startswith(f"`aliases` has the address of a page: `{alias}`")
    assert found_for(tmp_path, "about/us, work.html, work/old", *uris, has_directory_urls=False) == []


def test_two_aliases_are_not_one_file_nor_one_inside_the_other(tmp_path: Path) -> None:
    rival = "`aliases` has an address that `a.yml` has too: `{0}`; keep one of them"
    assert found_for(tmp_path, "caf%C3%A9/, café") == [rival.format("café")]
    assert found_for(tmp_path, "x.html, x.html/y") == [rival.format("x.html/y")]
    assert found_for(tmp_path, "x.html/y, x.html") == [rival.format("x.html")]
    assert found_for(tmp_path, "x, x/y, x.html") == []


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
