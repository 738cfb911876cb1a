"""Owns broken, hostile and odd pictures, each with what is to come of it."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image
from tests.photos.parts import (
    END_OF_IMAGE,
    PNG_SIGNATURE,
    START_OF_IMAGE,
    box,
    exif_block,
    jpeg_segment,
    png,
    png_chunk,
    png_header,
    riff,
    turned,
    webp_canvas,
    webp_chunk,
    with_png_chunks,
    with_segments,
)
from tests.photos.samples import encoded, quarters

from casefolio.codes import Code

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "AVIF": ".avif"}
REFUSED = frozenset({Code.PHOTO_UNREADABLE, Code.PHOTO_FORMAT, Code.PHOTO_TOO_LARGE, Code.PHOTO_TOO_COSTLY})
#: Damage that the format has no checksum for: a photo, or a message, and nothing else.
EITHER = REFUSED | {None}
RIGHT = frozenset({None})
QUARTERS = ((200, 30, 30), (30, 160, 30), (30, 30, 200), (128, 128, 128))
Colours = tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A picture, and what is to come of it.

    Attributes:
        group: what kind of trouble it is.
        name: of the file, which nothing else has.
        data: its bytes.
        outcomes: codes that it may have; None stands for a photo that is published.
        colours: of its quarters, left to right, upper ones first; empty where they may be anything.
    """

    group: str
    name: str
    data: bytes
    outcomes: frozenset[Code | None]
    colours: Colours = ()


def refused(group: str, name: str, data: bytes, *codes: Code) -> Sample:
    return Sample(group, name, data, frozenset(codes))


def right(group: str, name: str, data: bytes, colours: Colours = QUARTERS) -> Sample:
    return Sample(group, name, data, RIGHT, colours)


def chance(word: str) -> random.Random:
    """The same in every run."""
    return random.Random(word)  # noqa: S311 - nothing is to be kept secret by it


def zip_archive() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("secret.txt", "secret")
    return stream.getvalue()


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


def iter_bombs() -> Iterator[Sample]:
    """Small files that ask for much, and are refused by what their first bytes say."""
    large, costly = Code.PHOTO_TOO_LARGE, Code.PHOTO_TOO_COSTLY
    for width, height in ((50_000, 50_000), (2**31 - 1, 2**31 - 1), (1, 60_000), (60_000, 1), (16_000, 16_000)):
        yield refused(
            "small files that ask for much", f"{width}x{height}.png", png(png_header(width, height), b""), large
        )
    for width, height in ((65_500, 65_500), (1, 60_000), (60_000, 1)):
        yield refused("small files that ask for much", f"{width}x{height}.jpg", resized_jpeg(width, height), large)
    lossless = struct.pack("<BI", 0x2F, 16_382 | 16_382 << 14) + bytes(9)
    lossy = bytes((0x10, 0, 0, 0x9D, 1, 0x2A)) + struct.pack("<HH", 16_383, 16_383) + bytes(8)
    yield refused("small files that ask for much", "34-bytes.webp", riff(webp_chunk(b"VP8L", lossless)), large)
    yield refused("small files that ask for much", "lossy.webp", riff(webp_chunk(b"VP8 ", lossy)), large)
    yield refused(
        "small files that ask for much",
        "canvas.webp",
        riff(webp_canvas(2**24, 2**24), webp_chunk(b"VP8L", lossless)),
        large,
    )
    tall = struct.pack("<BI", 0x2F, 0 | 16_382 << 14) + bytes(9)
    yield refused("small files that ask for much", "1x16383.webp", riff(webp_chunk(b"VP8L", tall)), large)
    costing = struct.pack("<BI", 0x2F, 9_999 | 8_999 << 14) + bytes(9)
    yield refused("small files that ask for much", "90-megapixels.webp", riff(webp_chunk(b"VP8L", costing)), costly)
    see_through = png(png_header(9_000, 9_000), b"", png_chunk(b"tRNS", bytes(6)))
    yield refused("small files that ask for much", "see-through.png", see_through, costly)
    yield from iter_avif_bombs()
    layers = encoded(quarters(64, 64), "JPEG", progressive=True)
    last = layers.rindex(b"\xff\xda")
    scans = layers[:last] + layers[last:-2] * 1000 + END_OF_IMAGE
    yield refused("small files that ask for much", "1000-scans.jpg", scans, large)
    # A marker without a length: what reads two bytes of one behind it would leap over all the scans.
    first = layers.index(b"\xff\xda", layers.index(b"\xff\xda") + 1)
    hidden = scans[:first] + b"\xff\x01" + scans[first:]
    yield refused("small files that ask for much", "1000-hidden-scans.jpg", hidden, large)
    jpeg, whole_png = encoded(quarters(24, 16), "JPEG"), encoded(quarters(24, 16), "PNG")
    yield refused("small files that ask for much", "no-height.jpg", resized_jpeg(24, 0), Code.PHOTO_UNREADABLE)
    later = resized_jpeg(24, 0)[:-2] + jpeg_segment(0xDC, b"\0\x10") + END_OF_IMAGE
    yield refused("small files that ask for much", "height-later.jpg", later, Code.PHOTO_UNREADABLE)
    yield refused(
        "small files that ask for much", "many-segments.jpg", with_segments(jpeg, jpeg_segment(0xFE) * 150_000), large
    )
    yield refused(
        "small files that ask for much",
        "many-chunks.png",
        with_png_chunks(whole_png, png_chunk(b"teXt") * 150_000),
        large,
    )
    webp = encoded(quarters(24, 16), "WEBP")
    yield refused(
        "small files that ask for much", "many-chunks.webp", riff(webp[12:], webp_chunk(b"abcd", b"") * 150_000), large
    )
    yield refused("small files that ask for much", "26-megabytes.jpg", jpeg + bytes(26_000_000), large)
    yield right(
        "small files that ask for much", "second-header.png", with_png_chunks(whole_png, png_header(9_000, 9_000))
    )


def resized_jpeg(width: int, height: int) -> bytes:
    """A small JPEG whose frame says another size."""
    data = encoded(quarters(24, 16), "JPEG")
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def iter_avif_bombs() -> Iterator[Sample]:
    data = encoded(quarters(24, 16), "AVIF")
    at = data.index(b"ispe") + 8
    for width, height in ((16_384, 16_384), (2**31, 2**31), (1, 60_000), (12_000, 8_000)):
        changed = data[:at] + struct.pack(">II", width, height) + data[at + 8 :]
        yield Sample("small files that ask for much", f"{width}x{height}.avif", changed, REFUSED)
    start = data[: data.index(b"meta") - 4]
    handler = box(b"hdlr", bytes(8), b"pict", bytes(13))
    primary = box(b"pitm", bytes(4), b"\0\1")
    for count in (30_000, 65_535):
        entries = b"".join(
            box(b"infe", b"\2\0\0\0", struct.pack(">HH", number, 0), b"av01\0") for number in range(count)
        )
        items = box(b"iinf", b"\1\0\0\0", struct.pack(">I", count), entries)
        yield Sample(
            "small files that ask for much",
            f"{count}-items.avif",
            start + box(b"meta", bytes(4), handler, primary, items),
            REFUSED,
        )
    deep = b""
    for _ in range(2_000):
        deep = box(b"meta", bytes(4), deep)
    yield Sample("small files that ask for much", "deep.avif", start + deep, REFUSED)
    grid = data.replace(b"av01Color", b"gridColor")
    yield Sample("small files that ask for much", "grid-without-tiles.avif", grid, REFUSED)


def iter_metadata_bombs() -> Iterator[Sample]:
    """Good photos whose metadata would fill a computer; they come out right, without it."""
    image = quarters(48, 32)
    jpeg, whole_png = encoded(image, "JPEG"), encoded(image, "PNG")
    zeros = zlib.compress(bytes(150_000_000), 9)
    for kind, head in ((b"iCCP", b"p\0\0"), (b"zTXt", b"Comment\0\0"), (b"iTXt", b"Comment\0\1\0\0\0")):
        yield right(
            "metadata that asks for much",
            f"{kind.decode()}.png",
            with_png_chunks(whole_png, png_chunk(kind, head + zeros)),
        )
    texts = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(900_000), 9)) * 200
    yield right("metadata that asks for much", "many-texts.png", with_png_chunks(whole_png, texts))
    # 60,000 fields that each are all of the five megabytes behind them.
    rest = bytes(5_000_000)
    fields = [(0x1000 + number % 60_000, 7, len(rest), struct.pack(">I", 8 + 60_000 * 12)) for number in range(60_000)]
    block = exif_block(fields, rest=rest)
    yield right("metadata that asks for much", "fields.png", with_png_chunks(whole_png, png_chunk(b"eXIf", block[6:])))
    pieces = [b"Exif\0\0" + block[6:][at : at + 65_000] for at in range(0, len(block), 65_000)]
    yield right(
        "metadata that asks for much",
        "fields.jpg",
        with_segments(jpeg, *(jpeg_segment(0xE1, piece) for piece in pieces)),
    )
    webp = encoded(image, "WEBP")
    extended = riff(webp_canvas(48, 32, 0x08), webp[12:], webp_chunk(b"EXIF", block))
    yield right("metadata that asks for much", "fields.webp", extended)
    filler = turned(1)[6:] + bytes(len(block) - len(turned(1)))
    avif = encoded(image, "AVIF", exif=filler).replace(filler, block[6:])
    yield right("metadata that asks for much", "fields.avif", avif)
    profile = [b"ICC_PROFILE\0" + bytes((number, 255)) + bytes(60_000) for number in range(1, 256)]
    yield right(
        "metadata that asks for much",
        "profile.jpg",
        with_segments(jpeg, *(jpeg_segment(0xE2, part) for part in profile)),
    )
    yield right(
        "metadata that asks for much", "comments.jpg", with_segments(jpeg, jpeg_segment(0xFE, bytes(65_000)) * 300)
    )


def iter_bad() -> Iterator[Sample]:
    """All of them."""
    yield from iter_wrong_types()
    yield from iter_empty()
    yield from iter_broken()
    yield from iter_moving()
    yield from iter_bombs()
    yield from iter_metadata_bombs()
