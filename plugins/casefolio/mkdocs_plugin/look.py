"""Gives a Material site the look of a portfolio wherever its owner has not chosen otherwise."""

import warnings
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation, Section

from casefolio.phrases import Phrases, phrases_for
from casefolio.views import TextFile

STYLESHEET_URI = "assets/stylesheets/casefolio.css"
#: Header, footer and hand-written pages.
FRAME_STYLESHEET_URI = "assets/stylesheets/casefolio-frame.css"
SCRIPT_URI = "assets/javascripts/casefolio.js"

_SEARCH = "material/search"
#: Material's own are spaces and hyphens, and in some languages a few of the others: it finds no word that follows a
#: quote mark or a bracket, as words of customers often do. Apostrophes are left in their words: `people's` would else
#: find every word with an s.
_BETWEEN_WORDS = r"""[\s\u200b\-‐–—/\\.,;:!?…()\[\]{}"“”„‟«»‹›‘‚　、。，．？！；]+"""


def _defaults(phrases: Phrases) -> dict[str, object]:
    """What Material has no value for, or one that asks another origin for fonts."""
    schemes = (
        ("light", "default", "white", "material/weather-night", phrases.to_dark),
        ("dark", "slate", "black", "material/weather-sunny", phrases.to_light),
    )
    palette = [
        {
            "media": f"(prefers-color-scheme: {media})",
            "scheme": scheme,
            "primary": primary,
            "accent": "indigo",
            "toggle": {"icon": icon, "name": name},
        }
        for media, scheme, primary, icon, name in schemes
    ]
    return {"font": False, "palette": palette, "features": ["navigation.tabs", "navigation.indexes"]}


def is_material(config: MkDocsConfig) -> bool:
    """Whether the site has the theme that the look is made for."""
    return config.theme.name == "material"


def add_styles(config: MkDocsConfig, templates_path: Path, *, is_whole_site: bool) -> TextFile | None:
    """Names casefolio's stylesheets before the site's own, so that those win.

    Args:
        config: the site's.
        templates_path: where casefolio's own are.
        is_whole_site: whether header, footer and hand-written pages are styled as well.

    Returns:
        For a whole site, both stylesheets in one, to be published in the place of the first: a phone waits for every
        stylesheet before it shows anything, and for each anew. None where the site has replaced the first.
    """
    own_paths = (Path(folder, STYLESHEET_URI) for folder in (config.theme.custom_dir, config.docs_dir) if folder)
    has_own = any(path.is_file() for path in own_paths)
    has_frame = is_whole_site and is_material(config)
    wanted = [STYLESHEET_URI] + ([FRAME_STYLESHEET_URI] if has_frame and has_own else [])
    config.extra_css[:0] = [uri for uri in wanted if uri not in config.extra_css]
    if has_own or not has_frame:
        return None
    parts = ((templates_path / uri).read_text(encoding="utf-8") for uri in (STYLESHEET_URI, FRAME_STYLESHEET_URI))
    return TextFile(STYLESHEET_URI, "".join(parts))


def fill_in_theme(config: MkDocsConfig, language: str) -> None:
    """Chooses what the owner of a Material site has not: no downloaded font, light and dark, navigation in the header.

    Whatever mkdocs.yml says of a thing is left as it is.

    Args:
        config: the site's.
        language: of the site: a language tag.
    """
    if not is_material(config):
        return
    chosen = _chosen_keys(config)
    for key, value in _defaults(phrases_for(language)).items():
        if key not in chosen:
            config.theme[key] = value


def fill_in_search(config: MkDocsConfig) -> None:
    """Chooses what stands between two words for Material's search, where the site's owner has not.

    Args:
        config: the site's, before the search has looked at it.
    """
    search = config.plugins.get(_SEARCH)
    if search is not None and not search.config.get("separator"):
        search.config["separator"] = _BETWEEN_WORDS


def _chosen_keys(config: MkDocsConfig) -> set[str]:
    """The names below `theme:` in mkdocs.yml; the theme itself no longer knows which of its values are from there."""
    with warnings.catch_warnings():
        # MkDocs 1.6 announces its removal, and has no successor that could remove it.
        warnings.simplefilter("ignore", DeprecationWarning)
        patches = config.user_configs
    themes = (patch.get("theme") for patch in patches)
    return {key for theme in themes if isinstance(theme, dict) for key in theme}


def is_flat(nav: Navigation) -> bool:
    """Whether tabs show all of the navigation, so that no page needs it at its side."""
    return all(not isinstance(item, Section) or len(item.children) == 1 for item in nav.items)
