"""Turns diagnostics into text that people read: the place, the line itself with a mark, what to do; prints nothing."""

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from casefolio.codes import Severity
from casefolio.diagnostics import Diagnostic, Position
from casefolio.excerpts import WIDTH, Excerpt, make_excerpt
from casefolio.reporting import MOST_LISTED, escape_controls, select_weightiest, summarise

#: More are not read by anybody, and would push the first ones out of the window.
MOST_SHOWN = 50

_GUTTER = 4
_LEAST_WIDTH = 40


class Paint(Enum):
    """The colours of a message, as the numbers that terminals know (ECMA-48, 8.3.117); each is readable without."""

    ERROR = "1;31"
    WARNING = "1;33"
    GUTTER = "2;34"
    HELP = "36"
    STRONG = "1"


_SEVERITIES = {Severity.ERROR: Paint.ERROR, Severity.WARNING: Paint.WARNING}


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is set.

    Attributes:
        width: the columns that a line of a file may take.
        has_colour: whether colours are written.
    """

    width: int = WIDTH
    has_colour: bool = False

    def paint(self, text: str, paint: Paint) -> str:
        """The text in a colour, if there are colours."""
        return f"\x1b[{paint.value}m{text}\x1b[0m" if self.has_colour and text else text

    def of_severity(self, text: str, severity: Severity) -> str:
        """The text in the colour of an error or a warning."""
        return self.paint(text, _SEVERITIES[severity])


#: Answers with the line of a position, None where it can't be had.
FindLine = Callable[[Position], str | None]
_PLAIN = TextStyle()


def wants_colour(environment: Mapping[str, str], *, is_terminal: bool) -> bool:
    """Whether colours are welcome: in a terminal that knows them, unless a person has said otherwise.

    Sources: https://no-color.org, https://force-color.org

    Args:
        environment: `NO_COLOR`, which goes before `FORCE_COLOR`, and `TERM`.
        is_terminal: whether somebody looks at what is printed.
    """
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR", "0") not in {"", "0"}:
        return True
    return is_terminal and environment.get("TERM") != "dumb"


def fit_width(columns: int) -> int:
    """The columns that a line of a file may take beside its number.

    Args:
        columns: of the terminal; 0 where there is none.
    """
    return min(WIDTH, columns - _GUTTER - len(" | ")) if columns else WIDTH


def wrap_words(text: str, style: TextStyle = _PLAIN) -> str:
    """Sets a paragraph in lines that are as wide as a line of a file.

    Args:
        text: any words.
        style: how wide they may be.
    """
    return textwrap.fill(text, max(style.width, _LEAST_WIDTH), break_long_words=False, break_on_hyphens=False)


def render_diagnostic(diagnostic: Diagnostic, line: str | None, style: TextStyle = _PLAIN) -> str:
    """One diagnostic: `path:line:column: severity code: message`, the line with its mark, and what to do.

    Args:
        diagnostic: what is wrong.
        line: the line of its position, as the file has it; without one, it is not shown.
        style: how it is set.
    """
    return "\n".join(_iter_lines(diagnostic, make_excerpt(diagnostic, line, width=style.width), style))


def _iter_lines(diagnostic: Diagnostic, excerpt: Excerpt | None, style: TextStyle) -> Iterator[str]:
    severity = diagnostic.severity
    place = style.paint(escape_controls(str(diagnostic.position)), Paint.STRONG)
    name = style.of_severity(f"{severity} {diagnostic.code.id}", severity)
    yield f"{place}: {name}: {escape_controls(diagnostic.message)}"
    if excerpt:
        bar = style.paint(f"{excerpt.number:>{_GUTTER}} |", Paint.GUTTER)
        yield f"{bar} {excerpt.text}"
        bar = style.paint(f"{' ' * max(_GUTTER, len(str(excerpt.number)))} |", Paint.GUTTER)
        yield f"{bar} {' ' * excerpt.before}{style.of_severity('^' * excerpt.width, severity)}"
    if diagnostic.hint:
        yield f"    {style.paint('help:', Paint.HELP)} {escape_controls(diagnostic.hint)}"


def render_text(
    diagnostics: Sequence[Diagnostic],
    record_count: int,
    find_line: FindLine,
    style: TextStyle = _PLAIN,
    *,
    most: int = MOST_SHOWN,
) -> str:
    """All diagnostics by place, a blank line between them, and the counts at the end.

    Args:
        diagnostics: in any order.
        record_count: how many records were looked at.
        find_line: knows the lines of the files.
        style: how it is set.
        most: how many are shown, errors before warnings; up to `MOST_LISTED`.
    """
    shown = select_weightiest(diagnostics, most)
    blocks = [render_diagnostic(item, find_line(item.position), style) for item in shown]
    if len(shown) < len(diagnostics):
        wish = "; `--all` shows them" if most < MOST_LISTED else ""
        blocks.append(f"and {len(diagnostics) - len(shown)} more{wish}")
    return "\n\n".join((*blocks, summarise(diagnostics, record_count)))
