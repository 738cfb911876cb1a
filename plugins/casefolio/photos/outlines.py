"""Owns what a photo's file says of itself before it is decoded, and what of it a decoder is given; decodes nothing.

Metadata is not handed on: Pillow would unpack and parse it, and what it costs would be for strangers to say.
"""

from dataclasses import dataclass

from casefolio.photos.geometry import Size

#: A file of more parts than this is not a photo; each costs a step in Python. Photos have fewer than a thousand.
MAX_PARTS = 100_000
#: A profile is a few kilobytes, one for print up to three megabytes; a larger one is passed over, as a broken one is.
MAX_PROFILE_BYTES = 4_000_000


class TooManyPartsError(Exception):
    """A file is cut into so many parts that reading them would take long."""


class BrokenPartsError(Exception):
    """The parts of a file are not what they say: something is damaged."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What is known without decoding.

    Attributes:
        size: as stored, before any orientation; None where the header is broken or not read here.
        essence: the file without what no decoder needs.
        exif: the block that may hold the orientation; None where it is not read here.
        profile: of the colours (ICC); None where it is not read here.
        frames: how many pictures it says to hold one after another.
        scans: how many times a decoder goes over the whole picture, or a few more.
        pixel_bytes: how much memory decoding takes for a pixel, in bytes, as measured, at most.
        can_reduce: whether a decoder that is asked for a smaller picture takes less memory.
    """

    size: Size | None
    essence: bytes
    exif: bytes | None = None
    profile: bytes | None = None
    frames: int = 1
    scans: int = 1
    pixel_bytes: int = 20
    can_reduce: bool = False


def known_size(width: int, height: int) -> Size | None:
    """A size, or None where a side has no pixels."""
    return Size(width, height) if width and height else None
