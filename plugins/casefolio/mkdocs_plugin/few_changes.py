"""Changes a few files of a site where it stands, instead of putting a whole new one in its place.

A folder for each page makes thousands of folders, which take longer to make and to remove than all pages to render. So
a build may leave out files that are in the site already, as long as nobody else changes the site: see `SiteLock`.
"""

import json
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final

from casefolio.mkdocs_plugin.folder_files import iter_uris

try:
    import fcntl
except ImportError:  # Windows has none.
    _HAS_LOCKS = False
else:
    _HAS_LOCKS = True

#: In the folder of the new files, those that are to go.
_STALE: Final = ".casefolio-stale"
#: More changes than these are a new site: the moment in which it is neither the old one nor the new one stays short.
MOST_CHANGES: Final = 500


class SiteLock:
    """Keeps other builds from changing a site; it ends with its process at the latest.

    It is a lock on the folder itself, so that nothing has to be tidied up. A folder that is moved away takes its lock
    with it.
    """

    def __init__(self, descriptor: int) -> None:
        """Holds the folder that is open."""
        self._descriptor = descriptor

    @classmethod
    def take(cls, site_path: Path, *, waits: bool) -> "SiteLock | None":
        """Locks a site.

        Args:
            site_path: its folder.
            waits: for a build that has it, until that ends.

        Returns:
            None where there is no folder, or where it can't be locked.
        """
        while _HAS_LOCKS:
            try:
                lock = cls(os.open(site_path, os.O_RDONLY | os.O_DIRECTORY))
            except OSError:
                return None
            try:
                fcntl.flock(lock._descriptor, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
                if os.path.samestat(os.fstat(lock._descriptor), os.stat(site_path)):  # noqa: PTH116 - beside its own
                    return lock
            except OSError:
                lock.release()
                return None
            # Another build has put a new one there meanwhile.
            lock.release()
        return None

    def release(self) -> None:
        """Lets others change the site."""
        with suppress(OSError):
            os.close(self._descriptor)


def find_stale(site_path: Path, new: Iterable[str]) -> set[str]:
    """The files of a site that are not in the new one.

    Args:
        site_path: the site's folder.
        new: every file of the new one, by its place.

    Returns:
        None of those in places that begin with a dot, such as `.git`: MkDocs leaves them alone.
    """
    return {uri for uri in iter_uris(site_path) if not uri.startswith(".")} - set(new)


def fits(site_path: Path, uris: Iterable[str]) -> bool:
    """Whether files can be put into a site without a folder, a file or a link in their way."""
    for uri in uris:
        place = site_path
        for part in PurePosixPath(uri).parts[:-1]:
            place /= part
            if place.is_symlink() or (place.exists() and not place.is_dir()):
                return False
        target = site_path / uri
        if target.is_symlink() or target.is_dir():
            return False
    return True


def note_stale(ready_path: Path, stale: Iterable[str]) -> None:
    """Writes down what is to go, for whoever has to finish the work."""
    (ready_path / _STALE).write_text(json.dumps(sorted(stale)), encoding="utf-8")


def carry_over(ready_path: Path, site_path: Path) -> None:
    """Puts new files into a site and removes what is stale; can be begun again after it was stopped at any moment.

    Args:
        ready_path: the folder of the new files, beside the site's.
        site_path: the site's folder.

    Raises:
        OSError: something can't be moved; both folders are as far as it came.
    """
    try:
        stale = json.loads((ready_path / _STALE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        # All has been carried over, and only the empty folder was left.
        stale = []
    uris = sorted(uri for uri in iter_uris(ready_path) if uri != _STALE)
    for folder in sorted({str(PurePosixPath(uri).parent) for uri in uris}):
        (site_path / folder).mkdir(parents=True, exist_ok=True)
    for uri in uris:
        (ready_path / uri).replace(site_path / uri)
    for uri in stale:
        path = site_path / uri
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == site_path:
                break
            try:
                folder.rmdir()
            except OSError:
                break
    (ready_path / _STALE).unlink(missing_ok=True)
    shutil.rmtree(ready_path, ignore_errors=True)
