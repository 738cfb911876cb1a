"""The days on which consents end, held against the clock."""

from datetime import datetime
from pathlib import Path

import pytest

from casefolio.codes import Code
from casefolio.pipeline import check
from casefolio.project import load_project

HEAD = """\
title: Listening in four libraries
summary: Four branches asked their readers for an hour a week, and changed what they heard about.
client: Trefelin Libraries
"""


def found(folder: Path, fields: str, now: str = "2026-03-01T12:00+00:00") -> list[str]:
    path = folder / "case_studies/x.yml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(HEAD + fields, encoding="utf-8")
    diagnostics = check(load_project(folder).settings(now=datetime.fromisoformat(now)))[1]
    return [f"{item.position.line}:{item.position.column} {item.code.name} {item.message}" for item in diagnostics]


def consent(**fields: str) -> str:
    lines = "".join(f"      {name}: {value}\n" for name, value in fields.items())
    return f"testimonials:\n  - quote: Words.\n    consent:\n{lines}"


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-02-28", Code.CONSENT_LAPSED),
        ("2026-03-01", Code.CONSENT_ENDING),
        ("2026-04-30", Code.CONSENT_ENDING),
        ("2026-05-01", None),
    ],
)
def test_sixty_days_before_a_consent_ends_there_is_time_to_ask(tmp_path: Path, day: str, code: Code | None) -> None:
    verb = "ended" if code is Code.CONSENT_LAPSED else "ends"
    behind = ", so it is no longer shown" if code is Code.CONSENT_LAPSED else ""
    expected = [f"8:19 {code.name} the consent to this quote {verb} on {day}{behind}"] if code else []
    assert found(tmp_path, consent(status="granted", expires_on=day)) == expected


@pytest.mark.parametrize(
    "fields", [{"status": "withdrawn"}, {"status": "pending"}, {"status": "granted", "scope": "[print]"}]
)
def test_a_quote_that_is_hidden_anyway_needs_no_asking(tmp_path: Path, fields: dict[str, str]) -> None:
    assert found(tmp_path, consent(**fields, expires_on="2026-03-02")) == []


def test_one_day_for_all_quotes_is_told_once(tmp_path: Path) -> None:
    fields = (
        "testimonial_defaults:\n  consent:\n    expires_on: 2026-03-02\ntestimonials:\n- quote: One.\n- quote: Two.\n"
    )
    assert found(tmp_path, fields) == ["6:17 CONSENT_ENDING the consent to this quote ends on 2026-03-02"]
