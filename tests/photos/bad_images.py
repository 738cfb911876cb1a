"""Owns broken and hostile pictures, each with what is to come of it."""

import struct
from collections.abc import Iterator

from PIL import Image
from tests.photos.bombs import iter_bombs, iter_metadata_bombs
from tests.photos.outcomes import EITHER, ENDINGS, FORMATS, REFUSED, Sample, chance, refused, zip_archive
from tests.photos.parts import (
    END_OF_IMAGE,
    PNG_SIGNATURE,
    START_OF_IMAGE,
    box,
    png,
    png_chunk,
    png_header,
)
from tests.photos.samples import encoded, quarters

from casefolio.codes import Code


def iter_wrong_types() -> Iterator[Sample]:
    """What is no photo at all, under the name of one."""
    image = quarters(24, 16)
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    kinds: dict[str, bytes] = {
        **{
            kind: encoded(image, kind) for kind in ("GIF", "TIFF", "BMP", "EPS", "PDF", "ICO", "JPEG2000", "TGA", "PPM")
        },
        "animated-gif": encoded(image, "GIF", save_all=True, append_images=[image.rotate(180)]),
        "gif-bomb": b"GIF89a" + struct.pack("<HH", 65535, 65535) + bytes(20),
        "tiff-big-endian": b"MM\0*" + bytes(40),
        "tiff-bomb": b"II*\0\x08\0\0\0" + struct.pack("<HHHII", 1, 0x100, 4, 1, 2**31),
        "big-tiff": b"II+\0" + bytes(40),
        "svg": svg,
        "svg-with-declaration": b'\xef\xbb\xbf<?xml version="1.0"?>\n' + svg,
        "svg-after-spaces": b"\n\n   " + svg,
        "html": b"<!DOCTYPE html><title>x</title><script>alert(1)</script>",
        "text": b"The photo follows by post.\n",
        "script": b"#!/bin/sh\nrm -r /\n",
        "json": b'{"src": "harbour.jpg"}',
        "zip": zip_archive(),
        "office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40),
        "heif-sequence": b"\0\0\0\x18ftypmsf1\0\0\0\0hevcmsf1" + bytes(40),
        "mp4": b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + bytes(40),
        "webm": b"\x1a\x45\xdf\xa3" + bytes(60),
        "avi": b"RIFF\x40\0\0\0AVI LIST" + bytes(60),
        "wav": b"RIFF\x40\0\0\0WAVEfmt " + bytes(60),
        "jpeg-xl": b"\xff\x0a" + bytes(60),
        "photoshop": b"8BPS\0\1" + bytes(60),
        "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(%pipe%id) (r) file\n",
        "dos-eps": b"\xc5\xd0\xd3\xc6" + bytes(60),
        "raw": b"FUJIFILMCCD-RAW 0201" + bytes(60),
        "lfs": b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
        "program": b"MZ" + bytes(60),
        "elf": b"\x7fELF" + bytes(60),
        "gzip": b"\x1f\x8b\x08" + bytes(60),
        "zeros": bytes(500),
        "noise": chance("noise").randbytes(500),
        "utf-16": "a text".encode("utf-16"),
        "one-byte": b"\xff",
        "half-a-signature": PNG_SIGNATURE[:5],
        "mng": b"\x8aMNG\r\n\x1a\n" + bytes(40),
    }
    for number, (kind, data) in enumerate(kinds.items()):
        for ending in (".jpg", tuple(ENDINGS.values())[number % 3 + 1]):
            yield refused("no photo at all", f"{kind}{ending}", data, Code.PHOTO_FORMAT)


def iter_empty() -> Iterator[Sample]:
    """Files with nothing in them, or with nothing but a beginning."""
    starts = {
        "JPEG": START_OF_IMAGE + b"\xff",
        "PNG": PNG_SIGNATURE,
        "WEBP": b"RIFF\4\0\0\0WEBP",
        "AVIF": box(b"ftyp", b"avif", bytes(4), b"avifmif1"),
    }
    for image_format, ending in ENDINGS.items():
        yield refused("empty, or only a beginning", f"empty{ending}", b"", Code.PHOTO_UNREADABLE)
        yield refused("empty, or only a beginning", f"start-only{ending}", starts[image_format], Code.PHOTO_UNREADABLE)
        yield refused(
            "empty, or only a beginning",
            f"start-and-zeros{ending}",
            starts[image_format] + bytes(400),
            Code.PHOTO_UNREADABLE,
        )
    yield refused(
        "empty, or only a beginning", "start-and-end.jpg", START_OF_IMAGE + END_OF_IMAGE, Code.PHOTO_UNREADABLE
    )
    yield refused(
        "empty, or only a beginning",
        "no-pixels.png",
        PNG_SIGNATURE + png_header(24, 16) + png_chunk(b"IEND"),
        Code.PHOTO_UNREADABLE,
    )
    yield refused("empty, or only a beginning", "no-rows.png", png(png_header(24, 16), b""), Code.PHOTO_UNREADABLE)
    yield refused(
        "empty, or only a beginning", "no-width.png", png(png_header(0, 16), b"\0" * 16), Code.PHOTO_UNREADABLE
    )


def iter_broken() -> Iterator[Sample]:
    """Good photos that were cut off, or had bytes changed, at the same places in every run."""
    noise = Image.frombytes("RGB", (48, 32), chance("photo").randbytes(48 * 32 * 3))
    files = {
        "jpeg.jpg": encoded(noise, "JPEG"),
        "layers.jpg": encoded(noise, "JPEG", progressive=True),
        "photo.png": encoded(noise, "PNG"),
        "lossy.webp": encoded(noise, "WEBP"),
        "lossless.webp": encoded(noise, "WEBP", lossless=True),
        "photo.avif": encoded(noise, "AVIF"),
    }
    for name, data in files.items():
        dice = chance(name)
        for step in range(1, 17):
            # Two bytes less of a JPEG are its end's mark, which no decoder misses.
            cut = (len(data) - 16) * step // 17 + 12
            yield refused("cut off", f"{step}-{name}", data[:cut], Code.PHOTO_UNREADABLE)
        # A chunk of a PNG has a checksum, so every change is found.
        outcomes = REFUSED if name.endswith(".png") else EITHER
        for number in range(28):
            at, bit = dice.randrange(len(data)), dice.randrange(8)
            changed = data[:at] + bytes((data[at] ^ 1 << bit,)) + data[at + 1 :]
            yield Sample("a bit changed", f"{number}-{name}", changed, outcomes)
        for number in range(8):
            at = dice.randrange(12, len(data) - 40)
            changed = data[:at] + dice.randbytes(32) + data[at + 32 :]
            yield Sample("a piece overwritten", f"{number}-{name}", changed, outcomes)
        for number in range(4):
            one, other = sorted(dice.sample(range(12, len(data) - 8), 2))
            yield Sample("a piece left out", f"{number}-{name}", data[:one] + data[other:], outcomes)


def iter_moving() -> Iterator[Sample]:
    """Films, of two pictures and of many."""
    image = quarters(24, 16)
    for image_format in FORMATS[1:]:
        for count in (1, 6):
            frames = [image.rotate(30 * number) for number in range(1, count + 1)]
            data = encoded(image, image_format, save_all=True, append_images=frames, duration=100)
            yield refused("moving pictures", f"{count}{ENDINGS[image_format]}", data, Code.PHOTO_FORMAT)


def iter_bad() -> Iterator[Sample]:
    """All of them."""
    yield from iter_wrong_types()
    yield from iter_empty()
    yield from iter_broken()
    yield from iter_moving()
    yield from iter_bombs()
    yield from iter_metadata_bombs()
