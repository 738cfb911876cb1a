"""Owns how a part of a picture gets another size; knows no files, no formats and no plan."""

from PIL import Image

from casefolio.photos.geometry import Size

#: Left, upper, right and lower, in pixels of the picture that it is a part of.
Part = tuple[float, float, float, float]

#: From a camera's pixels to those of the largest crop: a third cheaper than LANCZOS there, and not to be told from it.
FROM_CAMERA = Image.Resampling.BICUBIC
#: From one size to the next smaller one: anything softer is to be seen after a few steps.
FROM_LARGER = Image.Resampling.LANCZOS
#: Down to this many times the wanted size, pixels are averaged before they are resampled: quicker, and not to be seen.
_REDUCING_GAP = 2.0


def resize_part(image: Image.Image, part: Part, size: Size, resampling: Image.Resampling) -> Image.Image:
    """Gives a part of a picture in a size.

    Args:
        image: of a mode whose values may be averaged.
        part: inside of the picture.
        size: of the result; no larger than the part but for rounding.
        resampling: `FROM_CAMERA` or `FROM_LARGER`.

    Returns:
        The picture itself where that is all of it in this size; otherwise a new one.
    """
    left, upper, right, lower = part
    width, height = size.width, size.height
    fits = width <= image.width and height <= image.height
    if fits and abs(right - left - width) < 1 and abs(lower - upper - height) < 1:
        if image.size == (width, height):
            return image
        # Whole pixels, at most half a pixel off: nothing is blurred by being resampled once more.
        left, upper = min(round(left), image.width - width), min(round(upper), image.height - height)
        return image.crop((left, upper, left + width, upper + height))
    box = (left, upper, min(image.width, right), min(image.height, lower))
    return image.resize((width, height), resampling, box=box, reducing_gap=_REDUCING_GAP)
