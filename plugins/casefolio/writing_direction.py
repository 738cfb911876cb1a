"""Finds signs that change the direction of writing for all that follows; knows no field and no page.

Source: the Unicode Bidirectional Algorithm (https://www.unicode.org/reports/tr9/).
"""

import re
from dataclasses import dataclass

_SIGNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")
_OVERRIDES = frozenset("\u202d\u202e")
#: What ends a change, by the sign that begins it.
_ENDS = {"\u202a": "\u202c", "\u202b": "\u202c"} | dict.fromkeys("\u2066\u2067\u2068", "\u2069")


@dataclass(frozen=True, slots=True)
class Turn:
    """A sign that may not stand in a text.

    Attributes:
        sign: the character, which can't be seen.
        message: what it does.
        hint: what to do.
    """

    sign: str
    message: str
    hint: str


def find_turn(text: str) -> Turn | None:
    """Finds the first sign whose work goes on beyond its paragraph, or that writes letters backwards.

    Pairs that begin and end in one paragraph are how Hebrew and Arabic stand among other words, as are marks such as
    U+200E and U+200F. An unpaired sign would turn the words of others on the page, and letters that are shown in
    another order say something else than the file.

    Args:
        text: paragraphs, with an empty line between them.
    """
    if text.isascii() or not _SIGNS.search(text):
        return None
    for paragraph in _PARAGRAPH_END.split(text):
        opened: list[str] = []
        for sign in _SIGNS.findall(paragraph):
            if sign in _OVERRIDES:
                return Turn(sign, f"{_named(sign)} writes letters backwards", "delete it: no language needs it")
            if sign in _ENDS:
                opened.append(sign)
            elif not opened or _ENDS[opened.pop()] != sign:
                message = f"{_named(sign)} ends a change of the direction of writing that was never begun"
                return Turn(sign, message, "delete it, or begin the change in the same paragraph")
        if opened:
            message = f"{_named(opened[-1])} changes the direction of writing and nothing changes it back"
            end = f"U+{ord(_ENDS[opened[-1]]):04X}"
            return Turn(opened[-1], message, f"delete it, or put {end} behind the words it is meant for")
    return None


def _named(sign: str) -> str:
    return f"the sign U+{ord(sign):04X}, which cannot be seen,"
