"""Owns the portfolios in which the manual's commands run: a new one, with the files that a page shows or speaks of."""

import os
import shutil
import subprocess
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from tests.cli.word_files import heading, paragraph, write_word
from tests.manual.pages import ROOT_PATH, iter_blocks
from tests.mkdocs_plugin.building import photo, record

#: 1 June 2026: the day of every command, so that none of them depends on today.
_EPOCH = "1780272000"

ENVIRONMENT = {
    "PATH": f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}",
    "PYTHONPATH": str(ROOT_PATH / "plugins"),
    "NO_MKDOCS_2_WARNING": "1",
    "SOURCE_DATE_EPOCH": _EPOCH,
}

#: What Material prints of its own future.
NOTICE = "Material for MkDocs reaches end of life"
QUOTE = {"quote": "The notes are still on the wall.", "role": "Branch manager", "featured": True}
_BROKEN = """\
---
title: A year in four branches
summary: Four branch teams made listening to readers part of ordinary days, and changed their opening hours.
client: Trefelin Libraries
published_on: 2026-03-20
testimonials:
  - quote: It was good to be slowed down.
    role: Librarian
    organisation: Trefelin Libraries

# The photo of the team at the desk
photo:
  src: desk.jpg
  credit: Photo by Sample Name on Unsplash
---
"""


def run_shell(command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a command as it is typed, with the project's own `casefolio` and `mkdocs`, and nobody to answer it."""
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=os.environ | ENVIRONMENT | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def make_scene(folder: Path, portfolio: Path, page_path: Path) -> None:
    """Makes the folder that a page's commands run in.

    Args:
        folder: made.
        portfolio: a new one, which is copied.
        page_path: the page. Its blocks with a title are written, settings into mkdocs.yml. Whole studies are left
            out: a page shows several versions of one.
    """
    shutil.copytree(portfolio, folder)
    for prepare in _SPOKEN_OF.get(page_path.name, ()):
        prepare(folder)
    for block in iter_blocks(page_path):
        path = folder / block.title
        if block.title == "mkdocs.yml":
            add_settings(path, block.text)
        elif block.title and not block.is_study:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, "utf-8")


def has_own_files(path: Path) -> bool:
    """Whether a page's folder holds more than a new portfolio."""
    return path.name in _SPOKEN_OF or any(block.title and not block.is_study for block in iter_blocks(path))


def add_settings(path: Path, text: str) -> None:
    """Lays settings over those of a mkdocs.yml: maps are merged, anything else is replaced."""
    config = yaml.safe_load(path.read_text("utf-8"))
    path.write_text(yaml.safe_dump(_merged(config, yaml.safe_load(text)), sort_keys=False), "utf-8")


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    return below | {
        key: _merged(below[key], value) if isinstance(value, dict) and isinstance(below.get(key), dict) else value
        for key, value in above.items()
    }


def add_studies(folder: Path) -> None:
    """Two studies that are all right."""
    fields: dict[str, object] = {"sectors": ["Health and care"], "featured": True, "testimonials": [QUOTE]}
    fields["photo"] = {"src": "reading-room.jpg", "alt": "Readers at a table.", "credit": "Photo by Sample Name"}
    _write(folder, "case_studies/listening-library/index.md", record("A library that listens", **fields))
    (folder / "case_studies/listening-library/reading-room.jpg").write_bytes(photo())
    _write(folder, "case_studies/museum/index.md", record("A museum that asks"))


def _add_a_mistake(folder: Path) -> None:
    _write(folder, "case_studies/trefelin-libraries/index.md", _BROKEN)
    (folder / "case_studies/trefelin-libraries/desk.jpg").write_bytes(photo())


def _change_what_is_published(folder: Path) -> None:
    """A repository whose branch `main` is the version that is public, and the same in a folder beside it."""
    add_studies(folder)
    shutil.copytree(folder, folder.parent / "published")
    names = "git -c user.name=Sample -c user.email=sample@example.org"
    done = run_shell(f"git init -b main && git add --all && {names} commit -m Publish", folder)
    assert done.returncode == 0, done.stderr
    path = folder / "case_studies/listening-library/index.md"
    path.write_text(path.read_text("utf-8").replace("are still on the wall.", "hang on the wall."), "utf-8")
    moved = record("A museum that asks", aliases=["case-studies/museum"])
    shutil.rmtree(folder / "case_studies/museum")
    _write(folder, "case_studies/town-museum/index.md", moved)
    _write(folder, "case_studies/harbour.md", record("A harbour that waits", status="draft"))


def _add_an_old_table(folder: Path) -> None:
    text = "Your comments,Full name\nA café that asks,Ada Sample\n"
    (folder / "letters.csv").write_bytes(text.encode("windows-1252"))


def _delete_the_example(folder: Path) -> None:
    shutil.rmtree(folder / "case_studies/path-by-the-river")


def _add_what_was_received(folder: Path) -> None:
    (folder / "desk.jpg").write_bytes(photo())
    write_word(folder / "listening-library.docx", heading("A library that listens", 0), paragraph("We moved the desk."))
    brief = "Who: Sample Trust, a charity.\nThe brief: Ask, and listen.\nWhat I did: We moved the desk.\n"
    for name in ("briefs/first.txt", "briefs/second.txt", "received/voices.txt"):
        _write(folder, name, brief)
    (folder / "received/voices.jpg").write_bytes(photo())


def _write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


#: What pages speak of without showing it.
_SPOKEN_OF: dict[str, tuple[Callable[[Path], None], ...]] = {
    "checking.md": (add_studies, _add_a_mistake),
    "embedding.md": (add_studies,),
    "import.md": (_add_what_was_received,),
    "hosting.md": (add_studies,),
    "look.md": (add_studies,),
    "pages.md": (add_studies,),
    "reviewing.md": (_change_what_is_published,),
    "testimonials.md": (add_studies,),
    "troubleshooting.md": (_add_an_old_table,),
    # Its list of terms lacks those of the example.
    "writing.md": (_delete_the_example, add_studies),
}
