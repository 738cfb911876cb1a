"""Renders what many generated pages share once, and puts the words of each page into it; changes no byte of any page.

Header, navigation and footer are most of a page's cost and hardly differ. Where anything but the theme's own templates
and casefolio's has a say in them, every page is rendered by itself.
"""

import copy
import hashlib
import importlib.util
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, Template
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as HostPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import TemplateContext

log = get_plugin_logger("casefolio")

#: https://github.com/mkdocs/mkdocs/blob/1.6.1/mkdocs/commands/build.py#L29-L61
_CONTEXT = frozenset(
    "nav pages base_url extra_css extra_javascript mkdocs_version build_date_utc config page".split()  # noqa: SIM905
)
#: Those that look at a page before it is rendered, and change nothing that is not looked at here.
_KNOWN_PLUGINS = ("casefolio.", "material.plugins.search.", "mkdocs.contrib.search")

#: What differs from page to page: texts that templates only print, as they are or escaped.
_Texts = Mapping[str, "_Texts | None"]
_TEXTS: _Texts = {
    "title": None,
    "description": None,
    "casefolio": {
        "title": None,
        "slug": None,
        "structured_data": None,
        "social": dict.fromkeys(("title", "description", "url", "image", "image_alt")),
        "oembed": dict.fromkeys(("title", "href")),
    },
}
_ATTRIBUTES = ("content", "canonical_url", "edit_url")
_TOC = "toc"

#: Stands for a text. Whatever a template does to it but print it or escape it breaks it, and then it is not recognised:
#: tags and spaces, capitals and small letters, a length to be cut, the words that Material looks for in a link. YAML
#: lets no such characters into a text.
_WORD = "cfSlot"
_LONG = "x" * 400
_TOKEN = f" \x02 {_WORD} <b>/blob/edit & \"' {{}} {_LONG}</b>\x03 "
_PRINTED, _ESCAPED = (re.escape(text).replace(r"\{\}", "([a-z_. ]+)") for text in (_TOKEN, str(escape(_TOKEN))))
_TOKENS = re.compile(f"{_PRINTED}|{_ESCAPED}")
#: So many pages of a kind are rendered in both ways.
_PROBES = 2


class Surroundings(NamedTuple):
    """What a frame depends on besides its pages.

    Attributes:
        base_url: the way to the site's root.
        extra_css: the style sheets of the site's own.
        extra_javascript: its scripts.
        language: the theme's.
    """

    base_url: str
    extra_css: object
    extra_javascript: object
    language: object

    @classmethod
    def of(cls, context: TemplateContext) -> "Surroundings":
        """What a template is told."""
        config = context["config"]
        css, scripts = list(map(str, context["extra_css"])), list(map(str, context["extra_javascript"]))
        return cls(context["base_url"], css, scripts, config.theme.get("language"))


@dataclass(frozen=True, slots=True)
class FrameBook:
    """The frames of a build, and what is between them.

    Attributes:
        frames: by kind, with what is around them; only those that have been found right.
        kinds: by its source's place, the kind of each page that may be put into one.
    """

    frames: dict[bytes, "tuple[Frame, Surroundings]"] = field(default_factory=dict)
    kinds: dict[str, bytes] = field(default_factory=dict)

    def render_again(self, page: HostPage, kind: bytes) -> str | None:
        """A page with other words than it had.

        Args:
            page: has at least `url`, `meta`, `toc` and the attributes of `_ATTRIBUTES`.
            kind: of the page as it was.

        Returns:
            None where it is of another kind now, or of one that has no frame.
        """
        if kind not in self.frames:
            return None
        frame, surroundings = self.frames[kind]
        values: dict[str, str] = {}
        is_same = _kind(_stand_in(page, values), values, surroundings) == kind and not frame.names(page)
        return frame.fill(values) if is_same else None


def share_frames(env: Environment, names: Iterable[str], config: MkDocsConfig, own_path: Path) -> FrameBook:
    """Lets pages of a kind share what is the same on all of them.

    Args:
        env: the site's, as all plugins have left it.
        names: the templates of generated pages.
        config: of the site.
        own_path: the folder of casefolio's templates.

    Returns:
        What is shared; grows as pages are rendered.
    """
    book = FrameBook()
    reason = _find_obstacle(env, config, own_path)
    if reason:
        log.debug("every page is rendered by itself: %s", reason)
        return book
    for name in sorted(set(names)):
        template = env.get_template(name)
        template.render = _SharedFrames(template, book).render  # type: ignore[method-assign]
    return book


def _find_obstacle(env: Environment, config: MkDocsConfig, own_path: Path) -> str:
    """What else has a say in how pages look; empty for nothing."""
    spec = importlib.util.find_spec("material")
    if config.theme.name != "material" or spec is None or not spec.submodule_search_locations:
        return "the theme is not Material"
    known = {str(own_path), str(Path(spec.submodule_search_locations[0], "templates"))}
    known.add(str(Path(importlib.util.find_spec("mkdocs").origin or "").parent / "templates"))  # type: ignore[union-attr]
    if type(env.loader) is not FileSystemLoader:
        return "templates come from elsewhere"
    for folder in env.loader.searchpath:
        if folder not in known and next(Path(folder).rglob("*.html"), None) is not None:
            return f"there are other templates in {folder}"
    for handler in config.plugins.events["page_context"]:
        module = getattr(getattr(handler, "__self__", handler), "__module__", "")
        if not module.startswith(_KNOWN_PLUGINS):
            return f"{module} may change what templates are told"
    return ""


class _SharedFrames:
    """The kinds of pages of one template."""

    def __init__(self, template: Template, book: FrameBook) -> None:
        self._render_whole: Callable[[TemplateContext], str] = template.render
        self._book = book
        self._frames: dict[bytes, Frame | None] = {}
        self._probes: dict[bytes, int] = {}

    def render(self, context: TemplateContext) -> str:
        """As `Template.render` does."""
        page: HostPage | None = context.get("page")
        is_shared = page is not None and context.keys() == _CONTEXT and _stands_alone(page, context["nav"])
        if page is None or not is_shared or not _has_one_heading(page):
            return self._render_whole(context)
        values: dict[str, str] = {}
        stand_in = _stand_in(page, values)
        surroundings = Surroundings.of(context)
        kind = self._book.kinds[page.file.src_uri] = _kind(stand_in, values, surroundings)
        if kind not in self._frames:
            # A kind of its own costs nothing more.
            self._frames[kind], self._probes[kind] = None, 0
            return self._render_whole(context)
        frame, probes = self._frames[kind], self._probes[kind]
        if probes == 0:
            frame = self._frames[kind] = self._make_frame(context, stand_in)
        if frame is None or frame.names(page):
            self._probes[kind] = max(probes, 1)
            return self._render_whole(context)
        shared = frame.fill(values)
        if probes < _PROBES:
            self._probes[kind] += 1
            whole = self._render_whole(context)
            if whole != shared:
                log.debug("pages like %s are rendered by themselves: they share no frame", page.file.src_uri)
                self._frames[kind] = None
            return whole
        self._book.frames.setdefault(kind, (frame, surroundings))
        return shared

    def _make_frame(self, context: TemplateContext, stand_in: HostPage) -> "Frame | None":
        try:
            text = self._render_whole({**context, "page": stand_in})
        except Exception as error:  # noqa: BLE001 - whatever a template does with a text that it does not expect
            log.debug("pages like %s are rendered by themselves: %s", stand_in.file.src_uri, error)
            return None
        return Frame.of(text)


class Frame:
    """A rendered page without its words."""

    def __init__(self, fixed: list[str], slots: list[tuple[str, bool]]) -> None:
        """Takes what stands before, between and behind the slots: each with a name, and whether it is escaped."""
        self._fixed, self._slots = fixed, slots
        self._all = "\n".join(fixed)

    @classmethod
    def of(cls, text: str) -> "Frame | None":
        """None where a template has done more with a text than print it."""
        slots = [(match[1] or match[2], match[1] is None) for match in _TOKENS.finditer(text)]
        if text.lower().count(_WORD.lower()) != len(slots):
            log.debug("every page is rendered by itself: a template changes texts")
            return None
        return cls(_TOKENS.sub("\x03", text).split("\x03"), slots)

    def names(self, page: HostPage) -> bool:
        """Whether the frame may lead to the page itself, whose link would be another."""
        name = PurePosixPath(page.url).name
        return f"/{name}" in self._all or f'"{name}' in self._all

    def fill(self, values: Mapping[str, str]) -> str:
        """The page with these words."""
        escaped: dict[str, str] = {}
        parts = []
        for fixed, slot in zip_longest(self._fixed, self._slots):
            parts.append(fixed)
            if slot is None:
                continue
            name, is_escaped = slot
            if is_escaped and name not in escaped:
                escaped[name] = str(escape(values[name]))
            parts.append(escaped[name] if is_escaped else values[name])
        return "".join(parts)


def _stands_alone(page: HostPage, nav: Navigation) -> bool:
    """Whether the navigation is the same on this page as on others."""
    ways = (page.parent, page.previous_page, page.next_page)
    return not any(ways) and not page.is_homepage and not any(item is page for item in nav.items)


def _has_one_heading(page: HostPage) -> bool:
    """As generated pages have; a table of contents is another on each page."""
    items = list(page.toc)
    return len(items) <= 1 and not any(item.children for item in items)


def _stand_in(page: HostPage, values: dict[str, str]) -> HostPage:
    """A copy with tokens for its texts, which are noted."""
    stand_in = copy.copy(page)
    stand_in.meta = _replace_texts(dict(page.meta), _TEXTS, "", values)
    for name in _ATTRIBUTES:
        setattr(stand_in, name, _replace_text(getattr(page, name), name, values))
    links = (AnchorLink(_replace_text(item.title, _TOC, values), item.id, item.level) for item in page.toc)
    stand_in.toc = TableOfContents(list(links))
    return stand_in


def _replace_texts(data: Mapping[str, Any], texts: _Texts, prefix: str, values: dict[str, str]) -> dict[str, Any]:
    replaced = dict(data)
    for key, inner in texts.items():
        value = data.get(key)
        if inner is None:
            if key in data:
                replaced[key] = _replace_text(value, f"{prefix}{key}", values)
        elif isinstance(value, dict):
            replaced[key] = _replace_texts(value, inner, f"{prefix}{key}.", values)
    return replaced


def _replace_text(value: Any, name: str, values: dict[str, str]) -> Any:  # noqa: ANN401 - whatever is no text stays
    """Empty texts stay, since templates ask whether there is one."""
    if type(value) is not str or not value:
        return value
    values[name] = value
    return _TOKEN.format(name)


def _kind(stand_in: HostPage, values: Mapping[str, str], surroundings: Surroundings) -> bytes:
    """A digest of all that a frame depends on."""
    folder = str(PurePosixPath(stand_in.url).parent)
    toc = [(item.id, item.level, item.title) for item in stand_in.toc]
    told = (
        folder,
        stand_in.url.endswith("/"),
        *surroundings,
        sorted(values),
        stand_in.meta,
        *(getattr(stand_in, name) for name in _ATTRIBUTES),
        toc,
    )
    return hashlib.sha256(repr(told).encode(errors="surrogatepass")).digest()
