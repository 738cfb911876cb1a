"""What `casefolio reminder` tells, and the one issue that it keeps."""

import json
from pathlib import Path

import pytest
from tests.cli.samples import run, write_record
from tests.cli.test_consent import HEAD, quotes, write_all_standings

from casefolio.reminders import MARKER, TITLE, plan_request

BOT = {"login": "github-actions[bot]"}


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """1 March 2026."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772366400")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: Sample\nplugins: [casefolio]\n", "utf-8")
    return tmp_path


def test_what_lapses_is_told_without_a_name_or_a_word_of_a_quote(project: Path) -> None:
    write_all_standings(project)
    write_record(project, "due.yml", HEAD.replace("testimonials:", "review_by: 2026-02-01"))
    write_record(project, "not-due.yml", HEAD.replace("testimonials:", "review_by: 2026-03-01"))
    write_record(project, "broken.yml", "title: x\n")
    result = run(project, "reminder")

    assert result.exit_code == 0
    assert [line for line in result.output.splitlines() if line.startswith(("#", "-"))] == [
        "### Consents that have ended (1)",
        "- `case_studies/all.yml:9`, quote 3: ended on 2026-02-28",
        "### Consents that end within 60 days (1)",
        "- `case_studies/all.yml:7`, quote 2: ends on 2026-04-30",
        "### Studies to look at again (1)",
        "- `case_studies/due.yml:4`: since 2026-02-01",
        "### Studies that can't be read (1)",
        "- `case_studies/broken.yml`",
    ]
    assert "How it is" not in result.output
    assert run(project, "reminder", "--strict").exit_code == 1


def test_where_nothing_lapses_it_says_so(project: Path) -> None:
    write_record(project, "all.yml", quotes("quote: We were asked."))
    result = run(project, "reminder", "--strict")

    assert (result.exit_code, result.output) == (0, "nothing to look at again\n")
    assert run(project, "reminder", "--issues", "x").exit_code == 2


def issue(number: int, body: str, state: str = "open", **changes: object) -> dict[str, object]:
    return {"number": number, "state": state, "user": BOT, "body": body, **changes}


def body(text: str) -> str:
    found: dict[str, str] = json.loads(plan_request(text, []).body)
    assert found["title"] == TITLE
    assert found["body"].startswith(f"{MARKER}\n")
    return found["body"]


def test_there_is_one_issue_as_long_as_something_lapses() -> None:
    assert plan_request("- one\n", []).action == "create"
    there = issue(7, body("- one\n"))
    assert plan_request("- one\n", [there]).action == "none"
    assert plan_request("- one\n", [issue(7, body("- one\n").replace("\n", "\r\n"))]).action == "none"
    changed = plan_request("- two\n", [[there]])
    assert (changed.action, changed.number) == ("update", 7)
    closed = plan_request("", [there])
    assert (closed.action, closed.number, json.loads(closed.body)["state"]) == ("close", 7, "closed")
    assert plan_request("", []).action == "none"


def test_an_issue_that_somebody_closed_stays_closed_until_there_is_more() -> None:
    there = issue(7, body("- one\n"), "closed")
    assert plan_request("- one\n", [there]).action == "none"
    assert plan_request("- one\n- two\n", [there]).action == "create"
    assert plan_request("", [there]).action == "none"


def test_an_issue_of_somebody_else_is_left_alone() -> None:
    text = body("- one\n")
    others = [issue(1, text, user={"login": "stranger"}), issue(2, f"x{text}"), issue(3, text, pull_request={})]
    assert plan_request("- one\n", others).action == "create"
    assert plan_request("", others).action == "none"


def test_a_path_is_no_markup(project: Path) -> None:
    write_record(project, "`@sample` [x](y) ::error.yml", "title: x\n")
    line = run(project, "reminder").output.splitlines()[-1]

    assert line == "- ``case_studies/`@sample` [x](y) :\u200b:error.yml``"
