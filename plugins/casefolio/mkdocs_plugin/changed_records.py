"""Tells from the names of changed files whether nothing but records has changed, and which of them."""

import os
from collections.abc import Set as AbstractSet
from pathlib import Path

from casefolio.loaders.discovery import RECORD_SUFFIXES, relative_path
from casefolio.mkdocs_plugin.published import Published
from casefolio.photos.signatures import ENDINGS

#: Of the files that a build reads.
_READ = (*RECORD_SUFFIXES, *(ending for endings in ENDINGS.values() for ending in sorted(endings)))


def find_changed_records(site: Published, saves: AbstractSet[str] | None) -> list[str] | None:
    """The records that were saved since a build.

    Args:
        site: what was built last.
        saves: the absolute paths of the files that have changed; None where there may be more.

    Returns:
        Their paths, relative to the project's root; None where anything else may have changed.
    """
    if not saves:
        return None
    known = {entry.record.path for entry in site.build.entries}
    told = {item.position.path for item in site.build.diagnostics}
    found = []
    for place in sorted(saves):
        path = relative_path(Path(place), site.settings.root_path)
        if path in known:
            found.append(path)
        elif not _is_passing(place, path, told):
            return None
    return found


def _is_passing(place: str, path: str, told: AbstractSet[str]) -> bool:
    """Whether a file is one of those that editors' programs make while they save another one."""
    name = os.path.basename(place).lower()  # noqa: PTH119 - each save names several
    if name.startswith((".", "~$")):
        return True
    # It has come and gone; or it was there, but nobody has read it.
    return not (os.path.lexists(place) or path in told or name.startswith("_") or name.endswith(_READ))
