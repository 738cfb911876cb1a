"""Texts are split into the same words however they are read; what is repeated is read once, with its ends."""

from hypothesis import given
from hypothesis import strategies as st

from casefolio.file_texts import BETWEEN, Seen, iter_readings, split_words

#: What people write, and what looks like it: letters that fold into others, signs that are letters to Unicode.
LETTERS = st.text(
    st.sampled_from(
        "abKL19 .,-–—“”‘’…·×÷©€→ÉéßÅåñŵĳıIİſﬁΩкЖ漢"
        "\u00a0\u00b5\u030a\u0338\u2002\u200b\u2060\u2126\u212a\u212b\u2160\u3000\u302a"
    )
)


@given(st.one_of(st.text(), LETTERS))
def test_a_text_that_is_read_quickly_has_the_words_it_has_otherwise(text: str) -> None:
    # A soft hyphen is in no word, and makes sure that each character is looked at.
    assert split_words(text) == split_words(f"\u00ad{text}")


def test_a_long_text_that_was_read_before_is_left_out_but_for_its_ends() -> None:
    long = "Begun in spring, " + "and asked again each week, " * 20 + "ended in autumn."
    seen = Seen()
    first, second = (
        " ".join(" ".join(iter_readings(uri, f"<p>Nobody</p><p>{long}</p><p>knew {uri}".encode(), seen)).split())
        for uri in ("a.html", "b.html")
    )
    assert first.count("each week") == 20
    assert second.count("each week") < 6
    assert "Nobody Begun in spring" in second
    assert "ended in autumn. knew b.html" in second
    # The ends don't stand beside one another.
    assert len(second.split(BETWEEN.strip())) == 2
