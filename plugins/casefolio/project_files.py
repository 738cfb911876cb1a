"""Finds the project that somebody stands in; reads nothing."""

from pathlib import Path

CONFIG_NAMES = ("mkdocs.yml", "mkdocs.yaml")


def find_project(start: Path) -> Path | None:
    """The nearest mkdocs.yml of a folder or of those above it.

    Args:
        start: a folder.

    Returns:
        The file; None where there is none.
    """
    folder = start.resolve()
    for parent in (folder, *folder.parents):
        for name in CONFIG_NAMES:
            if (parent / name).is_file():
                return parent / name
    return None
