"""Says how the engine's pages, photos and texts are files to MkDocs, and how its pages are pages to the engine."""

import os
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as HostPage

from casefolio.mkdocs_plugin.generated_pages import LinkedFile, MadeFile
from casefolio.settings import Settings
from casefolio.views import Asset, Page, TextFile

_TAG = re.compile("<[^>]*>")
#: What hand-written pages are rendered with, unless they name another template.
FRAME_TEMPLATE = "casefolio/frame.html"


class _NoDate(str):
    """Left out of the sitemap, whose template asks whether there is a date; MkDocs reads and compares it all the same.

    https://github.com/mkdocs/mkdocs/blob/1.6.1/mkdocs/utils/__init__.py#L48-L57
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


#: The date of a page that has none.
NO_DATE = _NoDate("1970-01-01")


def page_file(page: Page, path: Path | None, settings: Settings, config: MkDocsConfig) -> File:
    """A generated page.

    Args:
        page: the engine's.
        path: where its text lies; None where it has no file.
        settings: of the build.
        config: of the site.
    """
    inclusion = _inclusion(page, config)
    # What MkDocs would read of a page without a file, it is told: see `take_over`.
    source = {"abs_src_path": str(path)} if path else {"content": ""}
    file = File.generated(config, page.uri, inclusion=inclusion, **source)
    if page.source_path:
        # Read when MkDocs makes the page: the edit link leads to the record, which lies outside docs_dir.
        file.edit_uri = Path(os.path.relpath(settings.root_path / page.source_path, config.docs_dir)).as_posix()
    return _ours(file)


def asset_file(
    asset: Asset, settings: Settings, config: MkDocsConfig, is_done: Callable[[str, str], bool] | None = None
) -> File:
    """A photo, a card or a part of the web form; see `page_file`.

    Args:
        asset: the engine's.
        settings: of the build.
        config: of the site.
        is_done: whether nobody has to make it any more, given by its place and its source.
    """
    # What lies in the package is nobody's to write into through a link.
    if not asset.path.is_relative_to(settings.cache_path):
        return _ours(File.generated(config, asset.uri, abs_src_path=str(asset.path)))
    file = cast("LinkedFile", LinkedFile.generated(config, asset.uri, abs_src_path=str(asset.path)))
    file.is_done = is_done
    return _ours(file)


def text_file(
    text: TextFile, path: Path | None, config: MkDocsConfig, is_done: Callable[[str, str], bool] | None = None
) -> File:
    """A feed, a redirect and the like.

    Args:
        text: the engine's.
        path: where it lies; None where it has no file.
        config: of the site.
        is_done: whether nobody has to make it any more, given by its place and its text.
    """
    # Included whatever `exclude_docs` says, which by itself leaves out all that begins with a dot.
    inclusion = InclusionLevel.INCLUDED
    if path is not None:
        return _ours(LinkedFile.generated(config, text.uri, abs_src_path=str(path), inclusion=inclusion))
    file = cast("MadeFile", MadeFile.generated(config, text.uri, content=text.text, inclusion=inclusion))
    file.is_done = is_done
    return _ours(file)


def _ours(file: File) -> File:
    """MkDocs knows by itself whose a file is only while it asks its plugins."""
    file.generated_by = "casefolio"
    return file


def put(files: Files, file: File) -> None:
    """Adds a file to a site's; the engine leaves out what the editor's own replace, so one that is there is none."""
    if (hidden := files.get_file_from_path(file.src_uri)) is not None:
        files.remove(hidden)
    files.append(file)


def _inclusion(page: Page, config: MkDocsConfig) -> InclusionLevel:
    """Only lists are in a navigation that MkDocs makes itself: with 1,000 studies in it every page would be huge."""
    is_listed = page.is_in_navigation and config.nav is None
    return InclusionLevel.INCLUDED if is_listed else InclusionLevel.NOT_IN_NAV


def own_page(page: HostPage, config: MkDocsConfig) -> Page:
    """A hand-written page as the engine knows pages. Its title is HTML where it is from the page's heading."""
    title = page.meta["title"] if "title" in page.meta else unescape(_TAG.sub("", page.title or ""))
    description = page.meta.get("description") or config.site_description or ""
    return Page(page.file.src_uri, str(title), FRAME_TEMPLATE, "", description=str(description))
