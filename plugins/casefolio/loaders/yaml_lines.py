"""Reads one line of YAML the way an editor sees it: indentation, key, value; parses nothing."""

import re
from dataclasses import dataclass

_PREFIX = re.compile(r"[ \t]*(?:-[ \t]+)*")
_MISSING_SPACE = re.compile(r"[ \t]*(?:-[ \t]+)*([^\W\d]\w*(?:-\w+)*):(?!//)(?=\S)")
_LONGEST_EXAMPLE = 60


@dataclass(frozen=True, slots=True)
class YamlLine:
    """A line with the places where its key and its value begin, columns counted from 0.

    Attributes:
        text: the whole line.
        key_column: of the first character behind the indentation and any `- `.
        value_column: of the first character behind `key: `; the same as `key_column` where there is no key.
    """

    text: str
    key_column: int
    value_column: int

    @property
    def indentation(self) -> int:
        """How many spaces or tabs the line begins with."""
        return len(self.text) - len(self.text.lstrip(" \t"))

    @property
    def is_item(self) -> bool:
        """Whether the line begins a list item."""
        return self.key_column > self.indentation or self.text.strip() == "-"

    @property
    def has_key(self) -> bool:
        """Whether `key:` stands on it."""
        return self.value_column > self.key_column

    @property
    def key(self) -> str:
        """What stands before the colon."""
        return self.text[self.key_column : self.value_column].rstrip().removesuffix(":") if self.has_key else ""

    @property
    def value(self) -> str:
        """What stands behind the colon, or the whole text."""
        return self.text[self.value_column :].rstrip()

    def with_value(self, value: str) -> str:
        """The line as it would be with another value, without its indentation."""
        return f"{self.text[: self.value_column].lstrip()}{value}"


def read_line(text: str) -> YamlLine:
    """Finds key and value of a line; a quoted key is left alone."""
    prefix = _PREFIX.match(text)
    start = prefix.end() if prefix else 0
    if text[start : start + 1] not in {'"', "'", "[", "{"}:
        colon = text.find(":", start)
        while colon >= 0:
            behind = text[colon + 1 : colon + 2]
            if behind in {"", " ", "\t"}:
                value = text[colon + 1 :]
                return YamlLine(text, start, colon + 1 + len(value) - len(value.lstrip()))
            colon = text.find(":", colon + 1)
    return YamlLine(text, start, start)


def missing_space(text: str) -> int | None:
    """Gives the column (from 0) behind a colon that lacks its space, as in `title:My title`."""
    match = _MISSING_SPACE.match(text)
    return match.end() if match and not read_line(text).has_key else None


def quoted(value: str) -> str:
    """Puts a text into the quote marks that need the least care."""
    short = value if len(value) <= _LONGEST_EXAMPLE else f"{value[:_LONGEST_EXAMPLE].rstrip()}…"
    if '"' not in short and "\\" not in short:
        return f'"{short}"'
    doubled = short.replace("'", "''")
    return f"'{doubled}'"
