"""Opens the files that editors hand in, or says in one line why one can't be read; knows no kind of file."""

from pathlib import Path

from casefolio.codes import Code
from casefolio.diagnostics import Report
from casefolio.loaders.text import decode_text
from casefolio.settings import STANDARD_LIMITS

_MEGABYTE = 1_000_000
#: In bytes, of a text that is handed in.
MAX_FILE_SIZE = STANDARD_LIMITS.record_kilobytes * 1024
_ASK = "give yourself the right to read it, or ask whoever looks after this computer"


class ImportRefusedError(Exception):
    """A file can't be imported: says which, why, and what to do. Nothing was written."""


def load_bytes(file: Path, most: int) -> bytes:
    """Reads a whole file.

    Args:
        file: any.
        most: how many bytes are read; a larger file is refused.

    Raises:
        ImportRefusedError: the file is not there, not to be read, no plain file or too large.
    """
    try:
        if not file.exists():
            msg = f"{file}: the file is not there"
            raise ImportRefusedError(msg)
        if file.is_dir():  # one that could be read would not be read as a file
            msg = f"{file}: the folder may not be read; {_ASK}"
            raise ImportRefusedError(msg)
        if not file.is_file():
            msg = f"{file}: it is not a plain file; name the document itself"
            raise ImportRefusedError(msg)
        with file.open("rb") as opened:
            data = opened.read(most + 1)
    except PermissionError:
        msg = f"{file}: the file may not be read; {_ASK}"
        raise ImportRefusedError(msg) from None
    except OSError as error:
        msg = f"{file}: the file cannot be read ({error.strerror}); check it and try again"
        raise ImportRefusedError(msg) from None
    if len(data) > most:
        size = f"{most / _MEGABYTE:.3g} megabytes" if most >= _MEGABYTE else f"{most // 1024} KiB"
        msg = f"{file}: more than {size} are not read; make the file smaller, or import it in parts"
        raise ImportRefusedError(msg)
    return data


def load_words(file: Path, encoding: str = "", most: int = MAX_FILE_SIZE) -> str:
    r"""Reads a file as text, with `\n` as its only line end.

    Args:
        file: any.
        encoding: of the file, where it is not UTF-8.
        most: how many bytes are read.

    Raises:
        ImportRefusedError: the bytes are no text; names the line, and what to do.
        LookupError: there is no such encoding.
    """
    data = load_bytes(file, most)
    if encoding:
        try:
            data = data.decode(encoding).encode()
        except UnicodeError:
            msg = f"{file}: the file is not written in `{encoding}`; leave --encoding out, or name another one"
            raise ImportRefusedError(msg) from None
    report = Report()
    text = decode_text(data, str(file), report)
    if text is None or report.has_errors:
        lines = [
            f"{found}{'; or add --encoding windows-1252' if found.code is Code.NOT_UTF8 and not encoding else ''}"
            for found in report.diagnostics
        ]
        raise ImportRefusedError("\n".join(lines))
    return text
