"""Owns the command line: reads arguments, calls the engine and prints what it answers; the only importer of click.

Whatever takes long to import is imported where it is needed, so that `--help` answers at once.
"""

import contextlib
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from casefolio import __version__
from casefolio.reporting import escape_controls, render_github, render_json

if TYPE_CHECKING:
    from datetime import datetime

    from casefolio.project import Project
    from casefolio.text_reports import TextStyle

#: What a program answers that was stopped with Ctrl-C, by the shells' custom (128 + SIGINT).
_INTERRUPTED = 130

_EXISTING = click.Path(exists=True, path_type=Path)
_FILE = click.Path(path_type=Path)


class _ConfigurationError(click.ClickException):
    """The project can't be read: the command can't even begin."""

    exit_code = 2


def _keep_config_path(context: click.Context, _parameter: click.Parameter, path: Path | None) -> None:
    """Keeps the file for the command, whether `-f` stands before its name or behind it."""
    if path is not None:
        context.ensure_object(dict)["config_path"] = path


_config_option = click.option(
    "-f",
    "--config-file",
    type=_FILE,
    metavar="FILE",
    expose_value=False,
    callback=_keep_config_path,
    help="The project's mkdocs.yml. Without it: the nearest one, from this folder upwards.",
)


def _examples(*commands: str) -> str:
    """What stands below the help of a command; the backspace keeps click from joining the lines."""
    return "\n".join(("\b", "For example:", *(f"  {command}" for command in commands)))


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_examples(
        "casefolio check",
        'casefolio new "Listening in four libraries"',
        'casefolio import brief.txt --photo desk.jpg --alt "Readers around a library desk"',
    ),
)
@click.version_option(__version__, "-V", "--version", prog_name="casefolio")
@_config_option
def cli() -> None:
    """Checks, starts and imports the case studies of a portfolio."""


@cli.command(
    epilog=_examples(
        "casefolio check", "casefolio check case_studies/library-listening --strict", "casefolio check --format json"
    )
)
@click.argument("paths", nargs=-1, type=_EXISTING, metavar="[PATH]...")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="How problems are written.",
)
@click.option("--strict", "is_strict", is_flag=True, help="Count warnings as errors.")
@click.option("--all", "shows_all", is_flag=True, help="Show every problem, not only the first 50.")
@_config_option
@click.pass_context
def check(
    context: click.Context, paths: tuple[Path, ...], output_format: str, *, is_strict: bool, shows_all: bool
) -> None:
    """Finds everything that is wrong with the records, all in one run.

    PATHs are records, folders or photos: only what concerns them is shown. Without any, it is everything.

    The answer is 0 where nothing is wrong or there are only warnings, 1 where there are errors, 2 where the command
    itself was written wrongly.
    """
    from casefolio.checking import check_files  # noqa: PLC0415 - slow to import
    from casefolio.selection import OutsideProjectError  # noqa: PLC0415 - slow to import
    from casefolio.source_lines import SourceLines  # noqa: PLC0415 - only here
    from casefolio.text_reports import MOST_SHOWN, render_text  # noqa: PLC0415 - only here

    project = _load_project(context)
    try:
        count, diagnostics = check_files(project.settings(now=_clock()), paths)
    except OutsideProjectError as error:
        msg = f"`{error.path}` lies outside the project, whose folder is `{project.root_path}`"
        raise click.UsageError(_shown(msg), context) from None
    if output_format == "json":
        click.echo(render_json(diagnostics, count))
    elif output_format == "github":
        click.echo(render_github(diagnostics, count, folder=_folder_in_repository(project.root_path)))
    elif count or diagnostics:
        find_line = SourceLines(project.root_path).line
        style = _text_style()
        text = render_text(diagnostics, count, find_line, style, most=None if shows_all else MOST_SHOWN)
        click.echo(text, color=style.has_colour)
    elif paths:
        click.echo("no records there, nothing to check")
    else:
        click.echo(f'no records in `{project.options.records}`; `casefolio new "Title"` writes the first')
    if any(is_strict or diagnostic.is_error for diagnostic in diagnostics):
        context.exit(1)


@cli.command(epilog=_examples("casefolio explain CF202", "casefolio explain cf105 cf309", "casefolio explain"))
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@click.pass_context
def explain(context: click.Context, codes: tuple[str, ...]) -> None:
    """Tells why a rule exists, with a wrong and a right example.

    CODEs stand in every message, such as CF202. Without any, all of them are listed.
    """
    from casefolio.explaining import UnknownCodeError, find_code, render_codes, render_explanation  # noqa: PLC0415

    style = _text_style()
    try:
        texts = [render_explanation(find_code(code), style) for code in codes]
    except UnknownCodeError as error:
        remedy = f"did you mean {error.near}?" if error.near else "`casefolio explain` lists them all"
        raise click.UsageError(_shown(f"there is no code `{error.written}`; {remedy}"), context) from None
    click.echo("\n\n\n".join(texts) if texts else render_codes(style), color=style.has_colour)


@cli.command(epilog=_examples('casefolio new "Listening in four libraries"'))
@click.argument("title", metavar="TITLE")
@_config_option
@click.pass_context
def new(context: click.Context, title: str) -> None:
    """Writes a starter record with every field explained, as a draft, and prints its path."""
    from casefolio.intake import reserved_slugs  # noqa: PLC0415 - slow to import
    from casefolio.record_folders import write_record_folder  # noqa: PLC0415 - only here and in `import`
    from casefolio.scaffold import check_title, render_starter  # noqa: PLC0415 - slow to import
    from casefolio.slugs import slugify  # noqa: PLC0415 - only here

    title = " ".join(title.split())
    slug = slugify(title)
    problems = [f"{item.message}; {item.hint}" if item.hint else item.message for item in check_title(title)]
    if not slug:
        problems = [f'no address can be made from the title "{title}"; use at least one Latin letter or digit']
    if problems:
        raise click.UsageError(_shown("\n".join(problems)), context)
    project = _load_project(context)
    if slug in reserved_slugs(project.settings(now=_clock())):
        msg = f"the address `{slug}` is that of a generated page; choose another title"
        raise click.UsageError(_shown(msg), context)
    with _refusals(project):
        path = write_record_folder(project.records_path, slug, {"index.md": render_starter(title).encode()})
    click.echo(_shown_path(path, project))


@cli.command(
    "import",
    epilog=_examples(
        "casefolio import library-listening.txt",
        'casefolio import library-listening.txt --photo desk.jpg --alt "Readers around a library desk"',
    ),
)
@click.argument("files", nargs=-1, required=True, type=_FILE, metavar="FILE...")
@click.option("--photo", type=_FILE, metavar="FILE", help="The hero photo; it is copied next to the record.")
@click.option("--alt", metavar="TEXT", help="What the photo shows, for people who don't see it.")
@click.option("--title", metavar="TEXT", help="The headline. Without it, one is proposed.")
@click.option("--summary", metavar="TEXT", help="What happened, why, the result. Without it, one is proposed.")
@_config_option
@click.pass_context
def import_(context: click.Context, /, files: tuple[Path, ...], photo: Path | None, **given: str | None) -> None:
    """Makes a draft of each plain brief, prints its path, and lists what is still missing.

    A brief is a text file: paragraphs that begin with `Who:`, `The brief:`, `What I did:` and `What they said:`, quotes
    in quote marks, and a last line such as `Photo by … on …`. Every word of it ends up in the record, which is named
    after the file. Nothing is ever overwritten.
    """
    from casefolio.importers.brief_files import ImportRefusedError, import_brief  # noqa: PLC0415 - slow to import

    named = [f"--{name}" for name, value in {"photo": photo, **given}.items() if value is not None]
    if len(files) > 1 and named:
        msg = f"{named[0]} belongs to one brief, and {len(files)} are given; import them one by one"
        raise click.UsageError(msg, context)
    if given["alt"] and photo is None:
        msg = "--alt says what the photo shows, and no photo is given; add --photo FILE"
        raise click.UsageError(msg, context)
    project = _load_project(context)
    has_failed = False
    for file in files:
        texts = {name: (value or "").strip() for name, value in given.items()}
        try:
            with _refusals(project):
                imported = import_brief(project.settings(now=_clock()), file, photo=photo, **texts)
        except (ImportRefusedError, click.ClickException) as error:
            has_failed = True
            click.echo(f"Error: {_shown(str(error))}", err=True)
            continue
        click.echo(_shown_path(imported.path, project))
        for words in imported.missing:
            click.echo(f"  {_shown(words)}")
    if has_failed:
        context.exit(1)


@contextmanager
def _refusals(project: "Project") -> Iterator[None]:
    """Tells why a record was not written."""
    from casefolio.record_folders import RecordExistsError  # noqa: PLC0415 - only where something is written

    try:
        yield
    except RecordExistsError as error:
        msg = f"{_shown_path(error.path, project)} is there already and stays as it is; choose another name"
    except OSError as error:
        msg = f"the record can't be written: {error.strerror}: {error.filename}"
    else:
        return
    raise click.ClickException(_shown(msg))


def _load_project(context: click.Context) -> "Project":
    from casefolio.project import ProjectError, find_project, load_project  # noqa: PLC0415 - slow to import

    config_path: Path | None = (context.find_object(dict) or {}).get("config_path")
    try:
        return load_project(config_path or find_project(Path.cwd()) or Path.cwd())
    except ProjectError as error:
        raise _ConfigurationError(_shown(str(error))) from None


def _clock() -> "datetime":
    from casefolio.options import read_clock  # noqa: PLC0415 - slow to import

    return read_clock(os.environ)


def _text_style() -> "TextStyle":
    """As wide as the terminal and in its colours, if it is one; elsewhere the same whoever runs it."""
    from casefolio.text_reports import TextStyle, fit_width, wants_colour  # noqa: PLC0415 - not for `--help`

    is_terminal = sys.stdout.isatty()
    columns = shutil.get_terminal_size((0, 0)).columns if is_terminal else 0
    return TextStyle(fit_width(columns), wants_colour(os.environ, is_terminal=is_terminal))


def _folder_in_repository(root_path: Path) -> str:
    """The project's folder in the repository that a GitHub workflow has checked out."""
    workspace = os.environ.get("GITHUB_WORKSPACE")
    if not workspace or not root_path.is_relative_to(Path(workspace).resolve()):
        return ""
    relative = root_path.relative_to(Path(workspace).resolve()).as_posix()
    return "" if relative == "." else relative


def _shown_path(path: Path, project: "Project") -> str:
    """A path as it can be used from the current folder; whole where that lies outside the project."""
    here = Path.cwd().resolve()
    return os.path.relpath(path, here) if here.is_relative_to(project.root_path) else str(path)


def _shown(text: str) -> str:
    """A text for the terminal, with its line ends and without any other control character."""
    return "\n".join(escape_controls(line) for line in text.split("\n"))


def _write_any_character(stream: object) -> None:
    r"""Lets a terminal that lacks a character show `\u2026` and the like, instead of ending in an error."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


def main() -> NoReturn:
    """Runs the command and ends the process with its answer; quiet on Ctrl-C and when nobody reads on."""
    for stream in (sys.stdout, sys.stderr):
        _write_any_character(stream)
    sys.exit(_answer(lambda: cli.main(prog_name="casefolio", standalone_mode=False)))


def _answer(run: Callable[[], object]) -> int:
    try:
        answer = run()
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    except BrokenPipeError:
        # Python would try to write the rest once more while it ends.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return answer if isinstance(answer, int) else 0
