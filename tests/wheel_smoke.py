"""Proves that the built wheel alone makes sites: a new environment, one record, a whole portfolio, strict builds."""

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

_LOCK_PATH = Path(__file__).resolve().parents[1] / "requirements" / "site.txt"

_MKDOCS_YML = """\
site_name: Smoke test
site_url: https://example.org/
theme:
  name: material
plugins: [casefolio]
"""

_INDEX_MD = """\
# Home
"""

_QUOTE = "The sessions gave us room to think."

_RECORD_MD = f"""\
---
title: A year of listening
summary: Four workshops in one valley, and a plan that people recognised as their own.
client: Sample Health Board
---

## What they said

> {_QUOTE}
> — Team manager, Sample Health Board
"""


def _run(folder_path: Path, *command: str | Path) -> None:
    """Runs a program of the new environment, with the repository out of its sight."""
    sys.stdout.write(f"  {' '.join(Path(command[0]).parts[-1:] + tuple(map(str, command[1:])))}\n")
    sys.stdout.flush()
    subprocess.run(command, cwd=folder_path, check=True)


def _check_page(site_path: Path) -> None:
    """Fails unless the record's page is there with its quote and the theme's own files."""
    page = (site_path / "case-studies" / "a-year-of-listening" / "index.html").read_text(encoding="utf-8")
    for text in (_QUOTE, "A year of listening"):
        if text not in page:
            message = f"the page of the new project does not say {text!r}"
            raise SystemExit(message)
    # The record's and the site's, drawn with fonts that lie in the wheel
    if len(list(site_path.rglob("*-social-*.png"))) != 2:
        message = "the pages of the new project have no cards"
        raise SystemExit(message)


def main(dist_path: Path) -> None:
    """Installs the one wheel of a folder with the locked dependencies and builds a project with it."""
    (wheel_path,) = dist_path.resolve().glob("*.whl")
    # A space in the path, since people's folders have them
    with tempfile.TemporaryDirectory(prefix="wheel smoke ") as folder:
        folder_path = Path(folder)
        environment_path = folder_path / "venv"
        venv.create(environment_path, with_pip=True)
        python = environment_path / "bin" / "python"
        pip = (python, "-m", "pip")
        _run(
            folder_path,
            *pip,
            "install",
            "--quiet",
            "--require-hashes",
            "--only-binary",
            ":all:",
            "--requirement",
            _LOCK_PATH,
        )
        _run(folder_path, *pip, "install", "--quiet", "--no-deps", wheel_path)
        # The lock may hold more than the wheel asks for, never less
        _run(folder_path, *pip, "check")

        project_path = folder_path / "project"
        for path, text in {
            "mkdocs.yml": _MKDOCS_YML,
            "docs/index.md": _INDEX_MD,
            "case_studies/a-year-of-listening.md": _RECORD_MD,
        }.items():
            file_path = project_path / path
            file_path.parent.mkdir(parents=True, exist_ok=True)
            file_path.write_text(text, encoding="utf-8")
        _run(project_path, environment_path / "bin" / "casefolio", "--version")
        _run(project_path, python, "-m", "mkdocs", "build", "--strict")
        _check_page(project_path / "site")

        # A portfolio is made of files that lie in the wheel, those whose names begin with a dot included
        portfolio_path = folder_path / "portfolio"
        _run(folder_path, environment_path / "bin" / "casefolio", "init", portfolio_path)
        _run(portfolio_path, environment_path / "bin" / "casefolio", "check", "--strict")
        _run(portfolio_path, python, "-m", "mkdocs", "build", "--strict")
        for name in (".gitignore", ".github/workflows/check.yml", "site/case-studies/path-by-the-river/index.html"):
            if not (portfolio_path / name).is_file():
                message = f"the new portfolio has no {name}"
                raise SystemExit(message)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
