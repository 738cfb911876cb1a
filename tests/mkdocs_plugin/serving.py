"""Owns a running `mkdocs serve`: starts one on a free port, asks it for pages, and always ends it."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.mkdocs_plugin.building import ENVIRONMENT, Project

#: MkDocs looks at the files twice a second; the rest is for a busy machine.
PATIENCE_SECONDS = 30


@dataclass(frozen=True)
class Preview:
    """A preview of a project."""

    project: Project
    url: str
    log_path: Path
    process: "subprocess.Popen[bytes]"

    def get(self, path: str) -> tuple[int, str]:
        """The status and the text of an address."""
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=5) as answer:  # noqa: S310 - our own server
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, ""
        except OSError:
            return 0, ""

    def wait(self, path: str, is_there: Callable[[int, str], bool]) -> str:
        """Asks for a page until it is as wanted.

        Raises:
            AssertionError: it never was.
        """
        until = time.monotonic() + PATIENCE_SECONDS
        status, text = 0, ""
        while time.monotonic() < until:
            assert self.process.poll() is None, f"the server ended:\n{self.log}"
            status, text = self.get(path)
            if is_there(status, text):
                return text
            time.sleep(0.1)
        message = f"{path} answers {status} and not what is wanted:\n{text[-2000:]}\n{self.log}"
        raise AssertionError(message)

    def wait_for(self, path: str, words: str) -> str:
        """Asks for a page until it says some words."""
        return self.wait(path, lambda status, text: status == 200 and words in text)

    @property
    def log(self) -> str:
        """What the server has printed."""
        return self.log_path.read_text(encoding="utf-8", errors="replace")


@contextlib.contextmanager
def serve(project: Project, *arguments: str, is_ours: bool = False) -> Iterator[Preview]:
    """Runs `mkdocs serve`, or `casefolio serve`, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log_path = project.root.parent / "serve.log"
    program, option = ("casefolio", "--address") if is_ours else ("mkdocs", "--dev-addr")
    command = [sys.executable, "-m", program, "serve", option, f"127.0.0.1:{port}", *arguments]
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            command, cwd=project.root, env={**os.environ, **ENVIRONMENT}, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            preview = Preview(project, f"http://127.0.0.1:{port}/", log_path, process)
            preview.wait("", lambda status, _text: status == 200)
            yield preview
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
