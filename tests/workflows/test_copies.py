"""This repository uses the workflows that it gives to others, and GitLab's does what GitHub's do."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.cli.samples import run
from tests.mkdocs_plugin.building import record
from tests.workflows.scenes import git
from tests.workflows.steps import ROOT_PATH, STARTER_PATH, Runner, step_of

OWN_PATH = ROOT_PATH / ".github/workflows"
#: A portfolio installs casefolio; here it is what the pull request says.
INSTALL = (
    '      - run: "python -m pip install --require-hashes --only-binary :all: -r requirements/site.txt"\n'
    "      - run: python -m pip install --no-deps --no-build-isolation .\n"
)
THEIRS = "      - run: pip install -r requirements.txt\n"
THEIRS_WITH_PICTURES = '      - run: pip install -r requirements.txt "casefolio[review]"\n'


@pytest.mark.parametrize("name", ["preview", "publish-preview", "publish", "scheduled"])
def test_the_workflows_here_are_those_of_a_portfolio(name: str) -> None:
    ours = (OWN_PATH / f"{name}.yml").read_text("utf-8")

    is_preview = name == "preview"
    install = INSTALL.replace("site.txt", "review.txt") if is_preview else INSTALL
    assert install in ours
    theirs = ours.replace(install, THEIRS_WITH_PICTURES if is_preview else THEIRS)
    assert theirs == (STARTER_PATH / f"{name}.yml").read_text("utf-8")


def test_the_checks_of_the_demo_are_those_of_a_portfolio() -> None:
    ours = (OWN_PATH / "check.yml").read_text("utf-8").replace(INSTALL, THEIRS)
    _, _, theirs = (STARTER_PATH / "check.yml").read_text("utf-8").partition("jobs:\n  check:\n")

    assert ours.endswith(re.sub(r"needs(: |\.)check\b", r"needs\1portfolio", theirs))


def test_sarif_is_written_where_there_are_mistakes_too(tmp_path: Path) -> None:
    workspace = tmp_path / "portfolio"
    (workspace / "case_studies").mkdir(parents=True)
    (workspace / "mkdocs.yml").write_text("site_name: Sample\nplugins: [casefolio]\n")
    (workspace / "case_studies/library.md").write_text("---\ntitle: x\n---\n")
    command = "casefolio check --format sarif > casefolio.sarif || test $? -eq 1"
    done, _ = Runner(tmp_path / "runner", workspace).run(step_of("check", "check", command))

    assert done.returncode == 0
    assert '"ruleId": "CF' in (workspace / "casefolio.sarif").read_text("utf-8")


# GitLab ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def gitlab() -> dict[str, Any]:
    text = (ROOT_PATH / "plugins/casefolio/starter/gitlab-ci.yml").read_text("utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def _run_job(gitlab: dict[str, Any], job: str, runner: Runner, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs the script of a job as GitLab does, all of its lines in one shell that stops at the first failure."""
    own = {name: str(value) for name, value in gitlab[job].get("variables", {}).items()}
    lines = ["set -o pipefail", *gitlab[job]["script"]]
    return runner.run({"run": "\n".join(lines)}, **(variables | own))[0]


@pytest.fixture
def merge_request(tmp_path: Path) -> tuple[Runner, dict[str, str]]:
    """A repository with a change, checked out, and what GitLab says of it."""
    workspace = tmp_path / "portfolio"
    (workspace / "case_studies").mkdir(parents=True)
    (workspace / "docs").mkdir()
    (workspace / "docs/about.md").write_text("# About\n")
    (workspace / "mkdocs.yml").write_text("site_name: Sample\nplugins: [search, casefolio: {admin: {enabled: true}}]\n")
    git(workspace, "init")
    for title in ("A library", "A museum $(touch pwned)"):
        (workspace / f"case_studies/{len(title)}.md").write_text(record(title))
        git(workspace, "add", "--all")
        git(workspace, "commit", "--message", title)
    variables = {"CI_PROJECT_ROOT_NAMESPACE": "sample", "CI_PAGES_DOMAIN": "gitlab.example", "CI_JOB_ID": "5"}
    variables |= {"CI_PROJECT_PATH": "sample/sites/portfolio", "CI_PAGES_URL": "https://portfolio-4f2a.gitlab.example"}
    variables |= {"CI_MERGE_REQUEST_DIFF_BASE_SHA": git(workspace, "rev-parse", "HEAD^")}
    return Runner(tmp_path / "runner", workspace), variables


def test_a_merge_request_is_shown_and_told_without_the_form(
    gitlab: dict[str, Any], merge_request: tuple[Runner, dict[str, str]]
) -> None:
    runner, variables = merge_request
    done = _run_job(gitlab, "preview", runner, **variables)

    assert done.returncode == 0, done.stderr
    assert (runner.workspace / "public/case-studies/index.html").is_file()
    assert (runner.workspace / "preview.env").read_text() == (
        "PREVIEW_URL=https://sample.gitlab.example/-/sites/portfolio/-/jobs/5/artifacts/public/index.html\n"
    )
    assert not (runner.workspace / "public/admin").exists()
    assert "- Added: `case_studies/23.md`" in (runner.workspace / "review.md").read_text("utf-8")
    assert not list(runner.workspace.rglob("pwned"))


def test_a_merge_request_that_mends_a_broken_main_branch_is_shown_and_told(
    gitlab: dict[str, Any], merge_request: tuple[Runner, dict[str, str]]
) -> None:
    runner, variables = merge_request
    git(runner.workspace, "checkout", "--quiet", "HEAD^")
    (runner.workspace / "case_studies/9.md").write_text(record("A library", sumary="x"))
    git(runner.workspace, "commit", "--all", "--message", "Break it")
    variables["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = git(runner.workspace, "rev-parse", "HEAD")
    (runner.workspace / "case_studies/9.md").write_text(record("A library"))
    done = _run_job(gitlab, "preview", runner, **variables)

    assert done.returncode == 0, done.stderr
    assert (runner.workspace / "public/case-studies/index.html").is_file()
    assert "- Gone: `case_studies/9.md:" in (runner.workspace / "review.md").read_text("utf-8")


def test_previews_on_the_host_of_the_pages_are_refused(
    gitlab: dict[str, Any], merge_request: tuple[Runner, dict[str, str]]
) -> None:
    runner, variables = merge_request
    done = _run_job(
        gitlab, "preview", runner, **variables | {"CI_PAGES_URL": "https://sample.gitlab.example/portfolio"}
    )

    assert done.returncode == 1
    assert "previews would stand on the host of the site, `sample.gitlab.example`" in done.stderr
    assert not (runner.workspace / "public").exists()


def test_the_other_jobs_of_gitlab_do_what_they_are_for(
    gitlab: dict[str, Any], merge_request: tuple[Runner, dict[str, str]]
) -> None:
    runner, _ = merge_request
    assert _run_job(gitlab, "check", runner).returncode == 0
    assert (runner.workspace / "code-quality.json").read_text("utf-8").strip() == "[]"
    assert _run_job(gitlab, "pages", runner).returncode == 0
    assert (runner.workspace / "public/index.html").is_file()
    assert _run_job(gitlab, "reminder", runner).returncode == 0
    (runner.workspace / "case_studies/due.md").write_text(record("A school", review_by="2026-01-01"))
    assert _run_job(gitlab, "reminder", runner).returncode == 1


def test_the_form_is_no_command_for_a_preview(
    merge_request: tuple[Runner, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    runner, _ = merge_request
    monkeypatch.setenv("CASEFOLIO_PREVIEW", "1")
    result = run(runner.workspace, "admin")

    assert result.exit_code == 1
    assert "previews of strangers' changes get no web form" in result.output
