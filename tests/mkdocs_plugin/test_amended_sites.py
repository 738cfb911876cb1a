"""Holds builds that only carry over changed texts against those of MkDocs, as a terminal runs both."""

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.mkdocs_plugin.building import Outcome, Project, run_mkdocs, run_program
from tests.mkdocs_plugin.test_building import NOTHING, contents
from tests.random_edits import Editor
from tests.test_memory import ROOT_PATH, copied

#: 1 August 2026, when all quotes of the demo have been said.
ENVIRONMENT = {"SOURCE_DATE_EPOCH": "1785542400"}
AMENDED = "since only texts have changed"
RECORD = "case_studies/seed-money/index.yml"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root_path = copied(tmp_path_factory.mktemp("amended") / "portfolio")
    shutil.copytree(ROOT_PATH / "theme_overrides", root_path / "theme_overrides")
    config_path = root_path / "mkdocs.yml"
    text = config_path.read_text(encoding="utf-8")
    config_path.write_text(f"site_url: https://portfolio.example/\n{text}", encoding="utf-8")
    project = Project(root_path)
    assert run(project).code == 0
    return project


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Project:
    """The same in another folder, where it has to be built once more."""
    shutil.copytree(built.root, tmp_path / "portfolio")
    project = Project(tmp_path / "portfolio")
    assert run(project).code == 0
    return project


def run(project: Project, *arguments: str, **environment: str) -> Outcome:
    # Files that were just saved can't be told from those that are saved again at once.
    time.sleep(0.1)
    return run_program("casefolio", project, "build", *arguments, **ENVIRONMENT, **environment)


def add_text(project: Project, text: str, record: str = RECORD) -> None:
    path = project.root / record
    old = path.read_text(encoding="utf-8")
    assert "approach: |\n" in old
    path.write_text(old.replace("approach: |\n", f"approach: |\n    {text}\n\n"), encoding="utf-8")


def assert_as_mkdocs(project: Project, history: object = "") -> None:
    made = contents(project.site)
    other = Project(project.root.with_name("other"))
    shutil.rmtree(other.root, ignore_errors=True)
    shutil.copytree(project.root, other.root, ignore=shutil.ignore_patterns("site", "memory", "*.seal"))
    assert run_mkdocs(other, "build", "--quiet", **ENVIRONMENT).code == 0
    expected = contents(other.site)
    assert made.keys() == expected.keys(), history
    # It holds the time at which it was made.
    assert {uri for uri in made if made[uri] != expected[uri]} <= {"sitemap.xml.gz"}, history


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_whatever_editors_change_it_makes_what_mkdocs_makes(seed: int, project: Project) -> None:
    editor, history, amended_count = Editor(project.root, seed), [], 0
    for number in range(5):
        history.append(editor.edit())
        run(project)
        add_text(project, f"Text number {number}.")
        done = run(project)
        amended_count += AMENDED in done.output
        if done.code == 0:
            assert_as_mkdocs(project, history)
    assert amended_count > 0


def test_one_text_after_another_is_carried_over(project: Project) -> None:
    before = contents(project.site)
    add_text(project, "One more word.")
    done = run(project, "--timings")
    assert f"1 page made anew in site, {AMENDED}" in done.output
    assert re.search(r"^texts +\d\d +1$", done.output, re.MULTILINE)
    after = contents(project.site)
    changed = {uri for uri, content in after.items() if content != before[uri]}
    page = "case-studies/seed-money/index.html"
    feeds = {"case-studies/feed.json", "case-studies/feed.xml"}
    assert changed == {page, "search/search_index.json", *feeds}
    assert run(project).output == NOTHING
    add_text(project, "Another one.", "case_studies/waiting-room/index.yml")
    assert AMENDED in run(project).output
    # The feeds have both.
    assert_as_mkdocs(project)
    assert not list(project.root.glob(".site-*"))


OBSTACLES = {
    "a heading": lambda project: (project.root / RECORD).write_text(
        (project.root / RECORD).read_text(encoding="utf-8").replace("title: ", "title: Another ", 1), encoding="utf-8"
    ),
    "a page of the site": lambda project: (project.site / "index.html").write_text("forged", encoding="utf-8"),
    "what was kept": lambda project: (project.root / ".cache/casefolio/last-site.seal").unlink(),
    "a file more": lambda project: (project.root / "case_studies/notes.txt").write_text("", encoding="utf-8"),
    "a page of one's own": lambda project: (project.root / "content/about.md").write_text("# About", encoding="utf-8"),
}


@pytest.mark.parametrize("name", OBSTACLES)
def test_where_anything_else_has_changed_everything_is_looked_at(name: str, project: Project) -> None:
    add_text(project, "One more word.")
    OBSTACLES[name](project)
    done = run(project)
    assert done.code == 0, done.output
    assert AMENDED not in done.output
    assert "One more word." in project.page("case-studies/seed-money/index.html")
    assert "forged" not in project.page("index.html")


def test_words_that_were_kept_back_stay_back(project: Project) -> None:
    path = project.root / RECORD
    text = path.read_text(encoding="utf-8")
    quote = "This is what I never wanted anybody outside of this room to hear from me."
    withheld = f"\ntestimonials:\n  - quote: {quote}\n    name: Sample Person\n    consent: {{status: refused}}\n"
    path.write_text(text.replace("\ntestimonials:\n", withheld), encoding="utf-8")
    assert run(project).code == 0
    add_text(project, "One more word.")
    assert AMENDED in run(project).output
    before = contents(project.site)
    add_text(project, quote)
    done = run(project)
    assert done.code == 1
    assert re.search(r"\d leaks? in what was built", done.output)
    assert quote not in done.output
    assert contents(project.site) == before


def test_while_another_build_has_the_site_it_is_built_beside_it(project: Project) -> None:
    lock = "import fcntl, os, sys; fcntl.flock(os.open(sys.argv[1], os.O_RDONLY), fcntl.LOCK_EX); print(1, flush=True)"
    command = [sys.executable, "-c", f"{lock}; input()", str(project.site)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        add_text(project, "One more word.")
        with subprocess.Popen([sys.executable, "-m", "casefolio", "build"], cwd=project.root) as build:
            time.sleep(2)
            other.communicate(b"\n")
            assert build.wait() == 0
    assert "One more word." in project.page("case-studies/seed-money/index.html")
