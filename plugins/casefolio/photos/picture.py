"""Owns what a view needs to know of a published photo; holds data and writes no HTML."""

from dataclasses import dataclass, field

from casefolio.photos.plan import FALLBACK_WIDTH, Crop, CropKind, PhotoPlan, Variant, published_uri
from casefolio.settings import PhotoFormat
from casefolio.values import FocalPoint


@dataclass(frozen=True, slots=True)
class PictureFile:
    """One file for an `<img>` or a `srcset`.

    Attributes:
        uri: the file's address in the site.
        width: in pixels: what `srcset` says before its `w`.
        height: in pixels.
    """

    uri: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PictureSource:
    """All the widths of a crop in one format: a `<source>`, or the `srcset` of the `<img>` for JPEG.

    Attributes:
        format: names the `type`.
        files: widths ascending.
    """

    format: PhotoFormat
    files: tuple[PictureFile, ...]

    @property
    def mime_type(self) -> str:
        """What `<source type>` says."""
        return self.format.mime_type


@dataclass(frozen=True, slots=True)
class PictureCrop:
    """One crop of a photo: a `<picture>`.

    Attributes:
        kind: what it is for.
        width: of the largest file, in pixels; with `height` it gives the aspect ratio.
        height: of the largest file, in pixels.
        sources: in the order that browsers are offered them; JPEG is the last.
        fallback: the JPEG for `<img src width height>`, at most `FALLBACK_WIDTH` wide where there is one.
        focal: where the photo's focal point lies in the crop.
    """

    kind: CropKind
    width: int
    height: int
    sources: tuple[PictureSource, ...]
    fallback: PictureFile
    focal: FocalPoint = field(default_factory=FocalPoint)


@dataclass(frozen=True, slots=True)
class Picture:
    """A published photo.

    Attributes:
        hero: the crop at the head of a study.
        card: the crop in lists.
        social: one JPEG, in the size that social networks ask for where the photo is large enough.
    """

    hero: PictureCrop
    card: PictureCrop
    social: PictureCrop


def plan_picture(plan: PhotoPlan, *, photos_uri: str, slug: str, key: str) -> Picture:
    """Says where a photo's files will be, before there are any.

    Args:
        plan: what is made of the photo.
        photos_uri: the folder of all photos in the site.
        slug: names the photo for people.
        key: see `plan.photo_key`.
    """

    def file(variant: Variant) -> PictureFile:
        return PictureFile(published_uri(photos_uri, slug, key, variant.name), variant.width, variant.height)

    def picture_crop(crop: Crop) -> PictureCrop:
        files: dict[PhotoFormat, list[PictureFile]] = {}
        for variant in crop.variants:
            files.setdefault(variant.format, []).append(file(variant))
        jpegs = files[PhotoFormat.JPEG]
        fallback = max((jpeg for jpeg in jpegs if jpeg.width <= FALLBACK_WIDTH), key=_width, default=jpegs[0])
        sources = tuple(PictureSource(image_format, tuple(them)) for image_format, them in files.items())
        x = (plan.focal.x * plan.size.width - crop.box.left) / crop.box.width
        y = (plan.focal.y * plan.size.height - crop.box.upper) / crop.box.height
        focal = FocalPoint(min(1.0, max(0.0, x)), min(1.0, max(0.0, y)))
        return PictureCrop(crop.kind, crop.largest.width, crop.largest.height, sources, fallback, focal)

    crops = {crop.kind: picture_crop(crop) for crop in plan.crops}
    return Picture(crops[CropKind.HERO], crops[CropKind.CARD], crops[CropKind.SOCIAL])


def _width(file: PictureFile) -> int:
    return file.width
