"""Decodes what can be read in the file of a site, whatever it is written in; keeps only words."""

import gzip
import html
import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from posixpath import splitext
from urllib.parse import unquote

#: Files without an ending, too.
_TEXTS = frozenset(
    {"", ".", ".html", ".htm", ".xml", ".svg", ".json", ".js", ".css", ".txt", ".md", ".yml", ".yaml", ".csv", ".map"}
)
_PHOTOS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"})
_TAG = re.compile(r"(<[^<>]*>)")
_ASCII = bytes(range(128))
#: Letters in lower case and digits stay; every other byte of ASCII stands between words.
_SEPARATED = bytes(ord(chr(byte).lower()) if chr(byte).isalnum() else 32 for byte in _ASCII) + bytes(range(128, 256))
#: Signs beyond ASCII, in UTF-8: those of Latin-1, general punctuation to symbols, and those of East Asia.
_SIGNS = re.compile(rb"\xc2[\xa0-\xa9\xab-\xb4\xb6-\xb9\xbb\xbf]|\xc3[\x97\xb7]|\xe2[\x80-\xaf].|\xe3\x80.")
#: What most texts hold beyond ASCII, and what folding and composing leave as it is: of these signs those of Latin-1,
#: punctuation, currencies and arrows; small letters of Latin-1.
_PLAIN = re.compile(
    rb"(?:\xc2[\xa0-\xa9\xab-\xac\xae-\xb4\xb6-\xb9\xbb\xbf]|\xc3[\x97\xa0-\xbf]"
    rb"|\xe2\x80[\x80-\x8a\x90-\xa9\xaf-\xbf]|\xe2[\x82\x86].)*"
)
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|[nrtbf])")
_PERCENT = re.compile(r"%[0-9a-fA-F]{2}")
#: They stand within words and are not seen, in UTF-8: soft hyphens, joiners, marks of direction and of order.
_UNSEEN = re.compile(rb"\xc2\xad|\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81[\xa0\xa6-\xa9]|\xef\xbb\xbf")
#: Between texts that don't belong together: a word that is in none of them.
BETWEEN = "\n0casefolio0\n"
#: Texts of so many characters are read once, and of their repetitions only so many words at either end.
_LONG, _END = 150, 9
#: In bytes, of what a packed file holds; more is no text of ours.
_MOST_UNPACKED = 200_000_000
_MOST_METADATA = 5_000_000


@dataclass(slots=True)
class Seen:
    """What was read before, by its hash.

    Attributes:
        lines: with those beside them, and tags: most stand on every page.
        texts: long ones without any tag.
    """

    lines: set[int] = field(default_factory=set)
    texts: set[int] = field(default_factory=set)


def split_words(text: str) -> list[bytes]:
    """The words of a text in UTF-8, whatever stands between them: case, composition and unseen characters don't count.

    As bytes, since these are split several times as quickly, and every page of a site is.
    """
    content = text.encode(errors="replace")
    if not text.isascii():
        beyond = content.translate(None, _ASCII)
        if _PLAIN.fullmatch(beyond):
            # Few signs, many times: to replace one after the other is far quicker than to look for all of them.
            for sign in set(_SIGNS.findall(beyond)):
                content = content.replace(sign, b" ")
        else:
            content = unicodedata.normalize("NFC", text.casefold()).encode(errors="replace")
            content = _SIGNS.sub(b" ", _UNSEEN.sub(b"", content))
    return content.translate(_SEPARATED).split()


def iter_readings(uri: str, content: bytes, seen: Seen) -> Iterator[str]:
    """Every way to read a file: its name, its text, what stands in tags and escapes, the metadata of a photo.

    Args:
        uri: its place in the site.
        content: the bytes.
        seen: what was read before, which is not read again. Grows.
    """
    yield unquote(uri)
    stem, suffix = splitext(uri)
    suffix = suffix.lower()
    if suffix == ".gz":
        unpacked = _unpack(content)
        yield from iter_readings(stem, unpacked, seen)
    elif suffix in _PHOTOS:
        yield from _iter_bytes(photo_metadata(content))
    elif suffix in _TEXTS:
        yield from _iter_text(_fresh(content.decode("utf-8", "replace"), seen), seen)
    else:
        yield from _iter_bytes(content[:_MOST_METADATA])


def _unpack(content: bytes) -> bytes:
    try:
        return zlib.decompressobj(wbits=31).decompress(content, _MOST_UNPACKED)
    except (zlib.error, gzip.BadGzipFile):
        return content


def _fresh(text: str, seen: Seen) -> str:
    """The lines that were not read before beside one another: a name may be broken between two."""
    lines = list(filter(None, text.split("\n")))
    if len(lines) <= 1:
        return text
    hashes = list(map(hash, pairwise(lines)))
    fresh = {*hashes} - seen.lines
    seen.lines |= fresh
    first = [number for number, value in enumerate(hashes) if value in fresh]
    return "\n".join([lines[number] for number in sorted({*first, *(number + 1 for number in first)})])


def _iter_text(text: str, seen: Seen) -> Iterator[str]:
    if "\\" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)) if match[1] else " ", text)
    if _PERCENT.search(text):
        # Addresses: no blank stands in one.
        lines = [line for line in text.split("\n") if "%" in line]
        addresses = " ".join(part for line in lines for part in line.split() if "%" in part)
        yield unquote(addresses.replace("+", " "))
    if "<" not in text:
        yield _decode(text)
    else:
        # Words that stand in tags, and words that tags stand between.
        parts = _TAG.split(text)
        tags = [tag for tag in dict.fromkeys(parts[1::2]) if hash(tag) not in seen.lines]
        seen.lines.update(map(hash, tags))
        yield _decode("\n".join(tags))
        text = _decode(" ".join([part if len(part) < _LONG else _once(part, seen) for part in parts[::2]]))
        if "<" in text:
            # What a feed holds, or code to copy, is HTML once more.
            parts = _TAG.split(text)
            yield "\n".join(parts[1::2])
            text = " ".join(parts[::2])
        yield text


def _once(text: str, seen: Seen) -> str:
    """A long text that was not read before; of one that was, its ends, which may go on in what stands beside it."""
    value = hash(text)
    if value not in seen.texts:
        seen.texts.add(value)
        return text
    return f"{' '.join(text.split(maxsplit=_END)[:_END])}{BETWEEN}{' '.join(text.rsplit(maxsplit=_END)[-_END:])}"


def _decode(text: str) -> str:
    """The characters that references stand for, and those that these stand for in what a feed holds."""
    for _ in range(2):
        if "&" not in text:
            break
        text = html.unescape(text)
    return text


def _iter_bytes(content: bytes) -> Iterator[str]:
    """Text in bytes that are mostly none: as UTF-8, as UTF-16 of either kind, and packed."""
    if content:
        yield content.decode("utf-8", "replace")
        if b"\0" in content:
            yield content.decode("utf-16-le", "replace")
            yield content.decode("utf-16-be", "replace")


def photo_metadata(content: bytes) -> bytes:
    """Everything of a photo but its pixels; all of it where its parts can't be told apart."""
    try:
        if content.startswith(b"\xff\xd8"):
            parts = _iter_jpeg(content)
        elif content.startswith(b"\x89PNG"):
            parts = _iter_png(content)
        elif content.startswith(b"RIFF"):
            parts = _iter_riff(content)
        else:
            parts = _iter_boxes(content)
        return b" ".join(parts)[:_MOST_METADATA]
    except (IndexError, ValueError):
        return content[:_MOST_METADATA]


def _iter_jpeg(content: bytes) -> Iterator[bytes]:
    at = 2
    while content[at] == 0xFF and content[at + 1] != 0xDA:  # noqa: PLR2004 - the start of the pixels
        size = int.from_bytes(content[at + 2 : at + 4], "big")
        yield content[at + 4 : at + 2 + size]
        at += 2 + max(size, 2)
    yield content[content.rindex(b"\xff\xd9") :]


def _iter_png(content: bytes) -> Iterator[bytes]:
    at = 8
    while at + 8 <= len(content):
        size, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        data = content[at + 8 : at + 8 + size]
        if kind not in {b"IDAT", b"fdAT"}:
            yield data
            if kind in {b"zTXt", b"iTXt", b"iCCP"} and b"\x78" in data:
                yield _inflate(data[data.index(b"\x78") :])
        at += 12 + size


def _inflate(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MOST_METADATA)
    except zlib.error:
        return data


def _iter_riff(content: bytes) -> Iterator[bytes]:
    at = 12
    while at + 8 <= len(content):
        kind, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        if kind not in {b"VP8 ", b"VP8L", b"ALPH", b"ANMF"}:
            yield content[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _iter_boxes(content: bytes) -> Iterator[bytes]:
    at = 0
    # Metadata lies among the pixels, and only a list before them says that there is some.
    has_items = any(mark in content[:4096] for mark in (b"Exif", b"mime"))
    while at + 8 <= len(content):
        size, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        if size < 8:  # noqa: PLR2004 - no box, or one that goes to the end
            yield content[at:]
            return
        if kind != b"mdat" or has_items:
            yield content[at + 8 : at + size]
        at += size
