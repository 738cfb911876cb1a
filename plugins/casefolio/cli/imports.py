"""`casefolio import`: makes drafts of briefs, Word documents, tables and folders."""

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from casefolio.cli.group import ANY_FILE, FILE, cli, config_option, examples
from casefolio.cli.terminal import clock, open_project, refusal, shown, shown_path, stands_in_terminal

if TYPE_CHECKING:
    from casefolio.importers.drafts import Wishes
    from casefolio.importers.folders import Answer
    from casefolio.project import Project


@cli.command(
    "import",
    epilog=examples(
        "casefolio import library-listening.txt",
        'casefolio import library-listening.docx --photo desk.jpg --alt "Readers around a library desk"',
        'casefolio import voices.csv --into library-listening --column "quote=Your comments"',
        "casefolio import received/ --dry-run",
    ),
)
@click.argument("files", nargs=-1, required=True, type=ANY_FILE, metavar="FILE...")
@click.option("--photo", type=FILE, metavar="FILE", help="The hero photo; it is copied next to the record.")
@click.option("--alt", metavar="TEXT", help="What the photo shows, for people who don't see it.")
@click.option("--title", metavar="TEXT", help="The headline. Without it, one is proposed.")
@click.option("--summary", metavar="TEXT", help="What happened, why, the result. Without it, one is proposed.")
@click.option("--into", metavar="SLUG", help="The study that a table's quotes belong to: prints what to paste into it.")
@click.option("--column", "columns", multiple=True, metavar="FIELD=HEADER", help="What a column of a table holds.")
@click.option("--encoding", metavar="NAME", help="How a text or a table is stored that is not UTF-8.")
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Show what would be written, and write nothing.")
@config_option
@click.pass_context
def import_(context: click.Context, /, files: tuple[Path, ...], **given: Any) -> None:  # noqa: ANN401 - click's options
    """Makes drafts of briefs, Word documents and tables of testimonials, and lists what is still missing.

    FILEs are plain briefs (.txt, .md), Word documents (.docx), tables (.csv) or folders of them. Every word of a text
    ends up in its record, which is named after the file. Nothing is ever overwritten, and no record is edited.
    """
    from casefolio.importers.folders import import_tasks, is_folder, plan_tasks  # noqa: PLC0415 - slow to import

    wishes = _wishes(context, files, given)
    project = open_project(context)
    settings = project.settings(now=clock())
    tasks = plan_tasks(files, wishes)
    is_long = len(tasks) > 1 and sys.stderr.isatty()
    answers = import_tasks(settings, tasks, lambda error: refusal(error, project))
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
        raise click.UsageError(shown(msg), context)
    if given["alt"] and given["photo"] is None and files[0].suffix.lower() != ".docx":
        msg = "--alt says what the photo shows, and no photo is given; add --photo FILE"
        raise click.UsageError(msg, context)
    columns = dict(item.partition("=")[::2] for item in given["columns"])
    for name, header in columns.items():
        if not header:
            msg = f"--column {name} names no header; write --column FIELD=HEADER, as in --column quote=Comments"
            raise click.UsageError(shown(msg), context)
    with contextlib.suppress(LookupError):
        "".encode(given["encoding"] or "utf-8")
        texts = {name: str(given[name] or "").strip() for name in ("alt", "title", "summary", "into", "encoding")}
        choose = _choose_one_or_none if is_one and stands_in_terminal() else None
        rest: dict[str, Any] = {"photo": given["photo"], "is_dry_run": given["is_dry_run"], **texts}
        return Wishes(columns=columns, choose=choose, **rest)
    msg = f"--encoding {given['encoding']} is not known; the usual ones are windows-1252, latin-1 and utf-16"
    raise click.UsageError(shown(msg), context)


def _choose_one_or_none(question: str, choices: Sequence[str]) -> int | None:
    click.echo(shown(question))
    for number, choice in enumerate((*choices, "none of them"), start=1):
        click.echo(f"  {number}  {shown(choice)}")
    chosen: int = click.prompt("Number", type=click.IntRange(1, len(choices) + 1))
    return chosen - 1 if chosen <= len(choices) else None


def _show_answer(answer: "Answer", project: "Project", *, is_dry_run: bool) -> None:
    if answer.failure:
        click.echo(f"Error: {shown(answer.failure)}", err=True)
    for note in answer.notes:
        # Apart from the lines to paste, which may go into a file.
        click.echo(shown(note), err=True)
    for item in answer.made:
        path = shown_path(item.path, project)
        if item.lines:
            click.echo(f"# to paste into {path}, which stays as it is")
            click.echo(shown("\n".join(item.lines)))
            continue
        beside = f", with {', '.join(item.beside)}" if item.beside and is_dry_run else ""
        click.echo(f"would write {path}{shown(beside)}" if is_dry_run else path)
        for words in item.missing:
            click.echo(f"  {shown(words)}")


def _show_summary(answers: "Sequence[Answer]", *, is_dry_run: bool) -> None:
    skipped = [answer for answer in answers if answer.skipped]
    for answer in skipped:
        click.echo(f"skipped {shown(str(answer.file))}: {answer.skipped}")
    made = sum(not item.lines for answer in answers for item in answer.made)
    failed = sum(bool(answer.failure) for answer in answers)
    click.echo(f"{made} {'would be made' if is_dry_run else 'made'}, {len(skipped)} skipped, {failed} failed")
