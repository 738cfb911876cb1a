"""Owns what the first bytes of a file tell about its kind; decodes nothing, so that it costs nothing to ask."""

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
