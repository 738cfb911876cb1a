"""The MkDocs plugin: turns MkDocs' events into calls of the engine; decides nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as HostPage
from mkdocs.utils.templates import TemplateContext

from casefolio.clocks import ClockError
from casefolio.finishing import describe_own_page
from casefolio.kept_memory import load_memory, save_memory
from casefolio.leaks import find_leaks
from casefolio.memory import Memory
from casefolio.mkdocs_plugin.config import CasefolioConfig, find_misplaced, settings_from
from casefolio.mkdocs_plugin.generated_pages import is_alone, take_over
from casefolio.mkdocs_plugin.look import SCRIPT_URI, add_styles, fill_in_search, fill_in_theme, is_flat, is_material
from casefolio.mkdocs_plugin.own_files import iter_own_files
from casefolio.mkdocs_plugin.previewed_sites import mark_site
from casefolio.mkdocs_plugin.published import Host, Published
from casefolio.mkdocs_plugin.quick_search import read_quickly
from casefolio.mkdocs_plugin.seen_pages import SeenPages, write_headers
from casefolio.mkdocs_plugin.shared_frames import share_frames
from casefolio.mkdocs_plugin.site_files import FRAME_TEMPLATE, NO_DATE, asset_file, own_page, page_file, put, text_file
from casefolio.mkdocs_plugin.staging import Staging
from casefolio.mkdocs_plugin.telling import log_style, tell
from casefolio.pipeline import build
from casefolio.reporting import count_words
from casefolio.settings import Look
from casefolio.text_reports import render_diagnostic
from casefolio.timings import Stage, Timings

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = get_plugin_logger("casefolio")


#: Holds `casefolio/*.html`, styles and script; what lies in the site's own `custom_dir` goes before it.
TEMPLATES_PATH = Path(__file__).parents[1] / "templates"


class CasefolioPlugin(BasePlugin[CasefolioConfig]):  # type: ignore[no-untyped-call]  # MkDocs has no types here
    """Publishes a folder of case studies as a part of a MkDocs site."""

    def __init__(self) -> None:
        """Starts with nothing built."""
        self._is_serving = False
        self.memory = Memory()
        self._memory_path: Path | None = None
        self.timings = Timings()
        self._hides_sidebars = False
        self._seen = SeenPages()
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
        memory_path = settings.cache_path / "memory" / f"{settings.audience.value}.bin"
        if memory_path != self._memory_path:
            self.memory, self._memory_path = load_memory(memory_path), memory_path
        try:
            result = build(settings, self.memory, self.timings)
            self.timings.turn_to(Stage.WRITE)
            is_private = self._sees_all and not settings.is_preview and is_alone(config)
            self.site = Published.of(result, settings, (stylesheet,) if stylesheet else (), is_private=is_private)
        except OSError as error:
            msg = f"casefolio can't write its cache: {error}"
            raise PluginError(msg) from None
        tell(result, settings, is_serving=self._is_serving, is_strict=config.strict)
        self._seen = SeenPages()
        config.markdown_extensions.append(self.site.links)  # type: ignore[arg-type]
        _add_templates(config)
        self._staging = Staging.begin(config, is_private=is_private) if self._is_staged else None
        return config

    on_config = CombinedEvent(_on_early_config, _on_config)

    def on_pre_page(self, page: HostPage, *, config: MkDocsConfig, files: Files) -> HostPage:
        """Takes the time of the conversion of hand-written pages."""
        del config, files
        self.timings.turn_to(Stage.MARKDOWN)
        return page

    # Before the plugins that look at all pages (redirects, tags, social cards), so that they see these as well.
    @event_priority(50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds the engine's pages, photos and texts to the site's files."""
        site = self.site
        for page in site.build.pages:
            put(files, page_file(page, site.page_paths.get(page.uri), site.settings, config))
        takes_link = self._staging.takes_link if self._staging else None
        for asset in site.build.assets:
            files.append(asset_file(asset, site.settings, config, takes_link))
        takes_text = self._staging.takes_text if self._staging else None
        for text in site.files:
            put(files, text_file(text, site.file_paths.get(text.uri), config, takes_text))
        return files

    # Before plugins that keep hold of the pages that they find.
    @event_priority(50)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Hands the pages' HTML to MkDocs as it is."""
        take_over(files, self.site.pages.values(), config)
        self._hides_sidebars = self.config.options.look is Look.SITE and is_material(config) and is_flat(nav)
        self._nav = nav
        return nav

    # After the plugins that bring filters and templates.
    @event_priority(-100)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Tells the templates what is the same on every page."""
        frame = self.site.frame(is_serving=self._is_serving)
        has_tabs = "navigation.tabs" in (config.theme.get("features") or [])
        is_flat = self._hides_sidebars and has_tabs
        env.globals["casefolio"] = {**frame, "script": SCRIPT_URI, "has_flat_navigation": is_flat}
        search = read_quickly(config, self.site.pages, self.memory)
        frames = share_frames(env, (page.template for page in self.site.build.pages), config, TEMPLATES_PATH)
        self.site.host = Host(config, files, self._nav, env, frames, search)
        # MkDocs copies files next.
        self.timings.turn_to(Stage.WRITE)
        return env

    # After mkdocs-macros, which would otherwise execute `{{ }}` in people's words.
    @event_priority(-100)
    def on_page_markdown(self, markdown: str, *, page: HostPage, config: MkDocsConfig, files: Files) -> str:
        """Puts generated lists into hand-written pages, and gives generated ones their true date."""
        del config, files
        site = self.site
        generated = site.pages.get(page.file.src_uri)
        if generated is not None and page.file.generated_by == "casefolio":
            page.update_date = generated.updated_on.isoformat() if generated.updated_on else NO_DATE
            site.links.page_uri = None
            return markdown
        site.links.page_uri = page.file.src_uri
        if self._hides_sidebars:
            page.meta.setdefault("hide", ["navigation", "toc"])
        expanded = site.expand(markdown, page.file.src_uri, page.file.url.removeprefix("./"))
        # A page of another's look keeps it, unless it has a list, whose filters need the script.
        if self.config.options.look is Look.SITE or expanded.lists:
            page.meta.setdefault("template", FRAME_TEMPLATE)
        return expanded.text

    # Before the search, which looks at the page in the same event.
    @event_priority(100)
    def _on_early_page_context(self, context: TemplateContext, **_: object) -> TemplateContext:
        """Takes the time of the search."""
        self.timings.turn_to(Stage.SEARCH)
        return context

    def _on_page_context(
        self, context: TemplateContext, *, page: HostPage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Gives hand-written pages what other sites show of a page."""
        del nav
        self.timings.turn_to(Stage.TEMPLATES)
        if page.file.generated_by != "casefolio" and "casefolio" not in page.meta:
            build = self.site.build
            site = build.site.with_page_at(page.file.src_uri, page.file.url.removeprefix("./"))
            page.meta["casefolio"] = describe_own_page(own_page(page, config), site, build.cards)
        return context

    on_page_context = CombinedEvent(_on_early_page_context, _on_page_context)

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
        self.timings.turn_to(Stage.WRITE)
        is_generated = page.file.generated_by == "casefolio"
        expanded = None if is_generated else self.site.lists.get(page.file.src_uri)
        self._seen.add_page(output, page, expanded.lists if expanded else None)
        # As MkDocs would write it; of an empty page it writes nothing.
        content = output.encode("utf-8", errors="xmlcharrefreplace")
        file, staging = page.file, self._staging
        return "" if staging and staging.takes_page(file.src_uri, file.dest_uri, content) else output

    # Likewise.
    @event_priority(100)
    def _on_early_post_build(self, *, config: MkDocsConfig) -> None:
        """Takes the time in which the search writes its index."""
        del config
        self.timings.turn_to(Stage.SEARCH)

    # After every plugin that writes into the site.
    @event_priority(-100)
    def _on_post_build(self, *, config: MkDocsConfig) -> None:
        """Writes the headers for hosts, searches all that was written for leaks, and puts it in the site's place.

        Raises:
            PluginError: there are leaks, or the site can't be replaced.
        """
        self.timings.turn_to(Stage.WRITE)
        if self._memory_path is not None:
            save_memory(self.memory, self._memory_path)
        if self._is_serving:
            return
        if self._staging:
            self._staging.settle()
        site_path = Path(config.site_dir)
        result, settings = self.site.build, self.site.settings
        if settings.is_preview:
            mark_site(site_path, settings)
        if self._sees_all and settings.allowed_origins is not None:
            ours = {file.uri for file in self.site.files} | {asset.uri for asset in result.assets}
            kept = self._staging.kept_uris if self._staging else frozenset()
            write_headers(site_path, self._seen, ours, settings, kept)
        if self._staging and result.confidence.items:
            self._staging.gather()
        self.timings.turn_to(Stage.LEAKS)
        leaks = find_leaks(iter_own_files(site_path, result.assets, settings, config), result.confidence)
        for leak in leaks:
            # Without the line of the record, since logs may be public where records are not.
            log.error("%s", render_diagnostic(leak.to_diagnostic(), "", log_style()))
        if leaks:
            rest = "the site was not touched" if self._staging else f"don't publish `{site_path.name}`"
            msg = f"{count_words(len(leaks), 'leak')} in what was built; {rest}"
            raise PluginError(msg)
        self.timings.turn_to(Stage.WRITE)
        if self._staging:
            self._staging.finish(config)

    on_post_build = CombinedEvent(_on_early_post_build, _on_post_build)

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
        self, server: "LiveReloadServer", *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> "LiveReloadServer":
        """Watches the records, the photos next to them and the site's own look, which MkDocs leaves out."""
        # Only here: a build needs no server.
        from casefolio.mkdocs_plugin.quick_preview import QuickPreview  # noqa: PLC0415 - as above
        from casefolio.mkdocs_plugin.watching import watch_natively  # noqa: PLC0415 - as above

        del builder
        # A folder that is not there can't be watched, and the first record would go unnoticed.
        records_path = self.site.settings.records_path
        records_path.mkdir(parents=True, exist_ok=True)
        server.watch(str(records_path))
        if config.theme.custom_dir:
            server.watch(config.theme.custom_dir)
        saves = watch_natively(server)
        if self._sees_all:
            others = (config.docs_dir, config.theme.custom_dir, config.config_file_path, *config.watch)
            quick = QuickPreview(lambda: self.site, self.memory, server.builder, filter(None, others), saves.take)
            server.builder = quick.build
        return server


def _add_templates(config: MkDocsConfig) -> None:
    """Puts casefolio's templates, styles and script behind the site's own, and before the theme's."""
    custom_path = config.theme.custom_dir
    dirs = config.theme.dirs
    if str(TEMPLATES_PATH) not in dirs:
        dirs.insert(dirs.index(custom_path) + 1 if custom_path in dirs else 0, str(TEMPLATES_PATH))
