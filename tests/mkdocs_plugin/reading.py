"""Owns how the tests read a built site: as a browser and a search do, never with patterns over the text."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from PIL import Image

_ORIGIN = "https://built.example/"


@dataclass(frozen=True)
class Html:
    """A page as a browser reads it."""

    text: str

    @cached_property
    def root(self) -> Element:
        """The document."""
        tree: Element = html5lib.parse(self.text, treebuilder="etree", namespaceHTMLElements=False)
        return tree

    @cached_property
    def ids(self) -> frozenset[str]:
        """Everything that a fragment may lead to."""
        names = {value for element in self.root.iter() for value in (element.get("id"), element.get("name")) if value}
        return frozenset(names)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of a tag; `class_` names one of an element's classes."""
        wanted = attributes.pop("class_", "")
        return [
            element
            for element in self.root.iter(tag)
            if (not wanted or wanted in element.get("class", "").split())
            and all(element.get(name) == value for name, value in attributes.items())
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        """The only element of a tag."""
        (element,) = self.all(tag, **attributes)
        return element

    def texts(self, tag: str, **attributes: str) -> list[str]:
        """What elements say."""
        return [text_of(element) for element in self.all(tag, **attributes)]

    @property
    def title(self) -> str:
        """What stands on the browser's tab."""
        return text_of(self.one("title"))

    def meta(self, name: str) -> str | None:
        """The content of a `<meta>`."""
        return next((element.get("content") for element in self.all("meta", name=name)), None)


def text_of(element: Element) -> str:
    """What an element says, with spaces as a browser shows them."""
    return " ".join("".join(element.itertext()).split())


def read_html(path: Path) -> Html:
    """A page of a built site."""
    return Html(path.read_text(encoding="utf-8"))


def iter_addresses(html: Html) -> Iterator[tuple[str, str]]:
    """Every address that a page names, with what names it."""
    for element in html.root.iter():
        for name in ("href", "src", "poster", "data-src"):
            if element.get(name):
                yield f"<{element.tag} {name}>", str(element.get(name))
        for candidate in element.get("srcset", "").split(","):
            if candidate.strip():
                yield f"<{element.tag} srcset>", candidate.split()[0]


def find_broken(site_path: Path, *, base: str = "/") -> list[str]:
    """Every internal address of a site that leads to no file, or to no id of one.

    Args:
        site_path: the built site.
        base: where the site lies below its origin.
    """
    pages = {path.relative_to(site_path).as_posix(): read_html(path) for path in sorted(site_path.rglob("*.html"))}
    broken = []
    for uri, html in pages.items():
        own_url = urljoin(_ORIGIN, posixpath.join(base, uri.removesuffix("index.html") if _is_index(uri) else uri))
        for what, address in iter_addresses(html):
            target = urlsplit(urljoin(own_url, address))
            if f"{target.scheme}://{target.netloc}/" != _ORIGIN:
                continue
            if not target.path.startswith(base):
                broken.append(f"{uri}: {what} {address} leaves the site")
                continue
            path = unquote(target.path[len(base) :])
            file_uri = posixpath.join(path, "index.html") if path.endswith("/") or not path else path
            if not (site_path / file_uri).is_file():
                broken.append(f"{uri}: {what} {address} leads to no file")
            elif file_uri in pages and not _has_id(pages[file_uri], unquote(target.fragment)):
                broken.append(f"{uri}: {what} {address} leads to no id")
    return broken


def _has_id(html: Html, fragment: str) -> bool:
    """Whether a fragment leads somewhere; those that begin so are Material's own switches."""
    return not fragment or fragment in html.ids or fragment.startswith("__")


def _is_index(uri: str) -> bool:
    return posixpath.basename(uri) == "index.html"


def read_size(path: Path) -> tuple[int, int]:
    """A photo's width and height, in pixels."""
    with Image.open(path) as image:
        return image.size


def find_words(folder: Path, *words: str) -> list[str]:
    """The files of a folder that hold one of several words, as bytes or in their names."""
    found = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        data = path.read_bytes() if path.is_file() else b""
        found += [f"{name}: {word}" for word in words if word.encode() in data or word in name]
    return found
