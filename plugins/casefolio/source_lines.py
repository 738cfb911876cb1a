"""Reads single lines of the project's files for those who show them; a line that can't be had is no mistake."""

from functools import cache
from pathlib import Path

from casefolio.diagnostics import Position

#: In bytes, above what any file of records may have.
_MOST_BYTES = 1024 * 1024
_BYTE_ORDER_MARK = "\ufeff"


class SourceLines:
    """Answers with the line of a position; each file is read once, and only when it is asked for."""

    def __init__(self, root_path: Path) -> None:
        """Reads nothing yet.

        Args:
            root_path: the project's folder, which positions' paths start from.
        """
        self._root_path = root_path.resolve()
        self._read = cache(self._load)

    def line(self, position: Position) -> str | None:
        """The line of a position without its end.

        Returns:
            None where the file has vanished, is no text, lies outside the project or has no such line.
        """
        lines = self._read(position.path)
        return lines[position.line - 1] if 0 < position.line <= len(lines) else None

    def _load(self, path: str) -> tuple[str, ...]:
        try:
            file_path = (self._root_path / path).resolve()
            # What a link leads to outside may be anything, and logs are often public.
            if not file_path.is_relative_to(self._root_path) or not file_path.is_file():
                return ()
            with file_path.open("rb") as file:
                text = file.read(_MOST_BYTES).decode("utf-8")
        except (OSError, ValueError, RuntimeError):  # the last is a link that leads to itself
            return ()
        # Lines end as `loaders.text` counts them.
        return tuple(text.removeprefix(_BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n").split("\n"))
