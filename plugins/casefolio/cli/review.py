"""`casefolio review`: tells what a change would make public, change or take away."""

import click

from casefolio.cli.group import as_of_option, cli, config_option, examples
from casefolio.cli.terminal import clock, open_project, shown


@cli.command(
    epilog=examples(
        "casefolio review --base main",
        "casefolio review --base ../published --format json",
        "casefolio review --base main --as-of 2027-01-01",
    )
)
@click.option("--base", required=True, metavar="REF", help="The other version: a git revision, or a folder with it.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["markdown", "json"]),
    default="markdown",
    help="How the review is written.",
)
@as_of_option
@config_option
@click.pass_context
def review(context: click.Context, base: str, output_format: str, as_of: str) -> None:
    """Compares the records with another version of them, as visitors would see both.

    It tells which studies, quotes, photos and terms come, change and go, what stays withheld, and which problems are
    new. Nothing of the other version is run.

    The answer is 0, or 1 where a public address would die or an error is new.
    """
    from casefolio import review as reviewing  # noqa: PLC0415 - slow to import
    from casefolio.settings import Audience  # noqa: PLC0415 - slow to import

    project, now = open_project(context), clock(as_of)
    try:
        with reviewing.open_base(project, base) as other:
            sides = (item.settings(now=now, audience=Audience.PUBLIC) for item in (other, project))
            found = reviewing.compare(*reviewing.load_sides(*sides))
    except reviewing.BaseError as error:
        raise click.UsageError(shown(str(error)), context) from None
    render = reviewing.render_json if output_format == "json" else reviewing.render_markdown
    click.echo(render(found))
    if found.is_refused:
        context.exit(1)
