"""Texts that are made to take for ever are read, told and shown like others; a test that hangs ends with its place."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.hostile.bad_texts import TEXT_FIELDS, write_record

from casefolio.codes import Code, Severity
from casefolio.option_models import Options
from casefolio.options import make_settings
from casefolio.pipeline import build

_HEAD = (
    "title: A year of listening\n"
    "summary: Four workshops in one valley, and a plan that people recognised as their own.\n"
    "client: Sample Health Board\n"
)
#: In bytes, somewhat below the limit of a study's text.
_SIZE = 90_000


def _codes(folder: Path, text: str) -> set[Code]:
    """What is wrong with a site of one record, which is read, checked, rendered and put on all its pages."""
    record_path = folder / "case_studies" / "sample.md"
    record_path.parent.mkdir(exist_ok=True)
    record_path.write_text(text, "utf-8")
    settings = make_settings(
        Options(),
        root_path=folder,
        pages_path=None,
        language="en",
        has_directory_urls=True,
        now=datetime(2026, 3, 1, tzinfo=UTC),
        site_url="https://example.org/",
    )
    return {diagnostic.code for diagnostic in build(settings).diagnostics}


def _often(text: str) -> str:
    return text * (_SIZE // len(text.encode()))


_BODIES = {
    "headings": _often("## a\n"),
    "underlined headings": _often("a\n---\n"),
    "quotes": "## What they said\n\n" + _often("> “a”\n> — b\n\n"),
    "brackets": _often("["),
    "pictures": _often("!["),
    "stars": _often("*a **b"),
    "backticks": "".join("`" * number + "a" for number in range(1, 420)),
    "tags": _often("<a "),
    "tables": "| a |\n|---|\n" + _often("| a "),
    "entities": _often("&"),
    "definitions": "".join(f"[a{number}]: #\n" for number in range(4000)) + _often("[a1]")[:20_000],
    "deep lists": "".join("- " * number + "a\n" for number in range(1, 240)),
}


@pytest.mark.parametrize("name", _BODIES)
def test_a_body_is_rendered(name: str, tmp_path: Path) -> None:
    codes = _codes(tmp_path, f"---\n{_HEAD}---\n\n{_BODIES[name]}\n")
    expected = {
        "quotes": {Code.QUOTE_TWICE},
        "definitions": {Code.LINK_BROKEN},
        "deep lists": {Code.TEXT_TOO_DEEP},
    }
    assert codes == expected.get(name, set())


def _fields() -> Iterator[tuple[str, str, set[Code]]]:
    address = "https://" + "a." * 45_000
    yield (
        "an address with many dots",
        f"partners: [{{name: a, url: {json.dumps(address + '<')}}}]",
        {Code.NOT_AN_ADDRESS},
    )
    yield "an address without an end", f"partners: [{{name: a, url: {address}a}}]", {Code.NOT_AN_ADDRESS}
    for text in ("a", "'", "/"):
        line = json.dumps({"quote": "a", "consent": {"evidence": _often(text)}})
        yield f"evidence of {text}", f"testimonials: [{line}]", set()
    marks = "“" * 20_000 + "a" + "”" * 20_000
    yield "marks in marks", f"testimonials: [{{quote: {marks}}}]", {Code.QUOTE_IN_MARKS}
    yield "apostrophes", f"testimonials: [{{quote: {json.dumps(_often(chr(39)))}}}]", set()


@pytest.mark.parametrize(("fields", "codes"), [pytest.param(*rest, id=name) for name, *rest in _fields()])
def test_a_field_is_checked(fields: str, codes: set[Code], tmp_path: Path) -> None:
    assert _codes(tmp_path, f"---\n{_HEAD}{fields}\n---\n") == codes


@pytest.mark.parametrize("field", TEXT_FIELDS)
def test_a_megabyte_in_a_field_is_refused_and_a_tenth_of_it_is_shown_or_too_long(field: str, tmp_path: Path) -> None:
    put = TEXT_FIELDS[field]
    assert _codes(tmp_path, write_record(put("a " * 500_000))) == {Code.FILE_TOO_LARGE}
    errors = {code for code in _codes(tmp_path, write_record(put("a " * 25_000))) if code.severity is Severity.ERROR}
    assert errors <= {Code.TOO_LONG, Code.PHOTO_MISSING}
