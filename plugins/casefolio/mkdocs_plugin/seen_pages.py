"""Knows what the pages of a build run and load, and whose word each of them is.

Scripts of generated pages count only where the theme has the same ones: were a record's text ever taken for a script,
the policy would not allow it.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.pages import Page as HostPage
from mkdocs.utils import get_relative_url, is_error_template

from casefolio.content_policy import Loads, iter_scripts, read_loads, site_policy
from casefolio.json_files import write_text
from casefolio.mkdocs_plugin.folder_files import iter_uris
from casefolio.response_headers import HEADERS_URI, MOST_CHARACTERS, hide_from_searches, render_headers
from casefolio.settings import Settings

log = get_plugin_logger("casefolio")


@dataclass
class SeenPages:
    """The pages that a build has written so far."""

    uris: set[str] = field(default_factory=set)
    _trusted: Loads = field(default_factory=Loads)
    #: Scripts with the way to the site's root that stood on their page, as themes write it into them.
    _of_theme: set[tuple[str, str]] = field(default_factory=set)
    _of_generated: set[tuple[str, str]] = field(default_factory=set)

    def add_template(self, html: str, name: str, config: MkDocsConfig) -> None:
        """Takes a page of the theme, such as the one at a wrong address.

        Args:
            html: the whole of it.
            name: its place in the site.
            config: of the site.
        """
        self.uris.add(name)
        # As MkDocs has it: https://github.com/mkdocs/mkdocs/blob/1.6.1/mkdocs/commands/build.py#L66-L74
        root = urlsplit(config.site_url or "/").path if is_error_template(name) else get_relative_url(".", name)
        self._add_trusted(html, root)

    def add_page(self, html: str, page: HostPage, lists: Iterable[str] | None) -> None:
        """Takes a page.

        Args:
            html: the whole of it.
            page: the host's.
            lists: HTML in it that records have gone into; None where all of it is made of a record.
        """
        self.uris.add(page.file.dest_uri)
        root = get_relative_url(".", page.url)
        if lists is not None:
            own = html
            for part in lists:
                # A plugin that has rewritten the list leaves nothing to tell it by.
                own, found = own.replace(part, ""), part in own
                if not found:
                    break
            else:
                self._add_trusted(own, root)
                return
        self._of_generated.update((root, script) for script in iter_scripts(html))

    def loads(self, other_paths: Iterable[Path]) -> Loads:
        """What the site's pages run and load.

        Args:
            other_paths: pages that MkDocs copied, or another plugin wrote.
        """
        trusted = self._trusted
        for path in other_paths:
            trusted |= read_loads(path.read_text(encoding="utf-8", errors="replace"))
        same = {script for root, script in self._of_generated if self._is_of_theme(script, root)}
        return trusted | Loads(frozenset(same))

    def _add_trusted(self, html: str, root: str) -> None:
        loads = read_loads(html)
        self._trusted |= loads
        self._of_theme.update((root, script) for script in loads.scripts)

    def _is_of_theme(self, script: str, root: str) -> bool:
        return any(text.replace(f'"{other}"', f'"{root}"') == script for other, text in self._of_theme)


def write_headers(
    site_path: Path, seen: SeenPages, made_uris: set[str], settings: Settings, kept_uris: AbstractSet[str] = frozenset()
) -> None:
    """Puts the file of headers into a built site that has none of its own.

    Args:
        site_path: the site's folder.
        seen: the pages that the host has made.
        made_uris: the files that the engine has made.
        settings: what else may be loaded, and where the pages for other sites and the web form stand.
        kept_uris: files that the host or the engine has made, and that are not in the folder yet.
    """
    path = site_path / HEADERS_URI
    if path.exists():
        if settings.is_preview:
            write_text(path, hide_from_searches(path.read_text("utf-8")))
        return
    uris = sorted(iter_uris(site_path))
    known = seen.uris | made_uris
    others = [uri for uri in uris if uri.endswith((".html", ".htm")) and uri not in known]
    policy = site_policy(seen.loads(site_path / uri for uri in others), settings.allowed_origins or ())
    text = render_headers(policy, sorted(kept_uris | set(uris)), settings)
    longest = max(map(len, text.splitlines()))
    if longest > MOST_CHARACTERS:
        log.info(
            "the content security policy in %s has %d characters, and Cloudflare Pages takes %d: put scripts and styles"
            " of your own pages into files",
            HEADERS_URI,
            longest,
            MOST_CHARACTERS,
        )
    write_text(path, text)
