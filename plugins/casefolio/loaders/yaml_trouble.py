"""Owns what the YAML parser says and what an editor is told; knows no mistake."""

from dataclasses import dataclass

from casefolio.codes import Code
from casefolio.loaders.yaml_lines import YamlLine, read_line

Place = tuple[int, int]

#: How both parsers say that something else was expected where a part of a block begins.
OUT_OF_PLACE = ("did not find expected key", "did not find expected '-' indicator", "expected <block end>")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the parser says; lines and columns are counted from 0.

    Attributes:
        lines: of the whole text.
        problem: the parser's words.
        context: what it was doing.
        at: where it stopped.
        since: where what it was doing began.
    """

    lines: tuple[str, ...]
    problem: str
    context: str
    at: Place
    since: Place | None = None

    @property
    def line(self) -> YamlLine:
        """The line it stopped at; empty behind the last one."""
        return self.read(self.at[0])

    @property
    def above(self) -> int | None:
        """The nearest line above that is not blank."""
        return next((i for i in range(min(self.at[0], len(self.lines)) - 1, -1, -1) if self.lines[i].strip()), None)

    def read(self, number: int) -> YamlLine:
        """A line in its parts."""
        return read_line(self.lines[number] if number < len(self.lines) else "")

    def says(self, *problems: str) -> bool:
        """Whether the parser's words are among these."""
        return any(problem in self.problem for problem in problems)


@dataclass(frozen=True, slots=True)
class Explanation:
    """The same for an editor; the place counts from 0."""

    place: Place
    message: str
    hint: str
    code: Code = Code.YAML_SYNTAX
