"""What finding signs of the writing direction promises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefolio.writing_direction import find_turn

_SIGNS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A plain text",
        "שלום, said Ada",
        "مرحبا\u200f (Ada)\u200e",
        "\u061cمرحبا",
        "\u2067שלום\u2069 and \u2068مرحبا\u2069",
        "\u202bשלום \u2066Ada\u2069\u202c",
        "\u2067one\nline\u2069\n\n\u2067two\u2069",
    ],
)
def test_hebrew_and_arabic_are_left_alone(text: str) -> None:
    assert find_turn(text) is None


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("a\u202eb", "\u202e"),
        ("a\u202db\u202c", "\u202d"),
        ("a\u2067b", "\u2067"),
        ("a\u2069b", "\u2069"),
        ("a\u202cb", "\u202c"),
        ("\u2067a\u202c", "\u202c"),
        ("\u2067a\u202bb\u2069\u202c", "\u2069"),
        ("\u2067a\n\nb\u2069", "\u2067"),
    ],
)
def test_a_sign_without_its_partner_is_found(text: str, sign: str) -> None:
    turn = find_turn(text)
    assert turn is not None
    assert turn.sign == sign
    assert f"U+{ord(sign):04X}" in turn.message


@given(st.text(st.sampled_from(_SIGNS + "a\n "), max_size=30))
def test_what_is_left_alone_ends_in_its_paragraph(text: str) -> None:
    if find_turn(text) is None:
        assert "\u202d" not in text
        assert "\u202e" not in text
        assert sum(map(text.count, "\u202a\u202b")) == text.count("\u202c")
        assert sum(map(text.count, "\u2066\u2067\u2068")) == text.count("\u2069")
