"""Turns the bytes of a file into text, or says why they are none; knows nothing of what the text means."""

import re
import stat
from pathlib import Path

from casefolio.codes import Code
from casefolio.diagnostics import Position, Report
from casefolio.loaders.source_text import SourceText
from casefolio.settings import STANDARD_LIMITS

_UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS = "open the file in your editor, choose “Save as” or “Save with encoding”, and choose UTF-8"
#: C0 without tab and line ends, DEL, C1, which only a wrong conversion leaves in a text, and what is no character in
#: Unicode and may not stand in a feed.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_C1 = range(0x80, 0xA0)
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
#: A file that is no text at all would otherwise fill the screen.
_MOST_CONTROLS = 20


def load_text(
    file_path: Path, path: str, report: Report, most_kilobytes: int = STANDARD_LIMITS.record_kilobytes
) -> str | None:
    """Reads a file as text.

    Args:
        file_path: the file on this machine.
        path: the same, relative to the project's root, for positions.
        report: takes what is wrong with the bytes.
        most_kilobytes: a larger file is not read.

    Returns:
        What `decode_text` makes of the bytes; None where the file cannot be opened or is too large.
    """
    data = load_bytes(file_path, path, report, most_kilobytes)
    return None if data is None else decode_text(data, path, report)


def load_bytes(
    file_path: Path, path: str, report: Report, most_kilobytes: int = STANDARD_LIMITS.record_kilobytes
) -> bytes | None:
    """Reads a file as bytes; see `load_text`."""
    position = Position(path)
    try:
        return _read(file_path, most_kilobytes, position, report)
    except FileNotFoundError:
        report.add(Code.UNREADABLE_FILE, position, "the file is not there any more", "save it again, or build again")
    except PermissionError:
        hint = "give yourself the right to read it, or ask whoever looks after this computer"
        report.add(Code.UNREADABLE_FILE, position, "the file may not be read", hint)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the system gives no reason"
        message = f"the file cannot be read ({reason})"
        report.add(Code.UNREADABLE_FILE, position, message, "check that it is a plain file and try again")
    return None


def _read(file_path: Path, most_kilobytes: int, position: Position, report: Report) -> bytes | None:
    """All bytes of a plain file; None where it is none or too large, which is told."""
    found = file_path.stat()
    if not stat.S_ISREG(found.st_mode):
        # A pipe would be waited for without an end.
        report.add(Code.UNREADABLE_FILE, position, "this is not a plain file", "put the file itself there")
        return None
    data = b""
    if found.st_size <= most_kilobytes * 1024:
        with file_path.open("rb") as file:
            data = file.read(most_kilobytes * 1024 + 1)
    # The file may have grown since its size was asked for.
    size = max(found.st_size, len(data))
    if size > most_kilobytes * 1024:
        message = f"the file has {-(-size // 1024)} KB, and `limits.record_kilobytes` is {most_kilobytes}"
        hint = "shorten it; photos and long papers lie in files of their own"
        report.add(Code.FILE_TOO_LARGE, position, message, hint)
        return None
    return data


def decode_text(data: bytes, path: str, report: Report) -> str | None:
    r"""Makes text of bytes.

    Args:
        data: the whole file.
        path: for positions.
        report: takes what is wrong.

    Returns:
        The text without a byte order mark, with `\n` as its only line end. A control character is reported and
        replaced, so that the rest of the file is still checked. None where the bytes are no text or nothing but white
        space.
    """
    if data.startswith(_UTF16_BOMS) or _is_utf16_without_mark(data):
        report.add(Code.NOT_UTF8, Position(path), "the file is saved as UTF-16, not as UTF-8", _SAVE_AS)
        return None
    content = data.removeprefix(_UTF8_BOM)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        _report_wrong_byte(content, error.start, path, report)
        return None
    text = normalise_lines(text)
    if not text.strip():
        report.add(Code.EMPTY_FILE, Position(path), "the file is empty", "write the record, or delete the file")
        return None
    return _without_controls(text, path, report)


def normalise_lines(text: str) -> str:
    r"""Makes `\n` of `\r\n` and of a lone `\r`, so that lines are counted as editors count them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_utf16_without_mark(data: bytes) -> bool:
    """Western text in UTF-16 has a NUL as every other byte."""
    head = data[:64]
    return len(head) > 8 and (not any(head[1::2]) or not any(head[::2]))  # noqa: PLR2004 - fewer bytes prove nothing


def _report_wrong_byte(content: bytes, start: int, path: str, report: Report) -> None:
    before = normalise_lines(content[:start].decode("utf-8"))
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    byte = content[start]
    try:
        character = bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        message = f"the file is not UTF-8 text: it has the byte {byte:02X} here"
    else:
        message = f"the file is not UTF-8 text: here it has `{character}` as Windows-1252 would write it"
    report.add(Code.NOT_UTF8, Position(path, line, column), message, _SAVE_AS)


def _without_controls(text: str, path: str, report: Report) -> str:
    found = list(_CONTROL.finditer(text))
    if not found:
        return text
    source = SourceText(text, path)
    for match in found[:_MOST_CONTROLS]:
        number = ord(match[0])
        message = f"the character U+{number:04X} cannot be seen and does not belong in a text"
        hint = "delete it: put the cursor after it and press Backspace"
        if number in _C1:
            meant = bytes([number]).decode("cp1252", "ignore")
            hint = f"write `{meant}` instead, which it was before a wrong conversion" if meant else hint
        report.add(Code.CONTROL_CHARACTER, source.position(match.start()), message, hint)
    if len(found) > _MOST_CONTROLS:
        position = source.position(found[_MOST_CONTROLS].start())
        message = f"the file has {len(found) - _MOST_CONTROLS} more characters of this kind from here on"
        report.add(Code.CONTROL_CHARACTER, position, message, "check that it is a text, and save it again as one")
    return _CONTROL.sub(_REPLACEMENT, text)
