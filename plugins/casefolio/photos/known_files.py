"""Owns what is remembered of files that were read to their ends, so that they need not be read again, as git does.

A file counts as unchanged where its size, its times and its inode are what they were. That may be believed because:

- A file that was changed less than two seconds before it was read is not remembered: it could be changed once more
  without its times showing it.
- What is remembered holds until the computer is started anew. A power cut can leave a file of the right size and time
  without its bytes, and nothing is flushed to the disk here. Where the system has no name for the time since its start,
  as only Linux does, nothing is remembered and everything is read.
- That name is random, and so a list that comes with a folder from somebody else is never believed. Whoever can write
  into the cache of this computer could put a wrong picture with a right manifest there as well.
- Copying or unpacking a cache gives its files new inodes: they are read once.

A list that is damaged, gone, or written by two builds at once costs time and nothing else.
"""

import hashlib
import json
import stat
import time
import uuid
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

#: Raise it whenever something else is remembered.
_REVISION = 1
_BOOT_PATH = Path("/proc/sys/kernel/random/boot_id")
#: In nanoseconds. Some file systems count in steps of two seconds.
_RACY = 2_000_000_000

_DIGEST_LENGTH = 64

#: Plain data: what is remembered beside a file's state.
Words = list[object]


class KnownFiles:
    """The files that need not be read again; safe in threads."""

    def __init__(self, path: Path | None = None, version: str = "") -> None:
        """Reads the list.

        Args:
            path: of the list; None remembers nothing.
            version: of what makes the words; they are forgotten where it is another.
        """
        self._path = path
        boot = _boot() if path else ""
        self._head = [_REVISION, boot, version] if boot else []
        self._before = self._load()
        self._now: dict[str, list[object]] = {}
        self._waiting: dict[str, tuple[str, tuple[Path, ...]]] = {}

    @property
    def is_kept(self) -> bool:
        """Whether anything can be remembered at all."""
        return bool(self._head)

    def recall(self, name: str, state: str) -> Words | None:
        """Gives what is remembered under a name.

        Args:
            name: what it was remembered by.
            state: what `state_of` says now.

        Returns:
            None where nothing is, or the files have another state.
        """
        found = self._before.get(name)
        if not state or not isinstance(found, list) or not found or found[0] != state:
            return None
        self._now[name] = found
        return found[1:]

    def remember(self, name: str, state: str, paths: Iterable[Path], words: Words, *, with_links: bool = False) -> None:
        """Remembers files that were read to their ends.

        Args:
            name: by which they are recalled.
            state: what `state_of` said before they were read.
            paths: the files; nothing is remembered where they were changed meanwhile.
            words: what is wanted of them next time.
            with_links: as `state_of` was asked.
        """
        if self._head and state and _look(paths, with_links=with_links)[0] == state:
            self._now[name] = [state, *words]

    def remember_written(self, name: str, paths: Iterable[Path]) -> None:
        """The same of files that this run has written: nobody else knows them before it ends."""
        kept = tuple(paths)
        if self._head:
            self._waiting[name] = (_look(kept, with_links=True)[0], kept)

    def save(self) -> None:
        """Writes what was recalled or remembered in this run, and nothing else; where it can't, there is no list."""
        for name, (state, paths) in self._waiting.items():
            if state and state_of(paths, with_links=True) == state:
                self._now[name] = [state]
        if not self._path or not self._head or self._now == self._before:
            return
        partial_path = self._path.with_name(f".partial-{uuid.uuid4().hex}")
        with suppress(OSError):
            body = json.dumps([self._head, self._now]).encode()
            partial_path.write_bytes(_digest(body) + body)
            partial_path.replace(self._path)
        with suppress(OSError):
            partial_path.unlink(missing_ok=True)

    def _load(self) -> dict[str, list[object]]:
        if not self._path or not self._head:
            return {}
        try:
            data = self._path.read_bytes()
            body = data[_DIGEST_LENGTH:]
            head, files = json.loads(body) if data.startswith(_digest(body)) else (None, None)
        except (OSError, ValueError, TypeError, RecursionError):
            return {}
        return files if head == self._head and isinstance(files, dict) else {}


def state_of(paths: Iterable[Path], *, with_links: bool = False) -> str:
    """Tells the state of files before they are read: names, sizes, times and inodes.

    Args:
        paths: the files.
        with_links: whether links to them come and go, which changes one of the times: that one doesn't count then.

    Returns:
        A digest; empty where one of them is no file, can't be looked at, or was changed just now.
    """
    state, newest = _look(paths, with_links=with_links)
    return state if newest < time.time_ns() - _RACY else ""


def _look(paths: Iterable[Path], *, with_links: bool) -> tuple[str, int]:
    """The digest, whatever the time, and when the last of the files was changed."""
    states, newest = [], 0
    for path in paths:
        try:
            found = path.lstat()
        except OSError:
            return "", 0
        if not stat.S_ISREG(found.st_mode):
            return "", 0
        changed = 0 if with_links else found.st_ctime_ns
        newest = max(newest, found.st_mtime_ns, changed)
        states.append((path.name, found.st_size, found.st_mtime_ns, changed, found.st_ino))
    return hashlib.sha256(json.dumps(states).encode()).hexdigest()[:32] if states else "", newest


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()


def _boot() -> str:
    try:
        return _BOOT_PATH.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""
