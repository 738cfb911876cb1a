"""Guesses from the headers of a table which column holds what of a testimonial; reads no row."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

#: What a header says when it says just that; in English and Welsh, without accents.
_EXACT = {
    "quote": (
        "quote|quotes|quotation|testimonial|testimonials|comment|comments|feedback|words|their words|text|message|"
        "response|what they said|what you said|review|statement|your comment|your comments|your feedback|"
        "dyfyniad|dyfyniadau|tysteb|tystebau|sylw|sylwadau|adborth|geiriau|eu geiriau|ymateb|eich sylw|eich sylwadau|"
        "eich adborth|beth ddywedon nhw|neges"
    ),
    "name": "name|full name|your name|who|person|said by|author|enw|enw llawn|eich enw|pwy",
    "first_name": "first name|forename|given name|your first name|enw cyntaf|eich enw cyntaf",
    "last_name": "last name|surname|family name|your surname|cyfenw|eich cyfenw",
    "role": (
        "role|job title|job|position|post|title|job role|your role|your job title|occupation|rol|swydd|teitl swydd|"
        "eich rol|eich swydd|teitl y swydd"
    ),
    "organisation": (
        "organisation|organization|company|employer|team|charity|institution|organisation name|company name|"
        "name of organisation|your organisation|sefydliad|cwmni|cyflogwr|enr sefydliad|enw r sefydliad|"
        "enw sefydliad|eich sefydliad|corff|elusen"
    ),
    "label": "label|shown as|attribution|credit as|how to credit|label i w ddangos|dangos fel",
    "url": "url|website|web site|web address|link|gwefan|dolen",
    "date": "date|date given|when|date of comment|timestamp|submitted|year|month|dyddiad|pryd|blwyddyn|mis|stamp amser",
    "lang": "language|lang|iaith",
    "consent": (
        "consent|permission|consent given|permission given|consented|consent to publish|permission to publish|"
        "permission to use|permission to quote|consent status|may we publish this|may we publish|may we quote you|"
        "can we publish this|can we quote you|caniatad|cydsyniad|caniatad i gyhoeddi|cydsyniad i gyhoeddi"
    ),
    "study": (
        "project|case study|study|slug|project name|name of project|case|prosiect|astudiaeth achos|enw r prosiect|"
        "enw prosiect|astudiaeth"
    ),
}
#: Words that make a header likely to mean a field, where it says more than that.
_LIKELY = {
    "quote": (
        "quote|quotation|testimonial|comment|comments|feedback|said|say|tell us|in your own words|dyfyniad|tysteb|"
        "sylw|sylwadau|adborth|eich geiriau"
    ),
    "name": "name|enw",
    "role": "role|job|position|rol|swydd",
    "organisation": "organisation|organization|company|employer|sefydliad|cwmni",
    "date": "date|dyddiad",
    "lang": "language|iaith",
    "study": "project|case study|prosiect|astudiaeth achos",
}
#: Consent to something else, or something about a consent, is no consent to publish.
_CONSENT = re.compile(r"\b(?:consent|permission|caniatad|cydsyniad)\b")
_TO_PUBLISH = re.compile(
    r"\b(?:publish\w*|quot\w+|use|using|shar\w+|website|testimonial|words|comment|cyhoeddi|dyfynnu|defnyddio|gwefan)\b"
)
_NO_CONSENT = re.compile(
    r"\b(?:no|not|dont|don t|without|withdr\w+|refus\w+|withh\w+|opt|date|when|by|name|e ?mail|notes?|form|scope|type|"
    r"evidence|newsletter|mailing|contact\w*|photos?|photograph\w*|image|film\w*|record\w*|data|privacy|gdpr|stor\w+|"
    r"cookies|dim|ddim|nid|heb|dyddiad|llun\w*|cylchlythyr|cysylltu)\b"
)

FIELDS = tuple(_EXACT)
_KNOWN = {field: frozenset(words.split("|")) for field, words in _EXACT.items()}
_HINTS = {field: re.compile(rf"\b(?:{words})\b") for field, words in _LIKELY.items()}
_SHOWN_FIELDS = {"lang": "language", "first_name": "first name", "last_name": "last name", "study": "case study"}


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what.

    Attributes:
        by_field: the place of the column for each field that has one, from 0.
        unclear: the columns that may be meant, for each field where it can't be told.
    """

    by_field: Mapping[str, int]
    unclear: Mapping[str, tuple[int, ...]]

    def choose(self, field: str, column: int | None) -> "Columns":
        """The same with one field decided; None for "none of them"."""
        chosen = {field: column} if column is not None else {}
        return Columns(
            {**self.by_field, **chosen}, {name: found for name, found in self.unclear.items() if name != field}
        )


def guess_columns(headers: Sequence[str], given: Mapping[str, int]) -> Columns:
    """Guesses what each column holds; capitals and accents count for nothing.

    A header that says exactly a field goes before one that holds a word for it, and a column stands for one field only.
    Consent is only taken from a header that clearly asks for it: "Consent", "May we publish this?".

    Args:
        headers: as written.
        given: the columns that an editor named, by field.
    """
    normalised = [normalise_header(header) for header in headers]
    by_field = dict(given)
    unclear: dict[str, tuple[int, ...]] = {}
    for is_exact in (True, False):
        for field in FIELDS:
            if field in by_field or field in unclear:
                continue
            free = [number for number in range(len(headers)) if number not in by_field.values()]
            found = [number for number in free if _means(normalised[number], field, is_exact=is_exact)]
            if len(found) == 1:
                by_field[field] = found[0]
            elif found:
                unclear[field] = tuple(found)
    taken = set(by_field.values())
    return Columns(
        by_field,
        {field: left for field, found in unclear.items() if (left := tuple(n for n in found if n not in taken))},
    )


def normalise_header(header: str) -> str:
    """A header as it is compared: lower case, without accents and punctuation."""
    decomposed = unicodedata.normalize("NFKD", header.casefold())
    letters = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(re.sub(r"[^\w]|_", " ", letters).split())


def find_column(headers: Sequence[str], name: str) -> int | None:
    """The column of that header; None where there is none."""
    wanted = normalise_header(name)
    exact = (number for number, header in enumerate(headers) if header.strip() == name.strip())
    return next(exact, next((n for n, header in enumerate(headers) if normalise_header(header) == wanted), None))


def name_field(field: str) -> str:
    """What a field is called in front of people."""
    return _SHOWN_FIELDS.get(field, field)


def read_field_name(text: str) -> str | None:
    """The field that somebody means who writes `--column TEXT=…`; None where there is none."""
    wanted = normalise_header(text)
    names: Iterable[str] = (field for field in FIELDS if wanted in {normalise_header(field), name_field(field)})
    return next(iter(names), next((field for field, known in _KNOWN.items() if wanted in known), None))


def _means(header: str, field: str, *, is_exact: bool) -> bool:
    if is_exact:
        return header in _KNOWN[field]
    if field == "consent":
        clear = _CONSENT.search(header) or re.match(r"(?:may|can|could) we\b", header)
        return bool(clear) and bool(_TO_PUBLISH.search(header)) and not _NO_CONSENT.search(header)
    is_about_consent = _CONSENT.search(header) or re.match(r"(?:may|can|could) we\b", header)
    return field in _HINTS and not is_about_consent and _HINTS[field].search(header) is not None
