"""Pages and photos as MkDocs wants them, without doing again what the engine has done."""

import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as HostPage
from mkdocs.structure.toc import TableOfContents, _TocToken, get_toc
from mkdocs.utils import write_file
from mkdocs.utils.meta import get_data

from casefolio.mkdocs_plugin.config import KNOWN_PLUGINS
from casefolio.views import Page
from casefolio.views.page import HEADING_ANCHOR

#: Begins with what is rare, which makes it several times quicker than a space would.
_ID = re.compile(r'id="(?<=\sid=")([^"]+)"')
#: Extensions that leave a block of HTML as it is, by their names or the beginnings of their names.
_HARMLESS = ("markdown.extensions.", "pymdownx.", "material.extensions.")
#: Those that don't: they change or drop HTML after the conversion.
_MEDDLING = frozenset({"pymdownx.b64", "pymdownx.pathconverter", "pymdownx.striphtml"})
#: Python-Markdown's own, which have names without a package.
_BUILT_IN = frozenset(
    [
        "abbr",
        "admonition",
        "attr_list",
        "codehilite",
        "def_list",
        "extra",
        "fenced_code",
        "footnotes",
        "legacy_attrs",
        "legacy_em",
        "md_in_html",
        "meta",
        "nl2br",
        "sane_lists",
        "smarty",
        "tables",
        "toc",
        "wikilinks",
    ]
)


def leaves_html_alone(config: MkDocsConfig) -> bool:
    """Whether Markdown would hand a block of HTML through, with the extensions that this site has."""
    # Typed as names, but casefolio's own is there as what it is.
    extensions: list[object] = list(config.markdown_extensions)
    names = [name for name in extensions if isinstance(name, str)]
    return all((name in _BUILT_IN or name.startswith(_HARMLESS)) and name not in _MEDDLING for name in names)


def is_alone(config: MkDocsConfig) -> bool:
    """Whether nothing but MkDocs, its search and casefolio looks at what casefolio makes."""
    return not config.hooks and config.plugins.keys() <= KNOWN_PLUGINS and leaves_html_alone(config)


class LinkedFile(File):
    """A file of the cache, which need not be copied where the site lies on the same file system.

    Should something write into the site's file in place, the next build finds that the one in the cache isn't what it
    should be, and makes it anew.
    """

    #: Whether nobody has to make the site's file any more, given by its place and its source.
    is_done: Callable[[str, str], bool] | None = None

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - MkDocs' signature
        """Makes a hard link, or a copy where there can be none."""
        source, target = str(self.abs_src_path), self.abs_dest_path
        if self.is_done is not None and self.is_done(self.dest_uri, source):
            return
        with suppress(OSError):
            try:
                os.link(source, target)
            except FileNotFoundError:
                Path(target).parent.mkdir(parents=True, exist_ok=True)
                os.link(source, target)
            return
        super().copy_file(dirty)


class MadeFile(File):
    """A text that is nowhere but in the site."""

    #: Whether nobody has to make the site's file any more, given by its place and its text.
    is_done: Callable[[str, str], bool] | None = None

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - MkDocs' signature
        """Writes it, if somebody has to."""
        del dirty
        if self.is_done is None or not self.is_done(self.dest_uri, self.content_string):
            # MkDocs itself would write other line ends on Windows.
            write_file(self.content_bytes, self.abs_dest_path)


def take_over(files: Files, pages: Iterable[Page], config: MkDocsConfig) -> None:
    """Spares generated pages the conversion: as HTML already, it would cost most of a build and change nothing.

    Args:
        files: of the site, with their pages.
        pages: the engine's.
        config: the site's; where one of its Markdown extensions may change HTML, every page is converted.
    """
    if not leaves_html_alone(config):
        return
    for page in pages:
        file = files.get_file_from_path(page.uri)
        if file is not None and file.page is not None and file.generated_by == "casefolio":
            # On the page itself, since its place in the navigation has to stay.
            file.page.render = partial(_render, file.page, page)  # type: ignore[method-assign]
            file.page.read_source = partial(_read_source, file.page, page)  # type: ignore[method-assign]


def _read_source(host_page: HostPage, page: Page, config: MkDocsConfig) -> None:
    """Takes what the page's file would say, unless another plugin reads it otherwise."""
    source = config.plugins.on_page_read_source(page=host_page, config=config)
    if source is None:
        host_page.markdown, host_page.meta = page.body, page.front_matter
    else:
        host_page.markdown, host_page.meta = get_data(source)


def _render(host_page: HostPage, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Takes the body as it is, unless another plugin has changed it."""
    if host_page.markdown is None or host_page.markdown.strip() != page.body:
        HostPage.render(host_page, config, files)
        return
    host_page.content = page.body
    host_page.toc = contents_of(page)
    host_page.present_anchor_ids = set(_ID.findall(page.body))


def contents_of(page: Page) -> TableOfContents:
    """The table of contents of a generated page: Material's skip link leads to the first heading of it."""
    headline: _TocToken = {"level": 1, "id": HEADING_ANCHOR, "name": page.title, "children": []}
    return get_toc([headline] if f'id="{HEADING_ANCHOR}"' in page.body else [])
