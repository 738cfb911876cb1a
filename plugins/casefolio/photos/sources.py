"""Owns the bytes of an editor's photo, read once; what is keyed, checked and decoded is the same even if it changes."""

import hashlib
import stat
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from casefolio.codes import Code
from casefolio.photos.problems import COPY_AGAIN, MAKE_SMALLER, PhotoProblem

_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class PhotoSource:
    """A photo's file as it was at one moment.

    Attributes:
        path: of the file.
        data: all of its bytes.
    """

    path: Path
    data: bytes

    @property
    def name(self) -> str:
        """What an editor knows the file by."""
        return self.path.name

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()


def load_source(path: Path, max_megabytes: float) -> PhotoSource:
    """Reads a photo's file.

    Args:
        path: of the file.
        max_megabytes: a larger one is not read.

    Raises:
        PhotoProblem: the file is not there, too large, empty or not to be read.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            # A folder, or a pipe that would be waited for without an end.
            raise PhotoProblem(Code.PHOTO_UNREADABLE, path.name, "which is not a file", "name the photo's file")
        _check_length(path.name, found.st_size, max_megabytes)
        with path.open("rb") as file:
            data = file.read(int(max_megabytes * _MEGABYTE) + 1)
    except FileNotFoundError as error:
        hint = "put the photo next to the record, or correct its name"
        raise PhotoProblem(Code.PHOTO_MISSING, path.name, "which is not there", hint) from error
    except OSError as error:
        found_words = f"which this computer refuses to open ({error.strerror})"
        hint = "check that the file may be read by everyone"
        raise PhotoProblem(Code.PHOTO_UNREADABLE, path.name, found_words, hint) from error
    _check_length(path.name, len(data), max_megabytes)
    return PhotoSource(path, data)


def _check_length(name: str, length: int, max_megabytes: float) -> None:
    if not length:
        raise PhotoProblem(Code.PHOTO_UNREADABLE, name, "which is an empty file", COPY_AGAIN)
    if length > max_megabytes * _MEGABYTE:
        found = f"a file of {length / _MEGABYTE:.1f} megabytes; the limit is {max_megabytes:g}"
        raise PhotoProblem(Code.PHOTO_TOO_LARGE, name, found, MAKE_SMALLER)
