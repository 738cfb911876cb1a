"""Turns diagnostics into JSON, annotations for GitHub or a count in words; answers strings and prints nothing."""

import json
import re
from collections.abc import Sequence

from casefolio.codes import Severity
from casefolio.diagnostics import Diagnostic

#: What a terminal may obey instead of showing: control characters, line separators, changes of the writing direction,
#: and half characters, which no encoding can write.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LAST_BYTE = 0xFF
#: Of diagnostics, in any format: what comes behind them is no news, and could fill a disk.
MOST_LISTED = 1000


def escape_controls(text: str) -> str:
    r"""Makes a text safe to print on one line of a terminal: `\x1b` stands where it had that character."""
    return _UNSAFE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    number = ord(character)
    return _NAMED.get(character) or (f"\\x{number:02x}" if number <= _LAST_BYTE else f"\\u{number:04x}")


def count_words(number: int, noun: str) -> str:
    """`1 record`, `2 records`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def select_weightiest(diagnostics: Sequence[Diagnostic], most: int = MOST_LISTED) -> list[Diagnostic]:
    """The diagnostics that are listed, ordered by place.

    Args:
        diagnostics: in any order.
        most: how many; an error does not hide behind warnings.
    """
    in_order = sorted(diagnostics, key=Diagnostic.sort_key)
    weightiest = sorted(in_order, key=lambda item: not item.is_error)[:most]
    return sorted(weightiest, key=Diagnostic.sort_key)


def summarise(diagnostics: Sequence[Diagnostic], record_count: int) -> str:
    """The one sentence that closes a check: `2 errors and 1 warning in 3 files; 14 records checked`."""
    severities = [diagnostic.severity for diagnostic in diagnostics]
    counts = [(severities.count(severity), severity.value) for severity in Severity]
    found = " and ".join(count_words(number, noun) for number, noun in counts if number)
    records = count_words(record_count, "record")
    if not found:
        return f"{records}, nothing wrong"
    files = count_words(len({diagnostic.position.path for diagnostic in diagnostics}), "file")
    return f"{found} in {files}; {records} checked" if record_count else f"{found} in {files}"


def path_in_repository(path: str, folder: str) -> str:
    """A file of the project from the root of its repository on.

    Args:
        path: relative to the project's root, `/`-separated.
        folder: of the project in the repository, `/`-separated; empty for the repository's root.
    """
    return f"{folder.strip('/')}/{path}".lstrip("/")


def by_weight(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Errors before warnings, each in the order given: some readers take no more than the first few."""
    return sorted(diagnostics, key=lambda diagnostic: not diagnostic.is_error)


def render_json(diagnostics: Sequence[Diagnostic], record_count: int) -> str:
    """One object, in ASCII, so that it is the same whatever the terminal's encoding is.

    Args:
        diagnostics: in any order; of more than `MOST_LISTED`, the rest is counted.
        record_count: how many records were looked at.

    Returns:
        `{"records": 3, "diagnostics": [{"path", "line", "column", "code", "severity", "message", "hint"}], "more": 0}`;
        line and column count from 1.
    """
    shown = select_weightiest(diagnostics)
    listed = [
        {
            "path": diagnostic.position.path,
            "line": diagnostic.position.line,
            "column": diagnostic.position.column,
            "code": diagnostic.code.id,
            "severity": diagnostic.severity.value,
            "message": diagnostic.message,
            "hint": diagnostic.hint,
        }
        for diagnostic in shown
    ]
    more = len(diagnostics) - len(shown)
    return json.dumps({"records": record_count, "diagnostics": listed, "more": more}, indent=2)


def render_github(diagnostics: Sequence[Diagnostic], record_count: int, *, folder: str = "") -> str:
    """Workflow commands, which GitHub shows at the lines of a pull request, and the counts at the end.

    GitHub shows the first ten of a step; `casefolio.job_summary` has the others.

    Source: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands

    Args:
        diagnostics: in any order; of more than `MOST_LISTED`, the rest is counted.
        record_count: how many records were looked at.
        folder: of the project in the repository, `/`-separated; empty for the repository's root.
    """
    shown = by_weight(select_weightiest(diagnostics))
    lines = [_github_line(diagnostic, folder) for diagnostic in shown]
    if len(shown) < len(diagnostics):
        lines.append(f"and {len(diagnostics) - len(shown)} more")
    return "\n".join((*lines, summarise(diagnostics, record_count)))


def _github_line(diagnostic: Diagnostic, folder: str) -> str:
    position = diagnostic.position
    properties = {
        "file": path_in_repository(position.path, folder),
        "line": str(position.line),
        "col": str(position.column),
        "title": diagnostic.code.id,
    }
    written = ",".join(f"{name}={_github_property(value)}" for name, value in properties.items())
    lines = [diagnostic.message, *([diagnostic.hint] if diagnostic.hint else [])]
    return f"::{diagnostic.severity} {written}::{'%0A'.join(map(_github_data, lines))}"


def _github_data(text: str) -> str:
    # Logs are read in terminals as well, and a line end would begin a command.
    return escape_controls(text).replace("%", "%25")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")
