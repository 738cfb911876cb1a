"""Opens a Word file as the archive that it is, and refuses one that would harm; knows no meaning of its words."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from casefolio.importers.source_files import ImportRefusedError, load_bytes

#: In bytes. A document of 20 pages with ten photos has about 30 million, its text about 300,000.
_LARGEST_FILE = 100_000_000
_LARGEST_WHOLE = 300_000_000
_LARGEST_XML = 6_000_000
_MOST_ENTRIES = 2_000
#: Text of one letter alone is packed 1,000 to 1; what Word writes about 20 to 1.
_MOST_RATIO = 200
#: Smaller parts may be packed as tightly as they like.
_HARMLESS = 1_000_000
_DEEPEST = 250
#: Each takes about a thousand bytes of memory; a document of 20 pages has 10,000.
_MOST_ELEMENTS = 200_000

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: The name of the part that holds an encrypted document, as that container writes it.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_XML_ENDINGS = (".xml", ".rels")
_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml")
_SAVE_AS = "open it in Word or LibreOffice, save it as “Word document (.docx)” and import that file"
_COPY_INTO_NEW = "copy its text into a new document and import that"


@dataclass(frozen=True, slots=True)
class WordPackage:
    """A Word file that is safe to read.

    Attributes:
        data: its bytes.
        paragraphs: the text of each paragraph that has one, as stored, in the order of the document.
        margins: what its headers and footers say, each text once.
        comments: what reviewers noted in it.
    """

    data: bytes
    paragraphs: tuple[str, ...]
    margins: tuple[str, ...]
    comments: tuple[str, ...]


def load_word_package(file: Path) -> WordPackage:
    """Reads a Word file and checks all of it before anything else looks at it.

    Raises:
        ImportRefusedError: it is none, is encrypted or damaged, or would cost too much.
    """
    data = load_bytes(file, _LARGEST_FILE)
    _check_kind(file, data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_sizes(file, entries)
            reader = _Reader()
            texts = {entry.filename: _parse(file, archive, entry, reader) for entry in entries if _is_xml(entry)}
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error):
        raise _damaged(file) from None
    if "word/document.xml" not in texts:
        msg = f"{file}: there is no Word document in it, although its name says so; {_SAVE_AS}"
        raise ImportRefusedError(msg)
    margins = dict.fromkeys(text for name, found in texts.items() if _MARGIN.fullmatch(name) for text in found)
    return WordPackage(data, texts["word/document.xml"], tuple(margins), texts.get("word/comments.xml", ()))


def _check_kind(file: Path, data: bytes) -> None:
    if not data:
        msg = f"{file}: the file is empty; copy it again from where it came, or leave it out"
        raise ImportRefusedError(msg)
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            msg = f"{file}: the document is protected with a password; save it without one and import that file"
        else:
            msg = f"{file}: it is a document of an old Word (.doc), whatever its name says; {_SAVE_AS}"
        raise ImportRefusedError(msg)
    if not data.startswith(b"PK"):
        kind = "an RTF document" if data.startswith(b"{\\rtf") else "no Word document"
        msg = f"{file}: it is {kind}, although its name says so; {_SAVE_AS}"
        raise ImportRefusedError(msg)


def _check_sizes(file: Path, entries: list[zipfile.ZipInfo]) -> None:
    """Judges by the sizes that the archive declares; more than that is never unpacked."""
    if any(entry.flag_bits & 1 for entry in entries):
        msg = f"{file}: the document is protected with a password; save it without one and import that file"
        raise ImportRefusedError(msg)
    xml = sum(entry.file_size for entry in entries if _is_xml(entry))
    is_bomb = (
        len(entries) > _MOST_ENTRIES
        or sum(entry.file_size for entry in entries) > _LARGEST_WHOLE
        or any(
            entry.file_size > _HARMLESS and entry.file_size > _MOST_RATIO * max(entry.compress_size, 1)
            for entry in entries
        )
    )
    if is_bomb:
        msg = f"{file}: unpacked it would be much larger than any document is, so it is not opened; {_COPY_INTO_NEW}"
        raise ImportRefusedError(msg)
    if xml > _LARGEST_XML:
        raise _too_long(
            file, f"takes {xml / 1_000_000:.0f} megabytes and more than {_LARGEST_XML // 1_000_000} are not read"
        )


def _is_xml(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith(_XML_ENDINGS)


def _parse(file: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, reader: "_Reader") -> tuple[str, ...]:
    """The paragraphs of a part, if it has any; a part that a reader could stumble over is refused."""
    try:
        return reader.read(archive.read(entry))
    except _HarmfulError:
        msg = f"{file}: the document holds definitions that no Word document has, so it is not opened; {_COPY_INTO_NEW}"
        raise ImportRefusedError(msg) from None
    except _TooLongError:
        raise _too_long(file, f"has more than {_MOST_ELEMENTS:,} pieces") from None
    except expat.ExpatError:
        raise _damaged(file) from None


def _too_long(file: Path, found: str) -> ImportRefusedError:
    return ImportRefusedError(f"{file}: its text {found}; split the document, one case study in each")


def _damaged(file: Path) -> ImportRefusedError:
    return ImportRefusedError(f"{file}: the document is damaged and cannot be read; {_SAVE_AS}")


class _HarmfulError(Exception):
    """XML that takes for ever, or more memory than there is."""


class _TooLongError(Exception):
    """XML of more elements than there is memory for."""


@dataclass(slots=True)
class _Reader:
    """Reads the parts of a document once from beginning to end; counts the elements of all of them."""

    _count: int = 0
    _paragraphs: list[str] = field(default_factory=list)
    _path: list[str] = field(default_factory=list)
    _open: list[list[str]] = field(default_factory=list)

    def read(self, data: bytes) -> tuple[str, ...]:
        """The text of each paragraph of a part that has one."""
        self._paragraphs = []
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._add
        parser.Parse(data, True)  # noqa: FBT003 - expat takes no names
        return tuple(self._paragraphs)

    def _refuse(self, *_: object) -> None:
        # Entities can't be defined without a document type: none is ever expanded.
        raise _HarmfulError

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self._path.append(name.rpartition(" ")[2])
        self._count += 1
        if len(self._path) > _DEEPEST:
            raise _HarmfulError
        if self._count > _MOST_ELEMENTS:
            raise _TooLongError
        if self._path[-1] == "p":
            self._open.append([])
        elif self._path[-1] in {"br", "tab"} and self._open:
            self._open[-1].append(" ")

    def _end(self, _name: str) -> None:
        if self._path.pop() == "p":
            text = " ".join("".join(self._open.pop()).split())
            self._paragraphs += [text] if text else []

    def _add(self, text: str) -> None:
        # Deleted words stand in `delText`, moved ones a second time in `moveFrom`.
        if self._open and self._path[-1] == "t" and "moveFrom" not in self._path:
            self._open[-1].append(text)
