"""Holds what people read about typical mistakes, letter for letter: tests/golden/messages/ has records and answers."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from casefolio.pipeline import check
from casefolio.project import load_project
from casefolio.source_lines import SourceLines
from casefolio.text_reports import render_text

GOLDEN_PATH = Path(__file__).parent / "golden" / "messages"
YAML_PATH = Path(__file__).parent / "loaders" / "golden" / "yaml"
#: What programmers say. What stands between backquotes is the editor's own.
JARGON = re.compile(
    r"\b(mapping|scalar|sequence|token|node|anchor|alias|parser|parse|string|boolean|null|block|flow|stream|escape|"
    r"directive|delimiter|indicator|syntax|schema|invalid|expected|unexpected)(e?s|d)?\b",
    re.IGNORECASE,
)
RECORDS = sorted(path for path in GOLDEN_PATH.iterdir() if path.suffix != ".txt")


@pytest.mark.parametrize("record_path", RECORDS, ids=lambda path: path.stem)
def test_a_mistake_is_told_in_these_words(record_path: Path, tmp_path: Path) -> None:
    folder_path = tmp_path / "case_studies"
    folder_path.mkdir()
    (tmp_path / "mkdocs.yml").write_text("plugins: [casefolio]\n", encoding="utf-8")
    (folder_path / record_path.name).write_bytes(record_path.read_bytes())
    settings = load_project(tmp_path / "mkdocs.yml").settings(now=datetime(2026, 6, 1, tzinfo=UTC))

    count, diagnostics = check(settings)

    text = render_text(diagnostics, count, SourceLines(tmp_path).line)
    expected_path = record_path.with_suffix(".txt")
    assert f"{text}\n" == expected_path.read_text(encoding="utf-8")


def test_what_the_reader_of_yaml_says_is_in_plain_words() -> None:
    messages = [line for path in sorted(YAML_PATH.glob("*.yml")) for line in _messages(path)]
    assert len(messages) > 80
    found = {line: JARGON.findall(re.sub("`[^`]*`", "", line)) for line in messages}
    assert {line: words for line, words in found.items() if words} == {}


def _messages(path: Path) -> list[str]:
    return [str(line) for line in yaml.safe_load(path.read_text(encoding="utf-8")).get("diagnostics") or []]
