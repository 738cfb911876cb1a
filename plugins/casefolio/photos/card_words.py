"""Owns the words of a drawn card: what of a text can be drawn, and what the card then says; draws nothing."""

import hashlib
import json
from dataclasses import astuple, dataclass
from unicodedata import category, normalize

#: No card has room for more characters of one text; what is cut off here ends with “…” where lines are made.
_MOST_CHARACTERS = 400
#: Choose between forms of the character before them; they have none of their own.
_VARIATION_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
#: Spaces at which no line breaks: a person wrote them for that.
_NO_BREAK = str.maketrans("\u202f\u2007", "\xa0\xa0")


@dataclass(frozen=True, slots=True)
class CardWords:
    """What a card says, as it is drawn.

    Attributes:
        heading: large; never empty.
        below: smaller; may be empty. It stands at the lower edge where there is no foot.
        foot: at the lower edge; may be empty.
    """

    heading: str
    below: str = ""
    foot: str = ""

    @property
    def alt(self) -> str:
        """The same for people who don't see it: a sentence of each."""
        words = (text for text in (self.heading, self.below, self.foot) if text)
        return " ".join(text if text.endswith((".", "!", "?", "…")) else f"{text}." for text in words)


def plan_words(characters: frozenset[str], *, heading: str, below: str = "", foot: str = "") -> CardWords | None:
    """Decides what a card says.

    Args:
        characters: those that every font of the card has.
        heading: plain text, as a person wrote it.
        below: plain text; left out where it can't be drawn.
        foot: plain text; left out where it can't be drawn.

    Returns:
        None where the heading can't be drawn: a card with boxes in place of letters is worse than none.
    """
    head = _drawable(heading, characters)
    return CardWords(head, _drawable(below, characters), _drawable(foot, characters)) if head else None


def _drawable(text: str, characters: frozenset[str]) -> str:
    """The text with single spaces and nothing that is not seen; empty where a font lacks one of its characters."""
    composed = normalize("NFC", text).translate(_NO_BREAK)
    # No-break spaces stay: `str.split` would take them for spaces.
    spaced = "".join(" " if char.isspace() and char != "\xa0" else char for char in composed)
    # Controls and what steers the direction of writing: a card must not show other words than the page.
    seen = "".join(c for c in spaced if category(c) not in {"Cc", "Cf"} and c not in _VARIATION_SELECTORS)
    shown = " ".join(word for word in seen.split(" ") if word).strip("\xa0")
    return shown[:_MOST_CHARACTERS] if characters.issuperset(shown) else ""


def card_key(words: CardWords, drawer_version: str) -> str:
    """Gives the digest of all that decides a card's file.

    Args:
        words: what it says.
        drawer_version: see `drawing.drawer_version`.

    Returns:
        64 hexadecimal digits.
    """
    # JSON, so that no word can stand for the end of one text and the beginning of the next.
    return hashlib.sha256(json.dumps(["card", drawer_version, *astuple(words)]).encode()).hexdigest()
