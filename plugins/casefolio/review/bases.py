"""Opens the other version of a project, out of a git revision or in a folder, and keeps it within its place."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from casefolio.project import Project, ProjectError, load_project
from casefolio.project_files import CONFIG_NAMES
from casefolio.review.git_trees import Blob, RevisionError, list_blobs, write_blobs

_CONFIG_SUFFIXES = (".yml", ".yaml")


class BaseError(Exception):
    """The other version can't be read: says why and what to do."""


@contextmanager
def open_base(project: Project, base: str) -> Iterator[Project]:
    """Gives the other version as a project of its own.

    Args:
        project: as it is now.
        base: a folder with a project, or a git revision.

    Raises:
        BaseError: there is none, or it can't be read.
    """
    folder = Path(base)
    if _is_project(folder, project):
        yield _load(folder, project, base)
        return
    with tempfile.TemporaryDirectory(prefix="casefolio-", ignore_cleanup_errors=True) as name:
        try:
            yield _unpack(project, base, Path(name))
        except RevisionError as error:
            raise BaseError(str(error)) from None


def _is_project(folder: Path, project: Project) -> bool:
    """Whether a folder is meant, and no branch that is named like one."""
    return any((folder / name).exists() for name in (*_config_names(project), project.options.records))


def _config_names(project: Project) -> tuple[str, ...]:
    return (project.config_path.name, *CONFIG_NAMES) if project.config_path else CONFIG_NAMES


def _load(folder: Path, project: Project, base: str) -> Project:
    found = next((folder / name for name in _config_names(project) if (folder / name).is_file()), folder)
    try:
        other = load_project(found)
    except ProjectError as error:
        msg = f"the settings of `{base}` can't be read: {error}"
        raise BaseError(msg) from None
    root_path = other.root_path
    for path in (other.records_path, other.docs_path or root_path):
        # What lies elsewhere is no part of that version.
        if not path.resolve().is_relative_to(root_path):
            msg = f"a folder that the settings of `{base}` name lies outside it"
            raise BaseError(msg)
    return other


def _unpack(project: Project, revision: str, folder: Path) -> Project:
    """Writes of a revision what the engine reads: settings, records with photos, and which pages there are."""
    blobs = list_blobs(project.root_path, revision)
    for parent in {PurePosixPath(blob.path).parent for blob in blobs}:
        (folder / parent).mkdir(parents=True, exist_ok=True)
    settings = [blob for blob in blobs if "/" not in blob.path and blob.path.endswith(_CONFIG_SUFFIXES)]
    write_blobs(project.root_path, settings, folder)
    other = _load(folder, project, revision)
    rest = [blob for blob in blobs if blob not in set(settings)]
    records = [blob for blob in rest if _lies_in(blob, other.records_path, other.root_path)]
    pages = [blob for blob in rest if other.docs_path and _lies_in(blob, other.docs_path, other.root_path)]
    texts = [blob for blob in pages if blob.path.endswith(".md")]
    write_blobs(project.root_path, dict.fromkeys((*records, *texts)), folder)
    for blob in pages:
        # Of other files only the address counts.
        (folder / PurePosixPath(blob.path)).touch()
    return other


def _lies_in(blob: Blob, path: Path, root_path: Path) -> bool:
    inside = PurePosixPath(os.path.relpath(path, root_path).replace(os.sep, "/"))
    return PurePosixPath(blob.path).is_relative_to(inside)
