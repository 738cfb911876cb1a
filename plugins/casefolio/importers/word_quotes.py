"""Finds the quotes among the blocks of a document, and gives the other blocks back; changes no word of either."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from casefolio.importers.word_text import Block, BlockKind
from casefolio.loaders.brief import BriefQuote
from casefolio.loaders.brief_quotes import is_attribution, take_quotes
from casefolio.loaders.located_text import LocatedText
from casefolio.loaders.quotes import Quote, quotes_of
from casefolio.quote_marks import attribution_start, closes_quote, opens_quote, unwrapped

#: Elsewhere than under "What they said", straight marks may as well wrap a title.
_CURLY = ("“", "„", "«", "»")
_SPOKEN = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM})


def take_testimonials(blocks: Sequence[Block]) -> tuple[list[BriefQuote], list[Block]]:
    """Reads what stands under a heading for what people said.

    A paragraph in Word's style for quotes is one, and so is a paragraph or an item of a list in quote marks. The name
    stands behind a dash, in the same paragraph or the next one.

    Returns:
        The quotes, each with the number of its paragraph as its line, and the other blocks.
    """
    quotes: list[BriefQuote] = []
    rest: list[Block] = []
    for group in _groups(blocks):
        if group[0].kind is BlockKind.QUOTE:
            quotes += _styled_quotes(group)
        elif group[0].kind in _SPOKEN:
            found, others = _marked_quotes(group)
            quotes += found
            rest += others
        else:
            rest += group
    return quotes, rest


def take_quotes_elsewhere(blocks: Sequence[Block]) -> tuple[list[BriefQuote], list[Block]]:
    """Reads the quotes of any other part: paragraphs in a style for quotes, and those wholly in curly quote marks."""
    quotes: list[BriefQuote] = []
    rest: list[Block] = []
    group: list[Block] = []
    for block in (*blocks, None):
        if block and group and _is_named_by(group[-1], block):
            group.append(block)
            continue
        quotes += take_testimonials(group)[0]
        group = []
        if block and (block.kind is BlockKind.QUOTE or _is_wrapped(block)):
            group.append(block)
        elif block:
            rest.append(block)
    return quotes, rest


def _is_named_by(quote: Block, below: Block) -> bool:
    is_more = quote.kind is below.kind is BlockKind.QUOTE
    return is_more or (below.kind in {BlockKind.PARAGRAPH, BlockKind.QUOTE} and is_attribution(below.plain))


def _is_wrapped(block: Block) -> bool:
    text = block.plain.strip()
    if block.kind not in _SPOKEN or not text.startswith(_CURLY):
        return False
    return unwrapped(text) != (0, len(text)) or attribution_start(text) is not None


def _groups(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Blocks that can belong to the same quotes."""
    group: list[Block] = []
    for block in blocks:
        goes_on = group and (
            _is_named_by(group[-1], block)
            if group[0].kind is BlockKind.QUOTE
            else group[0].kind in _SPOKEN and block.kind in _SPOKEN
        )
        if group and not goes_on:
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _styled_quotes(group: Sequence[Block]) -> Iterator[BriefQuote]:
    """Quotes in a style of their own, with or without quote marks.

    Where nobody is named, each paragraph is a quote; otherwise all up to the name are one.
    """
    has_name = any(is_attribution(line.plain) for block in group for line in block.lines()[-1:])
    lines: list[LocatedText | None] = []
    opened = ""
    for block in group:
        own = [LocatedText.of(line.plain, block.number, 1) for line in block.lines()]
        is_new = not has_name or (opens_quote(own[0].text) and not opened)
        if lines and is_new and not is_attribution(own[0].text) and not opened:
            yield from map(_brief_quote, quotes_of(lines))
            lines = []
        lines += [None, *own] if lines and not is_attribution(own[0].text) else own
        opened = own[0].text if opens_quote(own[0].text) else opened
        opened = "" if not opened or closes_quote(opened, own[-1].text) or is_attribution(own[-1].text) else opened
    yield from map(_brief_quote, quotes_of(lines))


def _marked_quotes(group: Sequence[Block]) -> tuple[list[BriefQuote], list[Block]]:
    lines: list[LocatedText | None] = []
    by_line: list[Block] = []
    for block in group:
        lines += [None] if lines else []
        for line in block.lines():
            lines.append(LocatedText.of(line.plain, len(by_line), 1))
            by_line.append(line)
    found, rest = take_quotes(lines)
    quotes = [replace(_brief_quote(quote), line=by_line[quote.text.place(0)[0]].number) for quote in found]
    return quotes, [by_line[line.place(0)[0]] for line in rest]


def _brief_quote(quote: Quote) -> BriefQuote:
    attribution = quote.attribution.text if quote.attribution else ""
    return BriefQuote(quote.text.text, attribution, quote.text.place(0)[0])
