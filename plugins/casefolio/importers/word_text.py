"""Owns the text of a Word document as blocks of formatted runs, and writes it as Markdown; reads no document."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

#: What may be a sign of Markdown, by itself or with what another run goes on with.
_SPECIAL = re.compile(r"[\\`*\[\]<]|(?<=<)!|^!|!$|(?<!\w)_|_(?!\w)|~(?=~|$)|&(?=#|\w|$)")
#: What would make something else than a paragraph of a line that begins with it.
_LINE_START = re.compile(r"^(?:(?=[>|#])|(?=[-+](?:\s|$))|(?=(?:=+\s*|(?:-\s*)+)$)|(?=~~~)|\d{1,9}(?=[.)](?:\s|$)))")
_INDENT = "    "


class BlockKind(Enum):
    """What a block of a document is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    ITEM = "item"
    TABLE = "table"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look; its line breaks are those that the author set."""

    text: str
    is_strong: bool = False
    is_emphasised: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, an item of a list, a note at the foot, or a table.

    Attributes:
        kind: what it is.
        number: of the paragraph, from 1; a table has that of its first one.
        runs: its text; a table has none.
        level: of a heading, an item or a note, from 1.
        ordinal: of an item of a numbered list; 0 for a bullet.
        rows: of a table, each with its cells, each with its blocks.
    """

    kind: BlockKind
    number: int
    runs: tuple[Run, ...] = ()
    level: int = 0
    ordinal: int = 0
    rows: tuple[tuple[tuple["Block", ...], ...], ...] = ()

    @property
    def plain(self) -> str:
        """Its text without any look; of a table, that of all cells."""
        if self.rows:
            return " ".join(block.plain for row in self.rows for cell in row for block in cell)
        return "".join(run.text for run in self.runs)

    def cut(self, start: int) -> "Block":
        """The block without the first characters of its plain text."""
        kept: list[Run] = []
        for run in self.runs:
            kept += [replace(run, text=run.text[start:])] if start < len(run.text) else []
            start = max(start - len(run.text), 0)
        return replace(self, runs=tidy_runs(kept))

    def lines(self) -> list["Block"]:
        """A block for each of its lines."""
        lines: list[list[Run]] = [[]]
        for run in self.runs:
            first, *others = run.text.split("\n")
            lines[-1].append(replace(run, text=first))
            lines += [[replace(run, text=text)] for text in others]
        tidied = [tidy_runs(line) for line in lines]
        return [replace(self, runs=runs) for runs in tidied if runs]


def tidy_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Joins runs of the same look, and drops white space that nobody sees."""
    joined: list[Run] = []
    for run in runs:
        text = re.sub(r"[ \t\r\f]+", " ", run.text)
        text = re.sub(r" ?\n ?", "\n", text)
        if joined and joined[-1].text[-1:] in {" ", "\n", ""}:
            text = text.lstrip(" ")
        if joined and replace(joined[-1], text="") == replace(run, text=""):
            joined[-1] = replace(run, text=joined[-1].text + text)
        elif text:
            joined.append(replace(run, text=text))
    while joined and not joined[0].text.strip():
        joined.pop(0)
    while joined and not joined[-1].text.strip():
        joined.pop()
    if joined:
        joined[0] = replace(joined[0], text=joined[0].text.lstrip())
        joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip())
    return tuple(joined)


def write_markdown(blocks: Sequence[Block], top_level: int = 1) -> str:
    """Writes blocks as Markdown that shows exactly their words.

    Args:
        blocks: in the order of the document.
        top_level: the level of headings that a section begins with; deeper ones stand below it.
    """
    written: list[str] = []
    last: Block | None = None
    depth = 0
    for block in blocks:
        if block.kind in {BlockKind.ITEM, BlockKind.NOTE}:
            is_first = last is None or last.kind is not block.kind
            # Markdown knows no item below none.
            depth = 0 if is_first else min(max(block.level - 1, 0), depth + 1)
            gap = "\n" if is_first and written else ""
            sign = f"{block.ordinal}." if block.ordinal else "-"
            indent = _INDENT * depth
            text = _inline(block.runs).replace("\n", f"\n{indent}{_INDENT}")
            written.append(f"{gap}{indent}{sign} {text}")
        else:
            gap = "\n" if written else ""
            written.append(f"{gap}{_block(block, top_level)}")
        last = block
    return "\n".join(written)


def write_heading(block: Block) -> str:
    """The text of a heading, on one line."""
    text = _inline(tuple(Run(run.text.replace("\n", " ")) for run in block.runs))
    return re.sub(r"(?<=\s)#+$", r"\\\g<0>", text)


def _block(block: Block, top_level: int) -> str:
    if block.kind is BlockKind.HEADING:
        return f"{'#' * min(max(block.level - top_level + 2, 3), 6)} {write_heading(block)}"
    if block.kind is BlockKind.QUOTE:
        return "\n".join(f"> {line}" for line in _inline(block.runs).split("\n"))
    if block.kind is BlockKind.TABLE:
        return _table(block.rows)
    return _inline(block.runs)


def _table(rows: Sequence[Sequence[Sequence[Block]]]) -> str:
    width = max(len(row) for row in rows)
    lines = []
    for row in rows:
        cells = [" / ".join(_cell(block) for block in cell) for cell in row]
        lines.append(f"| {' | '.join([*cells, *([''] * (width - len(cells)))])} |")
    lines.insert(1, f"|{' --- |' * width}")
    return "\n".join(lines)


def _cell(block: Block) -> str:
    if block.rows:
        return " / ".join(_cell(inner) for row in block.rows for cell in row for inner in cell)
    # No line begins in a cell, and a bar ends one.
    return _pieces([replace(run, text=run.text.replace("\n", " ")) for run in block.runs]).replace("|", r"\|")


def _inline(runs: Sequence[Run]) -> str:
    # Two blanks at the end are a line break to Markdown, and so is a backslash, which editors see.
    lines = _pieces(runs).split("\n")
    return "\\\n".join(_LINE_START.sub(r"\g<0>\\", line.strip()) for line in lines if line.strip())


def _pieces(runs: Sequence[Run]) -> str:
    pieces: list[str] = []
    for number, run in enumerate(runs):
        before = runs[number - 1].text[-1:] if number else ""
        behind = runs[number + 1].text[:1] if number + 1 < len(runs) else ""
        piece = _run(run, before, behind)
        if piece.startswith("*") and pieces and pieces[-1].endswith("*"):
            # Stars that touch can't be told apart.
            piece = _run(Run(run.text, url=run.url), before, behind)
        pieces.append(piece)
    return "".join(pieces)


def _run(run: Run, before: str, behind: str) -> str:
    text = _SPECIAL.sub(lambda match: f"\\{match.group()}", run.text)
    inner = text.strip()
    if not inner:
        return text
    left, right = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    stars = "*" * (2 * run.is_strong + run.is_emphasised)
    if "\n" in inner or not _may_stand(left[-1:] or before, inner, right[:1] or behind):
        stars = ""
    marked = f"{stars}{inner}{stars}"
    if run.url:
        marked = f"[{marked}](<{run.url}>)" if re.search(r"[()\s]", run.url) else f"[{marked}]({run.url})"
    return f"{left}{marked}{right}"


def _may_stand(before: str, inner: str, behind: str) -> bool:
    """Whether CommonMark takes stars around a text for emphasis, and not for stars."""
    opens = inner[0].isalnum() or not before.isalnum()
    return opens and (inner[-1].isalnum() or not behind.isalnum())
