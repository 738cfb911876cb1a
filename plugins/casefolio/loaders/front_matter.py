"""Cuts a Markdown record into its fields and its body; reads neither beyond that.

python-frontmatter is used through a handler of ours. Left to itself it prints fields as text where the closing line is
missing or misspelt, drops front matter that is a list, forgets positions, and strips the text so that lines shift.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import frontmatter
from frontmatter.default_handlers import BaseHandler

from casefolio.codes import Code
from casefolio.diagnostics import Position, Report
from casefolio.loaders.yaml_lines import read_line
from casefolio.loaders.yaml_nodes import parse_yaml
from casefolio.records import Mapping
from casefolio.settings import STANDARD_LIMITS, RecordLimits

_BOUNDARY = re.compile(r"---[ \t]*")
#: YAML's own end of a document; MkDocs takes it for the end of front matter too.
_END = re.compile(r"(?:---|\.\.\.)[ \t]*")
_ENDS = ("---", "...")
#: What becomes of `---` when it is typed in haste, indented, or put right by a word processor.
_NEARLY_BOUNDARY = re.compile(r"(?:-{4,}|--|-*[–—][-–—]*|[ \t]+---+)[ \t]*")
#: What such a line begins with; hardly any other line does.
_NEARLY = frozenset("-–— \t")
_TOML_BOUNDARY = re.compile(r"\+{3,}[ \t]*")
_FIELD = re.compile(r"[a-z][a-z_]*:(?:[ \t]|$)")
#: A field that is left over in the body tells that a `---` closed the front matter too early.
_USUAL_FIELDS = frozenset(
    (
        "title", "summary", "status", "client", "programme", "partners", "period", "sectors", "services",
        "themes", "places", "photo", "outcomes", "testimonials", "testimonial_defaults", "published_on",
        "updated_on", "review_by", "publish_at", "featured", "weight", "related", "aliases", "slug", "lang",
    )
)  # fmt: skip
#: How much of a line a message repeats, in characters.
_SHOWN = 40
_HINT = "begin the file with a line `---`, the fields, and a second line `---`"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A Markdown record in its two parts.

    Attributes:
        fields: None where they cannot be read.
        body: the text below the front matter.
        body_first_line: the line of the file that the body's first line is.
    """

    fields: Mapping | None
    body: str
    body_first_line: int


def parse_front_matter(text: str, path: str, report: Report, limits: RecordLimits = STANDARD_LIMITS) -> FrontMatter:
    r"""Reads the fields of a Markdown record and finds its body.

    Args:
        text: the whole file, without a byte order mark, with `\n` as its only line end.
        path: for positions.
        report: takes every mistake.
        limits: how much the fields may be.

    Returns:
        The parts. The body is empty where the front matter is not closed, so that fields are never shown as text.
    """
    handler = _PositionHandler(text, path, report, limits)
    frontmatter.parse(text, handler=handler)
    return handler.found


class _PositionHandler(BaseHandler):
    """Answers python-frontmatter from the unstripped text, and keeps what its interface has no room for."""

    FM_BOUNDARY = _BOUNDARY
    START_DELIMITER = END_DELIMITER = "---"

    def __init__(self, text: str, path: str, report: Report, limits: RecordLimits) -> None:
        super().__init__()
        self._lines = text.split("\n")
        self._path = path
        self._report = report
        self._limits = limits
        self._fields_first_line = 1
        self.found = FrontMatter(None, "", 1)

    def split(self, text: str) -> tuple[str, str]:
        """Cuts the text at its boundaries.

        Raises:
            ValueError: there is no front matter; python-frontmatter takes this for its answer.
        """
        opening = self._opening()
        closing = None if opening is None else self._closing(opening)
        if opening is None or closing is None:
            raise ValueError(text[:0])
        self._fields_first_line = opening + 2
        body = "\n".join(self._lines[closing + 1 :])
        self.found = FrontMatter(None, body, closing + 2)
        self._refuse_second_part(opening, closing)
        return "\n".join(self._lines[opening + 1 : closing]), body

    def load(self, fm: str) -> dict[str, object]:
        """Reads the fields, with their positions."""
        fields = parse_yaml(fm, self._path, self._fields_first_line, self._report, limits=self._limits)
        self.found = FrontMatter(fields, self.found.body, self.found.body_first_line)
        return {entry.key.text: entry.value for entry in fields} if fields else {}

    def _opening(self) -> int | None:
        """The line of the first `---`, or of what was meant to be it."""
        number = next((i for i, line in enumerate(self._lines) if line.strip()), 0)
        line = self._lines[number]
        if _BOUNDARY.fullmatch(line):
            return number
        position = self._position(number, read_line(line).indentation)
        if _TOML_BOUNDARY.fullmatch(line):
            message = "the fields are written as TOML, between lines of `+++`"
            self._report.add(Code.NO_FRONT_MATTER, position, message, f"{_HINT}; write `title: My title`, without `=`")
            return None
        if _NEARLY_BOUNDARY.fullmatch(line):
            message = f"the front matter begins with `{_shown(line)}`"
            self._report.add(Code.NO_FRONT_MATTER, position, message, "write exactly three hyphens: `---`")
            return number
        if _BOUNDARY.match(line) and line[3:4].isspace():
            message = f"the first line holds more than `---`: `{_shown(line)}`"
            self._report.add(Code.NO_FRONT_MATTER, position, message, "keep `---` on a line of its own")
            return None
        if _FIELD.match(line):
            message = f"the line `---` is missing above the first field, `{_shown(line)}`"
        else:
            message = "the file does not begin with front matter"
        self._report.add(Code.NO_FRONT_MATTER, position, message, _HINT)
        return None

    def _closing(self, opening: int) -> int | None:
        """The line that ends the fields, or what was meant to be it."""
        below = range(opening + 1, len(self._lines))
        closing = next((i for i in below if self._ends(i)), None)
        # Behind the closing line it underlines a heading, or is a rule in the text.
        fields = range(opening + 1, len(self._lines) if closing is None else closing)
        suspects = {i for i in fields if self._lines[i][:1] in _NEARLY and _NEARLY_BOUNDARY.fullmatch(self._lines[i])}
        nearly = next((i for i in self._outside_blocks(fields) if i in suspects), None) if suspects else None
        if nearly is not None and (closing is None or self._is_body(nearly + 1, closing)):
            line = self._lines[nearly]
            position = self._position(nearly, read_line(line).indentation)
            message = f"the front matter ends with `{_shown(line)}`"
            if line[:1].isspace():
                message += ", which is indented"
            hint = "write exactly three hyphens, `---`, at the beginning of the line"
            self._report.add(Code.FRONT_MATTER_OPEN, position, message, hint)
            return nearly
        if closing is None:
            self._report_open(opening)
        return closing

    def _ends(self, number: int) -> bool:
        """Whether a line is YAML's own end of a document."""
        line = self._lines[number]
        return line.startswith(_ENDS) and _END.fullmatch(line) is not None

    def _outside_blocks(self, numbers: range) -> Iterator[int]:
        """The lines that are not the text of a `|` or `>` field, which may hold anything."""
        block: int | None = None
        for number in numbers:
            line = read_line(self._lines[number])
            if block is not None and (not line.text.strip() or line.indentation > block):
                continue
            block = line.indentation if line.value[:1] in {"|", ">"} else None
            yield number

    def _is_body(self, start: int, end: int) -> bool:
        """Whether no field stands between two lines: then the later `---` is a rule in the text."""
        return not any(_FIELD.match(line) for line in self._lines[start:end])

    def _report_open(self, opening: int) -> None:
        below = range(opening + 1, len(self._lines))
        text = next((i for i in below if self._begins_text(i)), None)
        where = f"above line {text + 1}" if text is not None else "below the last field"
        message = "the front matter that begins here is never closed"
        hint = f"write `---` on a line of its own {where}"
        self._report.add(Code.FRONT_MATTER_OPEN, self._position(opening, 0), message, hint)

    def _begins_text(self, number: int) -> bool:
        line = self._lines[number]
        if not line.strip() or (line[0] in " \t-#" and not line.startswith("##")):
            return False
        return not read_line(line).has_key

    def _refuse_second_part(self, opening: int, closing: int) -> None:
        """Finds fields below the closing line: a `---` among the fields has closed them too early."""
        below = range(closing + 1, len(self._lines))
        second = next((i for i in below if self._ends(i)), None)
        if second is None:
            return
        for number in range(closing + 1, second):
            key = self._lines[number].partition(":")[0]
            if _FIELD.match(self._lines[number]) and key in _USUAL_FIELDS:
                message = f"the front matter ends here, but `{key}` in line {number + 1} is a field too"
                hint = f"delete this line if the fields go on below it; the front matter begins in line {opening + 1}"
                self._report.add(Code.FRONT_MATTER_OPEN, self._position(closing, 0), message, hint)
                return

    def _position(self, number: int, column: int) -> Position:
        return Position(self._path, number + 1, column + 1)


def _shown(line: str) -> str:
    return line.strip()[:_SHOWN]
