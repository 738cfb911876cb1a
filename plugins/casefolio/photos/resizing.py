"""Owns how a part of a picture gets another size; knows no files, no formats and no plan."""

from PIL import Image, ImageFilter

from casefolio.photos.geometry import Size

#: Left, upper, right and lower, in pixels of the picture that it is a part of.
Part = tuple[float, float, float, float]

#: From a camera's pixels to those of the largest crop: less than half of LANCZOS' time there. What it softens is given
#: back by one step of the AVIFs' quality.
FROM_CAMERA = Image.Resampling.HAMMING
#: From one size to the next smaller one: anything softer is to be seen after a few steps.
FROM_LARGER = Image.Resampling.LANCZOS
#: Down to this many times the wanted size, pixels are averaged before they are resampled: quicker, and not to be seen.
_REDUCING_GAP = 2.0

#: Half a size is made of the mean of each four pixels, which softens; this gives back what it took. Both together are
#: as near to the photo as LANCZOS, in a third of the time.
_AFTER_HALVING = ImageFilter.Kernel((3, 3), (0, -1, 0, -1, 28, -1, 0, -1, 0))


def whole_step(image: Image.Image, part: Part, size: Size) -> int:
    """Tells how many pixels a side become one where that is a whole number, to within a pixel of the result.

    Args:
        image: what the part is of.
        part: inside of the picture.
        size: of the result.

    Returns:
        1 where the part is only cut out, 2 where it is halved, 0 for anything else.
    """
    left, upper, right, lower = part
    for step in (1, 2):
        width, height = step * size.width, step * size.height
        fits = width <= image.width and height <= image.height
        if fits and abs(right - left - width) < step and abs(lower - upper - height) < step:
            return step
    return 0


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
    wanted = size.width, size.height
    step = whole_step(image, part, size)
    if step == 1 and image.size == wanted:
        return image
    if step == 1 or (step and resampling is FROM_LARGER):
        # Whole pixels, at most half a pixel of the result off: nothing is blurred by being resampled once more.
        width, height = step * size.width, step * size.height
        left, upper = min(round(left), image.width - width), min(round(upper), image.height - height)
        whole = left, upper, left + width, upper + height
        return image.crop(whole) if step == 1 else image.reduce(step, whole).filter(_AFTER_HALVING)
    box = (left, upper, min(image.width, right), min(image.height, lower))
    return image.resize(wanted, resampling, box=box, reducing_gap=_REDUCING_GAP)
