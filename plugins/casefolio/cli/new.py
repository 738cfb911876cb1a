"""`casefolio new`: writes a starter record, from options or from the answers of somebody in a terminal."""

from pathlib import Path

import click

from casefolio.cli.group import FILE, cli, config_option, examples
from casefolio.cli.imports import import_
from casefolio.cli.terminal import ask, clock, open_project, refusals, shown, shown_path, stands_in_terminal


@cli.command(
    epilog=examples(
        "casefolio new",
        'casefolio new "A library that listens" --client "Trefelin Libraries" --photo desk.jpg',
        "casefolio new --from brief.txt",
    )
)
@click.argument("title", required=False, metavar="[TITLE]")
@click.option("--client", metavar="TEXT", help="Who the work was for, by name.")
@click.option("--summary", metavar="TEXT", help="What happened, why, the result.")
@click.option("--photo", type=FILE, metavar="FILE", help="The hero photo; it is copied next to the record.")
@click.option("--alt", metavar="TEXT", help="What the photo shows, for people who don't see it.")
@click.option("--credit", metavar="TEXT", help="Whose photo it is: `Photo by … on …`.")
@click.option("--yaml", "is_yaml", is_flag=True, help="Write all of the record as YAML.")
@click.option("--from", "brief", type=FILE, metavar="FILE", help="Make it of a plain brief, as `import` does.")
@config_option
@click.pass_context
def new(
    context: click.Context,
    /,
    title: str | None,
    photo: Path | None,
    brief: Path | None,
    *,
    is_yaml: bool,
    **given: str | None,
) -> None:
    """Writes a starter record with every field explained, as a draft, and prints its path.

    Without TITLE it asks, if it stands in a terminal, for everything that no option says. What is not said is left for
    you to write over, and is not published before you have.
    """
    if brief:
        _import_instead(context, brief, {"title": title, "photo": photo, "is_yaml": is_yaml or None, **given})
        return
    is_asking = title is None
    if is_asking and not stands_in_terminal():
        msg = 'no title is given; write one in quotes: `casefolio new "A library that listens"`'
        raise click.UsageError(msg, context)
    beside_photo = next((name for name in ("alt", "credit") if given[name]), None)
    if beside_photo and not photo:
        msg = f"--{beside_photo} belongs to a photo, and none is given; add --photo FILE"
        raise click.UsageError(msg, context)
    from casefolio.answers import Answers, check_texts, check_title, flatten  # noqa: PLC0415 - slow to import

    project = open_project(context)
    settings = project.settings(now=clock())
    answers = Answers(flatten(title), photo=photo, **{name: flatten(text) for name, text in given.items()})
    problems = (*(() if is_asking else check_title(answers.title, settings)), *check_texts(answers))
    if problems:
        raise click.UsageError(shown("\n".join(problems)), context)
    from casefolio.incoming_photos import PhotoRefusedError, load_incoming_photo  # noqa: PLC0415 - slow to import
    from casefolio.new_records import write_new_record  # noqa: PLC0415 - slow to import

    try:
        if is_asking:
            from casefolio.interview import interview  # noqa: PLC0415 - only in a terminal

            if photo:
                # Nobody answers anything only to hear that the photo won't do.
                load_incoming_photo(photo, settings.photos)
            answers = interview(answers, settings, ask, lambda line: click.echo(shown(line)))
        with refusals(project):
            record = write_new_record(settings, answers, is_yaml=is_yaml)
    except PhotoRefusedError as error:
        raise click.ClickException(shown(str(error))) from None
    click.echo(shown_path(record.path, project))
    for words in record.missing:
        click.echo(f"  {shown(words)}")


def _import_instead(context: click.Context, brief: Path, given: dict[str, object]) -> None:
    """Hands a brief to `import`, and refuses what that does not take."""
    taken = ("title", "summary", "photo", "alt")
    refused = next((name for name, value in given.items() if value is not None and name not in taken), None)
    if refused:
        msg = f"--{refused.removeprefix('is_')} and --from don't go together; change the record that --from makes"
        raise click.UsageError(msg, context)
    context.invoke(import_, files=(brief,), **{name: given[name] for name in taken})
