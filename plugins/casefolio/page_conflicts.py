"""Finds generated pages whose place another page or file of the site has: none overwrites another silently."""

import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote

from casefolio.codes import Code
from casefolio.diagnostics import Position, Report
from casefolio.views import Addresses, Page


def leave_out_replaced(
    pages: Iterable[Page], own_uris: Iterable[str], addresses: Addresses, report: Report
) -> list[Page]:
    """The pages that are published: hand-written pages and files go before them, and each place is taken once.

    A hand-written page may replace a list silently, since it can ask for the list; a study would be lost.

    Args:
        pages: generated ones; of two with one place the first stays.
        own_uris: the files that the host publishes from the pages' folder.
        addresses: knows the places of pages.
        report: takes a diagnostic for each study without its page.
    """
    own = {_place(uri, addresses) for uri in own_uris}
    first: dict[str, Page] = {}
    for page in pages:
        place = _place(page.uri, addresses)
        url = addresses.url(page.uri)
        if place in own:
            if page.source_path:
                message = f"the page of this record is replaced by a hand-written one at `{url}`"
                hint = "rename that page, or write another `slug: …` here"
                report.add(Code.PAGE_REPLACED, Position(page.source_path), message, hint)
        elif place in first:
            path = page.source_path or first[place].source_path
            if path:
                message = f"the address `{url}` is that of another generated page"
                report.add(Code.SLUG_RESERVED, Position(path), message, "write another `slug: …`, or rename the file")
        else:
            first[place] = page
    return list(first.values())


def _place(uri: str, addresses: Addresses) -> str:
    """The address as a name; on Windows and macOS capitals and the Unicode form of a letter make no other one."""
    url = unquote(addresses.url(uri)) if uri.endswith(".md") else uri
    if addresses.has_directory_urls and url.rpartition("/")[2] == "index.html":
        url = url.removesuffix("index.html")
    return unicodedata.normalize("NFC", url.casefold())
