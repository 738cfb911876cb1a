"""`casefolio serve`: shows the portfolio while somebody writes."""

import errno
import os
import sys

import click

from casefolio.cli.group import as_of_option, cli, config_option, examples
from casefolio.cli.terminal import clock, open_project, shown


@cli.command(
    epilog=examples("casefolio serve", "casefolio serve --admin", "casefolio serve --open --address 127.0.0.1:8765")
)
@click.option(
    "--address", metavar="HOST:PORT", help="Where it is shown; 127.0.0.1:8000 unless mkdocs.yml says otherwise."
)
@click.option("--admin", "has_admin", is_flag=True, help="With the web form, at /admin/.")
@click.option("--open", "is_opening", is_flag=True, help="Open it in the browser.")
@as_of_option
@config_option
@click.pass_context
def serve(context: click.Context, address: str | None, as_of: str, *, has_admin: bool, is_opening: bool) -> None:
    """Shows the portfolio while you write, anew after every save.

    It is `mkdocs serve`: drafts are shown and marked, a bar on each page lists the problems of its record, and a page
    that only the preview has shows every crop and what is not public. Press Ctrl and C to stop it.
    """
    import runpy  # noqa: PLC0415 - only here

    from casefolio.clocks import AS_OF_VARIABLE  # noqa: PLC0415 - not for `--help`
    from casefolio.settings import ADMIN_VARIABLE  # noqa: PLC0415 - not for `--help`

    project = open_project(context)
    if project.config_path is None:
        msg = "there is no mkdocs.yml here or above; `casefolio init` makes a portfolio"
        raise click.ClickException(msg)
    sys.argv = ["mkdocs", "serve", "--config-file", str(project.config_path)]
    sys.argv += ["--dev-addr", address] if address else []
    sys.argv += ["--open"] if is_opening else []
    if as_of:
        clock(as_of)  # A day that can't be read is told here, and not by the host.
        os.environ[AS_OF_VARIABLE] = as_of
    if has_admin:
        os.environ[ADMIN_VARIABLE] = "1"
    # A notice about MkDocs' own future, which would stand above what editors are to read.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    # In this process, so that what ends this command ends the server.
    try:
        runpy.run_module("mkdocs", run_name="__main__")
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        place = address or "the address of the preview"
        remedy = "stop that one, or choose another address: `casefolio serve --address 127.0.0.1:8001`"
        msg = f"another program is at {place} already, perhaps another preview; {remedy}"
        raise click.ClickException(shown(msg)) from None
