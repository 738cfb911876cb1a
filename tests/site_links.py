"""Follows every address in the files of a built site; asks no other site, and needs no server and no browser."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

import html5lib

#: Attributes that hold one address, on whichever element; not `cite`, which nothing follows.
_ADDRESSES = frozenset({"href", "src", "poster", "data", "action", "formaction", "background", "longdesc"})
_ADDRESS_LISTS = frozenset({"srcset", "imagesrcset"})
#: Of `meta` elements: what holds an address, though it may look like a word.
_META_ADDRESSES = frozenset(
    {"og:image", "og:image:url", "og:image:secure_url", "og:url", "og:video", "og:audio", "twitter:image"}
)
#: What may stand in `data-*` and is an address without doubt.
_LOOKS_LIKE_ADDRESS = re.compile(r"(?:https?://|\.{0,2}/)\S*\Z")
_REFRESH = re.compile(
    r"\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?(?P<quote>['\"]?)(?P<address>.*?)(?P=quote)\s*\Z", re.IGNORECASE
)
_CANDIDATE = re.compile(r"[\s,]*(?P<address>\S*[^\s,])(?:\s[^,]*)?(?:,|\Z)")
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_ADDRESS = re.compile(
    r"""url\(\s*(?P<quote>['"]?)(?P<url>.*?)(?P=quote)\s*\)|@import\s+(?P<mark>['"])(?P<import>.*?)(?P=mark)""",
    re.DOTALL | re.IGNORECASE,
)
#: Where a page for missing pages is shown: below any address, so that only links from the root on hold.
_MISSING_PAGE_URI = "no/such/page/"


@dataclass(frozen=True, slots=True, order=True)
class BrokenLink:
    """An address that leads nowhere.

    Attributes:
        file_uri: the file of the site that holds it, such as `about/index.html`.
        address: as it is written there.
        reason: what is missing, such as `no file`.
    """

    file_uri: str
    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class LinkReport:
    """What the addresses of a site lead to.

    Attributes:
        broken: those that lead nowhere, in order.
        internal: how many lead, or should lead, to the site itself.
        external: how many don't, by their scheme, such as `https` or `mailto`. Nobody has looked whether they work.
    """

    broken: tuple[BrokenLink, ...]
    internal: int
    external: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Document:
    """An HTML file: its addresses, and what fragments may name."""

    addresses: tuple[str, ...]
    anchors: frozenset[str]
    base: str


def check_links(site_path: Path, site_url: str) -> LinkReport:
    """Follows every address of every HTML and CSS file.

    Args:
        site_path: the folder of the built site.
        site_url: the address it is built for, with a slash at its end: links that begin with it are its own.
    """
    documents = {_uri(path, site_path): _parse_document(path) for path in sorted(site_path.rglob("*.html"))}
    broken: set[BrokenLink] = set()
    internal = 0
    external: Counter[str] = Counter()
    for file_uri, address, base_url in _iter_links(site_path, site_url, documents):
        try:
            url = urljoin(base_url, address.strip())
            scheme, host, *_ = urlsplit(url)
        except ValueError:
            broken.add(BrokenLink(file_uri, address, "no address"))
            continue
        if (scheme, host) != urlsplit(site_url)[:2]:
            external[scheme] += 1
            continue
        internal += 1
        reason = _find_reason(url, site_path, site_url, documents)
        if reason:
            broken.add(BrokenLink(file_uri, address, reason))
    return LinkReport(tuple(sorted(broken)), internal, MappingProxyType(dict(sorted(external.items()))))


def _iter_links(site_path: Path, site_url: str, documents: Mapping[str, _Document]) -> Iterator[tuple[str, str, str]]:
    """The file, the address as written, and the address that it counts from."""
    for file_uri, document in documents.items():
        shown_uri = _MISSING_PAGE_URI if file_uri == "404.html" else file_uri
        base_url = urljoin(site_url + quote(shown_uri), document.base)
        for address in document.addresses:
            yield file_uri, address, base_url
    for path in sorted(site_path.rglob("*.css")):
        file_uri = _uri(path, site_path)
        for address in _iter_css_addresses(path.read_text(encoding="utf-8")):
            yield file_uri, address, site_url + quote(file_uri)


def _find_reason(url: str, site_path: Path, site_url: str, documents: Mapping[str, _Document]) -> str | None:
    """What is wrong with an address of the site's own origin; None if nothing is."""
    parts = urlsplit(url)
    root = urlsplit(site_url).path
    # The root itself may be written without its slash
    path = root if f"{parts.path}/" == root else parts.path
    if not path.startswith(root):
        return "outside the site"
    uri = unquote(path.removeprefix(root))
    if not uri or uri.endswith("/") or (site_path / uri).is_dir():
        uri = f"{uri.rstrip('/')}/index.html".lstrip("/")
    if not (site_path / uri).is_file():
        return "no file"
    document = documents.get(uri)
    # Browsers act on what follows `:~:` themselves, and go to the top of a page without being told where that is
    fragment = unquote(parts.fragment.partition(":~:")[0])
    if document is None or fragment in document.anchors or fragment.lower() in {"", "top"}:
        return None
    return "no such fragment"


def _uri(path: Path, site_path: Path) -> str:
    return path.relative_to(site_path).as_posix()


def _parse_document(path: Path) -> _Document:
    root: Any = html5lib.parse(path.read_bytes(), namespaceHTMLElements=False, transport_encoding="utf-8")
    # Comments are nodes as well, without a name
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    bases = (element.get("href") for element in elements if element.tag == "base")
    names = (element.get("name") for element in elements if element.tag == "a")
    anchors = {element.get("id") for element in elements} | set(names)
    return _Document(
        addresses=tuple(address for element in elements for address in _iter_addresses(element)),
        anchors=frozenset(anchor for anchor in anchors if anchor),
        base=next((base for base in bases if base), ""),
    )


def _iter_addresses(element: Any) -> Iterator[str]:  # noqa: ANN401 - an element of html5lib's tree
    if element.tag == "base":
        return
    if element.tag == "meta":
        yield from _iter_meta_addresses(element.attrib)
    if element.tag == "style":
        yield from _iter_css_addresses(element.text or "")
    for key, value in element.attrib.items():
        # SVG's has a namespace: `{…}href`
        name = key.rpartition("}")[2]
        if name in _ADDRESSES or (name.startswith("data-") and _LOOKS_LIKE_ADDRESS.match(value)):
            yield value
        elif name in _ADDRESS_LISTS or (name.startswith("data-") and name.endswith("srcset")):
            yield from _split_srcset(value)
        elif name == "style":
            yield from _iter_css_addresses(value)


def _iter_meta_addresses(attributes: Mapping[str, str]) -> Iterator[str]:
    content = attributes.get("content", "")
    name = (attributes.get("property") or attributes.get("name") or "").lower()
    if attributes.get("http-equiv", "").lower() == "refresh":
        match = _REFRESH.match(content)
        if match:
            yield match["address"]
    elif name in _META_ADDRESSES or content.startswith(("http://", "https://")):
        yield content


def _split_srcset(value: str) -> Iterable[str]:
    """The addresses of a `srcset`: each may be followed by a width or a density, and holds commas only inside."""
    return (match["address"] for match in _CANDIDATE.finditer(value))


def _iter_css_addresses(text: str) -> Iterator[str]:
    """The addresses of a style sheet, but for those of shapes within the same document."""
    for match in _CSS_ADDRESS.finditer(_CSS_COMMENT.sub("", text)):
        address = match["url"] or match["import"] or ""
        if not address.startswith("#"):
            yield address
