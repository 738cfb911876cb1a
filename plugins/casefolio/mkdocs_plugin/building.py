"""Builds a site as `mkdocs build` does, and tells what it was made of, for `casefolio build`."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.__main__ import State, _enable_warnings
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger

from casefolio.last_builds import SITE_NAME
from casefolio.library import next_change
from casefolio.mkdocs_plugin.config import KNOWN_PLUGINS
from casefolio.mkdocs_plugin.generated_pages import is_alone, leaves_html_alone
from casefolio.mkdocs_plugin.kept_sites import keep_site
from casefolio.timings import Timings

if TYPE_CHECKING:
    from casefolio.mkdocs_plugin.plugin import CasefolioPlugin

log = get_plugin_logger("casefolio")

_NAME = "casefolio"
_KNOWN_THEMES = frozenset({"material", "mkdocs", "readthedocs"})
#: Extensions that read other files than the page that they stand in.
_READING = ("pymdownx.snippets", "pymdownx.b64")


@dataclass(frozen=True, slots=True)
class Built:
    """A site that was built.

    Attributes:
        site_dir: where it is.
        cache_path: where the engine keeps things.
        roots: the files and folders that it was made of; None where that can't be told.
        holds_until: when another study is to be shown, in seconds since 1970; None for never.
        messages: the warnings: level and words.
    """

    site_dir: str
    cache_path: Path
    roots: tuple[str, ...] | None
    holds_until: float | None
    messages: list[tuple[str, str]]


def build_site(config_path: Path, site_dir: str, began: float, timings: Timings, *, is_strict: bool) -> Built:
    """Builds a site.

    Args:
        config_path: its mkdocs.yml.
        site_dir: where it goes; empty for where mkdocs.yml says.
        began: before anything was looked at, in seconds since 1970.
        timings: told what takes how long.
        is_strict: whether warnings count as errors.

    Raises:
        click.ClickException: it can't be built; MkDocs' own exceptions are such.
    """
    # Shows messages as MkDocs' command does, and no longer than it lives.
    state = State()  # type: ignore[no-untyped-call]
    _enable_warnings()  # type: ignore[no-untyped-call]
    with _noted_messages() as messages:
        config = load_config(str(config_path), strict=is_strict or None, site_dir=site_dir or None)
        config.plugins.on_startup(command="build", dirty=False)
        plugin: CasefolioPlugin | None = config.plugins.get(_NAME)
        if plugin is not None:
            plugin.timings = timings
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    del state
    if plugin is None:
        return Built(config.site_dir, config_path.parent, None, None, messages)
    settings, library = plugin.site.settings, plugin.site.build.site.library
    obstacle = _find_obstacle(config, config_path)
    if obstacle:
        log.debug("the next build can't tell whether something has changed: %s", obstacle)
    elif is_alone(config):
        keep_site(settings.cache_path / SITE_NAME, plugin.site, began)
    roots = (str(config_path), config.docs_dir, str(settings.records_path), config.theme.custom_dir)
    change = next_change(library.hidden, settings.now)
    return Built(
        config.site_dir,
        settings.cache_path,
        None if obstacle else tuple(root for root in roots if root),
        change.timestamp() if change else None,
        messages,
    )


def _find_obstacle(config: MkDocsConfig, config_path: Path) -> str:
    """What else a site depends on, which nobody looks at; empty for nothing."""
    if unknown := config.plugins.keys() - KNOWN_PLUGINS:
        return f"{', '.join(sorted(unknown))} may have asked anything"
    if config.hooks:
        return "hooks may have asked anything"
    if not leaves_html_alone(config) or any(name in config.markdown_extensions for name in _READING):
        return "an extension of Markdown may have read anything"
    if config.theme.name not in _KNOWN_THEMES:
        return "the theme is not known"
    text = config_path.read_bytes()
    if b"!ENV" in text or b"INHERIT" in text or b"!!python" in text:
        return f"{config_path.name} says that there is more"
    return ""


@contextmanager
def _noted_messages() -> Iterator[list[tuple[str, str]]]:
    messages: list[tuple[str, str]] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: messages.append((record.levelname, record.getMessage()))  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield messages
    finally:
        logger.removeHandler(handler)
