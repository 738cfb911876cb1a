"""Owns the pixels: from a photo's bytes to the bytes of its variants; beside `drawing`, what knows Pillow."""

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageChops, ImageCms, ImageFile, ImageFilter, features
from PIL.AvifImagePlugin import AvifImageFile, get_codec_version
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from casefolio.codes import Code
from casefolio.photos.geometry import Size
from casefolio.photos.info import PhotoInfo, upright_size
from casefolio.photos.plan import Crop, PhotoPlan, Variant
from casefolio.photos.problems import MAKE_SMALLER, SAVE_AS_JPEG, PhotoProblem, cut_off, damaged, out_of_memory
from casefolio.photos.signatures import (
    ENDINGS,
    JpegOutline,
    describe,
    has_more_scans,
    is_sound_png,
    parse_format,
    parse_size,
)
from casefolio.photos.sources import PhotoSource, load_source
from casefolio.settings import PhotoFormat, PhotoLimits

#: Raise it whenever this module makes other bytes out of the same photo and plan: cached files are then made anew.
_REVISION = 1
_CODECS = ("libjpeg_turbo", "webp", "avif", "littlecms2")
#: What made a file, for the cache's key.
ENCODER_VERSION = " ".join(
    (
        str(_REVISION),
        f"pillow={features.version('pil')}",
        *(f"{name}={features.version(name)}" for name in _CODECS),
        *(f"{name}={get_codec_version(name)}" for name in ("aom", "dav1d")),
    )
)

#: How hard each format is searched for the smallest file. WebP's method 2 would take half the time for 3% more bytes.
#: AVIF's speed 8 would take five times as long for 2% less; its bytes depend on the number of threads, hence one.
_ENCODER_OPTIONS: dict[PhotoFormat, dict[str, object]] = {
    PhotoFormat.WEBP: {"method": 4},
    PhotoFormat.AVIF: {"speed": 10, "max_threads": 1},
    PhotoFormat.JPEG: {"progressive": True, "optimize": True, "subsampling": "4:2:0"},
}

#: Down to this many times the wanted size, pixels are averaged before they are resampled: quicker, and not to be seen.
_REDUCING_GAP = 2.0

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

_ORIENTATION = 0x0112
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


def probe(photo: Path | PhotoSource, limits: PhotoLimits) -> PhotoInfo:
    """Looks at a photo without decoding it.

    Args:
        photo: the file, or its bytes where they are at hand.
        limits: what it may cost.

    Raises:
        PhotoProblem: the file is no photo that is read, is damaged or would cost too much.
    """
    source = load_source(photo, limits.max_megabytes) if isinstance(photo, Path) else photo
    image_format = _known_format(source)
    if image_format == "JPEG" and has_more_scans(source.data, limits.max_scans):
        found = f"which is stored in more than {limits.max_scans} layers, where ten are usual"
        raise PhotoProblem(Code.PHOTO_TOO_LARGE, source.name, found, SAVE_AS_JPEG)
    stored = parse_size(source.data, image_format)
    if stored:
        _check_size(source.name, stored, limits)
    with _reading(source.name), _opened(source, image_format) as image:
        size, orientation = Size(*image.size), _orientation(image)
        has_moving_picture = getattr(image, "n_frames", 1) > 1
    _check_size(source.name, size, limits)
    if has_moving_picture:
        hint = "save one moment of it as JPEG and use that file"
        raise PhotoProblem(Code.PHOTO_FORMAT, source.name, "which is a moving picture", hint)
    is_progressive = image_format == "JPEG" and JpegOutline(source.data, max_scans=0).is_progressive
    matches_name = source.path.suffix.lower() in ENDINGS[image_format]
    return PhotoInfo(upright_size(size, orientation), image_format, matches_name, is_progressive)


def verify(source: PhotoSource, info: PhotoInfo) -> None:
    """Decodes a photo as small as can be, to see whether all of it is there.

    Args:
        source: the file's bytes.
        info: what `probe` found.

    Raises:
        PhotoProblem: the photo is damaged where `probe` does not look.
    """
    if info.format == "PNG" and not is_sound_png(source.data):
        raise damaged(source.name)
    with _reading(source.name), _opened(source, info.format) as image:
        image.draft(None, (1, 1))
        image.load()


def _known_format(source: PhotoSource) -> str:
    image_format = parse_format(source.data)
    if image_format is None:
        found = f"which is {describe(source.data)}, not a JPEG, PNG, WebP or AVIF photo"
        raise PhotoProblem(Code.PHOTO_FORMAT, source.name, found, SAVE_AS_JPEG)
    return image_format


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
def _opened(source: PhotoSource, image_format: str) -> Iterator[ImageFile.ImageFile]:
    with io.BytesIO(source.data) as stream, _READERS[image_format](stream) as image:
        yield image


def _orientation(image: Image.Image) -> int:
    try:
        # The base class's: the one for PNG would decode the whole photo to look for metadata behind the pixels.
        orientation = Image.Image.getexif(image).get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - metadata that cannot be read says nothing, whatever it makes Pillow raise
        return 1
    return orientation if orientation in _TURNS else 1


def render(photo: Path | PhotoSource, plan: PhotoPlan) -> dict[Variant, bytes]:
    """Makes all the files of a photo.

    Args:
        photo: the file, or its bytes where they are at hand; it has passed `probe`.
        plan: what is made.

    Returns:
        Each variant's file in the plan's order, without any metadata; the same input gives the same bytes.

    Raises:
        PhotoProblem: the photo is damaged where `probe` does not look.
    """
    source = PhotoSource(photo, photo.read_bytes()) if isinstance(photo, Path) else photo
    image_format = _known_format(source)
    if image_format == "PNG" and not is_sound_png(source.data):
        raise damaged(source.name)
    with _reading(source.name):
        working = _working_image(source, image_format, plan.working_size)
        files: dict[Variant, bytes] = {}
        for crop in plan.crops:
            files.update(_render_crop(working, plan, crop))
        return {variant: files[variant] for variant in plan.variants}


def _working_image(source: PhotoSource, image_format: str, size: Size) -> Image.Image:
    """The whole photo, upright, in sRGB, no larger than the crops need; what was decoded is let go of."""
    with _opened(source, image_format) as image:
        orientation = _orientation(image)
        profile = image.info.get("icc_profile")
        is_inverted = image.mode == "CMYK" and "adobe" not in image.info
        stored = upright_size(size, orientation)
        image.draft(None, (stored.width, stored.height))
        reduced = _reduced(_resizable(image), stored)
    if is_inverted:
        # Pillow takes every CMYK JPEG for one of Adobe's, which hold the paper that is left and not the ink.
        reduced = ImageChops.invert(reduced)
    upright = reduced.transpose(_TURNS[orientation]) if orientation in _TURNS else reduced
    result = _on_white(upright, profile)
    result.info.clear()
    return result


def _resizable(image: Image.Image) -> Image.Image:
    """A mode whose values may be averaged. A transparent shade of 16-bit grey is shown as that shade."""
    if image.mode.startswith("I"):
        # Pillow's own conversion to 8 bits clips: everything but the deepest shadows turns white.
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in {"L", "RGB", "P", "1"} and "transparency" in image.info:
        return image.convert("RGBA")
    if image.mode in {"P", "1"}:
        return image.convert("RGB")
    image.load()
    return image


def _reduced(image: Image.Image, size: Size) -> Image.Image:
    if image.width <= size.width or image.height <= size.height:
        return image
    return image.resize((size.width, size.height), Image.Resampling.LANCZOS, reducing_gap=_REDUCING_GAP)


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
    if profile:
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


def _render_crop(working: Image.Image, plan: PhotoPlan, crop: Crop) -> dict[Variant, bytes]:
    """Goes from the largest size to the smallest, each made of the one before."""
    files: dict[Variant, bytes] = {}
    sizes = sorted({(variant.width, variant.height) for variant in crop.variants}, reverse=True)
    image = _cut(working, plan, crop)
    for size in sizes:
        if image.size != size:
            image = image.resize(size, Image.Resampling.LANCZOS)
        for variant in crop.variants:
            if (variant.width, variant.height) == size:
                files[variant] = _encode(image, variant)
    return files


def _cut(working: Image.Image, plan: PhotoPlan, crop: Crop) -> Image.Image:
    across, down = working.width / plan.size.width, working.height / plan.size.height
    left, upper = crop.box.left * across, crop.box.upper * down
    right, lower = min(working.width, crop.box.right * across), min(working.height, crop.box.lower * down)
    width, height = crop.largest.width, crop.largest.height
    fits = width <= working.width and height <= working.height
    if fits and abs(right - left - width) < 1 and abs(lower - upper - height) < 1:
        # Whole pixels, at most half a pixel off: nothing is blurred by being resampled twice.
        left, upper = min(round(left), working.width - width), min(round(upper), working.height - height)
        return working.crop((left, upper, left + width, upper + height))
    return working.resize((width, height), Image.Resampling.LANCZOS, box=(left, upper, right, lower))


def _encode(image: Image.Image, variant: Variant) -> bytes:
    # Pillow writes a photo's profile, comment and EXIF into what is saved from it unless they are gone.
    image.info.clear()
    stream = io.BytesIO()
    image.save(stream, variant.format.name, quality=variant.quality, **_ENCODER_OPTIONS[variant.format])
    return stream.getvalue()
