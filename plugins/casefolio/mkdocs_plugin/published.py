"""Holds what the engine has handed to MkDocs, and what MkDocs has made of it, until the next build."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from casefolio.builds import Build
from casefolio.embeds import Expanded, expand_embeds
from casefolio.finishing import describe_frame
from casefolio.mkdocs_plugin.links import RecordLinks
from casefolio.mkdocs_plugin.page_files import forget_files, write_files, write_pages
from casefolio.mkdocs_plugin.quick_search import QuickReader
from casefolio.mkdocs_plugin.shared_frames import FrameBook
from casefolio.settings import Audience, Settings
from casefolio.views import Page, TextFile


@dataclass(frozen=True, slots=True)
class Host:
    """The site as MkDocs has it, once all plugins have seen it, with what is shared by its pages."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment
    frames: FrameBook
    search: QuickReader | None


@dataclass
class Published:
    """A build and its files.

    Attributes:
        build: what the engine answered.
        settings: what it was told.
        own_files: texts of the plugin's own besides, such as the style sheet.
        is_private: whether nobody but casefolio and MkDocs looks at pages and texts, which then need no files.
        pages: the engine's, by their sources' places in the site; whoever has it sees changes.
        page_paths: where the text of each page lies.
        file_paths: where each text lies, by its place in the site.
        links: follows the links of hand-written pages.
        sources: hand-written pages as they were before lists were put in, by their places.
        lists: what was put in, likewise.
        host: None until MkDocs is about to render.
    """

    build: Build
    settings: Settings
    own_files: tuple[TextFile, ...]
    is_private: bool
    links: RecordLinks
    pages: dict[str, Page]
    page_paths: Mapping[str, Path] = field(default_factory=dict)
    file_paths: Mapping[str, Path] = field(default_factory=dict)
    sources: dict[str, tuple[str, str]] = field(default_factory=dict)
    lists: dict[str, Expanded] = field(default_factory=dict)
    host: Host | None = None

    @classmethod
    def of(cls, build: Build, settings: Settings, own_files: tuple[TextFile, ...], *, is_private: bool) -> "Published":
        """Writes the pages and texts of a build into the cache, if anybody may look for them.

        Raises:
            OSError: they can't be written.
        """
        pages = {page.uri: page for page in build.pages}
        site = cls(build, settings, own_files, is_private, RecordLinks(build.links), pages)
        if is_private:
            forget_files(settings)
        else:
            site.page_paths = write_pages(build.pages, settings)
            site.file_paths = write_files(site.files, settings)
        return site

    @property
    def files(self) -> tuple[TextFile, ...]:
        """All texts."""
        return (*self.build.files, *self.own_files)

    def expand(self, markdown: str, uri: str, url: str) -> Expanded:
        """Puts lists into a hand-written page.

        Args:
            markdown: its text.
            uri: its source's place.
            url: its address.
        """
        self.sources[uri] = (markdown, url)
        self.lists[uri] = expand_embeds(markdown, uri, self.build.site.with_page_at(uri, url))
        return self.lists[uri]

    def frame(self, *, is_serving: bool) -> dict[str, Any]:
        """What header and footer of every page show."""
        return describe_frame(
            self.build.site,
            is_for_editors=self.settings.audience is Audience.EDITORS,
            is_followed=not self.settings.is_preview,
            root=self.settings.root_path.as_posix().lstrip("/") if is_serving else "",
        )

    def take(self, build: Build, settings: Settings) -> None:
        """Goes on with another build of the same site, and writes only what it has changed.

        Raises:
            OSError: it can't be written.
        """
        last_files = {file.uri: file for file in self.files}
        self.build, self.settings = build, settings
        if not self.is_private:
            self.page_paths = write_pages(build.pages, settings, self.pages)
            self.file_paths = write_files(self.files, settings, last_files)
        self.pages.clear()
        self.pages.update((page.uri, page) for page in build.pages)
        self.links.turn_to(build.links)
