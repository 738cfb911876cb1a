"""The parts of `make audit` that need neither the demo nor Lighthouse; what it measures is nobody's test."""

import re
from pathlib import Path

from benchmarks.audit.__main__ import PARTS
from benchmarks.audit.tables import NO_GOAL, Reached, Row, Table, at_least, at_most, none_of, render_table

ROOT_PATH = Path(__file__).parents[1]


def test_a_table_has_goals_beside_what_was_reached_and_marks_what_misses() -> None:
    table = Table(
        "Weights",
        (
            Row("a page", "≤ 140 KiB", (at_most(140, 140, "140 KiB"), at_most(141, 140, "141 KiB"))),
            Row("a score", "≥ 98", (at_least(98, 98, "98"), at_least(97, 98, "97"))),
            Row("a|b", "0", (none_of(()), none_of(("one",)))),
            Row("no goal", NO_GOAL, (Reached("5"), Reached("6"))),
        ),
        columns=("home", "wall"),
        notes=("a page: first line\nsecond line",),
    )

    assert render_table(table).split("\n") == [
        "## Weights",
        "",
        "| what | goal | home | wall |",
        "| --- | --- | ---: | ---: |",
        "| a page | ≤ 140 KiB | 140 KiB | **141 KiB** |",
        "| a score | ≥ 98 | 98 | **97** |",
        r"| a\|b | 0 | 0 | **1** |",
        "| no goal | – | 5 | 6 |",
        "",
        "- a page: first line second line",
        "",
    ]


def test_a_table_may_have_nothing_but_notes() -> None:
    assert render_table(Table("axe: not measured", (), notes=("why",))) == "## axe: not measured\n\n- why\n"


def test_the_manual_names_every_part() -> None:
    text = (ROOT_PATH / "docs" / "measurements.md").read_text("utf-8")

    assert re.findall(r"^\| `(\w+)` \|", text.partition("## The published site")[2], re.MULTILINE) == list(PARTS)
