"""Finds what gives away a person or a client whom a record promises to keep back; repeats none of it."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from casefolio.codes import Code
from casefolio.diagnostics import Report
from casefolio.models import Attribution, Client, Disclosure, Testimonial, name_words
from casefolio.records import Mapping, Record, Sequence
from casefolio.slugs import slugify
from casefolio.validation.everyday_names import EVERYDAY_NAMES
from casefolio.validation.rules import SMALLEST_GROUP
from casefolio.validation.shown_texts import ShownText, iter_shown_texts

#: Shorter parts of a name are in too many words.
_SHORTEST = 3
_WORD = re.compile(r"[^\W\d_]+")
#: What stands before a capital letter that no beginning sentence gives.
_WITHIN_SENTENCE = re.compile(r"[^\W_][,;]?[ \t\n]+$")
#: In characters; enough for the white space between two lines.
_LOOK_BACK = 20
#: What a client's name may be written without.
_LEGAL_FORM = re.compile(r"(?:,?\s+(?:ltd|limited|plc|llp|cic|cio|cyf|inc|gmbh)\.?)+$|^(?:the|y|yr)\s+", re.IGNORECASE)

# Each begins where a word does and takes so many characters at most: a text made to do harm costs no more than another.
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.\w")
_PHONE = re.compile(r"(?<![\w.,])(?:\+|\(?0)\d(?:[ ()/.-]{0,3}\d){7,13}(?!\w)")
_HANDLE = re.compile(r"(?<![\w.@/])@[^\W\d]\w{2,}")
_WEB = re.compile(
    r"\bhttps?://|\bwww\.\w|(?<![\w-])[\w-]{1,63}\.(?:com|org|net|info|co\.uk|org\.uk|ac\.uk|cymru|wales)\b",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b\d{1,4}[a-zA-Z]?,? (?:[A-Z]\w+ ){1,3}"
    r"(?:Street|St|Road|Rd|Lane|Avenue|Ave|Close|Drive|Terrace|Crescent|Gardens)\b"
    r"|\b\d{1,4}[a-zA-Z]?,? (?:Heol|Stryd|Ffordd|Lôn|Rhodfa) [A-Z]\w+"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"
)


def _holds(characters: str) -> Callable[[str], object]:
    return lambda text: any(map(text.__contains__, characters))


#: What leads to a person wherever it stands, and what does so in their own words; each with what it holds, and few
#: texts do: a look for that is quicker by far.
_CONTACTS: dict[str, tuple[re.Pattern[str], Callable[[str], object]]] = {
    "an e-mail address": (_EMAIL, _holds("@")),
    "a phone number": (_PHONE, _holds("+0")),
    "the name of an account": (_HANDLE, _holds("@")),
}
_CONTACTS_AND_PLACES = _CONTACTS | {
    "a web address": (_WEB, re.compile(r"[.:][\w/]").search),
    "a postal address": (_STREET, re.compile(r"\d").search),
}

#: Offices that an organisation has once.
_OFFICE = re.compile(
    r"(?:the |acting |interim |deputy |former )*"
    r"(?:chief (?:executive|constable|officer|operating|finance)\b.*|ceo|cfo|managing director|executive director|"
    r"founder|co-founder|owner|president|principal|head ?teacher|vice[- ]chancellor|bishop|mayor|town clerk|"
    r"chair(?:man|woman|person)?(?: of .*)?|head of (?:the )?\w+.*|director of .*|"
    r"prif weithredwr|prif swyddog|pennaeth|cadeirydd|sylfaenydd|maer)",
    re.IGNORECASE,
)


def check_anonymity(record: Record, fields: Mapping, values: dict[str, Any], report: Report) -> None:
    """Looks for whatever tells who is meant where that is kept back.

    Args:
        record: as it was loaded.
        fields: its fields, with all its quotes among the testimonials.
        values: the same by the model, without an error.
        report: takes a diagnostic for each field that gives somebody away.
    """
    texts = tuple(map(_with_composed, iter_shown_texts(record, fields)))
    client: Client = values["client"]
    quotes: tuple[Testimonial, ...] = values.get("testimonials", ())
    _check_client(client, quotes, fields, texts, report)
    hidden = {number: quote for number, quote in enumerate(quotes, 1) if _hides_name(quote)}
    secrets = {number: words for number, quote in hidden.items() if (words := _hidden_words(quote))}
    known = {word for text in _published_names(client, quotes) for word in _words(text)} if secrets else set()
    secrets = {number: words - known for number, words in secrets.items() if words - known}
    for text in texts if secrets else ():
        _check_names(secrets, text, report)
    for number, quote in hidden.items():
        _check_office(number, quote, client, fields, report)
    if hidden:
        _check_contacts(hidden, texts, report)


def _hides_name(quote: Testimonial) -> bool:
    return quote.shown_attribution is not Attribution.FULL


def _published_names(client: Client, quotes: tuple[Testimonial, ...]) -> Iterator[str]:
    if client.disclosure is Disclosure.NAMED:
        yield client.name or ""
    for quote in quotes:
        yield quote.shown_person
        yield quote.shown_organisation


def _hidden_words(quote: Testimonial) -> set[str]:
    """The parts of a name that its attribution keeps back, in small letters."""
    if not quote.name:
        return set()
    words = {word for part in name_words(quote.name) for word in _words(part)}
    return {word for word in words if len(word) >= _SHORTEST} - set(_words(quote.shown_person))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _with_composed(text: ShownText) -> ShownText:
    if text.text.isascii() or (composed := _composed(text.text)) == text.text:
        return text
    return replace(text, text=composed)


def _words(text: str) -> list[str]:
    """In small letters; of `Smith-Jones` both."""
    return [word.casefold() for word in _WORD.findall(_composed(text))]


def _check_names(secrets: dict[int, set[str]], text: ShownText, report: Report) -> None:
    """Looks for the words of names in one text, each person once."""
    offsets: dict[str, int] = {}
    if text.is_name:
        offsets = dict.fromkeys(text.text.split("-"), 0)
        secrets = {number: {slugify(word) for word in words - EVERYDAY_NAMES} for number, words in secrets.items()}
    else:
        for match in _WORD.finditer(text.text):
            word = match[0].casefold()
            if word not in EVERYDAY_NAMES or _is_meant_as_name(match):
                offsets.setdefault(word, match.start())
    for number, words in secrets.items():
        found = [offsets[word] for word in words if word in offsets]
        if found:
            message = f"{_named(text)} has a word of the `name` that quote {number} keeps back"
            hint = "write it without; or ask the person whether their name may be shown"
            report.add(Code.NAME_GIVEN_AWAY, text.position_at(min(found)), message, hint)


def _is_meant_as_name(match: re.Match[str]) -> bool:
    """Whether an everyday word has a capital letter that no beginning sentence gives it."""
    before = match.string[max(match.start() - _LOOK_BACK, 0) : match.start()]
    return match[0][0].isupper() and _WITHIN_SENTENCE.search(before) is not None


def _named(text: ShownText) -> str:
    if text.quote_number:
        return f"`{text.name}` of quote {text.quote_number}"
    return text.name if " " in text.name else f"`{text.name}`"


def _check_contacts(hidden: dict[int, Testimonial], texts: tuple[ShownText, ...], report: Report) -> None:
    """What leads to a person, in their own words or beside them."""
    for text in texts:
        if text.is_name or (text.quote_number and text.quote_number not in hidden):
            continue
        for what, (pattern, may_stand_in) in (_CONTACTS_AND_PLACES if text.quote_number else _CONTACTS).items():
            found = pattern.search(text.text) if may_stand_in(text.text) else None
            if found:
                message = f"{_named(text)} holds {what}, and the page keeps back who spoke"
                hint = "take it out of the text; in a quote, write `[…]` instead, and ask the person first"
                report.add(Code.CONTACT_GIVEN_AWAY, text.position_at(found.start()), message, hint)
                break


def _check_office(number: int, quote: Testimonial, client: Client, fields: Mapping, report: Report) -> None:
    """An office that an organisation has once, beside the name of the organisation, is as good as a name."""
    name = "role" if quote.shown_role else "label"
    office = quote.shown_role or (quote.label if not quote.shown_person and not quote.shown_organisation else "") or ""
    is_shared = quote.group_size is not None and quote.group_size >= SMALLEST_GROUP
    if client.disclosure is not Disclosure.NAMED or is_shared or not _OFFICE.fullmatch(office):
        return
    when = f" in {quote.date}" if quote.date else ""
    message = f"`{name}` of quote {number} is an office that one person holds: anybody can look up who did{when}"
    hint = (
        "write a wider one such as `Senior leader`; or ask the person whether that is all right, and add `group_size`"
    )
    listed = fields.get("testimonials")
    item = listed.items[number - 1] if isinstance(listed, Sequence) else fields
    node = item.get(name) if isinstance(item, Mapping) else None
    report.add(Code.PERSON_SINGLED_OUT, (node or item).position, message, hint)


def _check_client(
    client: Client, quotes: tuple[Testimonial, ...], fields: Mapping, texts: tuple[ShownText, ...], report: Report
) -> None:
    """The name of a client who is described or anonymous stands nowhere."""
    name = _LEGAL_FORM.sub("", " ".join(unicodedata.normalize("NFC", client.name or "").split()))
    if client.disclosure is Disclosure.NAMED or len(name) < _SHORTEST:
        return
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, name.split())) + r"(?!\w)", re.IGNORECASE)
    slug = f"-{slugify(name)}-"
    hint = f"write it without; `disclosure: {client.disclosure}` promises that nobody learns who the client is"
    for text in texts:
        # Names of files are small letters and hyphens already.
        found = None if text.is_name else pattern.search(text.text)
        if found or (text.is_name and slug in f"-{text.text}-"):
            message = f"{_named(text)} has the name of the client, which `disclosure: {client.disclosure}` keeps back"
            report.add(Code.CLIENT_GIVEN_AWAY, text.position_at(found.start() if found else 0), message, hint)
    listed = fields.get("testimonials")
    for item, quote in zip(listed.items if isinstance(listed, Sequence) else (), quotes, strict=False):
        for field, shown in (("organisation", quote.shown_organisation), ("role", quote.shown_role)):
            if pattern.search(shown):
                node = item.get(field) if isinstance(item, Mapping) else None
                message = f"`{field}` has the name of the client, which `disclosure: {client.disclosure}` keeps back"
                report.add(Code.CLIENT_GIVEN_AWAY, (node or item).position, message, hint)
