"""Uses every block of the manual as its reader would: a file is a part of a portfolio, what a command answers comes."""

import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.manual.pages import GENERATED, LINKED_PATHS, ROOT_PATH, Block, iter_blocks, without_blocks
from tests.manual.scenes import run_shell
from tests.mkdocs_plugin.building import photo

import casefolio.library
import casefolio.models
import casefolio.pipeline
import casefolio.records
from casefolio.codes import Code
from casefolio.diagnostics import Diagnostic
from casefolio.pipeline import check
from casefolio.project import load_project

_NOW = datetime(2026, 6, 1, tzinfo=UTC)
_BASE = {
    "title": "title: A library that listens\n",
    "summary": "summary: Four branch teams made listening to readers part of ordinary days.\n",
    "client": "client: Trefelin Libraries\n",
}
_BLOCKS = tuple(block for path in LINKED_PATHS if path.name != GENERATED for block in iter_blocks(path))


def _kind(block: Block) -> str:
    """What a block is, and so which test uses it."""
    if block.title:
        # tests/manual/test_files.py
        return "study" if block.is_study else "file"
    if block.page == "start.md" and block.language != "sh":
        # tests/manual/test_start.py
        return {"markdown": "body", "text": "transcript"}[block.language]
    if block.language == "markdown" and block.text.startswith("/// "):
        return "list"
    if block.language == "html":
        # tests/manual/test_files.py, tests/browser/test_frames.py
        return {"<iframe": "frame", "<script>": "script"}[block.text.split()[0]]
    if block.page == "hosting.md":
        # tests/manual/test_files.py
        return {"apache": "server", "nginx": "server"}[block.language]
    # The commands run in tests/manual/test_commands.py
    return {"": "drawing", "sh": "commands", "text": "output", "json": "output", "yaml": "fields"}[block.language]


def _blocks(kind: str) -> pytest.MarkDecorator:
    blocks = tuple(block for block in _BLOCKS if _kind(block) == kind)
    assert blocks
    return pytest.mark.parametrize("block", blocks, ids=str)


@pytest.mark.parametrize("path", LINKED_PATHS, ids=lambda path: path.name)
def test_no_block_and_no_code_is_overlooked(path: Path) -> None:
    text = path.read_text("utf-8")
    rest = without_blocks(text)

    assert "```" not in rest
    assert "~~~" not in text
    # Code that goes on in the next line would be no command to the tests.
    assert [line for line in rest.splitlines() if line.count("`") % 2] == []


@pytest.mark.parametrize("block", _BLOCKS, ids=str)
def test_every_block_is_of_a_kind_that_a_test_uses(block: Block) -> None:
    assert _kind(block)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The smallest portfolio, with a page to link to."""
    _write(tmp_path, "mkdocs.yml", "site_name: Sample\ndocs_dir: content\nplugins: [search, casefolio]\n")
    _write(tmp_path, "content/about.md", "# About me\n")
    return tmp_path


def _write(project: Path, name: str, text: str) -> None:
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _found(project: Path) -> list[str]:
    return list(map(str, _iter_found(project)))


def _iter_found(project: Path) -> Iterator[Diagnostic]:
    yield from check(load_project(project / "mkdocs.yml").settings(now=_NOW))[1]


@_blocks("study")
def test_every_study_is_right(block: Block, project: Path) -> None:
    _write(project, block.title, block.text)
    (project / block.title).with_name("reading-room.jpg").write_bytes(photo())
    (project / block.title).with_name("desk.jpg").write_bytes(photo())

    assert _found(project) == []


@_blocks("fields")
def test_fields_are_right_in_a_study(block: Block, project: Path) -> None:
    given = {line.partition(":")[0] for line in block.text.splitlines()}
    left_out = "".join(line for key, line in _BASE.items() if key not in given)
    _write(project, "case_studies/listening-library.yml", f"{left_out}{block.text}")

    assert _found(project) == []


@_blocks("list")
def test_lists_find_something(block: Block, project: Path) -> None:
    study = f"---\n{''.join(_BASE.values())}---\n\n## What they said\n\n> The notes are still on the wall.\n"
    _write(project, "case_studies/listening-library.md", study)
    _write(project, "content/index.md", f"# Welcome\n\n{block.text}")
    assert _found(project) == []

    _write(project, "case_studies/listening-library.md", study.replace("are still", "hang"))
    assert [item.code for item in _iter_found(project)] == [Code.EMBED_WRONG]


@_blocks("output")
def test_what_a_command_answers_is_shown(block: Block, scene: Callable[[str], Path]) -> None:
    """The nearest command above it."""
    commands = [other for other in _BLOCKS if (other.page, _kind(other)) == (block.page, "commands")]
    command = next(other for other in reversed(commands) if other.line < block.line)

    assert run_shell(command.text, scene(block.page)).stdout == block.text


@_blocks("drawing")
def test_drawings_are_of_what_is_there(block: Block) -> None:
    lines = [line.strip() for line in block.text.splitlines()]
    if lines[0] == "__main__":
        contracts = tomllib.loads((ROOT_PATH / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
        assert lines == contracts["contracts"][0]["layers"]
    elif lines[0].startswith("make "):
        # tests/manual/test_commands.py
        assert all(re.fullmatch(r"make \w+ +# .*", line) for line in lines)
    else:
        modules = (casefolio.records, casefolio.models, casefolio.library, casefolio.pipeline)
        named = re.findall(r"[A-Z]\w+", block.text)
        assert named
        assert [name for name in named if not any(hasattr(module, name) for module in modules)] == []
