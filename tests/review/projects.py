"""Owns the repositories that reviews are made of, and how their previews are built."""

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import Result
from tests.cli.samples import run
from tests.mkdocs_plugin.building import Project, build, photo, record

GRANTED = {"status": "granted", "given_on": "2026-01-02"}
QUOTE = {"quote": "The notes are still on the wall, and we read them.", "role": "Librarian", "consent": GRANTED}
AS_OF = ("--as-of", "2026-06-01")
PHOTO = {"src": "desk.jpg", "alt": "A desk.", "credit": "Photo by Sample Name on Unsplash, CC BY 4.0"}


def git(folder: Path, *arguments: str) -> None:
    names = ["-c", "user.name=Sample", "-c", "user.email=sample@example.org", "-c", "init.defaultBranch=main"]
    environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *names, *arguments], cwd=folder, env=environment, check=True, capture_output=True)  # noqa: S607


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--message", "A change")


def make_repository(folder: Path) -> Project:
    """A project with a home page, and two studies with a quote each on `main`; one has a photo."""
    project = Project(folder).write(
        {
            "mkdocs.yml": "site_name: Sample & Sons\ntheme: {name: material, font: false}\nplugins: [casefolio]\n",
            ".gitignore": "/.cache/\n/site/\n/preview/\n",
            "docs/index.md": "# Home\n\n/// testimonials\n///\n",
            "case_studies/library.md": record(
                "A library that listens", testimonials=[QUOTE], body="## The brief\n\nAsk the readers, and listen.\n"
            ),
            "case_studies/museum/index.md": record("A museum that asks", photo=PHOTO),
            "case_studies/museum/desk.jpg": photo(),
        }
    )
    git(folder, "init")
    commit(folder)
    return project


def build_preview(project: Project, monkeypatch: pytest.MonkeyPatch, name: str = "preview") -> Path:
    """Builds a preview beside the site."""
    with monkeypatch.context() as patch:
        patch.setenv("CASEFOLIO_PREVIEW", "1")
        build(project, is_strict=False, site_dir=str(project.root / name))
    return project.root / name


def review(project: Project, *arguments: str | Path) -> Result:
    return run(project.root, "review", "--base", "main", *AS_OF, *arguments)
