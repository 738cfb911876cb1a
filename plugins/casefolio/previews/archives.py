"""Opens the artifact of a stranger's build: checks every name, size and digest, and writes what passes, or nothing."""

import errno
import hashlib
import shutil
import stat
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from casefolio.previews.faults import (
    MOST_ARCHIVE_BYTES,
    MOST_BYTES,
    MOST_FILES,
    PreviewError,
    check_names,
    shown,
)
from casefolio.previews.manifest import (
    MANIFEST_NAME,
    MOST_MANIFEST_BYTES,
    Entry,
    Manifest,
    check_manifest,
    parse_manifest,
)

_CHUNK = 1024 * 1024
#: What every file has in the list at the end of an archive.
_LISTED = b"PK\x01\x02"
_ENCRYPTED = 0x1
#: What an archive that is no archive may raise, besides its own error.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError)


def unpack(
    archive_path: Path, target: Path, admin_folder: str, check: Callable[[Manifest], object] | None = None
) -> Manifest:
    """Writes the files of an artifact into a new folder.

    Args:
        archive_path: the artifact, as the API hands it out: a ZIP file.
        target: made; it is gone again where anything is refused.
        admin_folder: where the portfolio has its web form.
        check: looks at what the manifest says of pull request and revision; whatever it raises refuses the artifact.

    Returns:
        The manifest. Its files are what it says.

    Raises:
        PreviewError: says what is wrong.
        OSError: the disk refuses.
    """
    _check_size(archive_path)
    target.mkdir(parents=True)
    try:
        with zipfile.ZipFile(archive_path) as archive:
            return _unpack(archive, target, admin_folder, check)
    except BaseException as error:
        shutil.rmtree(target)
        # A place before the beginning of the file is no mistake of the disk.
        if isinstance(error, _BROKEN) or (isinstance(error, OSError) and error.errno == errno.EINVAL):
            msg = "the artifact is no whole ZIP file"
            raise PreviewError(msg) from None
        raise


def _check_size(path: Path) -> None:
    """Makes sure that the list of files fits into memory, before it is read."""
    if path.stat().st_size > MOST_ARCHIVE_BYTES:
        msg = f"the artifact has more than {MOST_ARCHIVE_BYTES:,} bytes"
        raise PreviewError(msg)
    count, rest = 0, b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            data = rest + chunk
            count += data.count(_LISTED)
            # Too short to be counted once more.
            rest = data[-len(_LISTED) + 1 :]
    # The sign may stand in the bytes of a photo, too.
    if count > 2 * MOST_FILES:
        msg = f"there are more than {MOST_FILES:,} files"
        raise PreviewError(msg)


def _unpack(
    archive: zipfile.ZipFile, target: Path, admin_folder: str, check: Callable[[Manifest], object] | None
) -> Manifest:
    items = _list_files(archive)
    if MANIFEST_NAME not in items:
        msg = f"`{MANIFEST_NAME}` is missing"
        raise PreviewError(msg)
    if items[MANIFEST_NAME].file_size > MOST_MANIFEST_BYTES:
        msg = f"`{MANIFEST_NAME}` has more than {MOST_MANIFEST_BYTES:,} bytes"
        raise PreviewError(msg)
    with archive.open(items.pop(MANIFEST_NAME)) as file:
        manifest = parse_manifest(file.read(MOST_MANIFEST_BYTES + 1))
    check_manifest(manifest, admin_folder)
    if check:
        check(manifest)
    for path in sorted(items.keys() ^ manifest.files.keys()):
        where = "the artifact" if path in items else f"`{MANIFEST_NAME}`"
        msg = f"the file {shown(path)} is only in {where}"
        raise PreviewError(msg)
    for path, item in items.items():
        _write(archive, item, manifest.files[path], target / path)
    return manifest


def _list_files(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The files by their names; each of them is a plain file in a place of its own."""
    items = [item for item in archive.infolist() if not _is_empty_folder(item)]
    for item in items:
        kind = stat.S_IFMT(item.external_attr >> 16)
        if item.filename != item.orig_filename:
            msg = f"the file {shown(item.orig_filename)} has two names"
            raise PreviewError(msg)
        if kind not in {0, stat.S_IFREG}:
            msg = f"{shown(item.filename)} is a link or a device"
            raise PreviewError(msg)
        if item.flag_bits & _ENCRYPTED:
            msg = f"the file {shown(item.filename)} is locked"
            raise PreviewError(msg)
        if item.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            msg = f"the file {shown(item.filename)} is packed in an unusual way"
            raise PreviewError(msg)
    check_names(item.filename for item in items)
    if sum(item.file_size for item in items) > MOST_BYTES:
        msg = f"the files have more than {MOST_BYTES:,} bytes"
        raise PreviewError(msg)
    return {item.filename: item for item in items}


def _is_empty_folder(item: zipfile.ZipInfo) -> bool:
    """Folders need no entry: they are made of their files' names, and those are checked."""
    return item.filename.endswith("/") and not item.file_size and stat.S_IFMT(item.external_attr >> 16) != stat.S_IFLNK


def _write(archive: zipfile.ZipFile, item: zipfile.ZipInfo, entry: Entry, path: Path) -> None:
    """Writes one file; never more of it than was said."""
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, room = hashlib.sha256(), entry.size
    with archive.open(item) as source, path.open("xb") as file:
        while chunk := source.read(_CHUNK):
            room -= len(chunk)
            if room < 0:
                break
            digest.update(chunk)
            file.write(chunk)
    if room or digest.hexdigest() != entry.sha256:
        msg = f"the file {shown(item.filename)} is not the one that `{MANIFEST_NAME}` names"
        raise PreviewError(msg)
