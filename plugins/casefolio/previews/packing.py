"""Makes the manifest of a preview out of a folder, by the rules that its reader holds it to; copies nothing."""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from casefolio.previews.faults import MOST_BYTES, PreviewError, shown
from casefolio.previews.manifest import MANIFEST_NAME, Entry, Manifest, check_manifest, render_manifest


def pack(folder: Path, number: int, head: str, admin_folder: str) -> Manifest:
    """Writes `manifest.json` into a folder that is to become an artifact.

    Args:
        folder: with `review.json`, and the folder `site` where there is a site.
        number: of the pull request.
        head: the revision that was built.
        admin_folder: where the portfolio has its web form.

    Raises:
        PreviewError: it would be refused where it is read.
        OSError: the disk refuses.
    """
    files = {path.relative_to(folder).as_posix(): _entry(path) for path in _iter_files(folder)}
    files.pop(MANIFEST_NAME, None)
    manifest = Manifest(number, head, files)
    check_manifest(manifest, admin_folder)
    if sum(entry.size for entry in files.values()) > MOST_BYTES:
        msg = f"the preview has more than {MOST_BYTES:,} bytes"
        raise PreviewError(msg)
    (folder / MANIFEST_NAME).write_text(render_manifest(manifest), encoding="ascii")
    return manifest


def _iter_files(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in (*names, *folders):
            path = Path(parent, name)
            mode = path.lstat().st_mode
            if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                msg = f"{shown(path.relative_to(folder).as_posix())} is a link or a device"
                raise PreviewError(msg)
        yield from (Path(parent, name) for name in sorted(names))


def _entry(path: Path) -> Entry:
    with path.open("rb") as file:
        return Entry(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())
