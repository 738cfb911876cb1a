"""Writes what a GitHub workflow can't annotate as Markdown for the summary of its job; touches no file."""

from collections.abc import Sequence

from casefolio.diagnostics import Diagnostic
from casefolio.inert_markdown import code, message
from casefolio.reporting import count_words, path_in_repository, summarise

#: So many of a step's commands GitHub shows at their lines; it drops the others.
#: Source: https://docs.github.com/actions/reference/limits
MOST_ANNOTATIONS = 10
#: Of one step, in bytes; a longer one is not shown at all.
MOST_BYTES = 1024 * 1024
#: Room for the sentence that closes a list which was cut.
_RESERVE = 200


def render_job_summary(
    diagnostics: Sequence[Diagnostic], record_count: int, *, folder: str = "", most_bytes: int = MOST_BYTES
) -> str:
    """A heading, the counts, and a list of all that has no annotation.

    Args:
        diagnostics: in the order that they are annotated.
        record_count: how many records were looked at.
        folder: of the project in the repository, `/`-separated; empty for the repository's root.
        most_bytes: of the answer, in UTF-8.

    Returns:
        Empty where every one has its annotation, or there is no room.
    """
    rest = diagnostics[MOST_ANNOTATIONS:]
    if not rest:
        return ""
    head = (
        f"## casefolio check\n\n{summarise(diagnostics, record_count)}. "
        f"GitHub shows {MOST_ANNOTATIONS} of them at their lines; these are the others:\n\n"
    )
    text, room = head, most_bytes - len(head.encode()) - _RESERVE
    if room < 0:
        return ""
    for number, item in enumerate(rest):
        line = _line(item, folder)
        room -= len(line.encode())
        if room < 0:
            left = count_words(len(rest) - number, "more message")
            return f"{text}\n{left}: `casefolio check --all` shows them.\n"
        text += line
    return text


def _line(item: Diagnostic, folder: str) -> str:
    position = item.position
    place = code(f"{path_in_repository(position.path, folder)}:{position.line}:{position.column}")
    hint = f"; {message(item.hint)}" if item.hint else ""
    return f"- {place}: {item.severity} {item.code.id}: {message(item.message)}{hint}\n"
