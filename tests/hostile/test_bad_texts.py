"""Every text that is made to do harm, in every place: refused with its code, or shown as it is."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.hostile.bad_texts import BAD_TEXTS, iter_cases, write_record

from casefolio.codes import Code
from casefolio.option_models import Options
from casefolio.options import make_settings
from casefolio.pipeline import check

NAUGHTY_PATH = Path(__file__).parents[3] / "shared" / "corpora" / "naughty-strings" / "blns.json"
#: What a case needs and does not have: the photo itself.
_BESIDE = {Code.PHOTO_MISSING}


def _errors(text: str, folder: Path) -> set[Code]:
    path = folder / "case_studies" / "sample.md"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    settings = make_settings(
        Options(),
        root_path=folder,
        pages_path=None,
        language="en",
        has_directory_urls=True,
        now=datetime(2026, 3, 1, tzinfo=UTC),
    )
    _, diagnostics = check(settings)
    lines = text.replace("\r", "\n").split("\n")
    for item in diagnostics:
        assert 1 <= item.position.line <= len(lines)
        assert len(str(item)) < 1000
    return {item.code for item in diagnostics if item.is_error} - _BESIDE


def test_each_has_its_outcome(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = list(iter_cases())
    found = {name: (_errors(text, tmp_path), set(codes)) for name, text, codes in cases}
    assert {name: codes for name, codes in found.items() if codes[0] != codes[1]} == {}
    refused = sum(bool(codes) for _, _, codes in cases)
    with capsys.disabled():
        print(f"\n{len(BAD_TEXTS)} bad texts in {len(cases)} places: {refused} refused, {len(cases) - refused} shown")  # noqa: T201
    assert len(cases) >= 300


@pytest.mark.skipif(not NAUGHTY_PATH.exists(), reason="the shared test data is not beside this checkout")
def test_strings_that_break_programs_break_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = json.loads(NAUGHTY_PATH.read_text("utf-8"))
    found = [_errors(write_record({"programme": text, "outcomes": [text]}, body=text), tmp_path) for text in texts]
    refusals = {Code.HTML_IN_TEXT, Code.CONTROL_CHARACTER, Code.TEXT_DIRECTION, Code.WRONG_KIND, Code.NOT_UTF8}
    assert set().union(*found) <= refusals | {Code.LINK_BROKEN, Code.YAML_SYNTAX, Code.OUTCOME_INCOMPLETE}
    with capsys.disabled():
        print(f"\n{len(texts)} naughty strings: {sum(map(bool, found))} refused, the others shown")  # noqa: T201
