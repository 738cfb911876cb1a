"""The command `casefolio` itself, and what its commands share in their declarations."""

from pathlib import Path

import click

from casefolio import __version__

EXISTING = click.Path(exists=True, path_type=Path)
FILE = click.Path(path_type=Path)
#: What can't be read is told with the other files, and doesn't stop them.
ANY_FILE = click.Path(path_type=Path, readable=False)


class ConfigurationError(click.ClickException):
    """The project can't be read: the command can't even begin."""

    exit_code = 2


def _keep_config_path(context: click.Context, _parameter: click.Parameter, path: Path | None) -> None:
    """Keeps the file for the command, whether `-f` stands before its name or behind it."""
    if path is not None:
        context.ensure_object(dict)["config_path"] = path


config_option = click.option(
    "-f",
    "--config-file",
    type=FILE,
    metavar="FILE",
    expose_value=False,
    callback=_keep_config_path,
    help="The project's mkdocs.yml. Without it: the nearest one, from this folder upwards.",
)


as_of_option = click.option(
    "--as-of", metavar="DATE", default="", help="As it is on another day: YYYY-MM-DD, or a time with its zone."
)


def examples(*commands: str) -> str:
    """What stands below the help of a command; the backspace keeps click from joining the lines."""
    return "\n".join(("\b", "For example:", *(f"  {command}" for command in commands)))


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=examples(
        "casefolio init portfolio",
        "casefolio new",
        "casefolio check",
        'casefolio import brief.txt --photo desk.jpg --alt "Readers around a library desk"',
    ),
)
@click.version_option(__version__, "-V", "--version", prog_name="casefolio")
@config_option
def cli() -> None:
    """Checks, starts and imports the case studies of a portfolio."""
