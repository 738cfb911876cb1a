"""Measures how long after saving a text its words are served; owns the servers that it starts, and ends them."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.sites import Site

#: Between two requests.
_POLL_SECONDS = 0.005
#: Before the next text is saved: watchers and browsers of the last change come to rest.
_REST_SECONDS = 1.0
#: Until a server shows what it should.
_PATIENCE_SECONDS = 600.0


def measure_previews(sites: Mapping[str, Site], rounds: int, edits: int) -> dict[str, list[float]]:
    """Starts each server in turn, saves one text after the other, and waits for each.

    Args:
        sites: laid out, by generator.
        rounds: how often each server is started.
        edits: how many texts are saved in each round, of different records.

    Returns:
        By server, the seconds from before the file was written until its page had the new words.

    Raises:
        RuntimeError: a server ended, or never showed the words.
    """
    seconds: dict[str, list[float]] = {}
    for number in range(rounds):
        for site in sites.values():
            for title, command in site.generator.servers.items():
                measured = _measure_server(site, command, number, edits)
                seconds.setdefault(title, []).extend(measured)
                shown = ", ".join(f"{item:.2f}" for item in measured)
                print(f"{title}, from saved to served: {shown} s", file=sys.stderr)
    return seconds


def _measure_server(site: Site, command: Sequence[str], number: int, edits: int) -> list[float]:
    slugs = site.corpus.slugs
    measured = []
    with _serving(site, command) as server:
        server.wait_for(slugs[0], b"<h1")
        for edit in range(edits):
            slug = slugs[edit * len(slugs) // edits]
            # One word of letters and digits, so that no generator makes anything else of it.
            words = f"saved{time.time_ns()}in{number}"
            server.wait_for(slug, b"<h1")
            time.sleep(_REST_SECONDS)
            start = time.perf_counter()
            site.add_words(slug, words)
            server.wait_for(slug, words.encode())
            measured.append(time.perf_counter() - start)
    return measured


class _Server:
    """A running server: asks it for pages."""

    def __init__(self, site: Site, port: int, process: "subprocess.Popen[bytes]", log_path: Path) -> None:
        self._site = site
        self._port = port
        self._process = process
        self._log_path = log_path

    def wait_for(self, slug: str, words: bytes) -> None:
        """Asks for the page of a record until it has some words."""
        uri = self._site.generator.study_uri.format(slug=slug).removesuffix("index.html")
        until = time.monotonic() + _PATIENCE_SECONDS
        while words not in self._get(f"/{uri}"):
            if self._process.poll() is not None or time.monotonic() > until:
                log = self._log_path.read_text(encoding="utf-8", errors="replace")
                message = f"{self._site.generator.title} never served {words.decode()} at /{uri}:\n{log[-2000:]}"
                raise RuntimeError(message)
            time.sleep(_POLL_SECONDS)

    def _get(self, address: str) -> bytes:
        """The body of a page; nothing as long as there is none."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_PATIENCE_SECONDS)
        try:
            connection.request("GET", address)
            answer = connection.getresponse()
            return answer.read() if answer.status == http.HTTPStatus.OK else b""
        except (OSError, http.client.HTTPException):
            return b""
        finally:
            connection.close()


@contextmanager
def _serving(site: Site, command: Sequence[str]) -> Iterator[_Server]:
    """Runs a server on a free port until the block ends, with all the processes that it starts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log_path = site.folder_path.with_suffix(".log")
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            [part.format(port=port) for part in command],
            cwd=site.folder_path,
            env={**os.environ, **site.environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            # A group of its own, so that whatever it starts ends with it.
            start_new_session=True,
        )
        try:
            yield _Server(site, port, process, log_path)
        finally:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            break
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            continue
