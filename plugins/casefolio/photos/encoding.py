"""Owns the files that are published of a photo: crops, sizes, formats; beside `decoding`, what knows Pillow."""

import io

from PIL import Image, features
from PIL.AvifImagePlugin import get_codec_version

from casefolio.photos.plan import Crop, PhotoPlan, Variant
from casefolio.settings import PhotoFormat

#: Raise it whenever this module makes other bytes out of the same photo and plan: cached files are then made anew.
_REVISION = 2
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


def render(photo: Image.Image, plan: PhotoPlan) -> dict[Variant, bytes]:
    """Makes all the files of a photo.

    Args:
        photo: what `decode` gives for the plan's working size.
        plan: what is made.

    Returns:
        Each variant's file in the plan's order, without any metadata; the same input gives the same bytes.
    """
    files: dict[Variant, bytes] = {}
    for crop in plan.crops:
        files.update(_render_crop(photo, plan, crop))
    return {variant: files[variant] for variant in plan.variants}


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
