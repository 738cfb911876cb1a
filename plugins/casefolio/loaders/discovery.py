"""Finds the files that are records, and those that only look like it; opens none of them."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casefolio.codes import Code
from casefolio.diagnostics import Position, Report

MARKDOWN_SUFFIXES = (".md",)
YAML_SUFFIXES = (".yml", ".yaml")
RECORD_SUFFIXES = MARKDOWN_SUFFIXES + YAML_SUFFIXES
INDEX_NAMES = tuple(f"index{suffix}" for suffix in RECORD_SUFFIXES)

_MEDIA = frozenset(
    (
        ".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg", ".heic", ".tif", ".tiff", ".mp4", ".webm",
        ".mov", ".m4v", ".mp3", ".m4a", ".ogg", ".wav", ".vtt", ".srt", ".pdf", ".psd", ".ai", ".eps",
    )
)  # fmt: skip
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"})
_BRIEFS = (".txt", ".docx")
_MARKDOWN_LIKE = (".markdown", ".mdown", ".mkd", ".mdx")


@dataclass(frozen=True, slots=True)
class Discovery:
    """What lies in the records' folder.

    Attributes:
        paths: the record files, sorted.
        report: a warning for each file or folder that looks like a record and is none.
    """

    paths: tuple[Path, ...]
    report: Report


def iter_record_paths(records_path: Path) -> Iterator[Path]:
    """Gives every record file in the four places, sorted; none where the folder does not exist."""
    yield from discover(records_path, records_path.parent).paths


def discover(records_path: Path, root: Path) -> Discovery:
    """Finds the records and what was probably meant to be one.

    Args:
        records_path: the folder that the records lie in.
        root: the project's root, for positions.

    Returns:
        Two files of one slug are both given; which one counts is not decided here. Links that lead out of the folder
        are not followed.
    """
    report = Report()
    paths: list[Path] = []
    if leads_out(records_path, root):
        _warn(report, records_path, root, *_FOLDER_OUTSIDE)
        return Discovery((), report)
    inside = Inside(records_path)
    for entry in _children(records_path):
        if not inside.holds(entry):
            _warn(report, entry, root, *_OUTSIDE)
        elif entry.is_dir():
            paths += _folder(entry, root, report, inside)
        elif entry.suffix in RECORD_SUFFIXES:
            paths.append(entry)
        else:
            _stray(entry, root, report, name=entry.stem)
    return Discovery(tuple(sorted(paths, key=lambda path: path.as_posix())), report)


def relative_path(file_path: Path, root: Path) -> str:
    """The `/`-separated path of a file from the project's root; printable whatever bytes its name has."""
    path = os.path.relpath(file_path, root).replace(os.sep, "/")
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


_OUTSIDE = (
    "the link leads nowhere or out of the folder of the records, and is not followed",
    "copy the file itself into this place",
)


_FOLDER_OUTSIDE = (
    "the folder of the records is a link out of the project, and is not followed",
    "put the records themselves there, or name their true folder as `records` in mkdocs.yml",
)


def leads_out(path: Path, root: Path) -> bool:
    """Whether a path in the project is a link, or lies behind one, that leads out of it.

    A path that mkdocs.yml itself names outside of the project is the owner's wish; a link may be anybody's.
    """
    is_inside = Path(os.path.normpath(path)).is_relative_to(root)
    return is_inside and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


class Inside:
    """Tells whether a link leads out of a folder; resolves the folder once."""

    def __init__(self, folder: Path) -> None:
        """Takes the folder that nothing may lead out of."""
        self._folder = _resolve(folder)

    def holds(self, path: Path) -> bool:
        """Whether a path of the folder is no link, or a link to something in the folder."""
        if not path.is_symlink():
            return True
        target = _resolve(path)
        return target is not None and self._folder is not None and self._folder in target.parents


def _resolve(path: Path) -> Path | None:
    try:
        return path.resolve(strict=True)
    except (OSError, RuntimeError):  # a link that leads nowhere, or to itself
        return None


def _children(folder: Path) -> list[Path]:
    try:
        found = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError:  # not there, or not to be read: other folders still count
        return []
    return [path for path in found if not path.name.startswith(("_", ".", "~$")) and not _is_system_file(path)]


def _is_system_file(path: Path) -> bool:
    return path.name.lower() in _SYSTEM_FILES


def _folder(folder: Path, root: Path, report: Report, inside: Inside) -> list[Path]:
    """The records of one folder: its index files, which are more than one only by mistake."""
    children = [child for child in _children(folder) if _is_followed(child, root, report, inside)]
    files = [child for child in children if not child.is_dir()]
    records = [file for file in files if file.name in INDEX_NAMES]
    texts = [file for file in files if file.suffix.lower() in RECORD_SUFFIXES and file not in records]
    for text in texts:
        _second_text(text, root, report, index=records[0].name if records else None)
    for file in files:
        if file not in records and file not in texts:
            _stray(file, root, report, name="index")
    for child in children:
        if child.is_dir():
            _nested(child, root, report)
    if not records and not texts:
        _warn(report, folder, root, "the folder holds no record", "put the record into it as `index.md`, or delete it")
    return records


def _is_followed(path: Path, root: Path, report: Report, inside: Inside) -> bool:
    if inside.holds(path):
        return True
    _warn(report, path, root, *_OUTSIDE)
    return False


def _second_text(file: Path, root: Path, report: Report, *, index: str | None) -> None:
    if file.name.lower() in INDEX_NAMES:
        message = f"`{file.name}` is not a record: its name is written with capitals"
        _warn(report, file, root, message, f"rename it to `{file.name.lower()}`")
    elif index:
        message = f"`{file.name}` is not a record: the record of this folder is `{index}`"
        _warn(report, file, root, message, "move it one folder up if it is a record of its own, or delete it")
    else:
        message = f"`{file.name}` is not a record: the record of a folder is named `index{file.suffix.lower()}`"
        _warn(report, file, root, message, f"rename it to `index{file.suffix.lower()}`")


def _stray(file: Path, root: Path, report: Report, *, name: str) -> None:
    suffix = file.suffix.lower()
    if suffix in _MEDIA:
        return
    shown = relative_path(file, root)
    if suffix in _BRIEFS:
        hint = f"`casefolio import {shown}` makes a record of it"
    elif suffix in RECORD_SUFFIXES or suffix in _MARKDOWN_LIKE:
        hint = f"rename it to `{name}{suffix if suffix in RECORD_SUFFIXES else '.md'}`"
    else:
        hint = "a record ends in `.md`, `.yml` or `.yaml`; begin the name with `_` to have the file left alone"
    _warn(report, file, root, f"`{file.name}` is not a record", hint)


def _nested(folder: Path, root: Path, report: Report) -> None:
    """Photos may lie in folders of a record's folder; records may not, and nobody would miss them."""
    for parent, names, files in os.walk(folder):
        names[:] = sorted(name for name in names if not name.startswith(("_", ".")))
        for name in sorted(files):
            if name.lower().endswith(RECORD_SUFFIXES) and not name.startswith(("_", ".")):
                file = Path(parent, name)
                message = f"`{name}` is not a record: it lies too deep"
                _warn(report, file, root, message, "a record lies in the folder of the records, or one folder below it")


def _warn(report: Report, path: Path, root: Path, message: str, hint: str) -> None:
    report.add(Code.NOT_A_RECORD, Position(relative_path(path, root)), message, hint)
