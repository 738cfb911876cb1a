"""Owns what is known of a photo before it is decoded, and what decoding it will cost; opens nothing."""

from dataclasses import dataclass

from casefolio.photos.geometry import Size
from casefolio.photos.plan import PhotoPlan

#: What a JPEG decoder can divide both sides by while it decodes.
_JPEG_SCALES = (8, 4, 2)
_FIRST_QUARTER_TURN = 5


@dataclass(frozen=True, slots=True)
class PhotoInfo:
    """What is known of a photo before it is decoded.

    Attributes:
        size: of the upright photo: its orientation is applied.
        format: by its content: "JPEG", "PNG", "WEBP" or "AVIF".
        matches_name: whether the ending of the file's name fits the format.
        is_progressive: whether it is a JPEG that takes no less memory when it is decoded at a smaller size.
    """

    size: Size
    format: str
    matches_name: bool
    is_progressive: bool = False


def upright_size(stored: Size, orientation: int) -> Size:
    """Gives the size of a photo once it stands upright; as a quarter turn is its own opposite, the way back too.

    Args:
        stored: as the file has it.
        orientation: EXIF's number, 1 to 8.
    """
    return Size(stored.height, stored.width) if orientation >= _FIRST_QUARTER_TURN else stored


def decoded_pixels(info: PhotoInfo, plan: PhotoPlan) -> int:
    """Tells how many pixels decoding holds in memory, about four bytes each.

    Args:
        info: of the photo.
        plan: a JPEG that is not progressive is decoded at half, a quarter or an eighth where that has the pixels.
    """
    if info.format != "JPEG" or info.is_progressive:
        return info.size.pixels
    wanted = plan.working_size
    spare = min(info.size.width // wanted.width, info.size.height // wanted.height)
    scale = next((scale for scale in _JPEG_SCALES if scale <= spare), 1)
    return info.size.pixels // scale**2
