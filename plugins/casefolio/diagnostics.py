"""Owns what a diagnostic is and where it points; knows nothing about how one is found or printed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casefolio.codes import Code, Severity


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file of the project.

    Attributes:
        path: `/`-separated, relative to the project's root.
        line: counted from 1.
        column: counted from 1, in characters.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """The form that editors and terminals make clickable: `path:line:column`."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake of an editor: where it is, what was found and what to do.

    Attributes:
        position: the very place, not the record it belongs to.
        code: the rule that was broken; it decides the severity.
        message: starts in lower case, names the field in backquotes, shows the value.
        hint: what to write instead; empty only where the message already says it.
        meant: what surely belongs there instead of the wrong word; empty where a person has to decide.
    """

    position: Position
    code: Code
    message: str
    hint: str = ""
    meant: str = ""

    @property
    def severity(self) -> Severity:
        """As the code's rule says."""
        return self.code.severity

    @property
    def is_error(self) -> bool:
        """Whether it keeps the record from being published."""
        return self.code.severity is Severity.ERROR

    def sort_key(self) -> tuple[Position, str, str]:
        """Orders diagnostics by place, then by code: the same run gives the same list."""
        return (self.position, self.code.id, self.message)

    def __str__(self) -> str:
        """One line for a log: position, code, message and hint."""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{self.position}: {self.severity} {self.code.id}: {self.message}{hint}"


@dataclass(frozen=True, slots=True)
class Suggestion:
    r"""Some text of a file, and what would mend it.

    Attributes:
        start: of the text.
        end: behind its last character; where both are one, something is put in.
        text: what takes its place; lines in it end in `\n`.
    """

    start: Position
    end: Position
    text: str


class Report:
    """Collects diagnostics while a file is read; the only mutable thing that readers share."""

    def __init__(self) -> None:
        """Starts empty."""
        self._diagnostics: list[Diagnostic] = []
        # Asked for before and after each field of each record.
        self._errors = 0

    def add(self, code: Code, position: Position, message: str, hint: str = "", meant: str = "") -> None:
        """Notes one mistake.

        Args:
            code: the rule.
            position: where the wrong text stands.
            message: what was found.
            hint: what to do.
            meant: what surely belongs there instead.
        """
        self.extend([Diagnostic(position, code, message, hint, meant)])

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Takes over what another report holds."""
        for diagnostic in diagnostics:
            self._diagnostics.append(diagnostic)
            self._errors += diagnostic.is_error

    def __iter__(self) -> Iterator[Diagnostic]:
        """The diagnostics in the order found."""
        return iter(self._diagnostics)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All of them, ordered by place, none twice: a default that many testimonials share is wrong once."""
        return tuple(sorted(dict.fromkeys(self._diagnostics), key=Diagnostic.sort_key))

    @property
    def error_count(self) -> int:
        """How many of them are errors."""
        return self._errors

    @property
    def has_errors(self) -> bool:
        """Whether one of them is an error."""
        return self._errors > 0
