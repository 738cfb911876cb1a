"""Owns what the tests know of oEmbed 1.0: the required and the possible fields of an answer (https://oembed.com)."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import html5lib

_THUMBNAIL = ("thumbnail_url", "thumbnail_width", "thumbnail_height")
#: Section 2.3.4: of every answer, and of a rich one.
_REQUIRED: dict[str, type] = {"type": str, "version": str, "html": str, "width": int, "height": int}
_POSSIBLE: dict[str, type] = {
    **dict.fromkeys(("title", "author_name", "author_url", "provider_name", "provider_url", "thumbnail_url"), str),
    **dict.fromkeys(("cache_age", "thumbnail_width", "thumbnail_height"), int),
}


def find_wrong(answer: dict[str, Any]) -> list[str]:
    """What is wrong with a rich answer."""
    return list(_iter_wrong(answer))


def _iter_wrong(answer: dict[str, Any]) -> Iterator[str]:
    yield from (f"{name} is missing" for name in _REQUIRED if name not in answer)
    for name, value in answer.items():
        kind = (_REQUIRED | _POSSIBLE).get(name)
        if kind is None:
            yield f"{name} is unknown"
        elif type(value) is not kind or not value or str(value).startswith("-"):
            yield f"{name} is {value!r}"
        elif name.endswith("_url") and (urlsplit(str(value)).scheme != "https" or not urlsplit(str(value)).netloc):
            yield f"{name} is no whole address: {value}"
    if answer.get("version") != "1.0" or answer.get("type") != "rich":
        yield "neither 1.0 nor rich"
    if len([name for name in _THUMBNAIL if name in answer]) not in {0, len(_THUMBNAIL)}:
        yield "a thumbnail has an address, a width and a height, or none of them"
    yield from _iter_wrong_html(str(answer.get("html")))


def _iter_wrong_html(html: str) -> Iterator[str]:
    """Section 2.3.4.4: no html, head or body elements; ours is one frame."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    elements = list(parser.parseFragment(html))
    if [element.tag for element in elements] != ["iframe"]:
        yield f"is not one frame: {html}"
    elif urlsplit(elements[0].get("src") or "").scheme != "https":
        yield f"the frame has no whole address: {html}"
