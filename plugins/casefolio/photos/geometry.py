"""Owns the arithmetic of crops and widths; knows neither pixels nor files.

The names of a box's sides (`left`, `upper`, `right`, `lower`) are Pillow's, so that a box can be handed to it as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from casefolio.values import FocalPoint

#: A wanted width this near to the crop's own width, as a share of it, is dropped: two files for one purpose.
NEARLY_THE_SAME = 0.05

#: EXIF's numbers, by what is done to an upright photo to store it; from 5 on, rows and columns then change places.
_MIRRORED_ACROSS, _MIRRORED_DOWN = frozenset({2, 3, 6, 7}), frozenset({3, 4, 7, 8})
FIRST_QUARTER_TURN = 5


@dataclass(frozen=True, slots=True)
class Size:
    """A picture's size in pixels, both at least 1."""

    width: int
    height: int

    def __post_init__(self) -> None:
        """Refuses a size that has no pixel.

        Raises:
            ValueError: a side is below 1.
        """
        if self.width < 1 or self.height < 1:
            message = f"a picture of {self.width} by {self.height} pixels has no pixel"
            raise ValueError(message)

    @property
    def pixels(self) -> int:
        """How many there are."""
        return self.width * self.height


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture, in pixels from its left and upper edge; `right` and `lower` are just outside."""

    left: int
    upper: int
    right: int
    lower: int

    @property
    def width(self) -> int:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """From top to bottom."""
        return self.lower - self.upper

    @property
    def size(self) -> Size:
        """Both, of a box that has a pixel."""
        return Size(self.width, self.height)

    def holds(self, other: "Box") -> bool:
        """Whether all of another box is inside."""
        return (
            self.left <= other.left
            and self.upper <= other.upper
            and other.right <= self.right
            and other.lower <= self.lower
        )


def surrounding_box(boxes: Iterable[Box]) -> Box:
    """Gives the smallest box that holds all of some boxes.

    Args:
        boxes: at least one.
    """
    sides = [(box.left, box.upper, box.right, box.lower) for box in boxes]
    lefts, uppers, rights, lowers = zip(*sides, strict=True)
    return Box(min(lefts), min(uppers), max(rights), max(lowers))


def stored_box(box: Box, size: Size, orientation: int) -> Box:
    """Gives the place that a part of an upright photo has in the photo as it is stored.

    Args:
        box: in the upright photo.
        size: of the upright photo.
        orientation: EXIF's number, 1 to 8: how the stored photo has to be turned to stand upright.
    """
    left, upper, right, lower = box.left, box.upper, box.right, box.lower
    if orientation in _MIRRORED_ACROSS:
        left, right = size.width - right, size.width - left
    if orientation in _MIRRORED_DOWN:
        upper, lower = size.height - lower, size.height - upper
    return Box(upper, left, lower, right) if orientation >= FIRST_QUARTER_TURN else Box(left, upper, right, lower)


def crop_box(size: Size, ratio: float, focal: FocalPoint) -> Box:
    """Gives the largest box of a ratio inside a picture, its centre as near to the focal point as the edges allow.

    Args:
        size: of the picture.
        ratio: width divided by height, above 0; met to within a pixel.
        focal: always inside of the box; one outside of the picture counts as the nearest point of its edge.

    Returns:
        A box of at least one pixel.
    """
    if size.width >= size.height * ratio:
        width, height = max(1, min(size.width, round(size.height * ratio))), size.height
    else:
        width, height = size.width, max(1, min(size.height, round(size.width / ratio)))
    left = _start(size.width, width, focal.x)
    upper = _start(size.height, height, focal.y)
    return Box(left, upper, left + width, upper + height)


def _start(whole: int, part: int, share: float) -> int:
    return max(0, min(whole - part, round(share * whole - part / 2)))


def fitting_widths(crop_width: int, wanted: Iterable[int]) -> tuple[int, ...]:
    """Chooses the widths that a crop is published in, so that none is upscaled.

    Args:
        crop_width: what the photo has, in pixels.
        wanted: what the settings ask for.

    Returns:
        Ascending and never empty: the wanted widths that fit; where not all do, the crop's own width as the last,
        in place of a wanted one that is nearly the same.
    """
    widths = sorted(set(wanted))
    fitting = [width for width in widths if width <= crop_width]
    if widths and len(fitting) == len(widths):
        return tuple(fitting)
    threshold = crop_width * (1 - NEARLY_THE_SAME)
    return (*(width for width in fitting if width < threshold), crop_width)


def height_for(width: int, ratio: float) -> int:
    """Gives the height that belongs to a width, at least 1.

    Args:
        width: in pixels.
        ratio: width divided by height, above 0.
    """
    return max(1, round(width / ratio))
