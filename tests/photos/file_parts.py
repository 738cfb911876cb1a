"""Owns what a published picture is made of: every part of its file is named, and nothing may be left over."""

from collections.abc import Iterator

#: All that a published file may hold, by format. Anything else is metadata, or has no business there.
ALLOWED = {
    "JPEG": frozenset({"SOI", "JFIF", "DQT", "SOF0", "SOF2", "DHT", "SOS", "EOI"}),
    "WEBP": frozenset({"VP8 ", "VP8L"}),
    "AVIF": frozenset(
        {
            *("ftyp", "mdat", "meta", "hdlr", "pitm", "iloc", "iinf", "infe av01", "iprp", "ipco", "ipma"),
            *("ispe", "pixi", "av1C", "colr nclx", "OBU 1", "OBU 2", "OBU 3", "OBU 4", "OBU 6"),
        }
    ),
    "PNG": frozenset({"IHDR", "PLTE", "IDAT", "IEND"}),
}
_MARKERS = {0xC0: "SOF0", 0xC2: "SOF2", 0xC4: "DHT", 0xDB: "DQT", 0xDA: "SOS", 0xFE: "COM", 0xDD: "DRI"}
_BARE_JFIF = 16
_FULL_BOXES = {b"meta": 4, b"iinf": 6}
_FOLDERS = frozenset({b"meta", b"iprp", b"ipco", b"iinf"})


def iter_parts(data: bytes) -> Iterator[str]:
    """The name of every part, in order; what stands behind the picture is a part named `rest`."""
    if data.startswith(b"\xff\xd8"):
        yield from _iter_jpeg(data)
    elif data.startswith(b"RIFF"):
        yield from _iter_webp(data)
    elif data.startswith(b"\x89PNG"):
        yield from _iter_png(data)
    elif data[4:8] == b"ftyp":
        yield from _iter_avif(data)
    else:
        yield "nothing known"


def surplus(data: bytes, image_format: str) -> set[str]:
    """The parts that a published file may not hold."""
    return set(iter_parts(data)) - ALLOWED[image_format]


def _iter_jpeg(data: bytes) -> Iterator[str]:
    yield "SOI"
    at = 2
    while data[at : at + 2] != b"\xff\xd9":
        if at + 4 > len(data) or data[at] != 0xFF:
            yield "rest"
            return
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if marker == 0xE0 and data[at + 4 : at + 9] == b"JFIF\0":
            yield "JFIF" if length == _BARE_JFIF else "JFIF with a thumbnail"
        else:
            yield _MARKERS.get(marker, f"marker {marker:x}")
        at += 2 + length
        if marker == 0xDA:
            at = _end_of_scan(data, at)
    yield "EOI"
    if at + 2 < len(data):
        yield "rest"


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker is that is no escape and no restart."""
    while (at := data.find(b"\xff", at)) >= 0:
        if data[at + 1] and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2
    return len(data)


def _iter_webp(data: bytes) -> Iterator[str]:
    end, at = 8 + int.from_bytes(data[4:8], "little"), 12
    while at + 8 <= end:
        yield data[at : at + 4].decode("latin-1")
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + length + length % 2
    if at != end or end != len(data):
        yield "rest"


def _iter_png(data: bytes) -> Iterator[str]:
    at, kind = 8, ""
    while at + 12 <= len(data) and kind != "IEND":
        kind = data[at + 4 : at + 8].decode("latin-1")
        yield kind
        at += 12 + int.from_bytes(data[at : at + 4])
    if at != len(data):
        yield "rest"


def _iter_boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The kind of each box, where its body begins and where it ends, with all the boxes within."""
    while start + 8 <= end:
        length, kind = int.from_bytes(data[start : start + 4]), data[start + 4 : start + 8]
        body, stop = start + 8, start + max(8, length)
        yield kind, body, min(stop, end)
        if kind in _FOLDERS:
            yield from _iter_boxes(data, body + _FULL_BOXES.get(kind, 0), min(stop, end))
        start = stop
    if start != end:
        yield b"rest", start, end


def _iter_avif(data: bytes) -> Iterator[str]:
    for kind, start, end in _iter_boxes(data, 0, len(data)):
        name = kind.decode("latin-1")
        if kind == b"infe":
            # Version 2: flags, a number, protection, the type.
            yield f"infe {data[start + 8 : start + 12].decode('latin-1')}"
        elif kind == b"colr":
            yield f"colr {data[start : start + 4].decode('latin-1')}"
        else:
            yield name
        if kind == b"mdat":
            yield from _iter_units(data[start:end])


def _iter_units(stream: bytes) -> Iterator[str]:
    """The units of AV1's stream (its specification, 5.3): 5 would be metadata, 15 is padding."""
    at = 0
    while at < len(stream):
        head = stream[at]
        yield f"OBU {head >> 3 & 15}"
        at += 2 if head & 4 else 1
        length, shift = 0, 0
        while True:
            byte = stream[at] if at < len(stream) else 0
            length |= (byte & 127) << shift
            at, shift = at + 1, shift + 7
            if not byte & 128:
                break
        at += length
    if at != len(stream):
        yield "rest"
