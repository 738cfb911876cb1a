"""Cuts the body of a record into its sections and takes the quotes out; renders no Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass

from casefolio.codes import Code
from casefolio.diagnostics import Position, Report
from casefolio.loaders.headings import nearly, section_kind
from casefolio.loaders.markdown_lines import Heading, hidden_lines, read_heading
from casefolio.loaders.quotes import parse_quotes
from casefolio.records import Mapping, Section, SectionKind

_SECTION_LEVEL = 2
_SHOWN = 60


def parse_sections(
    body: str, path: str, first_line: int, language: str, report: Report, *, has_testimonials: bool = False
) -> tuple[tuple[Section, ...], tuple[Mapping, ...]]:
    r"""Reads the body of a Markdown record.

    Args:
        body: with `\n` as its only line end.
        path: of the file, for positions.
        first_line: the line of the file that the body's first line is.
        language: of the site or the record, for the known headings.
        report: takes what is doubtful about headings and quotes.
        has_testimonials: whether the fields hold testimonials already, so that a section without quotes may be their
            introduction.

    Returns:
        The sections in the order written, and the quotes under the testimonials' headings as mappings with the keys of
        a testimonial.
    """
    lines = body.split("\n")
    hidden = hidden_lines(lines)
    file = _File(path, first_line, report)
    headings = _headings(lines, hidden, file)
    sections: list[Section] = []
    known: dict[SectionKind, Section] = {}
    quotes: list[Mapping] = []
    if before := _preamble(lines[: headings[0].line if headings else len(lines)], file):
        sections.append(before)
    ends = [*(heading.line for heading in headings[1:]), len(lines)]
    for heading, end in zip(headings, ends, strict=False):  # no heading, and still an end
        kind = section_kind(heading.text, language)
        position = file.position(heading.line, heading.column)
        text = lines[heading.below : end]
        if kind is SectionKind.TESTIMONIALS:
            found = parse_quotes(text, hidden[heading.below : end], first_line + heading.below)
            text = ["" if number in found.lines else line for number, line in enumerate(text)]
            quotes += [quote.mapping(path) for quote in found.quotes]
            if not found.quotes and not has_testimonials:
                _warn_of_no_quote(heading, position, report)
        section = Section(heading.text, kind, "\n".join(text), position, first_line + heading.below)
        sections.append(section)
        if kind is None:
            _warn_of_near_miss(heading, position, language, report)
        elif kind in known:
            _warn_of_second(section, known[kind], report)
        else:
            known[kind] = section
    return tuple(sections), tuple(quotes)


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    first_line: int
    report: Report

    def position(self, line: int, column: int) -> Position:
        return Position(self.path, self.first_line + line, column + 1)


def _headings(lines: Sequence[str], hidden: Sequence[bool], file: _File) -> list[Heading]:
    found = []
    number = 0
    while number < len(lines):
        heading = read_heading(lines, hidden, number)
        number = heading.below if heading else number + 1
        if heading and heading.level == _SECTION_LEVEL:
            found.append(heading)
        elif heading and heading.level < _SECTION_LEVEL:
            message = f"`{_shown(heading.text)}` is a heading of level 1, which the page's title is already"
            hint = f"write `## {_shown(heading.text)}`, or delete the line if it repeats the title"
            file.report.add(Code.TITLE_IN_BODY, file.position(heading.line, heading.column), message, hint)
    return found


def _preamble(lines: Sequence[str], file: _File) -> Section | None:
    first = next((i for i, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return None
    column = len(lines[first]) - len(lines[first].lstrip())
    return Section("", None, "\n".join(lines), file.position(first, column), file.first_line)


def _warn_of_near_miss(heading: Heading, position: Position, language: str, report: Report) -> None:
    if meant := nearly(heading.text, language):
        message = f"the heading `{_shown(heading.text)}` is nearly `{meant}`, but not quite"
        hint = f"write `## {meant}` if that is meant; other words make it a heading of your own"
        report.add(Code.HEADING_NEARLY_KNOWN, position, message, hint, meant)


def _warn_of_second(section: Section, first: Section, report: Report) -> None:
    other = f"`{_shown(first.heading)}` in line {first.position.line}"
    message = f"`{_shown(section.heading)}` begins the same section as {other}"
    hint = "put both texts under one heading, or name one otherwise"
    report.add(Code.SECTION_TWICE, section.position, message, hint)


def _warn_of_no_quote(heading: Heading, position: Position, report: Report) -> None:
    message = f"no quote stands under `{_shown(heading.text)}`"
    hint = "begin each quote with `> `, or write it as `- “…”` with quote marks"
    report.add(Code.NO_QUOTE_UNDER_HEADING, position, message, hint)


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
