"""What reading quote marks promises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefolio.quote_marks import attribution_start, unwrapped


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“a”", "a"), ('"a"', "a"), ("« a »", "a"), ("»a«", "a"), ("„a“", "a"), ("„a”", "a"), ("‘a’", "a"),
        ("“a “b” c”", "a “b” c"), ("“He said “b””", "He said “b”"), ('"He said "b" to us."', 'He said "b" to us.'),
        ("‘It’s the readers’ room’", "It’s the readers’ room"),
    ],
)  # fmt: skip
def test_marks_that_wrap_the_whole_are_taken_off(text: str, inner: str) -> None:
    start, end = unwrapped(text)
    assert text[start:end] == inner


@pytest.mark.parametrize(
    "text",
    ["“Yes,” she said, “no.”", '"Yes," she said, "no."', "‘a’ and ‘b’", "a", "“a", "“", '"', "“a” b", "", "'a", "“”"],
)
def test_other_marks_stay(text: str) -> None:
    assert unwrapped(text) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "attribution"),
    [
        ("“Text.” — Team manager", "Team manager"),
        ('"Text"- Ada', "Ada"),
        ("“Text”. -- Ada", "Ada"),
        ("‘It’s.’ – Rhys O’Neil", "Rhys O’Neil"),
    ],
)
def test_an_attribution_stands_behind_the_closing_mark(text: str, attribution: str) -> None:
    found = attribution_start(text)
    assert found is not None
    assert text[found[1] :] == attribution


@pytest.mark.parametrize(
    "text", ["“Text.”", "“Text.” (Ada)", "“a” – he said – “b”", "Text — Ada", "“x” —", "“a” — " + "b" * 200, "“a – b”"]
)
def test_other_dashes_begin_no_attribution(text: str) -> None:
    assert attribution_start(text) is None


@given(st.text(alphabet="“”\"'‘’«»„ —-ab.,\n"))
def test_any_marks_are_read(text: str) -> None:
    start, end = unwrapped(text)
    assert 0 <= start <= end <= len(text)
    attribution_start(text)
