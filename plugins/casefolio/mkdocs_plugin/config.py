"""Translates MkDocs' configuration into the engine's settings."""

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel, set_exclusions

from casefolio.clocks import read_clock
from casefolio.loaders.discovery import leads_out
from casefolio.mkdocs_plugin.photo_progress import progress_bar
from casefolio.option_models import Options
from casefolio.options import asks_for_preview, make_settings, read_options
from casefolio.settings import ADMIN_VARIABLE, Audience, Settings

#: Those of which is known what they read and write: MkDocs' search, Material's, and this one.
KNOWN_PLUGINS = frozenset({"casefolio", "material/search", "search"})


class CasefolioConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs has no types here
    """The plugin's options. They are read by the engine, so that the command line reads the same ones."""

    options: Options

    def load_dict(self, patch: dict[str, Any] | None) -> None:
        """Takes what mkdocs.yml says; `validate` reads it."""
        self._raw = dict(patch or {})
        super().load_dict({})

    def validate(self) -> tuple[ConfigErrors, ConfigWarnings]:
        """Reads the options.

        Returns:
            Every wrong option; no warnings.
        """
        options = read_options(self._raw)
        if isinstance(options, list):
            return [(problem.name, ValidationError(problem.message)) for problem in options], []
        self.options = options
        return [], []


def settings_from(plugin_config: CasefolioConfig, config: MkDocsConfig, *, is_serving: bool) -> Settings:
    """What the engine is told of a MkDocs site.

    Args:
        plugin_config: the plugin's options.
        config: the site's configuration.
        is_serving: whether this is a preview, which shows drafts.

    Raises:
        ClockError: the environment asks for a day that can't be read.
    """
    root_path = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
    settings = make_settings(
        plugin_config.options,
        root_path=root_path,
        pages_path=Path(config.docs_dir),
        # A theme's locale is written with an underscore: `pt_BR`.
        site_name=config.site_name,
        site_url=config.site_url or "",
        site_description=config.site_description or "",
        stylesheets=_local_stylesheets(config.extra_css),
        language=str(config.theme.get("language") or config.theme.get("locale") or "en").replace("_", "-"),
        has_directory_urls=config.use_directory_urls,
        now=read_clock(os.environ),
        audience=Audience.EDITORS if is_serving else None,
        has_admin=is_serving and bool(os.environ.get(ADMIN_VARIABLE)),
        is_preview=asks_for_preview(os.environ),
        is_page=_page_test(config, is_serving=is_serving),
    )
    return replace(settings, progress=progress_bar())


def _local_stylesheets(addresses: Iterable[str]) -> tuple[str, ...]:
    """Those that lie in the site: whoever frames a page has not asked for files of a third one."""
    parts = ((address, urlsplit(address)) for address in addresses)
    return tuple(address for address, url in parts if not (url.scheme or url.netloc or url.path.startswith("/")))


def _page_test(config: MkDocsConfig, *, is_serving: bool) -> Callable[[str], bool]:
    """Whether MkDocs publishes a file of docs_dir: `exclude_docs` and `draft_docs` say so."""

    def is_page(uri: str) -> bool:
        file = File(uri, config.docs_dir, config.site_dir, config.use_directory_urls)
        set_exclusions([file], config)
        least = InclusionLevel.DRAFT if is_serving else InclusionLevel.NOT_IN_NAV
        return bool(file.inclusion.value >= least.value)

    return is_page


def find_misplaced(settings: Settings, config: MkDocsConfig) -> str:
    """Why a folder can't lie where the options put it; empty where all can.

    MkDocs publishes every file below docs_dir, drafts and photos with their metadata included, and empties site_dir.
    """
    folders = (("records", settings.records_path), ("cache", settings.cache_path))
    hosts = (
        ("docs_dir", config.docs_dir, "MkDocs publishes every file there, drafts and original photos too"),
        ("site_dir", config.site_dir, "MkDocs empties it for each build"),
    )
    if leads_out(settings.cache_path, settings.root_path):
        return "the folder of `cache` is a link out of the project: name the true folder in mkdocs.yml"
    for name, path in folders:
        for host_name, host_path, reason in hosts:
            if path.resolve().is_relative_to(Path(host_path).resolve()):
                return f"the folder of `{name}` lies in `{host_name}`: {reason}. Put it beside mkdocs.yml"
    return ""
