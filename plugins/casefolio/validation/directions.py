"""Finds texts of a record that change the direction of writing for others on the page; the body is not looked at."""

from collections.abc import Iterator

from casefolio.codes import Code
from casefolio.diagnostics import Report
from casefolio.records import Mapping, Node, Scalar
from casefolio.writing_direction import find_turn


def check_directions(fields: Mapping, report: Report) -> None:
    """Tells the first sign of each text that may not stand there.

    Args:
        fields: a record's, with the quotes of its body, or the list of terms.
        report: takes a diagnostic for each text.
    """
    for scalar in _iter_scalars(fields):
        turn = find_turn(scalar.text)
        if turn:
            report.add(Code.TEXT_DIRECTION, scalar.position, turn.message, turn.hint)


def _iter_scalars(node: Node) -> Iterator[Scalar]:
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar):
            yield node
        elif isinstance(node, Mapping):
            waiting += [entry.value for entry in reversed(node.entries)]
        else:
            waiting += reversed(node.items)
