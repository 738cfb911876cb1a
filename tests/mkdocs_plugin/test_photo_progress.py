"""Whoever waits in a terminal sees how far the photos are, and nobody else does."""

import io
import logging
import os
import sys

import pytest
from tests.mkdocs_plugin.building import ENVIRONMENT, Project, photo, record
from tests.terminal import run_in_terminal

from casefolio.mkdocs_plugin.photo_progress import ProgressBar, progress_bar

COUNT = 24


def shown(calls: list[tuple[float, int]], whole: int = 10) -> str:
    """What a bar writes, by the second and how many photos are done."""
    stream, times = io.StringIO(), iter([seconds for seconds, _ in calls])
    bar = ProgressBar(stream, lambda: next(times))
    for _, done in calls:
        bar.show(done, whole)
    return stream.getvalue()


def test_nothing_is_shown_of_what_takes_no_longer_than_a_second() -> None:
    assert shown([(5.0, 0), (5.4, 4), (5.9, 9), (6.0, 10)]) == ""


def test_what_takes_longer_is_shown_now_and_then_and_gone_in_the_end() -> None:
    text = shown([(5.0, 0), (6.1, 2), (6.15, 3), (6.3, 5), (7, 10)])
    first, second = "making photos  [######------------------------]  2 of 10", "making photos  [###############"

    assert text.startswith(f"\r{first}\r{second}")
    assert "3 of 10" not in text
    assert text.endswith(f"\r{' ' * len(first)}\r")


def test_a_second_build_waits_anew() -> None:
    assert shown([(0.0, 0), (0.5, 10), (60.0, 0), (60.5, 4), (60.6, 10)]) == ""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_there_is_no_bar_where_nobody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(sys, "stderr", Terminal())
    logger = logging.getLogger("mkdocs")
    before = logger.level
    try:
        logger.setLevel(logging.INFO)
        assert progress_bar()
        # What `--quiet` does.
        logger.setLevel(logging.ERROR)
        assert progress_bar() is None
        logger.setLevel(logging.INFO)
        monkeypatch.setenv("CI", "true")
        assert progress_bar() is None
        monkeypatch.delenv("CI")
        monkeypatch.setattr(sys, "stderr", io.StringIO())
        assert progress_bar() is None
    finally:
        logger.setLevel(before)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="is held to one core, so that it takes long enough anywhere")
def test_a_build_in_a_terminal_shows_it_and_leaves_no_trace_of_it(project: Project) -> None:
    for number in range(COUNT):
        # Each is another photo, for what stands behind its end as well.
        path = project.root / f"case_studies/study-{number}/harbour.jpg"
        path.parent.mkdir(parents=True)
        path.write_bytes(photo(2400, 1600, seed=number) + bytes([number]))
        text = record(
            title=f"Study {number}", photo={"src": "harbour.jpg", "alt": "The harbour.", "credit": "Photo: A B"}
        )
        project.write({f"case_studies/study-{number}/index.md": text})
    project.write({"docs/index.md": "# Home\n"})
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        text = run_in_terminal(
            project.root, "mkdocs", "build", columns=80, environment={"TERM": "xterm", **ENVIRONMENT}
        )
    finally:
        os.sched_setaffinity(0, cores)

    assert f" of {COUNT}" in text
    # A line that is written over ends in blanks.
    assert text.rsplit(" of ", 1)[1].split("\r")[1].strip() == ""
