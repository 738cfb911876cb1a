"""Reads the HTML that a Word document was turned into as blocks; knows nothing of case studies."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from casefolio.importers.word_text import Block, BlockKind, Run, tidy_runs

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_VOID = frozenset({"br", "img"})
_BLOCKS = frozenset({*_HEADINGS, "p", "ul", "ol", "li", "table", "blockquote", "div"})
_LINKED = ("https://", "http://", "mailto:", "tel:")
_NOTE_IDS = ("footnote-", "endnote-")


def parse_blocks(html: str) -> tuple[Block, ...]:
    """Reads well-formed HTML.

    Args:
        html: of headings, paragraphs, lists, block quotes, tables and what stands in them.
    """
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return tuple(_Blocks().iter_blocks(builder.root))


def lost_links(html: str) -> tuple[str, ...]:
    """The addresses of links that a record can't hold: only their words stay."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return tuple(dict.fromkeys(_iter_lost_links(builder.root)))


@dataclass(slots=True)
class _Element:
    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["_Element | str"] = field(default_factory=list)

    def elements(self, *names: str) -> Iterator["_Element"]:
        return (child for child in self.children if isinstance(child, _Element) and child.name in names)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = _Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(_Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if len(self._open) > 1 and self._open[-1].name == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data.replace("\n", " "))


@dataclass(slots=True)
class _Blocks:
    """Counts the paragraphs while it reads them."""

    number: int = 0

    def iter_blocks(self, parent: _Element, kind: BlockKind = BlockKind.PARAGRAPH, depth: int = 0) -> Iterator[Block]:
        loose: list[_Element | str] = []
        for child in parent.children:
            if not isinstance(child, _Element) or child.name not in _BLOCKS:
                loose.append(child)
                continue
            yield from self._text(kind, loose)
            loose = []
            yield from self._block(child, kind, depth)
        yield from self._text(kind, loose)

    def _block(self, element: _Element, kind: BlockKind, depth: int) -> Iterator[Block]:
        if element.name in _HEADINGS:
            is_title = element.attributes.get("class") == "title"
            heading = BlockKind.TITLE if is_title else BlockKind.HEADING
            level = _HEADINGS[element.name]
            yield from (replace(block, level=level) for block in self._text(heading, element.children))
        elif element.name == "table":
            yield from self._table(element)
        elif element.name in {"ul", "ol"}:
            yield from self._list(element, depth)
        elif element.name == "blockquote":
            yield from self.iter_blocks(element, BlockKind.QUOTE, depth)
        else:
            yield from self.iter_blocks(element, kind, depth)

    def _list(self, element: _Element, depth: int) -> Iterator[Block]:
        for ordinal, item in enumerate(element.elements("li"), start=1):
            is_note = item.attributes.get("id", "").startswith(_NOTE_IDS)
            kind = BlockKind.NOTE if is_note else BlockKind.ITEM
            for block in self.iter_blocks(item, kind, depth + 1):
                is_own = block.kind is kind and block.level == 0
                counted = ordinal if element.name == "ol" else 0
                # What a nested list yields has its place already, one level further in.
                yield replace(block, level=depth + 1, ordinal=counted) if is_own else block

    def _table(self, element: _Element) -> Iterator[Block]:
        number = self.number + 1
        below: dict[int, int] = {}
        rows: list[tuple[tuple[Block, ...], ...]] = []
        for row in _iter_rows(element):
            cells: list[tuple[Block, ...]] = []
            for cell in row.elements("td", "th"):
                cells += _spanned(below, len(cells))
                own = tuple(self.iter_blocks(cell))
                width, height = (_span(cell, name) for name in ("colspan", "rowspan"))
                below |= dict.fromkeys(range(len(cells), len(cells) + width), height - 1)
                cells += [own, *([()] * (width - 1))]
            rows.append((*cells, *_spanned(below, len(cells))))
        if any(block for cells in rows for cell in cells for block in cell):
            yield Block(BlockKind.TABLE, number, rows=tuple(rows))

    def _text(self, kind: BlockKind, children: Iterable[_Element | str]) -> Iterator[Block]:
        runs = tidy_runs(_iter_runs(children, Run("")))
        if runs:
            self.number += 1
            yield Block(kind, self.number, runs)


def _iter_rows(table: _Element) -> Iterator[_Element]:
    for child in table.elements("tr", "thead", "tbody"):
        yield from (child,) if child.name == "tr" else child.elements("tr")


def _spanned(below: dict[int, int], column: int) -> list[tuple[Block, ...]]:
    """Empty cells where one of a row above goes on."""
    cells: list[tuple[Block, ...]] = []
    while below.get(column, 0) > 0:
        below[column] -= 1
        column += 1
        cells.append(())
    return cells


def _span(cell: _Element, name: str) -> int:
    text = cell.attributes.get(name, "1")
    return min(max(int(text), 1), 100) if text.isascii() and text.isdigit() else 1


def _iter_runs(children: Iterable[_Element | str], look: Run) -> Iterator[Run]:
    for child in children:
        if isinstance(child, str):
            yield replace(look, text=child)
        elif child.name == "br":
            yield replace(look, text="\n")
        elif child.name == "a" and child.attributes.get("href", "").startswith(("#footnote-ref", "#endnote-ref")):
            continue  # the arrow back up
        else:
            yield from _iter_runs(child.children, _look(child, look))


def _look(element: _Element, look: Run) -> Run:
    if element.name in {"strong", "b"}:
        return replace(look, is_strong=True)
    if element.name in {"em", "i"}:
        return replace(look, is_emphasised=True)
    url = element.attributes.get("href", "") if element.name == "a" else ""
    return replace(look, url=url) if _is_kept(url) else look


def _is_kept(url: str) -> bool:
    return url.lower().startswith(_LINKED) and not any(c in "<>\\\n" for c in url)


def _iter_lost_links(parent: _Element) -> Iterator[str]:
    for child in parent.children:
        if isinstance(child, _Element):
            url = child.attributes.get("href", "")
            if url and not url.startswith("#") and not _is_kept(url):
                yield url
            yield from _iter_lost_links(child)
