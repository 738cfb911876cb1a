"""Changes what the file of Material's search says of some pages, without writing down all others anew."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

#: Of a page, what the search knows of it.
Entries = Sequence[Mapping[str, Any]]
SEARCH_URI = "search/search_index.json"

_DECODER = json.JSONDecoder()
_LOCATION = "location"


def replace_entries(index: str, pages: Mapping[str, Entries]) -> str | None:
    """Puts entries in the place of those of the same pages.

    Args:
        index: the file's content.
        pages: by its address, what is to stand there of a page.

    Returns:
        The file's new content; None where it knows nothing of a page, or more than one thing in one row.
    """
    for url, entries in pages.items():
        starts = [f'{{"{_LOCATION}":{json.dumps(url)[:-1]}{end}' for end in ('"', "#")]
        found = [at for start in starts if (at := index.find(start)) >= 0]
        if not found or not entries:
            return None
        begin = end = min(found)
        try:
            while index.startswith(tuple(starts), end):
                _, end = _DECODER.raw_decode(index, end)
                end += index[end] == ","
        except (ValueError, IndexError):
            return None
        if any(index.find(start, end) >= 0 for start in starts):
            return None
        # As the search writes them:
        # https://github.com/squidfunk/mkdocs-material/blob/9.6.0/src/plugins/search/plugin.py
        new = json.dumps(entries, separators=(",", ":"), default=str)[1:-1]
        index = f"{index[:begin]}{new}{',' if index[end - 1] == ',' else ''}{index[end:]}"
    return index


def replace_entries_of_file(path: Path, pages: Mapping[str, Entries]) -> bool:
    """Likewise in a file; false, and nothing is done, where `replace_entries` answers None.

    Raises:
        OSError: it can't be read or written.
    """
    index = replace_entries(path.read_text(encoding="utf-8"), pages)
    if index is None:
        return False
    path.write_text(index, encoding="utf-8")
    return True
