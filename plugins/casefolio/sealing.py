"""Seals what is kept between runs with a key of the user's own, so that only what this user wrote is believed.

A cache folder may come from somewhere else, in a pull request or out of a shared cache. What is kept there says that a
record was checked, or that a site is up to date. So it carries a keyed digest (BLAKE2b, RFC 7693), and the key lies in
the user's own folder and never leaves it. A file is a row of pieces, each behind its length and the digest of all so
far: nobody has to hold the whole, and a piece is handed on once its digest was found to be right.
"""

import hashlib
import hmac
import os
import secrets
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from io import BufferedReader, BufferedWriter, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

import platformdirs

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

Payload = TypeVar("Payload")

_KEY_BYTES = 32
_DIGEST_BYTES = 32
_LENGTH_BYTES = 4
#: No piece has more bytes than these.
_PIECE = 1 << 18
_PACKAGE_PATH = Path(__file__).parent


def read_sealed(path: Path, version: str, read: Callable[[BinaryIO], Payload]) -> Payload | None:
    """Reads a file that `write_sealed` has written.

    Args:
        path: the file.
        version: what it was written by, as it has to be now.
        read: takes the content, piece by piece; no byte that this user has not written ever reaches it.

    Returns:
        What `read` answers; None where there is no file, or where it is damaged, another user's, or another version's.
    """
    key = personal_key()
    if key is None:
        return None
    try:
        with path.open("rb") as file, BufferedReader(_Unsealed(file, version, key), _PIECE) as content:
            payload = read(content)
            # As far as the last seal, even if the reader has all that it needs.
            while content.read(_PIECE):
                pass
    except (OSError, _BrokenSealError):
        return None
    return payload


def write_sealed(path: Path, version: str, write: Callable[[BinaryIO], object]) -> None:
    """Writes a file whole or not at all; does nothing where it can't, since nothing depends on it.

    Args:
        path: the file; its folder is made.
        version: what has a say in it besides its readers' questions.
        write: given a file, writes the content into it.
    """
    key = personal_key()
    if key is None:
        return
    partial_path = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial_path.open("wb") as file, BufferedWriter(_Sealed(file, version, key), _PIECE) as content:
            write(content)
        partial_path.replace(path)
    except OSError:
        pass
    finally:
        with suppress(OSError):
            partial_path.unlink(missing_ok=True)


class _BrokenSealError(Exception):
    """What comes next was not written by this user, in this place."""


class _Seals:
    """The seals of a file, in their order: each is a digest of all that comes before it."""

    def __init__(self, version: str, key: bytes) -> None:
        self._digest = hashlib.blake2b(f"{version}\n".encode(), key=key, digest_size=_DIGEST_BYTES)

    def after(self, piece: bytes | memoryview) -> bytes:
        self._digest.update(len(piece).to_bytes(_LENGTH_BYTES))
        self._digest.update(piece)
        return self._digest.digest()


class _Sealed(RawIOBase):
    """Writes each piece behind its length and its seal; an empty piece is the end."""

    def __init__(self, file: BinaryIO, version: str, key: bytes) -> None:
        self._file, self._seals = file, _Seals(version, key)

    def writable(self) -> bool:
        return True

    def write(self, data: "ReadableBuffer") -> int:
        piece = memoryview(data)[:_PIECE]
        self._add(piece)
        return len(piece)

    def close(self) -> None:
        if not self.closed:
            self._add(b"")
        super().close()

    def _add(self, piece: bytes | memoryview) -> None:
        self._file.write(len(piece).to_bytes(_LENGTH_BYTES) + self._seals.after(piece))
        self._file.write(piece)


class _Unsealed(RawIOBase):
    """Hands on what is read once it has been held against its seal."""

    def __init__(self, file: BinaryIO, version: str, key: bytes) -> None:
        self._file, self._seals = file, _Seals(version, key)
        self._rest = memoryview(b"")
        self._is_done = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        if not self._rest and not self._is_done:
            self._rest = self._next()
            self._is_done = not self._rest
        room = memoryview(buffer)
        count = min(len(room), len(self._rest))
        room[:count], self._rest = self._rest[:count], self._rest[count:]
        return count

    def _next(self) -> memoryview:
        length, seal = int.from_bytes(self._file.read(_LENGTH_BYTES)), self._file.read(_DIGEST_BYTES)
        piece = self._file.read(min(length, _PIECE))
        if len(piece) != length or not hmac.compare_digest(seal, self._seals.after(piece)):
            raise _BrokenSealError
        return memoryview(piece)


def program_version(packages: Iterable[str]) -> str:
    """What runs: Python, casefolio by its files, which change before its version does, and some packages.

    Args:
        packages: by the names that they are installed by; those that are not are left out.
    """
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - slow to import

    versions = []
    for name in packages:
        with suppress(PackageNotFoundError):
            versions.append((name, version(name)))
    return repr((sys.version, _own_files(), versions))


@cache
def _own_files() -> str:
    digest = hashlib.sha256()
    for folder, folders, names in os.walk(_PACKAGE_PATH):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            found = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 - hundreds of times, before anything else
            digest.update(f"{folder}/{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


@cache
def personal_key() -> bytes | None:
    """The user's own key, made when it is first asked for; None where there can be none."""
    try:
        path = Path(platformdirs.user_state_dir("casefolio", appauthor=False)) / "seal.key"
        if path.is_file() and len(key := path.read_bytes()) == _KEY_BYTES:
            return key
        if os.environ.get("CI"):
            # The next run has another home: what this one would seal, nobody could read.
            return None
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = secrets.token_bytes(_KEY_BYTES)
        partial_path = path.with_name(f"{path.name}.{os.getpid()}")
        descriptor = os.open(partial_path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(key)
        partial_path.replace(path)
    except (OSError, RuntimeError):  # Without a home folder there is no state either.
        return None
    else:
        return key
