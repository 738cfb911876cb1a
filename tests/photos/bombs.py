"""Owns small files that ask for much, each with what is to come of it."""

import struct
import zlib
from collections.abc import Iterator

from tests.photos.outcomes import REFUSED, Sample, refused, right
from tests.photos.parts import (
    END_OF_IMAGE,
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
