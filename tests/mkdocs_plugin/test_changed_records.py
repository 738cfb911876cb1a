from datetime import UTC, datetime
from pathlib import Path

import pytest

from casefolio.memory import Memory
from casefolio.mkdocs_plugin.changed_records import find_changed_records
from casefolio.mkdocs_plugin.published import Published
from casefolio.pipeline import build
from casefolio.project import load_project

RECORD = """title: A sample of a title
client: Sample Trust
summary: What happened, why, and the result, in a sentence that is long enough.
"""


@pytest.fixture
def site(tmp_path: Path) -> Published:
    (tmp_path / "mkdocs.yml").write_text("plugins: [casefolio]\n", encoding="utf-8")
    for name in ("one", "two"):
        path = tmp_path / "case_studies" / name / "index.yml"
        path.parent.mkdir(parents=True)
        path.write_text(RECORD, encoding="utf-8")
    (tmp_path / "case_studies/one/notes.txt").write_text("a stray file", encoding="utf-8")
    (tmp_path / "case_studies/two/.index.yml.swp").write_text("what a program keeps", encoding="utf-8")
    settings = load_project(tmp_path).settings(now=datetime(2026, 8, 1, tzinfo=UTC))
    return Published.of(build(settings, Memory()), settings, (), is_private=True)


ONE, TWO = "case_studies/one/index.yml", "case_studies/two/index.yml"
NAMED: dict[str, tuple[set[str], list[str] | None]] = {
    "records": ({TWO, ONE}, [ONE, TWO]),
    "what a program keeps while it saves": ({ONE, "case_studies/two/.index.yml.swp"}, [ONE]),
    "what nobody reads and is gone": ({ONE, "case_studies/one/index.yml~", "case_studies/one/4913"}, [ONE]),
    "a record that may have been there and is gone": ({ONE, "case_studies/three.yml"}, None),
    "a photo that may have been there and is gone": ({ONE, "case_studies/one/photo.JPG"}, None),
    "the terms": ({ONE, "case_studies/_taxonomies.yml"}, None),
    "a file that somebody was told of": ({ONE, "case_studies/one/notes.txt"}, None),
    "nothing": (set(), None),
}


@pytest.mark.parametrize("name", NAMED)
def test_what_was_named_is_records_or_passing_or_a_reason_to_look_at_everything(name: str, site: Published) -> None:
    named, expected = NAMED[name]
    root_path = site.settings.root_path
    assert find_changed_records(site, {str(root_path / path) for path in named}) == expected


def test_a_stray_file_that_is_gone_is_not_told_of_any_more(site: Published) -> None:
    path = site.settings.root_path / "case_studies/one/notes.txt"
    path.unlink()
    assert find_changed_records(site, {str(path)}) is None


def test_a_new_file_is_looked_at(site: Published) -> None:
    path = site.settings.root_path / "case_studies/one/photo.jpg"
    path.write_bytes(b"")
    assert find_changed_records(site, {str(path)}) is None


def test_nobody_knows_what_has_changed(site: Published) -> None:
    assert find_changed_records(site, None) is None
