"""Owns how the tests read the manual: its blocks, the commands that it shows, its tables; runs nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT_PATH = Path(__file__).parents[2]
DOCS_PATH = ROOT_PATH / "docs"
MANUAL_PATHS = tuple(sorted(DOCS_PATH.glob("*.md")))
#: The pages of the repository that lead into the manual and out of it.
LINKED_PATHS = (*MANUAL_PATHS, ROOT_PATH / "README.md")
#: Made from a table of the code, whose examples have tests of their own (tests/test_explanations.py).
GENERATED = "codes.md"

#: A title names the file that the block is, from the portfolio's folder on; readers see it above the block.
_FENCE = re.compile(
    r'^```(?P<language>\w+)(?: title="(?P<title>[^"\n]+)")?\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL
)
_INDENTED = re.compile(r"(?<=\n\n)(?: {4}.*\n|\n(?= {4}))+")
_CODE = re.compile(r"`([^`\n]+)`")
_PROGRAM = r"(?:casefolio|mkdocs|pip|make|python3?|py|npm|npx|node|git|cd)"
#: A program and what it is told, the set-up of a shell, or a setting for either.
_COMMAND = re.compile(rf"(?:[A-Z][A-Z_\d]*=\S+ )*{_PROGRAM} \S.*|\.venv\\\S+|\. \S+|[A-Z][A-Z_\d]*=\S+")
_STEP = re.compile(r"^ *- run: (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A block of code.

    Attributes:
        page: the name of the page's file.
        line: where it begins, from 1.
        language: of its colours; empty where it is indented instead of fenced.
        title: the file that it is; empty where it is none.
        text: with the end of its last line.
    """

    page: str
    line: int
    language: str
    title: str
    text: str

    @property
    def is_study(self) -> bool:
        """Whether it is a whole file of a study."""
        path = Path(self.title)
        return path.parts[:1] == ("case_studies",) and not path.name.startswith("_")

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


@dataclass(frozen=True)
class Command:
    """A command as the manual writes it, at the first of its places on a page."""

    page: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line} {self.text}"


def iter_blocks(path: Path) -> Iterator[Block]:
    """Every block of a page, in its order."""
    text = path.read_text("utf-8")
    fenced = [
        Block(path.name, _line(text, match.start()), match["language"], match["title"] or "", match["text"])
        for match in _FENCE.finditer(text)
    ]
    rest = _blank_blocks(text)
    indented = [
        Block(path.name, _line(rest, match.start()), "", "", match[0])
        for match in _INDENTED.finditer(rest)
        if match[0].strip()
    ]
    yield from sorted((*fenced, *indented), key=lambda block: block.line)


def iter_commands(path: Path) -> Iterator[Command]:
    """Every command of a page, each once: in blocks for a shell, in workflows, in the lines of the text."""
    rest = _blank_blocks(path.read_text("utf-8"))
    found: dict[str, int] = {}
    for block in iter_blocks(path):
        for number, text in enumerate(block.text.splitlines(), block.line + 1):
            # A remark may stand behind it.
            line = re.split(r" {2,}#", text.strip())[0]
            if line and (block.language == "sh" or (not block.language and _COMMAND.match(line))):
                found.setdefault(line, number)
        if block.language == "yaml":
            for step in _STEP.findall(block.text):
                found.setdefault(step, block.line)
    for match in _CODE.finditer(rest):
        if _COMMAND.fullmatch(match[1]):
            found.setdefault(match[1], _line(rest, match.start()))
    yield from (Command(path.name, number, text) for text, number in found.items())


def without_blocks(text: str) -> str:
    """A page's text without what is fenced in it."""
    return _FENCE.sub("", text)


def _blank_blocks(text: str) -> str:
    """The same with as many lines as before, so that places stay what they are."""
    return _FENCE.sub(lambda match: "\n" * match[0].count("\n"), text)


def without_code(text: str) -> str:
    """A page's words: without blocks, and without code in its lines."""
    return _CODE.sub("", without_blocks(text))


def iter_rows(text: str) -> Iterator[list[str]]:
    """The cells of every row of every table."""
    for line in text.split("\n"):
        if line.startswith("| ") and not line.startswith("| ---"):
            yield [cell.strip() for cell in line.strip("|").split(" |")]


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
