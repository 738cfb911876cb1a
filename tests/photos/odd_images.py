"""Owns photos that are right but unusual, each with the colours that its quarters come out in."""

import io
import struct
from collections.abc import Iterator

from PIL import Image, ImageChops, ImageCms
from tests.photos.outcomes import EITHER, ENDINGS, FORMATS, QUARTERS, Colours, Sample, right, zip_archive
from tests.photos.parts import (
    box,
    exif_block,
    jpeg_segment,
    png,
    png_chunk,
    png_header,
    png_rows,
    turned,
    with_png_chunks,
    with_segments,
    without_segments,
)
from tests.photos.samples import encoded, quarters, srgb_profile

GREYS = tuple((level, level, level) for level in (82, 106, 48, 128))
WHITE = (255, 255, 255)
HOLED = (QUARTERS[0], WHITE, *QUARTERS[2:])
#: What turns the upright photo into the stored one, by EXIF's number.
_STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def iter_orientations() -> Iterator[Sample]:
    """Every way a camera can be held, in both orders of bytes and in all formats."""
    upright = quarters(48, 32)
    for number, turn in _STORED.items():
        stored = upright.transpose(turn) if turn is not None else upright
        for order, word in ((">", "big"), ("<", "little")):
            for image_format in FORMATS:
                data = encoded(stored, image_format, exif=turned(number, order)[6 * (image_format != "JPEG") :])
                yield right("every way up", f"{number}-{word}{ENDINGS[image_format]}", data)
        behind = encoded(stored, "PNG")
        behind = behind[:-12] + png_chunk(b"eXIf", turned(number)[6:]) + behind[-12:]
        yield right("every way up", f"{number}-behind-the-pixels.png", behind)


def iter_exif() -> Iterator[Sample]:
    """Metadata that is wrong, strange or enormous says nothing, and the photo stays as it is."""
    jpeg, whole_png = encoded(quarters(48, 32), "JPEG"), encoded(quarters(48, 32), "PNG")
    blocks = {
        "no-turn": turned(0),
        "turn-9": turned(9),
        "turn-as-text": exif_block([(0x0112, 2, 1, b"6\0\0\0")]),
        "turn-of-unknown-type": exif_block([(0x0112, 99, 1, b"\0\6\0\0")]),
        "cut": turned(6)[:14],
        "cut-in-the-field": turned(6)[:20],
        "no-fields": exif_block([]),
        "far-away": b"Exif\0\0MM\0*\xff\xff\xff\xf0",
        "points-to-itself": b"Exif\0\0MM\0*\0\0\0\0",
        "another-order": b"Exif\0\0XX\0*\0\0\0\x08" + turned(6)[14:],
        "nothing": b"Exif\0\0",
        "zeros": b"Exif\0\0" + bytes(900),
        "huge-counts": exif_block([(tag, 5, 2**32 - 1, b"\xff\xff\xff\xff") for tag in range(200)]),
        "many-fields": exif_block([(0x9000, 7, 4, bytes(4))] * 5000),
    }
    for name, block in blocks.items():
        yield right("odd EXIF", f"{name}.jpg", with_segments(jpeg, jpeg_segment(0xE1, block)))
        yield right("odd EXIF", f"{name}.png", with_png_chunks(whole_png, png_chunk(b"eXIf", block[6:])))
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><rdf:li tiff:Orientation='6'/>" + b"<a>" * 9000
    yield right("odd EXIF", "xmp.jpg", with_segments(jpeg, jpeg_segment(0xE1, xmp)))
    yield right("odd EXIF", "iptc.jpg", with_segments(jpeg, jpeg_segment(0xED, b"Photoshop 3.0\x008BIM" + bytes(900))))
    unknown = [jpeg_segment(marker, b"unknown" * 20) for marker in range(0xE1, 0xF0)]
    yield right("odd EXIF", "all-markers.jpg", with_segments(jpeg, *unknown))


def iter_profiles() -> Iterator[Sample]:
    """Profiles that are broken or for other photos are passed over, as browsers do."""
    good = srgb_profile()
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    profiles = {
        "none-at-all": b"no profile",
        "empty": b"",
        "zeros": bytes(3000),
        "cut": good[: len(good) // 2],
        "many-tags": good[:128] + b"\xff\xff\xff\xff" + good[132:],
        "of-lab": lab,
        "huge": good + bytes(5_000_000),
        "says-it-is-huge": b"\xff\xff\xff\xff" + good[4:],
        "right": good,
        "for-ink": good[:16] + b"CMYK" + good[20:],
        "for-grey": good[:16] + b"GRAY" + good[20:],
    }
    for name, profile in profiles.items():
        for image_format in FORMATS:
            data = encoded(quarters(48, 32), image_format, icc_profile=profile)
            yield right("odd colour profiles", f"{name}{ENDINGS[image_format]}", data)
    jpeg = encoded(quarters(48, 32), "JPEG")
    for name, number, count in (("piece-0", 0, 1), ("piece-missing", 2, 3), ("too-many", 9, 1)):
        segment = jpeg_segment(0xE2, b"ICC_PROFILE\0" + bytes((number, count)) + good)
        yield right("odd colour profiles", f"{name}.jpg", with_segments(jpeg, segment))


def iter_shades() -> Iterator[Sample]:
    """Every depth and kind of colour that PNG has, with and without transparency."""
    image = quarters(48, 32)
    grey = image.convert("L").convert("RGB")

    def deep(values: tuple[int, ...]) -> bytes:
        return b"".join(struct.pack(">H", value * 257) for value in values)

    def drawn(depth: int, colours: int, rows: bytes, extra: bytes = b"") -> bytes:
        return png(png_header(48, 32, depth, colours), rows, extra)

    yield right("depths and transparency", "grey-16.png", drawn(16, 0, png_rows(grey, lambda p: deep(p[:1]))), GREYS)
    yield right("depths and transparency", "rgb-16.png", drawn(16, 2, png_rows(image, deep)))
    yield right(
        "depths and transparency", "grey-alpha-8.png", drawn(8, 4, png_rows(grey, lambda p: bytes((p[0], 255)))), GREYS
    )
    yield right(
        "depths and transparency", "grey-alpha-16.png", drawn(16, 4, png_rows(grey, lambda p: deep((p[0], 255)))), GREYS
    )
    yield right("depths and transparency", "rgba-16.png", drawn(16, 6, png_rows(image, lambda p: deep((*p, 255)))))
    clear = png_rows(image, lambda p: bytes((*p, 0 if p == QUARTERS[3] else 255)))
    yield right("depths and transparency", "one-quarter-clear.png", drawn(8, 6, clear), (*QUARTERS[:3], WHITE))
    rows = png_rows(image, bytes)
    named = png_chunk(b"tRNS", b"".join(struct.pack(">H", value) for value in QUARTERS[1]))
    yield right("depths and transparency", "transparent-green.png", drawn(8, 2, rows, named), HOLED)
    named = png_chunk(b"tRNS", deep(QUARTERS[1]))
    yield right(
        "depths and transparency", "transparent-green-16.png", drawn(16, 2, png_rows(image, deep), named), HOLED
    )
    for depth in (2, 4, 8, 16):
        most = (1 << depth) - 1
        levels = [level * most // 3 for level in (0, 1, 2, 3)]
        shades = tuple((level * 255 // most,) * 3 for level in levels)
        line = levels[0:1] * 24 + levels[1:2] * 24, levels[2:3] * 24 + levels[3:4] * 24
        lines = [sum(level << depth * (47 - at) for at, level in enumerate(half)).to_bytes(6 * depth) for half in line]
        clear = png_chunk(b"tRNS", struct.pack(">H", levels[1]))
        data = drawn(depth, 0, (b"\0" + lines[0]) * 16 + (b"\0" + lines[1]) * 16, clear)
        yield right("depths and transparency", f"transparent-grey-{depth}.png", data, (shades[0], WHITE, *shades[2:]))
    order = {colour: number for number, colour in enumerate(QUARTERS)}
    palette = png_chunk(b"PLTE", b"".join(bytes(colour) for colour in QUARTERS))
    indexed = png_rows(image, lambda p: bytes((order[p[0], p[1], p[2]],)))
    yield right("depths and transparency", "palette.png", drawn(8, 3, indexed, palette))
    holes = png_chunk(b"tRNS", b"\0\xff\x80")
    half = (QUARTERS[2][0] + 255) // 2, (QUARTERS[2][1] + 255) // 2, (QUARTERS[2][2] + 255) // 2
    yield right(
        "depths and transparency",
        "palette-with-holes.png",
        drawn(8, 3, indexed, palette + holes),
        (WHITE, QUARTERS[1], half, QUARTERS[3]),
    )
    for depth in (1, 2, 4):
        yield right(
            "depths and transparency",
            f"palette-{depth}.png",
            encoded(image.convert("P", colors=2**depth), "PNG", bits=depth),
            (),
        )
    for mode in ("1", "L", "LA", "P", "RGBA"):
        for image_format in ("PNG", "WEBP", "AVIF"):
            colours = {"1": (), "P": (), "L": GREYS, "LA": GREYS}.get(mode, QUARTERS)
            data = encoded(image.convert(mode), image_format)
            yield right(
                "depths and transparency", f"mode-{mode}-{image_format.lower()}{ENDINGS[image_format]}", data, colours
            )
    yield right("depths and transparency", "lossless.webp", encoded(image, "WEBP", lossless=True))
    seen_through = image.convert("RGBA")
    seen_through.putalpha(Image.new("L", image.size, 0))
    for image_format in FORMATS[1:]:
        yield right(
            "depths and transparency",
            f"clear{ENDINGS[image_format]}",
            encoded(seen_through, image_format),
            (WHITE,) * 4,
        )


def iter_jpegs() -> Iterator[Sample]:
    """What cameras, telephones and print shops make of JPEG."""
    image = quarters(48, 32)
    plain = encoded(image, "JPEG")
    for way in ("4:4:4", "4:2:2", "4:2:0"):
        for is_progressive in (False, True):
            name = f"colours-{way.replace(':', '')}{'-layers' * is_progressive}.jpg"
            yield right("kinds of JPEG", name, encoded(image, "JPEG", subsampling=way, progressive=is_progressive))
    yield right("kinds of JPEG", "restarts.jpg", encoded(image, "JPEG", restart_marker_blocks=1))
    yield right("kinds of JPEG", "grey.jpg", encoded(image.convert("L"), "JPEG"), GREYS)
    yield right("kinds of JPEG", "rgb.jpg", encoded(image, "JPEG", keep_rgb=True))
    yield right("kinds of JPEG", "padded.jpg", plain[:2] + b"\xff" * 200 + plain[2:])
    yield right("kinds of JPEG", "dots-not-square.jpg", encoded(image, "JPEG", dpi=(300, 72)))
    yield right("kinds of JPEG", "without-jfif.jpg", without_segments(plain, 0xE0))
    frame = plain.index(b"\xff\xc0") + 1
    for marker in (0xC1, *range(0xC2, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)):
        # 1 is the same for eight bits; the others are lossless, in steps, or packed by arithmetic, and this one is not.
        kind = plain[:frame] + bytes((marker,)) + plain[frame + 1 :]
        name = f"frame-{marker:x}.jpg"
        yield right("kinds of JPEG", name, kind) if marker == 0xC1 else Sample("kinds of JPEG", name, kind, EITHER)
    deep = plain[: frame + 3] + b"\x0c" + plain[frame + 4 :]
    yield Sample("kinds of JPEG", "twelve-bits.jpg", deep, EITHER)
    two = encoded(image, "MPO", save_all=True, append_images=[image.rotate(180)])
    yield right("kinds of JPEG", "two-pictures.jpg", two)
    yield right("kinds of JPEG", "gain-map.jpg", with_gain_map(image))
    inks: tuple[tuple[tuple[int, int, int, int], Colours], ...] = (
        ((255, 0, 0, 0), ((0, 159, 227),) * 4),
        ((0, 0, 0, 255), ((29, 29, 27),) * 4),
        ((0, 0, 0, 0), (WHITE,) * 4),
    )
    for number, (ink, colours) in enumerate(inks):
        for is_progressive in (False, True):
            name = f"ink-{number}{'-layers' * is_progressive}"
            sheet = Image.new("CMYK", (48, 32), ink)
            yield right("kinds of JPEG", f"{name}.jpg", encoded(sheet, "JPEG", progressive=is_progressive), colours)
            stored = encoded(ImageChops.invert(sheet), "JPEG", progressive=is_progressive)
            yield right("kinds of JPEG", f"{name}-not-adobe.jpg", without_segments(stored, 0xEE), colours)


def with_gain_map(image: Image.Image) -> bytes:
    """As telephones of 2023 and later take them: a photo, and a map of what a bright screen adds."""
    gain = encoded(Image.new("L", (12, 8), 90), "JPEG", xmp=b"<x:xmpmeta hdrgm:Version='1.0' hdrgm:GainMapMax='2'/>")
    photo = encoded(image, "JPEG", xmp=b"<x:xmpmeta hdrgm:Version='1.0' Item:Semantic='GainMap'/>")
    index = b"MPF\0MM\0*" + struct.pack(">IH", 8, 1) + struct.pack(">HHII", 0xB001, 4, 1, 2) + bytes(4)
    return with_segments(photo, jpeg_segment(0xE2, index)) + gain


def iter_sizes() -> Iterator[Sample]:
    """The smallest, the narrowest and the longest."""
    colour = (200, 30, 30)
    for width, height in ((1, 1), (1, 2), (2, 1), (3, 5), (1, 3000), (3000, 1), (1, 16_000), (16_000, 1)):
        for image_format in FORMATS:
            if image_format == "AVIF" and max(width, height) > 3000:
                continue
            data = encoded(Image.new("RGB", (width, height), colour), image_format)
            yield right("the smallest and the longest", f"{width}x{height}{ENDINGS[image_format]}", data, (colour,) * 4)


def iter_polyglots() -> Iterator[Sample]:
    """A photo that is something else as well: only the photo comes out."""
    image = quarters(48, 32)
    script = b"<script>alert('secret')</script>"
    for image_format in FORMATS:
        data, ending = encoded(image, image_format), ENDINGS[image_format]
        # An AVIF's boxes go on to the end, so what stands behind them has to be one.
        tail = (lambda more: box(b"free", more)) if image_format == "AVIF" else bytes
        yield right("something else too", f"zip{ending}", data + tail(zip_archive()))
        yield right("something else too", f"script{ending}", data + tail(script * 50))
        yield right("something else too", f"photo{ending}", data + tail(data))
        yield right("something else too", f"zeros{ending}", data + tail(bytes(100_000)))
    yield right("something else too", "comment.jpg", with_segments(encoded(image, "JPEG"), jpeg_segment(0xFE, script)))
    first = io.BytesIO(encoded(image, "PNG")).getvalue()
    yield right("something else too", "text.png", with_png_chunks(first, png_chunk(b"tEXt", b"Comment\0" + script)))


def iter_names() -> Iterator[Sample]:
    """Photos under the name of another format: read by what they are."""
    for image_format in FORMATS:
        for ending in ENDINGS.values():
            if ending != ENDINGS[image_format]:
                data = encoded(quarters(48, 32), image_format)
                yield right("another ending", f"{image_format.lower()}-named{ending}", data)


def iter_odd() -> Iterator[Sample]:
    """All of them."""
    yield from iter_orientations()
    yield from iter_exif()
    yield from iter_profiles()
    yield from iter_shades()
    yield from iter_jpegs()
    yield from iter_sizes()
    yield from iter_polyglots()
    yield from iter_names()
