"""What taking quote marks off promises: the words stay, and YAML reads them as they are."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefolio.diagnostics import Report
from casefolio.loaders.yaml_nodes import parse_yaml
from casefolio.mending.mended_texts import Place, mend_text, read_text
from casefolio.models import Taxonomies
from casefolio.records import Mapping, Scalar, Sequence
from casefolio.values import unwrap_quote
from casefolio.yaml_scalars import quote_text

PLACE = Place(Path("/nowhere/a.yml"), "a.yml", "en", Taxonomies())
HEAD = """\
title: Listening in four libraries
summary: Four branches asked their readers for an hour a week, and changed what they heard about.
client: Trefelin Libraries
testimonials:
"""


def quote_in(text: str) -> str:
    fields = parse_yaml(text, "a.yml", 1, Report())
    assert fields is not None
    listed = fields.get("testimonials")
    assert isinstance(listed, Sequence)
    item = listed.items[0]
    assert isinstance(item, Mapping)
    quote = item.get("quote")
    assert isinstance(quote, Scalar)
    return quote.text


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("“They asked us first, and kept asking.”  # said", "They asked us first, and kept asking.  # said"),
        ("'“It''s ours.”'", "'It''s ours.'"),
        ("\"“It's ours.”\"", "\"It's ours.\""),
        ("'\"They asked.\"'", "'They asked.'"),
        ('"\\"They “asked”.\\""', '"They “asked”."'),
        ("'''It''s ours.'''", "'It''s ours.'"),
        ("« Oui. »", "Oui."),
        ("„Ja.“", "Ja."),
        ("“‘They asked.’”", "They asked."),
        ("““They asked.””", "They asked."),
        ('"\\u201cThey asked.\\u201d"', '"They asked."'),
        # Without its marks, a text may need those of YAML.
        ("“Yes: it works.”", '"Yes: it works."'),
        ("“no”", '"no"'),
        ("“2024-05-01”", '"2024-05-01"'),
        ("“- and so on.”", '"- and so on."'),
        ("“! That was it.”", '"! That was it."'),
        ('“They said "no": twice.”', '"They said \\"no\\": twice."'),
        # Over several lines, only the lines with the marks change.
        ("“They asked\n      us first.”", "They asked\n      us first."),
        ("“- They asked\n      us first.”", '"- They asked\n      us first."'),
        ("'“They asked\n\n      us: first.”'", "'They asked\n\n      us: first.'"),
        ('"“They asked \\\n      us first.”"', '"They asked \\\n      us first."'),
        ("|\n      “They asked.\n\n      Us: # first.”", "|\n      They asked.\n\n      Us: # first."),
        (">-  # as said\n      “They asked.”\n    # so", ">-  # as said\n      They asked.\n    # so"),
        ("\n      “They asked.”", "\n      They asked."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_the_marks_go_and_the_words_stay(written: str, mended: str, end: str) -> None:
    before, after = (f"{HEAD}  - quote: {text}\n    name: Ann\n".replace("\n", end) for text in (written, mended))
    assert mend_text(before, PLACE)[0] == after
    assert read_text(after, PLACE).diagnostics == ()
    assert mend_text(after, PLACE) == (after, 0)


@pytest.mark.parametrize(
    "written",
    [
        "“Yes,” she said, “no.”",
        "“They asked.",
        "“We came in #1 of all.”",  # what is cut off may have held the end of the quote
        "“”",
        '"They asked."',
        '“- They "asked"\n      us first.”',  # YAML's marks can't just stand in their place
    ],
)  # fmt: skip
def test_other_marks_stay(written: str) -> None:
    text = f"{HEAD}  - quote: {written}\n"
    assert mend_text(text, PLACE) == (text, 0)


def test_a_pull_quote_loses_its_marks_too() -> None:
    quote = f"{HEAD}  - {{quote: '“They asked, first.”', pull: “They asked”}}\n"
    assert mend_text(quote, PLACE) == (f"{HEAD}  - {{quote: 'They asked, first.', pull: They asked}}\n", 2)


def test_marks_in_the_text_of_a_study_stay() -> None:
    place = Place(Path("/nowhere/a.md"), "a.md", "en", Taxonomies())
    text = f"---\n{HEAD}  - quote: They asked.\n---\n\n## What they said\n\n- “First.”\n\n> “And again.”\n"
    assert mend_text(text, place) == (text, 0)


WORDS = st.text(alphabet="“”\"'‘’ab:#-,!\\ \n", max_size=12)
STYLES = st.sampled_from(["plain", "single", "double", "literal", "folded"])


@given(WORDS, STYLES)
def test_whatever_the_words_are_none_is_lost(words: str, style: str) -> None:
    lines = f"“{words}”".split("\n")
    indented = "\n".join(f"      {line}" for line in lines)
    written = {
        "plain": "\n      ".join(lines),
        "single": "'{}'".format("\n\n      ".join(line.replace("'", "''") for line in lines)),
        "double": quote_text("\n".join(lines)),
        "literal": f"|\n{indented}",
        "folded": f">\n{indented}",
    }[style]
    text = f"{HEAD}  - quote: {written}\n    name: Ann\n"
    if not read_text(text, PLACE).is_readable:
        return
    after = mend_text(text, PLACE)[0]
    assert unwrap_quote(quote_in(after)) == unwrap_quote(quote_in(text))
    assert after.count("\n") == text.count("\n")
