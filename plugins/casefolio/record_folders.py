"""Writes the folder of a new record, whole or not at all; overwrites nothing and knows no field of a record."""

import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

#: The files that one slug may stand for.
_SUFFIXES = (".md", ".yml", ".yaml")


class RecordExistsError(Exception):
    """There is something at the record's place already.

    Attributes:
        path: what is there.
    """

    def __init__(self, path: Path) -> None:
        """Keeps the path."""
        super().__init__(str(path))
        self.path = path


def find_taken(records_path: Path, slug: str) -> Path | None:
    """The record, or whatever else, that has the place of a slug already; None where the place is free."""
    for path in (records_path / slug, *(records_path / f"{slug}{suffix}" for suffix in _SUFFIXES)):
        if path.exists() or path.is_symlink():
            index = next((path / f"index{suffix}" for suffix in _SUFFIXES if (path / f"index{suffix}").exists()), None)
            return index or path
    return None


def write_record_folder(records_path: Path, slug: str, files: Mapping[str, bytes]) -> Path:
    """Writes `<slug>/` with its files.

    The files are written into a hidden folder beside it, which is renamed at the end: an interrupted run leaves no half
    record, and nobody who watches the folder ever sees one.

    Args:
        records_path: the folder of the records; it is made where it is missing.
        slug: names the folder.
        files: their bytes by their names; one is the record, `index.md` or `index.yml`.

    Returns:
        The path of the record.

    Raises:
        RecordExistsError: the slug has a record already.
        OSError: the disk refuses.
    """
    taken = find_taken(records_path, slug)
    if taken:
        raise RecordExistsError(taken)
    records_path.mkdir(parents=True, exist_ok=True)
    target = records_path / slug
    # Discovery passes over names that begin with a dot.
    unfinished = records_path / f".{slug}-{secrets.token_hex(4)}.part"
    try:
        unfinished.mkdir()
        for name, data in files.items():
            _write(unfinished / name, data, shown_path=target / name)
        unfinished.rename(target)
    except OSError as error:
        if target.exists():  # somebody else was quicker
            raise RecordExistsError(target) from None
        # The hidden folder is nothing that an editor knows.
        place = str(error.filename or target).replace(str(unfinished), str(target))
        raise OSError(error.errno, error.strerror, place) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return target / next(name for name in files if Path(name).stem == "index")


def _write(path: Path, data: bytes, *, shown_path: Path) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        # Of a disk that is full, the system doesn't say which file was too much.
        raise OSError(error.errno, error.strerror, str(shown_path)) from error
