"""Owns the record as it was written: raw values with the position of every key; judges nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from casefolio.diagnostics import Position


class ScalarStyle(Enum):
    """How a text stands in YAML; only a plain one can be taken for something else."""

    PLAIN = "plain"
    QUOTED = "quoted"
    BLOCK = "block"


#: What YAML 1.1 reads as "no value" when it is written without quotes.
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, exactly as written: `no` is "no" and `1.10` is "1.10", whatever YAML makes of them."""

    text: str
    position: Position
    style: ScalarStyle = ScalarStyle.PLAIN

    @property
    def is_null(self) -> bool:
        """Whether the key has no value (`title:` with nothing behind it)."""
        return self.style is ScalarStyle.PLAIN and self.text in _NULLS


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple["Node", ...]
    position: Position


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value."""

    key: Scalar
    value: "Node"


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order written, each key once."""

    entries: tuple[Entry, ...]
    position: Position

    def entry(self, key: str) -> Entry | None:
        """The entry of a key, or None."""
        for entry in self.entries:
            if entry.key.text == key:
                return entry
        return None

    def get(self, key: str) -> "Node | None":
        """The value of a key, or None."""
        entry = self.entry(key)
        return entry.value if entry else None

    def __iter__(self) -> Iterator[Entry]:
        """The entries in the order written."""
        return iter(self.entries)

    def __reduce__(self) -> tuple[object, ...]:
        """As one flat list for a pickle: most of the objects that are kept of a record are nodes, each takes time."""
        flat: list[object] = []
        _flatten(self, flat)
        return _unflatten, (flat,)


Node = Scalar | Sequence | Mapping


def _flatten(node: Node, flat: list[object]) -> None:
    position = node.position
    place = (position.path, position.line, position.column)
    if isinstance(node, Scalar):
        flat += (node.text, *place, node.style)
    elif isinstance(node, Sequence):
        flat += (len(node.items), *place)
        for item in node.items:
            _flatten(item, flat)
    else:
        # Below zero, as lists are not.
        flat += (~len(node.entries), *place)
        for entry in node.entries:
            _flatten(entry.key, flat)
            _flatten(entry.value, flat)


def _unflatten(flat: list[Any]) -> Node:
    return _take(iter(flat))


def _take(flat: Iterator[Any]) -> Node:
    head, position = next(flat), Position(next(flat), next(flat), next(flat))
    if isinstance(head, str):
        return Scalar(head, position, next(flat))
    if head >= 0:
        return Sequence(tuple([_take(flat) for _ in range(head)]), position)
    return Mapping(tuple([Entry(_take_key(flat), _take(flat)) for _ in range(~head)]), position)


def _take_key(flat: Iterator[Any]) -> Scalar:
    return Scalar(next(flat), Position(next(flat), next(flat), next(flat)), next(flat))


class SectionKind(Enum):
    """The sections that casefolio knows; the value is the key under `sections:` in a YAML record."""

    BRIEF = "brief"
    APPROACH = "approach"
    TESTIMONIALS = "testimonials"
    OUTCOMES = "outcomes"
    LEARNING = "learning"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the body below a heading of level 2, or the text before the first one.

    Attributes:
        heading: as written; empty for the text before the first heading and in a YAML record.
        kind: None where the heading is the editor's own.
        markdown: the text below the heading, line for line; lines that became testimonials are left blank.
        position: of the heading, or of the text where there is none.
        first_line: the line of the file that the first line of `markdown` stands on.
        first_column: the column of the file that each of its lines begins in.
        has_own_lines: whether each line of `markdown` is a line of the file; YAML joins those of a folded text.
    """

    heading: str
    kind: SectionKind | None
    markdown: str
    position: Position
    first_line: int
    first_column: int = 1
    has_own_lines: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether nothing but white space stands below the heading."""
        return not self.markdown.strip()


@dataclass(frozen=True, slots=True)
class Record:
    """One case study as its file says it.

    Attributes:
        path: the file, `/`-separated, relative to the project's root.
        file_path: the same file on this machine.
        name: the file's name without its ending, or the folder's for `<slug>/index.md`: the default slug.
        fields: the front matter, or the whole YAML file.
        sections: the body's parts in the order written.
        quotes: what the body's quotes say, each a mapping with the keys of a testimonial
            (`quote`, and `name`, `role`, `organisation` where the attribution names them).
    """

    path: str
    file_path: Path
    name: str
    fields: Mapping
    sections: tuple[Section, ...] = ()
    quotes: tuple[Mapping, ...] = field(default=())

    @property
    def folder_path(self) -> Path:
        """The folder that the record's photos lie in."""
        return self.file_path.parent
