"""`casefolio reminder`: tells which consents and studies somebody has to look at again."""

from pathlib import Path

import click

from casefolio.cli.group import FILE, as_of_option, cli, config_option, examples
from casefolio.cli.terminal import clock, open_project, shown


@cli.command(
    epilog=examples(
        "casefolio reminder",
        "casefolio reminder --as-of 2027-01-01",
        "casefolio reminder --issues issues.json --into issue.json",
    )
)
@click.option(
    "--issues",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Those of the repository, as GitHub's API lists them: tells what becomes of ours.",
)
@click.option("--into", type=FILE, metavar="FILE", help="With --issues: what is to be sent to the API.")
@click.option("--strict", "is_strict", is_flag=True, help="End with 1 where something is to be looked at again.")
@as_of_option
@config_option
@click.pass_context
def reminder(context: click.Context, issues: Path | None, into: Path | None, as_of: str, *, is_strict: bool) -> None:
    """Tells which consents have ended or end soon, and which studies are to be looked at again.

    It names no person and repeats no quote, so that it can stand in a public issue.

    With --issues it prints `action=` with `create`, `update`, `close` or `none`, and `issue=` with a number.
    """
    from casefolio.github_answers import AnswerError, load_answer  # noqa: PLC0415 - not for `--help`
    from casefolio.reminders import plan_request, render_reminder  # noqa: PLC0415 - slow to import

    if (issues is None) != (into is None):
        msg = "--issues and --into belong together"
        raise click.UsageError(msg, context)
    text = render_reminder(open_project(context).settings(now=clock(as_of)))
    if issues is None or into is None:
        click.echo(text or "nothing to look at again", nl=not text)
        if text and is_strict:
            context.exit(1)
        return
    try:
        request = plan_request(text, load_answer(issues))
        into.write_text(request.body, encoding="ascii")
    except AnswerError as error:
        raise click.ClickException(shown(str(error))) from None
    except OSError as error:
        msg = f"the request can't be written: {error.strerror}"
        raise click.ClickException(msg) from None
    click.echo(f"action={request.action}\nissue={request.number or ''}")
