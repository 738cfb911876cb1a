"""`casefolio build`, as a terminal runs it."""

import json
import re
import time
from pathlib import Path

import pytest
from tests.mkdocs_plugin.building import Outcome, Project, make_project, record, run_mkdocs, run_program

from casefolio.timings import Stage

NOTHING = "nothing has changed: site is as it was\n"
WARNED = record(title="A study of something", quoted_by="nobody")


def run(project: Project, *arguments: str, **environment: str) -> Outcome:
    # Files that were just saved can't be told from those that are saved again at once.
    time.sleep(0.1)
    return run_program("casefolio", project, "build", *arguments, **environment)


def contents(path: Path) -> dict[str, bytes]:
    return {file.relative_to(path).as_posix(): file.read_bytes() for file in path.rglob("*") if file.is_file()}


def test_it_makes_what_mkdocs_makes_and_then_nothing_until_something_changes(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", "portfolio")
    done = run(project, "--strict")
    assert done.code == 0, done.output
    made = contents(project.site)
    before = project.site.stat()
    assert run(project, "--strict") == Outcome(0, NOTHING)
    assert project.site.stat().st_ino == before.st_ino
    assert run_mkdocs(project, "build", "--strict", "--quiet").code == 0
    assert contents(project.site) == made
    # Now it is another's site, of which nothing is noted.
    assert run(project, "--strict").output != NOTHING
    assert run(project, "--strict").output == NOTHING
    path = project.root / "case_studies/old-garden.md"
    path.write_text(path.read_text(encoding="utf-8").replace("the ", "that "), encoding="utf-8")
    assert run(project, "--strict").code == 0
    changed = contents(project.site)
    assert changed != made
    assert run_mkdocs(project, "build", "--strict", "--quiet").code == 0
    assert contents(project.site) == changed


def test_what_was_said_is_said_again(project: Project) -> None:
    project.write({"case_studies/one.md": record(), "docs/index.md": "[A page](nowhere.md)\n"})
    first = run(project)
    assert first.code == 0
    assert "nowhere.md" in first.output
    again = run(project)
    assert again.output.endswith(NOTHING)
    assert len(again.lines("WARNING")) == 1
    assert again.lines("WARNING")[0] in " ".join(first.output.split())
    strict = run(project, "--strict")
    assert strict.code == 1
    assert "strict" in strict.output


def test_a_mistake_is_told_every_time(project: Project) -> None:
    project.write({"case_studies/one.md": WARNED})
    for _ in range(2):
        done = run(project)
        assert done.code == 1
        assert "quoted_by" in done.output
        assert "Traceback" not in done.output


def test_the_site_goes_where_it_is_asked_to_go(project: Project, tmp_path: Path) -> None:
    project.write({"case_studies/one.md": record()})
    assert run(project, "--site-dir", str(tmp_path / "public")).code == 0
    assert (tmp_path / "public/case-studies/one/index.html").is_file()
    assert not project.site.exists()
    assert run(project, "--site-dir", str(tmp_path / "public")).output.startswith("nothing has changed: ")


def test_all_is_made_where_all_is_asked_for_and_on_another_day(project: Project) -> None:
    project.write({"case_studies/one.md": record(), "case_studies/two.md": record(publish_at="2026-01-01")})
    assert run(project).code == 0
    assert run(project, "--all").output != NOTHING
    assert not (project.site / "case-studies/two").exists()
    assert run(project, "--as-of", "2026-01-01").code == 0
    assert (project.site / "case-studies/two/index.html").is_file()
    assert run(project, "--as-of", "soon").code == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"plugins": ["search", "casefolio", "glightbox"]},
        {"hooks": ["hook.py"]},
        {"markdown_extensions": ["pymdownx.snippets"]},
        {"site_description": "!ENV"},
    ],
    ids=str,
)
def test_where_anything_may_have_been_asked_everything_is_built(changes: dict[str, object], project: Project) -> None:
    project.write({"case_studies/one.md": record(), "hook.py": ""}).configure(**changes)
    for _ in range(2):
        done = run(project)
        assert done.code == 0, done.output
        assert NOTHING not in done.output


def test_it_tells_what_took_how_long(project: Project) -> None:
    project.write({"case_studies/one.md": record(), "case_studies/two.md": record()})
    arguments = ("--all", "--timings", "--timings-json", "timings.json")
    for kept, made in ((0, 2), (2, 0)):
        done = run(project, *arguments)
        assert done.code == 0
        assert re.search(rf"^records read +{kept} +{made}$", done.output, re.MULTILINE)
        timings = json.loads((project.root / "timings.json").read_text(encoding="utf-8"))
        assert timings["counts"]["records checked"] == {"kept": kept, "made": made}
        assert timings["seconds"].keys() == {stage.name.lower() for stage in Stage}
        assert timings["seconds"]["write"] > 0
    failed = run(project, "--timings-json", "nowhere/timings.json")
    assert failed.code == 1
    assert "the timings can't be written: No such file or directory" in " ".join(failed.output.split())


def test_it_needs_a_portfolio(tmp_path: Path) -> None:
    done = run(Project(tmp_path))
    assert done.code == 2
    assert "casefolio init" in done.output
