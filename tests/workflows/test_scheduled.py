"""The daily workflow, and what the others promise: what is published on which day, who may write into the cache."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.mkdocs_plugin.building import record
from tests.workflows.steps import REPOSITORY, STARTER_PATH, Runner, load_jobs, step_of

from casefolio.reminders import MARKER, TITLE

ISSUES = f"repos/{REPOSITORY}/issues?state=all&creator=github-actions%5Bbot%5D&per_page=100"
QUOTE = {"quote": "The notes are still on the wall.", "role": "Librarian"}
#: On 1 June 2026, the day of the runner, the first has ended.
LAPSED = QUOTE | {"consent": {"status": "granted", "expires_on": "2026-05-31"}}


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    workspace = tmp_path / "portfolio"
    (workspace / "case_studies").mkdir(parents=True)
    (workspace / "docs").mkdir()
    (workspace / "docs/about.md").write_text("# About\n")
    (workspace / "mkdocs.yml").write_text("site_name: Sample\nplugins: [search, casefolio]\n")
    return Runner(tmp_path / "runner", workspace, {"github.token": "token"}, {ISSUES: "[[]]"})


def look_and_tell(runner: Runner) -> dict[str, str]:
    """Runs the job `look`, and `tell` where its condition has it."""
    done, found = runner.run(step_of("scheduled", "look", "reminder"))
    assert done.returncode == 0, done.stderr
    if found["action"] != "none":
        (runner.temp / "issue").mkdir(exist_ok=True)
        shutil.copy(runner.temp / "issue.json", runner.temp / "issue")
        runner.expressions |= {f"needs.look.outputs.{name}": value for name, value in found.items()}
        done, _ = runner.run(step_of("scheduled", "tell", "Write"))
        assert done.returncode == 0, done.stderr
    return found


def test_the_issue_is_opened_changed_and_closed(runner: Runner) -> None:
    path = runner.workspace / "case_studies/library.md"
    path.write_text(record("$(touch pwned) ::set-output name=action::x", testimonials=[LAPSED]))
    assert look_and_tell(runner) == {"action": "create", "issue": ""}
    (call,) = runner.calls()
    assert (call["method"], call["address"]) == ("POST", f"repos/{REPOSITORY}/issues")
    assert (call["sent"]["title"], call["sent"]["body"].splitlines()[0]) == (TITLE, MARKER)

    issue = {"number": 7, "state": "open", "user": {"login": "github-actions[bot]"}, "body": call["sent"]["body"]}
    runner.answers[ISSUES] = json.dumps([[issue]])
    assert look_and_tell(runner)["action"] == "none"

    (runner.workspace / "case_studies/museum.md").write_text(record("A museum", review_by="2026-05-01"))
    assert look_and_tell(runner) == {"action": "update", "issue": "7"}

    shutil.rmtree(runner.workspace / "case_studies")
    assert look_and_tell(runner) == {"action": "close", "issue": "7"}
    assert [(call["method"], call["address"]) for call in runner.calls()[1:]] == [
        ("PATCH", f"repos/{REPOSITORY}/issues/7")
    ] * 2
    assert runner.calls()[-1]["sent"] == {"state": "closed", "state_reason": "completed"}
    assert not list(runner.workspace.parent.rglob("pwned"))


def test_what_is_published_has_no_quote_whose_consent_has_ended_and_has_what_lifts(runner: Runner) -> None:
    """With --strict the build would fail, and the site would stay as it was, with the quote on it."""
    (runner.workspace / "case_studies/library.md").write_text(record("A library", testimonials=[LAPSED]))
    (runner.workspace / "case_studies/museum.md").write_text(record("A museum", publish_at="2026-06-01"))
    (runner.workspace / "case_studies/school.md").write_text(record("A school", publish_at="2026-06-02"))
    done, _ = runner.run(step_of("publish", "build", "mkdocs build"))
    assert done.returncode == 0, done.stderr

    page = (runner.workspace / "site/case-studies/library/index.html").read_text("utf-8")
    assert QUOTE["quote"] not in page
    folders = {path.name for path in (runner.workspace / "site/case-studies").iterdir()}
    assert folders & {"library", "museum", "school"} == {"library", "museum"}


def _steps() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path.stem, name, step)
        for path in sorted(STARTER_PATH.glob("*.yml"))
        for name, job in load_jobs(path).items()
        for step in job.get("steps", ())
    ]


def test_what_runs_on_a_schedule_asks_its_event_for_nothing() -> None:
    """It has no repository, so a condition that wants one would never be met, or always."""
    scheduled = load_jobs(STARTER_PATH / "publish.yml") | load_jobs(STARTER_PATH / "scheduled.yml")
    conditions = [
        str(job.get("if", "")).removeprefix("github.event_name == 'schedule' || ") for job in scheduled.values()
    ]
    asking = [condition for condition in conditions if "github.event." in condition]

    assert asking == ["github.ref_name == github.event.repository.default_branch"]
    assert scheduled["build"]["if"] != asking[0]


@pytest.mark.parametrize("is_private", [True, False])
def test_whether_the_repository_is_private_is_asked_of_the_api(runner: Runner, *, is_private: bool) -> None:
    runner.answers[f"repos/{REPOSITORY}"] = json.dumps({"private": is_private})
    done, found = runner.run(step_of("publish", "build", "repository"))

    assert (done.returncode, found) == (0, {"private": "true" if is_private else "false"})
    attest = load_jobs(STARTER_PATH / "publish.yml")["attest"]
    assert attest["if"] == "vars.PUBLISH_PAGES == 'true' && needs.build.outputs.private == 'false'"


def test_only_the_main_branch_writes_into_the_cache() -> None:
    cache = [(workflow, job, step) for workflow, job, step in _steps() if "cache" in step.get("uses", "")]
    saving = {(workflow, job) for workflow, job, step in cache if "actions/cache/restore@" not in step["uses"]}

    assert {(workflow, job) for workflow, job, _ in cache} == {
        ("check", "check"),
        ("preview", "preview"),
        ("publish", "build"),
    }
    assert saving == {("publish", "build")}
    build = load_jobs(STARTER_PATH / "publish.yml")["build"]
    condition = "github.event_name == 'schedule' || github.ref_name == github.event.repository.default_branch"
    assert build["if"] == condition
    # All of them mean the same cache.
    assert len({json.dumps([step["with"]["path"], step["with"]["key"]]) for _, _, step in cache}) == 1


def test_no_script_holds_an_expression() -> None:
    """What somebody writes into a title or a branch reaches a script by the environment, or not at all."""
    assert [(workflow, job) for workflow, job, step in _steps() if "${{" in step.get("run", "")] == []


def test_the_key_of_the_previews_meets_no_code_of_the_portfolio() -> None:
    found = [(workflow, job) for workflow, job, step in _steps() if "secrets." in json.dumps(step)]
    assert found == [("publish-preview", "publish")]
    job = load_jobs(STARTER_PATH / "publish-preview.yml")["publish"]
    assert job["environment"] == "preview"
    for step in job["steps"]:
        assert "checkout" not in step.get("uses", "")
        assert "pip " not in step.get("run", "")
        assert "casefolio" not in step.get("run", "")
