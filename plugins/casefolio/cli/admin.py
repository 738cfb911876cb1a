"""`casefolio admin`: puts the web form into a built site."""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from casefolio.cli.group import FILE, cli, config_option, examples
from casefolio.cli.terminal import clock, load_terms, open_project, shown, shown_path

if TYPE_CHECKING:
    from casefolio.project import Project
    from casefolio.web_form import WebForm


@cli.command(epilog=examples("casefolio admin", "casefolio admin --site-dir public", "casefolio serve --admin"))
@click.option("--site-dir", type=FILE, metavar="DIR", help="The built site; `site_dir` of mkdocs.yml unless named.")
@config_option
@click.pass_context
def admin(context: click.Context, site_dir: Path | None) -> None:
    """Puts the web form under /admin/ of the built site.

    With it, people add and change case studies in the browser, in a folder of their computer or, where mkdocs.yml says
    so below `admin`, on GitHub or GitLab. `admin: true` in mkdocs.yml puts it into every build.
    """
    from casefolio.options import asks_for_preview  # noqa: PLC0415 - slow to import
    from casefolio.settings import PREVIEW_VARIABLE  # noqa: PLC0415 - slow to import
    from casefolio.web_form import write_web_form  # noqa: PLC0415 - slow to import

    if asks_for_preview(os.environ):
        msg = (
            f"{PREVIEW_VARIABLE} is set, and previews of strangers' changes get no web form: "
            "their pages could read the key that it keeps. Put it into the site that is public"
        )
        raise click.ClickException(msg)
    project = open_project(context)
    site_path = Path(site_dir) if site_dir else project.site_path
    if not (site_path / "index.html").is_file():
        msg = f"there is no built site in {shown_path(site_path.absolute(), project)}; `mkdocs build` makes it"
        raise click.ClickException(shown(msg))
    try:
        write_web_form(make_form(project), site_path)
    except OSError as error:
        msg = f"the web form can't be written: {error.strerror}: {error.filename}"
        raise click.ClickException(shown(msg)) from None
    page_path = site_path.absolute() / project.options.paths.admin / "index.html"
    click.echo(shown(shown_path(page_path, project)))


def make_form(project: "Project") -> "WebForm":
    """The form of a portfolio, whether or not its builds have it."""
    from casefolio.loaders.discovery import iter_record_paths, relative_path  # noqa: PLC0415 - slow to import
    from casefolio.options import admin_settings  # noqa: PLC0415 - slow to import
    from casefolio.web_form import make_web_form  # noqa: PLC0415 - slow to import

    settings = replace(project.settings(now=clock()), admin=admin_settings(project.options))
    paths = (relative_path(path, settings.root_path) for path in iter_record_paths(settings.records_path))
    return make_web_form(settings, load_terms(project), paths)
