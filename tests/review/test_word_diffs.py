"""What the comparison of words promises, and that Markdown shows it as it is meant."""

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.test_inert_markdown import TEXTS

from casefolio.reporting import escape_controls
from casefolio.review.reports import show_words
from casefolio.review.word_diffs import Part, Run, diff_words, likeness

_READER = MarkdownIt("commonmark").enable("strikethrough")
_PIECES = ("a", "b", "c", "d", "**", "~~", "_x_", "<b>", "[x](y)", "@ada", "1.", "#", "`")
_WORDS = st.lists(st.sampled_from(_PIECES), max_size=12).map(" ".join)


@given(_WORDS, _WORDS)
def test_both_texts_can_be_read_out_of_the_runs(before: str, after: str) -> None:
    runs = diff_words(before, after)
    assert " ".join(run.words for run in runs if run.part is not Part.NEW) == before
    assert " ".join(run.words for run in runs if run.part is not Part.GONE) == after


def test_only_what_differs_is_marked() -> None:
    assert diff_words("It was ours at last.", "It is ours, at last.") == (
        Run(Part.KEPT, "It"),
        Run(Part.GONE, "was ours"),
        Run(Part.NEW, "is ours,"),
        Run(Part.KEPT, "at last."),
    )


def test_long_texts_without_a_common_middle_are_told_as_a_whole() -> None:
    before, after = ("x " + f"{word} " * 5000 + "y" for word in ("a b", "b a"))
    assert [run.part for run in diff_words(before, after)] == [Part.KEPT, Part.GONE, Part.NEW, Part.KEPT]


def test_likeness_counts_words() -> None:
    assert likeness("a b c d", "a b c x") == 0.75
    assert likeness("a", "b") == 0
    assert likeness("", "") == 1


@given(st.one_of(_WORDS, TEXTS), st.one_of(_WORDS, TEXTS))
def test_marks_survive_markdown_whatever_the_words_are(before: str, after: str) -> None:
    shown = show_words(diff_words(before, after))
    read = {"s": "", "strong": ""}
    tokens = [token for token in _READER.parse(f"- x {shown}") if token.type == "inline"]
    assert len(tokens) == 1
    level = ""
    for child in tokens[0].children or ():
        name = child.type.removesuffix("_open").removesuffix("_close")
        if child.type.endswith("_open"):
            level = name
        elif child.type.endswith("_close"):
            level = ""
        else:
            assert child.type in {"text", "text_special"}
            if level:
                read[level] += child.content
    runs = diff_words(before, after)
    for name, part in (("s", Part.GONE), ("strong", Part.NEW)):
        meant = "".join(escape_controls(run.words) for run in runs if run.part is part)
        assert _plain(read[name]) == _plain(meant)


def _plain(text: str) -> str:
    return text.replace("\u200b", "").replace(" ", "")
