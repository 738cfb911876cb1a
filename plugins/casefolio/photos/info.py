"""Owns what is known of a photo before it is decoded, and what decoding it will cost; opens nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casefolio.photos.geometry import FIRST_QUARTER_TURN, Size

#: What a JPEG decoder can divide both sides by while it decodes.
_JPEG_SCALES = (8, 4, 2)
#: Measured: turning it, and converting the colours of a photo for print, takes up to 17 bytes for a pixel.
_MADE_BYTES = 20


@dataclass(frozen=True, slots=True)
class PhotoInfo:
    """What is known of a photo before it is decoded.

    Attributes:
        size: of the upright photo: its orientation is applied.
        format: by its content: "JPEG", "PNG", "WEBP" or "AVIF".
        matches_name: whether the ending of the file's name fits the format.
        scans: how many times a decoder goes over the whole picture.
        pixel_bytes: how much memory decoding takes for a pixel, in bytes, at most.
        can_reduce: whether it takes less where a smaller picture is asked for.
    """

    size: Size
    format: str
    matches_name: bool
    scans: int = 1
    pixel_bytes: int = 4
    can_reduce: bool = False

    @property
    def decoding_bytes(self) -> int:
        """How much memory it takes to decode all of it, at most."""
        return self.size.pixels * self.pixel_bytes

    @property
    def passes(self) -> int:
        """How many pixels a decoder works through, over all scans: what decoding takes of time."""
        return self.size.pixels * self.scans


def parse_info(words: Mapping[str, Any]) -> PhotoInfo:
    """Takes over what was told as plain data, as `dataclasses.asdict` gives it."""
    return PhotoInfo(**{**words, "size": Size(**words["size"])})


def upright_size(stored: Size, orientation: int) -> Size:
    """Gives the size of a photo once it stands upright; as a quarter turn is its own opposite, the way back too.

    Args:
        stored: as the file has it.
        orientation: EXIF's number, 1 to 8.
    """
    return Size(stored.height, stored.width) if orientation >= FIRST_QUARTER_TURN else stored


def planned_bytes(info: PhotoInfo, part: Size, wanted: Size) -> int:
    """Tells how much memory decoding takes, in bytes, at most.

    Args:
        info: of the photo.
        part: what is wanted of the upright photo, in its pixels.
        wanted: the size of that part in the end: some photos are decoded at half, a quarter or an eighth of their sides
            where that has the pixels.
    """
    made = wanted.pixels * _MADE_BYTES
    if not info.can_reduce:
        return info.decoding_bytes + made
    spare = min(part.width // wanted.width, part.height // wanted.height)
    scale = next((scale for scale in _JPEG_SCALES if scale <= spare), 1)
    return info.decoding_bytes // scale**2 + made
