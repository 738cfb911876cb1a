"""Nothing but pixels is published: every part of every published file is named, and only known ones may be there."""

import zlib

import pytest
from PIL import Image
from tests.photos.file_parts import ALLOWED, iter_parts, surplus
from tests.photos.odd_images import iter_odd
from tests.photos.outcomes import ENDINGS, FORMATS, RIGHT, zip_archive
from tests.photos.parts import (
    box,
    jpeg_segment,
    png_chunk,
    riff,
    webp_chunk,
    with_png_chunks,
    with_segments,
)
from tests.photos.samples import SMALL, display_p3_profile, encoded, planned, quarters, render, shared_path, source

from casefolio.photos.card_words import CardWords
from casefolio.photos.drawing import draw_card
from casefolio.settings import PhotoFormat, PhotoSettings

SECRET = b"secret"
ALL_FORMATS = PhotoSettings(SMALL.hero, SMALL.card, SMALL.social, tuple(PhotoFormat))


def exif() -> bytes:
    """A place, a serial number, a name and a small picture, as cameras write them."""
    block = Image.Exif()
    block[0x010E], block[0x013B], block[0x8298] = "secret title", "secret name", "secret holder"
    block.get_ifd(0x8825).update({1: "N", 2: (52.0, 30.0, 0.0), 3: "W", 4: (3.0, 0.0, 0.0), 27: b"secret place"})
    block.get_ifd(0x8769).update({0xA431: "secret serial", 0x9286: b"secret comment", 0xA430: "secret owner"})
    return block.tobytes() + encoded(Image.new("RGB", (16, 16)), "JPEG", comment=SECRET)


def profile() -> bytes:
    """A profile whose description is a secret: its tag takes the place of the original words."""
    data = display_p3_profile()
    words = "sRGB".encode("utf-16-be")
    assert words in data
    return data.replace(words, "secr".encode("utf-16-be")) + SECRET


XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><photoshop:City>secret</photoshop:City></x:xmpmeta>"


def telling(image_format: str) -> bytes:
    """A photo that carries whatever its format can carry."""
    image, more = quarters(180, 120), zip_archive() + SECRET * 20
    data = encoded(image, image_format, exif=exif(), icc_profile=profile(), xmp=XMP, comment=SECRET)
    if image_format == "JPEG":
        thumbnail = b"JFIF\0\1\1\0\0\1\0\1\4\4" + SECRET * 8
        notes = [jpeg_segment(marker, SECRET * 9) for marker in (*range(0xE0, 0xF0), 0xFE)]
        iptc = jpeg_segment(0xED, b"Photoshop 3.0\x008BIM\4\4\0\0\0\0\0\x0b\x1c\2\x78\0\6secret\0")
        extended = jpeg_segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + SECRET * 20)
        return with_segments(data, jpeg_segment(0xE0, thumbnail), *notes, iptc, extended) + more
    if image_format == "PNG":
        texts = [
            png_chunk(b"tEXt", b"Author\0secret"),
            png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(SECRET)),
            png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP),
            png_chunk(b"tIME", b"\7\xea\1\1\1\1\1"),
            png_chunk(b"sPLT", b"secret\0\x08" + bytes(6)),
            png_chunk(b"prVt", SECRET),
        ]
        return with_png_chunks(data, *texts) + more
    if image_format == "WEBP":
        assert {"EXIF", "XMP ", "ICCP"} <= set(iter_parts(data))
        return riff(data[12:], webp_chunk(b"note", SECRET)) + more
    return data + box(b"uuid", SECRET * 9) + box(b"free", more)


def telling_parts(data: bytes) -> set[str]:
    """What of a file no published one holds, whatever its format."""
    return set(iter_parts(data)) - frozenset().union(*ALLOWED.values())


@pytest.mark.parametrize("image_format", FORMATS)
def test_nothing_that_a_photo_tells_is_published(image_format: str) -> None:
    data = telling(image_format)
    photo = source(data, f"harbour{ENDINGS[image_format]}")
    files = render(photo, planned(photo, ALL_FORMATS))

    assert data.count(SECRET) > 5
    assert {variant.format for variant in files} == set(PhotoFormat)
    for variant, file in files.items():
        assert not surplus(file, variant.format.name), variant.name
        assert SECRET not in file


@pytest.mark.parametrize("image_format", FORMATS)
def test_the_judge_of_parts_finds_what_a_photo_tells(image_format: str) -> None:
    found = telling_parts(telling(image_format))

    assert (
        found
        >= {
            "JPEG": {"marker e1", "marker e2", "marker ed", "marker ee", "COM", "JFIF with a thumbnail", "rest"},
            "PNG": {"tEXt", "zTXt", "iTXt", "eXIf", "iCCP", "tIME", "prVt", "rest"},
            "WEBP": {"EXIF", "XMP ", "ICCP", "note", "rest"},
            "AVIF": {"infe Exif", "infe mime", "colr prof", "uuid", "free"},
        }[image_format]
    )


def test_every_odd_photo_is_published_as_pixels_alone() -> None:
    for sample in [sample for sample in iter_odd() if sample.outcomes == RIGHT]:
        photo = source(sample.data, sample.name)
        for variant, file in render(photo, planned(photo)).items():
            assert not surplus(file, variant.format.name), (sample.name, variant.name)


def test_photos_of_real_cameras_are_published_as_pixels_alone() -> None:
    paths = sorted(shared_path("corpora/exif-samples").glob("*.jpg"))
    assert len(paths) == 25
    told = set()
    for path in paths:
        photo = source(path.read_bytes(), path.name)
        told |= telling_parts(photo.data)
        for variant, file in render(photo, planned(photo, ALL_FORMATS)).items():
            assert not surplus(file, variant.format.name), (path.name, variant.name)
    assert "marker e1" in told


def test_a_drawn_card_is_pixels_alone() -> None:
    card = draw_card(CardWords("A library that listens", "Trefelin Libraries", "Sample"))

    assert not surplus(card, "PNG")
