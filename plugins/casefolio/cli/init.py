"""`casefolio init`: makes a new portfolio."""

from pathlib import Path

import click

from casefolio.cli.group import FILE, cli, examples
from casefolio.cli.terminal import ask, choose, shown, stands_in_terminal


@cli.command(
    epilog=examples("casefolio init", 'casefolio init portfolio --name "Trefelin Together" --language cy'),
)
@click.argument("folder", metavar="[DIR]", type=FILE, default=".")
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
        is_asking = stands_in_terminal()
        language = given["language"] or (choose("Language", starter.LANGUAGES) if is_asking else starter.LANGUAGES[0])
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
            click.echo(shown(line))
        return
    raise click.ClickException(shown(msg))


def _site_text(context: click.Context, name: str, given: str | None, default: str, *, is_asking: bool) -> str:
    """A text for mkdocs.yml: as the option says, as answered, or the default."""
    from casefolio.portfolio_starter import find_problem  # noqa: PLC0415 - only for `init`

    if given is not None:
        problem = find_problem(name, given)
        if problem:
            raise click.UsageError(shown(problem), context)
        return " ".join(given.split())
    while is_asking:
        answer = ask(f"{name.capitalize()} of the site", default)
        problem = find_problem(name, answer)
        if not problem:
            return " ".join(answer.split())
        click.echo(f"  {shown(problem)}")
    return default
