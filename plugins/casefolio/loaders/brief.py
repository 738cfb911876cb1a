"""Reads a plain brief, as editors receive it, into its parts; loses no word of it and writes no record."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from casefolio.loaders.brief_labels import BriefField, read_label
from casefolio.loaders.brief_quotes import take_quotes
from casefolio.loaders.located_text import LocatedText
from casefolio.loaders.text import normalise_lines
from casefolio.records import SectionKind

_BOM = "\ufeff"
_CREDIT = re.compile(
    r"[*_\s]*(?:photo(?:s|graph|graphs|graphy|graphie)?|image|picture|cover|llun|ffotograff|foto|bild|fotografía|"
    r"fotografia|zdjęcie)\s+(?:by|gan|von|de|par|por|door|di|autorstwa|courtesy of|©|\(c\))\s+\S",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[•·▪‣◦∙][ \t]*")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]")
#: A longer line is a whole paragraph, and the next one begins another; shorter ones may be wrapped by hand.
_LONG_LINE = 100

Line = LocatedText | None


@dataclass(frozen=True, slots=True)
class BriefQuote:
    """Words that somebody said.

    Attributes:
        text: without the quote marks that wrap it.
        attribution: without its dash; empty where nobody is named.
        line: of the brief, from 1.
    """

    text: str
    attribution: str
    line: int


@dataclass(frozen=True, slots=True)
class Brief:
    """A plain brief in its parts; a part that is not given is empty.

    Attributes:
        who: whom the work was for.
        title: of the study.
        summary: in a sentence or two.
        period: when it was, as written.
        place: where it was, as written.
        sections: each with its text as Markdown, in the order written; a heading of the editor's own, or an empty one
            for text without a heading, stands as it is.
        quotes: in the order written.
        credit: the photo's, as written.
        rest: what stands before the first label or was not understood, with its line (from 1).
        labels: the labels as written, with their lines, so that every word of the brief is in one of these fields.
    """

    who: str = ""
    title: str = ""
    summary: str = ""
    period: str = ""
    place: str = ""
    sections: tuple[tuple[SectionKind | str, str], ...] = ()
    quotes: tuple[BriefQuote, ...] = ()
    credit: str = ""
    rest: tuple[tuple[int, str], ...] = ()
    labels: tuple[tuple[int, str], ...] = ()


def parse_brief(text: str, language: str = "en") -> Brief:
    """Reads a brief.

    A paragraph that begins with a label (`Who:`, `**What I did:**`, `What they said –`, or the label alone on its
    line) begins a part, and the paragraphs after it belong to it. Under a label for what people said, a text in quote
    marks is a quote, with or without a bullet. A last line such as `Photo by … on …` is the credit.

    Args:
        text: of any kind; line ends are normalised and a byte order mark is dropped.
        language: of the labels, besides English.
    """
    lines = normalise_lines(text).removeprefix(_BOM).split("\n")
    collected = _Collected()
    last = next((i for i in range(len(lines) - 1, -1, -1) if lines[i].strip()), None)
    if last is not None and is_credit(lines[last]):
        collected.values[BriefField.CREDIT] = lines[last].strip()
        lines[last] = ""
    for part in _cut(lines, language, collected):
        collected.take(part)
    return collected.brief()


def is_credit(line: str) -> bool:
    """Whether a line names who made a photo: `Photo by … on …`."""
    return _CREDIT.match(line) is not None


@dataclass(slots=True)
class _Part:
    meaning: BriefField | SectionKind | None
    lines: list[Line] = field(default_factory=list)


def _cut(lines: Iterable[str], language: str, collected: "_Collected") -> list[_Part]:
    """Gives the lines to the labels above them; the first part has none."""
    parts = [_Part(None)]
    for number, line in enumerate(lines, start=1):
        label = read_label(line, language)
        column = label.column if label else 0
        if label:
            parts.append(_Part(label.meaning))
            collected.labels.append((number, label.written))
        text = LocatedText.of(line[column:], number, column + 1).strip()
        parts[-1].lines.append(text if text.text else None)
    return parts


@dataclass(slots=True)
class _Collected:
    """The parts of one brief while it is read."""

    values: dict[BriefField, str] = field(default_factory=dict)
    sections: list[tuple[SectionKind, str]] = field(default_factory=list)
    quotes: list[BriefQuote] = field(default_factory=list)
    rest: list[LocatedText] = field(default_factory=list)
    labels: list[tuple[int, str]] = field(default_factory=list)

    def take(self, part: _Part) -> None:
        if part.meaning is None:
            self.rest += [line for line in part.lines if line]
        elif part.meaning is SectionKind.TESTIMONIALS:
            quotes, others = take_quotes(part.lines)
            for quote in quotes:
                attribution = quote.attribution.text if quote.attribution else ""
                self.quotes.append(BriefQuote(quote.text.text, attribution, quote.text.place(0)[0]))
            self.rest += others
        elif isinstance(part.meaning, SectionKind):
            self.sections.append((part.meaning, _markdown(part.lines)))
        else:
            self._take_field(part.meaning, part.lines)

    def _take_field(self, meaning: BriefField, lines: list[Line]) -> None:
        if meaning is BriefField.WHO:
            given = [self.values.get(meaning, ""), _markdown(lines)]
            self.values[meaning] = "\n\n".join(value for value in given if value)
            return
        start = next((i for i, line in enumerate(lines) if line), len(lines))
        end = start + 1
        if meaning is BriefField.SUMMARY:
            end = next((i for i in range(start, len(lines)) if lines[i] is None), len(lines))
        value = _markdown(lines[start:end])
        if value and meaning in self.values:  # given twice: which one counts is for the editor to say
            start = end = 0
        elif value:
            self.values[meaning] = value
        self.rest += [line for line in (*lines[:start], *lines[end:]) if line]

    def brief(self) -> Brief:
        return Brief(
            **{meaning.value: value for meaning, value in self.values.items()},
            sections=tuple(self.sections),
            quotes=tuple(self.quotes),
            rest=tuple(sorted((line.place(0)[0], line.text) for line in self.rest)),
            labels=tuple(self.labels),
        )


def _markdown(lines: Iterable[Line]) -> str:
    """Puts lines together as Markdown: bullets become `-`, and a line below a long one begins a paragraph."""
    written: list[str] = []
    for line in lines:
        last = written[-1] if written else ""
        if line is None:
            written += [""] if last else []
            continue
        text = _BULLET.sub("- ", line.text, count=1) if _BULLET.match(line.text) else line.text
        is_list = _ITEM.match(last) is not None and _ITEM.match(text) is not None
        if last and not is_list and (len(last) > _LONG_LINE or (_ITEM.match(text) is not None)):
            written.append("")
        written.append(text)
    return "\n".join(written).strip()
