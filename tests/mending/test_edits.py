"""What applying edits to a text promises."""

import re

from hypothesis import given
from hypothesis import strategies as st

from casefolio.mending.edits import Edit, apply_edits

TEXT = "\ufefftitle: x\r\nstatus: Draft\rcafé: no\n"


def edit(line: int, column: int, length: int, replacement: str) -> Edit:
    return Edit("a.md", line, column, length, replacement)


def test_lines_and_columns_are_those_of_diagnostics() -> None:
    groups = [[edit(1, 8, 1, "“y”")], [edit(3, 7, 2, '"no"'), edit(3, 1, 4, "cafe")], [edit(2, 14, 0, "!")]]
    assert apply_edits(TEXT, groups) == ('\ufefftitle: “y”\r\nstatus: Draft!\rcafe: "no"\n', (0, 1, 2))


def test_of_edits_that_overlap_the_first_is_applied() -> None:
    groups = [[edit(2, 9, 5, "draft")], [edit(1, 1, 1, "T"), edit(2, 13, 1, "T")], [edit(2, 9, 0, "x")]]
    assert apply_edits(TEXT, groups) == (TEXT.replace("Draft", "draft"), (0,))


def test_an_edit_that_leads_out_of_its_line_is_left_out() -> None:
    groups = [[edit(1, 8, 2, "")], [edit(9, 1, 0, "x")], [edit(0, 1, 0, "x")], [edit(2, 0, 1, "x")]]
    assert apply_edits(TEXT, groups) == (TEXT, ())


def test_edits_of_one_group_that_overlap_are_left_out() -> None:
    assert apply_edits(TEXT, [[edit(2, 9, 5, "draft"), edit(2, 10, 1, "x")]]) == (TEXT, ())


@given(st.text(), st.text("ab\u2028"), st.text(), st.text("cd"), st.sampled_from(["", "\ufeff"]))
def test_all_around_an_edit_stays(before: str, wrong: str, behind: str, right: str, mark: str) -> None:
    before, behind = f"{mark}x{before}.", f".{behind}"
    lines = re.split("\r\n|\r|\n", before.removeprefix(mark))
    group = [edit(len(lines), len(lines[-1]) + 1, len(wrong), right)]
    assert apply_edits(before + wrong + behind, [group]) == (before + right + behind, (0,))
