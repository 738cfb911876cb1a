"""Warns of quote marks around whole quotes in the fields; in the text of a study they are the way to write quotes."""

from casefolio.codes import Code
from casefolio.diagnostics import Report
from casefolio.records import Mapping, Record, Scalar, Sequence
from casefolio.values import unwrap_quote


def check_wrapping_marks(record: Record, report: Report) -> None:
    """Tells which marks are taken off: the page sets its own, in the way of its language.

    Args:
        record: as it was loaded.
        report: takes a warning for each quote and each pull quote.
    """
    listed = record.fields.get("testimonials")
    for item in listed.items if isinstance(listed, Sequence) else ():
        for key in ("quote", "pull"):
            node = item.get(key) if isinstance(item, Mapping) else None
            marks = _marks_around(node.text) if isinstance(node, Scalar) else ""
            if node and marks:
                message = f"`{key}` stands in quote marks ({marks}), which were taken off"
                hint = "delete them: the site puts its own around every quote"
                report.add(Code.QUOTE_IN_MARKS, node.position, message, hint)


def _marks_around(text: str) -> str:
    """The marks that wrap a quote, as in `“…”`; empty where there are none, or nothing is between them."""
    words = unwrap_quote(text)
    opening, _, closing = text.partition(words) if words else ("", "", "")
    before, behind = ("".join(part.split()) for part in (opening, closing))
    return f"{before}…{behind}" if before else ""
