"""Reads the goldens of validation: a record, a line of separation, and what is wrong with the record.

The record comes first, so that the lines and columns of its diagnostics are those of the golden itself.
"""

from dataclasses import dataclass
from pathlib import Path

from casefolio.diagnostics import Diagnostic, Report
from casefolio.loaders.record_files import load_record, load_taxonomies
from casefolio.models import CaseStudy
from casefolio.validation import read_taxonomies, validate_record

GOLDEN_PATH = Path(__file__).parents[1] / "golden" / "validation"
SEPARATOR = "======== diagnostics"


@dataclass(frozen=True)
class Golden:
    name: str
    text: str
    expected: list[str]


def paths() -> list[Path]:
    return sorted(path for path in GOLDEN_PATH.iterdir() if not path.name.startswith("_"))


def read(path: Path) -> Golden:
    text, separator, expected = path.read_text(encoding="utf-8").partition(SEPARATOR + "\n")
    assert separator or not expected, f"{path.name} has no line of separation"
    return Golden(path.name, text, expected.splitlines())


def line_of(diagnostic: Diagnostic) -> str:
    place = f"{diagnostic.position.line}:{diagnostic.position.column}"
    return f"{place} {diagnostic.code.id} {diagnostic.severity}: {diagnostic.message} | {diagnostic.hint}"


def check(golden: Golden, folder_path: Path) -> tuple[CaseStudy | None, list[str]]:
    """The study, and the diagnostics as lines, of a golden that lies in an otherwise empty folder."""
    record_path = folder_path / golden.name
    record_path.write_text(golden.text, encoding="utf-8")
    node, report = load_taxonomies(GOLDEN_PATH, folder_path)
    taxonomies = read_taxonomies(node, report)
    assert not report.diagnostics
    record, found = load_record(record_path, folder_path, "en")
    study = validate_record(record, taxonomies, found) if record else None
    return study, [line_of(diagnostic) for diagnostic in found.diagnostics]


def diagnostics_of(text: str, folder_path: Path, name: str = "sample.yml") -> list[str]:
    """The same for a record that stands in a test."""
    return check(Golden(name, text, []), folder_path)[1]


def messages(report: Report) -> list[str]:
    """What a report says, without places."""
    return [f"{item.code.id}: {item.message} | {item.hint}" for item in report.diagnostics]
