"""What the commands have in common when they run: the project they work on, questions, and texts for the terminal."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casefolio.cli.group import ConfigurationError
from casefolio.project_files import find_project
from casefolio.reporting import escape_controls

if TYPE_CHECKING:
    from datetime import datetime

    from casefolio.project import Project
    from casefolio.record_folders import RecordExistsError
    from casefolio.text_reports import TextStyle


def stands_in_terminal() -> bool:
    """Whether there is somebody to ask."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def ask(question: str, default: str = "") -> str:
    """Asks somebody in a terminal for a text."""
    answer: str = click.prompt(question, default=default, show_default=bool(default))
    return answer


def choose(question: str, choices: tuple[str, ...]) -> str:
    """Asks somebody in a terminal for one of several words; the first is the default."""
    answer: str = click.prompt(question, type=click.Choice(choices), default=choices[0])
    return answer


@contextmanager
def outside_project(context: click.Context, project: "Project") -> Iterator[None]:
    """Tells that a path which somebody wrote lies elsewhere."""
    from casefolio.selection import OutsideProjectError  # noqa: PLC0415 - slow to import

    try:
        yield
    except OutsideProjectError as error:
        msg = f"`{error.path}` lies outside the project, whose folder is `{project.root_path}`"
        raise click.UsageError(shown(msg), context) from None


@contextmanager
def refusals(project: "Project") -> Iterator[None]:
    """Tells why a record was not written."""
    from casefolio.record_folders import RecordExistsError  # noqa: PLC0415 - only where something is written

    try:
        yield
    except (RecordExistsError, OSError) as error:
        raise click.ClickException(shown(refusal(error, project))) from None


def refusal(error: "RecordExistsError | OSError", project: "Project") -> str:
    """Says why a record was not written."""
    if isinstance(error, OSError):
        return f"the record can't be written: {error.strerror}: {error.filename}"
    return f"{shown_path(error.path, project)} is there already and stays as it is; choose another name"


def find_config(context: click.Context) -> Path | None:
    """The mkdocs.yml that `-f` names, or the nearest one from this folder upwards; None where there is none."""
    named: Path | None = (context.find_object(dict) or {}).get("config_path")
    return named or find_project(Path.cwd())


def open_project(context: click.Context) -> "Project":
    """Reads the project that `-f` names, or the nearest one from this folder upwards."""
    from casefolio.project import ProjectError, load_project  # noqa: PLC0415 - slow to import

    try:
        return load_project(find_config(context) or Path.cwd())
    except ProjectError as error:
        raise ConfigurationError(shown(str(error))) from None


def load_terms(project: "Project") -> dict[str, tuple[str, ...]]:
    """The words that the project's list of terms allows, by taxonomy; says where that list has mistakes."""
    from casefolio.editor_files import load_terms  # noqa: PLC0415 - slow to import

    terms, has_mistakes = load_terms(project.records_path, project.root_path)
    if has_mistakes:
        click.echo("the terms are left out, because their file has mistakes; `casefolio check` tells which", err=True)
    return terms


def clock(as_of: str = "") -> "datetime":
    """What time it is, by the command line, the environment or the machine."""
    from casefolio.clocks import ClockError, read_clock  # noqa: PLC0415 - slow to import

    try:
        return read_clock(os.environ, as_of)
    except ClockError as error:
        raise click.UsageError(shown(str(error))) from None


def text_style() -> "TextStyle":
    """As wide as the terminal and in its colours, if it is one; elsewhere the same whoever runs it."""
    from casefolio.text_reports import TextStyle, fit_width, wants_colour  # noqa: PLC0415 - not for `--help`

    is_terminal = sys.stdout.isatty()
    columns = shutil.get_terminal_size((0, 0)).columns if is_terminal else 0
    return TextStyle(fit_width(columns), wants_colour(os.environ, is_terminal=is_terminal))


def folder_in_repository(root_path: Path) -> str:
    """The project's folder in the repository that a workflow of GitHub or GitLab has checked out."""
    workspace = os.environ.get("GITHUB_WORKSPACE") or os.environ.get("CI_PROJECT_DIR")
    if not workspace or not root_path.is_relative_to(Path(workspace).resolve()):
        return ""
    relative = root_path.relative_to(Path(workspace).resolve()).as_posix()
    return "" if relative == "." else relative


def shown_path(path: Path, project: "Project") -> str:
    """A path as it can be used from the current folder; whole where that lies outside the project."""
    here = Path.cwd().resolve()
    return os.path.relpath(path, here) if here.is_relative_to(project.root_path) else str(path)


def shown(text: str) -> str:
    """A text for the terminal, with its line ends and without any other control character."""
    return "\n".join(escape_controls(line) for line in text.split("\n"))
