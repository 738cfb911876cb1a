"""Owns which files of the project a command was asked about; reads nothing but the `photo:` of records."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from casefolio.loaders.discovery import INDEX_NAMES, RECORD_SUFFIXES, iter_record_paths, relative_path
from casefolio.loaders.record_files import load_record
from casefolio.records import Mapping, Scalar
from casefolio.settings import Settings


class OutsideProjectError(Exception):
    """A path lies outside the project.

    Attributes:
        path: as it was given.
    """

    def __init__(self, path: Path) -> None:
        """Keeps the path."""
        super().__init__(str(path))
        self.path = path


@dataclass(frozen=True, slots=True)
class Selection:
    """Some of a project's files.

    Attributes:
        paths: files and folders, `/`-separated, relative to the project's root, which is the empty text.
    """

    paths: frozenset[str]

    def holds(self, path: str) -> bool:
        """Whether a file is one of them, or lies in one of them."""
        parents = {parent.as_posix() for parent in PurePosixPath(path).parents}
        return "" in self.paths or path in self.paths or not parents.isdisjoint(self.paths)


def select(paths: Iterable[Path], settings: Settings) -> Selection:
    """Makes a selection of what somebody wrote on a command line.

    Args:
        paths: files and folders that exist; a photo stands for the record that it lies next to.
        settings: of the project.

    Raises:
        OutsideProjectError: a path lies outside the project.
    """
    chosen: set[str] = set()
    root_path, records_path = settings.root_path, settings.records_path
    for path in paths:
        absolute = _in_project(path, root_path, records_path)
        relative = relative_path(absolute, root_path)
        chosen.add("" if relative == "." else relative)
        if absolute.is_file() and absolute.suffix.lower() not in RECORD_SUFFIXES:
            owners = _owners(absolute, settings)
            chosen.update(relative_path(owner, root_path) for owner in owners)
    return Selection(frozenset(chosen))


def iter_selected(settings: Settings, paths: tuple[Path, ...]) -> Iterator[tuple[Path, str]]:
    """The records among what somebody wrote on a command line: each file, and its path as diagnostics name it.

    Args:
        settings: of the project.
        paths: as for `select`; all records where there are none.

    Raises:
        OutsideProjectError: a path lies outside the project.
    """
    selection = select(paths, settings) if paths else None
    for file_path in iter_record_paths(settings.records_path):
        path = relative_path(file_path, settings.root_path)
        if selection is None or selection.holds(path):
            yield file_path, path


def _in_project(path: Path, root_path: Path, records_path: Path) -> Path:
    """The path as the engine knows it: below the root, or below a records' folder that may lie elsewhere."""
    # A record may be a link to another file, and is still known by its own name.
    absolute = path.resolve() if path.is_dir() else path.parent.resolve() / path.name
    true_records_path = records_path.resolve()
    if absolute.is_relative_to(true_records_path):
        return records_path / absolute.relative_to(true_records_path)
    if not absolute.is_relative_to(root_path):
        raise OutsideProjectError(path)
    return absolute


def _owners(photo_path: Path, settings: Settings) -> list[Path]:
    """The records that a photo belongs to."""
    records_path = settings.records_path
    if not photo_path.is_relative_to(records_path):
        return []
    inside = photo_path.relative_to(records_path)
    owners = []
    for record_path in iter_record_paths(records_path):
        if record_path.name in INDEX_NAMES and record_path.parent != records_path:
            if inside.parts[0] == record_path.parent.name and len(inside.parts) > 1:
                owners.append(record_path)
        elif _photo_source(record_path, settings) == inside.as_posix():
            owners.append(record_path)
    return owners


def _photo_source(record_path: Path, settings: Settings) -> str:
    record, _ = load_record(record_path, settings.root_path, settings.language, settings.limits)
    photo = record.fields.get("photo") if record else None
    source = photo.get("src") if isinstance(photo, Mapping) else photo
    return PurePosixPath(source.text.strip()).as_posix() if isinstance(source, Scalar) else ""
