"""`casefolio review`: tells what a change would make public, change or take away."""

import re
from pathlib import Path

import click

from casefolio.cli.group import as_of_option, cli, config_option, examples
from casefolio.cli.terminal import clock, open_project, shown

_ADDRESS = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[\w./~%-]*)?", re.ASCII)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def _read_address(_context: click.Context, _parameter: click.Parameter, address: str) -> str:
    """The address with a slash at its end; it becomes a link in a comment."""
    if address and not _ADDRESS.fullmatch(address):
        msg = "write the address of the preview, such as https://preview.example.org/7/"
        raise click.BadParameter(msg)
    return f"{address.rstrip('/')}/" if address else ""


@cli.command(
    epilog=examples(
        "casefolio review --base main",
        "casefolio review --base ../published --format json",
        "casefolio review --base main --site preview --base-site site",
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
@click.option("--site", type=_FOLDER, metavar="DIR", help="A preview of this version: gets the review as a page, too.")
@click.option("--base-site", type=_FOLDER, metavar="DIR", help="The other version's site, for how things were.")
@click.option(
    "--screenshots/--no-screenshots",
    "has_pictures",
    default=None,
    help="Whether that page shows pictures of pages. Without either: where Playwright and Chromium are installed.",
)
@click.option(
    "--most-pages",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    metavar="NUMBER",
    help="So many pages are shown.",
)
@click.option("--url", "site_url", metavar="URL", default="", callback=_read_address, help="Where the preview will be.")
@as_of_option
@config_option
@click.pass_context
def review(  # noqa: PLR0913 - one for each option
    context: click.Context,
    *,
    base: str,
    output_format: str,
    site: Path | None,
    base_site: Path | None,
    has_pictures: bool | None,
    most_pages: int,
    site_url: str,
    as_of: str,
) -> None:
    """Compares the records with another version of them, as visitors would see both.

    It tells which studies, quotes, photos and terms come, change and go, what stays withheld, and which problems are
    new. Nothing of the other version is run.

    With --site, the preview in that folder gets a page with all of it, the crops of photos, and pictures of the pages
    that differ, in the folder _review.

    The answer is 0, or 1 where a public address would die or an error is new.
    """
    from casefolio import review as reviewing  # noqa: PLC0415 - slow to import
    from casefolio.settings import Audience  # noqa: PLC0415 - slow to import

    if site is None and has_pictures:
        msg = "`--screenshots` needs `--site DIR`, a folder with a preview"
        raise click.UsageError(msg, context)
    project, now = open_project(context), clock(as_of)
    try:
        if site:
            reviewing.check_preview(site)
        with reviewing.open_base(project, base) as other:
            settings = (item.settings(now=now, audience=Audience.PUBLIC) for item in (other, project))
            sides = reviewing.load_sides(*settings)
            found = reviewing.compare(*sides, base_site, site)
            if site:
                looks = reviewing.write_review(
                    found,
                    *sides,
                    site,
                    base_site,
                    base_name=base,
                    has_pictures=has_pictures,
                    most_pages=most_pages,
                )
                click.echo(shown(f"the review stands in {site}/_review/index.html. {looks.note}".strip()), err=True)
    except (reviewing.BaseError, reviewing.SiteError, reviewing.CameraError) as error:
        raise click.UsageError(shown(str(error)), context) from None
    except OSError as error:
        msg = f"the review can't be written: {error.strerror}: {error.filename}"
        raise click.ClickException(shown(msg)) from None
    is_json = output_format == "json"
    click.echo(reviewing.render_json(found) if is_json else reviewing.render_markdown(found, site_url=site_url))
    if found.is_refused:
        context.exit(1)
