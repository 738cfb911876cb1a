"""Runs a command and says what it took, by the operating system's own accounts; compares nothing."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a command took.

    Attributes:
        seconds: from start to end.
        cpu_seconds: of the process and its children, in user and system mode.
        peak_megabytes: the largest resident memory of one process.
    """

    seconds: float
    cpu_seconds: float
    peak_megabytes: float


def run(command: Sequence[str], folder_path: Path, environment: Mapping[str, str], *, exit_code: int = 0) -> Run:
    """Runs a command to its end.

    Args:
        command: the program and its arguments.
        folder_path: where it runs.
        environment: added to this process's own.
        exit_code: what it is to end with.

    Raises:
        RuntimeError: it ended with another; says what it printed.
    """
    start = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=folder_path,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        output = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != exit_code:
        message = f"{' '.join(command)} failed:\n{output}"
        raise RuntimeError(message)
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
