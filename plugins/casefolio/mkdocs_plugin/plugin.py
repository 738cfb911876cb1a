"""The MkDocs plugin: turns MkDocs' events into calls of the engine; decides nothing."""

import os
import re
import shutil
import sys
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as HostPage
from mkdocs.utils.templates import TemplateContext

from casefolio.clocks import ClockError
from casefolio.codes import Severity
from casefolio.embeds import expand_embeds
from casefolio.finishing import describe_frame, describe_own_page
from casefolio.leaks import find_leaks
from casefolio.mkdocs_plugin.config import CasefolioConfig, find_misplaced, settings_from
from casefolio.mkdocs_plugin.generated_pages import LinkedFile, take_over
from casefolio.mkdocs_plugin.links import RecordLinks
from casefolio.mkdocs_plugin.look import SCRIPT_URI, add_styles, fill_in_search, fill_in_theme, is_flat, is_material
from casefolio.mkdocs_plugin.own_files import iter_own_files
from casefolio.mkdocs_plugin.page_files import write_files, write_pages
from casefolio.mkdocs_plugin.previewed_sites import mark_site
from casefolio.mkdocs_plugin.quick_search import read_quickly
from casefolio.mkdocs_plugin.seen_pages import SeenPages, write_headers
from casefolio.mkdocs_plugin.shared_frames import share_frames
from casefolio.mkdocs_plugin.staging import Staging
from casefolio.pipeline import Build, build
from casefolio.reporting import count_words, select_weightiest
from casefolio.settings import Audience, Look, Settings
from casefolio.source_lines import SourceLines
from casefolio.text_reports import TextStyle, fit_width, render_diagnostic
from casefolio.views import Page

log = get_plugin_logger("casefolio")

_TAG = re.compile("<[^>]*>")
#: https://github.com/mkdocs/mkdocs/blob/1.6.1/mkdocs/__main__.py#L66-L73
_LOG_INDENT = 11

#: Holds `casefolio/*.html`, styles and script; what lies in the site's own `custom_dir` goes before it.
TEMPLATES_PATH = Path(__file__).parents[1] / "templates"
#: What hand-written pages are rendered with, unless they name another template.
FRAME_TEMPLATE = "casefolio/frame.html"


class _NoDate(str):
    """Left out of the sitemap, whose template asks whether there is a date; MkDocs reads and compares it all the same.

    https://github.com/mkdocs/mkdocs/blob/1.6.1/mkdocs/utils/__init__.py#L48-L57
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


_NO_DATE = _NoDate("1970-01-01")


class CasefolioPlugin(BasePlugin[CasefolioConfig]):  # type: ignore[no-untyped-call]  # MkDocs has no types here
    """Publishes a folder of case studies as a part of a MkDocs site."""

    def __init__(self) -> None:
        """Starts with nothing built."""
        self._is_serving = False
        self._pages: dict[str, Page] = {}
        self._record_links = RecordLinks()
        self._hides_sidebars = False
        self._seen = SeenPages()
        self._lists: dict[str, tuple[str, ...]] = {}
        # As programs have it that call MkDocs' `build` and announce nothing.
        self._is_staged = self._sees_all = True
        self._staging: Staging | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learns whether this is a preview: there a mistake never stops the build, and drafts are shown."""
        self._is_serving = command == "serve"
        # Of pages that are left as they were, nobody knows what they load.
        self._sees_all = not dirty
        self._is_staged = command != "serve" and not dirty

    # Before the search makes its index in the same event, wherever it stands in the list of plugins.
    @event_priority(100)
    def _on_early_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Fills in what another plugin reads."""
        if self.config.options.look is Look.SITE:
            fill_in_search(config)
        return config

    def _on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Runs the engine here, before MkDocs clears the site: an error leaves the last good site alone."""
        try:
            settings = settings_from(self.config, config, is_serving=self._is_serving)
        except ClockError as error:
            msg = f"casefolio: {error}"
            raise PluginError(msg) from None
        misplaced = find_misplaced(settings, config)
        if misplaced:
            msg = f"casefolio: {misplaced}"
            raise PluginError(msg)
        is_whole_site = self.config.options.look is Look.SITE
        stylesheet = add_styles(config, TEMPLATES_PATH, is_whole_site=is_whole_site)
        if is_whole_site:
            fill_in_theme(config, settings.language)
        try:
            result = build(settings)
            self._page_paths = write_pages(result.pages, settings)
            self._files = (*result.files, *([stylesheet] if stylesheet else []))
            self._file_paths = write_files(self._files, settings)
        except OSError as error:
            msg = f"casefolio can't write its cache: {error}"
            raise PluginError(msg) from None
        self._build, self._settings = result, settings
        self._report(result, is_strict=config.strict)
        self._record_links = RecordLinks(result.links)
        self._seen, self._lists = SeenPages(), {}
        config.markdown_extensions.append(self._record_links)  # type: ignore[arg-type]
        _add_templates(config)
        self._staging = Staging.begin(config) if self._is_staged else None
        return config

    on_config = CombinedEvent(_on_early_config, _on_config)

    # Before the plugins that look at all pages (redirects, tags, social cards), so that they see these as well.
    @event_priority(50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds the engine's pages, photos and texts to the site's files."""
        self._pages = {page.uri: page for page in self._build.pages}
        for page in self._build.pages:
            # The engine leaves out pages that the editor's own replace: what is there is none that is published.
            if (hidden := files.get_file_from_path(page.uri)) is not None:
                files.remove(hidden)
            files.append(_page_file(page, self._page_paths[page.uri], self._settings, config))
        for asset in self._build.assets:
            # What lies in the package is nobody's to write into through a link.
            is_cached = asset.path.is_relative_to(self._settings.cache_path)
            kind = LinkedFile if is_cached else File
            files.append(kind.generated(config, asset.uri, abs_src_path=str(asset.path)))
        for file in self._files:
            if (hidden := files.get_file_from_path(file.uri)) is not None:
                files.remove(hidden)
            # Included whatever `exclude_docs` says, which by itself leaves out all that begins with a dot.
            path, inclusion = str(self._file_paths[file.uri]), InclusionLevel.INCLUDED
            files.append(LinkedFile.generated(config, file.uri, abs_src_path=path, inclusion=inclusion))
        return files

    # Before plugins that keep hold of the pages that they find.
    @event_priority(50)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Hands the pages' HTML to MkDocs as it is."""
        take_over(files, self._pages.values(), config)
        self._hides_sidebars = self.config.options.look is Look.SITE and is_material(config) and is_flat(nav)
        return nav

    # After the plugins that bring filters and templates.
    @event_priority(-100)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Tells the templates what is the same on every page."""
        del files
        frame = describe_frame(
            self._build.site,
            is_for_editors=self._settings.audience is Audience.EDITORS,
            is_followed=not self._settings.is_preview,
            root=self._settings.root_path.as_posix().lstrip("/") if self._is_serving else "",
        )
        has_tabs = "navigation.tabs" in (config.theme.get("features") or [])
        is_flat = self._hides_sidebars and has_tabs
        env.globals["casefolio"] = {**frame, "script": SCRIPT_URI, "has_flat_navigation": is_flat}
        read_quickly(config, self._pages)
        share_frames(env, (page.template for page in self._build.pages), config, TEMPLATES_PATH)
        return env

    # After mkdocs-macros, which would otherwise execute `{{ }}` in people's words.
    @event_priority(-100)
    def on_page_markdown(self, markdown: str, *, page: HostPage, config: MkDocsConfig, files: Files) -> str:
        """Puts generated lists into hand-written pages, and gives generated ones their true date."""
        del config, files
        generated = self._pages.get(page.file.src_uri)
        if generated is not None and page.file.generated_by == "casefolio":
            page.update_date = generated.updated_on.isoformat() if generated.updated_on else _NO_DATE
            self._record_links.page_uri = None
            return markdown
        self._record_links.page_uri = page.file.src_uri
        if self._hides_sidebars:
            page.meta.setdefault("hide", ["navigation", "toc"])
        site = self._build.site.with_page_at(page.file.src_uri, page.file.url.removeprefix("./"))
        expanded = expand_embeds(markdown, page.file.src_uri, site)
        # A page of another's look keeps it, unless it has a list, whose filters need the script.
        if self.config.options.look is Look.SITE or expanded.lists:
            page.meta.setdefault("template", FRAME_TEMPLATE)
        self._lists[page.file.src_uri] = expanded.lists
        return expanded.text

    def on_page_context(
        self, context: TemplateContext, *, page: HostPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Gives hand-written pages what other sites show of a page."""
        del nav
        if page.file.generated_by != "casefolio" and "casefolio" not in page.meta:
            site = self._build.site.with_page_at(page.file.src_uri, page.file.url.removeprefix("./"))
            page.meta["casefolio"] = describe_own_page(_own_page(page, config), site, self._build.cards)
        return context

    # After the plugins that change a finished page, since the least change makes another digest.
    @event_priority(-100)
    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Notes what the theme's own pages load."""
        if template_name.endswith(".html"):
            self._seen.add_template(output_content, template_name, config)
        return output_content

    @event_priority(-100)  # as above
    def on_post_page(self, output: str, *, page: HostPage, config: MkDocsConfig) -> str:
        """Notes what a page loads."""
        del config
        is_generated = page.file.generated_by == "casefolio"
        self._seen.add_page(output, page, None if is_generated else self._lists.get(page.file.src_uri))
        return output

    # After every plugin that writes into the site.
    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Writes the headers for hosts, searches all that was written for leaks, and puts it in the site's place.

        Raises:
            PluginError: there are leaks, or the site can't be replaced.
        """
        if self._is_serving:
            return
        site_path = Path(config.site_dir)
        if self._settings.is_preview:
            mark_site(site_path, self._settings)
        if self._sees_all and self._settings.allowed_origins is not None:
            ours = {file.uri for file in self._files} | {asset.uri for asset in self._build.assets}
            write_headers(site_path, self._seen, ours, self._settings)
        leaks = find_leaks(
            iter_own_files(site_path, self._build.assets, self._settings, config), self._build.confidence
        )
        for leak in leaks:
            # Without the line of the record, since logs may be public where records are not.
            log.error("%s", render_diagnostic(leak.to_diagnostic(), "", self._style()))
        if leaks:
            rest = "the site was not touched" if self._staging else f"don't publish `{site_path.name}`"
            msg = f"{count_words(len(leaks), 'leak')} in what was built; {rest}"
            raise PluginError(msg)
        if self._staging:
            self._staging.finish(config)

    def on_build_error(self, *, error: Exception) -> None:
        """Leaves the last good site where it is, and says in one line what the disk refused.

        Raises:
            PluginError: in place of a traceback.
        """
        if self._staging:
            self._staging.abandon()
        if isinstance(error, OSError) and error.filename and not self._is_serving:
            msg = f"the site can't be built: {error.strerror}: {error.filename}"
            raise PluginError(msg) from None

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Watches the records, the photos next to them and the site's own look, which MkDocs leaves out."""
        del builder
        # A folder that is not there can't be watched, and the first record would go unnoticed.
        self._settings.records_path.mkdir(parents=True, exist_ok=True)
        server.watch(str(self._settings.records_path))
        if config.theme.custom_dir:
            server.watch(config.theme.custom_dir)
        return server

    @staticmethod
    def _style() -> TextStyle:
        """MkDocs has colours of its own, and in a terminal it breaks lines and indents them."""
        columns = shutil.get_terminal_size((0, 0)).columns - _LOG_INDENT if sys.stdout.isatty() else 0
        return TextStyle(fit_width(max(columns, 0)))

    def _report(self, result: Build, *, is_strict: bool) -> None:
        """Prints every diagnostic.

        Raises:
            PluginError: there is an error, or in strict mode a warning, and this is no preview. MkDocs itself ends a
                strict build only after it has replaced the site.
        """
        style = self._style()
        lines = SourceLines(self._settings.root_path)
        shown = select_weightiest(result.diagnostics)
        for diagnostic in shown:
            text = render_diagnostic(diagnostic, lines.line(diagnostic.position), style)
            if self._is_serving and is_strict:
                # `mkdocs serve --strict` ends at the first warning, and a preview must not.
                log.info("%s", text)
            elif diagnostic.severity is Severity.ERROR:
                log.error("%s", text)
            else:
                log.warning("%s", text)
        if len(shown) < len(result.diagnostics):
            log.info("and %d more", len(result.diagnostics) - len(shown))
        if result.record_count == 0:
            log.info('there are no case studies yet: `casefolio new "A title"` makes the first')
        if self._is_serving:
            return
        errors = sum(diagnostic.is_error for diagnostic in result.diagnostics)
        if errors or (is_strict and result.diagnostics):
            found = count_words(errors, "error") if errors else count_words(len(result.diagnostics), "warning")
            mode = "" if errors else " (--strict)"
            msg = f"{found} in the case studies{mode}; the site was not touched"
            raise PluginError(msg)


def _add_templates(config: MkDocsConfig) -> None:
    """Puts casefolio's templates, styles and script behind the site's own, and before the theme's."""
    custom_path = config.theme.custom_dir
    dirs = config.theme.dirs
    if str(TEMPLATES_PATH) not in dirs:
        dirs.insert(dirs.index(custom_path) + 1 if custom_path in dirs else 0, str(TEMPLATES_PATH))


def _page_file(page: Page, path: Path, settings: Settings, config: MkDocsConfig) -> File:
    file = File.generated(config, page.uri, abs_src_path=str(path), inclusion=_inclusion(page, config))
    if page.source_path:
        # Read when MkDocs makes the page: the edit link leads to the record, which lies outside docs_dir.
        file.edit_uri = Path(os.path.relpath(settings.root_path / page.source_path, config.docs_dir)).as_posix()
    return file


def _own_page(page: HostPage, config: MkDocsConfig) -> Page:
    """A hand-written page as the engine knows pages. Its title is HTML where it is from the page's heading."""
    title = page.meta["title"] if "title" in page.meta else unescape(_TAG.sub("", page.title or ""))
    description = page.meta.get("description") or config.site_description or ""
    return Page(page.file.src_uri, str(title), FRAME_TEMPLATE, "", description=str(description))


def _inclusion(page: Page, config: MkDocsConfig) -> InclusionLevel:
    """Only lists are in a navigation that MkDocs makes itself: with 1,000 studies in it every page would be huge."""
    is_listed = page.is_in_navigation and config.nav is None
    return InclusionLevel.INCLUDED if is_listed else InclusionLevel.NOT_IN_NAV
