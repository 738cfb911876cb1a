"""Turns diagnostics into the Reviewdog Diagnostic Format, with what would mend them; answers a string."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from casefolio.diagnostics import Diagnostic, Position, Suggestion
from casefolio.reporting import path_in_repository


def render_rdjson(
    diagnostics: Sequence[Diagnostic],
    suggestions: Mapping[Diagnostic, Sequence[Suggestion]],
    find_line: Callable[[Position], str | None],
    *,
    folder: str = "",
) -> str:
    """One object, in ASCII.

    Source: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf

    Args:
        diagnostics: in the order they are listed.
        suggestions: what would mend them; those that nothing mends are not in it.
        find_line: answers the line of a position: this format counts columns in bytes of UTF-8.
        folder: of the project in the repository, `/`-separated; empty for the repository's root.
    """

    def place(position: Position) -> dict[str, int]:
        before = (find_line(position) or "")[: position.column - 1]
        # Where the line can't be had, or ends before, a character counts as one byte.
        missing = position.column - 1 - len(before)
        return {"line": position.line, "column": len(before.encode("utf-8", "replace")) + missing + 1}

    def item(diagnostic: Diagnostic) -> dict[str, Any]:
        path = path_in_repository(diagnostic.position.path, folder)
        written = {
            "message": f"{diagnostic.message}\n{diagnostic.hint}" if diagnostic.hint else diagnostic.message,
            "location": {"path": path, "range": {"start": place(diagnostic.position)}},
            "severity": diagnostic.severity.value.upper(),
            "code": {"value": diagnostic.code.id},
        }
        mends = [
            {"range": {"start": place(mend.start), "end": place(mend.end)}, "text": mend.text}
            for mend in suggestions.get(diagnostic, ())
        ]
        return {**written, "suggestions": mends} if mends else written

    return json.dumps({"source": {"name": "casefolio"}, "diagnostics": [item(d) for d in diagnostics]}, indent=2)
