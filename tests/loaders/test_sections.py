"""What cutting a body into sections promises."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.loaders.goldens import goldens, located, shown

from casefolio.diagnostics import Report
from casefolio.loaders.attribution_words import NOBODY
from casefolio.loaders.sections import parse_sections
from casefolio.records import Scalar, ScalarStyle

#: Numbers apart, since the `1.` before a quote is no word of it.
_WORD = re.compile(r"[^\W\d]\w*")


@goldens("sections")
def test_a_golden_reads_as_it_says(golden: dict[str, Any]) -> None:
    report = Report()
    sections, quotes = parse_sections(golden["input"], "a.md", 10, "en", report)
    assert shown(report) == golden["diagnostics"]
    output = {
        "sections": [
            {
                "heading": section.heading,
                "kind": section.kind.value if section.kind else None,
                "at": f"{section.position.line}:{section.position.column}",
                "first_line": section.first_line,
                "markdown": section.markdown,
            }
            for section in sections
        ],
        "quotes": located(quotes),
    }
    assert output == golden["output"]


def test_a_quote_is_never_taken_for_a_yaml_surprise() -> None:
    _, quotes = parse_sections("## What they said\n\n> no\n> — Ada\n", "a.md", 1, "en", Report())
    styles = {entry.value.style for quote in quotes for entry in quote if isinstance(entry.value, Scalar)}
    assert styles == {ScalarStyle.QUOTED}


def test_a_section_without_quotes_may_introduce_the_testimonials_of_the_fields() -> None:
    report = Report()
    parse_sections("## What they said\n\nText.\n", "a.md", 1, "en", report, has_testimonials=True)
    assert report.diagnostics == ()


def test_the_headings_are_those_of_the_language() -> None:
    sections, _ = parse_sections("## Der Auftrag\n## Was wir getan habn\n", "a.md", 1, "de", report := Report())
    assert [section.kind.value if section.kind else None for section in sections] == ["brief", None]
    assert shown(report) == [
        (
            "a.md:2:4: warning CF406: the heading `Was wir getan habn` is nearly `Was wir getan haben`, but not quite; "
            "write `## Was wir getan haben` if that is meant; other words make it a heading of your own"
        )
    ]


_BODY = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            [
                "## What they said",
                "## What I did",
                "> One two.",
                ">",
                "> — Ada Sample, Volunteer",
                "— Ben",
                "- “Three.” — Cy",
                "- four",
                "  five",
                "> “six",
                "seven”",
                "```",
                "~~~",
                "<!--",
                "-->",
                "---",
                "===",
                "# Eight",
                "",
                "    nine",
                "- Ten",
                "> - eleven",
                '1. "twelve"',
                "> twelve,",
                "–",
                "> “”",
            ]
        ),
        max_size=14,
    ).map("\n".join),
    st.text(alphabet='#>-—“”"` \nab.', max_size=80).map("## What they said\n".__add__),
)


@given(_BODY)
def test_no_word_of_a_body_is_lost(body: str) -> None:
    sections, quotes = parse_sections(body, "a.md", 1, "en", Report())
    kept = [section.heading for section in sections] + [section.markdown for section in sections]
    kept += [entry.value.text for quote in quotes for entry in quote if isinstance(entry.value, Scalar)]
    words = set(_WORD.findall(" ".join(kept))) | {word for word in _WORD.findall(body) if word.casefold() in NOBODY}
    assert set(_WORD.findall(body)) <= words


@given(_BODY)
def test_lines_keep_their_numbers(body: str) -> None:
    sections, quotes = parse_sections(body, "a.md", 1, "en", Report())
    lines = body.split("\n")
    for section in sections:
        for number, line in enumerate(section.markdown.split("\n")):
            assert line in {"", lines[section.first_line - 1 + number] if section.first_line <= len(lines) else ""}
    for quote in quotes:
        for entry in quote:
            assert isinstance(entry.value, Scalar)
            position = entry.value.position
            rest = lines[position.line - 1][position.column - 1 :]
            assert rest.startswith(entry.value.text.split()[0].rstrip(","))


@pytest.mark.parametrize(
    "unit",
    ["> a\n", "- “a\n", "> — a\n", "> a\n> — b\n", "<!--", "`<!--", "```\n", "```a\n~~~\n", "“’ ",
     "- “’ ", "## a\n", "a\n---\n", "— a\n", "> - a\n", "> “a” — b, c\n\n", "## What they siad\n", "* * ", "[",
     " \n", ">", "> a,\n> — b,\n"],
)  # fmt: skip
def test_a_quarter_of_a_megabyte_is_read_to_its_end(unit: str) -> None:
    body = "## What they said\n\n> “" + unit * (256_000 // len(unit))
    parse_sections(body, "a.md", 1, "en", Report())
