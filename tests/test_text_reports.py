"""What the text that people read promises, whatever a record holds and wherever it is printed."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefolio.codes import Code
from casefolio.diagnostics import Diagnostic, Position
from casefolio.reporting import MOST_LISTED
from casefolio.source_lines import SourceLines
from casefolio.text_reports import MOST_SHOWN, TextStyle, fit_width, render_diagnostic, render_text, wants_colour

UNKNOWN = Diagnostic(
    Position("case_studies/x.md", 4, 1), Code.UNKNOWN_KEY, "`sumary` is not a known field", "did you mean `summary`?"
)
SURPRISE = Diagnostic(Position("case_studies/y.md", 2, 1), Code.YAML_SURPRISE, "`title` is read as true")
LINES = {"case_studies/x.md": "sumary: Four branches", "case_studies/y.md": "title: yes"}
COLOURS = re.compile("\x1b\\[[0-9;]*m")


def find_line(position: Position) -> str | None:
    return LINES.get(position.path)


def many(errors: int, warnings: int) -> list[Diagnostic]:
    """Warnings at the top of a file, errors below them."""
    codes = [Code.YAML_SURPRISE] * warnings + [Code.UNKNOWN_KEY] * errors
    return [Diagnostic(Position("a.md", line), code, "x") for line, code in enumerate(codes, start=1)]


def test_a_diagnostic_has_its_place_its_line_with_a_mark_and_its_help() -> None:
    assert render_text([SURPRISE, UNKNOWN], 3, find_line) == (
        "case_studies/x.md:4:1: error CF202: `sumary` is not a known field\n"
        "   4 | sumary: Four branches\n"
        "     | ^^^^^^\n"
        "    help: did you mean `summary`?\n"
        "\n"
        "case_studies/y.md:2:1: warning CF111: `title` is read as true\n"
        "   2 | title: yes\n"
        "     | ^^^^^\n"
        "\n"
        "1 error and 1 warning in 2 files; 3 records checked"
    )


def test_numbers_of_many_digits_move_the_mark_along() -> None:
    item = Diagnostic(Position("a.md", 12345, 1), Code.UNKNOWN_KEY, "x")
    assert render_diagnostic(item, "abc: d").split("\n")[1:] == ["12345 | abc: d", "      | ^^^"]


def test_colours_change_nothing_but_colours() -> None:
    text = render_text([UNKNOWN, SURPRISE], 3, find_line, TextStyle(has_colour=True))
    assert "\x1b[1;31merror CF202\x1b[0m" in text
    assert "\x1b[1;33mwarning CF111\x1b[0m" in text
    assert "\x1b[2;34m   4 |\x1b[0m sumary: Four branches\n" in text
    assert "\x1b[1;31m^^^^^^\x1b[0m" in text
    assert "\x1b[36mhelp:\x1b[0m did you" in text
    assert COLOURS.sub("", text) == render_text([UNKNOWN, SURPRISE], 3, find_line)


@pytest.mark.parametrize(
    ("environment", "is_terminal", "is_welcome"),
    [
        ({}, True, True),
        ({"TERM": "xterm-256color"}, True, True),
        ({}, False, False),
        ({"TERM": "dumb"}, True, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"FORCE_COLOR": "", "TERM": "dumb"}, True, False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, False, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
    ],
)
def test_colours_are_for_terminals_unless_a_person_says_otherwise(
    environment: dict[str, str], *, is_terminal: bool, is_welcome: bool
) -> None:
    assert wants_colour(environment, is_terminal=is_terminal) is is_welcome


@pytest.mark.parametrize(("columns", "width"), [(0, 100), (80, 73), (200, 100)])
def test_a_line_is_as_wide_as_fits_beside_its_number(columns: int, width: int) -> None:
    assert fit_width(columns) == width


def test_a_long_list_is_shortened_and_says_so() -> None:
    text = render_text(many(errors=MOST_SHOWN + 123, warnings=0), 1, find_line)
    assert text.count(": error CF202") == MOST_SHOWN
    assert text.endswith("\n\nand 123 more; `--all` shows them\n\n173 errors in 1 file; 1 record checked")
    whole = render_text(many(errors=MOST_SHOWN + 123, warnings=0), 1, find_line, most=MOST_LISTED)
    assert whole.count(": error CF202") == MOST_SHOWN + 123
    assert "more" not in whole
    endless = render_text(many(errors=MOST_LISTED + 7, warnings=0), 1, find_line, most=MOST_LISTED)
    assert endless.count(": error CF202") == MOST_LISTED
    assert endless.endswith("\n\nand 7 more\n\n1007 errors in 1 file; 1 record checked")


def test_an_error_never_hides_behind_warnings() -> None:
    text = render_text(many(errors=2, warnings=60), 1, find_line)
    assert text.count(": error CF202") == 2
    assert text.count(": warning CF111") == MOST_SHOWN - 2
    assert text.index("a.md:48:1") < text.index("a.md:61:1")


def test_a_terminal_is_told_nothing_by_a_record() -> None:
    item = Diagnostic(Position("x\x1b.md"), Code.UNKNOWN_KEY, "`\x1b[2J\x9b\r\n\u202ekey` \ud800", "\x07")
    assert render_diagnostic(item, "\x1b]0;owned\x07: \u202ex") == (
        "x\\x1b.md:1:1: error CF202: `\\x1b[2J\\x9b\\r\\n\\u202ekey` \\ud800\n"
        "   1 | \\x1b]0;owned\\x07: \\u202ex\n"
        "     | ^^^^\n"
        "    help: \\x07"
    )


@given(st.text(), st.text(), st.text(st.characters(exclude_characters="\n")))
def test_any_text_stays_on_its_line(path: str, message: str, line: str) -> None:
    text = render_diagnostic(Diagnostic(Position(path), Code.UNKNOWN_KEY, message, "x"), line)
    assert len(text.splitlines()) == (4 if line.strip() else 2)


def test_lines_are_counted_as_editors_count_them(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("\ufeffone\r\ntwo\rthree\u2028still three\n\nfive".encode())
    lines = SourceLines(tmp_path)
    found = [lines.line(Position("a.md", number)) for number in range(7)]
    assert found == [None, "one", "two", "three\u2028still three", "", "five", None]


def test_a_file_that_can_not_be_had_has_no_lines(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (root / "latin.md").write_bytes(b"caf\xe9")
    (root / "folder").mkdir()
    (tmp_path / "secret.md").write_text("secret", encoding="utf-8")
    (root / "link.md").symlink_to(tmp_path / "secret.md")
    lines = SourceLines(root)
    for path in ("gone.md", "latin.md", "folder", "link.md", "../secret.md", str(tmp_path / "secret.md"), "a\0b", ""):
        assert lines.line(Position(path)) is None, path
