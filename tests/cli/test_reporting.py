"""What the ways of writing diagnostics for programs promise."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefolio.codes import Code
from casefolio.diagnostics import Diagnostic, Position
from casefolio.reporting import MOST_LISTED, escape_controls, render_github, render_json, summarise

UNKNOWN = Diagnostic(
    Position("case_studies/x.md", 4, 8), Code.UNKNOWN_KEY, "`sumary` is not a known key", "did you mean `summary`?"
)
SURPRISE = Diagnostic(Position("case_studies/y.md", 2, 1), Code.YAML_SURPRISE, "`title` is read as true")


@pytest.mark.parametrize(
    ("diagnostics", "count", "words"),
    [
        ([], 12, "12 records, nothing wrong"),
        ([], 1, "1 record, nothing wrong"),
        ([UNKNOWN, UNKNOWN, SURPRISE], 3, "2 errors and 1 warning in 2 files; 3 records checked"),
        ([SURPRISE, SURPRISE], 1, "2 warnings in 1 file; 1 record checked"),
        ([UNKNOWN], 0, "1 error in 1 file"),
    ],
)
def test_the_counts_are_in_words(diagnostics: list[Diagnostic], count: int, words: str) -> None:
    assert summarise(diagnostics, count) == words


def test_json_is_one_object_with_every_part() -> None:
    assert json.loads(render_json([UNKNOWN], 3)) == {
        "records": 3,
        "diagnostics": [
            {
                "path": "case_studies/x.md",
                "line": 4,
                "column": 8,
                "code": "CF202",
                "severity": "error",
                "message": "`sumary` is not a known key",
                "hint": "did you mean `summary`?",
            }
        ],
        "more": 0,
    }


def test_github_gets_workflow_commands_at_the_file_in_the_repository() -> None:
    command, counts = render_github([UNKNOWN], 3, folder="site").split("\n")
    assert command.partition("title=") == (
        "::error file=site/case_studies/x.md,line=4,col=8,",
        "title=",
        "CF202::`sumary` is not a known key%0Adid you mean `summary`?",
    )
    assert counts == "1 error in 1 file; 3 records checked"


def test_nothing_in_a_record_ends_a_workflow_command() -> None:
    odd = Diagnostic(Position("a:b,c%.md"), Code.YAML_SURPRISE, "50%\r\n::stop-commands::x")
    assert render_github([odd], 1).split("\n")[0] == (
        "::warning file=a%3Ab%2Cc%25.md,line=1,col=1,title=CF111::50%25\\r\\n::stop-commands::x"
    )


def test_words_of_any_language_stay_as_they_are() -> None:
    assert escape_controls("Gwnaeth ŷ 👩‍🚒 “naïve” مرحبا") == "Gwnaeth ŷ 👩‍🚒 “naïve” مرحبا"


@given(st.text(), st.text())
def test_every_format_takes_any_text(path: str, message: str) -> None:
    diagnostics = [Diagnostic(Position(path), Code.UNKNOWN_KEY, message)]
    assert len(render_github(diagnostics, 1).split("\n")) == 2
    assert render_json(diagnostics, 1).isascii()
    assert json.loads(render_json(diagnostics, 1))["diagnostics"][0]["message"] == message


def test_programs_get_a_thousand_diagnostics_and_the_number_of_the_others() -> None:
    warnings = [Diagnostic(Position("a.md", number), Code.YAML_SURPRISE, "x") for number in range(1, 1500)]
    found = json.loads(render_json([*warnings, UNKNOWN], 1))
    assert (len(found["diagnostics"]), found["more"]) == (MOST_LISTED, 500)
    assert found["diagnostics"][-1]["code"] == "CF202"
    lines = render_github([*warnings, UNKNOWN], 1).split("\n")
    assert len([line for line in lines if line.startswith("::")]) == MOST_LISTED
    assert lines[-2:] == ["and 500 more", "1 error and 1499 warnings in 2 files; 1 record checked"]
