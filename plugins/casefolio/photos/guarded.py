"""Owns the process that opens unusual photos: does one after the other, under limits that the system keeps.

It runs until nobody speaks to it any more. See `guard` for the other end.
"""

import contextlib
import dataclasses
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from casefolio.photos.decoding import MEGABYTE, decode, probe, use_one_thread, verify
from casefolio.photos.geometry import Box, Size
from casefolio.photos.problems import PhotoProblem, too_much_memory
from casefolio.photos.sources import PhotoSource
from casefolio.process_messages import read_message, write_message
from casefolio.settings import PhotoLimits

if sys.platform != "win32":
    import resource

_STATM = Path("/proc/self/statm")


def main() -> None:
    """Answers until the other end is closed."""
    # Ctrl-C is for the program that asked; it closes this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # Whatever a decoder prints must not stand among the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    use_one_thread()
    while (order := read_message(sys.stdin.buffer)) is not None:
        write_message(answers, *_answer(*order))


def _answer(order: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    source = PhotoSource(Path(order["name"]), data)
    limits = PhotoLimits(**order["limits"])
    _set_limits(limits)
    try:
        if order["task"] == "probe":
            return {"info": dataclasses.asdict(probe(source, limits))}, b""
        if order["task"] == "verify":
            verify(source, limits)
            return {}, b""
        image = decode(source, Box(*order["box"]), Size(*order["size"]), limits)
        return {"size": image.size}, image.tobytes()
    except MemoryError:
        return _told(too_much_memory(source.name, limits.max_memory))
    except PhotoProblem as problem:
        if isinstance(problem.__cause__, MemoryError):
            return _told(too_much_memory(source.name, limits.max_memory))
        return _told(problem)


def _told(problem: PhotoProblem) -> tuple[dict[str, Any], bytes]:
    return {"code": problem.code.id, "found": problem.found, "hint": problem.hint}, b""


def _set_limits(limits: PhotoLimits) -> None:
    """Gives the next photo its own time and memory, beyond what this process has used so far."""
    if sys.platform == "win32":
        return
    # A process that is stopped for its time would leave its memory behind in a file.
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_CPU, int(time.process_time() + limits.max_seconds) + 1)
    # Other systems than Linux don't keep this limit; there the size of the photo alone decides.
    with contextlib.suppress(OSError):
        used = int(_STATM.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        _lower(resource.RLIMIT_AS, used + int(limits.max_memory * MEGABYTE))


def _lower(limit: int, value: int) -> None:
    # The hard limit stays as it is, so that the next photo can have more; one that is lower already is kept.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(limit, (value, resource.getrlimit(limit)[1]))
