"""Where the mark of a message stands, and that a line of a file does nothing to a terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefolio.codes import Code
from casefolio.diagnostics import Diagnostic, Position
from casefolio.excerpts import WIDTH, Excerpt, make_excerpt
from casefolio.terminal_cells import iter_cells

#: Joiners, and the letters that flags are spelt with.
HARMLESS = {"\u200c", "\u200d", *map(chr, range(0xE0020, 0xE0080))}


def excerpt(line: str, column: int, code: Code = Code.UNKNOWN_KEY, width: int = WIDTH) -> Excerpt:
    found = make_excerpt(Diagnostic(Position("a.yml", 7, column), code, "x"), line, width=width)
    assert found
    return found


def marked(line: str, column: int, code: Code = Code.UNKNOWN_KEY) -> str:
    """What is shown above the mark; right only where every character takes one column."""
    found = excerpt(line, column, code)
    return found.text[found.before : found.before + found.width]


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        ("titel: My title", 1, "titel"),
        ("titel: My title", 8, "My title"),
        ("  titel : My title", 3, "titel"),
        ("- name: Ada", 3, "name"),
        ("  - - name: Ada", 7, "name"),
        ("sub title: x", 1, "sub title"),
        ("title: My title  # a comment", 8, "My title"),
        ("title: We are #1", 8, "We are #1"),
        ("title: We are #1 in Wales # twice", 15, "#1 in Wales # twice"),
        ('title: "My title" # a comment', 8, '"My title"'),
        ("title: 'It''s fine' x", 8, "'It''s fine'"),
        ('title: "never closed', 8, '"'),
        ("photo: {src: a b.jpg, alt: x}", 14, "a b.jpg"),
        ("photo: {sorc: a.jpg, alt: x}", 9, "sorc"),
        ('photo: {src: a.jpg, alt: "x, y"}', 26, '"x, y"'),
        ("sectors: [Health, Housing]", 11, "Health"),
        ("sectors: [Health, Housing]", 19, "Housing"),
        ("sectors: [Health, Housing]", 10, "[Health, Housing]"),
        ("photo: {src: {a: [b]}} x", 8, "{src: {a: [b]}}"),
        ("photo: {src: a.jpg", 8, "{"),
        ("title: a: b", 9, ":"),
        ("see [the fair](fair.md#top) and", 16, "fair.md#top"),
        ("see [the wiki](https://x.org/a_(b)) and", 16, "https://x.org/a_(b)"),
        ("say <b>this</b>", 5, "<b>"),
        ("and ![a desk](desk.jpg) here", 5, "![a desk](desk.jpg)"),
        ("## The breif", 1, "## The breif"),
        ("> A quote.", 1, "> A quote."),
    ],
)
def test_the_mark_is_as_long_as_what_is_meant(line: str, column: int, words: str) -> None:
    assert marked(line, column) == words


def test_what_is_missing_is_a_place_and_no_words() -> None:
    assert marked("title: My title", 1, Code.MISSING_FIELD) == "t"


@pytest.mark.parametrize(
    ("line", "column", "text", "before", "width"),
    [
        ("\tname: x", 1, "    name: x", 0, 4),
        ("a:\tb\tc: x", 6, "a:    b    c: x", 11, 4),
        ("Tŷ Ŵyn: [â, x]", 13, "Tŷ Ŵyn: [â, x]", 12, 1),
        ("Ty\u0302 W\u0302yn: [a\u0302, x]", 16, "Ty\u0302 W\u0302yn: [a\u0302, x]", 12, 1),
        ("[図書館, x]", 7, "[図書館, x]", 9, 1),
        ("[図書館, x]", 2, "[図書館, x]", 1, 6),
        ("[\uff21\uff71, x]", 5, "[\uff21\uff71, x]", 5, 1),
        ("[👩\u200d🚒, x]", 7, "[👩\u200d🚒, x]", 5, 1),
        ("[👍🏽, x]", 6, "[👍🏽, x]", 5, 1),
        ("[❤\ufe0f, x]", 6, "[❤\ufe0f, x]", 5, 1),
        ("[🇬🇧, x]", 6, "[🇬🇧, x]", 5, 1),
        ("[🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f, x]", 11, None, 5, 1),
        ("[\u1112\u1161\u11ab, x]", 7, "[\u1112\u1161\u11ab, x]", 5, 1),
        ("[a\x1b[31mb, x]", 11, "[a\\x1b[31mb, x]", 13, 1),
        ("[a\ufeffb, x]", 7, "[a\\ufeffb, x]", 11, 1),
        ("title:", 7, "title:", 6, 1),
        ("title:   ", 10, "title:", 6, 1),
        ("title: x", 99, "title: x", 8, 1),
    ],
)
def test_the_mark_stands_below_its_place_however_wide_the_letters_are(
    line: str, column: int, text: str | None, before: int, width: int
) -> None:
    assert excerpt(line, column) == Excerpt(7, line if text is None else text, before, width)


@pytest.mark.parametrize(
    ("column", "text", "before"),
    [
        (1, "1234567890abcdefghijklmnopqr…", 0),
        (15, "1234567890abcdefghijklmnopqr…", 14),
        (30, "…jklmnopqrstuvwxyzABCDEFGHIJK…", 11),
        (72, "…IJKLMNOPQRSTUVWXYZ0123456789", 28),
    ],
)
def test_a_long_line_is_cut_to_a_window_around_the_place(column: int, text: str, before: int) -> None:
    line = "1234567890abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    found = excerpt(line, column, Code.MISSING_FIELD, width=30)
    assert (found.text, found.before) == (text, before)


@pytest.mark.parametrize("column", [1, 2, 60_000, 119_999, 120_001])
def test_a_huge_line_costs_no_more_than_its_window(column: int) -> None:
    found = excerpt("a " * 60_000 + ":", column)
    assert len(found.text) <= WIDTH
    assert found.before + found.width <= WIDTH


@pytest.mark.parametrize(
    ("line", "code"),
    [(None, Code.UNKNOWN_KEY), ("", Code.UNKNOWN_KEY), ("  \t", Code.UNKNOWN_KEY), ("---", Code.NOT_A_RECORD)],
)
def test_without_anything_to_show_there_is_no_excerpt(line: str | None, code: Code) -> None:
    assert make_excerpt(Diagnostic(Position("a.yml"), code, "x"), line) is None


def test_the_name_of_a_file_has_no_excerpt_and_a_slug_in_it_has() -> None:
    assert make_excerpt(Diagnostic(Position("a.md"), Code.SLUG_TAKEN, "x"), "---") is None
    assert marked("slug: one", 7, Code.SLUG_TAKEN) == "one"


ANY_LINE = st.text(st.characters(exclude_characters="\n"))


@given(ANY_LINE, st.integers(1, 300), st.sampled_from(Code), st.integers(-5, 120))
def test_no_line_sends_anything_to_a_terminal(line: str, column: int, code: Code, width: int) -> None:
    found = make_excerpt(Diagnostic(Position("a.yml", 1, column), code, "x"), line, width=width)
    if found is None:
        return
    unseen = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert {character for character in found.text if unicodedata.category(character) in unseen} <= HARMLESS
    assert 0 <= found.before <= sum(cell.width for cell in iter_cells(found.text))
    assert found.width >= 1
