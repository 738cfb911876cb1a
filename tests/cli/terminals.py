"""Runs the command in a pseudo-terminal, and answers what it asks as somebody at a keyboard would."""

import contextlib
import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cli.samples import PLUGINS_PATH

_CTRL_C = "\x03"

#: Makes the terminal the one that Ctrl-C is heard from; then runs the command as `python -m casefolio` does.
_LAUNCHER = """\
import fcntl, runpy, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
runpy.run_module("casefolio", run_name="__main__", alter_sys=True)
"""
#: However slow the machine is, nobody waits longer.
_DEADLINE = 60


class Terminal:
    """A command that runs, and what it has shown so far."""

    def __init__(self, process: subprocess.Popen[bytes], descriptor: int) -> None:
        self._process = process
        self._descriptor = descriptor
        self._seen = 0
        self.shown = ""

    def expect(self, text: str) -> str:
        """Waits for a text behind the one that was last waited for, and answers what stands before it."""
        deadline = time.monotonic() + _DEADLINE
        while text not in self.shown[self._seen :]:
            assert self._read(deadline), f"{text!r} never came:\n{self.shown}"
        start = self._seen
        end = self.shown.index(text, start)
        self._seen = end + len(text)
        return self.shown[start:end]

    def answer(self, question: str, text: str) -> None:
        self.expect(question)
        self.type(f"{text}\r")

    def type(self, text: str) -> None:
        os.write(self._descriptor, text.encode())

    def end(self) -> int:
        """Reads to the end and answers the exit code."""
        deadline = time.monotonic() + _DEADLINE
        while self._read(deadline):
            pass
        return self._process.wait(_DEADLINE)

    def interrupt(self) -> int:
        """Presses Ctrl-C and answers the exit code.

        Python takes no notice of one that comes between its prompt and its waiting for a line: people press it again.
        """
        deadline = time.monotonic() + _DEADLINE
        while True:
            with contextlib.suppress(OSError):
                self.type(_CTRL_C)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(1)
                return self.end()
            assert time.monotonic() < deadline, f"it never ended:\n{self.shown}"

    def _read(self, deadline: float) -> bool:
        ready, _, _ = select.select([self._descriptor], [], [], max(deadline - time.monotonic(), 0))
        assert ready, f"nothing more came:\n{self.shown}"
        try:
            data = os.read(self._descriptor, 4096)
        except OSError:  # Linux says so at the end
            return False
        self.shown += data.decode(errors="replace").replace("\r\n", "\n")
        return bool(data)


@contextmanager
def terminal(folder: Path, *arguments: str) -> Iterator[Terminal]:
    """Starts the command in a folder; it is ended with the block, whatever it does."""
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", _LAUNCHER, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(PLUGINS_PATH), "TERM": "dumb"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield Terminal(process, ours)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
