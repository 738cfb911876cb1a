"""Owns the projects that the command line's tests run in, and how they run it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from casefolio.cli import cli

SHARED_PATH = Path(__file__).parents[2].parent / "shared"
PLUGINS_PATH = Path(__file__).parents[2] / "plugins"

RECORD = """\
---
title: Listening in four libraries
summary: Four branches asked their readers for an hour a week, and changed what they heard about.
client: Trefelin Libraries
---

## The brief

Ask, and listen.
"""


def shared_path(name: str) -> Path:
    path = SHARED_PATH / name
    if not path.exists():
        pytest.skip(f"{path} is absent")
    return path


@contextmanager
def inside(path: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(path)
    try:
        yield
    finally:
        os.chdir(before)


def run(project: Path, *arguments: str | Path) -> Result:
    """Runs the command in a folder; whatever it raises is a failure of the test."""
    with inside(project):
        return CliRunner().invoke(cli, [str(argument) for argument in arguments], catch_exceptions=False)


def run_process(
    project: Path, *arguments: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "casefolio", *arguments]
    settings = os.environ | {"PYTHONPATH": str(PLUGINS_PATH)} | (environment or {})
    return subprocess.run(command, cwd=project, env=settings, capture_output=True, check=False, timeout=60)


def write_record(project: Path, name: str, text: str = RECORD) -> Path:
    path = project / "case_studies" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
