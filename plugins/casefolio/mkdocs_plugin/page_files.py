"""Keeps the generated pages and texts in the cache folder, because other plugins expect them to have a file."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from casefolio.mkdocs_plugin.folder_files import iter_uris
from casefolio.settings import Settings
from casefolio.views import Page, TextFile


def write_pages(pages: Iterable[Page], settings: Settings, last: Mapping[str, Page] | None = None) -> dict[str, Path]:
    """Writes the pages that differ from the files there are, and removes files of pages that are gone.

    Args:
        pages: of one build.
        settings: what differs by audience lies in a folder of its own: a preview with drafts may run beside a build.
        last: what this process has written last, by `uri`: only what differs from it is looked at.

    Returns:
        The file of each page, by its `uri`.
    """
    folder_path = settings.cache_path / "pages" / settings.audience.value
    paths = {page.uri: folder_path / page.uri for page in pages}
    for page in pages:
        if last is None or last.get(page.uri) != page:
            _write_if_changed(paths[page.uri], page.render().encode())
    if last is None or not last.keys() <= paths.keys():
        _remove_others(folder_path, set(paths.values()), (".md",))
    return paths


def write_files(
    files: Iterable[TextFile], settings: Settings, last: Mapping[str, TextFile] | None = None
) -> dict[str, Path]:
    """Writes the feeds, redirects and the like that differ from the files there are, and removes those that are gone.

    Args:
        files: of one build.
        settings: see `write_pages`.
        last: see `write_pages`.

    Returns:
        The file of each text, by its `uri`.
    """
    folder_path = settings.cache_path / "files" / settings.audience.value
    # In one folder under names of our own: an old address of today may have been the folder of yesterday's.
    paths = {file.uri: folder_path / _flat_name(file.uri) for file in files}
    for file in files:
        if last is None or last.get(file.uri) != file:
            _write_if_changed(paths[file.uri], file.text.encode())
    if last is None or not last.keys() <= paths.keys():
        _remove_others(folder_path, set(paths.values()), (".css", ".html", ".json", ".xml"))
    return paths


def forget_files(settings: Settings) -> None:
    """Removes all of them, where nobody needs them."""
    for name in ("pages", "files"):
        shutil.rmtree(settings.cache_path / name / settings.audience.value, ignore_errors=True)


def _flat_name(uri: str) -> str:
    return hashlib.sha256(uri.encode()).hexdigest()[:32] + PurePosixPath(uri).suffix


def _remove_others(folder_path: Path, kept: set[Path], endings: tuple[str, ...]) -> None:
    for uri in sorted(uri for uri in iter_uris(folder_path) if uri.endswith(endings)):
        path = folder_path / uri
        if path not in kept:
            path.unlink(missing_ok=True)


def _write_if_changed(path: Path, content: bytes) -> None:
    try:
        if path.read_bytes() == content:
            return
    except OSError:
        # Most often there is no file yet, in a folder that is there.
        pass
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    Path(name).replace(path)
