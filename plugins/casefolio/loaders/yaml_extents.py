"""Tells where the texts of YAML end, which nodes don't need to know; reads only what could be read before."""

from dataclasses import dataclass

import yaml

from casefolio.loaders.source_text import SourceText

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Extent:
    """A text as it stands on its line.

    Attributes:
        written: with its quote marks, if it has any.
        mark: the quote mark; empty where there is none.
    """

    written: str
    mark: str


def find_extents(source: SourceText) -> dict[tuple[int, int], Extent]:
    """The texts that begin and end on one line.

    Args:
        source: YAML with its place in the file.

    Returns:
        By line and column of the file; those before the first mistake where the YAML can't be read.
    """
    extents: dict[tuple[int, int], Extent] = {}
    try:
        for event in yaml.parse(source.text, Loader=_LOADER):
            if isinstance(event, yaml.ScalarEvent) and event.start_mark and event.end_mark:
                extent = _extent(event, source.text[event.start_mark.index : event.end_mark.index])
                position = source.position(event.start_mark.index)
                if extent:
                    extents[position.line, position.column] = extent
    except yaml.YAMLError:
        pass
    return extents


def _extent(event: yaml.ScalarEvent, written: str) -> Extent | None:
    is_named = event.anchor is not None or event.tag is not None
    if not written or "\n" in written or is_named or event.style in {"|", ">"}:
        return None
    return Extent(written, event.style if event.style in {"'", '"'} else "")
