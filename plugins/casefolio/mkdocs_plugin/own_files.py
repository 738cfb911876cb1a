"""Reads the files of a built site that are its own: what the package and the theme bring is the same for everybody."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from casefolio.mkdocs_plugin.folder_files import iter_uris
from casefolio.settings import Settings
from casefolio.views import Asset


def iter_own_files(
    folder: Path, assets: Iterable[Asset], settings: Settings, config: MkDocsConfig
) -> Iterator[tuple[str, bytes]]:
    """The files of a site, by their places in it.

    Args:
        folder: where the site is built.
        assets: the engine's; those that lie outside of the cache are parts of the package.
        settings: of the build.
        config: of the site, which knows the themes' folders.
    """
    known = {asset.uri for asset in assets if not asset.path.is_relative_to(settings.cache_path)}
    themes = [Path(theme) for theme in config.theme.dirs if theme != config.theme.custom_dir]
    for uri in sorted(iter_uris(folder), key=lambda uri: uri.split("/")):
        if uri in known:
            continue
        content = (folder / uri).read_bytes()
        if not any(_is_same(theme / uri, content) for theme in themes):
            yield uri, content


def _is_same(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False
