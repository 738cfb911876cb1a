"""What mending a text promises, whatever is wrong with it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefolio.mending.mended_texts import Place, mend_text, read_text
from casefolio.models import Taxonomies, TaxonomyTerm

TERMS = Taxonomies(sectors=(TaxonomyTerm(name="Housing"), TaxonomyTerm(name="Health and care")))
LINES = (
    "title: A plan: how it went", "titel: A plan", "tittle: Another", "sumary: Four branches asked for an hour a week.",
    "summary: no", "client:", "\tname: Ada", "  nmae: Ada: the cook", "\t\tdisclosure: Named", "client: Ada",
    "    disclosure: 'Described'", "status: Published", "Status: drfat", "sectors: [housing, Health and car]",
    "sector: [Housing, 'housing']", "sectors:", "  - Housnig", "- 'Helth and care' # so", "- a: b: c", "lang: no",
    "# a remark: this: one", "photo: {src: desk.jpg, atl: A desk}", 'programme: "open', "sections:", "  breif: |",
    "\tAsk: this: and that", "  goes on here: and there", "  - Coaching: leaders", "testimonials:", "- quote: “no”",
    "- quote: “Yes: it was", "    good.”", "  credit: Photo from Unsplash by Ada Bell",
    "  \tAsk.", "", "---", "## What they sayd", "> Good.", "## The breif:", "## The brief",
)  # fmt: skip


@pytest.mark.parametrize("name", ["a.md", "a.yml"])
@given(chosen=st.lists(st.sampled_from(LINES), max_size=14), end=st.sampled_from(["\n", "\r\n"]))
def test_nothing_gets_worse_and_a_second_round_changes_nothing(name: str, chosen: list[str], end: str) -> None:
    place = Place(Path("/nowhere") / name, name, "en", TERMS)
    text = end.join(["---", *chosen, "---", "## The brief", ""] if name == "a.md" else chosen)
    mended, count = mend_text(text, place)
    before, after = read_text(text, place), read_text(mended, place)
    assert (count > 0) == (mended != text)
    assert mend_text(mended, place) == (mended, 0)
    assert mended.count(end) == text.count(end)
    assert after.reach >= before.reach
    assert len(after.diagnostics) <= len(before.diagnostics) or after.reach > before.reach


def test_what_a_wrong_key_hides_is_mended_with_it() -> None:
    place = Place(Path("/nowhere/a.yml"), "a.yml", "en", TERMS)
    assert mend_text("sector: [housing, Helth and care]\n", place) == ("sectors: [Housing, Health and care]\n", 3)
    # Of what it hides, more would remain than there was.
    unmendable = "sector: [Building, Sailing]\n"
    assert mend_text(unmendable, place) == (unmendable, 0)
