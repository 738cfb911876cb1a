import shutil
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from tests.random_edits import Editor

from casefolio.builds import Build
from casefolio.memory import Memory
from casefolio.pipeline import build
from casefolio.project import load_project
from casefolio.settings import Audience, Settings

ROOT_PATH = Path(__file__).parents[1]
NOW = datetime(2026, 3, 1, tzinfo=UTC)
#: What a build answers with, but for what only tells where links lead.
COMPARED = [field.name for field in fields(Build) if field.name not in {"site", "links"}]


def copied(root_path: Path) -> Path:
    for name in ("case_studies", "content"):
        shutil.copytree(ROOT_PATH / name, root_path / name)
    shutil.copyfile(ROOT_PATH / "mkdocs.yml", root_path / "mkdocs.yml")
    if (ROOT_PATH / ".cache").is_dir():
        # The photos are made once.
        shutil.copytree(ROOT_PATH / ".cache", root_path / ".cache")
    return root_path


def test_an_answer_holds_as_long_as_its_key() -> None:
    memory, numbers = Memory(), count(1)

    def ask(name: str, key: object) -> int:
        return memory.recall("step", name, key, lambda: next(numbers))

    memory.begin("scope")
    assert [ask("one", 1), ask("two", 1), ask("one", 1)] == [1, 2, 1]
    memory.begin("scope")
    assert [ask("one", 1), ask("two", 2)] == [1, 3]
    memory.begin("another scope")
    assert ask("one", 1) == 4


def test_what_was_not_asked_for_is_forgotten() -> None:
    memory = Memory()
    made: list[str] = []
    for names in (["one", "two"], ["one"], ["two"]):
        memory.begin("scope")
        for name in names:
            memory.recall("step", name, 1, partial(made.append, name))
    assert made == ["one", "two", "two"]


def test_an_answer_that_does_not_hold_any_more_is_made_again() -> None:
    memory = Memory()
    memory.begin("scope")
    assert memory.recall("step", "one", 1, lambda: "old") == "old"
    memory.begin("scope")
    assert memory.recall("step", "one", 1, lambda: "new", still=lambda known: known != "old") == "new"


def test_a_study_that_did_not_change_loses_the_link_to_a_term_that_is_gone(tmp_path: Path) -> None:
    base = "title: A sample of a title\nclient: Sample Trust\nthemes: [Bees]\n"
    base += "summary: What happened, why, and the result, in a sentence that is long enough.\n"
    (tmp_path / "mkdocs.yml").write_text("plugins: [casefolio]\n", encoding="utf-8")
    (tmp_path / "case_studies").mkdir()
    (tmp_path / "case_studies/old.yml").write_text(f"{base}status: archived\n", encoding="utf-8")
    new_path, memory = tmp_path / "case_studies/new.yml", Memory()
    for status, has_link in (("published", True), ("draft", False)):
        new_path.write_text(f"{base}status: {status}\n", encoding="utf-8")
        pages = build(load_project(tmp_path).settings(now=NOW), memory).pages
        (page,) = (page for page in pages if page.uri == "case-studies/old.md")
        assert ("themes/bees" in page.body) == has_link


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("seed", range(2))
def test_whatever_editors_change_a_build_with_memory_is_one_without(
    seed: int, audience: Audience, tmp_path: Path
) -> None:
    editor, memory = Editor(copied(tmp_path), seed), Memory()
    project = load_project(tmp_path)
    now = NOW
    history: list[str] = []

    def held(settings: Settings) -> None:
        quick, whole = build(settings, memory), build(settings)
        for name in COMPARED:
            assert getattr(quick, name) == getattr(whole, name), (name, history)
        assert quick.site.library == whole.site.library

    for number in range(16):
        now += timedelta(days=20)
        settings = replace(project.settings(now=now, audience=audience), workers=2)
        if number % 6 == 5:
            settings = replace(settings, language="cy", has_embeds=False)
        held(settings)
        history.append(editor.edit())
