"""Turns YAML into the nodes of a record, every text as it was written; gives no value a meaning.

Only events are read, never composed nodes: LibYAML's composer crashes the interpreter on deep nesting, and merge keys
of a few hundred bytes take minutes in either implementation.
"""

import re
from collections.abc import Generator, Iterator
from contextlib import closing
from sys import intern
from typing import Any, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from casefolio.codes import Code
from casefolio.diagnostics import Position, Report
from casefolio.loaders.source_text import SourceText
from casefolio.loaders.yaml_lines import missing_space, quoted, read_line
from casefolio.loaders.yaml_messages import explain, space_is_missing
from casefolio.loaders.yaml_trouble import Trouble
from casefolio.records import Entry, Mapping, Node, Scalar, ScalarStyle, Sequence
from casefolio.settings import STANDARD_LIMITS, RecordLimits

_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: What YAML does not allow in a text, and the three characters that break a line in YAML and in no editor.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_HASH_IN_TEXT = re.compile(r"[ \t]+(#)\S")
_STYLES = {"'": ScalarStyle.QUOTED, '"': ScalarStyle.QUOTED, "|": ScalarStyle.BLOCK, ">": ScalarStyle.BLOCK}
_MERGE_KEY = "<<"
_MOST_UNPRINTABLE = 20
#: Texts of so many characters are mostly the names of fields, which stand in every record: they are held once.
_SHORT = 16
#: What begins a value.
_NodeEvent = AliasEvent | ScalarEvent | SequenceStartEvent | MappingStartEvent


def parse_yaml(
    text: str,
    path: str,
    first_line: int,
    report: Report,
    *,
    first_column: int = 1,
    limits: RecordLimits = STANDARD_LIMITS,
) -> Mapping | None:
    r"""Reads fields from YAML.

    Args:
        text: with `\n` as the only line end.
        path: of the file, for positions.
        first_line: the line of the file that the text's first line is.
        report: takes every mistake that can be found in one go.
        first_column: the column of the file that the first character of every line stands in.
        limits: how deep and how many the fields may be.

    Returns:
        The fields (none where the text holds only white space or comments). A key that stands twice keeps its first
        value, a merge key is dropped, an alias becomes its own words. None where the text cannot be read to its end.
    """
    source = SourceText(text, path, first_line, first_column)
    if _report_unprintable(source, report):
        return None
    with closing(_iter_events(text)) as events:
        builder = _Builder(source, report, events, limits)
        try:
            return builder.build()
        except _TooComplexError:
            return None
        except yaml.MarkedYAMLError as error:
            _report_syntax(error, source, report, builder.refused_lines)
        except yaml.YAMLError:
            report.add(Code.YAML_SYNTAX, source.at(0), "the fields cannot be read as YAML")
    return None


def _iter_events(text: str) -> Generator[Any, None, None]:
    loader = _LOADER(text)
    try:
        yield from iter(loader.get_event, None)
    finally:
        loader.dispose()


def _start(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0


class _TooComplexError(Exception):
    """Stops reading: the limits are there so that a few bytes cannot cost minutes or a crash."""


class _Builder:
    """Builds nodes from one stream of events."""

    def __init__(self, source: SourceText, report: Report, events: Iterator[Any], limits: RecordLimits) -> None:
        self._source = source
        self._report = report
        self._events = events
        self._limits = limits
        self._nodes = 0
        # Few files have any of these signs, and what stands around each value is looked at only where they do: a
        # control character can only be written with a backslash, as the text itself has none.
        self._has_hash = _HASH_IN_TEXT.search(source.text) is not None
        self._has_backslash = "\\" in source.text
        self._has_question = "?" in source.text
        #: Lines that already have a diagnostic which explains the syntax error that follows from it.
        self.refused_lines: set[int] = set()

    def build(self) -> Mapping | None:
        next(self._events)  # the start of the stream
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            return Mapping((), self._source.at(0))
        first = next(self._events)
        root = self._node(first, 0)
        next(self._events)  # the end of the document
        self._refuse_more_documents()
        if isinstance(root, Mapping):
            return root
        if isinstance(root, Scalar) and root.text == "" and root.style is ScalarStyle.PLAIN:
            return Mapping((), self._source.at(0))
        self._report_no_mapping(root, first)
        return None

    def _refuse_more_documents(self) -> None:
        start = next(self._events)
        if isinstance(start, yaml.StreamEndEvent):
            return
        event = next(self._events)
        next(self._events, None)
        # A last `---` with nothing below it is a habit from front matter and does no harm.
        is_empty = isinstance(event, yaml.ScalarEvent) and not event.value and event.style not in _STYLES
        if is_empty and isinstance(next(self._events, None), yaml.StreamEndEvent):
            return
        self._add(
            Code.SEVERAL_DOCUMENTS,
            _start(start),
            "the file goes on below this `---`, but it can hold only one record",
            "keep one record in a file; a file with fields between two `---` and text below them is named `.md`",
        )

    def _report_no_mapping(self, root: Node, event: yaml.Event) -> None:
        line, _ = self._source.place(_start(event))
        text = self._source.lines[line]
        column = missing_space(text)
        if isinstance(root, Scalar) and column is not None:
            found = space_is_missing(text, (line, column))
            self._report.add(Code.NOT_A_MAPPING, self._source.at(line, column), found.message, found.hint)
            return
        what = "a list" if isinstance(root, Sequence) else "a text"
        message = f"the fields are written as {what}, not as `key: value`"
        hint = "write each field on its line, as in `title: My title`"
        self._report.add(Code.NOT_A_MAPPING, root.position, message, hint)

    def _node(self, event: _NodeEvent, depth: int) -> Node:
        # It is called for every word of every file: what is never wrong costs a comparison here, and no call.
        self._nodes += 1
        if depth > self._limits.nesting or self._nodes > self._limits.yaml_nodes:
            self._refuse_size(event, depth)
        if isinstance(event, AliasEvent):
            return self._alias(event)
        if event.anchor is not None or event.tag is not None:
            self._refuse_features(event)
        position = self._source.position(event.start_mark.index if event.start_mark else 0)
        if isinstance(event, ScalarEvent):
            style = _STYLES.get(event.style or "", ScalarStyle.PLAIN)
            if self._has_hash and style is ScalarStyle.PLAIN:
                self._warn_of_hash(event.end_mark.index if event.end_mark else 0)
            if self._has_backslash and style is not ScalarStyle.PLAIN:
                self._refuse_controls(event.value, position)
            return Scalar(intern(event.value) if len(event.value) <= _SHORT else event.value, position, style)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(position, depth)
        return self._mapping(position, depth)

    def _refuse_size(self, event: _NodeEvent, depth: int) -> NoReturn:
        limits = self._limits
        if depth > limits.nesting:
            message = f"the fields are nested more than {limits.nesting} levels deep (`limits.nesting`)"
            hint = "check the brackets and the indentation of this line"
        else:
            message = f"the fields have more than {limits.yaml_nodes} values (`limits.yaml_nodes`)"
            hint = "check the brackets and the indentation of this line, or shorten the record"
        self._add(Code.YAML_TOO_COMPLEX, _start(event), message, hint)
        raise _TooComplexError

    def _sequence(self, position: Position, depth: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Sequence(tuple(items), position)

    def _mapping(self, position: Position, depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if self._has_question and self._is_cut(_start(event)):
                message = f"`?{_shorten(key.text if isinstance(key, Scalar) else '')}` is read without its `?`"
                self._add(Code.YAML_SYNTAX, _start(event) - 1, message, "put it in quotes")
            if not isinstance(key, Scalar):
                self._refuse_key(key)
            elif key.text == _MERGE_KEY and key.style is ScalarStyle.PLAIN:
                message = "`<<` copies fields from elsewhere, which is not read"
                self._feature(_start(event), message, "write the fields out")
            elif key.text in entries:
                self._refuse_duplicate(entries[key.text].key, key)
            else:
                entries[key.text] = Entry(key, value)
        return Mapping(tuple(entries.values()), position)

    def _is_cut(self, start: int) -> bool:
        """Whether LibYAML has taken a `?` that a name begins with for a sign: YAML wants a space behind that one."""
        before = self._source.text[max(start - 2, 0) : start]
        return before[-1:] == "?" and (len(before) == 1 or before[0] in " \t\n,{[")

    def _refuse_controls(self, text: str, position: Position) -> None:
        if _UNPRINTABLE.search(text):
            message = "the text holds a control character, written with a backslash"
            hint = "use single quotes, in which a backslash is a backslash"
            self._report.add(Code.CONTROL_CHARACTER, position, message, hint)

    def _warn_of_hash(self, end: int) -> None:
        rest = self._source.line_from(end)
        match = _HASH_IN_TEXT.match(rest)
        if not match:
            return
        line = read_line(self._source.lines[self._source.place(end)[0]])
        self._add(
            Code.COMMENT_IN_TEXT,
            end + match.start(1),
            f"the text is cut off here: ` {_shorten(rest.strip())}` counts as a comment",
            f"put the text in quotes: `{line.with_value(quoted(line.value))}`; a comment has a space after its `#`",
        )

    def _alias(self, event: yaml.AliasEvent) -> Scalar:
        start = _start(event)
        word = f"*{event.anchor}"
        self._feature(start, f"`{word}` would repeat a value from elsewhere, which is not read", self._in_quotes(start))
        return Scalar(word, self._source.position(start), ScalarStyle.QUOTED)

    def _refuse_features(self, event: ScalarEvent | SequenceStartEvent | MappingStartEvent) -> None:
        start = _start(event)
        if event.anchor is not None:
            message = f"`&{event.anchor}` would give this value a name, which is not read"
            self._feature(start, message, self._in_quotes(start))
        if event.tag is not None:
            written = self._source.line_from(start).split(None, 1)[0]
            message = f"`{_shorten(written)}` would give this value a type, which is not read"
            self._feature(start, message, self._in_quotes(start))

    def _feature(self, offset: int, message: str, hint: str) -> None:
        self.refused_lines.add(self._source.place(offset)[0])
        self._add(Code.YAML_FEATURE, offset, message, hint)

    def _in_quotes(self, offset: int) -> str:
        line = read_line(self._source.lines[self._source.place(offset)[0]])
        return f"if it belongs to the text, put the text in quotes: `{line.with_value(quoted(line.value))}`"

    def _refuse_key(self, key: Node) -> None:
        line = key.position.line - self._source.first_line
        text = read_line(self._source.lines[line])
        message = "a list or a group of fields stands where the name of a field belongs"
        hint = "write `key: value`"
        if text.value[:1] in {"[", "{"}:
            hint = f"put a text that begins with a bracket in quotes: `{text.with_value(quoted(text.value))}`"
        self._report.add(Code.NOT_A_MAPPING, key.position, message, hint)

    def _refuse_duplicate(self, first: Scalar, second: Scalar) -> None:
        line, again = first.position.line, second.position.line
        where = f"twice in line {line}" if line == again else f"in line {line} and again in line {again}"
        message = f"`{_shorten(second.text)}` stands {where}"
        self._report.add(Code.DUPLICATE_KEY, second.position, message, "keep one of the two")

    def _add(self, code: Code, offset: int, message: str, hint: str) -> None:
        self._report.add(code, self._source.position(offset), message, hint)


def _report_syntax(error: yaml.MarkedYAMLError, source: SourceText, report: Report, refused_lines: set[int]) -> None:
    lines = source.lines
    end = len(source.text.rstrip())
    at = source.place(min(error.problem_mark.index, end)) if error.problem_mark else (0, 0)
    since = source.place(min(error.context_mark.index, end)) if error.context_mark else None
    if at[0] in refused_lines:
        return
    explanation = explain(Trouble(lines, error.problem or "", error.context or "", at, since))
    line, column = explanation.place
    report.add(explanation.code, source.at(line, min(column, len(lines[line]))), explanation.message, explanation.hint)


def _report_unprintable(source: SourceText, report: Report) -> bool:
    found = 0
    for match in _UNPRINTABLE.finditer(source.text):
        found += 1
        if found <= _MOST_UNPRINTABLE:
            message = f"the character U+{ord(match[0]):04X} cannot be seen and does not belong in a text"
            hint = "delete it: put the cursor after it and press Backspace"
            report.add(Code.CONTROL_CHARACTER, source.position(match.start()), message, hint)
    return found > 0


def _shorten(text: str, length: int = 40) -> str:
    return text if len(text) <= length else f"{text[:length].rstrip()}…"
