"""Runs a check over all records, or over some of the project's files; prints nothing."""

from pathlib import Path

from casefolio.diagnostics import Diagnostic
from casefolio.loaders.discovery import iter_record_paths, relative_path
from casefolio.pipeline import check
from casefolio.selection import select
from casefolio.settings import Settings


def check_files(settings: Settings, paths: tuple[Path, ...] = ()) -> tuple[int, tuple[Diagnostic, ...]]:
    """Finds everything that is wrong.

    Args:
        settings: whose records are checked: all of them, since slugs and links concern others.
        paths: what is looked at: files and folders that exist; everything where there are none.

    Returns:
        How many records were looked at, and what is wrong with them, ordered by place.

    Raises:
        OutsideProjectError: a path lies outside the project.
    """
    selection = select(paths, settings) if paths else None
    count, diagnostics = check(settings)
    if selection is None:
        return count, diagnostics
    records = [relative_path(path, settings.root_path) for path in iter_record_paths(settings.records_path)]
    looked_at = sum(selection.holds(path) for path in records)
    return looked_at, tuple(item for item in diagnostics if selection.holds(item.position.path))
