"""Owns the command line: reads arguments, calls the engine and prints what it answers; the only importer of click.

Whatever takes long to import is imported where it is needed, so that `--help` answers at once.
"""

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from casefolio import __version__
from casefolio.reporting import escape_controls, render_github, render_json, render_text

if TYPE_CHECKING:
    from datetime import datetime

    from casefolio.project import Project

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
@_config_option
@click.pass_context
def check(context: click.Context, paths: tuple[Path, ...], output_format: str, *, is_strict: bool) -> None:
    """Finds everything that is wrong with the records, all in one run.

    PATHs are records, folders or photos: only what concerns them is shown. Without any, it is everything.

    The answer is 0 where nothing is wrong or there are only warnings, 1 where there are errors, 2 where the command
    itself was written wrongly.
    """
    from casefolio.checking import check_files  # noqa: PLC0415 - slow to import
    from casefolio.selection import OutsideProjectError  # noqa: PLC0415 - slow to import

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
        click.echo(render_text(diagnostics, count))
    elif paths:
        click.echo("no records there, nothing to check")
    else:
        click.echo(f'no records in `{project.options.records}`; `casefolio new "Title"` writes the first')
    if any(is_strict or diagnostic.is_error for diagnostic in diagnostics):
        context.exit(1)


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


@cli.command(epilog=_examples("casefolio schema", "casefolio schema --write"))
@click.argument("kind", required=False, type=click.Choice(["taxonomies"]))
@click.option("--write", "is_written", is_flag=True, help="Write the settings of editors into the portfolio.")
@click.option("--plain", "is_plain", is_flag=True, help="Leave the terms of `_taxonomies.yml` out.")
@_config_option
@click.pass_context
def schema(context: click.Context, kind: str | None, *, is_written: bool, is_plain: bool) -> None:
    """Prints the JSON Schema of a record, by which text editors help while one types.

    With `taxonomies` it is that of `_taxonomies.yml`. With --write nothing is printed but the names of the files that
    were written: the schemas, and what VS Code and its extension Front Matter need to use them.
    """
    from casefolio import schemas  # noqa: PLC0415 - slow to import

    if kind and is_written:
        msg = "--write writes all files; leave `taxonomies` out"
        raise click.UsageError(msg, context)
    if kind:
        click.echo(schemas.render_schema(schemas.make_taxonomies_schema()), nl=False)
    elif is_written:
        _write_editor_files(context, is_plain=is_plain)
    else:
        terms = {} if is_plain else _load_terms(_load_project(context))
        click.echo(schemas.render_schema(schemas.make_record_schema(terms)), nl=False)


def _load_terms(project: "Project") -> dict[str, tuple[str, ...]]:
    from casefolio.editor_files import load_terms  # noqa: PLC0415 - slow to import

    terms, has_mistakes = load_terms(project.records_path, project.root_path)
    if has_mistakes:
        click.echo("the terms are left out, because their file has mistakes; `casefolio check` tells which", err=True)
    return terms


def _write_editor_files(context: click.Context, *, is_plain: bool) -> None:
    from casefolio.editor_files import find_change, folder_from, plan_editor_files, write_change  # noqa: PLC0415 - slow

    project = _load_project(context)
    if project.config_path is None:
        msg = "there is no mkdocs.yml from this folder upwards; go to the portfolio's folder, or name the file with -f"
        raise _ConfigurationError(msg)
    terms = {} if is_plain else _load_terms(project)
    has_obstacle = has_changed = False
    for file in plan_editor_files(folder_from(project.root_path, project.records_path), terms):
        path = _shown_path(project.root_path / file.uri, project)
        try:
            change = find_change(file, project.root_path)
            write_change(change, project.root_path)
        except OSError as error:
            msg = f"{path} can't be written: {error.strerror}"
            raise click.ClickException(_shown(msg)) from None
        if change.obstacle:
            has_obstacle = True
            click.echo(
                _shown(f"{path} {change.obstacle}; it stays as it is. Add this to it:\n{change.missing}"), err=True
            )
        elif change.text is not None:
            has_changed = True
            click.echo(_shown(path))
    if has_obstacle:
        context.exit(1)
    if not has_changed:
        click.echo("everything is there already")


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
