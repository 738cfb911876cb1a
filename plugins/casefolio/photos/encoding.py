"""Owns the files that are published of a photo: crops, sizes, formats; beside `decoding`, what knows Pillow."""

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from PIL import Image, features
from PIL.AvifImagePlugin import get_codec_version

from casefolio.photos.geometry import Box, Size
from casefolio.photos.plan import PhotoPlan, Variant
from casefolio.photos.resizing import FROM_LARGER, Part, resize_part, whole_step
from casefolio.settings import PhotoFormat

#: Raise it whenever other bytes are made out of the same photo and plan, here or in `decoding`: cached files are then
#: made anew.
_REVISION = 4
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

    def serves(self, box: Box, size: Size) -> bool:
        """Whether it shows all of a box, in no fewer pixels than a size has."""
        left, upper, right, lower = self._part(box)
        return right - left > size.width - 1 and lower - upper > size.height - 1 and self.box.holds(box)

    def effort(self, box: Box, size: Size) -> tuple[bool, int]:
        """What is the more, the longer it takes to cut a box from it: whether it is resampled, and from how much."""
        return not whole_step(self.image, self._part(box), size), self.image.width * self.image.height

    def cut(self, box: Box, size: Size) -> Image.Image:
        """A box in a size."""
        return resize_part(self.image, self._part(box), size, FROM_LARGER)

    def _part(self, box: Box) -> Part:
        across, down = self.image.width / self.box.width, self.image.height / self.box.height
        left, upper = self.box.left, self.box.upper
        return (
            (box.left - left) * across,
            (box.upper - upper) * down,
            (box.right - left) * across,
            (box.lower - upper) * down,
        )


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

    They are made in the order of their scale, the largest first, each from the one that is there already and takes the
    least: of two crops in the same scale the smaller is cut out of the larger, and half a size is made by halving.

    Args:
        photo: what `decode` gives for the plan's working box and size.
        plan: what is made.
    """
    wanted: dict[tuple[Box, Size], list[Variant]] = {}
    for crop in plan.crops:
        for variant in crop.variants:
            wanted.setdefault((crop.box, Size(variant.width, variant.height)), []).append(variant)
    made = [_Made(photo, plan.working_box)]
    for box, size in sorted(wanted, key=_order):
        serving = (one for one in made if one.serves(box, size))
        start = min(serving, key=lambda one: one.effort(box, size), default=made[0])
        image = start.cut(box, size)
        if image is start.image:
            # Two threads that save the same picture would mix up the notes that Pillow keeps in it meanwhile.
            image = image.copy()
        # Pillow writes a photo's profile, comment and EXIF into what is saved from it unless they are gone.
        image.info.clear()
        made.append(_Made(image, box))
        yield image, tuple(wanted[box, size])


def _order(wanted: tuple[Box, Size]) -> tuple[float, int]:
    box, size = wanted
    return -size.width / box.width, -box.size.pixels


def _encode_all(task: _Task) -> _Files:
    # Together, as two threads would mix up what Pillow keeps in a picture while it is saved.
    image, variants = task
    files: dict[tuple[PhotoFormat, int], bytes] = {}
    for variant in variants:
        if (variant.format, variant.quality) not in files:
            files[variant.format, variant.quality] = encode(image, variant)
    return [(variant, files[variant.format, variant.quality]) for variant in variants]


def encode(image: Image.Image, variant: Variant) -> bytes:
    """Makes the file of a picture.

    Args:
        image: in the variant's size, without metadata.
        variant: format and quality.
    """
    stream = io.BytesIO()
    image.save(stream, variant.format.name, quality=variant.quality, **_ENCODER_OPTIONS[variant.format])
    return stream.getvalue()
