"""Reads the files of a built site that are its own: what the package and the theme bring is the same for everybody."""

import os
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
    # Texts, not paths, since a site has thousands of files.
    cache, root = f"{settings.cache_path}{os.sep}", os.fspath(folder)
    known = {asset.uri for asset in assets if not os.fspath(asset.path).startswith(cache)}
    themes = [
        (os.fspath(theme), set(os.listdir(theme)))  # noqa: PTH208 - as above
        for theme in config.theme.dirs
        if theme != config.theme.custom_dir and os.path.isdir(theme)  # noqa: PTH112 - as above
    ]
    for uri in sorted(iter_uris(folder), key=lambda uri: uri.split("/")):
        if uri in known:
            continue
        with open(f"{root}/{uri}", "rb") as file:  # noqa: PTH123 - as above
            content = file.read()
        top = uri.partition("/")[0]
        if not any(top in names and _is_same(f"{theme}/{uri}", content) for theme, names in themes):
            yield uri, content


def _is_same(path: str, content: bytes) -> bool:
    try:
        return os.stat(path).st_size == len(content) and Path(path).read_bytes() == content  # noqa: PTH116 - as above
    except OSError:
        return False
