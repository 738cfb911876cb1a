"""Owns what a part of the audit answers with, goals beside what was reached, and its form in Markdown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


class NotMeasuredError(RuntimeError):
    """Something could not be measured; says what, and what would help."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What was measured, beside a goal.

    Attributes:
        text: the figure with its unit.
        is_met: whether the goal is reached, or there is none.
    """

    text: str
    is_met: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A goal, and what was reached in each of the cases.

    Attributes:
        what: is measured.
        goal: in words; a dash where there is none.
        reached: one for each column of the table.
    """

    what: str
    goal: str
    reached: tuple[Reached, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What one part of the audit found.

    Attributes:
        title: of the part.
        rows: the goals.
        columns: the cases that were measured; one without a name of its own is `reached`.
        notes: what stands below the table: each thing that is wrong, or how it was measured.
    """

    title: str
    rows: tuple[Row, ...]
    columns: tuple[str, ...] = ("reached",)
    notes: tuple[str, ...] = ()


NO_GOAL = "–"


def at_most(value: float, limit: float, text: str) -> Reached:
    """A figure that is to stay within a limit."""
    return Reached(text, is_met=value <= limit)


def at_least(value: float, limit: float, text: str) -> Reached:
    """A figure that is to come up to one."""
    return Reached(text, is_met=value >= limit)


def none_of(things: Sequence[object]) -> Reached:
    """A number of things that is to be zero."""
    return Reached(str(len(things)), is_met=not things)


def in_kibibytes(size: int) -> str:
    """A number of bytes as people read it; 1 KiB is 1,024 bytes."""
    return f"{size / 1024:.1f} KiB"


def render_table(table: Table) -> str:
    """A table in Markdown under its heading, with what misses its goal in bold, and the notes as a list below."""
    lines = [f"## {table.title}", ""]
    if table.rows:
        lines += _render_rows(table)
    if table.notes:
        lines += [*(f"- {_in_one_line(note)}" for note in table.notes), ""]
    return "\n".join(lines)


def _render_rows(table: Table) -> Iterable[str]:
    yield _render_cells(["what", "goal", *table.columns])
    yield f"| --- | --- |{' ---: |' * len(table.columns)}"
    for row in table.rows:
        yield _render_cells([row.what, row.goal, *(_render_reached(item) for item in row.reached)])
    yield ""


def _render_reached(reached: Reached) -> str:
    return reached.text if reached.is_met else f"**{reached.text}**"


def _render_cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(_in_one_line(cell).replace('|', chr(92) + '|') for cell in cells)} |"


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
