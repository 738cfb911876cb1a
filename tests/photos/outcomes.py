"""Owns what is said of a picture that readers are tried with: its bytes, and what is to come of it."""

import io
import random
import zipfile
from dataclasses import dataclass

from casefolio.codes import Code

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "AVIF": ".avif"}
REFUSED = frozenset({Code.PHOTO_UNREADABLE, Code.PHOTO_FORMAT, Code.PHOTO_TOO_LARGE, Code.PHOTO_TOO_COSTLY})
#: Damage that the format has no checksum for: a photo, or a message, and nothing else.
EITHER = REFUSED | {None}
RIGHT = frozenset({None})
QUARTERS = ((200, 30, 30), (30, 160, 30), (30, 30, 200), (128, 128, 128))
Colours = tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A picture, and what is to come of it.

    Attributes:
        group: what kind of trouble it is.
        name: of the file, which nothing else has.
        data: its bytes.
        outcomes: codes that it may have; None stands for a photo that is published.
        colours: of its quarters, left to right, upper ones first; empty where they may be anything.
    """

    group: str
    name: str
    data: bytes
    outcomes: frozenset[Code | None]
    colours: Colours = ()


def refused(group: str, name: str, data: bytes, *codes: Code) -> Sample:
    return Sample(group, name, data, frozenset(codes))


def right(group: str, name: str, data: bytes, colours: Colours = QUARTERS) -> Sample:
    return Sample(group, name, data, RIGHT, colours)


def chance(word: str) -> random.Random:
    """The same in every run."""
    return random.Random(word)  # noqa: S311 - nothing is to be kept secret by it


def zip_archive() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("secret.txt", "secret")
    return stream.getvalue()
