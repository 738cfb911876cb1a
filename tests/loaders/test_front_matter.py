"""What cutting a Markdown record in two promises."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.loaders.goldens import goldens, plain, shown

from casefolio.diagnostics import Report
from casefolio.loaders.front_matter import parse_front_matter
from casefolio.loaders.text import decode_text


@goldens("front_matter")
def test_a_golden_reads_as_it_says(golden: dict[str, Any]) -> None:
    report = Report()
    found = parse_front_matter(golden["input"], "a.md", report)
    assert shown(report) == golden["diagnostics"]
    output = {"fields": plain(found.fields), "body": found.body, "body_first_line": found.body_first_line}
    assert output == golden["output"]


@goldens("front_matter")
@pytest.mark.parametrize(("mark", "line_end"), [("", "\r\n"), ("\ufeff", "\n"), ("\ufeff", "\r\n")])
def test_byte_order_marks_and_line_ends_make_no_difference(golden: dict[str, Any], mark: str, line_end: str) -> None:
    data = (mark + golden["input"].replace("\n", line_end)).encode()
    report, expected = Report(), Report()
    text = decode_text(data, "a.md", report)
    assert text is not None
    assert parse_front_matter(text, "a.md", report) == parse_front_matter(golden["input"], "a.md", expected)
    assert report.diagnostics == expected.diagnostics


@given(st.text(), st.text())
def test_the_body_is_the_file_below_its_first_line(fields: str, body: str) -> None:
    text = f"---\n{fields}\n---\n{body}"
    report = Report()
    found = parse_front_matter(text, "a.md", report)
    assert found.body in {"", "\n".join(text.split("\n")[found.body_first_line - 1 :])}


@given(st.one_of(st.text(), st.text(alphabet="-.—+ab: \n|", max_size=80)))
def test_any_text_is_read_or_refused(text: str) -> None:
    report = Report()
    found = parse_front_matter(text, "a.md", report)
    assert found.fields is not None or report.has_errors
    lines = text.split("\n")
    for diagnostic in report.diagnostics:
        assert 1 <= diagnostic.position.line <= len(lines)
        assert 1 <= diagnostic.position.column <= len(lines[diagnostic.position.line - 1]) + 1
