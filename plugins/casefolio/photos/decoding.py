"""Owns the way from a photo's bytes to its pixels; beside `encoding` and `drawing`, what knows Pillow."""

import contextlib
import io
from collections.abc import Iterator
from math import ceil

from PIL import AvifImagePlugin, Image, ImageChops, ImageCms, ImageFile, ImageFilter, ImageMath
from PIL.AvifImagePlugin import AvifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from casefolio.codes import Code
from casefolio.photos.exif import parse_orientation
from casefolio.photos.geometry import Box, Size, stored_box
from casefolio.photos.info import PhotoInfo, upright_size
from casefolio.photos.jpeg_parts import outline_jpeg
from casefolio.photos.outlines import MAX_PARTS, MAX_PROFILE_BYTES, BrokenPartsError, Outline, TooManyPartsError
from casefolio.photos.png_parts import outline_png
from casefolio.photos.problems import (
    MAKE_SMALLER,
    SAVE_AS_JPEG,
    PhotoProblem,
    cut_off,
    damaged,
    out_of_memory,
    too_much_memory,
)
from casefolio.photos.resizing import FROM_CAMERA, resize_part
from casefolio.photos.signatures import ENDINGS, describe, parse_format
from casefolio.photos.sources import PhotoSource
from casefolio.photos.webp_parts import outline_webp
from casefolio.settings import PhotoLimits

MEGABYTE = 1_000_000

#: The readers are called by name, not through `Image.open`: that tries whatever is installed (Ghostscript for an EPS
#: named .jpg) unless told otherwise, takes a telephone's two-picture JPEG for an animation, and warns above
#: `Image.MAX_IMAGE_PIXELS`. Neither that number nor the warning can be changed for one thread alone
#: (`warnings.catch_warnings` is not safe in threads), and both belong to the whole process, where other plugins use
#: Pillow too. The sizes are checked before a reader is called, against limits of our own.
_READERS: dict[str, type[ImageFile.ImageFile]] = {
    "JPEG": JpegImageFile,
    "PNG": PngImageFile,
    "WEBP": WebPImageFile,
    "AVIF": AvifImageFile,
}

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

#: What inks look like on coated paper (FOGRA39, in sRGB), by how much cyan, magenta and yellow there is, cyan first.
_INKS = (
    (255, 255, 255), (0, 159, 227), (230, 0, 126), (49, 39, 131),
    (255, 237, 0), (0, 150, 64), (227, 6, 19), (55, 54, 56),
)  # fmt: skip
_BLACK_INK = (29, 29, 27)


#: A decoded photo: upright, in sRGB, without metadata.
Pixels = Image.Image


def use_one_thread() -> None:
    """Has AVIFs decoded in one thread, in the whole process: only for one where nobody else uses Pillow."""
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1


def take_pixels(size: Size, data: bytes) -> Pixels:
    """Takes a decoded photo over from another process.

    Args:
        size: of the photo.
        data: red, green and blue of each pixel, row by row.
    """
    return Image.frombytes("RGB", (size.width, size.height), data)


def known_format(source: PhotoSource) -> str:
    """Tells what a file is by its content, by Pillow's name.

    Raises:
        PhotoProblem: it is no photo that is read.
    """
    image_format = parse_format(source.data)
    if image_format is None:
        found = f"which is {describe(source.data)}, not a JPEG, PNG, WebP or AVIF photo"
        raise PhotoProblem(Code.PHOTO_FORMAT, source.name, found, SAVE_AS_JPEG)
    return image_format


def probe(source: PhotoSource, limits: PhotoLimits) -> PhotoInfo:
    """Looks at a photo without decoding it.

    Args:
        source: the file's bytes.
        limits: what it may cost.

    Raises:
        PhotoProblem: the file is no photo that is read, is damaged or would cost too much.
    """
    image_format = known_format(source)
    outline = _outline(source, image_format, limits)
    if outline.scans > limits.max_scans:
        found = f"which is stored in more than {limits.max_scans} layers, where ten are usual"
        raise PhotoProblem(Code.PHOTO_TOO_LARGE, source.name, found, SAVE_AS_JPEG)
    if outline.size:
        _check_size(source.name, outline.size, limits)
    with _reading(source.name), _opened(outline, image_format) as image:
        size, orientation = Size(*image.size), _orientation(image, outline)
        frames = max(outline.frames, getattr(image, "n_frames", 1))
    _check_size(source.name, size, limits)
    if frames > 1:
        # Not the first picture alone: it is often empty, and which moment stands for the whole is the editor's choice.
        hint = "save one moment of it as JPEG and use that file"
        raise PhotoProblem(Code.PHOTO_FORMAT, source.name, "which is a moving picture", hint)
    info = PhotoInfo(
        size=upright_size(size, orientation),
        format=image_format,
        matches_name=source.path.suffix.lower() in ENDINGS[image_format],
        scans=outline.scans,
        pixel_bytes=outline.pixel_bytes,
        can_reduce=outline.can_reduce,
    )
    if info.decoding_bytes > limits.max_memory * MEGABYTE:
        raise too_much_memory(source.name, limits.max_memory, info.decoding_bytes / MEGABYTE)
    return info


def verify(source: PhotoSource, limits: PhotoLimits) -> None:
    """Decodes a photo as small as can be, to see whether all of it is there.

    Args:
        source: the file's bytes; it has passed `probe`.
        limits: what it may cost.

    Raises:
        PhotoProblem: the photo is damaged where `probe` does not look.
    """
    image_format = known_format(source)
    outline = _outline(source, image_format, limits, is_checked=True)
    with _reading(source.name), _opened(outline, image_format) as image:
        image.draft(None, (1, 1))
        image.load()


def decode(source: PhotoSource, box: Box, size: Size, limits: PhotoLimits) -> Pixels:
    """Gives a part of a photo, upright, in sRGB, without metadata; what was decoded on the way is let go of.

    Args:
        source: the file's bytes; it has passed `probe`.
        box: of the upright photo.
        size: of the result; no larger than the box.
        limits: what it may cost.

    Raises:
        PhotoProblem: the photo is damaged where `probe` does not look.
    """
    image_format = known_format(source)
    outline = _outline(source, image_format, limits, is_checked=True)
    with _reading(source.name):
        return _working_image(outline, image_format, box, size)


def _outline(source: PhotoSource, image_format: str, limits: PhotoLimits, *, is_checked: bool = False) -> Outline:
    try:
        if image_format == "JPEG":
            return outline_jpeg(source.data, limits.max_scans)
        if image_format == "PNG":
            return outline_png(source.data, is_checked=is_checked)
        if image_format == "WEBP":
            return outline_webp(source.data)
    except BrokenPartsError as error:
        raise damaged(source.name) from error
    except TooManyPartsError as error:
        found = f"a file that is cut into more than {MAX_PARTS} parts, where hundreds are usual"
        raise PhotoProblem(Code.PHOTO_TOO_LARGE, source.name, found, SAVE_AS_JPEG) from error
    return Outline(None, source.data)


def _check_size(name: str, size: Size, limits: PhotoLimits) -> None:
    found = f"which is {size.width} by {size.height} pixels; "
    if max(size.width, size.height) > limits.max_side:
        found += f"no side may have more than {limits.max_side}"
    elif size.pixels > limits.max_megapixels * 1_000_000:
        found += f"the limit is {limits.max_megapixels:g} million pixels"
    else:
        return
    raise PhotoProblem(Code.PHOTO_TOO_LARGE, name, found, MAKE_SMALLER)


@contextlib.contextmanager
def _reading(name: str) -> Iterator[None]:
    """Takes whatever a decoder raises for what it is: a file that cannot be read."""
    try:
        yield
    except PhotoProblem:
        raise
    except MemoryError as error:
        raise out_of_memory(name) from error
    except Exception as error:
        # Pillow's readers raise OSError, SyntaxError, ValueError, struct.error, EOFError, IndexError, … for bad bytes.
        raise (cut_off(name) if "truncated" in str(error) else damaged(name)) from error


@contextlib.contextmanager
def _opened(outline: Outline, image_format: str) -> Iterator[ImageFile.ImageFile]:
    with io.BytesIO(outline.essence) as stream, _READERS[image_format](stream) as image:
        yield image


def _orientation(image: Image.Image, outline: Outline) -> int:
    # AVIF's reader makes EXIF of the turns that the file asks for.
    return parse_orientation(image.info.get("exif", b"") if outline.exif is None else outline.exif)


def _working_image(outline: Outline, image_format: str, box: Box, size: Size) -> Pixels:
    with _opened(outline, image_format) as image:
        orientation = _orientation(image, outline)
        profile = image.info.get("icc_profile") if outline.profile is None else outline.profile
        is_inverted = image.mode == "CMYK" and "adobe" not in image.info
        whole = Size(*image.size)
        part, wanted = stored_box(box, upright_size(whole, orientation), orientation), upright_size(size, orientation)
        # The size that all of the photo has where the part has the one that is wanted.
        image.draft(
            None, (ceil(whole.width * wanted.width / part.width), ceil(whole.height * wanted.height / part.height))
        )
        reduced = _reduced(_resizable(image), whole, part, wanted)
    if is_inverted:
        # Pillow takes every CMYK JPEG for one of Adobe's, which hold the paper that is left and not the ink.
        reduced = ImageChops.invert(reduced)
    upright = reduced.transpose(_TURNS[orientation]) if orientation in _TURNS else reduced
    result = _on_white(upright, profile)
    result.info.clear()
    return result


def _resizable(image: Image.Image) -> Image.Image:
    """A mode whose values may be averaged."""
    if image.mode.startswith("I"):
        # Pillow's own conversion to 8 bits clips: everything but the deepest shadows turns white.
        grey = image.point(lambda value: value * (1 / 256)).convert("L")
        clear = image.info.get("transparency")
        return grey if clear is None else Image.merge("LA", (grey, _unlike(image, clear)))
    if image.mode in {"L", "RGB", "P", "1"} and "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode in {"P", "1"}:
        return image.convert("RGB")
    image.load()
    return image


def _unlike(image: Image.Image, shade: int) -> Image.Image:
    """A mask that leaves out one shade of 16-bit grey; Pillow passes over the transparent one."""
    others: Image.Image = ImageMath.lambda_eval(lambda given: given["image"] != shade, image=image.convert("I"))
    return others.point(lambda value: value * 255).convert("L")


def _reduced(image: Image.Image, whole: Size, part: Box, size: Size) -> Image.Image:
    """The part, whose sides are told in pixels of the whole; the image may have been decoded in a smaller size."""
    across, down = image.width / whole.width, image.height / whole.height
    sides = part.left * across, part.upper * down, part.right * across, part.lower * down
    return resize_part(image, sides, size, FROM_CAMERA)


def _on_white(image: Image.Image, profile: bytes | None) -> Image.Image:
    alpha = image.getchannel("A") if image.mode in {"RGBA", "LA"} else None
    colours = image.convert(image.mode.removesuffix("A")) if alpha else image
    photo = _in_srgb(colours, profile)
    if alpha is None:
        return photo
    white = Image.new("RGB", photo.size, "white")
    white.paste(photo, mask=alpha)
    return white


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if profile and len(profile) <= MAX_PROFILE_BYTES:
        # A broken profile, or one for other channels than the photo's, is passed over, as browsers do.
        with contextlib.suppress(ImageCms.PyCMSError):
            converted = ImageCms.profileToProfile(
                image,
                io.BytesIO(profile),
                ImageCms.createProfile("sRGB"),
                ImageCms.Intent.RELATIVE_COLORIMETRIC,
                "RGB",
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
            if converted:
                return converted
    return _printed(image) if image.mode == "CMYK" else image.convert("RGB")


def _printed(image: Image.Image) -> Image.Image:
    """CMYK without a profile, mixed from the colours of the inks; Pillow's own conversion is neon."""
    *inks, black = image.split()
    colours = Image.merge("RGB", inks)
    table = [tuple(value / 255 for value in ink) for ink in _INKS]
    dark = [tuple(v * b / 255 for v, b in zip(ink, _BLACK_INK, strict=True)) for ink in table]

    def mixed(corners: list[tuple[float, ...]]) -> Image.Image:
        return colours.filter(ImageFilter.Color3DLUT(2, [value for corner in corners for value in corner]))

    return Image.composite(mixed(dark), mixed(table), black)
