"""`casefolio schema`: the JSON Schema of a record, and the settings of text editors."""

import click

from casefolio.cli.admin import make_form
from casefolio.cli.group import ConfigurationError, cli, config_option, examples
from casefolio.cli.terminal import load_terms, open_project, shown, shown_path


@cli.command(epilog=examples("casefolio schema", "casefolio schema --write"))
@click.argument("kind", required=False, type=click.Choice(["taxonomies", "admin"]))
@click.option("--write", "is_written", is_flag=True, help="Write the settings of editors into the portfolio.")
@click.option("--plain", "is_plain", is_flag=True, help="Leave the terms of `_taxonomies.yml` out.")
@config_option
@click.pass_context
def schema(context: click.Context, kind: str | None, *, is_written: bool, is_plain: bool) -> None:
    """Prints the JSON Schema of a record, by which text editors help while one types.

    With `taxonomies` it is that of `_taxonomies.yml`, and with `admin` it is not a schema, but the configuration of the
    web form. With --write nothing is printed but the names of the files that were written: the schemas, and what VS
    Code and its extension Front Matter need to use them.
    """
    from casefolio import schemas  # noqa: PLC0415 - slow to import

    if kind and is_written:
        msg = f"--write writes all files; leave `{kind}` out"
        raise click.UsageError(msg, context)
    if kind == "admin":
        form = make_form(open_project(context))
        click.echo(next(file.text for file in form.files if file.uri.endswith(".yml")), nl=False)
    elif kind:
        click.echo(schemas.render_schema(schemas.make_taxonomies_schema()), nl=False)
    elif is_written:
        _write_editor_files(context, is_plain=is_plain)
    else:
        terms = {} if is_plain else load_terms(open_project(context))
        click.echo(schemas.render_schema(schemas.make_record_schema(terms)), nl=False)


def _write_editor_files(context: click.Context, *, is_plain: bool) -> None:
    from casefolio.editor_files import find_change, folder_from, plan_editor_files, write_change  # noqa: PLC0415 - slow

    project = open_project(context)
    if project.config_path is None:
        msg = "there is no mkdocs.yml from this folder upwards; go to the portfolio's folder, or name the file with -f"
        raise ConfigurationError(msg)
    terms = {} if is_plain else load_terms(project)
    has_obstacle = has_changed = False
    for file in plan_editor_files(folder_from(project.root_path, project.records_path), terms):
        path = shown_path(project.root_path / file.uri, project)
        try:
            change = find_change(file, project.root_path)
            write_change(change, project.root_path)
        except OSError as error:
            msg = f"{path} can't be written: {error.strerror}"
            raise click.ClickException(shown(msg)) from None
        if change.obstacle:
            has_obstacle = True
            click.echo(
                shown(f"{path} {change.obstacle}; it stays as it is. Add this to it:\n{change.missing}"), err=True
            )
        elif change.text is not None:
            has_changed = True
            click.echo(shown(path))
    if has_obstacle:
        context.exit(1)
    if not has_changed:
        click.echo("everything is there already")
