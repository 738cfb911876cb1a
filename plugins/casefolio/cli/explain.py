"""`casefolio explain`: tells why a rule exists."""

import click

from casefolio.cli.group import cli, examples
from casefolio.cli.terminal import shown, text_style


@cli.command(epilog=examples("casefolio explain CF202", "casefolio explain cf105 cf309", "casefolio explain"))
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@click.pass_context
def explain(context: click.Context, codes: tuple[str, ...]) -> None:
    """Tells why a rule exists, with a wrong and a right example.

    CODEs stand in every message, such as CF202. Without any, all of them are listed.
    """
    from casefolio.explaining import UnknownCodeError, find_code, render_codes, render_explanation  # noqa: PLC0415

    style = text_style()
    try:
        texts = [render_explanation(find_code(code), style) for code in codes]
    except UnknownCodeError as error:
        remedy = f"did you mean {error.near}?" if error.near else "`casefolio explain` lists them all"
        raise click.UsageError(shown(f"there is no code `{error.written}`; {remedy}"), context) from None
    click.echo("\n\n\n".join(texts) if texts else render_codes(style), color=style.has_colour)
