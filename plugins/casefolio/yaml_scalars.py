"""Writes a text as YAML that reads back as exactly this text; reads nothing."""

import re
import textwrap

from casefolio.diagnostics import Position
from casefolio.records import Scalar
from casefolio.yaml11 import surprise

#: Longest line that is written where a text may be folded.
_WIDTH = 110
#: However deep a text is indented, a line of it has this many characters.
_LEAST_WIDTH = 40
_PLAIN = re.compile(r"[^\W\d_](?:[\w ,.'’()/&–—-]*[\w.)’])?")
#: White space that folding would change, and what YAML takes for the end of a line.
_UNFOLDABLE = re.compile("  |[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]')
_NAMED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def write_field(key: str, text: str, column: int = 0) -> list[str]:
    """Writes a key with a text.

    Args:
        key: a plain word.
        text: anything; the plainest way of writing that keeps it is taken.
        column: how far the key is indented.

    Returns:
        The lines, without line ends.
    """
    indent = " " * column
    beside = f"{indent}{key}: {text if _is_plain(text) else quote_text(text)}"
    if len(beside) <= _WIDTH:
        return [beside]
    is_clean = bool(text) and not _UNFOLDABLE.search(text)
    if is_clean and "\n" in text and all(line == line.strip(" ") for line in text.split("\n")) and text == text.strip():
        return [f"{indent}{key}: |-", *(f"{indent}  {line}".rstrip() for line in text.split("\n"))]
    if is_clean and "\n" not in text and text == text.strip():
        width = max(_WIDTH - column, _LEAST_WIDTH)
        folded = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
        return [f"{indent}{key}: >-", *(f"{indent}  {line}" for line in folded)]
    return [beside]


def quote_text(text: str) -> str:
    """The text in double quotes."""
    return f'"{_ESCAPED.sub(_escape, text)}"'


def write_comment(text: str, column: int = 0) -> list[str]:
    """Writes a text as a comment: one line for each of its lines.

    Args:
        text: characters that YAML doesn't allow are left out, since nothing reads them back.
        column: how far the comment is indented.
    """
    indent = " " * column
    lines = [line for part in text.splitlines() for line in textwrap.wrap(part, _WIDTH, break_on_hyphens=False)]
    return [f"{indent}# {re.sub(_ESCAPED.pattern, _in_comment, line)}" for line in lines]


def _in_comment(match: re.Match[str]) -> str:
    return match.group() if match.group() in {'"', "\\"} else ""


def _is_plain(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None and "  " not in text and surprise(Scalar(text, Position(""))) is None


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _NAMED.get(character) or f"\\u{ord(character):04x}"
