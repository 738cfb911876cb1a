"""Keeps a memory from one run to the next, and believes it only where this very user has written it.

A memory is more than photos: it says that a record was checked and its text sanitised. The cache folder may come from
somewhere else, in a pull request or out of a shared cache, and what is read from it is objects of Python, which could
run anything. So the file carries a keyed digest (BLAKE2b, RFC 7693), the key lies in the user's own folder and leaves
it never, and nothing is read of a file whose digest is another.
"""

import gc
import hashlib
import hmac
import os
import pickle
import secrets
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

import platformdirs

from casefolio.memory import Memory

_KEY_BYTES = 32
_DIGEST_BYTES = 32
_PACKAGE_PATH = Path(__file__).parent
#: What has a say in how records are read, checked and rendered.
_PACKAGES = ("babel", "markdown-it-py", "nh3", "pydantic", "pyyaml", "python-frontmatter")
#: A memory is written again once so much of it is new: writing takes longer than making a few answers again.
_WORTH_KEEPING = 0.02


def load_memory(path: Path) -> Memory:
    """Reads the memory of an earlier run.

    Args:
        path: its file.

    Returns:
        An empty one where there is none, or where it is damaged, another user's, or another version's.
    """
    key = _personal_key()
    try:
        data = path.read_bytes() if key else b""
    except OSError:
        return Memory()
    digest, payload = data[:_DIGEST_BYTES], memoryview(data)[_DIGEST_BYTES:]
    if not key or not hmac.compare_digest(digest, _seal(payload, key)):
        return Memory()
    # Hundreds of thousands of new objects, and none to be collected.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return Memory.of(*pickle.loads(payload))  # noqa: S301 - sealed by this user
    except Exception:  # noqa: BLE001 - whatever another version has written
        return Memory()
    finally:
        if was_enabled:
            gc.enable()


def save_memory(memory: Memory, path: Path) -> None:
    """Writes a memory for later runs, unless the file there says nearly the same; does nothing where it can't.

    Args:
        memory: after a build.
        path: its file; its folder is made.
    """
    key = _personal_key()
    if not key or memory.novelty <= _WORTH_KEEPING:
        return
    payload = pickle.dumps(memory.content, pickle.HIGHEST_PROTOCOL)
    partial_path = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial_path.write_bytes(_seal(payload, key) + payload)
        partial_path.replace(path)
    except OSError:
        partial_path.unlink(missing_ok=True)


def _seal(payload: bytes | memoryview, key: bytes) -> bytes:
    digest = hashlib.blake2b(key=key, digest_size=_DIGEST_BYTES)
    digest.update(_version().encode())
    digest.update(payload)
    return digest.digest()


@cache
def _version() -> str:
    """Every program that a memory depends on; casefolio's own by its files, which change before its version does."""
    own = sorted(
        (path.relative_to(_PACKAGE_PATH).as_posix(), path.stat().st_size, path.stat().st_mtime_ns)
        for path in _PACKAGE_PATH.rglob("*.py")
    )
    return repr((sys.version, own, [(name, version(name)) for name in _PACKAGES]))


@cache
def _personal_key() -> bytes | None:
    """The user's own key, made when it is first asked for; None where there can be none."""
    path = Path(platformdirs.user_state_dir("casefolio", appauthor=False)) / "memory.key"
    try:
        if path.is_file() and len(key := path.read_bytes()) == _KEY_BYTES:
            return key
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
