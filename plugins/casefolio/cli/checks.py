"""`casefolio check`: finds what is wrong with the records, and mends what is safe to mend."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from casefolio.cli.group import EXISTING, as_of_option, cli, config_option, examples
from casefolio.cli.terminal import (
    clock,
    folder_in_repository,
    open_project,
    outside_project,
    shown,
    shown_path,
    text_style,
)
from casefolio.reporting import MOST_LISTED, count_words, render_github, render_json

if TYPE_CHECKING:
    from casefolio.project import Project
    from casefolio.settings import Settings


@cli.command(
    epilog=examples(
        "casefolio check",
        "casefolio check case_studies/library-listening --strict",
        "casefolio check --fix --diff",
        "casefolio check --format json",
    )
)
@click.argument("paths", nargs=-1, type=EXISTING, metavar="[PATH]...")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="How problems are written.",
)
@click.option("--strict", "is_strict", is_flag=True, help="Count warnings as errors.")
@click.option("--all", "shows_all", is_flag=True, help="Show up to 1,000 problems, not only the first 50.")
@click.option("--fix", "is_mending", is_flag=True, help="Mend in the records what is safe to mend.")
@click.option("--diff", "is_dry_run", is_flag=True, help="With --fix: show what would be mended, and write nothing.")
@as_of_option
@config_option
@click.pass_context
def check(
    context: click.Context,
    paths: tuple[Path, ...],
    output_format: str,
    as_of: str,
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
    from casefolio.source_lines import SourceLines  # noqa: PLC0415 - only here
    from casefolio.text_reports import MOST_SHOWN, render_text  # noqa: PLC0415 - only here

    project = open_project(context)
    settings = project.settings(now=clock(as_of))
    has_failed = False
    with outside_project(context, project):
        if is_mending:
            has_failed = _mend(project, settings, paths, is_dry_run=is_dry_run, is_text=output_format == "text")
        count, diagnostics = check_files(settings, paths)
    if is_dry_run:
        pass  # The changes are what was asked for.
    elif output_format == "json":
        click.echo(render_json(diagnostics, count))
    elif output_format == "github":
        click.echo(render_github(diagnostics, count, folder=folder_in_repository(project.root_path)))
    elif count or diagnostics:
        find_line = SourceLines(project.root_path).line
        style = text_style()
        text = render_text(diagnostics, count, find_line, style, most=MOST_LISTED if shows_all else MOST_SHOWN)
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
                    f"{shown_path(file.file_path, project)} can't be written, and stays as it was: {error.strerror}"
                )
                click.echo(f"Error: {shown(reason)}", err=True)
                continue
        things, files = things + file.count, files + 1
    found = f"{count_words(things, 'thing')} in {count_words(files, 'file')}" if files else "nothing"
    # The other formats are read by programs.
    click.echo(f"would mend {found}" if is_dry_run else f"mended {found}\n", err=not is_text)
    return has_failed
