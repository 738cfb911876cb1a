"""What `casefolio check` answers to other programs: GitHub, GitLab, code scanning, reviewdog."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.cli.samples import RECORD, run, write_record

from casefolio.codes import Code
from casefolio.diagnostics import Diagnostic, Position
from casefolio.job_summary import MOST_BYTES, render_job_summary

WRONG = RECORD.replace("summary:", "sumary:")
#: Errors and a warning, with what `--fix` mends: on one line, on several, in letters of several bytes.
BROKEN = """\
---
title: “Tŷ” 🏠: pobl
sumary: Four branches asked their readers for an hour a week, and changed what they heard about.
clint: Trefelin Libraries
status: Published
testimonials:
  - quote: |
      “It was ours:
      at last.”
    role: Librarian
---
"""


def answer(project: Path, output_format: str) -> Any:  # noqa: ANN401 - any JSON
    return json.loads(run(project, "check", "--format", output_format).output)


def apply(text: str, suggestions: list[dict[str, Any]]) -> str:
    """As reviewdog does: columns are bytes, and ends stand behind the last one."""
    lines = text.encode().split(b"\n")
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines) + 1)]

    def offset(place: dict[str, int]) -> int:
        return starts[place["line"] - 1] + place["column"] - 1

    data = text.encode()
    for item in sorted(suggestions, key=lambda item: offset(item["range"]["start"]), reverse=True):
        start, end = offset(item["range"]["start"]), offset(item["range"]["end"])
        data = data[:start] + item["text"].encode() + data[end:]
    return data.decode()


def test_sarif_has_what_its_standard_requires(project: Path) -> None:
    """The required properties of sarifLog, run, tool, toolComponent, reportingDescriptor and result."""
    write_record(project, "a b%.md", BROKEN.replace("🏠: ", "🏠 "))
    log = answer(project, "sarif")
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("/sarif-schema-2.1.0.json")
    (found,) = log["runs"]
    rules = found["tool"]["driver"]["rules"]
    assert found["tool"]["driver"]["name"] == "casefolio"
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    listed = answer(project, "json")["diagnostics"]
    assert len(found["results"]) == len(listed) > 3
    for result, item in zip(found["results"], listed, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == item["code"]
        assert result["level"] == item["severity"]
        assert result["message"]["text"].startswith(item["message"])
        (location,) = result["locations"]
        assert location["physicalLocation"] == {
            "artifactLocation": {"uri": "case_studies/a%20b%25.md", "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": item["line"], "startColumn": item["column"]},
        }
        assert re.fullmatch(r"[0-9a-f]{64}", result["partialFingerprints"]["casefolio/v1"])


def test_sarif_of_a_project_without_mistakes_has_an_empty_list(project: Path) -> None:
    write_record(project, "x.md")
    assert answer(project, "sarif")["runs"][0]["results"] == []


def test_words_of_a_record_are_no_link_in_sarif(project: Path) -> None:
    write_record(project, "x.md", RECORD.replace("client:", "status: '[press](https://bad.example)'\nclient:"))
    (result,) = answer(project, "sarif")["runs"][0]["results"]
    assert "[press](" not in result["message"]["text"]
    assert "\\[press\\](https://bad.example)" in result["message"]["text"]


def test_gitlab_gets_a_report_of_code_quality(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_record(project, "x.md", WRONG)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.setenv("CI_PROJECT_DIR", str(project.parent))
    (item,) = answer(project, "gitlab")
    assert re.fullmatch(r"[0-9a-f]{64}", item.pop("fingerprint"))
    assert item == {
        "description": "`sumary` is not a known field; did you mean `summary`?",
        "check_name": "CF202",
        "severity": "major",
        "location": {"path": "portfolio/case_studies/x.md", "lines": {"begin": 3}},
    }


def test_fingerprints_outlive_other_lines_and_are_never_shared(project: Path) -> None:
    twice = RECORD + "\n<b>one</b>\n\n<b>one</b>\n"
    write_record(project, "x.md", twice)
    before = [item["fingerprint"] for item in answer(project, "gitlab")]
    assert len(set(before)) == len(before) > 1
    write_record(project, "x.md", twice.replace("title:", "# A remark\ntitle:"))
    assert [item["fingerprint"] for item in answer(project, "gitlab")] == before


@pytest.mark.parametrize(
    "text",
    [
        BROKEN,
        BROKEN.replace("title:", "titel:").replace("role:", "roel:"),
        RECORD.replace("client: Trefelin", "sectors: [no, yes]\nstatus: Published\nclient: Trefelin"),
        RECORD.replace("client: Trefelin", "client:\n\tname: Trefelin").replace("Libraries\n-", "Library\n\turl: /\n-"),
        RECORD.replace("## The brief", "## The breif"),
    ],
)
def test_suggestions_of_rdjson_are_what_fix_writes(project: Path, text: str) -> None:
    path = write_record(project, "x.md", text)
    found = answer(project, "rdjson")
    suggestions = [mend for item in found["diagnostics"] for mend in item.get("suggestions", [])]
    run(project, "check", "--fix")

    assert suggestions
    assert apply(text, suggestions) == path.read_text("utf-8") != text


def test_a_suggestion_has_the_exact_range(project: Path) -> None:
    write_record(project, "x.md", WRONG)
    assert answer(project, "rdjson") == {
        "source": {"name": "casefolio"},
        "diagnostics": [
            {
                "message": "`sumary` is not a known field\ndid you mean `summary`?",
                "location": {"path": "case_studies/x.md", "range": {"start": {"line": 3, "column": 1}}},
                "severity": "ERROR",
                "code": {"value": "CF202"},
                "suggestions": [
                    {
                        "range": {"start": {"line": 3, "column": 1}, "end": {"line": 3, "column": 7}},
                        "text": "summary",
                    }
                ],
            }
        ],
    }


def test_what_nothing_mends_has_no_suggestion(project: Path) -> None:
    write_record(project, "x.md", RECORD.replace("client: Trefelin Libraries\n", ""))
    (item,) = answer(project, "rdjson")["diagnostics"]
    assert "suggestions" not in item


def test_github_is_told_errors_first_and_the_rest_in_the_summary(
    project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    doubtful = RECORD.replace("client:", "sectors: [Health, Health]\nclient:")
    for number in range(6):
        write_record(project, f"a{number}.md", doubtful)
        write_record(project, f"b{number}.md", WRONG)
    summary = tmp_path / "summary.md"
    summary.write_text("# Before\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    lines = run(project, "check", "--format", "github").output.splitlines()

    assert [line[2:].partition(" ")[0] for line in lines[:-1]] == ["error"] * 6 + ["warning"] * 6
    told = summary.read_text("utf-8")
    assert told.startswith("# Before\n## casefolio check\n\n6 errors and 6 warnings in 12 files; 12 records checked.")
    assert re.findall(r"^- `case_studies/(\w+)\.md:4:\d+`: warning CF221: ", told, re.MULTILINE) == ["a4", "a5"]


def test_without_more_than_ten_there_is_no_summary(
    project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write_record(project, "x.md", WRONG)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    run(project, "check", "--format", "github")
    assert not (tmp_path / "summary.md").exists() or not (tmp_path / "summary.md").read_text("utf-8")


def test_a_summary_that_cant_be_written_is_told(project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write_record(project, "x.md", WRONG)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    result = run(project, "check", "--format", "github")
    assert result.exit_code == 1
    assert "the summary of the job can't be written" in result.stderr


def test_a_summary_stays_within_what_github_shows() -> None:
    found = [Diagnostic(Position(f"case_studies/{n}.md"), Code.UNKNOWN_KEY, "ŷ" * 300) for n in range(5000)]
    text = render_job_summary(found, 5000)
    assert MOST_BYTES * 0.9 < len(text.encode()) <= MOST_BYTES
    shown = text.count("\n- ")
    assert text.endswith(f"\n{5000 - 10 - shown} more messages: `casefolio check --all` shows them.\n")
    assert render_job_summary(found, 5000, most_bytes=100) == ""


def test_nothing_in_a_record_is_markup_in_the_summary() -> None:
    hostile = "`<img src=x onerror=y>` ![x](https://bad.example) @everyone #12 ::set-output name=x::y"
    found = [Diagnostic(Position("a|`b`.md"), Code.UNKNOWN_KEY, hostile)] * 11
    line = render_job_summary(found, 1).splitlines()[-1]
    assert line.startswith("- ``a|`b`.md:1:1``: error CF202: `<img src=x onerror=y>` !\\[x\\](https:\u200b//")
    assert "@\u200beveryone #\u200b12 :\u200b:set" in line
