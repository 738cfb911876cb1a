"""Owns the parts of a JPEG file, followed from marker to marker; decodes nothing."""

import re

from casefolio.photos.outlines import MAX_PARTS, Outline, TooManyPartsError, known_size

#: A marker between two parts; an escaped 255, a restart and padding are a part of the scan. 1 has no length after it.
_MARKER = re.compile(rb"\xff+([^\x00\x01\xd0-\xd8\xff])", re.DOTALL)
_START_OF_SCAN, _END_OF_IMAGE, _COMMENT = 0xDA, 0xD9, 0xFE
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE_FRAMES = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
_APPLICATIONS = range(0xE0, 0xF0)
#: What a decoder needs of what programs add, by marker: how colours are stored, the profile, whether inks are inverted.
_NEEDED = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_EXIF = (0xE1, b"Exif\0\0")
#: Photos that load in layers have ten. Up to this many are not told apart from what only looks like one.
_USUAL_SCANS = 20
#: Measured: 6.3 with three colours and 8.3 with four inks where all layers are held, 4 and what resizing takes else.
_LAYERED_BYTES, _PLAIN_BYTES = 9, 6


def outline_jpeg(data: bytes, max_scans: int) -> Outline:
    """Follows a file up to its pixels, and counts how often they are gone over.

    Args:
        data: the whole file.
        max_scans: counting ends one above.

    Raises:
        TooManyPartsError: there are more than a photo has.
    """
    width = height = components = 0
    is_progressive = has_one_scan = False
    exif = b""
    kept = [data[:2]]
    at, parts = 2, 0
    while found := _MARKER.search(data, at):
        marker, start = found[1][0], found.end()
        if marker in {_START_OF_SCAN, _END_OF_IMAGE}:
            has_one_scan = not is_progressive and data[start + 2 : start + 3] == bytes((components,))
            at = found.start()
            break
        parts += 1
        if parts > MAX_PARTS:
            raise TooManyPartsError
        at = start + int.from_bytes(data[start : start + 2])
        body = data[start + 2 : start + 16]
        if marker in _FRAMES and not components:
            width, height = int.from_bytes(body[3:5]), int.from_bytes(body[1:3])
            is_progressive, components = marker in _PROGRESSIVE_FRAMES, int.from_bytes(body[5:6])
        if (marker, body[:6]) == _EXIF and not exif:
            exif = data[start + 2 : at]
        if _is_needed(marker, body):
            kept.append(data[found.start() : at])
    scans = 1 if has_one_scan else _count_scans(data, at, max_scans)
    return Outline(
        known_size(width, height),
        b"".join((*kept, data[at:])),
        exif,
        scans=scans,
        pixel_bytes=_PLAIN_BYTES if has_one_scan else _LAYERED_BYTES,
        can_reduce=has_one_scan,
    )


def _is_needed(marker: int, body: bytes) -> bool:
    if marker in _APPLICATIONS:
        return marker in _NEEDED and body.startswith(_NEEDED[marker])
    return marker != _COMMENT


def _count_scans(data: bytes, at: int, max_scans: int) -> int:
    """How many scans begin from here on; each costs a decoder as much as the whole photo.

    libjpeg (jdinput.c) takes a second scan after a first one with all the colours for damage, so only others are asked.
    """
    # The two bytes may stand in other parts too, but never in a scan: there are no more scans than this count.
    most = data.count(bytes((0xFF, _START_OF_SCAN)), at)
    if most <= min(_USUAL_SCANS, max_scans):
        return most
    scans = parts = 0
    while scans <= max_scans and (found := _MARKER.search(data, at)):
        marker, at = found[1][0], found.end()
        if marker == _END_OF_IMAGE:
            break
        parts += 1
        if parts > MAX_PARTS:
            raise TooManyPartsError
        scans += marker == _START_OF_SCAN
        at += int.from_bytes(data[at : at + 2])
    return scans
