"""Reads files of a git revision as they are stored; checks nothing out, and runs no hook and no filter of anybody."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

#: A file above it is left out; no record and no photo may be as large.
MOST_BYTES_OF_FILE = 64 * 1024 * 1024
MOST_BYTES = 2 * 1024 * 1024 * 1024
MOST_FILES = 100_000

_FILES = frozenset({"100644", "100755"})
_LONG_DIGEST = 64
#: Nothing is fetched, asked for, locked or replaced.
_ENVIRONMENT = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


class RevisionError(Exception):
    """A revision can't be read: says why and what to do."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a revision.

    Attributes:
        path: `/`-separated, relative to the project's folder.
        digest: git's own.
        size: in bytes.
    """

    path: str
    digest: str
    size: int


def list_blobs(root_path: Path, revision: str) -> tuple[Blob, ...]:
    """The files that a revision has in the project's folder: no links, and no other repositories.

    Args:
        root_path: the project's folder, in a git repository.
        revision: as somebody wrote it: a branch, a tag, a commit.

    Raises:
        RevisionError: there is no git, no repository or no such revision, or it has too many files.
    """
    commit = _commit(root_path, revision)
    listed = _run(root_path, "ls-tree", "-r", "-z", "-l", commit)
    blobs = []
    for line in listed.decode("utf-8", "surrogateescape").split("\0"):
        head, _, path = line.partition("\t")
        mode, _, rest = head.partition(" ")
        if mode in _FILES and _is_safe(path):
            _, digest, size = rest.split()
            blobs.append(Blob(path, digest, int(size)))
    if len(blobs) > MOST_FILES:
        msg = f"`{revision}` has more than {MOST_FILES} files"
        raise RevisionError(msg)
    return tuple(blobs)


def _is_safe(path: str) -> bool:
    """Whether a path stays in its folder, on every system."""
    parts = path.split("/")
    return all(part not in {"", ".", ".."} for part in parts) and not set("\\:\0") & set(path)


def write_blobs(root_path: Path, blobs: Iterable[Blob], folder: Path) -> None:
    """Writes files of a revision; one that the project still has is linked or copied instead.

    Args:
        root_path: the project's folder.
        blobs: files above the limit are left out.
        folder: empty, or with other files.

    Raises:
        RevisionError: all together are too large, or git can't give one of them.
        OSError: the disk refuses.
    """
    chosen = [blob for blob in blobs if blob.size <= MOST_BYTES_OF_FILE]
    if sum(blob.size for blob in chosen) > MOST_BYTES:
        msg = "the records and photos of the other version are larger than 2 GB"
        raise RevisionError(msg)
    missing = []
    for blob in chosen:
        target = folder / PurePosixPath(blob.path)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not _take_own(root_path / PurePosixPath(blob.path), blob, target):
            missing.append((blob, target))
    _fetch(root_path, missing)


def _take_own(own_path: Path, blob: Blob, target: Path) -> bool:
    """Takes the project's own file where its bytes are those of the revision."""
    try:
        if own_path.is_symlink() or own_path.stat().st_size != blob.size:
            return False
        data = own_path.read_bytes()
        new_digest = hashlib.sha256 if len(blob.digest) == _LONG_DIGEST else hashlib.sha1
        if new_digest(b"blob %d\0" % len(data) + data).hexdigest() != blob.digest:
            return False
        try:
            os.link(own_path, target, follow_symlinks=False)
        except OSError:  # on another disk
            shutil.copyfile(own_path, target)
    except OSError:
        return False
    return True


def _fetch(root_path: Path, wanted: Sequence[tuple[Blob, Path]]) -> None:
    if not wanted:
        return
    with subprocess.Popen(  # noqa: S603 - git, with arguments of ours
        _command(root_path, "cat-file", "--batch"),
        env=os.environ | _ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        if process.stdin is None or process.stdout is None:
            return
        for blob, target in wanted:
            process.stdin.write(f"{blob.digest}\n".encode())
            process.stdin.flush()
            head = process.stdout.readline().split()
            data = process.stdout.read(blob.size + 1)[:-1] if head[1:2] == [b"blob"] else b""
            if len(data) != blob.size:
                process.kill()
                msg = f"git can't give `{blob.path}` of the other version; fetch the whole revision"
                raise RevisionError(msg)
            with target.open("xb") as file:
                file.write(data)


def _commit(root_path: Path, revision: str) -> str:
    if revision.startswith("-"):
        msg = f"`{revision}` is no revision"
        raise RevisionError(msg)
    try:
        found = _run(root_path, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except RevisionError as error:
        if "not a git repository" in str(error):
            msg = f"git does not keep this folder, so `{revision}` is no revision; name a folder with the other version"
            raise RevisionError(msg) from None
        if str(error):
            raise
        msg = f"there is neither a revision nor a folder `{revision}`; fetch the revision first, or correct its name"
        raise RevisionError(msg) from None
    return found.decode().strip()


def _command(root_path: Path, *arguments: str) -> list[str]:
    return ["git", "-C", str(root_path), "-c", "core.fsmonitor=false", *arguments]


def _run(root_path: Path, *arguments: str) -> bytes:
    """What git answers; the error says nothing where git doesn't either."""
    try:
        done = subprocess.run(  # noqa: S603 - git, with arguments of ours
            _command(root_path, *arguments),
            env=os.environ | _ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        msg = "git is not installed; install it, or name a folder with the other version"
        raise RevisionError(msg) from None
    except ValueError:  # a NUL in an argument
        raise RevisionError from None
    if done.returncode:
        raise RevisionError(" ".join(done.stderr.decode("utf-8", "replace").split()))
    return done.stdout
