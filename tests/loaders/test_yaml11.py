"""What `surprise` promises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefolio.diagnostics import Position
from casefolio.records import Scalar, ScalarStyle
from casefolio.yaml11 import surprise


def _plain(text: str) -> Scalar:
    return Scalar(text, Position("a.md"))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("no", "false"),
        ("No", "false"),
        ("OFF", "false"),
        ("n", "false"),
        ("yes", "true"),
        ("true", "true"),
        ("12:30", "750 (a number in base 60)"),
        ("-1:30", "-90 (a number in base 60)"),
        ("1:30.5", "90.5 (a number in base 60)"),
        ("1.10", "1.1"),
        ("1.0", "1"),
        ("010", "an octal number 8"),
        ("0o10", "an octal number 8"),
        ("08", "8"),
        ("0x1F", "31 (a hexadecimal number)"),
        ("0b101", "5 (a binary number)"),
        ("1e3", "1000"),
        ("1e999", "an infinite number"),
        (".inf", "an infinite number"),
        (".nan", "no number"),
        ("1_000", "1000"),
        ("+44", "44"),
        ("2024-05-01", "a date"),
        ("2024-02-30", "a date that does not exist"),
        ("2024-05-01 10:00:00", "a date and time"),
        ("2024-05-01T10:00:00Z", "a date and time"),
        ("~", "nothing"),
        ("null", "nothing"),
        ("", "nothing"),
        ("=", "a special sign"),
        ("9" * 5000, "a number"),
    ],
)
def test_a_plain_text_says_what_others_read(text: str, read: str) -> None:
    assert surprise(_plain(text)) == read


@pytest.mark.parametrize(
    "text", ["2024", "1.5", "-3", "nO", "No more", "12:75", "v1.10", "1.2.3", "_", "0x", "2024-05"]
)
def test_a_text_that_reads_back_as_written_is_no_surprise(text: str) -> None:
    assert surprise(_plain(text)) is None


@pytest.mark.parametrize("style", [ScalarStyle.QUOTED, ScalarStyle.BLOCK])
def test_a_quoted_text_never_surprises(style: ScalarStyle) -> None:
    assert surprise(Scalar("no", Position("a.md"), style)) is None


@given(st.one_of(st.text(), st.from_regex(r"[-+0-9_.:eExob]{1,12}", fullmatch=True)))
def test_any_text_gets_an_answer(text: str) -> None:
    assert surprise(_plain(text)) != ""
