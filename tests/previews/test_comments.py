"""What a stranger's review may do in the comment: be read, and nothing else."""

import json
import types
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from markdown_it import MarkdownIt

from casefolio.github_answers import AnswerError, find_own, load_answer
from casefolio.library import Hindrance
from casefolio.previews.comments import MARKER, render_comment
from casefolio.review import Review, render_json

HOSTILE = (
    "@sample #12 GH-1 [x](https://evil.example) ![i](//evil.example/i.png) <img src=x> https://evil.example "
    "www.evil.example **b** `c` ::error::x ##[warning]y"
)
PAGE = "https://previews.example.net/pr-12/"


def comment(data: bytes, *, page_url: str = PAGE, has_report: bool = False) -> str:
    run_url = "https://github.com/sample/portfolio/actions/runs/1"
    return render_comment(data, head="5d41402abc4b", page_url=page_url, run_url=run_url, has_report=has_report)


def fill(annotation: Any, name: str = "") -> Any:  # noqa: ANN401 - annotations have no common type
    """A value of a type whose every text is hostile."""
    if is_dataclass(annotation) and isinstance(annotation, type):
        hints = get_type_hints(annotation)
        return annotation(**{item.name: fill(hints[item.name], item.name) for item in fields(annotation)})
    arguments = get_args(annotation)
    if get_origin(annotation) is tuple:
        return tuple(fill(argument, name) for argument in arguments if argument is not Ellipsis)
    if get_origin(annotation) in {Union, types.UnionType}:
        return fill(arguments[0], name)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return next(iter(annotation))
    if annotation is str:
        # By this name the words are looked up.
        return Hindrance.DRAFT.value if name == "reason" else HOSTILE
    return {bool: True, int: 7, float: 7.5}[annotation]


def tags(markdown: str) -> set[str]:
    tokens = MarkdownIt("commonmark", {"linkify": False}).enable("strikethrough").parse(markdown)
    return {inner.type for token in tokens for inner in (token, *(token.children or ()))}


def test_no_text_of_a_review_does_anything_in_the_comment() -> None:
    data = render_json(fill(Review)).encode()
    text = comment(data, has_report=True)
    head, _, told = text.partition("\n\nBuilt from ")

    assert "What would change can't be told" not in told
    assert "evil" in told
    assert not tags(told) & {"link_open", "image", "html_inline", "html_block"}
    plain = told.replace("`", "")
    for sign in ("@sample", "::error", "##[warning]", "GH-1", "#12", "https://", "www."):
        assert sign not in _outside_code(told), sign
    assert "##[" not in plain
    assert head.count("](<") == 3


def _outside_code(markdown: str) -> str:
    tokens = MarkdownIt("commonmark").parse(markdown)
    return "\n".join(inner.content for token in tokens for inner in token.children or () if inner.type != "code_inline")


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{}", b"[]", b"\xff", b"[" * 100_000,
        render_json(fill(Review)).replace('"draft"', '"{0.__class__}"').encode(),
        render_json(fill(Review)).replace('"width": 7', f'"width": {"9" * 5000}').encode(),
        render_json(fill(Review)).replace('"size": 7', f'"size": {10**400}').encode(),
    ],
)  # fmt: skip
def test_a_review_that_is_none_is_not_told(data: bytes) -> None:
    text = comment(data)

    assert text.endswith(
        "\n\nWhat would change can't be told: it was written by another version of casefolio, or by hand.\n"
    )
    assert "evil" not in text


def test_a_long_review_fits_a_comment() -> None:
    review = json.loads(render_json(fill(Review)))
    for name, items in review.items():
        if isinstance(items, list):
            review[name] = items * 2000
    text = comment(json.dumps(review).encode())

    assert len(text) <= 65_536
    assert "more quote" in text


def test_only_what_is_there_is_linked() -> None:
    assert "_review" not in comment(b"")
    assert "](<https://previews.example.net/pr-12/_review/>)" in comment(b"", has_report=True)
    assert "_review" not in comment(b"", page_url="", has_report=True)


def test_an_address_does_not_end_its_link() -> None:
    text = render_comment(b"", head="x", page_url="https://a.example/>) [y](z)\n# x/", run_url="https://b.example/")

    assert [token.type for token in MarkdownIt().parse(text) if token.type == "heading_open"] == []
    assert "\n# x" not in text


def test_only_our_own_comment_is_changed() -> None:
    ours = {"id": 5, "user": {"login": "github-actions[bot]"}, "body": f"{MARKER}\nx"}
    others: list[object] = [
        ours | {"user": {"login": "stranger"}},
        ours | {"user": None},
        ours | {"body": f"> {MARKER}"},
        ours | {"body": None},
        ours | {"pull_request": {}},
        None,
        "text",
    ]

    assert find_own([others, [ours]], MARKER) == (ours,)
    assert find_own(others, MARKER) == ()
    assert find_own({"message": "Not Found"}, MARKER) == ()


def test_an_answer_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "answer.json").write_text("<html>")
    for name in ("answer.json", "missing.json"):
        with pytest.raises(AnswerError, match=name):
            load_answer(tmp_path / name)
