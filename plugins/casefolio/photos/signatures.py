"""Owns what the first bytes of a file tell about it; decodes nothing, so that it costs nothing to ask.

Sizes are read here rather than by Pillow, whose WebP reader sets memory aside for the whole canvas as soon as it opens
a file: 34 bytes can ask for 2.7 GB.
"""

import re
import zlib

from casefolio.photos.geometry import Size

#: The formats that are read, by Pillow's names, each with the endings that fit it.
ENDINGS = {
    "JPEG": frozenset({".jpg", ".jpeg"}),
    "PNG": frozenset({".png"}),
    "WEBP": frozenset({".webp"}),
    "AVIF": frozenset({".avif"}),
}
_PNG = b"\x89PNG\r\n\x1a\n"

#: What else people hand in: the place of the mark, the mark, what the file is.
_OTHERS = (
    (0, b"GIF8", "a GIF picture"),
    (0, b"II*\0", "a TIFF picture or a camera's raw file"),
    (0, b"MM\0*", "a TIFF picture or a camera's raw file"),
    (0, b"II+\0", "a TIFF picture"),
    (0, b"BM", "a BMP picture"),
    (0, b"8BPS", "a Photoshop file"),
    (0, b"%PDF", "a PDF document"),
    (0, b"%!PS", "a PostScript (EPS) drawing"),
    (0, b"\xc5\xd0\xd3\xc6", "a PostScript (EPS) drawing"),
    (0, b"\xff\x0a", "a JPEG XL picture"),
    (4, b"JXL \r\n\x87\n", "a JPEG XL picture"),
    (4, b"jP  \r\n\x87\n", "a JPEG 2000 picture"),
    (0, b"FUJIFILMCCD-RAW", "a camera's raw file"),
    (0, b"\0\0\1\0", "an icon"),
    (0, b"PK\3\4", "a ZIP archive or an office document"),
    (0, b"\xd0\xcf\x11\xe0", "an office document"),
    (0, b"\x1a\x45\xdf\xa3", "a video"),
    (8, b"AVI ", "a video"),
    (8, b"WAVE", "a sound recording"),
    (0, b"version https://git-lfs", "a placeholder of Git LFS in place of the photo"),
)
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})

#: A marker between two scans of a JPEG; an escaped 255, a restart and padding are part of the scan.
_JPEG_MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])", re.DOTALL)
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE_FRAMES = frozenset({0xC2, 0xC6, 0xCA, 0xCE})


def parse_format(data: bytes) -> str | None:
    """Tells which of the formats that are read the bytes begin as, by Pillow's name, or None."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(_PNG):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    return "AVIF" if _brands(data) & _AVIF_BRANDS else None


def _brands(data: bytes) -> set[bytes]:
    if data[4:8] != b"ftyp":
        return set()
    end = min(int.from_bytes(data[:4]), 256)
    return {data[8:12], *(data[at : at + 4] for at in range(16, end, 4))}


def describe(data: bytes) -> str:
    """Says in plain words what bytes that are no photo seem to be, with its article."""
    for at, mark, words in _OTHERS:
        if data.startswith(mark, at):
            return words
    brands = _brands(data)
    if brands:
        return "a HEIC picture, as telephones take them" if brands & _HEIF_BRANDS else "a video"
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<svg", b"<?xml")) and b"<svg" in start:
        return "an SVG drawing"
    if start.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    if start and b"\0" not in start and _is_text(data[:1024]):
        return "a text"
    return "no picture that can be read here"


def _is_text(data: bytes) -> bool:
    try:
        # The last character may have been cut in two.
        data[: max(1, len(data) - 3)].decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not any(byte < ord(" ") and byte not in b"\t\r\n\f" for byte in data)


def parse_size(data: bytes, image_format: str) -> Size | None:
    """Reads the size that a file claims to have, before any orientation.

    Returns:
        None where the header is broken, and for AVIF, whose reader sets nothing aside until it decodes.
    """
    width = height = 0
    if image_format == "PNG" and data[12:16] == b"IHDR":
        width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    elif image_format == "JPEG":
        width, height = JpegOutline(data, max_scans=0).size
    elif image_format == "WEBP":
        width, height = _webp_size(data)
    return Size(width, height) if width and height else None


def _webp_size(data: bytes) -> tuple[int, int]:
    chunk = data[12:16]
    if chunk == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if chunk == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 ":
        return (int.from_bytes(data[26:28], "little") & 0x3FFF, int.from_bytes(data[28:30], "little") & 0x3FFF)
    return 0, 0


class JpegOutline:
    """The parts of a JPEG file, followed from marker to marker.

    Attributes:
        size: width and height of the frame, 0 where there is none.
        is_progressive: whether a decoder has to hold every coefficient, however small it decodes.
        has_one_scan: whether the first scan has everything, so that a decoder looks for no other.
        scans: how many there are; counting ends one above the limit.
    """

    def __init__(self, data: bytes, *, max_scans: int) -> None:
        """Walks through the file, up to the first scan above the limit.

        Args:
            data: the whole file.
            max_scans: how many scans are worth counting.
        """
        self.size = (0, 0)
        self.is_progressive = False
        self.has_one_scan = False
        self.scans = 0
        components = 0
        at = 2
        while self.scans <= max_scans and (found := _JPEG_MARKER.search(data, at)):
            marker, at = found[1][0], found.end()
            if marker == _END_OF_IMAGE:
                break
            if marker in _FRAMES and self.size == (0, 0):
                self.size = (int.from_bytes(data[at + 5 : at + 7]), int.from_bytes(data[at + 3 : at + 5]))
                self.is_progressive = marker in _PROGRESSIVE_FRAMES
                components = data[at + 7] if at + 7 < len(data) else 0
            if marker == _START_OF_SCAN:
                self.scans += 1
                is_whole = self.scans == 1 and data[at + 2 : at + 3] == bytes((components,))
                self.has_one_scan = self.has_one_scan or (is_whole and not self.is_progressive)
            at += int.from_bytes(data[at : at + 2])


def has_more_scans(data: bytes, limit: int) -> bool:
    """Whether a JPEG has more scans than the limit; each costs a decoder as much as the whole photo.

    Args:
        data: the whole file.
        limit: how many are fine.
    """
    # libjpeg (jdinput.c) takes a second scan after such a first one for damage. Most photos are like this.
    if JpegOutline(data, max_scans=0).has_one_scan:
        return False
    # The two bytes may stand in a thumbnail too, but never in a scan: there are no more scans than this count.
    if data.count(bytes((0xFF, _START_OF_SCAN))) <= limit:
        return False
    return JpegOutline(data, max_scans=limit).scans > limit


def is_sound_png(data: bytes) -> bool:
    """Whether the checksum of every chunk up to the end is right; Pillow does not look at those of the pixels."""
    view, at = memoryview(data), len(_PNG)
    while at + 12 <= len(data):
        end = at + 8 + int.from_bytes(view[at : at + 4])
        if zlib.crc32(view[at + 4 : end]) != int.from_bytes(view[end : end + 4]):
            return False
        if bytes(view[at + 4 : at + 8]) == b"IEND":
            return True
        at = end + 4
    return False
