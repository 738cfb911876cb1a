"""`casefolio preview`: what the workflows for previews decide, as commands that can be tried by hand."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from casefolio.cli.group import FILE, cli, config_option, examples
from casefolio.cli.terminal import open_project, shown

_EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@cli.group(
    epilog=examples(
        "casefolio preview pack preview --number 12 --head 5d41402abc4b2a76b9719d911017c592ae6f7a31",
        "casefolio preview verify artifact.zip --event event.json --pulls pulls.json --into checked",
    )
)
def preview() -> None:
    """Packs the preview of a pull request, and checks what a stranger's build has packed.

    The workflows preview.yml and publish-preview.yml call it. What is refused ends with 1, and says why.
    """


@contextmanager
def _refusals() -> Iterator[None]:
    """Tells why a preview is refused."""
    from casefolio.github_answers import AnswerError  # noqa: PLC0415 - not for `--help`
    from casefolio.previews import PreviewError  # noqa: PLC0415 - slow to import

    try:
        yield
    except PreviewError as error:
        msg = f"the preview is refused: {error}"
        raise click.ClickException(shown(msg)) from None
    except AnswerError as error:
        raise click.ClickException(shown(str(error))) from None
    except OSError as error:
        msg = f"the preview can't be read or written: {error.strerror}"
        raise click.ClickException(msg) from None


@preview.command(epilog=examples("casefolio preview pack preview --number 12 --head $(git rev-parse HEAD)"))
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--number", required=True, type=int, help="The number of the pull request.")
@click.option("--head", required=True, metavar="REVISION", help="The revision that was built, in whole.")
@click.option("--summary", type=FILE, metavar="FILE", help="Add the review, as text, to this file.")
@config_option
@click.pass_context
def pack(context: click.Context, folder: Path, number: int, head: str, summary: Path | None) -> None:
    """Writes the list of files into FOLDER, which holds `review.json` and the folder `site`."""
    from casefolio.previews import REVIEW_NAME  # noqa: PLC0415 - slow to import
    from casefolio.previews import pack as write_manifest  # noqa: PLC0415 - slow to import
    from casefolio.review import ReviewDataError, parse_review, render_markdown  # noqa: PLC0415 - slow to import

    with _refusals():
        manifest = write_manifest(folder, number, head, open_project(context).options.paths.admin)
        if summary:
            try:
                text = render_markdown(parse_review((folder / REVIEW_NAME).read_bytes()))
            except ReviewDataError:
                msg = f"`{REVIEW_NAME}` is not what `casefolio review --format json` writes"
                raise click.ClickException(msg) from None
            with summary.open("a", encoding="utf-8") as file:
                file.write(f"{text}\n")
    click.echo(f"packed {len(manifest.files)} files")


@preview.command(epilog=examples("casefolio preview find artifacts.json"))
@click.argument("artifacts", type=_EXISTING_FILE)
def find(artifacts: Path) -> None:
    """Tells which of a run's ARTIFACTS, as GitHub's API lists them, is its preview.

    It prints `artifact=NUMBER`, without a number where the run has none.
    """
    from casefolio.github_answers import load_answer  # noqa: PLC0415 - not for `--help`
    from casefolio.previews import find_artifact  # noqa: PLC0415 - slow to import

    with _refusals():
        click.echo(f"artifact={find_artifact(load_answer(artifacts)) or ''}")


@preview.command(
    epilog=examples("casefolio preview verify artifact.zip --event event.json --pulls pulls.json --into checked")
)
@click.argument("archive", type=_EXISTING_FILE)
@click.option("--event", required=True, type=_EXISTING_FILE, help="What started the workflow, as GitHub tells it.")
@click.option("--pulls", required=True, type=_EXISTING_FILE, help="The open pull requests, as the API lists them.")
@click.option("--into", required=True, type=FILE, metavar="DIR", help="Where the files go; must not be there yet.")
@click.option("--publish-at", metavar="URL", default="", help="Where previews are published, if they are.")
@config_option
@click.pass_context
def verify(context: click.Context, archive: Path, event: Path, pulls: Path, into: Path, publish_at: str) -> None:
    """Checks the artifact of a stranger's build, and writes its files where all of it is right.

    It prints `number=` with the number of the pull request, `head=` with what was built, `site=` with `true` or
    `false`, and `page=` with the address that the preview gets.
    """
    from casefolio.github_answers import load_answer  # noqa: PLC0415 - not for `--help`
    from casefolio.previews import check_origins, find_pull, unpack  # noqa: PLC0415 - slow to import

    project = open_project(context)
    with _refusals():
        if into.exists():
            msg = f"`{into}` is there already; name another folder"
            raise click.ClickException(shown(msg))
        if publish_at:
            check_origins(project.site_url, publish_at)
        answers = load_answer(event), load_answer(pulls)
        manifest = unpack(archive, into, project.options.paths.admin, lambda found: find_pull(*answers, found))
    page = f"{publish_at.rstrip('/')}/pr-{manifest.number}/" if publish_at and manifest.has_site else ""
    for name, value in (
        ("number", manifest.number),
        ("head", manifest.head),
        ("site", str(manifest.has_site).lower()),
        ("page", page),
    ):
        click.echo(f"{name}={value}")


@preview.command(
    epilog=examples(
        "casefolio preview comment checked/review.json --head 5d41402abc4b --run https://example.org/run "
        "--comments comments.json --into comment.json"
    )
)
@click.argument("review", type=_EXISTING_FILE)
@click.option("--head", required=True, metavar="REVISION", help="The revision that was built.")
@click.option("--run", "run_url", required=True, metavar="URL", help="The page of the run that built it.")
@click.option("--page", "page_url", default="", metavar="URL", help="Where the preview is published, if it is.")
@click.option(
    "--comments", required=True, type=_EXISTING_FILE, help="Those of the pull request, as the API lists them."
)
@click.option("--into", required=True, type=FILE, metavar="FILE", help="What is to be sent to the API.")
def comment(review: Path, head: str, run_url: str, page_url: str, comments: Path, into: Path) -> None:
    """Writes the comment on a pull request, and tells which one of ours it takes the place of.

    It prints `comment=NUMBER`, without a number where there is none yet.
    """
    from casefolio.github_answers import find_own, load_answer, number_at  # noqa: PLC0415 - not for `--help`
    from casefolio.previews import SITE_NAME  # noqa: PLC0415 - not for `--help`
    from casefolio.previews.comments import MARKER, render_comment  # noqa: PLC0415 - slow to import
    from casefolio.review.weights import REVIEW_FOLDER  # noqa: PLC0415 - slow to import

    has_report = (review.parent / SITE_NAME / REVIEW_FOLDER / "index.html").is_file()
    with _refusals():
        own = find_own(load_answer(comments), MARKER)
        body = render_comment(review.read_bytes(), head=head, page_url=page_url, run_url=run_url, has_report=has_report)
        into.write_text(json.dumps({"body": body}), encoding="ascii")
    click.echo(f"comment={(number_at(own[0], 'id') if own else 0) or ''}")


@preview.command(epilog=examples("casefolio preview apart https://previews.example.net/"))
@click.argument("url")
@click.option("--site-url", metavar="URL", default="", help="Of the site; `site_url` of mkdocs.yml unless written.")
@config_option
@click.pass_context
def apart(context: click.Context, url: str, site_url: str) -> None:
    """Makes sure that previews at URL stand on another host than the site.

    Pages of one host can read what the browser keeps for it, such as the key of the web form.
    """
    from casefolio.previews import check_origins  # noqa: PLC0415 - slow to import

    with _refusals():
        check_origins(site_url or open_project(context).site_url, url)
    click.echo("previews stand on a host of their own")
