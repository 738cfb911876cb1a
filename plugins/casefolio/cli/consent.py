"""`casefolio consent`: tells who agreed to what, and stamps the words that they agreed to."""

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casefolio.cli.group import EXISTING, as_of_option, cli, config_option, examples
from casefolio.cli.terminal import clock, open_project, outside_project, shown, shown_path
from casefolio.reporting import count_words

if TYPE_CHECKING:
    from casefolio.agreements import Agreement, Agreements
    from casefolio.mending import Stamping


@cli.group(
    invoke_without_command=True,
    epilog=examples(
        "casefolio consent",
        "casefolio consent --strict --as-of 2027-01-01",
        "casefolio consent --format csv > consent.csv",
        "casefolio consent stamp --dry-run",
    ),
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    help="How the list is written.",
)
@click.option("--whole", "is_whole", is_flag=True, help="Tell every quote in whole, not only its first words.")
@click.option("--strict", "is_strict", is_flag=True, help="End with 1 where consent is missing or has lapsed.")
@as_of_option
@config_option
@click.pass_context
def consent(context: click.Context, output_format: str, as_of: str, *, is_whole: bool, is_strict: bool) -> None:
    """Lists who agreed to what until when, what lapses soon, and what is missing.

    Drafts are listed as well. The list holds names that the site may not show: keep it to yourself.

    The answer is 0, or with --strict 1 where a consent is missing or has lapsed, words have changed since they were
    stamped, or a record can't be read for other mistakes.
    """
    if context.invoked_subcommand:
        return
    from casefolio.agreements import load_agreements  # noqa: PLC0415 - slow to import
    from casefolio.consent_reports import render_csv, render_json, render_table  # noqa: PLC0415 - only here
    from casefolio.excerpts import WIDTH  # noqa: PLC0415 - only here

    agreements = load_agreements(open_project(context).settings(now=clock(as_of)))
    if output_format == "csv":
        # As bytes, so that no line end is written in another way.
        click.echo(render_csv(agreements, is_whole=is_whole).encode(), nl=False)
    elif output_format == "json":
        click.echo(render_json(agreements, is_whole=is_whole))
    else:
        columns = shutil.get_terminal_size((0, 0)).columns if sys.stdout.isatty() else 0
        click.echo(render_table(agreements, width=columns or WIDTH, is_whole=is_whole))
    if is_strict and _is_wanting(agreements):
        context.exit(1)


def _is_wanting(agreements: "Agreements") -> bool:
    from casefolio.agreements import Stamp, Standing  # noqa: PLC0415 - slow to import

    wanting = {Standing.MISSING, Standing.LAPSED}
    found = any(item.standing in wanting or item.stamp is Stamp.CHANGED for item in agreements.items)
    return found or bool(agreements.broken_paths)


@consent.command(
    epilog=examples(
        "casefolio consent stamp",
        "casefolio consent stamp --dry-run",
        "casefolio consent stamp case_studies/library-listening",
    )
)
@click.argument("paths", nargs=-1, type=EXISTING, metavar="[PATH]...")
@click.option("--dry-run", "is_dry_run", is_flag=True, help="Show what would be written, and write nothing.")
@config_option
@click.pass_context
def stamp(context: click.Context, paths: tuple[Path, ...], *, is_dry_run: bool) -> None:
    """Writes a digest of the exact words beside every consent that is granted.

    From then on, one changed letter of such a quote is an error, until the words are put back or stamped again. PATHs
    are records or folders; without any, it is all of them. Only lines with `words:` (and `consent:` above, where it
    is missing) are added or changed.

    The answer is 1 where a record can't be read or written.
    """
    from casefolio.mending import plan_stamps, render_diff, write_mended  # noqa: PLC0415 - slow to import

    project = open_project(context)
    with outside_project(context, project):
        stamping = plan_stamps(project.settings(now=clock()), paths)
    has_failed = bool(stamping.broken_paths)
    written = []
    for file in stamping.files:
        if is_dry_run:
            click.echo(render_diff(file))
        else:
            try:
                write_mended(file)
            except OSError as error:
                has_failed = True
                reason = f"{shown_path(file.file_path, project)} can't be written, and stays as it was"
                click.echo(f"Error: {shown(f'{reason}: {error.strerror}')}", err=True)
                continue
        written.append(file)
    _tell(stamping, {file.path for file in written})
    quotes = sum(file.count for file in written)
    found = f"{count_words(quotes, 'quote')} in {count_words(len(written), 'file')}" if written else "nothing"
    click.echo(f"would stamp {found}" if is_dry_run else f"stamped {found}")
    if has_failed:
        context.exit(1)


def _tell(stamping: "Stamping", written_paths: set[str]) -> None:
    """What somebody has to look at."""
    for item in stamping.again:
        if item.path in written_paths:
            _tell_of(
                item, "its words have changed since the last stamp; make sure that the person agreed to the new ones"
            )
    for item in stamping.left:
        if item.is_in_text:
            _tell_of(
                item, "it has no stamp, because it stands in the text; write it below `testimonials:` to give it one"
            )
        else:
            _tell_of(item, "no line could be added safely; write each of its fields on a line of its own")
    for path in stamping.broken_paths:
        click.echo(shown(f"{path} has mistakes and is left out; `casefolio check` tells which"), err=True)


def _tell_of(item: "Agreement", words: str) -> None:
    click.echo(shown(f"{item.position}: quote {item.number}: {words}"), err=True)
