"""Runs a command and says what it took, by the operating system's own accounts; compares nothing."""

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

#: Between two looks at the memory of a command's processes, in seconds.
_LOOK_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a command took.

    Attributes:
        seconds: from start to end.
        cpu_seconds: of the process and its children, in user and system mode.
        peak_megabytes: the most resident memory at once, of the largest process, or of all of them together if there
            were several, what they share counted once; megabytes of 1,024 KiB.
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
        with _watching(process.pid) as together:
            output = process.stdout.read() if process.stdout else ""
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != exit_code:
        message = f"{' '.join(command)} failed:\n{output}"
        raise RuntimeError(message)
    kibibytes = max([usage.ru_maxrss, *together])
    return Run(seconds, usage.ru_utime + usage.ru_stime, kibibytes / 1024)


@contextmanager
def _watching(pid: int) -> Iterator[list[int]]:
    """Yields a list that gets the memory of a process with its descendants, in KiB, whenever there are several.

    The system's own account of a process that has ended knows only the largest of them. Where there is no `/proc` that
    is all there is to know.
    """
    together: list[int] = []
    is_over = threading.Event()

    def look() -> None:
        while not is_over.wait(_LOOK_SECONDS):
            pids = list(_iter_family(pid))
            if len(pids) > 1:
                together.append(sum(map(_read_share, pids)))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield together
    finally:
        is_over.set()
        thread.join()


def _iter_family(pid: int) -> Iterator[int]:
    yield pid
    for path in Path("/proc", str(pid), "task").glob("*/children"):
        try:
            children = path.read_text("ascii").split()
        except OSError:  # It has ended meanwhile.
            continue
        for child in children:
            yield from _iter_family(int(child))


def _read_share(pid: int) -> int:
    """The memory of a process in KiB, each page divided by how many processes have it; 0 if it has ended."""
    try:
        text = Path("/proc", str(pid), "smaps_rollup").read_text("ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)
