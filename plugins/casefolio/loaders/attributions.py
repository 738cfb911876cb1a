"""Guesses which part of an attribution is a name, a role or an organisation; changes no word of it."""

import re

from casefolio.loaders.attribution_words import NOBODY, ORGANISATION_WORDS, PARTICLES, ROLE_WORDS, SURNAMES, TITLES
from casefolio.loaders.located_text import LocatedText

_WORD = re.compile(r"[\w'’.&-]+")
_MOST_NAME_WORDS = 4
_NOT_IN_NAMES = ROLE_WORDS | ORGANISATION_WORDS
_AROUND = " \t\n*_"
#: After a role these begin what it is a role of: "Chair of the Sample Trust".
_OF = frozenset(
    "of at for in with o yn y i'r der des für im beim bei de du à aux del en van het di della presso w".split()  # noqa: SIM905 - a table of words
)


def parse_attribution(attribution: LocatedText) -> dict[str, LocatedText]:
    """Reads an attribution such as "Ada Sample, Team manager, Sample Health Board".

    The parts stand between commas. It is a guess, made by these rules:

    - a part is a name when it has one to four words, each with a capital (particles such as "de" or "ap" apart), and
      none of them is a word for a role or an organisation, unless it is also a surname ("Ada Cook"): a role that is
      taken for a name shows too little, a name that is taken for a role would show too much; "Dr", "Prof" and initials
      belong to a name;
    - three parts that begin with a name are name, role and organisation; what comes after the third joins it;
    - two parts are a name with a role or an organisation, or a role with an organisation;
    - one part is an organisation where it holds a word for one ("Sample Health Board"), a name, or else a role;
    - "Anonymous" is nobody.

    Args:
        attribution: without its dash.

    Returns:
        Some of `name`, `role` and `organisation`, in this order.
    """
    parts = _parts(attribution)
    if parts and parts[0].text.casefold() in NOBODY:
        parts = parts[1:]
        return _role_and_organisation(parts) if parts else {}
    if not parts:
        return {}
    first, *others = parts
    if not is_name(first.text):
        return _role_and_organisation(parts)
    if not others:
        return {"name": first}
    return {"name": first, **_role_and_organisation(others)}


def is_name(text: str) -> bool:
    """Whether a part of an attribution looks like a person's name."""
    words = [word for word in _WORD.findall(text) if word.strip("'’.&-")]
    if len(words) > 1 and _bare(words[0]) in TITLES:  # "Professor" alone is a role
        words = words[1:]
    told = words[:-1] if len(words) > 1 and _bare(words[-1]) in SURNAMES else words
    if any(_bare(word) in _NOT_IN_NAMES for word in told) or any(c.isdigit() for c in text):
        return False
    counted = [word for word in words if _bare(word) not in TITLES and _bare(word) not in PARTICLES]
    return 1 <= len(counted) <= _MOST_NAME_WORDS and all(_is_capitalised(word) for word in counted)


def is_organisation(text: str) -> bool:
    """Whether a part of an attribution names an organisation rather than a role."""
    words = [_bare(word) for word in _WORD.findall(text)]
    if not any(word in ORGANISATION_WORDS for word in words):
        return False
    role = next((i for i, word in enumerate(words) if word in ROLE_WORDS), None)
    if role is None:
        return True
    # "Sample Volunteer Centre" and "Chair of the Sample Trust" hold the same kinds of words.
    return words[-1] in ORGANISATION_WORDS and not any(word in _OF for word in words[role + 1 :])


def _role_and_organisation(parts: list[LocatedText]) -> dict[str, LocatedText]:
    """What stands behind a name, or in its stead."""
    first = parts[0]
    if len(parts) == 1:
        return {"organisation" if _is_rather_organisation(first.text) else "role": first}
    if is_organisation(first.text):
        return {"organisation": _joined(parts)}
    return {"role": first, "organisation": _joined(parts[1:])}


def _is_rather_organisation(text: str) -> bool:
    words = _WORD.findall(text)
    if is_organisation(text):
        return True
    if any(_bare(word) in ROLE_WORDS for word in words):
        return False
    return bool(words) and all(_is_capitalised(word) or _bare(word) in PARTICLES | _OF for word in words)


def _joined(parts: list[LocatedText]) -> LocatedText:
    return parts[0] if len(parts) == 1 else LocatedText.join(parts, ", ")


def _parts(attribution: LocatedText) -> list[LocatedText]:
    parts, start = [], 0
    for comma in [*(i for i, c in enumerate(attribution.text) if c == ","), len(attribution.text)]:
        part = attribution.cut(start, comma).strip(_AROUND)
        if part.text:
            parts.append(part)
        start = comma + 1
    return parts


def _bare(word: str) -> str:
    return word.casefold().replace("’", "'").strip("'.&-").removesuffix("'s")


def _is_capitalised(word: str) -> bool:
    """`O’Neil`, `d’Arc`, `J.R.` and names in scripts without capitals count."""
    return any(part[:1].isalpha() and not part[0].islower() for part in re.split(r"['’.&-]", word) if part)
