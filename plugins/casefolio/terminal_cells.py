"""Owns what a line looks like in a terminal: what stands for each character, and how many columns it takes."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from casefolio.reporting import escape_controls

_TAB = " " * 4
_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"
#: Joiners, which letters and emoji need, and the letters that flags such as that of Wales are spelt with.
_KEPT_FORMATS = {"\u200c", _JOINER, *map(chr, range(0xE0020, 0xE0080))}
_SKIN_TONES = range(0x1F3FB, 0x1F400)
#: The vowels and last consonants that Korean syllables are put together with.
_JAMO = range(0x1160, 0x1200)


@dataclass(frozen=True, slots=True)
class Cell:
    r"""One character of a line.

    Attributes:
        text: what is printed for it; a control character as `\x1b`, a tab as four spaces.
        width: in columns; 0 for an accent that joins the letter before it.
    """

    text: str
    width: int


def iter_cells(text: str) -> Iterator[Cell]:
    """Gives one cell for each character of a line, in its order.

    What is drawn as one sign, such as a family of emoji, has its width in its first character, as terminals of today
    draw it.

    Args:
        text: one line, from anybody: nothing in it is obeyed by a terminal.
    """
    before = ""
    width = 0
    for character in text:
        if character == "\t":
            cell = Cell(_TAB, len(_TAB))
        elif _is_hidden(character):
            escaped = escape_controls(character)
            shown = escaped if escaped != character else f"\\u{ord(character):04x}"
            cell = Cell(shown, len(shown))
        elif character == _EMOJI_STYLE:
            # `❤` takes one column, and two once it is told to be an emoji.
            cell = Cell(character, 1 if width == 1 and unicodedata.category(before) == "So" else 0)
        else:
            cell = Cell(character, 0 if before == _JOINER and ord(character) > _JAMO.stop else _width(character))
        yield cell
        before, width = character, cell.width


def _is_hidden(character: str) -> bool:
    is_unseen = unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return is_unseen and character not in _KEPT_FORMATS


def _width(character: str) -> int:
    number = ord(character)
    if unicodedata.category(character) in {"Mn", "Me", "Cf"} or number in _SKIN_TONES or number in _JAMO:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
