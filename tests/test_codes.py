import re
from pathlib import Path

import pytest

from casefolio.codes import Code, Severity
from casefolio.diagnostics import Diagnostic, Position, Report

ROOT = Path(__file__).parents[1]
#: What reports, not what explains.
SOURCES = {
    path: path.read_text(encoding="utf-8")
    for path in (ROOT / "plugins").rglob("*.py")
    if path.parent.name != "explanations" and path.name != "excerpts.py"
}


def test_every_code_is_unique_and_has_its_place_in_the_table() -> None:
    ids = [code.id for code in Code]
    assert ids == sorted(set(ids))
    assert all(re.fullmatch(r"CF[1-5]\d\d", code_id) for code_id in ids)


def test_every_rule_says_what_is_broken_in_a_few_plain_words() -> None:
    for code in Code:
        assert code.severity in Severity
        assert code.summary[0].islower() or code.summary[0] in "`HY"
        assert not code.summary.endswith(".")
    assert len({code.summary for code in Code}) == len(Code)


@pytest.mark.parametrize("code", list(Code), ids=lambda code: code.name)
def test_every_code_is_used_by_a_rule(code: Code) -> None:
    pattern = re.compile(rf"\bCode\.{code.name}\b")
    assert any(pattern.search(text) for text in SOURCES.values())


def expectations() -> str:
    """What the tests expect: goldens, the sites that are wrong, and the tests themselves but this one."""
    suffixes = {".py", ".yml", ".md", ".txt", ".yaml"}
    paths = [path for path in sorted((ROOT / "tests").rglob("*")) if path.suffix in suffixes and path != Path(__file__)]
    return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in paths)


def test_every_code_is_expected_by_a_test() -> None:
    text = expectations()
    assert [code.id for code in Code if code.id not in text and f"Code.{code.name}" not in text] == []


def test_diagnostics_are_ordered_by_place_and_told_once() -> None:
    report = Report()
    report.add(Code.TOO_LONG, Position("b.md", 1, 1), "x")
    report.add(Code.TOO_LONG, Position("a.md", 10, 1), "x")
    report.add(Code.TOO_SHORT, Position("a.md", 2, 5), "y", "z")
    report.add(Code.SMALL_GROUP, Position("a.md", 2, 5), "y")
    report.add(Code.TOO_SHORT, Position("a.md", 2, 5), "y", "z")
    assert [str(item) for item in report.diagnostics] == [
        "a.md:2:5: error CF204: y; z",
        "a.md:2:5: warning CF403: y",
        "a.md:10:1: error CF205: x",
        "b.md:1:1: error CF205: x",
    ]
    assert report.has_errors
    assert report.error_count == 4


def test_a_warning_keeps_nothing_from_being_published() -> None:
    item = Diagnostic(Position("a.md"), Code.SMALL_GROUP, "x")
    assert not item.is_error
    assert str(item) == "a.md:1:1: warning CF403: x"
