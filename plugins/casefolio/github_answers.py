"""Reads what GitHub's API and a workflow's event answer, as JSON; asks nothing, and takes nothing for granted."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

#: Who writes with the token of a workflow. Nobody can register a name with brackets.
WORKFLOW_AUTHOR = "github-actions[bot]"


class AnswerError(Exception):
    """A file is not what the API answers: says which, and why."""


def load_answer(path: Path) -> Any:  # noqa: ANN401 - any JSON
    """Reads a file that `gh api` has written.

    Raises:
        AnswerError: it can't be read, or is no JSON.
    """
    try:
        return json.loads(path.read_bytes())
    except OSError as error:
        msg = f"`{path}` can't be read: {error.strerror}"
        raise AnswerError(msg) from None
    except (ValueError, RecursionError):
        msg = f"`{path}` is no JSON; it has to be what `gh api` answers"
        raise AnswerError(msg) from None


def iter_items(answer: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any JSON
    """The maps of a list, or of a list of pages, as `gh api --paginate --slurp` answers them."""
    for item in answer if isinstance(answer, list) else ():
        if isinstance(item, list):
            yield from (inner for inner in item if isinstance(inner, dict))
        elif isinstance(item, dict):
            yield item


def text_at(value: Any, *names: str) -> str:  # noqa: ANN401 - any JSON
    """A text inside maps; empty where there is none."""
    found = _at(value, names)
    return found if isinstance(found, str) else ""


def number_at(value: Any, *names: str) -> int:  # noqa: ANN401 - any JSON
    """A whole number inside maps; 0 where there is none that is positive."""
    found = _at(value, names)
    return found if type(found) is int and found > 0 else 0


def find_own(answer: Any, marker: str, author: str = WORKFLOW_AUTHOR) -> tuple[dict[str, Any], ...]:  # noqa: ANN401 - any JSON
    """The comments or issues that a workflow of ours has written, in the order of the list.

    Args:
        answer: comments or issues, as the API lists them.
        marker: what each begins with. Somebody else may write it, too: the author decides.
        author: by whom.
    """
    return tuple(
        item
        for item in iter_items(answer)
        if text_at(item, "user", "login") == author
        and text_at(item, "body").startswith(marker)
        and "pull_request" not in item
    )


def _at(value: Any, names: tuple[str, ...]) -> Any:  # noqa: ANN401 - any JSON
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value
