"""Owns the command line: reads arguments, calls the engine and prints what it answers; the only importer of click.

Whatever takes long to import is imported where it is needed, so that `--help` answers at once.
"""

import contextlib
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from casefolio import __version__
from casefolio.reporting import count_words, escape_controls, render_github, render_json

if TYPE_CHECKING:
    from datetime import datetime

    from casefolio.importers.drafts import Wishes
    from casefolio.importers.folders import Answer
    from casefolio.project import Project
    from casefolio.record_folders import RecordExistsError
    from casefolio.settings import Settings
    from casefolio.text_reports import TextStyle

#: What a program answers that was stopped with Ctrl-C, by the shells' custom (128 + SIGINT).
_INTERRUPTED = 130

_EXISTING = click.Path(exists=True, path_type=Path)
_FILE = click.Path(path_type=Path)
#: What can't be read is told with the other files, and doesn't stop them.
_ANY_FILE = click.Path(path_type=Path, readable=False)


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
        "casefolio init portfolio",
        "casefolio new",
        "casefolio check",
        'casefolio import brief.txt --photo desk.jpg --alt "Readers around a library desk"',
    ),
)
@click.version_option(__version__, "-V", "--version", prog_name="casefolio")
@_config_option
def cli() -> None:
    """Checks, starts and imports the case studies of a portfolio."""


@cli.command(
    epilog=_examples(
        "casefolio check",
        "casefolio check case_studies/library-listening --strict",
        "casefolio check --fix --diff",
        "casefolio check --format json",
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
@click.option("--fix", "is_mending", is_flag=True, help="Mend in the records what is safe to mend.")
@click.option("--diff", "is_dry_run", is_flag=True, help="With --fix: show what would be mended, and write nothing.")
@_config_option
@click.pass_context
def check(
    context: click.Context,
    paths: tuple[Path, ...],
    output_format: str,
    *,
    is_strict: bool,
    shows_all: bool,
    is_mending: bool,
    is_dry_run: bool,
) -> None:
    """Finds everything that is wrong with the records, all in one run.

    PATHs are records, folders or photos: only what concerns them is shown. Without any, it is everything.

    The answer is 0 where nothing is wrong or there are only warnings, 1 where there are errors, 2 where the command
    itself was written wrongly.
    """
    _refuse_lone_diff(context, output_format, is_mending=is_mending, is_dry_run=is_dry_run)
    from casefolio.checking import check_files  # noqa: PLC0415 - slow to import
    from casefolio.selection import OutsideProjectError  # noqa: PLC0415 - slow to import
    from casefolio.source_lines import SourceLines  # noqa: PLC0415 - only here
    from casefolio.text_reports import MOST_SHOWN, render_text  # noqa: PLC0415 - only here

    project = _load_project(context)
    settings = project.settings(now=_clock())
    has_failed = False
    try:
        if is_mending:
            has_failed = _mend(project, settings, paths, is_dry_run=is_dry_run, is_text=output_format == "text")
        count, diagnostics = check_files(settings, paths)
    except OutsideProjectError as error:
        msg = f"`{error.path}` lies outside the project, whose folder is `{project.root_path}`"
        raise click.UsageError(_shown(msg), context) from None
    if is_dry_run:
        pass  # The changes are what was asked for.
    elif output_format == "json":
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
    if has_failed or any(is_strict or diagnostic.is_error for diagnostic in diagnostics):
        context.exit(1)


def _refuse_lone_diff(context: click.Context, output_format: str, *, is_mending: bool, is_dry_run: bool) -> None:
    if is_dry_run and not is_mending:
        msg = "--diff shows what --fix would change; write --fix --diff"
        raise click.UsageError(msg, context)
    if is_dry_run and output_format != "text":
        msg = f"--diff is text to read; leave --format {output_format} out"
        raise click.UsageError(msg, context)


def _mend(
    project: "Project", settings: "Settings", paths: tuple[Path, ...], *, is_dry_run: bool, is_text: bool
) -> bool:
    """Mends records, or shows what would be mended; answers whether one of them can't be written."""
    from casefolio.mending import iter_mended, render_diff, write_mended  # noqa: PLC0415 - slow to import

    things = files = 0
    has_failed = False
    for file in iter_mended(settings, paths):
        if is_dry_run:
            click.echo(render_diff(file))
        else:
            try:
                write_mended(file)
            except OSError as error:
                has_failed = True
                reason = (
                    f"{_shown_path(file.file_path, project)} can't be written, and stays as it was: {error.strerror}"
                )
                click.echo(f"Error: {_shown(reason)}", err=True)
                continue
        things, files = things + file.count, files + 1
    found = f"{count_words(things, 'thing')} in {count_words(files, 'file')}" if files else "nothing"
    # The other formats are read by programs.
    click.echo(f"would mend {found}" if is_dry_run else f"mended {found}\n", err=not is_text)
    return has_failed


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


@cli.command(
    epilog=_examples("casefolio init", 'casefolio init portfolio --name "Trefelin Together" --language cy'),
)
@click.argument("folder", metavar="[DIR]", type=_FILE, default=".")
@click.option("--name", metavar="TEXT", help="The name of the site.")
@click.option("--description", metavar="TEXT", help="The headline of the home page.")
@click.option("--language", type=click.Choice(["en", "cy"]), help="English or Welsh.")
@click.pass_context
def init(context: click.Context, /, folder: Path, **given: str | None) -> None:
    """Makes a new portfolio, with an example, that can be built at once.

    DIR is its folder: this one, unless another is named. Other files may lie there; none is ever overwritten. In a
    terminal it asks for what no option says.
    """
    from casefolio import portfolio_starter as starter  # noqa: PLC0415 - only here

    try:
        # Nobody is asked anything only to hear that it can't be.
        first_guess = starter.Portfolio("", "", given["language"] or starter.LANGUAGES[0])
        starter.check_places(folder, starter.plan_portfolio(first_guess))
        is_asking = _stands_in_terminal()
        language = given["language"] or (_choose("Language", starter.LANGUAGES) if is_asking else starter.LANGUAGES[0])
        texts = {
            "name": _site_text(context, "name", given["name"], starter.NAMES[language], is_asking=is_asking),
            "description": _site_text(
                context, "description", given["description"], starter.DESCRIPTIONS[language], is_asking=is_asking
            ),
        }
        starter.write_portfolio(folder, starter.plan_portfolio(starter.Portfolio(**texts, language=language)))
    except starter.FilesExistError as error:
        listed = "\n".join(f"  {path}" for path in error.paths)
        msg = f"nothing was written, since these are there already; move them, or name another folder:\n{listed}"
    except OSError as error:
        msg = f"the portfolio can't be written, and nothing of it was left: {error.strerror}: {error.filename}"
    else:
        for line in starter.next_steps(folder, language):
            click.echo(_shown(line))
        return
    raise click.ClickException(_shown(msg))


@cli.command(
    epilog=_examples(
        "casefolio new",
        'casefolio new "A library that listens" --client "Trefelin Libraries" --photo desk.jpg',
        "casefolio new --from brief.txt",
    )
)
@click.argument("title", required=False, metavar="[TITLE]")
@click.option("--client", metavar="TEXT", help="Who the work was for, by name.")
@click.option("--summary", metavar="TEXT", help="What happened, why, the result.")
@click.option("--photo", type=_FILE, metavar="FILE", help="The hero photo; it is copied next to the record.")
@click.option("--alt", metavar="TEXT", help="What the photo shows, for people who don't see it.")
@click.option("--credit", metavar="TEXT", help="Whose photo it is: `Photo by … on …`.")
@click.option("--yaml", "is_yaml", is_flag=True, help="Write all of the record as YAML.")
@click.option("--from", "brief", type=_FILE, metavar="FILE", help="Make it of a plain brief, as `import` does.")
@_config_option
@click.pass_context
def new(
    context: click.Context,
    /,
    title: str | None,
    photo: Path | None,
    brief: Path | None,
    *,
    is_yaml: bool,
    **given: str | None,
) -> None:
    """Writes a starter record with every field explained, as a draft, and prints its path.

    Without TITLE it asks, if it stands in a terminal, for everything that no option says. What is not said is left for
    you to write over, and is not published before you have.
    """
    if brief:
        _import_instead(context, brief, {"title": title, "photo": photo, "is_yaml": is_yaml or None, **given})
        return
    is_asking = title is None
    if is_asking and not _stands_in_terminal():
        msg = 'no title is given; write one in quotes: `casefolio new "A library that listens"`'
        raise click.UsageError(msg, context)
    beside_photo = next((name for name in ("alt", "credit") if given[name]), None)
    if beside_photo and not photo:
        msg = f"--{beside_photo} belongs to a photo, and none is given; add --photo FILE"
        raise click.UsageError(msg, context)
    from casefolio.answers import Answers, check_texts, check_title, flatten  # noqa: PLC0415 - slow to import

    project = _load_project(context)
    settings = project.settings(now=_clock())
    answers = Answers(flatten(title), photo=photo, **{name: flatten(text) for name, text in given.items()})
    problems = (*(() if is_asking else check_title(answers.title, settings)), *check_texts(answers))
    if problems:
        raise click.UsageError(_shown("\n".join(problems)), context)
    from casefolio.incoming_photos import PhotoRefusedError, load_incoming_photo  # noqa: PLC0415 - slow to import
    from casefolio.new_records import write_new_record  # noqa: PLC0415 - slow to import

    try:
        if is_asking:
            from casefolio.interview import interview  # noqa: PLC0415 - only in a terminal

            if photo:
                # Nobody answers anything only to hear that the photo won't do.
                load_incoming_photo(photo, settings.photos)
            answers = interview(answers, settings, _ask, lambda line: click.echo(_shown(line)))
        with _refusals(project):
            record = write_new_record(settings, answers, is_yaml=is_yaml)
    except PhotoRefusedError as error:
        raise click.ClickException(_shown(str(error))) from None
    click.echo(_shown_path(record.path, project))
    for words in record.missing:
        click.echo(f"  {_shown(words)}")


def _import_instead(context: click.Context, brief: Path, given: dict[str, object]) -> None:
    """Hands a brief to `import`, and refuses what that does not take."""
    taken = ("title", "summary", "photo", "alt")
    refused = next((name for name, value in given.items() if value is not None and name not in taken), None)
    if refused:
        msg = f"--{refused.removeprefix('is_')} and --from don't go together; change the record that --from makes"
        raise click.UsageError(msg, context)
    context.invoke(import_, files=(brief,), **{name: given[name] for name in taken})


@cli.command(
    "import",
    epilog=_examples(
        "casefolio import library-listening.txt",
        'casefolio import library-listening.docx --photo desk.jpg --alt "Readers around a library desk"',
        'casefolio import voices.csv --into library-listening --column "quote=Your comments"',
        "casefolio import received/ --dry-run",
    ),
)
@click.argument("files", nargs=-1, required=True, type=_ANY_FILE, metavar="FILE...")
@click.option("--photo", type=_FILE, metavar="FILE", help="The hero photo; it is copied next to the record.")
@click.option("--alt", metavar="TEXT", help="What the photo shows, for people who don't see it.")
@click.option("--title", metavar="TEXT", help="The headline. Without it, one is proposed.")
@click.option("--summary", metavar="TEXT", help="What happened, why, the result. Without it, one is proposed.")
@click.option("--into", metavar="SLUG", help="The study that a table's quotes belong to: prints what to paste into it.")
@click.option("--column", "columns", multiple=True, metavar="FIELD=HEADER", help="What a column of a table holds.")
@click.option("--encoding", metavar="NAME", help="How a text or a table is stored that is not UTF-8.")
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Show what would be written, and write nothing.")
@_config_option
@click.pass_context
def import_(context: click.Context, /, files: tuple[Path, ...], **given: Any) -> None:  # noqa: ANN401 - click's options
    """Makes drafts of briefs, Word documents and tables of testimonials, and lists what is still missing.

    FILEs are plain briefs (.txt, .md), Word documents (.docx), tables (.csv) or folders of them. Every word of a text
    ends up in its record, which is named after the file. Nothing is ever overwritten, and no record is edited.
    """
    from casefolio.importers.folders import import_tasks, is_folder, plan_tasks  # noqa: PLC0415 - slow to import

    wishes = _wishes(context, files, given)
    project = _load_project(context)
    settings = project.settings(now=_clock())
    tasks = plan_tasks(files, wishes)
    is_long = len(tasks) > 1 and sys.stderr.isatty()
    answers = import_tasks(settings, tasks, lambda error: _refusal(error, project))
    if is_long:
        with click.progressbar(answers, length=len(tasks), label="importing", file=sys.stderr) as shown:
            answers = iter(list(shown))
    done = []
    for answer in answers:
        _show_answer(answer, project, is_dry_run=wishes.is_dry_run)
        done.append(answer)
    if any(map(is_folder, files)):
        _show_summary(done, is_dry_run=wishes.is_dry_run)
    if any(answer.failure for answer in done):
        context.exit(1)


def _wishes(context: click.Context, files: tuple[Path, ...], given: dict[str, Any]) -> "Wishes":
    """What an editor says besides the names of the files; wrong use ends the command."""
    from casefolio.importers.drafts import Wishes  # noqa: PLC0415 - slow to import
    from casefolio.importers.folders import is_folder  # noqa: PLC0415 - slow to import

    is_one = len(files) == 1 and not is_folder(files[0])
    named = [f"--{name}" for name in ("photo", "title", "summary", "alt") if given[name] is not None]
    if not is_one and named:
        found = f"{len(files)} are given" if len(files) > 1 else f"{files[0]} is a folder"
        msg = f"{named[0]} belongs to one brief, and {found}; import them one by one"
        raise click.UsageError(_shown(msg), context)
    if given["alt"] and given["photo"] is None and files[0].suffix.lower() != ".docx":
        msg = "--alt says what the photo shows, and no photo is given; add --photo FILE"
        raise click.UsageError(msg, context)
    columns = dict(item.partition("=")[::2] for item in given["columns"])
    for name, header in columns.items():
        if not header:
            msg = f"--column {name} names no header; write --column FIELD=HEADER, as in --column quote=Comments"
            raise click.UsageError(_shown(msg), context)
    with contextlib.suppress(LookupError):
        "".encode(given["encoding"] or "utf-8")
        texts = {name: str(given[name] or "").strip() for name in ("alt", "title", "summary", "into", "encoding")}
        choose = _choose_one_or_none if is_one and _stands_in_terminal() else None
        rest: dict[str, Any] = {"photo": given["photo"], "is_dry_run": given["is_dry_run"], **texts}
        return Wishes(columns=columns, choose=choose, **rest)
    msg = f"--encoding {given['encoding']} is not known; the usual ones are windows-1252, latin-1 and utf-16"
    raise click.UsageError(_shown(msg), context)


def _choose_one_or_none(question: str, choices: Sequence[str]) -> int | None:
    click.echo(_shown(question))
    for number, choice in enumerate((*choices, "none of them"), start=1):
        click.echo(f"  {number}  {_shown(choice)}")
    chosen: int = click.prompt("Number", type=click.IntRange(1, len(choices) + 1))
    return chosen - 1 if chosen <= len(choices) else None


def _show_answer(answer: "Answer", project: "Project", *, is_dry_run: bool) -> None:
    if answer.failure:
        click.echo(f"Error: {_shown(answer.failure)}", err=True)
    for note in answer.notes:
        # Apart from the lines to paste, which may go into a file.
        click.echo(_shown(note), err=True)
    for item in answer.made:
        path = _shown_path(item.path, project)
        if item.lines:
            click.echo(f"# to paste into {path}, which stays as it is")
            click.echo(_shown("\n".join(item.lines)))
            continue
        beside = f", with {', '.join(item.beside)}" if item.beside and is_dry_run else ""
        click.echo(f"would write {path}{_shown(beside)}" if is_dry_run else path)
        for words in item.missing:
            click.echo(f"  {_shown(words)}")


def _show_summary(answers: "Sequence[Answer]", *, is_dry_run: bool) -> None:
    skipped = [answer for answer in answers if answer.skipped]
    for answer in skipped:
        click.echo(f"skipped {_shown(str(answer.file))}: {answer.skipped}")
    made = sum(not item.lines for answer in answers for item in answer.made)
    failed = sum(bool(answer.failure) for answer in answers)
    click.echo(f"{made} {'would be made' if is_dry_run else 'made'}, {len(skipped)} skipped, {failed} failed")


@cli.command(epilog=_examples("casefolio serve", "casefolio serve --open --address 127.0.0.1:8765"))
@click.option(
    "--address", metavar="HOST:PORT", help="Where it is shown; 127.0.0.1:8000 unless mkdocs.yml says otherwise."
)
@click.option("--open", "is_opening", is_flag=True, help="Open it in the browser.")
@_config_option
@click.pass_context
def serve(context: click.Context, address: str | None, *, is_opening: bool) -> None:
    """Shows the portfolio while you write, anew after every save.

    It is `mkdocs serve`: drafts are shown and marked, a bar on each page lists the problems of its record, and a page
    that only the preview has shows every crop and what is not public. Press Ctrl and C to stop it.
    """
    import runpy  # noqa: PLC0415 - only here

    project = _load_project(context)
    if project.config_path is None:
        msg = "there is no mkdocs.yml here or above; `casefolio init` makes a portfolio"
        raise click.ClickException(msg)
    sys.argv = ["mkdocs", "serve", "--config-file", str(project.config_path)]
    sys.argv += ["--dev-addr", address] if address else []
    sys.argv += ["--open"] if is_opening else []
    # A notice about MkDocs' own future, which would stand above what editors are to read.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    # In this process, so that what ends this command ends the server.
    runpy.run_module("mkdocs", run_name="__main__")


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


def _stands_in_terminal() -> bool:
    """Whether there is somebody to ask."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _ask(question: str, default: str = "") -> str:
    answer: str = click.prompt(question, default=default, show_default=bool(default))
    return answer


def _choose(question: str, choices: tuple[str, ...]) -> str:
    answer: str = click.prompt(question, type=click.Choice(choices), default=choices[0])
    return answer


def _site_text(context: click.Context, name: str, given: str | None, default: str, *, is_asking: bool) -> str:
    """A text for mkdocs.yml: as the option says, as answered, or the default."""
    from casefolio.portfolio_starter import find_problem  # noqa: PLC0415 - only for `init`

    if given is not None:
        problem = find_problem(name, given)
        if problem:
            raise click.UsageError(_shown(problem), context)
        return " ".join(given.split())
    while is_asking:
        answer = _ask(f"{name.capitalize()} of the site", default)
        problem = find_problem(name, answer)
        if not problem:
            return " ".join(answer.split())
        click.echo(f"  {_shown(problem)}")
    return default


@contextmanager
def _refusals(project: "Project") -> Iterator[None]:
    """Tells why a record was not written."""
    from casefolio.record_folders import RecordExistsError  # noqa: PLC0415 - only where something is written

    try:
        yield
    except (RecordExistsError, OSError) as error:
        raise click.ClickException(_shown(_refusal(error, project))) from None


def _refusal(error: "RecordExistsError | OSError", project: "Project") -> str:
    if isinstance(error, OSError):
        return f"the record can't be written: {error.strerror}: {error.filename}"
    return f"{_shown_path(error.path, project)} is there already and stays as it is; choose another name"


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
