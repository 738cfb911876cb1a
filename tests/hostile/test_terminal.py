"""No command prints what a terminal would obey, whatever files are called and whatever stands in them."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.hostile.bad_texts import write_record

from casefolio.reporting import escape_controls

#: A title of the window, a cleared screen, a line written over, letters that are shown backwards.
_EVIL = "a\x1b]0;owned\x07\x1b[2J\x08\x9b1A\u202eb\u2066"
_COMMAND = re.compile(r"^::[a-z-]+", re.MULTILINE)


def _run(root: Path, *arguments: str, **environment: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "casefolio", *arguments],
        cwd=root,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "FORCE_COLOR": "0", **environment},
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=120,
    )
    return done.returncode, (done.stdout + done.stderr).decode("utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A portfolio whose files have evil names, with evil words in them."""
    root = tmp_path / "project"
    (root / "case_studies").mkdir(parents=True)
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text("site_name: Sample\nplugins: [casefolio]\n")
    for name in (f"{_EVIL}.md", f"{_EVIL}.txt", "b\n::error::x.md"):
        (root / "case_studies" / name).write_text(
            write_record({_EVIL: _EVIL, "client": _EVIL, "status": _EVIL}), "utf-8"
        )
    (root / "case_studies" / "c.md").write_text(
        f"---\ntitle: {_EVIL}\n{_EVIL}\n---\n[a]({_EVIL}.md) <{_EVIL}>", "utf-8"
    )
    (root / f"{_EVIL}.txt").write_text(f"Who: {_EVIL}\n\nThe brief: {_EVIL}\n\nPhoto by {_EVIL} on {_EVIL}\n", "utf-8")
    (root / f"{_EVIL}.csv").write_text(f"quote,name,{_EVIL}\n{_EVIL},{_EVIL},{_EVIL}\n", "utf-8")
    return root


_COMMANDS = (
    ("check",),
    ("check", "--all", "--strict"),
    ("check", "--fix", "--diff"),
    ("check", f"case_studies/{_EVIL}.md"),
    ("check", f"missing-{_EVIL}.md"),
    ("explain", _EVIL),
    ("new", _EVIL),
    ("new", "A title", "--client", _EVIL, "--summary", _EVIL),
    ("new", "A title", "--from", f"{_EVIL}.txt"),
    ("import", f"{_EVIL}.txt"),
    ("import", f"{_EVIL}.txt", "--dry-run"),
    ("import", f"{_EVIL}.csv"),
    ("import", f"missing-{_EVIL}.txt"),
    ("schema", "--write"),
    ("-f", f"{_EVIL}.yml", "check"),
    ("check", "--format", "json"),
    ("check", "--format", "github"),
    (_EVIL,),
)


@pytest.mark.parametrize("arguments", _COMMANDS, ids=lambda arguments: escape_controls(" ".join(arguments)))
def test_a_terminal_is_told_nothing(arguments: tuple[str, ...], project: Path) -> None:
    _, output = _run(project, *arguments)
    assert output.strip()
    assert "Traceback" not in output
    for line in output.replace("\t", " ").split("\n"):
        assert line == escape_controls(line)


def test_a_record_gives_github_no_commands(project: Path) -> None:
    _, output = _run(project, "check", "--format", "github", GITHUB_WORKSPACE=str(project))
    assert set(_COMMAND.findall(output)) == {"::error", "::warning"}
    assert "::error::x" not in output.split("\n")
