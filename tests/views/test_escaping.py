"""Texts are written as the standard library writes them."""

import html

from hypothesis import given
from hypothesis import strategies as st

from casefolio.views.escaping import escape


@given(st.text(st.sampled_from("&<>\"'a;# é“")) | st.text())
def test_any_text_is_escaped_as_the_standard_library_does_it(text: str) -> None:
    assert escape(text) == html.escape(text)
