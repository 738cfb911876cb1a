"""Tells where the texts of YAML end, which nodes don't need to know; reads only what could be read before."""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from casefolio.loaders.source_text import SourceText

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Extent:
    """A text as it stands in the file.

    Attributes:
        written: with its quote marks, if it has any, or with the sign above it; it may have several lines.
        mark: the quote mark, or the sign `|` or `>`; empty where there is none.
        text: what it says.
    """

    written: str
    mark: str
    text: str

    @property
    def is_on_one_line(self) -> bool:
        """Whether it ends on the line that it begins on."""
        return "\n" not in self.written and self.mark not in {"|", ">"}


def find_extents(source: SourceText) -> dict[tuple[int, int], Extent]:
    """The texts with their ends.

    Args:
        source: YAML with its place in the file.

    Returns:
        By line and column of the file; those before the first mistake where the YAML can't be read.
    """
    extents: dict[tuple[int, int], Extent] = {}
    for event in _iter_events(source.text):
        if isinstance(event, yaml.ScalarEvent) and event.start_mark and event.end_mark:
            written = source.text[event.start_mark.index : event.end_mark.index]
            is_named = event.anchor is not None or event.tag is not None
            if written and not is_named:
                position = source.position(event.start_mark.index)
                extents[position.line, position.column] = Extent(written, _mark(event), event.value)
    return extents


def outline(text: str) -> tuple[tuple[str, str], ...]:
    """What YAML says, piece by piece: the kind of each, and the words of a text.

    Two files with the same outline hold the same, however they are written.

    Args:
        text: YAML; up to its first mistake where it can't be read.
    """
    return tuple(
        (type(event).__name__, event.value if isinstance(event, yaml.ScalarEvent) else "")
        for event in _iter_events(text)
    )


def _iter_events(text: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except yaml.YAMLError:
        return


def _mark(event: yaml.ScalarEvent) -> str:
    return event.style if event.style in {"'", '"', "|", ">"} else ""
