"""Runs the command as a process."""

import contextlib
import io
import os
import sys
from collections.abc import Callable
from typing import NoReturn

import click

from casefolio.cli.group import cli

_INTERRUPTED = 130


def _write_any_character(stream: object) -> None:
    r"""Lets a terminal that lacks a character show `\u2026` and the like, instead of ending in an error."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


def main() -> NoReturn:
    """Runs the command and ends the process with its answer; quiet on Ctrl-C and when nobody reads on."""
    for stream in (sys.stdout, sys.stderr):
        _write_any_character(stream)
    sys.exit(_answer(lambda: cli.main(prog_name="casefolio", standalone_mode=False)))


def _answer(run: Callable[[], object]) -> int:
    try:
        answer = run()
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    except BrokenPipeError:
        # Python would try to write the rest once more while it ends.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return answer if isinstance(answer, int) else 0
