"""`casefolio check`: finds what is wrong with the records, and mends what is safe to mend."""

import os
from collections.abc import Sequence
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
from casefolio.reporting import MOST_LISTED, by_weight, count_words, render_github, render_json

if TYPE_CHECKING:
    from casefolio.diagnostics import Diagnostic
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
    type=click.Choice(["text", "json", "github", "gitlab", "rdjson", "sarif"]),
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

    project = open_project(context)
    settings = project.settings(now=clock(as_of))
    has_failed = False
    with outside_project(context, project):
        if is_mending:
            has_failed = _mend(project, settings, paths, is_dry_run=is_dry_run, is_text=output_format == "text")
        count, diagnostics = check_files(settings, paths)
    if is_dry_run:
        pass  # The changes are what was asked for.
    elif output_format == "rdjson":
        click.echo(_render_with_suggestions(project, settings, paths, diagnostics))
    elif output_format != "text":
        click.echo(_render_for_programs(output_format, project, diagnostics, count))
    elif count or diagnostics:
        _show(project, diagnostics, count, shows_all=shows_all)
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


def _show(project: "Project", diagnostics: Sequence["Diagnostic"], count: int, *, shows_all: bool) -> None:
    from casefolio.source_lines import SourceLines  # noqa: PLC0415 - only here
    from casefolio.text_reports import MOST_SHOWN, render_text  # noqa: PLC0415 - only here

    find_line = SourceLines(project.root_path).line
    style = text_style()
    text = render_text(diagnostics, count, find_line, style, most=MOST_LISTED if shows_all else MOST_SHOWN)
    click.echo(text, color=style.has_colour)


def _render_for_programs(
    output_format: str, project: "Project", diagnostics: Sequence["Diagnostic"], count: int
) -> str:
    from casefolio.code_quality import render_code_quality  # noqa: PLC0415 - only here
    from casefolio.sarif import render_sarif  # noqa: PLC0415 - only here

    folder = folder_in_repository(project.root_path)
    match output_format:
        case "gitlab":
            return render_code_quality(diagnostics, folder=folder)
        case "sarif":
            return render_sarif(diagnostics, folder=folder)
        case "github":
            ordered = by_weight(diagnostics)
            _summarise_job(ordered, count, folder)
            return render_github(ordered, count, folder=folder)
        case _:
            return render_json(diagnostics, count)


def _render_with_suggestions(
    project: "Project", settings: "Settings", paths: tuple[Path, ...], diagnostics: Sequence["Diagnostic"]
) -> str:
    from casefolio.mending import iter_mended, suggest  # noqa: PLC0415 - slow to import
    from casefolio.rdjson import render_rdjson  # noqa: PLC0415 - only here
    from casefolio.source_lines import SourceLines  # noqa: PLC0415 - only here

    suggestions = {}
    for file in iter_mended(settings, paths):
        suggestions.update(suggest(file, diagnostics))
    folder = folder_in_repository(project.root_path)
    return render_rdjson(diagnostics, suggestions, SourceLines(project.root_path).line, folder=folder)


def _summarise_job(diagnostics: Sequence["Diagnostic"], count: int, folder: str) -> None:
    """Adds what GitHub doesn't annotate to the page of the workflow's run, where there is one."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    from casefolio.job_summary import MOST_BYTES, render_job_summary  # noqa: PLC0415 - only here

    try:
        with Path(path).open("ab") as file:
            room = MOST_BYTES - file.tell()
            file.write(render_job_summary(diagnostics, count, folder=folder, most_bytes=room).encode())
    except OSError as error:
        click.echo(f"the summary of the job can't be written: {error.strerror}", err=True)


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
