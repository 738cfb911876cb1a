"""Follows the links that editors write from record to record, from a record to a page, and from a page to a record."""

import posixpath
import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from urllib.parse import quote, unquote

from casefolio.bodies import BrokenLink, Target
from casefolio.codes import Code
from casefolio.nearest import nearest
from casefolio.urls import page_url, relative_url
from casefolio.views import Addresses


@dataclass(frozen=True, slots=True)
class LinkMap:
    """Everything that a link may lead to.

    Attributes:
        addresses: where generated pages stand.
        slugs: by record path, of the records that have a page in this build.
        hidden_paths: records that this build's audience doesn't see.
        anchors: by record path, the fragments of its page.
        pages_folder: the folder of the hand-written pages, relative to the project's root; None without one.
        page_uris: the files in it.
        generated_uris: the generated pages' sources.
    """

    addresses: Addresses
    slugs: Mapping[str, str]
    hidden_paths: AbstractSet[str]
    anchors: Mapping[str, AbstractSet[str]]
    pages_folder: str | None
    page_uris: AbstractSet[str]
    generated_uris: AbstractSet[str]

    def resolve(self, address: str, record_path: str) -> Target | BrokenLink:
        """Follows a link in a record's text.

        Args:
            address: a path from the record's own file, as an editor's program completes it (`../other/index.md`), an
                address from the site's root (`/testimonials/`), or a fragment of the record's own page; what is no
                ASCII, and a `#` or `?` in a file's name, percent-encoded.
            record_path: relative to the project's root.
        """
        path, query, fragment = _split(address)
        tail = query + (f"#{quote(fragment)}" if fragment else "")
        shown = unquote(address)
        from_url = self.addresses.url(self.addresses.study_uri(self.slugs[record_path]))
        if not path:
            broken = self._check_fragment(fragment, record_path, shown) if fragment or not query else None
            return broken or Target(tail)
        if path.startswith("/"):
            url = self._site_url(path)
            return Target(relative_url(url, from_url) + tail) if url is not None else self._no_page(path, shown)
        wanted = posixpath.normpath(posixpath.join(posixpath.dirname(record_path), path))
        record = self._record(wanted)
        if record is not None:
            if record in self.hidden_paths and record_path not in self.hidden_paths:
                return _to_hidden(shown)
            broken = self._check_fragment(fragment, record, shown) if fragment else None
            url = self.addresses.url(self.addresses.study_uri(self.slugs[record]))
            return broken or Target(relative_url(url, from_url) + tail)
        uri = self._page(wanted)
        if uri is not None:
            url = self.addresses.url(uri) if uri.endswith(".md") else quote(uri)
            return Target(relative_url(url, from_url) + tail)
        return self._no_file(path, posixpath.dirname(record_path), shown)

    def page_link(self, address: str, page_uri: str) -> str | None:
        """Follows a link of a hand-written page to a record's file on disk.

        Args:
            address: as written, percent-encoded where it has to be.
            page_uri: the page that it stands on.

        Returns:
            The link to the source of the record's page, as the host follows it; None where it leads elsewhere.
        """
        path, _, _ = _split(address)
        if self.pages_folder is None or not path or path.startswith("/"):
            return None
        folder = posixpath.dirname(page_uri)
        record = self._record(posixpath.normpath(posixpath.join(self.pages_folder, folder, path)))
        if record is None or record in self.hidden_paths:
            return None
        target = self.addresses.study_uri(self.slugs[record])
        return posixpath.relpath(target, folder or ".") + address[len(re.split("[?#]", address, maxsplit=1)[0]) :]

    def _record(self, path: str) -> str | None:
        """The record that a path on disk means: its file, or its folder."""
        candidates = (path, *(f"{path}/index{ending}" for ending in (".md", ".yml", ".yaml")))
        return next((item for item in candidates if item in self.slugs or item in self.hidden_paths), None)

    def _page(self, path: str) -> str | None:
        """The page or file of the site that a path on disk means; generated pages count as if they lay there."""
        if self.pages_folder is None:
            return None
        uri = posixpath.relpath(path, self.pages_folder)
        known = self.page_uris | self.generated_uris
        return next((item for item in (uri, posixpath.join(uri, "index.md")) if item in known), None)

    def _site_url(self, path: str) -> str | None:
        """The address of what a path from the site's root means, with directory URLs or without, or as a source."""
        wanted = path.strip("/")
        for uri in sorted(self.page_uris | self.generated_uris):
            if not uri.endswith(".md"):
                if wanted == uri:
                    return quote(uri)
                continue
            forms = (page_url(uri, has_directory_urls=choice) for choice in (True, False))
            if wanted == uri or wanted in {unquote(form).strip("/") for form in forms}:
                return self.addresses.url(uri)
        return None

    def _check_fragment(self, fragment: str, record_path: str, address: str) -> BrokenLink | None:
        known = self.anchors.get(record_path)
        if known is None or fragment in known:
            return None  # What a broken record will have is not known, and its own mistakes are told.
        near = nearest(fragment, sorted(known))
        names = ", ".join(f"`#{name}`" for name in sorted(known)[:6])
        hint = (
            f"did you mean `#{near}`?" if near else (f"its headings are {names}" if names else "take the `#` part off")
        )
        return BrokenLink(Code.LINK_BROKEN, f"a link leads to a heading that is not there: `{address}`", hint)

    def _no_file(self, path: str, folder: str, shown: str) -> BrokenLink:
        pages = (posixpath.join(self.pages_folder, uri) for uri in self.page_uris) if self.pages_folder else ()
        paths = [posixpath.relpath(item, folder or ".") for item in (*self.slugs, *pages)]
        near = nearest(posixpath.normpath(path), paths) or self._same_name(path, paths)
        hint = "write the path from this file to the other one, such as `../other-study/index.md`"
        return _broken("a file", shown, near, hint)

    def _same_name(self, path: str, paths: list[str]) -> str | None:
        """The one file of this name that lies elsewhere."""
        same = [item for item in paths if _name_of(item) == _name_of(path)]
        return same[0] if len(same) == 1 else None

    def _no_page(self, path: str, shown: str) -> BrokenLink:
        urls = (self.addresses.url(uri) for uri in self.page_uris | self.generated_uris if uri.endswith(".md"))
        near = nearest(path, sorted(f"/{unquote(url)}" for url in urls))
        return _broken("a page", shown, near, "write the path from this file to the page's, such as `../docs/about.md`")


def _broken(what: str, shown: str, near: str | None, hint: str) -> BrokenLink:
    message = f"a link leads to {what} that is not there: `{shown}`"
    return BrokenLink(Code.LINK_BROKEN, message, f"did you mean `{near}`?" if near else hint)


def _name_of(path: str) -> str:
    """What a person calls a file: its folder's name where it is an index."""
    folder, name = posixpath.split(path.rstrip("/"))
    stem = posixpath.splitext(name)[0]
    return posixpath.basename(folder) if stem == "index" else stem


def _split(address: str) -> tuple[str, str, str]:
    """Path, query with its `?`, and fragment; the path and the fragment as people read them."""
    rest, _, fragment = address.partition("#")
    path, mark, query = rest.partition("?")
    return unquote(path), mark + query, unquote(fragment)


def _to_hidden(address: str) -> BrokenLink:
    hint = "only its words will be shown until that record is published"
    return BrokenLink(Code.LINK_TO_DRAFT, f"a link leads to a record that is not published: `{address}`", hint)
