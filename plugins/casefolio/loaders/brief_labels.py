"""Knows the labels that the parts of a plain brief begin with; reads no part."""

import re
from dataclasses import dataclass
from enum import Enum

from casefolio.loaders.headings import normalise_heading, section_kind
from casefolio.records import SectionKind


class BriefField(Enum):
    """A part of a brief that is no section."""

    WHO = "who"
    TITLE = "title"
    SUMMARY = "summary"
    PERIOD = "period"
    PLACE = "place"
    CREDIT = "credit"


_WORDS = {
    BriefField.WHO: (
        "who|client|the client|our client|customer|organisation|organization|commissioner|commissioned by|for|for whom|"
        "who for|who it was for|pwy|cleient|ar gyfer|wer|kunde|kundin|auftraggeber|auftraggeberin|für wen|qui|pour qui|"
        "commanditaire|quién|cliente|para quién|wie|klant|opdrachtgever|voor wie|chi|per chi|committente|kto|klient|"
        "dla kogo|zleceniodawca"
    ),
    BriefField.TITLE: "title|headline|name of the project|project|teitl|titel|titre|título|titolo|tytuł",
    BriefField.SUMMARY: (
        "summary|in short|in brief|in a nutshell|in one sentence|abstract|overview|crynodeb|zusammenfassung|kurz|"
        "kurzfassung|résumé|en bref|resumen|en resumen|samenvatting|in het kort|sintesi|in breve|streszczenie|w skrócie"
    ),
    BriefField.PERIOD: (
        "when|period|dates|date|timing|duration|pryd|cyfnod|wann|zeitraum|quand|période|cuándo|período|periodo|wanneer|"
        "periode|quando|kiedy|okres"
    ),
    BriefField.PLACE: (
        "where|place|places|location|ble|lle|lleoliad|wo|ort|où|lieu|dónde|lugar|waar|plaats|dove|luogo|gdzie|miejsce"
    ),
    BriefField.CREDIT: (
        "photo|photos|photo credit|photograph|photographer|photography|image|image credit|picture|picture credit|"
        "credit|llun|ffotograff|foto|bild|fotograf|bildnachweis|photographie|crédit photo|fotografía|fotografia|zdjęcie"
    ),
}
_FIELDS = {word: meaning for meaning, words in _WORDS.items() for word in words.split("|")}
_BEFORE = re.compile(r"[ \t]*(?:#{1,6}[ \t]+)?([*_]{0,3})")
_AFTER = re.compile(r"[ \t]*[*_]{0,3}[ \t]*")
_SEPARATOR = re.compile(r"[:：]|(?<=[ \t*_])[-–—](?=[ \t*_]|$)")
_LONGEST = 60
_TRIED = 2


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a line.

    Attributes:
        meaning: the part that it begins.
        written: as it stands there, with what is around it.
        column: where the text after it begins, from 0.
    """

    meaning: BriefField | SectionKind
    written: str
    column: int


def read_label(line: str, language: str) -> Label | None:
    """Finds the label of a line: `Who:`, `**Who:**`, `Who –`, `## Who`, or a label that is the whole line."""
    before = _BEFORE.match(line)
    start = before.end() if before else 0
    emphasis = before[1] if before else ""
    for number, separator in enumerate(_SEPARATOR.finditer(line, start, start + _LONGEST + 1)):
        meaning = _meaning(line[start : separator.start()], language)
        if meaning:
            after = _AFTER.match(line, separator.end()) if emphasis else None
            end = after.end() if after else separator.end()
            return Label(meaning, line[:end].strip(), end)
        if number + 1 >= _TRIED:
            break
    meaning = _meaning(line[start:], language)
    return Label(meaning, line.strip(), len(line)) if meaning else None


def _meaning(text: str, language: str) -> BriefField | SectionKind | None:
    if not text.strip() or len(text) > _LONGEST:
        return None
    return _FIELDS.get(normalise_heading(text)) or section_kind(text, language)
