"""What `casefolio init` writes, and that it can be built at once."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cli.samples import PLUGINS_PATH, run, run_process

from casefolio import __version__
from casefolio.cli import cli
from casefolio.portfolio_starter import (
    LANGUAGES,
    FilesExistError,
    Portfolio,
    find_problem,
    plan_portfolio,
    write_portfolio,
)
from casefolio.project import load_project

FILES = {
    ".github/workflows/check.yml",
    ".github/workflows/preview.yml",
    ".github/workflows/publish-preview.yml",
    ".github/workflows/publish.yml",
    ".github/workflows/scheduled.yml",
    ".gitignore",
    ".gitlab-ci.yml",
    "README.md",
    "case_studies/_taxonomies.yml",
    "case_studies/path-by-the-river/hills-at-sunrise.jpg",
    "case_studies/path-by-the-river/index.md",
    "content/about.md",
    "content/contact.md",
    "mkdocs.yml",
    "requirements.txt",
    "theme_overrides/assets/stylesheets/brand.css",
}


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_folder_becomes_a_portfolio_that_builds_strictly(tmp_path: Path, language: str) -> None:
    made = run_process(tmp_path, "init", "--language", language)
    assert (made.returncode, made.stderr) == (0, b"")
    assert len(made.stdout.splitlines()) == 3

    checked = run_process(tmp_path, "check", "--strict")
    assert (checked.returncode, checked.stdout) == (0, b"1 record, nothing wrong\n")

    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(PLUGINS_PATH), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (built.returncode, built.stdout + built.stderr) == (0, "")
    home = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert f'<html lang="{language}"' in home
    # The study that is featured, and a quote of it
    assert 'class="cf-card' in home or "case-studies/" in home
    assert "Marged Pell" in home


def test_every_file_is_written_under_its_own_name(tmp_path: Path) -> None:
    assert run(tmp_path, "init").exit_code == 0
    assert contents(tmp_path).keys() == FILES
    for name, data in contents(tmp_path).items():
        assert re.search(rb"@[A-Z_]+@", data) is None, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_answers_give_the_same_bytes_in_other_words(language: str) -> None:
    portfolio = Portfolio("Sample", "A sample of a description", language)
    assert plan_portfolio(portfolio) == plan_portfolio(portfolio)
    other = plan_portfolio(Portfolio("Sample", "A sample of a description", "en" if language == "cy" else "cy"))
    assert {Path(name).name for name in other} == {Path(name).name for name in plan_portfolio(portfolio)}
    assert other["README.md"] != plan_portfolio(portfolio)["README.md"]


def test_a_second_run_is_an_error_that_changes_nothing(tmp_path: Path) -> None:
    run(tmp_path, "init")
    before = contents(tmp_path)
    result = run(tmp_path, "init", "--name", "Another")
    assert result.exit_code == 1
    assert result.output.startswith("Error: nothing was written, since these are there already; ")
    assert {line.strip() for line in result.output.splitlines()[1:]} == FILES
    assert contents(tmp_path) == before


def test_other_files_stay_and_one_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "content").write_text("a file where a folder would be", encoding="utf-8")
    (tmp_path / "README.md").symlink_to("nowhere")
    result = run(tmp_path, "init")
    assert result.exit_code == 1
    assert {line.strip() for line in result.output.splitlines()[1:]} == {"README.md", "content"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["README.md", "content", "notes.txt"]

    (tmp_path / "content").unlink()
    (tmp_path / "README.md").unlink()
    assert run(tmp_path, "init").exit_code == 0
    assert contents(tmp_path).keys() == FILES | {"notes.txt"}


def test_a_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    result = run(tmp_path, "init", "work/my site", "--name", 'She said: "why not" #1', "--description", "Plain: words")
    assert result.exit_code == 0
    assert "`cd 'work/my site' && mkdocs serve`" in result.output
    config = yaml.safe_load((tmp_path / "work/my site/mkdocs.yml").read_text(encoding="utf-8"))
    assert (config["site_name"], config["site_description"]) == ('She said: "why not" #1', "Plain: words")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of this kind")
def test_a_disk_that_is_full_half_way_leaves_nothing(tmp_path: Path) -> None:
    # No file may become larger than 16 KB: the texts fit, the picture does not.
    program = "import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, (16384, 16384)); "
    program += "runpy.run_module('casefolio', run_name='__main__', alter_sys=True)"
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-B", "-c", program, "init", "."],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(PLUGINS_PATH)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "Error: the portfolio can't be written, and nothing of it was left: File too large: "
        "case_studies/path-by-the-river/hills-at-sunrise.jpg\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_that_can_not_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    result = run(tmp_path, "init", "file")
    assert result.exit_code == 1
    assert result.output.endswith("name another folder:\n  file\n")


def test_what_has_come_into_a_folder_meanwhile_stays(tmp_path: Path) -> None:
    with pytest.raises(FilesExistError):
        write_portfolio(tmp_path, {"a/one.txt": b"1", "a": b"2"})
    with pytest.raises(OSError, match="long"):
        write_portfolio(tmp_path, {"a/one.txt": b"1", "x" * 300: b"2"})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("option", "text", "words"),
    [
        ("--name", "  ", "`name` is empty; write a few words, or leave the option out"),
        ("--description", "A \x1b[2J", "`description` holds the character U+001B, which cannot be seen"),
        ("--language", "de", "'de' is not one of 'en', 'cy'"),
    ],
)
def test_a_text_that_can_not_be_is_wrong_use(tmp_path: Path, option: str, text: str, words: str) -> None:
    result = run(tmp_path, "init", option, text)
    assert result.exit_code == 2
    assert words in result.output
    assert list(tmp_path.iterdir()) == []


@given(st.text(min_size=1, max_size=200), st.sampled_from(LANGUAGES))
@settings(max_examples=100)
def test_whatever_name_is_accepted_mkdocs_reads_it_back(name: str, language: str) -> None:
    if find_problem("name", name):
        return
    flat = " ".join(name.split())
    config = yaml.safe_load(plan_portfolio(Portfolio(flat, flat, language))["mkdocs.yml"])
    assert (config["site_name"], config["site_description"]) == (flat, flat)
    assert config["theme"]["language"] == language


def test_the_options_in_comments_are_right(tmp_path: Path) -> None:
    run(tmp_path, "init")
    path = tmp_path / "mkdocs.yml"
    lines = path.read_text(encoding="utf-8").splitlines()
    # A comment in a comment is an explanation; the line that the options replace goes.
    start = next(number for number, line in enumerate(lines) if line.startswith("  # - casefolio:"))
    end = next(number for number in range(start, len(lines)) if not lines[number].strip())
    examples = [line.replace("# ", "", 1) for line in lines[start:end] if "#     #" not in line]
    text = "\n".join([*lines[: start - 2], *examples, *lines[end:]])
    path.write_text(text.replace("# site_url", "site_url"), encoding="utf-8")
    project = load_project(path)
    assert (project.options.drafts, project.options.embeds) == (True, False)
    assert run(tmp_path, "check", "--strict").exit_code == 0


def test_the_requirements_take_this_version_and_none_that_breaks(tmp_path: Path) -> None:
    run(tmp_path, "init")
    last = (tmp_path / "requirements.txt").read_text(encoding="utf-8").splitlines()[-1]
    assert last == f"casefolio>={__version__},<0.{int(__version__.split('.')[1]) + 1}"


def test_every_command_in_the_readme_is_one(tmp_path: Path) -> None:
    run(tmp_path, "init")
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"casefolio (\w+)", text)) & {"new", "import", "check", "init"}
    assert named >= {"new", "import", "check"}
    assert named <= cli.commands.keys()
    for place in re.findall(r"^\| `([^`]+)`", text, re.MULTILINE):
        assert (tmp_path / place).exists()
