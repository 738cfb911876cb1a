"""Owns the files that are published of a photo: crops, sizes, formats; beside `decoding`, what knows Pillow."""

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from PIL import Image, features
from PIL.AvifImagePlugin import get_codec_version

from casefolio.photos.geometry import Box, Size
from casefolio.photos.plan import Crop, PhotoPlan, Variant
from casefolio.photos.resizing import FROM_LARGER, resize_part
from casefolio.settings import PhotoFormat

#: Raise it whenever other bytes are made out of the same photo and plan, here or in `decoding`: cached files are then
#: made anew.
_REVISION = 3
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

#: AVIF's usual encoder weighs every number once more; without that it takes a sixth less time for 2% more bytes. What
#: it is told is understood by no other encoder.
_AOM_OPTIONS = {"advanced": {"disable-trellis-quant": "1"}} if get_codec_version("aom") else {}

#: How hard each format is searched for the smallest file; `python -m benchmarks.photos` compares the choices. WebP's
#: method 2 would take half the time for 6% more bytes, and AVIF's speed 8 three times as long for 5% less; its bytes
#: depend on the number of threads, hence one. JPEGs are for few browsers: in layers they would take five times as long
#: for 5% less.
_ENCODER_OPTIONS: dict[PhotoFormat, dict[str, object]] = {
    PhotoFormat.WEBP: {"method": 4},
    PhotoFormat.AVIF: {"speed": 10, "max_threads": 1, **_AOM_OPTIONS},
    PhotoFormat.JPEG: {"subsampling": "4:2:0"},
}


@dataclass(frozen=True, slots=True)
class _Made:
    """A picture that is there already, from which others may be made.

    Attributes:
        image: its pixels.
        box: the part of the photo that it shows, to within a pixel of its own.
    """

    image: Image.Image
    box: Box

    def serves(self, crop: Crop) -> bool:
        """Whether it shows all of a crop, in no fewer pixels."""
        across, down = self._scales()
        has_pixels = (
            crop.box.width * across > crop.largest.width - 1 and crop.box.height * down > crop.largest.height - 1
        )
        return has_pixels and self.box.holds(crop.box)

    def cut(self, crop: Crop) -> Image.Image:
        """The crop in its largest size."""
        (across, down), box = self._scales(), crop.box
        sides = (
            (box.left - self.box.left) * across,
            (box.upper - self.box.upper) * down,
            (box.right - self.box.left) * across,
            (box.lower - self.box.upper) * down,
        )
        return resize_part(self.image, sides, Size(crop.largest.width, crop.largest.height), FROM_LARGER)

    def _scales(self) -> tuple[float, float]:
        return self.image.width / self.box.width, self.image.height / self.box.height


#: A picture and what is made of it, and the files in the end.
_Task = tuple[Image.Image, tuple[Variant, ...]]
_Files = list[tuple[Variant, bytes]]
#: Does the same for each of many, one after the other as `map` does, or some at once.
Spread = Callable[[Callable[[_Task], _Files], Iterable[_Task]], Iterable[_Files]]


def render(photo: Image.Image, plan: PhotoPlan, spread: Spread = map) -> dict[Variant, bytes]:
    """Makes all the files of a photo.

    Args:
        photo: what `decode` gives for the plan's working box and size.
        plan: what is made.
        spread: may encode a size while the next one is made.

    Returns:
        Each variant's file in the plan's order, without any metadata; the same input gives the same bytes.
    """
    files = dict(chain.from_iterable(spread(_encode_all, iter_images(photo, plan))))
    return {variant: files[variant] for variant in plan.variants}


def iter_images(photo: Image.Image, plan: PhotoPlan) -> Iterator[_Task]:
    """Makes every picture that is published, and says which files are made of it.

    Each crop begins at the smallest picture that has its pixels, which for the one of social networks is a size of the
    hero crop, and goes from its largest size to its smallest, each made of the one before.

    Args:
        photo: what `decode` gives for the plan's working box and size.
        plan: what is made.
    """
    made = [_Made(photo, plan.working_box)]
    for crop in plan.crops:
        start = min((one for one in made if one.serves(crop)), key=_pixels, default=made[0])
        image = start.cut(crop)
        for size in sorted({(variant.width, variant.height) for variant in crop.variants}, reverse=True):
            image = resize_part(image, (0, 0, *image.size), Size(*size), FROM_LARGER)
            # Pillow writes a photo's profile, comment and EXIF into what is saved from it unless they are gone.
            image.info.clear()
            made.append(_Made(image, crop.box))
            yield image, tuple(variant for variant in crop.variants if (variant.width, variant.height) == size)


def _pixels(made: _Made) -> int:
    return made.image.width * made.image.height


def _encode_all(task: _Task) -> _Files:
    # Together: Pillow keeps notes in a picture while it is saved, and two threads would mix them up.
    image, variants = task
    return [(variant, encode(image, variant)) for variant in variants]


def encode(image: Image.Image, variant: Variant) -> bytes:
    """Makes the file of a picture.

    Args:
        image: in the variant's size, without metadata.
        variant: format and quality.
    """
    stream = io.BytesIO()
    image.save(stream, variant.format.name, quality=variant.quality, **_ENCODER_OPTIONS[variant.format])
    return stream.getvalue()
