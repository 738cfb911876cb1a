"""What `casefolio consent` tells of permissions."""

import csv
import io
import json
from pathlib import Path

import pytest
from tests.cli.samples import run, write_record

from casefolio.quoted_words import make_stamp
from casefolio.terminal_cells import iter_cells

HEAD = """\
title: Listening in four libraries
summary: Four branches asked their readers for an hour a week, and changed what they heard about.
client: Trefelin Libraries
testimonials:
"""
#: One quote for each way in which a consent can stand on 1 March 2026.
STANDINGS = {
    "granted": "{status: granted, expires_on: 2026-05-01, scope: [website, print]}",
    "ends soon": "{status: granted, expires_on: 2026-04-30}",
    "lapsed": "{status: granted, expires_on: 2026-02-28}",
    "not for websites": "{status: granted, scope: [print]}",
    "pending": "{status: pending}",
    "refused": "{status: refused}",
    "withdrawn": "{status: withdrawn, expires_on: 2026-02-28}",
    "missing": "{evidence: form 12}",
}


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """1 March 2026."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772366400")


def quotes(*items: str) -> str:
    return HEAD + "".join(f"  - {item}\n" for item in items)


def write_all_standings(project: Path) -> None:
    items = [f"quote: How it is {name}.\n    consent: {consent}" for name, consent in STANDINGS.items()]
    write_record(project, "all.yml", quotes(*items))


def listed(project: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run(project, "consent", "--format", "json").output)["quotes"]
    return found


def test_every_consent_is_told_as_it_stands(project: Path) -> None:
    write_all_standings(project)
    assert {str(item["quote"]): item["standing"] for item in listed(project)} == {
        f"How it is {name}.": name for name in STANDINGS
    }
    assert [item["quote"] for item in listed(project) if item["shown"]] == [
        "How it is granted.",
        "How it is ends soon.",
        "How it is missing.",
    ]


def test_the_policy_decides_what_is_shown(project: Path) -> None:
    config = "site_name: Sample\nplugins: [casefolio: {policy: {consent: required}}]\n"
    (project / "mkdocs.yml").write_text(config, encoding="utf-8")
    write_all_standings(project)
    assert [item["standing"] for item in listed(project) if item["shown"]] == ["granted", "ends soon"]


def test_the_table_has_a_line_for_each_and_counts_below(project: Path) -> None:
    write_all_standings(project)
    write_record(project, "b.md", "---\n" + quotes("quote: Plain.\n    name: Ada Sample") + "status: draft\n---\n")
    write_record(project, "broken.yml", "title: x\n")
    assert run(project, "consent").output.splitlines() == [
        "case_studies/all.yml",
        "line  quote                  who           consent           until       for             words",
        "5     How it is granted.     nobody named  granted           2026-05-01  website, print  not stamped",
        "7     How it is ends soon.   nobody named  ends soon         2026-04-30                  not stamped",
        "9     How it is lapsed.      nobody named  lapsed            2026-02-28                  not stamped",
        "11    How it is not for we…  nobody named  not for websites              print           not stamped",
        "13    How it is pending.     nobody named  pending                                       not stamped",
        "15    How it is refused.     nobody named  refused                                       not stamped",
        "17    How it is withdrawn.   nobody named  withdrawn         2026-02-28                  not stamped",
        "19    How it is missing.     nobody named  missing                                       not stamped",
        "",
        "case_studies/b.md",
        "line  quote                  who           consent           until       for             words",
        "6     Plain.                 Ada Sample    missing                                       not stamped",
        "",
        "case_studies/broken.yml has mistakes and is left out",
        (
            "9 quotes: 1 granted, 1 within 60 days of its end, 1 lapsed, 1 not for websites, 1 pending, 1 refused, "
            "1 withdrawn, 2 missing"
        ),
    ]


@pytest.mark.parametrize("width", [72, 80, 100, 200])
def test_the_table_fits_the_terminal_whatever_is_in_it(project: Path, width: int) -> None:
    from casefolio.agreements import load_agreements  # noqa: PLC0415
    from casefolio.clocks import read_clock  # noqa: PLC0415
    from casefolio.consent_reports import render_table  # noqa: PLC0415
    from casefolio.project import load_project  # noqa: PLC0415

    wide = "quote: 私たちは最初に聞かれました。そして何度も。\n    name: A\u202e" + "very " * 20 + "long name"
    write_record(project, "a.yml", quotes(f"{wide}\n    consent: {{scope: [website, social, print, tenders]}}"))
    settings = load_project(project).settings(now=read_clock({"SOURCE_DATE_EPOCH": "1772366400"}))
    text = render_table(load_agreements(settings), width=width)
    assert "\u202e" not in text
    for line in text.splitlines():
        assert sum(cell.width for cell in iter_cells(line)) <= width


def test_only_the_first_words_are_told_unless_all_are_asked_for(project: Path) -> None:
    words = "They asked us first, and they kept asking, until at last we had something to say."
    write_record(project, "a.yml", quotes(f"quote: {words}"))
    for output_format in ("text", "json", "csv"):
        assert "at last" not in run(project, "consent", "--format", output_format).output
        assert words in run(project, "consent", "--whole", "--format", output_format).output


def test_a_spreadsheet_takes_no_cell_for_a_formula(project: Path) -> None:
    signs = ["=1+1", "+1", "-1", "@A1", "＝1"]
    items = [f'quote: "{sign} was said, \\"so\\""\n    name: "{sign}"' for sign in signs]
    write_record(project, "a.yml", quotes(*items))
    text = run(project, "consent", "--format", "csv").stdout_bytes.decode()
    assert text.count("\r\n") == len(signs) + 1
    assert "\n" not in text.replace("\r\n", "")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["name"] for row in rows] == [f"'{sign}" for sign in signs]
    assert rows[0]["quote"] == '\'=1+1 was said, "so"'


@pytest.mark.parametrize(
    ("consent", "exit_code"),
    [
        ("{status: granted}", 0),
        ("{status: granted, expires_on: 2026-04-30}", 0),
        ("{status: refused}", 0),
        ("{status: granted, expires_on: 2026-02-28}", 1),
        ("{evidence: form 12}", 1),
        (f"{{status: granted, words: '{make_stamp('Other words.')}'}}", 1),
        (f"{{status: granted, words: '{make_stamp('Words.')}'}}", 0),
    ],
)
def test_strict_ends_with_one_where_something_is_wanting(project: Path, consent: str, exit_code: int) -> None:
    write_record(project, "a.yml", quotes(f"quote: Words.\n    consent: {consent}"))
    assert run(project, "consent").exit_code == 0
    assert run(project, "consent", "--strict").exit_code == exit_code


def test_a_record_that_cannot_be_read_is_wanting_too(project: Path) -> None:
    write_record(project, "a.yml", "title: x\n")
    assert run(project, "consent", "--strict").exit_code == 1


def test_the_list_is_empty_where_there_is_nothing(project: Path) -> None:
    assert run(project, "consent").output == "0 quotes\n"
    assert json.loads(run(project, "consent", "--format", "json").output) == {"quotes": [], "broken": []}


def test_it_is_told_as_it_is_on_another_day(project: Path) -> None:
    write_record(project, "a.yml", quotes("quote: Words.\n    consent: {status: granted, expires_on: 2026-12-31}"))
    for day, standing, shown in (("2026-06-01", "granted", []), ("2026-12-31", "ends soon", ["CF417"])):
        assert (
            json.loads(run(project, "consent", "--as-of", day, "--format", "json").output)["quotes"][0]["standing"]
            == standing
        )
        found = json.loads(run(project, "check", "--as-of", day, "--format", "json").output)["diagnostics"]
        assert [item["code"] for item in found] == shown
    assert run(project, "consent", "--as-of", "2027-01-01", "--strict").exit_code == 1


@pytest.mark.parametrize("command", ["check", "consent", "serve"])
def test_what_is_no_day_is_a_mistake_of_the_command(project: Path, command: str) -> None:
    result = run(project, command, "--as-of", "soon")
    assert result.exit_code == 2
    assert result.output.splitlines()[-1].startswith("Error: `--as-of` can't be `soon`: write `YYYY-MM-DD`, or a time")
