"""Knows the headings of the sections in several languages; finds what a heading was meant to be."""

import re
import unicodedata
from functools import cache, lru_cache

from casefolio.loaders.heading_words import ENGLISH, HEADINGS, ORDINARY_WORDS
from casefolio.nearest import edit_distance
from casefolio.records import SectionKind

_ATTRIBUTES = re.compile(r"\{[^{}]*\}\s*$")
_AROUND = " \t*_~`"
_BEHIND = " \t:.!?…,;-–—*_~`"
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))
#: No heading that we know is longer; longer ones are not compared.
_LONGEST = 60
_SHORT_WORD = 6
_MOST_EDITS = 2
_LEAST_SIMILAR = 0.8


def section_kind(heading: str, language: str) -> SectionKind | None:
    """Gives the section that a heading stands for.

    Capitals, emphasis, curly apostrophes and what stands at the end (`:`, `.`, `…`, `{#id}`) count for nothing.

    Args:
        heading: as written, without the `##`.
        language: of the site or the record, as a language tag; English is always understood besides.

    Returns:
        None for a heading of the editor's own.
    """
    return _known(_primary(language)).get(normalise_heading(heading))


@lru_cache(maxsize=512)
def nearly(heading: str, language: str) -> str | None:
    """Gives the known heading that this one was probably meant to be.

    Only misspelt words count: each word has to match its neighbour in the known heading, a short one with one edit, all
    of them together with two, and a word that exists ("What they paid") is no misspelling.

    Args:
        heading: as written, without the `##`.
        language: as for `section_kind`.

    Returns:
        The known heading as people write it, or None where there is none or the heading is a known one.
    """
    known = _known(_primary(language))
    normalised = normalise_heading(heading)
    if not normalised or len(normalised) > _LONGEST or normalised in known:
        return None
    joined = normalised.replace(" ", "")
    found = []
    for order, candidate in enumerate(known):
        edits = 1 if candidate.replace(" ", "") == joined else _edits(normalised.split(), candidate.split())
        if edits <= _MOST_EDITS and 1 - edits / max(len(candidate), len(normalised)) > _LEAST_SIMILAR:
            found.append((edits, order, candidate))
    return _shown(_primary(language))[min(found)[2]] if found else None


def normalise_heading(heading: str) -> str:
    """Gives a heading as it is compared: lower case, no emphasis, nothing behind its last word."""
    text = _ATTRIBUTES.sub("", heading) if heading.rstrip().endswith("}") else heading
    text = unicodedata.normalize("NFC", text).translate(_APOSTROPHES).casefold()
    return " ".join(text.lstrip(_AROUND).rstrip(_BEHIND).split())


def known_headings(language: str) -> dict[str, SectionKind]:
    """All headings that a language understands, in lower case, English ones included."""
    return dict(_known(_primary(language)))


def _edits(words: list[str], candidate: list[str]) -> int:
    none = _MOST_EDITS + 1
    if len(words) != len(candidate):
        return none
    total = 0
    for word, meant in zip(words, candidate, strict=True):
        if word == meant:
            continue
        limit = 1 if len(meant) < _SHORT_WORD else _MOST_EDITS
        edits = edit_distance(word, meant, limit)
        if edits > limit or word in ORDINARY_WORDS:
            return none
        total += edits
    return total


def _primary(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].lower()


@cache
def _known(language: str) -> dict[str, SectionKind]:
    return {
        normalise_heading(heading): kind
        for spoken in dict.fromkeys((ENGLISH, language))
        for kind, headings in HEADINGS.get(spoken, {}).items()
        for heading in headings
    }


@cache
def _shown(language: str) -> dict[str, str]:
    return {
        normalise_heading(heading): heading
        for spoken in dict.fromkeys((ENGLISH, language))
        for headings in HEADINGS.get(spoken, {}).values()
        for heading in headings
    }
