"""Seals what is kept between runs with a key of the user's own, so that only what this user wrote is believed.

A cache folder may come from somewhere else, in a pull request or out of a shared cache. What is kept there says that a
record was checked, or that a site is up to date. So it carries a keyed digest (BLAKE2b, RFC 7693), the key lies in the
user's own folder and never leaves it, and nothing is read of a file whose digest is another.
"""

import hashlib
import hmac
import os
import secrets
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

import platformdirs

_KEY_BYTES = 32
_DIGEST_BYTES = 32
_PACKAGE_PATH = Path(__file__).parent


def read_sealed(path: Path, version: str) -> memoryview | None:
    """Reads a file that `write_sealed` has written.

    Args:
        path: the file.
        version: what it was written by, as it has to be now.

    Returns:
        None where there is none, or where it is damaged, another user's, or another version's.
    """
    key = personal_key()
    if key is None:
        return None
    try:
        data = memoryview(path.read_bytes())
    except OSError:
        return None
    digest, payload = data[:_DIGEST_BYTES], data[_DIGEST_BYTES:]
    return payload if hmac.compare_digest(digest, _seal(payload, version, key)) else None


def write_sealed(path: Path, payload: bytes, version: str) -> None:
    """Writes a file whole or not at all; does nothing where it can't, since nothing depends on it.

    Args:
        path: the file; its folder is made.
        payload: what it holds.
        version: what has a say in it besides its readers' questions.
    """
    key = personal_key()
    if key is None:
        return
    partial_path = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial_path.write_bytes(_seal(payload, version, key) + payload)
        partial_path.replace(path)
    except OSError:
        with suppress(OSError):
            partial_path.unlink(missing_ok=True)


def _seal(payload: bytes | memoryview, version: str, key: bytes) -> bytes:
    digest = hashlib.blake2b(key=key, digest_size=_DIGEST_BYTES)
    digest.update(f"{version}\n".encode())
    digest.update(payload)
    return digest.digest()


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
