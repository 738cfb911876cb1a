"""What writing the text of a document as Markdown promises: it shows exactly the words, whatever they are."""

import html
import re

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from casefolio.importers.word_text import Block, BlockKind, Run, tidy_runs, write_markdown
from casefolio.loaders.markdown_lines import hidden_lines, read_heading

PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
PARSER.disable(["html_block", "html_inline"])
TEXTS = st.text("ab1 .)*_`~[]()<>!#+-=|\\&;:/é\n", min_size=1, max_size=24)
RUNS = st.lists(
    st.builds(Run, TEXTS, st.booleans(), st.booleans(), st.sampled_from(["", "", "https://example.org/a(b)?c=d_e_f"])),
    min_size=1,
    max_size=4,
).map(tidy_runs)


def shown(markdown: str) -> str:
    """The text that a reader sees, with single spaces."""
    text = re.sub(r"<[^>]*>", " \0 ", PARSER.render(markdown)).replace(" \0 ", "\0")
    return "".join(html.unescape(text.replace("\0", "")).split())


def wanted(runs: tuple[Run, ...]) -> str:
    return "".join("".join(run.text for run in runs).split())


@given(RUNS)
@settings(max_examples=600)
@example((Run("-- -"),))
def test_a_paragraph_shows_its_words_and_is_one(runs: tuple[Run, ...]) -> None:
    markdown = write_markdown([Block(BlockKind.PARAGRAPH, 1, runs)])
    assert shown(markdown) == wanted(runs)
    lines = markdown.split("\n")
    hidden = hidden_lines(lines)
    assert not any(hidden)
    assert not any(read_heading(lines, hidden, number) for number in range(len(lines)))


@given(RUNS)
@settings(max_examples=200)
def test_an_item_a_quote_and_a_heading_show_their_words(runs: tuple[Run, ...]) -> None:
    for kind in (BlockKind.ITEM, BlockKind.QUOTE, BlockKind.HEADING):
        blocks = [Block(kind, 1, runs, 1)] if runs else []
        assert shown(write_markdown(blocks)) == wanted(runs)


@given(st.lists(RUNS.filter(bool), min_size=2, max_size=4))
@settings(max_examples=200)
def test_a_table_shows_its_words(cells: list[tuple[Run, ...]]) -> None:
    row = tuple((Block(BlockKind.PARAGRAPH, 1, runs),) for runs in cells)
    markdown = write_markdown([Block(BlockKind.TABLE, 1, rows=(row, row))])
    assert shown(markdown) == "".join(map(wanted, cells)) * 2
    assert PARSER.render(markdown).count("<table>") == 1
