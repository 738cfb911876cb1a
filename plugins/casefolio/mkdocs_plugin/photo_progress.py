"""Shows in a terminal how many photos are made, where that takes longer than a second; makes none itself."""

import logging
import os
import sys
import time
from collections.abc import Callable
from typing import TextIO

from mkdocs.plugins import get_plugin_logger

_log = get_plugin_logger("casefolio")

#: In seconds: who waits no longer sees nothing, and who does isn't kept from reading.
_PATIENCE, _STEP = 1.0, 0.1
_WIDTH = 30


def progress_bar() -> Callable[[int, int], None] | None:
    """Gives a bar for this terminal.

    Returns:
        None where nobody watches: in a file, in CI, or with `--quiet`.
    """
    if not sys.stderr.isatty() or os.environ.get("CI") or not _log.isEnabledFor(logging.INFO):
        return None
    return ProgressBar(sys.stderr, time.monotonic).show


class ProgressBar:
    """A line that is written over, and gone in the end."""

    def __init__(self, stream: TextIO, clock: Callable[[], float]) -> None:
        """Writes nothing yet.

        Args:
            stream: a terminal.
            clock: in seconds, from any moment on.
        """
        self._stream = stream
        self._clock = clock
        self._begin: float | None = None
        self._next = 0.0
        self._shown = ""

    def show(self, done: int, whole: int) -> None:
        """Shows how many of how many there are; never called by two threads at once.

        Args:
            done: 0 begins, and as many as there are end it.
            whole: how many there are.
        """
        now = self._clock()
        if not done or self._begin is None:
            self._begin, self._next = now, now + _PATIENCE
        if done >= whole:
            self._write("")
            self._begin = None
        elif now >= self._next:
            self._next = now + _STEP
            filled = _WIDTH * done // whole
            self._write(f"making photos  [{'#' * filled}{'-' * (_WIDTH - filled)}]  {done} of {whole}")

    def _write(self, text: str) -> None:
        if text or self._shown:
            self._stream.write(f"\r{text.ljust(len(self._shown))}" + ("" if text else "\r"))
            self._stream.flush()
        self._shown = text
