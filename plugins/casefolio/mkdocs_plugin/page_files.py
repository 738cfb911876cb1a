"""Keeps the generated pages as files in the cache folder, because other plugins expect a page to have a file."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from casefolio.settings import Settings
from casefolio.views import Page


def write_pages(pages: Iterable[Page], settings: Settings) -> dict[str, Path]:
    """Writes the pages that differ from the files there are, and removes files of pages that are gone.

    Args:
        pages: of one build.
        settings: what differs by audience lies in a folder of its own: a preview with drafts may run beside a build.

    Returns:
        The file of each page, by its `uri`.
    """
    folder_path = settings.cache_path / "pages" / settings.audience.value
    paths = {page.uri: folder_path / page.uri for page in pages}
    for page in pages:
        _write_if_changed(paths[page.uri], page.render().encode())
    kept = set(paths.values())
    for path in sorted(folder_path.rglob("*.md")):
        if path not in kept:
            path.unlink(missing_ok=True)
    return paths


def _write_if_changed(path: Path, content: bytes) -> None:
    try:
        if path.read_bytes() == content:
            return
    except OSError:
        path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    Path(name).replace(path)
