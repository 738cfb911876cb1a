"""Tells as ranges of text what mending changes, each beside the diagnostic that it mends; changes nothing."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile

from casefolio.diagnostics import Diagnostic, Position, Suggestion
from casefolio.mending.mended_files import MendedFile, split_lines
from casefolio.mending.proposals import can_mend


def suggest(file: MendedFile, diagnostics: Sequence[Diagnostic]) -> dict[Diagnostic, tuple[Suggestion, ...]]:
    """What `--fix` would change in a record, by the diagnostic that asks for it.

    Args:
        file: with its texts.
        diagnostics: of the project, ordered by place.

    Returns:
        All changes: what is mended on one line with another mistake stands beside the first of them.
    """
    own = [item for item in diagnostics if item.position.path == file.path]
    owners = [item for item in own if can_mend(item)] or own
    found: dict[Diagnostic, tuple[Suggestion, ...]] = {}
    if not owners:
        return found
    before, after = split_lines(file.before), split_lines(file.after)
    starts = {item.position.line for item in owners}
    for old, new in _iter_chunks(before, after, starts):
        owner = _owner(owners, old)
        found[owner] = (*found.get(owner, ()), _suggestion(file.path, before, after, old, new))
    return found


def _iter_chunks(before: list[str], after: list[str], starts: set[int]) -> Iterator[tuple[range, range]]:
    """The lines that change with those that take their place, from 0; split where another mistake begins."""
    for kind, first, last, new_first, new_last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        cuts = [first]
        if last - first == new_last - new_first:
            cuts += [number for number in range(first + 1, last) if number + 1 in starts]
        shift = new_first - first
        for cut, end in zip(cuts, [*cuts[1:], last], strict=True):
            yield range(cut, end), range(cut + shift, new_last if end == last else end + shift)


def _owner(owners: Sequence[Diagnostic], lines: range) -> Diagnostic:
    """The first mistake on the lines; else the last one above them."""
    on_them = [item for item in owners if item.position.line - 1 in lines]
    above = [item for item in owners if item.position.line - 1 < lines.start]
    return next(iter(on_them or above[-1:] or owners))


def _suggestion(path: str, before: list[str], after: list[str], old: range, new: range) -> Suggestion:
    """The words that change on these lines."""
    is_whole = not old or not new
    texts = [
        "".join(f"{line}\n" for line in (lines[part.start : part.stop]))
        for lines, part in ((before, old), (after, new))
    ]
    was, becomes = texts if is_whole else (text.removesuffix("\n") for text in texts)
    start = 0 if is_whole else _count_same(was, becomes)
    end = 0 if is_whole else _count_same(was[start:][::-1], becomes[start:][::-1])
    while start and was[start - 1].isalnum():
        start -= 1
    while end and was[len(was) - end].isalnum():
        end -= 1
    stop = len(was) - end
    return Suggestion(
        _position(path, old.start, was[:start]),
        _position(path, old.start, was[:stop]),
        becomes[start : len(becomes) - end],
    )


def _position(path: str, first: int, text: str) -> Position:
    """Behind a text that begins on a line, from 0."""
    return Position(path, first + text.count("\n") + 1, len(text) - text.rfind("\n"))


def _count_same(one: str, other: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
