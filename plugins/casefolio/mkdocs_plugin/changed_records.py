"""Tells from the names of changed files whether nothing but records has changed, and which of them."""

import os
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from casefolio.loaders.discovery import RECORD_SUFFIXES, relative_path
from casefolio.mkdocs_plugin.published import Published
from casefolio.photos.signatures import ENDINGS

#: Of the files that a build reads.
_READ = (*RECORD_SUFFIXES, *(ending for endings in ENDINGS.values() for ending in sorted(endings)))


def find_changed_records(site: Published, saves: Mapping[str, bool] | None) -> list[str] | None:
    """The records that were saved since a build.

    Args:
        site: what was built last.
        saves: the files that have changed, by absolute path, and whether each was new then; None where there may be
            more.

    Returns:
        Their paths, relative to the project's root; None where anything else may have changed.
    """
    if not saves:
        return None
    known = {entry.record.path for entry in site.build.entries}
    told = {item.position.path for item in site.build.diagnostics}
    found = []
    for place, is_new in saves.items():
        path = relative_path(Path(place), site.settings.root_path)
        if path in known:
            found.append(path)
        elif not _is_passing(place, path, told, is_new=is_new):
            return None
    return found


def _is_passing(place: str, path: str, told: AbstractSet[str], *, is_new: bool) -> bool:
    """Whether a file is one of those that editors' programs make while they save another one."""
    name = os.path.basename(place).lower()  # noqa: PTH119 - each save names several
    if name.startswith((".", "~$")):
        return True
    # One that has come and gone, or was none that anybody reads.
    is_unread = not name.startswith("_") and not name.endswith(_READ) and path not in told
    return not os.path.lexists(place) and (is_new or is_unread)
