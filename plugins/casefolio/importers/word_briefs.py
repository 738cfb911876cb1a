"""Finds the parts of a case study in the blocks of a Word document; loses no block and writes no record."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from casefolio.importers.brief_records import REST_HEADING
from casefolio.importers.word_quotes import take_quotes_elsewhere, take_testimonials
from casefolio.importers.word_text import Block, BlockKind, Run, write_heading, write_markdown
from casefolio.loaders.brief import Brief, BriefQuote, is_credit
from casefolio.loaders.brief_labels import BriefField, Label, read_label
from casefolio.records import SectionKind

#: Where stand the notes at the foot of the pages.
NOTES_HEADING = "Notes"

_FIRST_WORDS = 6
_TEXTS = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM})


@dataclass(frozen=True, slots=True)
class WordBrief:
    """A document in its parts.

    Attributes:
        brief: with Markdown as the text of its sections.
        notes: what was guessed, or fits no part, with the paragraph that it begins with.
    """

    brief: Brief
    notes: tuple[str, ...]


def read_word_brief(blocks: Sequence[Block], language: str, leftover: Iterable[str] = ()) -> WordBrief:
    """Reads a document that has headings, or labels as a plain brief has them, or both.

    Args:
        blocks: of the document.
        language: of the headings and labels, besides English.
        leftover: paragraphs that are in the document and in none of its blocks.
    """
    collected = _Collected()
    title, others = _take_title(_flatten(blocks, language), language)
    if title:
        collected.fields[BriefField.TITLE] = " ".join(title.plain.split())
    body = [block for block in others if block.kind is not BlockKind.NOTE]
    notes = [block for block in others if block.kind is BlockKind.NOTE]
    for part in _cut(_take_credit(body, collected), language, collected):
        collected.take(part)
    collected.finish(notes, tuple(leftover))
    return WordBrief(collected.brief(), tuple(collected.notes))


def describe_place(block: Block) -> str:
    """Where a block stands, so that an editor finds it: `paragraph 7 (“The budget was …”)`."""
    words = block.plain.split()
    shown = " ".join(words[:_FIRST_WORDS]).strip('“”„«»"')
    return f"paragraph {block.number} (“{shown}{' …' if len(words) > _FIRST_WORDS else ''}”)"


@dataclass(slots=True)
class _Part:
    """The blocks below a heading or behind a label."""

    meaning: BriefField | SectionKind | None
    heading: str = ""
    level: int = 0
    number: int = 0
    blocks: list[Block] = field(default_factory=list)

    @property
    def top_level(self) -> int:
        """Of the headings right below its own."""
        levels = [block.level for block in self.blocks if block.kind is BlockKind.HEADING]
        return min(levels, default=2) - 1


@dataclass(slots=True)
class _Collected:
    """The parts of one document while it is read."""

    fields: dict[BriefField, str] = field(default_factory=dict)
    sections: list[tuple[SectionKind | str, str]] = field(default_factory=list)
    quotes: list[BriefQuote] = field(default_factory=list)
    labels: list[tuple[int, str]] = field(default_factory=list)
    rest: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def take(self, part: _Part) -> None:
        if isinstance(part.meaning, BriefField):
            self._take_field(part.meaning, part.blocks)
        elif part.meaning is SectionKind.TESTIMONIALS:
            quotes, others = take_testimonials(part.blocks)
            self.quotes += quotes
            if others:
                self.notes.append(f"text: {describe_place(others[0])} is no quote; it stands below `## {part.heading}`")
                self.sections.append((part.meaning, write_markdown(others, part.top_level)))
        else:
            self._take_section(part, part.meaning)

    def _take_section(self, part: _Part, kind: SectionKind | None) -> None:
        quotes, others = take_quotes_elsewhere(part.blocks)
        self.quotes += quotes
        place = f"below `{part.heading}`" if part.heading else "above the first heading"
        for quote in quotes:
            block = next(block for block in part.blocks if block.number == quote.line)
            self.notes.append(f"testimonials: {describe_place(block)} stood {place}; it is a testimonial now")
        text = write_markdown(others, part.top_level)
        if kind is not None:
            self.sections.append((kind, text))
        elif part.heading:
            self.sections.append((part.heading, text))
            self.notes.append(
                f"text: paragraph {part.number} (`{part.heading}`) is no known heading; it stays as it is"
            )
        elif others:
            self.sections.append(("", text))
            self.notes.append(f"text: {describe_place(others[0])} stands above the first heading and begins the text")

    def _take_field(self, meaning: BriefField, blocks: list[Block]) -> None:
        texts = [block for block in blocks if block.kind in _TEXTS]
        taken = texts if meaning in {BriefField.WHO, BriefField.SUMMARY} else texts[:1]
        if meaning in self.fields and meaning is not BriefField.WHO:  # given twice: which one counts is not for us
            taken = []
        if taken:
            given = [self.fields.get(meaning, ""), *(block.plain for block in taken)]
            self.fields[meaning] = "\n\n".join(text for text in given if text)
        self.rest += [block for block in blocks if block not in taken]

    def finish(self, notes: Sequence[Block], leftover: tuple[str, ...]) -> None:
        """Gives a place to what has none yet."""
        if notes:
            self.sections.append((NOTES_HEADING, write_markdown(notes)))
        text = write_markdown(self.rest)
        if self.rest:
            self.notes.append(
                f"text: {describe_place(self.rest[0])} fits no label; it stands below `## {REST_HEADING}`"
            )
        if leftover:
            first = " ".join(leftover[0].split()[:_FIRST_WORDS])
            self.notes.append(f"text: “{first} …” stands in a place that can't be told; see `## {REST_HEADING}`")
        lost = write_markdown([Block(BlockKind.PARAGRAPH, 0, (Run(words),)) for words in leftover])
        if text or lost:
            self.sections.append((REST_HEADING, "\n\n".join(part for part in (text, lost) if part)))

    def brief(self) -> Brief:
        return Brief(
            **{meaning.value: value for meaning, value in self.fields.items()},
            sections=tuple(self.sections),
            quotes=tuple(self.quotes),
            rest=(),
            labels=tuple(self.labels),
        )


def _flatten(blocks: Iterable[Block], language: str) -> Iterator[Block]:
    """Takes the frames away that are tables only to Word, and the labels out of paragraphs of several lines."""
    for block in blocks:
        if block.kind is BlockKind.TABLE and _is_frame(block, language):
            yield from _flatten((inner for row in block.rows for cell in row for inner in cell), language)
        elif block.kind is BlockKind.PARAGRAPH and any(_label(line, language) for line in block.lines()[1:]):
            yield from block.lines()
        else:
            yield block


def _is_frame(table: Block, language: str) -> bool:
    """A table of one column, or one whose first column holds nothing but labels."""
    widths = {len(row) for row in table.rows}
    if widths == {1}:
        return True
    firsts = [" ".join(block.plain for block in row[0]) for row in table.rows]
    labels = [read_label(text, language) for text in firsts]
    return widths == {2} and all(
        label is not None and label.column == len(text) for label, text in zip(labels, firsts, strict=True)
    )


def _take_title(blocks: Iterable[Block], language: str) -> tuple[Block | None, list[Block]]:
    """The document's title: in the style for it, or the one heading of the first level that all begins with."""
    kept = list(blocks)
    title = next((block for block in kept if block.kind is BlockKind.TITLE), None)
    if title is None and kept and kept[0].kind is BlockKind.HEADING and kept[0].level == 1:
        tops = [block for block in kept if block.kind is BlockKind.HEADING and block.level == 1]
        title = kept[0] if len(tops) == 1 and not _label(kept[0], language) else None
    others = [block for block in kept if block is not title]
    return title, [
        replace(block, kind=BlockKind.HEADING) if block.kind is BlockKind.TITLE else block for block in others
    ]


def _take_credit(blocks: list[Block], collected: _Collected) -> list[Block]:
    """Keeps a last line such as `Photo by … on …` apart."""
    if blocks and blocks[-1].kind is BlockKind.PARAGRAPH and is_credit(blocks[-1].plain):
        collected.fields[BriefField.CREDIT] = " ".join(blocks[-1].plain.split())
        return blocks[:-1]
    return blocks


def _cut(blocks: Iterable[Block], language: str, collected: _Collected) -> list[_Part]:
    """Gives the blocks to the headings and labels above them; the first part has none."""
    parts = [_Part(None)]
    for block in blocks:
        label = _label(block, language)
        if label:
            heading = block.cut(0) if label.column >= len(block.plain) else replace(block, runs=(Run(label.written),))
            level = block.level if block.kind is BlockKind.HEADING else 0
            name = write_heading(heading).strip(" :–—-")
            parts.append(_Part(label.meaning, name, level, block.number))
            collected.labels.append((block.number, label.written))
            rest = block.cut(label.column)
            parts[-1].blocks += [replace(rest, kind=BlockKind.PARAGRAPH)] if rest.runs else []
        elif block.kind is BlockKind.HEADING and not 0 < parts[-1].level < block.level:
            parts.append(_Part(None, write_heading(block), block.level, block.number))
        else:
            parts[-1].blocks.append(block)
    return parts


def _label(block: Block, language: str) -> Label | None:
    if block.kind not in {BlockKind.PARAGRAPH, BlockKind.HEADING}:
        return None
    return read_label(block.plain.partition("\n")[0], language)
