"""Refuses to publish the words of a starter record; looks at nothing else."""

from collections.abc import Iterator

from casefolio.codes import Code
from casefolio.diagnostics import Position, Report
from casefolio.placeholders import CLIENT, SECTIONS, SUMMARY
from casefolio.records import Mapping, Node, Record, Scalar, Section
from casefolio.validation.messages import shown

_DRAFT = "draft"
_LONGEST = {words: max(words.split(), key=len) for words in SECTIONS.values()}


def check_starter_words(record: Record, report: Report) -> None:
    """Tells where a record that is no draft still has what `casefolio new` wrote.

    Args:
        record: as it was loaded.
        report: takes every place.
    """
    status = record.fields.get("status")
    if isinstance(status, Scalar) and status.text.strip() == _DRAFT:
        return
    for name, node, hint in _iter_fields(record.fields):
        report.add(Code.STARTER_WORDS, node.position, f"`{name}` still holds the words of the starter", hint)
    for section in record.sections:
        for words, position in _iter_words(section, record.path):
            message = f"the text still holds the words of the starter: {shown(words)}"
            report.add(Code.STARTER_WORDS, position, message, "write over them, or delete them with their heading")


def _iter_fields(fields: Mapping) -> Iterator[tuple[str, Node, str]]:
    client = fields.get("client")
    name = client.get("name") if isinstance(client, Mapping) else client
    if _says(fields.get("summary"), SUMMARY):
        yield "summary", fields.get("summary") or fields, "write what happened, why, and what came of it"
    if _says(name, CLIENT):
        yield "client", name or fields, "write the client's name"


def _says(node: Node | None, words: str) -> bool:
    return isinstance(node, Scalar) and _flat(node.text) == words


def _iter_words(section: Section, path: str) -> Iterator[tuple[str, Position]]:
    for words in SECTIONS.values():
        # One word is looked for quickly, and no white space stands in it.
        if _LONGEST[words] in section.markdown and words in _flat(section.markdown):
            lines = section.markdown.split("\n")
            # The starter writes its words on one line; where an editor broke it, the section is place enough.
            number = next((number for number, line in enumerate(lines) if words in _flat(line)), None)
            is_known = number is not None and section.has_own_lines
            line = section.first_line + (number or 0)
            yield words, Position(path, line, section.first_column) if is_known else section.position


def _flat(text: str) -> str:
    return " ".join(text.split())
