"""Tells headings, code and comments apart in the lines of a Markdown text, as CommonMark does; renders nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
#: Without one of these no line is hidden.
_HIDING = ("```", "~~~", "<!--")
_ATX = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)")
#: `##What I did`: no heading in CommonMark, but nobody means anything else by it.
_ATX_WITHOUT_SPACE = re.compile(r" {0,3}(##)(?=[^\W\d_])")
_UNDERLINE = re.compile(r" {0,3}(={2,}|-{2,})[ \t]*")
_CODE_INDENT = 4
#: What can stand at the beginning of a line without beginning a paragraph.
_BLOCK_START = re.compile(
    r" {0,3}(?:>|#{1,6}(?:[ \t]|$)|`{3,}|~{3,}|<!--|(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)|(?:[-*_][ \t]*){3,}$)"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in the lines of a text; lines and columns are counted from 0.

    Attributes:
        level: 1 to 6.
        text: without the signs around it.
        line: of the text.
        column: of the text's first character.
        below: the first line below the heading.
    """

    level: int
    text: str
    line: int
    column: int
    below: int


def hidden_lines(lines: Sequence[str]) -> list[bool]:
    """Tells of each line whether it belongs to fenced code or begins inside an HTML comment.

    A fence that is never closed hides everything below it, as in CommonMark; a comment that is never closed hides
    nothing.
    """
    hidden = [False] * len(lines)
    if not any(sign in line for line in lines for sign in _HIDING):
        return hidden
    last_comment_end = max((i for i, line in enumerate(lines) if "-->" in line), default=-1)
    fence = ""
    in_comment = False
    for number, line in enumerate(lines):
        if fence:
            hidden[number] = True
            fence = "" if _closes(line, fence) else fence
        elif in_comment:
            hidden[number] = True
            in_comment = _ends_in_comment(line, in_comment=True) and number < last_comment_end
        elif fence := _opened_fence(line):
            hidden[number] = True
        else:
            in_comment = _ends_in_comment(line, in_comment=False) and number < last_comment_end
    return hidden


def read_heading(lines: Sequence[str], hidden: Sequence[bool], number: int) -> Heading | None:
    """Reads the heading that begins on a line; one without text is none."""
    if hidden[number] or not lines[number].strip():
        return None
    return _atx(lines[number], number) or _setext(lines, hidden, number)


def starts_block(line: str) -> bool:
    """Whether a line cannot go on with the paragraph above it."""
    return not line.strip() or _BLOCK_START.match(line) is not None


def _atx(line: str, number: int) -> Heading | None:
    match = (_ATX.match(line) or _ATX_WITHOUT_SPACE.match(line)) if "#" in line else None
    if not match:
        return None
    rest = line[match.end() :].rstrip()
    column = match.end() + len(rest) - len(rest.lstrip())
    bare = rest.rstrip("#")
    text = (bare if bare[-1:] in {" ", "\t", ""} else rest).strip()
    return Heading(len(match[1]), text, number, column, number + 1) if text else None


def _setext(lines: Sequence[str], hidden: Sequence[bool], number: int) -> Heading | None:
    """A line with a rule of `=` or `-` below it; only below the first line of a paragraph."""
    line = lines[number]
    below = number + 1
    match = _UNDERLINE.fullmatch(lines[below]) if below < len(lines) else None
    if not match or hidden[below] or starts_block(line) or _indentation(line) >= _CODE_INDENT:
        return None
    goes_on = number > 0 and not hidden[number - 1] and lines[number - 1].strip() and not _ATX.match(lines[number - 1])
    if goes_on:
        return None
    return Heading(1 if match[1][0] == "=" else 2, line.strip(), number, _indentation(line), below + 1)


def _indentation(line: str) -> int:
    expanded = line.expandtabs(_CODE_INDENT)
    return len(expanded) - len(expanded.lstrip())


def _opened_fence(line: str) -> str:
    match = _FENCE.match(line)
    if not match or (match[1][0] == "`" and "`" in match[2]):
        return ""
    return match[1]


def _closes(line: str, fence: str) -> bool:
    match = _FENCE.match(line)
    return match is not None and match[1].startswith(fence) and not match[2].strip()


def _ends_in_comment(line: str, *, in_comment: bool) -> bool:
    offset = ticks = 0
    while True:
        mark = "-->" if in_comment else "<!--"
        found = line.find(mark, offset)
        if found < 0:
            return in_comment
        ticks += 0 if in_comment else line.count("`", offset, found)
        if ticks % 2 == 0:  # otherwise the mark is shown, between backticks
            in_comment = not in_comment
        offset = found + len(mark)
