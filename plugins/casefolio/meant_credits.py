"""Finds the sentence that a photo's credit was surely meant to be, where it can't be read as it stands."""

import re

from casefolio.credits import PHOTO_SITES, PHOTO_WORDS, SITE, cut_beginning, cut_licence, parse_credit
from casefolio.nearest import surely_meant
from casefolio.quote_marks import unwrapped

_LONGEST = 200
_SIGN = r"(?:\s*[,;:/|]\s*|\s+[–—-]\s+)"
_PHOTO = rf"(?:(?:the|this)\s+)?(?:{PHOTO_WORDS}|pics?)"
_AT_SITE = rf"(?:{_SIGN}|\s+(?:on|via|from|at|in)\s+|\s*@\s*|\s*\()(?P<site>{SITE})\)?"
_AUTHOR = r"(?P<author>.+?)"
#: The ways to say it that leave no doubt: the place first, the place behind a name, a word for the photo before it.
_WAYS = tuple(
    re.compile(way, re.IGNORECASE)
    for way in (
        rf"(?:{_PHOTO}\s+)?(?:(?:from|on|via)\s+)?(?P<site>{SITE})(?:\s+{_PHOTO})?(?:{_SIGN}|\s+)by\s+{_AUTHOR}",
        rf"(?P<site>{SITE}){_SIGN}{_AUTHOR}",
        rf"{_AUTHOR}{_AT_SITE}",
        rf"(?:{_PHOTO}|shot)(?:\s+(?:is|was|taken|made|shot|credits?))*(?:\s+(?:by|to)\s+|{_SIGN}){_AUTHOR}(?:{_AT_SITE})?",
        rf"{_PHOTO}\s*\({_AUTHOR}\)",
        rf"(?:photographer|photo\s+credits?)\s+{_AUTHOR}(?:{_AT_SITE})?",
    )
)
_BY = re.compile(r"(\w+)\s+by\s+(.+)", re.IGNORECASE)
_BEGINNINGS = ("photo", "photograph", "picture", "image")
#: Behind an initial, it is a part of the name.
_FULL_STOP = re.compile(r"(?<=\w\w)\.$")
#: What a name holds in small letters.
_PARTICLES = frozenset(
    (
        *("al", "and", "ap", "ab", "bin", "da", "das", "de", "del", "den", "der", "di", "do", "dos", "du", "el"),
        *("ferch", "la", "le", "ten", "ter", "van", "von", "y"),
    )
)
#: What names nobody, although it may have capitals.
_NO_NAME = re.compile(
    rf"\b(?:{PHOTO_WORDS}|pics?|stock|free|royalty|sources?|credits?|courtesy|copyright|rights?|reserved|permission"
    r"|licen[cs]ed?|public|domain|creative|commons|used|found|taken|downloaded|unknown|anonymous|untitled)\b",
    re.IGNORECASE,
)
_LEAST_WORDS, _MOST_WORDS = 2, 6


def meant_credit(text: str) -> str:
    """Gives the sentence that can be put in a credit's place without asking anybody.

    Args:
        text: what `parse_credit` can't read.

    Returns:
        `Photo by …`, with ` on …` and a licence where they are named; empty where a person has to decide. A name alone
        may be that of a site, and `Photo from …` may name either.
    """
    sentence = " ".join(text.split())
    if len(sentence) > _LONGEST or parse_credit(sentence):
        return ""
    start, end = unwrapped(sentence)
    if (start, end) != (0, len(sentence)):
        inner = sentence[start:end].strip()
        return inner if parse_credit(inner) else meant_credit(inner)
    misspelt = _BY.fullmatch(sentence)
    right = f"Photo by {misspelt[2]}" if misspelt and surely_meant(misspelt[1], _BEGINNINGS) else ""
    if right and parse_credit(right):
        return right
    rest, licence = cut_licence(cut_beginning(_FULL_STOP.sub("", sentence)))
    found = {_sentence(match, licence) for way in _WAYS if (match := way.fullmatch(rest))} - {""}
    return found.pop() if len(found) == 1 else ""


def _sentence(match: re.Match[str], licence: str) -> str:
    author, site = match["author"], match.groupdict().get("site") or ""
    if not _is_name(author):
        return ""
    place = re.sub(r"\.(?:com|org)$", "", site, flags=re.IGNORECASE)
    place = next((name for name in PHOTO_SITES if name.casefold() == place.casefold()), place)
    sentence = f"Photo by {author}" + (f" on {place}" if place else "") + (f", {licence}" if licence else "")
    said = {"author": author, "source": place, "licence": licence}
    return sentence if parse_credit(sentence) == {key: value for key, value in said.items() if value} else ""


def _is_name(text: str) -> bool:
    """Whether a text looks like the name of somebody: words with capitals, and no signs but those of names."""
    words = text.split()
    is_handle = len(words) == 1 and text.startswith("@")
    if not is_handle and not _LEAST_WORDS <= len(words) <= _MOST_WORDS:
        return False
    if re.search(r"[^\w\s@.&'’-]", text) or _NO_NAME.search(text) or re.fullmatch(SITE, text, re.IGNORECASE):
        return False
    return all(word in _PARTICLES or word[0].isupper() or word[0] in "@&" for word in words)
