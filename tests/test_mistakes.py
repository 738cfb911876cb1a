"""Mistakes that editors make, each in a whole record: told once, at its place, and mended where that is safe.

`good.md` is the record that was meant. What `--fix` makes of a mistake stands beside it as `.mended.md`.
"""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from PIL import Image
from tests.cli.samples import run

from casefolio.pipeline import check
from casefolio.project import load_project

MISTAKES_PATH = Path(__file__).parent / "mistakes"
EXPECTED: dict[str, str] = yaml.safe_load((MISTAKES_PATH / "expected.yml").read_text("utf-8"))
MENDED = sorted(path.name.removesuffix(".mended.md") for path in MISTAKES_PATH.glob("*.mended.md"))
NOW = datetime(2026, 11, 1, tzinfo=UTC)
TERMS = "sectors: [Local government, Housing]\nservices: [Listening work, Coaching]\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "case_studies" / "library").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("site_name: Sample\nplugins: [search, casefolio]\n", encoding="utf-8")
    (tmp_path / "case_studies" / "_taxonomies.yml").write_text(TERMS, encoding="utf-8")
    Image.new("RGB", (1600, 1067), "#557799").save(tmp_path / "case_studies" / "library" / "wall.jpg")
    return tmp_path


def put(project: Path, name: str) -> Path:
    path = project / "case_studies" / "library" / "index.md"
    shutil.copyfile(MISTAKES_PATH / f"{name}.md", path)
    return path


def told(project: Path) -> list[str]:
    settings = load_project(project / "mkdocs.yml").settings(now=NOW)
    return [f"{item.position.line}:{item.position.column} {item.code.id}" for item in check(settings)[1]]


def test_the_record_that_was_meant_is_right(project: Path) -> None:
    put(project, "good")
    assert told(project) == []


def test_there_are_enough_and_each_file_is_expected() -> None:
    names = {path.stem for path in MISTAKES_PATH.glob("*.md") if "mended" not in path.name} - {"good"}
    assert names == EXPECTED.keys()
    assert len(names) >= 40
    assert len(MENDED) >= 15


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_mistake_is_told_once_at_its_place(project: Path, name: str) -> None:
    put(project, name)
    assert told(project) == [EXPECTED[name]]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_what_can_be_mended_safely_becomes_what_was_meant_and_the_rest_stays(project: Path, name: str) -> None:
    path = put(project, name)
    run(project, "check", "--fix")
    wanted = f"{name}.mended" if name in MENDED else name
    assert path.read_text(encoding="utf-8") == (MISTAKES_PATH / f"{wanted}.md").read_text("utf-8")
    if name in MENDED:
        assert told(project) == []
