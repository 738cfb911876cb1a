"""Owns the chunks of a PNG file; decodes nothing."""

import zlib
from collections.abc import Iterator

from casefolio.photos.outlines import (
    MAX_PARTS,
    MAX_PROFILE_BYTES,
    BrokenPartsError,
    Outline,
    TooManyPartsError,
    known_size,
)

_SIGNATURE_LENGTH = 8
#: What a decoder needs. The frames of a film, texts, times and what programs add stay behind.
_NEEDED = frozenset({b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_TELLING = frozenset({b"tRNS", b"iCCP", b"eXIf", b"acTL"})
#: The first chunk, IHDR, always has 13 bytes.
_HEADER_END = _SIGNATURE_LENGTH + 25
_COLOURS_WITH_ALPHA = frozenset({4, 6})
#: The depths of grey that are unpacked to more, and the length of a chunk that names one of their shades.
_FEW_BITS, _GREY_LENGTH = frozenset({2, 4}), 14
#: Measured: 13.8 where one colour is transparent, 9.8 with an alpha channel, 6.8 else.
_TRANSPARENT_BYTES, _ALPHA_BYTES, _PLAIN_BYTES = 14, 10, 7


def outline_png(data: bytes, *, is_checked: bool = False) -> Outline:
    """Follows a file from chunk to chunk.

    Args:
        data: the whole file.
        is_checked: whether the checksum of every chunk is held against its bytes, and an end is asked for. Pillow
            doesn't look at the checksums of the pixels.

    Raises:
        TooManyPartsError: there are more chunks than a photo has.
        BrokenPartsError: there is no header, or a checksum is wrong.
    """
    header = data[_SIGNATURE_LENGTH + 8 : _HEADER_END - 4]
    if data[_SIGNATURE_LENGTH : _SIGNATURE_LENGTH + 8] != b"\0\0\0\x0dIHDR" or len(data) < _HEADER_END:
        raise BrokenPartsError
    view = memoryview(data)
    kept: list[bytes | memoryview] = [view[:_HEADER_END]]
    told: dict[bytes, bytes] = {}
    for kind, start, end in _iter_chunks(view, is_checked=is_checked):
        if kind in _NEEDED:
            kept.append(view[start:end] if kind != b"tRNS" else _scaled(bytes(view[start:end]), header))
        if kind in _TELLING:
            told.setdefault(kind, bytes(view[start + 8 : end - 4]))
    return Outline(
        known_size(int.from_bytes(header[:4]), int.from_bytes(header[4:8])),
        b"".join(kept),
        told.get(b"eXIf", b""),
        _unpacked(told[b"iCCP"]) if b"iCCP" in told else b"",
        frames=int.from_bytes(told.get(b"acTL", b"")[:4]),
        pixel_bytes=_pixel_bytes(header[9], has_clear_colour=b"tRNS" in told),
    )


def _iter_chunks(view: memoryview, *, is_checked: bool) -> Iterator[tuple[bytes, int, int]]:
    """The kind of each chunk, and where it begins and ends, up to the last."""
    kind, end, parts = b"", _SIGNATURE_LENGTH, 0
    while (at := end) + 12 <= len(view) and kind != b"IEND":
        kind, end = bytes(view[at + 4 : at + 8]), at + 12 + int.from_bytes(view[at : at + 4])
        if is_checked and zlib.crc32(view[at + 4 : end - 4]) != int.from_bytes(view[end - 4 : end]):
            raise BrokenPartsError
        parts += 1
        if parts > MAX_PARTS:
            raise TooManyPartsError
        yield kind, at, end
    if is_checked and kind != b"IEND":
        raise BrokenPartsError


def _pixel_bytes(colours: int, *, has_clear_colour: bool) -> int:
    if has_clear_colour:
        return _TRANSPARENT_BYTES
    return _ALPHA_BYTES if colours in _COLOURS_WITH_ALPHA else _PLAIN_BYTES


def _scaled(chunk: bytes, header: bytes) -> bytes:
    """The transparent shade of a grey with few bits as Pillow compares it: with the shades that it has unpacked."""
    depth, colours = header[8], header[9]
    if colours or depth not in _FEW_BITS or len(chunk) != _GREY_LENGTH:
        return chunk
    body = b"tRNS" + (int.from_bytes(chunk[8:10]) * 255 // ((1 << depth) - 1) & 0xFFFF).to_bytes(2)
    return chunk[:4] + body + zlib.crc32(body).to_bytes(4)


def _unpacked(chunk: bytes) -> bytes:
    """The profile in a chunk, or nothing where it is too large or damaged: Pillow would refuse the whole photo."""
    _, _, packed = chunk.partition(b"\0")
    try:
        # One byte stands before what is packed: how.
        profile = zlib.decompressobj().decompress(packed[1:], MAX_PROFILE_BYTES + 1)
    except zlib.error:
        return b""
    return profile if len(profile) <= MAX_PROFILE_BYTES else b""
