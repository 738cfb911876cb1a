"""Holds what is made of changed texts alone against whole builds."""

import hashlib
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.random_edits import Editor
from tests.test_memory import copied

from casefolio.amending import amend
from casefolio.builds import Build
from casefolio.memory import Memory
from casefolio.pipeline import build
from casefolio.project import load_project
from casefolio.settings import Audience, Settings

NOW = datetime(2026, 8, 1, 8, tzinfo=UTC)
COMPARED = [field.name for field in fields(Build) if field.name != "site"]
RECORD = "case_studies/seed-money/index.yml"
MARKDOWN = "case_studies/the-other/index.md"
SAMPLE = """---
title: A sample of a title
client: Sample Trust
summary: What happened, why, and the result, in a sentence that is long enough.
status: {status}
themes: [Trust]
publish_at: {publish_at}
---

## The brief

{text}

## What they said

> It was quiet and careful work, all the way.
> -- A. Sample, the one who said it, Sample Trust
"""


def digests(root_path: Path) -> dict[str, bytes]:
    paths = (path for folder in ("case_studies", "content") for path in (root_path / folder).rglob("*.*"))
    return {str(path.relative_to(root_path)): hashlib.sha256(path.read_bytes()).digest() for path in paths}


def assert_same(quick: Build, whole: Build, history: object = "") -> None:
    for name in COMPARED:
        assert getattr(quick, name) == getattr(whole, name), (name, history)
    assert quick.confidence == whole.confidence
    assert quick.site.library == whole.site.library
    assert quick.site.bodies == whole.site.bodies


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("seed", range(2))
def test_whatever_editors_change_amended_builds_are_whole_ones(seed: int, audience: Audience, tmp_path: Path) -> None:
    root_path = copied(tmp_path)
    editor, memory, amended_count = Editor(root_path, seed), Memory(), 0
    settings = settings_of(root_path, audience=audience)
    last, history = build(settings, memory), []
    for _ in range(24):
        before = digests(root_path)
        history.append(editor.edit())
        after = digests(root_path)
        settings = replace(settings, now=settings.now + timedelta(minutes=5))
        changed = [path for path in after if after[path] != before.get(path)]
        amended = amend(last, changed, settings) if before.keys() == after.keys() else None
        if amended is None:
            last = build(settings, memory)
            continue
        amended_count += 1
        last, whole = amended.build, build(settings)
        assert_same(last, whole, history)
        assert {page.uri for page in amended.pages} <= {page.uri for page in whole.pages}
    assert amended_count > 2


@pytest.fixture
def portfolio(tmp_path: Path) -> Path:
    root_path = copied(tmp_path)
    write(root_path)
    return root_path


def write(
    root_path: Path, text: str = "They asked.", status: str = "published", publish_at: str = "2026-01-01"
) -> None:
    path = root_path / MARKDOWN
    path.parent.mkdir(exist_ok=True)
    path.write_text(SAMPLE.format(text=text, status=status, publish_at=publish_at), encoding="utf-8")


def settings_of(root_path: Path, *, audience: Audience = Audience.PUBLIC, now: datetime = NOW) -> Settings:
    settings = load_project(root_path).settings(now=now, audience=audience)
    return replace(settings, site_url="https://portfolio.example/", workers=2)


def test_a_text_makes_its_own_page_and_the_feeds(portfolio: Path) -> None:
    settings = settings_of(portfolio)
    last = build(settings, Memory())
    write(portfolio, "They asked for bees. See [birds](../counting-birds/index.yml).")
    amended = amend(last, [MARKDOWN], settings)
    assert amended is not None
    assert [page.uri for page in amended.pages] == ["case-studies/the-other.md"]
    assert "They asked for bees" in amended.pages[0].body
    assert 'href="../../case-studies/counting-birds/"' in amended.pages[0].body
    # A day that a record doesn't have is no day to stand in a feed with.
    assert amended.files == ()
    # The last build is as it was.
    assert not any("They asked for bees" in page.body for page in last.pages)


def test_a_text_of_a_study_with_a_day_is_in_the_feeds(portfolio: Path) -> None:
    settings = settings_of(portfolio)
    path = portfolio / RECORD
    last = build(settings, Memory())
    text = path.read_text(encoding="utf-8")
    assert "approach: |\n" in text
    path.write_text(text.replace("approach: |\n", "approach: |\n    Quite another word.\n\n"), encoding="utf-8")
    amended = amend(last, [RECORD], settings)
    assert amended is not None
    assert [file.uri for file in amended.files] == ["case-studies/feed.xml", "case-studies/feed.json"]
    assert all("Quite another word." in file.text for file in amended.files)
    assert_same(amended.build, build(settings))


OTHERS = {
    "a link that leads nowhere": {"text": "See [it](../nowhere/index.md)."},
    "a heading that others may lead to": {"text": "They asked.\n\n## A heading of their own\n\nMore."},
    "who may see it": {"status": "draft"},
    "when it is seen": {"publish_at": "2026-02-02"},
}


@pytest.mark.parametrize("name", OTHERS)
def test_more_than_a_text_is_left_to_a_whole_build(name: str, portfolio: Path) -> None:
    settings = settings_of(portfolio)
    last = build(settings, Memory())
    write(portfolio, **OTHERS[name])
    assert amend(last, [MARKDOWN], settings) is None


def test_a_record_that_is_wrong_or_gone_or_new_is_left_to_a_whole_build(portfolio: Path) -> None:
    settings = settings_of(portfolio)
    last = build(settings, Memory())
    path = portfolio / MARKDOWN
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("title:", "unknown_key: 1\ntitle:"), encoding="utf-8")
    assert amend(last, [MARKDOWN], settings) is None
    path.write_text(text.replace("---\n", "", 1), encoding="utf-8")
    assert amend(last, [MARKDOWN], settings) is None
    path.unlink()
    assert amend(last, [MARKDOWN], settings) is None
    assert amend(last, ["case_studies/new/index.md"], settings) is None


def test_what_somebody_is_told_of_is_told_again(portfolio: Path) -> None:
    write(portfolio, "See [it](../nowhere/index.md).")
    settings = settings_of(portfolio)
    last = build(settings, Memory())
    assert any(item.position.path == MARKDOWN for item in last.diagnostics)
    write(portfolio)
    assert amend(last, [MARKDOWN], settings) is None


def test_another_day_may_show_other_studies(portfolio: Path) -> None:
    write(portfolio, publish_at="2026-08-01T12:00:00Z")
    last = build(settings_of(portfolio), Memory())
    path = portfolio / RECORD
    path.write_text(path.read_text(encoding="utf-8").replace("approach: |\n", "approach: |\n    One more.\n"))
    assert amend(last, [RECORD], settings_of(portfolio, now=NOW + timedelta(hours=3))) is not None
    assert amend(last, [RECORD], settings_of(portfolio, now=NOW + timedelta(hours=5))) is None
    assert amend(last, [RECORD], settings_of(portfolio, now=NOW + timedelta(days=1))) is None
    assert amend(last, [RECORD], settings_of(portfolio, now=NOW - timedelta(hours=1))) is None


def test_a_text_that_nobody_may_see_yet_is_not_passed_over(portfolio: Path) -> None:
    write(portfolio, status="draft")
    settings = settings_of(portfolio)
    last = build(settings, Memory())
    write(portfolio, "They asked for a secret.", status="draft")
    # The search for leaks has to know the new words.
    assert amend(last, [MARKDOWN], settings) is None
