"""Owns the parts that pictures are made of byte by byte, where no program would write such a one."""

import struct
import zlib
from collections.abc import Callable, Iterable

from PIL import Image

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
START_OF_IMAGE, END_OF_IMAGE = b"\xff\xd8", b"\xff\xd9"


def png_chunk(kind: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_header(width: int, height: int, depth: int = 8, colours: int = 2, interlaced: int = 0) -> bytes:
    return png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, interlaced))


def png(header: bytes, rows: bytes, extra: bytes = b"", after: bytes = b"") -> bytes:
    """A PNG: `rows` with the filter's byte before each, `extra` before the pixels and `after` behind them."""
    return PNG_SIGNATURE + header + extra + png_chunk(b"IDAT", zlib.compress(rows)) + after + png_chunk(b"IEND")


def png_rows(image: Image.Image, pixel: Callable[[tuple[int, ...]], bytes]) -> bytes:
    """The rows of an RGB picture, each pixel written by a function."""
    pixels = image.convert("RGB").load()
    assert pixels

    def row(y: int) -> bytes:
        return b"\0" + b"".join(pixel(tuple(pixels[x, y])) for x in range(image.width))  # type: ignore[arg-type]

    return b"".join(map(row, range(image.height)))


def with_png_chunks(data: bytes, *chunks: bytes) -> bytes:
    """Puts chunks behind the header."""
    at = len(PNG_SIGNATURE) + 25
    return data[:at] + b"".join(chunks) + data[at:]


def jpeg_segment(marker: int, body: bytes = b"") -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def with_segments(data: bytes, *segments: bytes) -> bytes:
    """Puts segments at the beginning of a JPEG."""
    return data[:2] + b"".join(segments) + data[2:]


def without_segments(data: bytes, marker: int) -> bytes:
    """Takes all segments of a kind out of a JPEG's head."""
    kept, at = [data[:2]], 2
    while data[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if data[at + 1] != marker:
            kept.append(data[at:end])
        at = end
    return b"".join((*kept, data[at:]))


def riff(*chunks: bytes) -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def webp_chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def webp_canvas(width: int, height: int, flags: int = 0) -> bytes:
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return webp_chunk(b"VP8X", bytes((flags, 0, 0, 0)) + sides)


def box(kind: bytes, *bodies: bytes) -> bytes:
    body = b"".join(bodies)
    return struct.pack(">I", len(body) + 8) + kind + body


def exif_block(entries: Iterable[tuple[int, int, int, bytes]], order: str = ">", rest: bytes = b"") -> bytes:
    """A block of EXIF with one folder; an entry is tag, type, count and four bytes."""
    rows = [struct.pack(order + "HHI", tag, kind, count) + value for tag, kind, count, value in entries]
    head = (b"MM\0*" if order == ">" else b"II*\0") + struct.pack(order + "I", 8)
    return b"Exif\0\0" + head + struct.pack(order + "H", len(rows)) + b"".join(rows) + bytes(4) + rest


def turned(orientation: int, order: str = ">") -> bytes:
    """A block of EXIF that says which way is up."""
    return exif_block([(0x0112, 3, 1, struct.pack(order + "HH", orientation, 0))], order)
