"""Owns how much is done at once: one piece of work for each core, in threads; knows nothing of what the work is."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

#: What `map` does, perhaps in threads.
Spread = Callable[..., Iterator[Any]]

_Job = TypeVar("_Job")
_Result = TypeVar("_Result")


def run_all(work: Callable[[_Job], _Result], jobs: Iterable[_Job], workers: int | None = None) -> list[_Result]:
    """Does the same work for many jobs.

    Args:
        work: safe in threads.
        jobs: what it is done for.
        workers: how many are worked on at once, at least 1; None: the number of cores.

    Returns:
        The results in the order of the jobs. What the work raises is raised, and what has not begun is not begun.
    """
    with ThreadPoolExecutor(workers or _cores(), thread_name_prefix="photo") as pool:
        futures = [pool.submit(work, job) for job in jobs]
        try:
            return [future.result() for future in futures]
        except BaseException:
            # An unwritable cache, or Ctrl-C.
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@contextmanager
def spreading(workers: int | None = None) -> Iterator[Spread]:
    """Gives a `map` for the parts of a piece of work, so that a single piece keeps all cores busy.

    Args:
        workers: how many parts are worked on at once, over all pieces; with 1 each piece does its own.
    """
    count = workers or _cores()
    if count == 1:
        yield map
        return
    # No thread is started before there is something to do.
    with ThreadPoolExecutor(count, thread_name_prefix="photo-part") as pool:
        yield pool.map


def _cores() -> int:
    # From Python 3.13 on, the cores that this process may use, not all that the computer has.
    count = getattr(os, "process_cpu_count", os.cpu_count)
    return count() or 1
