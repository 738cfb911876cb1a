"""Owns the pictures that the photo tests are made with: synthetic ones, and the folder of real ones."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from casefolio.photos import encoding
from casefolio.photos.plan import CropKind, PhotoPlan, Variant, plan_photo
from casefolio.photos.reading import decode, probe
from casefolio.photos.sources import PhotoSource, load_source
from casefolio.settings import CropSettings, PhotoFormat, PhotoLimits, PhotoSettings, Ratio
from casefolio.values import FocalPoint

SHARED_PATH = Path(__file__).parents[2].parent / "shared"
#: Few and small files, for tests of what has nothing to do with their size.
SMALL = PhotoSettings(
    hero=CropSettings(Ratio(16, 9), (64, 128)), card=CropSettings(Ratio(3, 2), (48, 96)), social=(120, 63)
)


def shared_path(name: str) -> Path:
    path = SHARED_PATH / name
    if not path.is_dir():
        pytest.skip(f"{path} is absent")
    return path


def quarters(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Red, green, blue and grey, from the upper left to the lower right."""
    image = Image.new("RGB", (width, height), (128, 128, 128))
    image.paste((200, 30, 30), (0, 0, width // 2, height // 2))
    image.paste((30, 160, 30), (width // 2, 0, width, height // 2))
    image.paste((30, 30, 200), (0, height // 2, width // 2, height))
    return image.convert(mode)


def map_of_itself(width: int, height: int) -> Image.Image:
    """A picture whose red says how far to the right a place is, and whose green how far down."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (across, down, Image.new("L", (width, height), 128)))


def encoded(image: Image.Image, image_format: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, image_format, **options)
    return stream.getvalue()


def source(data: bytes, name: str = "harbour.jpg") -> PhotoSource:
    return PhotoSource(Path(name), data)


def planned(photo: PhotoSource, settings: PhotoSettings = SMALL) -> PhotoPlan:
    return plan_photo(info_size=probe(photo, PhotoLimits()).size, focal=FocalPoint(), settings=settings)


def render(photo: Path | PhotoSource, plan: PhotoPlan) -> dict[Variant, bytes]:
    """All the files of a photo, as a build makes them."""
    source = load_source(photo, PhotoLimits().max_megabytes) if isinstance(photo, Path) else photo
    info = probe(source, PhotoLimits())
    return encoding.render(decode(source, info, plan.working_box, plan.working_size, PhotoLimits()), plan)


def decoded(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def largest_jpeg(files: dict[Variant, bytes], kind: CropKind = CropKind.HERO) -> Image.Image:
    jpegs = [variant for variant in files if variant.crop is kind and variant.format is PhotoFormat.JPEG]
    return decoded(files[max(jpegs, key=lambda variant: variant.width)]).convert("RGB")


def colour_at(image: Image.Image, x: float, y: float) -> tuple[int, ...]:
    pixel = image.getpixel((round(x * (image.width - 1)), round(y * (image.height - 1))))
    assert isinstance(pixel, tuple)
    return pixel


def is_near(pixel: tuple[int, ...], wanted: tuple[int, ...], tolerance: int = 12) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(pixel, wanted, strict=True))


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def display_p3_profile() -> bytes:
    """The sRGB profile with the primaries of Display P3, adapted to D50; the transfer curve is the same."""
    data = bytearray(srgb_profile())
    primaries = {
        b"rXYZ": (0.51512, 0.24120, -0.00105),
        b"gXYZ": (0.29198, 0.69225, 0.04189),
        b"bXYZ": (0.15710, 0.06657, 0.78407),
    }
    for tag, numbers in primaries.items():
        row = data.index(tag, 128)
        at = int.from_bytes(data[row + 4 : row + 8]) + 8
        data[at : at + 12] = b"".join(round(number * 65536).to_bytes(4, signed=True) for number in numbers)
    return bytes(data)
