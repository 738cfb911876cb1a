from pathlib import Path

import pytest
from tests.validation import goldens


@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in goldens.paths()])
def test_everything_that_is_wrong_with_a_record_is_told_in_these_words(path: Path, tmp_path: Path) -> None:
    golden = goldens.read(path)
    _, found = goldens.check(golden, tmp_path)
    assert found == golden.expected


@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in goldens.paths()])
def test_a_record_without_an_error_becomes_a_study(path: Path, tmp_path: Path) -> None:
    golden = goldens.read(path)
    study, found = goldens.check(golden, tmp_path)
    assert study is not None or any(" error: " in line for line in found)


def test_a_good_record_has_no_diagnostics() -> None:
    good = [goldens.read(path) for path in goldens.paths() if path.name.startswith("good-")]
    assert len(good) > 5
    assert [golden.name for golden in good if golden.expected] == []


@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in goldens.paths()])
def test_every_message_says_what_to_do_and_begins_in_lower_case(path: Path) -> None:
    for line in goldens.read(path).expected:
        message, _, hint = line.split(": ", 1)[1].rpartition(" | ")
        assert message
        assert hint
        for text in (message, hint):
            assert not text[0].isupper()
            assert not text.endswith(".")
