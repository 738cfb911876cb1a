"""What reading a plain brief promises."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.loaders.goldens import SHARED_PATH, goldens

from casefolio.loaders.brief import Brief, parse_brief
from casefolio.records import SectionKind

#: Numbers apart, since the `1.` before a quote is no word of it.
_WORD = re.compile(r"[^\W\d]\w*")
_FIELDS = ("who", "title", "summary", "period", "place", "credit")


def _all_words(brief: Brief) -> list[str]:
    texts = [getattr(brief, name) for name in _FIELDS]
    texts += [text for _, text in (*brief.sections, *brief.rest, *brief.labels)]
    texts += [part for quote in brief.quotes for part in (quote.text, quote.attribution)]
    return sorted(_WORD.findall(" ".join(texts)))


@goldens("brief")
def test_a_golden_reads_as_it_says(golden: dict[str, Any]) -> None:
    brief = parse_brief(golden["input"])
    output: dict[str, Any] = {name: getattr(brief, name) for name in _FIELDS if getattr(brief, name)}
    output["sections"] = [
        {kind.value if isinstance(kind, SectionKind) else kind: text} for kind, text in brief.sections
    ]
    output["quotes"] = [
        {"line": quote.line, "text": quote.text} | ({"attribution": quote.attribution} if quote.attribution else {})
        for quote in brief.quotes
    ]
    output["rest"] = [f"{line} {text}" for line, text in brief.rest]
    output["labels"] = [f"{line} {text}" for line, text in brief.labels]
    assert {key: value for key, value in output.items() if value} == golden["output"]


@goldens("brief")
@pytest.mark.parametrize(("mark", "line_end"), [("", "\r\n"), ("\ufeff", "\n"), ("\ufeff", "\r\n"), ("", "\r")])
def test_byte_order_marks_and_line_ends_make_no_difference(golden: dict[str, Any], mark: str, line_end: str) -> None:
    assert parse_brief(mark + golden["input"].replace("\n", line_end)) == parse_brief(golden["input"])


def test_labels_of_the_language_are_understood() -> None:
    brief = parse_brief("Pwy: Sampl\nBeth ddywedon nhw:\n- “Da iawn.”\n", "cy")
    assert (brief.who, [quote.text for quote in brief.quotes]) == ("Sampl", ["Da iawn."])


def test_a_section_given_twice_is_kept_twice() -> None:
    brief = parse_brief("What I did: one\n\nOur approach: two\n")
    assert brief.sections == ((SectionKind.APPROACH, "one"), (SectionKind.APPROACH, "two"))


@pytest.mark.skipif(not SHARED_PATH.exists(), reason="the shared test data is not beside this checkout")
def test_the_shared_briefs_are_understood_to_the_last_word() -> None:
    for path in sorted((SHARED_PATH / "briefs").glob("*.txt")):
        brief = parse_brief(path.read_text("utf-8"))
        assert brief.rest == ()
        assert brief.credit.startswith("Photo by ")
        assert brief.quotes


_LINES = st.lists(
    st.sampled_from(
        [
            "Who: Ada",
            "**Who:** Ben",
            "Title: One",
            "Title",
            "Summary – two",
            "What they said:",
            "What they said",
            "- “Three.” — Cy",
            "“four",
            "five”",
            "— Dee,",
            "team",
            "• six",
            "",
            "•“seven”",
            "1. ‘eight’",
            "- Eve",
            "Photo: nine",
            "Photo by Fay on Ten",
            "## What we did",
            "text:",
            "Client: x",
        ]
    ),
    max_size=14,
).map("\n".join)


@given(st.one_of(st.text(), _LINES, st.text(alphabet='“”"- —\n•ab:*', max_size=80).map("Quotes:\n".__add__)))
def test_no_word_of_a_brief_is_lost(text: str) -> None:
    assert _all_words(parse_brief(text)) == sorted(_WORD.findall(text))


@pytest.mark.skipif(not SHARED_PATH.exists(), reason="the shared test data is not beside this checkout")
def test_no_word_of_a_naughty_string_is_lost() -> None:
    for string in json.loads((SHARED_PATH / "corpora" / "naughty-strings" / "blns.json").read_text("utf-8")):
        for text in (string, f"Who: {string}\nFeedback:\n- “{string}” — {string}\n"):
            assert _all_words(parse_brief(text)) == sorted(_WORD.findall(text))


@pytest.mark.parametrize(
    "unit", ["“a\n", "- “a”\n— b,\n", "Who: a\n", "“a\n\nb\n\n", ":", " - ", "• a\n", "\n", "a\n\n", "*"]
)
def test_a_long_brief_is_read_to_its_end(unit: str) -> None:
    parse_brief("Feedback: “" + unit * (256_000 // len(unit)))
