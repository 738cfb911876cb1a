"""Knows which address a page of the site has, and how one page links to another; never touches a file."""

import posixpath
import re
from functools import lru_cache
from urllib.parse import quote, unquote, urljoin

#: Names with slashes between them, none of which is `.` or `..`: such an address is only put behind another.
_NAMES = re.compile(r"[A-Za-z0-9_~%-]+(?:[./][A-Za-z0-9_~%-]+)*/?")


def page_url(page_uri: str, *, has_directory_urls: bool) -> str:
    """The address of a Markdown page, from the site's root.

    Args:
        page_uri: the page's source, such as `case-studies/sample.md`.
        has_directory_urls: whether addresses end in `/`.

    Returns:
        `case-studies/sample/` or `case-studies/sample.html`; the empty text for the home page with directory URLs.
        The rule is MkDocs' own (`File.url`), `README.md` included.
    """
    return _url_in_folder(page_uri) if has_directory_urls else _url_of_file(page_uri)


# One for each kind: a single argument is found many times as quickly as one with a name, and every link asks twice.
@lru_cache(maxsize=65536)
def _url_in_folder(page_uri: str) -> str:
    folder, stem = _place(page_uri)
    path = posixpath.join(*([folder] if stem == "index" else [folder, stem]))
    return quote(f"{path}/") if path else ""


@lru_cache(maxsize=65536)
def _url_of_file(page_uri: str) -> str:
    folder, stem = _place(page_uri)
    return quote(posixpath.join(folder, f"{stem}.html"))


def _place(page_uri: str) -> tuple[str, str]:
    """A page's folder and name."""
    folder, name = posixpath.split(page_uri)
    stem = name.removesuffix(".md")
    return folder, "index" if stem == "README" else stem


def file_uri(page_uri: str, *, has_directory_urls: bool) -> str:
    """The file that a Markdown page becomes in the site: `case-studies/sample/index.html`.

    Args:
        page_uri: the page's source.
        has_directory_urls: whether addresses end in `/`.
    """
    url = unquote(page_url(page_uri, has_directory_urls=has_directory_urls))
    return url if url and not url.endswith("/") else f"{url}index.html"


def alias_uri(alias: str, *, has_directory_urls: bool) -> str:
    """The file that answers at an old address.

    Args:
        alias: a path from the site's root as a browser shows it, percent-encoded or not, with slashes around it or not.
        has_directory_urls: whether addresses end in `/`.

    Returns:
        `old/path/index.html` or `old/path.html`; a name that ends in `.html` stays.
    """
    path = unquote(alias).strip("/")
    if path.endswith(".html"):
        return path
    return f"{path}/index.html" if has_directory_urls else f"{path}.html"


def relative_url(target_url: str, from_url: str) -> str:
    """The link from one page to another page or file, both given from the site's root.

    It always goes by way of the root: a site makes tens of thousands of these, and the shortest way costs ten times as
    much to find.

    Args:
        target_url: an address as `page_url` gives it, or an asset's; a fragment stays.
        from_url: the address of the page that the link stands on.
    """
    to_root = "../" * from_url.count("/")
    is_root = not target_url or target_url.startswith("#")
    return f"{to_root or './'}{target_url}" if is_root else to_root + target_url


def absolute_url(base_url: str, url: str) -> str:
    """The whole address of a page or file: as `urljoin`, which takes apart and puts together what needs neither.

    Args:
        base_url: where the site stands.
        url: an address from there.
    """
    return f"{base_url}{url}" if _is_folder(base_url) and _NAMES.fullmatch(url) else urljoin(base_url, url)


@lru_cache(maxsize=64)
def _is_folder(base_url: str) -> bool:
    """Whether addresses in it begin with its own as it is written."""
    return base_url.endswith("/") and urljoin(base_url, "a/b") == f"{base_url}a/b"
