"""Owns what pages load and run, and the content security policy that allows this and nothing else; touches no file.

A policy is a second wall behind the escaping of what records say. It holds only if it doesn't bless what stands in
the wrong place, so `read_loads` is for pages that are trusted as a whole.
"""

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

_ATTRIBUTES = r"""((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>"""
_TAG = re.compile(
    rf"<!--.*?-->|<(?P<raw>script|style)\b{_ATTRIBUTES}(?P<text>.*?)</(?P=raw)\s*>|<(?P<name>[a-z][^\s/>]*){_ATTRIBUTES}",
    re.IGNORECASE | re.DOTALL,
)
_SCRIPT = re.compile(rf"<script\b{_ATTRIBUTES}(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(r"""([^\s=/"'>]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
#: A `<script>` of another type is data, which no policy is about: https://html.spec.whatwg.org/#prepare-the-script-element
_RUNS = frozenset({"", "module", "importmap", "speculationrules", "text/javascript", "application/javascript"})
#: By element and attribute, the directive that what it names is loaded under.
_LOADED = {
    ("script", "src"): "script-src",
    ("img", "src"): "img-src",
    ("img", "srcset"): "img-src",
    ("source", "srcset"): "img-src",
    ("video", "poster"): "img-src",
    ("video", "src"): "media-src",
    ("audio", "src"): "media-src",
    ("source", "src"): "media-src",
    ("track", "src"): "media-src",
    ("iframe", "src"): "frame-src",
    ("embed", "src"): "object-src",
    ("object", "data"): "object-src",
    ("form", "action"): "form-action",
}
#: By the relation of a `<link>`. Who announces a connection means the fonts of a stylesheet.
_LINKED = {"stylesheet": "style-src", "preconnect": "font-src", "icon": "img-src", "manifest": "manifest-src"}
#: What the owner's own word allows another site to be.
_ALLOWED_AS = ("script-src", "style-src", "img-src", "font-src", "connect-src", "media-src", "frame-src")


@dataclass(frozen=True, slots=True)
class Loads:
    """What a page runs of its own, and loads of others.

    Attributes:
        scripts: texts of scripts in the page.
        styles: texts of styles in the page.
        handlers: texts of attributes that run, such as `onclick`.
        style_attributes: texts of `style="…"`.
        origins: of other sites: a directive of the policy, and the origin.
    """

    scripts: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()
    handlers: frozenset[str] = frozenset()
    style_attributes: frozenset[str] = frozenset()
    origins: frozenset[tuple[str, str]] = frozenset()

    def __or__(self, other: "Loads") -> "Loads":
        """What either has."""
        return Loads(
            self.scripts | other.scripts,
            self.styles | other.styles,
            self.handlers | other.handlers,
            self.style_attributes | other.style_attributes,
            self.origins | other.origins,
        )


def read_loads(html: str) -> Loads:
    """Finds what a page runs and loads.

    Args:
        html: of a page whose every part is trusted.
    """
    scripts, styles, handlers, style_attributes = set[str](), set[str](), set[str](), set[str]()
    origins = set[tuple[str, str]]()
    for match in _TAG.finditer(html):
        name = (match["raw"] or match["name"] or "").lower()
        attributes = _read_attributes(match[2] or match[5] or "")
        if name == "script" and "src" not in attributes and _runs(attributes):
            scripts.add(_as_parsed(match["text"]))
        elif name == "style":
            styles.add(_as_parsed(match["text"]))
        handlers.update(value for key, value in attributes.items() if key.startswith("on"))
        style_attributes.update(value for key, value in attributes.items() if key == "style")
        origins.update(_iter_origins(name, attributes))
    return Loads(
        frozenset(scripts), frozenset(styles), frozenset(handlers), frozenset(style_attributes), frozenset(origins)
    )


def iter_scripts(html: str) -> Iterator[str]:
    """The texts of the scripts in a page that run."""
    for match in _SCRIPT.finditer(html):
        attributes = _read_attributes(match[1])
        if "src" not in attributes and _runs(attributes):
            yield _as_parsed(match[2])


def _read_attributes(text: str) -> dict[str, str]:
    found = _ATTRIBUTE.findall(text) if "=" in text else []
    return {name.lower(): unescape(first or second or third) for name, first, second, third in found}


def _runs(attributes: Mapping[str, str]) -> bool:
    return attributes.get("type", "").strip().lower() in _RUNS


def _as_parsed(text: str) -> str:
    """The text with the line ends that a browser gives it before it takes the digest."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _iter_origins(name: str, attributes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if name == "link":
        relations = attributes.get("rel", "").lower().split()
        addresses = [(_LINKED[relation], attributes.get("href", "")) for relation in relations if relation in _LINKED]
    else:
        addresses = [(_LOADED[name, key], value) for key, value in attributes.items() if (name, key) in _LOADED]
    for directive, value in addresses:
        # A `srcset` is a list: each address up to the first space.
        for part in value.split(",") if "," in value and directive == "img-src" else [value]:
            if origin := _origin(part.split()[0] if part.split() else ""):
                yield directive, origin


def _origin(address: str) -> str:
    """`https://example.org` of an address there; empty for one on the site itself."""
    try:
        url = urlsplit(address)
    except ValueError:
        return ""
    is_web = url.scheme.lower() in {"http", "https", ""}
    # What would end the directive or the header is no name of a host.
    if not is_web or not url.netloc or re.search(r"[\s;,'\"]", url.netloc):
        return ""
    return f"{url.scheme.lower() or 'https'}://{url.netloc.lower()}"


def site_policy(loads: Loads, allowed: Iterable[str] = ()) -> dict[str, str]:
    """What the pages of a site may load and run: by directive, its sources.

    Args:
        loads: of all pages.
        allowed: further origins that the site's owner trusts with everything.
    """
    rules = {
        "default-src": [],
        "script-src": ["'self'", *_hashes(loads.scripts)],
        "style-src": ["'self'", *_hashes(loads.styles)],
        # Material draws its icons with addresses of data.
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "frame-src": ["'self'"],
        "object-src": [],
        "form-action": ["'self'"],
        "base-uri": [],
    }
    for directive, attributes in (("script-src", loads.handlers), ("style-src", loads.style_attributes)):
        if attributes:
            rules[directive] += ["'unsafe-hashes'", *_hashes(attributes)]
    wanted = loads.origins | {(directive, origin) for directive in _ALLOWED_AS for origin in allowed}
    for directive, origin in sorted(wanted):
        rules[directive].append(origin)
    return {name: " ".join(dict.fromkeys(sources)) or "'none'" for name, sources in rules.items()}


def framed_policy() -> dict[str, str]:
    """What a page that other sites frame may load: nothing of theirs, nothing inline, and no form."""
    own = dict.fromkeys(("script-src", "style-src", "font-src"), "'self'")
    return {"default-src": "'none'", **own, "img-src": "'self' data:", "base-uri": "'none'", "form-action": "'none'"}


def render_policy(rules: Mapping[str, str]) -> str:
    """A policy as a header or a `<meta>` has it, on one line.

    Args:
        rules: by directive, its sources with any spaces between them.
    """
    return "; ".join(f"{name} {' '.join(sources.split())}" for name, sources in rules.items())


def _hashes(texts: Iterable[str]) -> list[str]:
    digests = (b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return sorted(f"'sha256-{digest}'" for digest in digests)
