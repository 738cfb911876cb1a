"""Changes what the file of Material's search says of some pages, without writing down all others anew."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

#: Of a page, what the search knows of it.
Entries = Sequence[Mapping[str, Any]]
SEARCH_URI = "search/search_index.json"


def replace_entries(index: bytes, changes: Iterable[tuple[Entries, Entries]]) -> bytes | None:
    """Puts entries in the place of others.

    Args:
        index: the file's content.
        changes: what stands there of a page, in one row, and what is to stand there.

    Returns:
        The file's new content; None where it says something else than it should.
    """
    for old, new in changes:
        found = _as_text(old)
        if not (old and new) or index.count(found) != 1:
            return None
        index = index.replace(found, _as_text(new))
    return index


def replace_entries_of_file(path: Path, changes: Iterable[tuple[Entries, Entries]]) -> bool:
    """Likewise in a file; false, and nothing is done, where `replace_entries` answers None.

    Raises:
        OSError: it can't be read or written.
    """
    index = replace_entries(path.read_bytes(), changes)
    if index is None:
        return False
    path.write_bytes(index)
    return True


def _as_text(entries: Entries) -> bytes:
    """As the search writes them: https://github.com/squidfunk/mkdocs-material/blob/9.6.0/src/plugins/search/plugin.py."""
    return json.dumps(entries, separators=(",", ":"), default=str)[1:-1].encode()
