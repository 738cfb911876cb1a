"""Owns the processes that open unusual photos: starts them, asks them, and says what ended one; opens no photo itself.

A process that is stopped by a limit, or by a fault in a decoder, costs the photo that it was at and no other.
"""

import atexit
import contextlib
import dataclasses
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import Any

from casefolio.codes import Code
from casefolio.photos.problems import SAVE_AS_JPEG, PhotoProblem, damaged, too_much_memory, too_much_time
from casefolio.photos.sources import PhotoSource
from casefolio.process_messages import read_message, write_message
from casefolio.settings import PhotoLimits

#: Isolated from the working folder, where a stranger may have put a `json.py`.
_COMMAND = ("-P", "-c", "from casefolio.photos.guarded import main; main()")
#: Where the system keeps no time for a process, it is stopped after this many times the seconds that it may take.
_PATIENCE = 10
_CODES = {code.id: code for code in Code}

#: Processes that have nothing to do. Starting one takes a tenth of a second, asking one a thousandth.
idle_processes: list[subprocess.Popen[bytes]] = []


def ask(task: str, source: PhotoSource, limits: PhotoLimits, **words: object) -> tuple[dict[str, Any], bytes]:
    """Has a process of its own do something with a photo.

    Args:
        task: what; see `guarded`.
        source: the file's bytes.
        limits: the process keeps them.
        words: what else the task needs.

    Returns:
        The answer's words and bytes.

    Raises:
        PhotoProblem: what the process found, or what ended it.
    """
    process = _take(source.name)
    clock = threading.Timer(limits.max_seconds * _PATIENCE, process.kill)
    clock.start()
    order = {"task": task, "name": source.name, "limits": dataclasses.asdict(limits), **words}
    try:
        answer = _exchange(process, order, source.data)
    finally:
        is_stopped = clock.finished.is_set()
        clock.cancel()
    if answer is None:
        raise _ended(process, source.name, limits, is_stopped=is_stopped)
    idle_processes.append(process)
    found, data = answer
    if "code" in found:
        raise PhotoProblem(_CODES[found["code"]], source.name, found["found"], found["hint"])
    return found, data


def _take(name: str) -> subprocess.Popen[bytes]:
    while True:
        try:
            process = idle_processes.pop()
        except IndexError:
            return _start(name)
        if process.poll() is None:
            return process
        _close(process)


def _start(name: str) -> subprocess.Popen[bytes]:
    path = os.pathsep.join(part for part in sys.path if part)
    # An arena of memory for each thread would be counted as used.
    environment = {**os.environ, "PYTHONPATH": path, "MALLOC_ARENA_MAX": "1"}
    try:
        return subprocess.Popen(  # noqa: S603 - this Python, and words of our own
            (sys.executable, *_COMMAND),
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        found = f"which is only opened in a process of its own, and this computer starts none ({error.strerror})"
        raise PhotoProblem(Code.PHOTO_UNREADABLE, name, found, SAVE_AS_JPEG) from error


def _exchange(
    process: subprocess.Popen[bytes], order: Mapping[str, object], data: bytes
) -> tuple[dict[str, Any], bytes] | None:
    if not process.stdin or not process.stdout:
        return None
    try:
        write_message(process.stdin, order, data)
        return read_message(process.stdout)
    except OSError:
        return None
    except BaseException:
        # Ctrl-C in the middle of an answer: what is left of it must not be taken for the next one.
        process.kill()
        _close(process)
        raise


def _ended(process: subprocess.Popen[bytes], name: str, limits: PhotoLimits, *, is_stopped: bool) -> PhotoProblem:
    _close(process)
    status = -process.returncode
    if is_stopped or status == getattr(signal, "SIGXCPU", None):
        return too_much_time(name, limits.max_seconds)
    if status == getattr(signal, "SIGKILL", None):
        # By the system, which was short of memory.
        return too_much_memory(name, limits.max_memory)
    return damaged(name)


def _close(process: subprocess.Popen[bytes]) -> None:
    """Lets a process end: it does once nobody can speak to it."""
    for stream in (process.stdin, process.stdout):
        if stream:
            with contextlib.suppress(OSError):
                stream.close()
    process.wait()


@atexit.register
def close_idle() -> None:
    """Ends the processes that have nothing to do."""
    while idle_processes:
        _close(idle_processes.pop())
