"""Owns the process that writes a site's files: one after the other, until nobody speaks to it any more.

It runs in the folder of the site, and is told of each file in a message; see `site_writer` for the other end. Whatever
it imports is loaded in every build.
"""

import os
import signal
import sys

from casefolio.process_messages import read_message, write_message

_BUFFER = 1 << 18


def main() -> None:
    """Writes what it is told to, and answers at the end with what the disk refused."""
    # Ctrl-C is for the program that asked; this one ends with it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    refused: dict[str, object] = {}
    with os.fdopen(sys.stdin.fileno(), "rb", _BUFFER, closefd=False) as orders:
        while (order := read_message(orders)) is not None:
            words, content = order
            try:
                if not refused:
                    put(words["uri"], words["source"], content)
            except OSError as error:
                refused = {"errno": error.errno, "strerror": error.strerror, "filename": words["uri"]}
    write_message(sys.stdout.buffer, refused)


def put(path: str, source: str, content: bytes) -> None:
    """Makes a file, with the folders that it lies in.

    Args:
        path: the file's.
        source: a file that it is linked to, or copied from where there can be no link; empty for none.
        content: what it holds otherwise.

    Raises:
        OSError: it can't be written.
    """
    try:
        _put(path, source, content)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - thousands of times
        _put(path, source, content)


def _put(path: str, source: str, content: bytes) -> None:
    if not source:
        with open(path, "wb") as file:  # noqa: PTH123 - thousands of times
            file.write(content)
        return
    try:
        os.link(source, path)
    except FileNotFoundError:
        raise
    except OSError:
        # Not every file system has links.
        from shutil import copyfile  # noqa: PLC0415 - slow to import, and hardly ever needed

        copyfile(source, path)
