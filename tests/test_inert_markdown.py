"""Holds text in Markdown against a CommonMark reader, and against what GitHub and GitLab look for in finished text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from casefolio.inert_markdown import code, inert, message
from casefolio.reporting import escape_controls

_READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_PIECES = st.sampled_from(
    (
        "@ada", "#12", "!3", "~label", "GH-1", "https://x.example", "www.x.example", "a@b.example", "`", "``", "```",
        "~~~", "*", "**", "_", "~~", "[x](y)", "![x](y)", "<b>", "</b>", "<!--", "-->", "&lt;", "\\", "|", "$x$", "#",
        "##", "-", "+", "1.", ">", ":tada:", "deadbeef1", "::error::", "##[x]", "\n", "\n\n", "\t", "\u2028", "\x1b",
        "ŷ",
    )
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(_PIECES).map("".join), st.lists(_PIECES).map(" ".join))


def _kinds(text: str) -> list[tuple[str, str]]:
    """What a reader makes of a text: each part, with what it says."""
    (inline,) = [token for token in _READER.parse(text) if token.type == "inline"]
    return [(child.type, child.content) for child in inline.children or ()]


@given(TEXTS)
def test_any_text_is_read_as_itself(text: str) -> None:
    shown = inert(text)
    assert "\n" not in shown
    if shown:
        for where in (f"- x {shown} y", f"> **x** {shown}", f"~~x~~ {shown}"):
            tokens = [token for token in _READER.parse(where) if token.type == "inline"]
            assert len(tokens) == 1
        parts = _kinds(shown)
        assert {kind for kind, _ in parts} <= {"text", "text_special"}
        read = "".join(content for _, content in parts).replace("\u200b", "")
        assert read == escape_controls(" ".join(text.split())).replace("\u200b", "").strip()


@given(TEXTS)
def test_no_text_links_or_commands_anything_once_it_is_read(text: str) -> None:
    read = "".join(content for _, content in _kinds(f"x {inert(text)}"))
    assert not re.search(r"[@#!~%&$]\w|(?i:https?://|ftp://|www\.|mailto:\S|GH-\d)|:[\w+-]+:", read)
    for written in (inert(text), code(text), message(text)):
        assert "##[" not in written
        assert "::" not in written


@given(TEXTS)
def test_code_holds_any_text(text: str) -> None:
    shown = code(text)
    if shown:
        assert [kind for kind, _ in _kinds(f"x {shown} y")] == ["text", "code_inline", "text"]


@given(TEXTS)
def test_messages_are_text_and_code_only(text: str) -> None:
    shown = message(text)
    assert {kind for kind, _ in _kinds(f"x {shown}")} <= {"text", "text_special", "code_inline"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Two\n\nlines", "Two lines"),
        ("1. a list", "1\\. a list"),
        ("ask @ada", "ask @\u200bada"),
        ("<b>", "&lt;b&gt;"),
        ("It was “ours”, at last.", "It was “ours”, at last."),
    ],
)
def test_text_is_written_like_this(text: str, shown: str) -> None:
    assert inert(text) == shown


def test_a_message_keeps_its_names_as_code() -> None:
    assert message("`photo` has no `alt`") == "`photo` has no `alt`"
    assert message("an odd ` one") == "an odd \\` one"
