"""Runs a command in a terminal, and tells what is seen in it."""

import contextlib
import os
import struct
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

PLUGINS_PATH = Path(__file__).parents[1] / "plugins"


def run_in_terminal(folder: Path, *arguments: str, columns: int, environment: Mapping[str, str]) -> str:
    """Runs a Python module.

    Args:
        folder: where it runs.
        arguments: the module, and what it is told.
        columns: of the terminal.
        environment: beside the search path, all that the command knows.
    """
    import fcntl  # noqa: PLC0415 - not on Windows
    import pty  # noqa: PLC0415 - not on Windows
    import termios  # noqa: PLC0415 - not on Windows

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(PLUGINS_PATH), "PYTHONUTF8": "1", **environment},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    # Linux answers with an error once the other end is closed, macOS with nothing.
    with contextlib.suppress(OSError):
        while part := os.read(ours, 4096):
            shown += part
    process.wait(timeout=60)
    os.close(ours)
    return shown.decode("utf-8").replace("\r\n", "\n")
