"""Owns what is made of a photo: crops, sizes, names, addresses; touches neither pixels nor disk."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from casefolio.photos.geometry import Box, Size, crop_box, fitting_widths, height_for, surrounding_box
from casefolio.settings import CropSettings, PhotoFormat, PhotoSettings
from casefolio.values import FocalPoint

#: How many digits of the key stand in an address: enough to tell the versions of one photo apart.
KEY_DIGITS = 10
#: The `src` that a browser without `srcset` takes is no wider than this, in pixels.
FALLBACK_WIDTH = 1200


class CropKind(StrEnum):
    """What a crop is for."""

    HERO = "hero"
    CARD = "card"
    SOCIAL = "social"


@dataclass(frozen=True, slots=True)
class Variant:
    """One file that is published: a crop in one size and one format.

    Attributes:
        crop: what it is cut for.
        width: in pixels.
        height: in pixels.
        format: how it is encoded.
        quality: 1 to 100, on the scale of its format.
    """

    crop: CropKind
    width: int
    height: int
    format: PhotoFormat
    quality: int

    @property
    def name(self) -> str:
        """The published file's name, such as `hero-1200.webp`."""
        return f"{self.crop}-{self.width}{self.format.suffix}"


@dataclass(frozen=True, slots=True)
class Crop:
    """One crop of a photo.

    Attributes:
        kind: what it is for.
        box: what it takes of the upright photo.
        variants: by format in the order that browsers are offered them, widths ascending.
    """

    kind: CropKind
    box: Box
    variants: tuple[Variant, ...]

    @property
    def largest(self) -> Variant:
        """A variant of the greatest width; of the last format, which is JPEG."""
        return max(reversed(self.variants), key=lambda variant: variant.width)


@dataclass(frozen=True, slots=True)
class PhotoPlan:
    """All that is made of one photo.

    Attributes:
        size: of the upright photo.
        focal: what the crops keep.
        crops: one of each kind, in the order of `CropKind`.
    """

    size: Size
    focal: FocalPoint
    crops: tuple[Crop, ...]

    @property
    def variants(self) -> tuple[Variant, ...]:
        """The files of all the crops."""
        return tuple(variant for crop in self.crops for variant in crop.variants)

    @property
    def working_box(self) -> Box:
        """The part of the upright photo that the crops take, all together."""
        return surrounding_box(crop.box for crop in self.crops)

    @property
    def working_size(self) -> Size:
        """The smallest size of that part that has the pixels for every crop."""
        box, scale = self.working_box, min(1.0, max(crop.largest.width / crop.box.width for crop in self.crops))
        return Size(max(1, round(box.width * scale)), max(1, round(box.height * scale)))


def plan_photo(*, info_size: Size, focal: FocalPoint, settings: PhotoSettings) -> PhotoPlan:
    """Decides which files are made of a photo.

    Args:
        info_size: of the upright photo.
        focal: what the crops keep.
        settings: crops, formats and qualities.

    Returns:
        A plan that never upscales and always has JPEGs.
    """
    formats = (*(f for f in dict.fromkeys(settings.formats) if f is not PhotoFormat.JPEG), PhotoFormat.JPEG)

    def crop(kind: CropKind, wanted: CropSettings, formats: tuple[PhotoFormat, ...]) -> Crop:
        ratio = wanted.ratio.value
        box = crop_box(info_size, ratio, focal)
        sizes = [(w, min(box.height, height_for(w, ratio))) for w in fitting_widths(box.width, wanted.widths)]
        # Few browsers still take the JPEGs, and they weigh the most: every second width, from the largest down.
        spare = sizes[::-1][::2][::-1]
        chosen = ((f, size) for f in formats for size in (spare if f is PhotoFormat.JPEG else sizes))
        return Crop(kind, box, tuple(Variant(kind, *size, f, settings.quality[f]) for f, size in chosen))

    return PhotoPlan(
        info_size,
        focal,
        (
            crop(CropKind.HERO, settings.hero, formats),
            crop(CropKind.CARD, settings.card, formats),
            _social_crop(info_size, focal, settings),
        ),
    )


def _social_crop(size: Size, focal: FocalPoint, settings: PhotoSettings) -> Crop:
    # Networks ask for exactly this size, so it is taken over whole and not computed from the ratio.
    width, height = settings.social
    box = crop_box(size, width / height, focal)
    if box.width < width or box.height < height:
        width, height = box.width, box.height
    jpeg = PhotoFormat.JPEG
    return Crop(CropKind.SOCIAL, box, (Variant(CropKind.SOCIAL, width, height, jpeg, settings.quality[jpeg]),))


def photo_key(source_digest: str, plan: PhotoPlan, encoder_version: str) -> str:
    """Gives the digest of all that decides a photo's files: source, parameters, encoder.

    Args:
        source_digest: of the source's bytes.
        plan: boxes, sizes, formats and qualities count; the focal point only where it moves a box.
        encoder_version: what made the files.

    Returns:
        64 hexadecimal digits.
    """
    parts = [source_digest, encoder_version, f"{plan.size.width}x{plan.size.height}"]
    for crop in plan.crops:
        box = crop.box
        parts.append(f"{crop.kind} {box.left} {box.upper} {box.right} {box.lower}")
        parts.extend(f"{variant.name} {variant.height} {variant.quality}" for variant in crop.variants)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def published_uri(photos_uri: str, slug: str, key: str, name: str) -> str:
    """Gives a file's address in the site; it changes whenever the file does.

    Args:
        photos_uri: the folder of all photos; may be empty.
        slug: names the photo for people.
        key: see `photo_key`.
        name: the file's.
    """
    folder_uri = f"{slug}-{key[:KEY_DIGITS]}"
    return "/".join(part for part in (photos_uri.strip("/"), folder_uri, name) if part)
