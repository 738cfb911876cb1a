"""Writes the files of a site in a process of its own, while the next pages are made; looks at none of them.

To make a file and its folder takes the system nearly as long as to make the page. A thread would not do: Python lets
it go on only every few milliseconds while pages are made.
"""

import errno
import io
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO

from casefolio.process_messages import read_message, write_message

#: Isolated from the working folder, where a stranger may have put a `json.py`, and without the packages of the site.
_COMMAND = ("-P", "-S", "-c", "from casefolio.mkdocs_plugin.written_files import main; main()")
#: Fewer files are written sooner than a process has started.
FEWEST = 100
#: So many bytes are sent at once, and so many of pages may wait.
_BATCH, _MOST_WAITING = 1 << 18, 1 << 22


class SiteWriter:
    """The other process, and what it is still to be told.

    Attributes:
        process: None until there is enough to write.
    """

    def __init__(self, folder: str) -> None:
        """Starts nothing yet.

        Args:
            folder: that files are put into.
        """
        self._folder = folder
        self._asked = 0
        self.process: subprocess.Popen[bytes] | None = None
        self._teller: threading.Thread | None = None
        #: Pages go first: nobody else holds them. The others have a source, or a text that is held in any case.
        self._pages: dict[str, bytes] = {}
        self._others: dict[str, tuple[str, str]] = {}
        self._waiting = 0
        self._is_complete = False
        self._changed = threading.Condition()

    def takes_page(self, uri: str, content: bytes) -> bool:
        """Whether it writes a page; waits where too much is still to be written.

        Args:
            uri: its place in the site.
            content: all of it.

        Returns:
            False where somebody else has to write it.
        """
        if not self._is_ready():
            return False
        with self._changed:
            self._changed.wait_for(lambda: self._waiting < _MOST_WAITING)
            # A page goes before another file in its place, as it does with MkDocs.
            self._others.pop(uri, None)
            self._waiting += len(content) - len(self._pages.get(uri, b""))
            self._pages[uri] = content
            self._changed.notify_all()
        return True

    def takes(self, uri: str, *, text: str = "", source: str = "") -> bool:
        """Likewise of another file.

        Args:
            uri: its place in the site.
            text: all of it.
            source: the file that it is linked to instead.
        """
        if not self._is_ready():
            return False
        with self._changed:
            self._others[uri] = (source, text)
            self._changed.notify_all()
        return True

    def _is_ready(self) -> bool:
        self._asked += 1
        if self._asked == FEWEST:
            self.process = start_process(self._folder)
            if self.process:
                self._teller = threading.Thread(target=self._tell, args=(self.process.stdin,), daemon=True)
                self._teller.start()
        return self.process is not None

    def wait(self) -> None:
        """Waits until all is written, and ends the process.

        Raises:
            OSError: something could not be written; nothing after it was.
        """
        if self.process is None:
            return
        self._end_telling()
        answer = read_message(self.process.stdout) if self.process.stdout else None
        self.stop()
        if answer is None:
            raise OSError(errno.EPIPE, "what writes the site's files was stopped", self._folder)
        if refused := answer[0]:
            raise OSError(refused["errno"], refused["strerror"], f"{self._folder}{os.sep}{refused['filename']}")

    def stop(self) -> None:
        """Ends the process, wherever it is."""
        if self.process is None:
            return
        process, self.process = self.process, None
        process.kill()
        with self._changed:
            self._pages.clear()
            self._others.clear()
        self._end_telling()
        process.wait()
        if process.stdout:
            process.stdout.close()

    def _end_telling(self) -> None:
        with self._changed:
            self._is_complete = True
            self._changed.notify_all()
        if self._teller is not None:
            self._teller.join()

    def _tell(self, stream: IO[bytes]) -> None:
        # Where the process has ended, this is noticed at the end.
        while batch := self._next_batch():
            with suppress(OSError):
                stream.write(batch)
                stream.flush()
        with suppress(OSError):
            stream.close()

    def _next_batch(self) -> bytes:
        """As many files as are sent at once; empty at the end."""
        batch = io.BytesIO()
        with self._changed:
            self._changed.wait_for(lambda: self._pages or self._others or self._is_complete)
            while self._pages and batch.tell() < _BATCH:
                uri, content = self._pages.popitem()
                write_message(batch, {"uri": uri, "source": ""}, content)
                self._waiting -= len(content)
            while self._others and batch.tell() < _BATCH:
                uri, (source, text) = self._others.popitem()
                write_message(batch, {"uri": uri, "source": source}, text.encode())
            self._changed.notify_all()
        return batch.getvalue()


def start_process(folder: str) -> "subprocess.Popen[bytes] | None":
    """The process; None where it can't be started, or would have no processor of its own."""
    # Of a program that was packed as a whole, it is not Python.
    if os.cpu_count() == 1 or not sys.executable or hasattr(sys, "frozen"):
        return None
    try:
        return subprocess.Popen(  # noqa: S603 - this Python, and words of our own
            (sys.executable, *_COMMAND),
            # Should somebody remove the folder, nothing makes it again.
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return None
