"""Owns the files of photos between builds, found by key and proved by digest; knows nothing of photos.

A folder holds one entry, `photos/<two digits>/<key>/`: the files, which are published from there as they are, and a
manifest. It is written beside its place and then renamed, and taken only where every byte is what the manifest says, or
was so before and no file has changed since (see `known_files`): a build that is killed, two at once, or a power cut
cost time and never a wrong file.
"""

import hashlib
import json
import os
import shutil
import threading
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from casefolio.photos.known_files import KnownFiles, state_of

_MANIFEST = "manifest.json"
#: Begins the name of a folder that is being written. A killed build leaves it behind; nothing ever reads it.
PARTIAL = ".partial-"
_BUFFERS = threading.local()


class PhotoCacheError(OSError):
    """The cache's folder cannot be written; says which, and why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The files of one photo.

    Attributes:
        key: what they were made from and how.
        paths: each file by its name.
    """

    key: str
    paths: Mapping[str, Path]


class PhotoCache:
    """A folder of entries, shared by any number of threads and builds."""

    def __init__(self, folder_path: Path, known: KnownFiles | None = None) -> None:
        """Names the folder; it is made when something is stored.

        Args:
            folder_path: outside of the site and of the pages' folder.
            known: what is remembered of entries and photos; nothing where it is left out.
        """
        self.known = known or KnownFiles()
        self._photos_path = folder_path / "photos"

    def load(self, key: str) -> Entry | None:
        """Looks an entry up, and reads all of it to see that it is whole, unless that was seen before.

        Args:
            key: hexadecimal digits.

        Returns:
            None where there is no entry, or anything at all is wrong with it.
        """
        path = self._entry_path(key)
        listed: tuple[Path, ...] = ()
        state = ""
        if self.known.is_kept:
            listed = _listed(path)
            # Files are published as links to these, which come and go with every build.
            state = state_of(listed, with_links=True)
            if self.known.recall(key, state) is not None:
                return Entry(key, {file_path.name: file_path for file_path in listed if file_path.name != _MANIFEST})
        try:
            manifest = json.loads((path / _MANIFEST).read_bytes())
            files = {str(name): str(digest) for name, digest in manifest["files"].items()}
            if manifest != _manifest(key, files):
                return None
            paths = {name: path / name for name in files}
            if all(_file_digest(paths[name]) == digest for name, digest in files.items()):
                self.known.remember(key, state, listed, [], with_links=True)
                return Entry(key, paths)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            # Whatever broken JSON can hold: a damaged entry is one that is not there.
            return None
        return None

    def store(self, key: str, files: Mapping[str, bytes]) -> Entry:
        """Writes an entry, unless another build has just done so.

        Args:
            key: hexadecimal digits.
            files: each file's bytes by its name.

        Raises:
            PhotoCacheError: the folder cannot be written.
        """
        path = self._entry_path(key)
        try:
            partial_path = path.with_name(f"{PARTIAL}{uuid.uuid4().hex}")
            partial_path.mkdir(parents=True)
            try:
                _write_entry(partial_path, key, files)
                self._settle(partial_path, key)
            finally:
                shutil.rmtree(partial_path, ignore_errors=True)
        except OSError as error:
            reason = error.strerror or str(error)
            raise PhotoCacheError(error.errno, reason, error.filename or str(path)) from error
        self.known.remember_written(key, _listed(path))
        return Entry(key, {name: path / name for name in files})

    def _entry_path(self, key: str) -> Path:
        return self._photos_path / key[:2] / key

    def _settle(self, partial_path: Path, key: str) -> None:
        """Puts a written entry in its place; a whole one that stands there already is kept."""
        path = self._entry_path(key)
        with suppress(OSError):
            # Refused where a folder that is not empty stands there; what else is wrong comes up again below.
            partial_path.rename(path)
            return
        if self.load(key):
            return
        if not path.is_dir():
            path.unlink(missing_ok=True)
            path.mkdir(exist_ok=True)
        # File by file, the manifest last: another build that reads this entry never finds a file missing.
        for file_path in sorted(partial_path.iterdir(), key=lambda file_path: file_path.name == _MANIFEST):
            target_path = path / file_path.name
            if target_path.is_dir():
                shutil.rmtree(target_path)
            file_path.replace(target_path)


def _listed(folder_path: Path) -> tuple[Path, ...]:
    """Whatever lies in an entry, in the same order every time."""
    try:
        return tuple(sorted(folder_path.iterdir()))
    except OSError:
        return ()


def _manifest(key: str, files: Mapping[str, str]) -> dict[str, object]:
    listed = dict(sorted(files.items()))
    return {"key": key, "files": listed, "digest": _digest(json.dumps([key, listed]).encode())}


def _digest(data: bytes | memoryview) -> str:
    """Length and SHA-256."""
    return f"{len(data)}:{hashlib.sha256(data).hexdigest()}"


def _file_digest(path: Path) -> str:
    """The same of a file, through one buffer a thread: fresh memory for every file would cost as much as reading it."""
    with path.open("rb", buffering=0) as file:
        length = os.fstat(file.fileno()).st_size
        buffer: bytearray = getattr(_BUFFERS, "bytes", bytearray())
        if len(buffer) < length:
            buffer = _BUFFERS.bytes = bytearray(length)
        view = memoryview(buffer)[:length]
        return _digest(view[: file.readinto(view)])


def _write_entry(folder_path: Path, key: str, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        _write_file(folder_path / name, data)
    manifest = _manifest(key, {name: _digest(data) for name, data in files.items()})
    _write_file(folder_path / _MANIFEST, json.dumps(manifest, indent=1).encode())


def _write_file(path: Path, data: bytes) -> None:
    # Not flushed to the disk, which takes longer than to draw a card: what a power cut tears is no whole entry.
    with path.open("xb") as file:
        file.write(data)
