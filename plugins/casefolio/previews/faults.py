"""Says why a file can't be part of a preview; opens none."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from casefolio.inert_markdown import code
from casefolio.reporting import escape_controls
from casefolio.slugs import DEVICE_NAMES

#: Of an artifact; a site of 500 studies with all their photos has about a tenth of it.
MOST_FILES = 20_000
MOST_BYTES = 512 * 1024 * 1024
MOST_ARCHIVE_BYTES = 256 * 1024 * 1024
#: Of one file, as hosts have it.
MOST_FILE_BYTES = 25 * 1024 * 1024

_MOST_PATH = 400
_MOST_PARTS = 20
_MOST_PART_BYTES = 200
#: Hidden files that a host wants; others are for programs, such as git.
_HIDDEN = frozenset({".nojekyll", ".well-known"})
#: What Windows can't have in a name; a colon may lead into another file there.
_SIGNS = re.compile(r'[\\:<>"|?*]')
#: Devices of Windows besides those that are no slugs either.
_DEVICES = DEVICE_NAMES | {"com0", "lpt0", "conin$", "conout$", "clock$"}
_MOST_SHOWN = 120


class PreviewError(Exception):
    """A preview is refused: says why, in words that can be printed in a workflow's log."""


def shown(name: str) -> str:
    """A name out of an artifact, as it can be printed: short, on one line, and no command."""
    return code(f"{name[:_MOST_SHOWN]}…" if len(name) > _MOST_SHOWN else name) or "an empty name"


def find_fault(path: str) -> str:
    """Why a path can't be one of a preview's files; empty where it can.

    Args:
        path: `/`-separated, from the artifact's root.
    """
    parts = path.split("/")
    if not path or escape_controls(path) != path:
        return "is empty, or has a character that nobody sees"
    if path.startswith("/") or _SIGNS.search(path):
        return "leads out of the artifact, or has a sign that files can't have everywhere"
    if len(path) > _MOST_PATH or len(parts) > _MOST_PARTS:
        return "is too long"
    return next((fault for fault in map(_find_fault_of_part, parts) if fault), "")


def _find_fault_of_part(part: str) -> str:
    if part in {"", ".", ".."}:
        return "leads out of the artifact"
    if len(part.encode()) > _MOST_PART_BYTES:
        return "is too long"
    if part.startswith(".") and part not in _HIDDEN:
        return "is hidden"
    if part[-1] in ". " or part[0] == " ":
        return "begins or ends with a sign that some systems drop"
    if part.split(".", maxsplit=1)[0].rstrip().casefold() in _DEVICES:
        return "is the name of a device"
    return ""


def check_names(paths: Iterable[str]) -> None:
    """Makes sure that every file has a place of its own, on every system.

    Raises:
        PreviewError: one has not, or there are too many.
    """
    files: dict[str, str] = {}
    folders: set[str] = set()
    for path in paths:
        fault = find_fault(path)
        if fault:
            msg = f"the file {shown(path)} {fault}"
            raise PreviewError(msg)
        key = unicodedata.normalize("NFC", path).casefold()
        if key in files:
            msg = f"the files {shown(files[key])} and {shown(path)} are one file on some systems"
            raise PreviewError(msg)
        files[key] = path
        folders.update(str(parent) for parent in PurePosixPath(key).parents)
        if len(files) > MOST_FILES:
            msg = f"there are more than {MOST_FILES:,} files"
            raise PreviewError(msg)
    for key in sorted(files.keys() & folders):
        msg = f"{shown(files[key])} is a file and a folder"
        raise PreviewError(msg)
