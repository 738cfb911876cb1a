"""Reads records to mend them, shows the changes and writes them; touches neither photos nor the list of terms."""

import difflib
import errno
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casefolio.json_files import write_text
from casefolio.loaders.record_files import load_taxonomies
from casefolio.mending.mended_texts import Place, mend_text
from casefolio.reporting import escape_controls
from casefolio.selection import iter_selected
from casefolio.settings import Settings
from casefolio.validation import read_taxonomies

_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class MendedFile:
    """A record with what was mended in it.

    Attributes:
        file_path: the file on this machine.
        path: the same, relative to the project's root.
        before: its text, with its byte order mark and its line ends.
        after: the text to be written.
        count: how many things are mended.
    """

    file_path: Path
    path: str
    before: str
    after: str
    count: int


def iter_mended(settings: Settings, paths: tuple[Path, ...] = ()) -> Iterator[MendedFile]:
    """Gives every record in which something can be mended; writes nothing.

    Args:
        settings: whose records are looked at.
        paths: files and folders that exist; all records where there are none.

    Raises:
        OutsideProjectError: a path lies outside the project.
    """
    node, report = load_taxonomies(settings.records_path, settings.root_path)
    taxonomies = read_taxonomies(node, report)
    for file_path, path in iter_selected(settings, paths):
        before = load_source(file_path, settings.limits.record_kilobytes * 1024)
        if before is None:
            continue
        after, count = mend_text(before, Place(file_path, path, settings.language, taxonomies, settings.limits))
        if after != before:
            yield MendedFile(file_path, path, before, after, count)


def load_source(file_path: Path, most: int) -> str | None:
    """The text as it is; None where it can't be read, which the check tells."""
    try:
        if not file_path.is_file():  # a pipe would be waited for without an end
            return None
        with file_path.open("rb") as file:
            data = file.read(most + 1)
        return data.decode("utf-8") if len(data) <= most else None
    except (OSError, ValueError):
        return None


def write_mended(file: MendedFile) -> None:
    """Writes a record, whole or not at all; what was changed in the meantime is not written over.

    Raises:
        OSError: the disk refuses; what was there is still there.
    """
    if not os.access(file.file_path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file.file_path))
    if file.file_path.read_bytes() != file.before.encode():
        raise OSError(errno.EAGAIN, "it was changed in the meantime", str(file.file_path))
    write_text(file.file_path, file.after)


def render_diff(file: MendedFile) -> str:
    """What would be changed, as a unified diff that is safe to print; line ends and the byte order mark are not shown.

    Args:
        file: with its texts.
    """
    before, after = (split_lines(text) for text in (file.before, file.after))
    lines = difflib.unified_diff(before, after, file.path, file.path, lineterm="")
    return "\n".join(_escape_but_tabs(line) for line in lines)


def split_lines(text: str) -> list[str]:
    """The lines of a record without their ends, as `loaders.text` counts them, and without the byte order mark."""
    return text.removeprefix(_BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")


def _escape_but_tabs(line: str) -> str:
    return "\t".join(escape_controls(part) for part in line.split("\t"))
