"""Whatever bytes a record's file holds: never an exception, every diagnostic in the file, twice the same answer."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.hostile.bad_texts import TEXT_FIELDS, write_record

from casefolio.bodies import Target, render_sections
from casefolio.diagnostics import Diagnostic, Report
from casefolio.loaders.record_files import parse_record
from casefolio.loaders.text import decode_text
from casefolio.models import Taxonomies
from casefolio.phrases import ENGLISH
from casefolio.records import Record
from casefolio.validation import validate_record

#: `CASEFOLIO_FUZZ=20000 pytest tests/hostile/test_fuzzing.py` looks longer.
_EXAMPLES = int(os.environ.get("CASEFOLIO_FUZZ", "300"))
_GOOD_PATHS = sorted((Path(__file__).parents[2] / "case_studies").rglob("*.md"))
_GOOD = tuple(path.read_bytes() for path in _GOOD_PATHS)
#: What has a meaning to a parser of ours.
_TOKENS = (
    *(
        token.encode()
        for token in (
            *(
                "---\n",
                "...\n",
                "\n",
                "\r\n",
                "\r",
                "\t",
                " ",
                ": ",
                ":",
                "- ",
                "? ",
                "#",
                "| ",
                "> ",
                "|\n",
                "&a ",
                "*a",
                "!t ",
            ),
            *(
                "'",
                '"',
                "“",
                "”",
                "«",
                "»",
                "[",
                "]",
                "{",
                "}",
                "(",
                ")",
                ",",
                "<b>",
                "<!--",
                "-->",
                "`",
                "```\n",
                "~~~\n",
            ),
            *(
                "## What they said\n",
                "## ",
                "# ",
                "===\n",
                "> ",
                "— ",
                "– ",
                "1. ",
                "[a](b)",
                "![",
                "https://",
                "\\",
                "\\u202e",
            ),
            *(
                "title: ",
                "client:\n",
                "testimonials:\n",
                "  - quote: ",
                "photo: {src: ",
                "credit: Photo by ",
                "lang: cy\n",
            ),
            *(
                "\u202e",
                "\u2067",
                "\u2069",
                "\u200b",
                "\u2028",
                "\x00",
                "\x85",
                "\ufeff",
                "\ufffe",
                "é",
                "e\u0301",
                "😀",
                "日本",
            ),
            *("2024-02-30", "1e999", "no", "12:30", "~", "null", "0x1f", "1_000", "-", "--", "%", "@", "+++\n"),
        )
    ),
    *(b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xff\xfe"),
)


def _read(data: bytes, name: str) -> tuple[Record | None, tuple[Diagnostic, ...]]:
    """A record as the engine reads it, without a disk."""
    report = Report()
    text = decode_text(data, name, report)
    record = None if text is None else parse_record(text, Path(name), name, "en", report)
    if record is not None:
        validate_record(record, Taxonomies(), report)
        render_sections(record.sections, ENGLISH.sections, Target, report)
    return record, report.diagnostics


def _assert_is_read(data: bytes, name: str) -> None:
    record, diagnostics = _read(data, name)
    assert (record, diagnostics) == _read(data, name)
    assert record is not None or any(item.is_error for item in diagnostics)
    text = data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    for item in diagnostics:
        assert 1 <= item.position.line <= len(lines), item
        assert 1 <= item.position.column <= len(lines[item.position.line - 1]) + 1, item
        assert item.message
        assert "\n" not in item.message + item.hint, item


@st.composite
def _mutated(draw: st.DrawFn) -> bytes:
    """A good record with a few things cut out, put in, repeated or exchanged."""
    data = draw(st.sampled_from(_GOOD))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.sampled_from((0, 0, 1, 2, 7, 40, 200)))
        piece = draw(st.one_of(st.sampled_from(_TOKENS), st.just(data[at : at + length] * 3), st.binary(max_size=4)))
        data = data[:at] + piece + data[at + length :]
    return data


_NAMES = st.sampled_from(("a.md", "a.yml", "index.md", "b/index.yaml"))


@pytest.mark.parametrize("path", _GOOD_PATHS, ids=lambda path: path.stem)
def test_good_records_are_good(path: Path) -> None:
    record, diagnostics = _read(path.read_bytes(), "sample.md")
    assert record is not None
    assert [item for item in diagnostics if item.is_error] == []


@settings(max_examples=_EXAMPLES)
@given(st.binary(max_size=400), _NAMES)
def test_any_bytes(data: bytes, name: str) -> None:
    _assert_is_read(data, name)


@settings(max_examples=_EXAMPLES)
@given(st.lists(st.sampled_from(_TOKENS), max_size=60).map(b"".join), _NAMES)
def test_any_signs(data: bytes, name: str) -> None:
    _assert_is_read(data, name)


@settings(max_examples=_EXAMPLES)
@given(st.lists(st.sampled_from(_TOKENS), max_size=40).map(b"".join))
def test_any_text_below_good_fields(body: bytes) -> None:
    _assert_is_read(write_record().encode() + body, "a.md")


@settings(max_examples=_EXAMPLES)
@given(_mutated(), _NAMES)
def test_any_change_of_a_good_record(data: bytes, name: str) -> None:
    _assert_is_read(data, name)


@settings(max_examples=_EXAMPLES)
@given(st.sampled_from(sorted(TEXT_FIELDS)), st.text(max_size=200))
def test_any_text_in_every_field(field: str, text: str) -> None:
    _assert_is_read(write_record(TEXT_FIELDS[field](text)).encode("utf-8", "surrogatepass"), "a.md")
