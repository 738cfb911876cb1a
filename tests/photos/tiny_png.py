"""Owns a second reader of PNG, slow and short, that shares nothing with the one under test (ISO/IEC 15948)."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

Pixel = tuple[float, float, float, float]

_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
#: Adam7: first column and row, and the step across and down.
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


@dataclass(frozen=True, slots=True)
class TinyPng:
    """What is in a PNG.

    Attributes:
        width: in pixels.
        height: in pixels.
        rows: red, green and blue of each pixel on white, 0 to 255, not rounded.
        gamma: of the file (gAMA), 0 where it says none.
    """

    width: int
    height: int
    rows: tuple[tuple[tuple[float, float, float], ...], ...]
    gamma: float


def parse_png(data: bytes) -> TinyPng:
    chunks = list(_iter_chunks(data))
    named = dict(chunks)
    width, height, depth, colours, _, _, interlaced = struct.unpack(">IIBBBBB", named[b"IHDR"])
    raw = zlib.decompress(b"".join(body for kind, body in chunks if kind == b"IDAT"))
    grid: list[list[tuple[int, ...]]] = [[()] * width for _ in range(height)]
    at = 0
    for left, top, across, down in _PASSES if interlaced else ((0, 0, 1, 1),):
        columns, lines = range(left, width, across), range(top, height, down)
        if columns and lines:
            at = _fill(grid, raw, at, columns, lines, depth, _CHANNELS[colours])
    palette, clear = named.get(b"PLTE", b""), named.get(b"tRNS", b"")
    rows = tuple(tuple(_on_white(_coloured(pixel, depth, colours, palette, clear)) for pixel in line) for line in grid)
    gamma = int.from_bytes(named.get(b"gAMA", b"")) / 100_000
    return TinyPng(width, height, rows, gamma)


def _iter_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4])
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length


def _fill(
    grid: list[list[tuple[int, ...]]], raw: bytes, at: int, columns: range, lines: range, depth: int, channels: int
) -> int:
    length, step = (len(columns) * depth * channels + 7) // 8, max(1, depth * channels // 8)
    before = bytes(length)
    for y in lines:
        before = _unfiltered(raw[at], raw[at + 1 : at + 1 + length], before, step)
        samples = _samples(before, depth)
        for number, x in enumerate(columns):
            grid[y][x] = tuple(samples[number * channels : (number + 1) * channels])
        at += 1 + length
    return at


def _unfiltered(kind: int, line: bytes, before: bytes, step: int) -> bytes:
    done = bytearray()
    for number, value in enumerate(line):
        left = done[number - step] if number >= step else 0
        corner = before[number - step] if number >= step else 0
        up = before[number]
        nearest = min((left, up, corner), key=lambda candidate: abs(left + up - corner - candidate))
        done.append(value + (0, left, up, (left + up) // 2, nearest)[kind] & 0xFF)
    return bytes(done)


def _samples(line: bytes, depth: int) -> list[int]:
    if depth == 16:
        return [int.from_bytes(line[at : at + 2]) for at in range(0, len(line), 2)]
    bits = int.from_bytes(line)
    count = len(line) * 8 // depth
    return [bits >> (count - 1 - number) * depth & (1 << depth) - 1 for number in range(count)]


def _coloured(pixel: tuple[int, ...], depth: int, colours: int, palette: bytes, clear: bytes) -> Pixel:
    scale = 255 / ((1 << depth) - 1)
    if colours == 3:
        number = pixel[0]
        entry = palette[number * 3 : number * 3 + 3]
        return entry[0], entry[1], entry[2], clear[number] if number < len(clear) else 255
    shades: list[float] = [value * scale for value in pixel]
    alpha = 255.0
    if colours in {4, 6}:
        alpha = shades.pop()
    elif pixel == tuple(int.from_bytes(clear[at : at + 2]) for at in range(0, len(clear), 2)):
        alpha = 0
    red, green, blue = shades if len(shades) == 3 else shades * 3
    return red, green, blue, alpha


def _on_white(pixel: Pixel) -> tuple[float, float, float]:
    red, green, blue, alpha = pixel
    share = alpha / 255
    return 255 + (red - 255) * share, 255 + (green - 255) * share, 255 + (blue - 255) * share
