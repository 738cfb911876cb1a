"""Finds the pages that look different, the nearest to the change first; takes no picture of any."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from casefolio.embeds import expand_embeds
from casefolio.review.comparison import RecordKind, Review
from casefolio.review.sides import Side
from casefolio.urls import file_uri
from casefolio.views import Page


@dataclass(frozen=True, slots=True)
class ChangedPage:
    """A page that visitors will see in another way.

    Attributes:
        url: its address from the site's root; of one that goes, as it was. It is empty for the home page.
        file_before: the file of the site as it was; empty where there is none, or it may not be shown.
        file: the file of the site as it is; empty where there is none.
    """

    url: str
    file_before: str
    file: str


def find_changed_pages(review: Review, base: Side, head: Side) -> tuple[ChangedPage, ...]:
    """The pages of the studies that the review tells of, then the lists that show them, then hand-written pages.

    Args:
        review: what differs.
        base: the version that is public.
        head: the version that is asked about.
    """
    found = [*_iter_studies(review, base, head), *_iter_lists(base, head), *_iter_own(base, head)]
    return tuple({page.file or page.file_before: page for page in reversed(found)}.values())[::-1]


def _iter_studies(review: Review, base: Side, head: Side) -> Iterator[ChangedPage]:
    for item in review.records:
        # What becomes a draft is nothing that a picture may keep.
        before = "" if item.kind is RecordKind.HIDDEN or not item.url_before else _file_at(item.url_before)
        after = _file_at(item.url) if item.url else ""
        if before or after:
            yield ChangedPage(item.url or item.url_before, before, after)
    for path in (*(item.path for item in review.quotes), *(item.path for item in review.photos)):
        study = head.public.get(path)
        if study:
            before = base.file(base.public[path]) if path in base.public else ""
            yield ChangedPage(head.url(study), before, head.file(study))


def _file_at(url: str) -> str:
    uri = unquote(url)
    return f"{uri}index.html" if not uri or uri.endswith("/") else uri


def _iter_lists(base: Side, head: Side) -> Iterator[ChangedPage]:
    old, new = (_lists(side) for side in (base, head))
    for uri in dict.fromkeys((*new, *old)):
        before, after = old.get(uri), new.get(uri)
        if not (before and after and (before.title, before.body) == (after.title, after.body)):
            yield _page(uri, base if before else None, head if after else None)


def _lists(side: Side) -> dict[str, Page]:
    """The generated pages that are no study's, by their sources."""
    return {page.uri: page for page in side.build.pages if page.data.get("kind") != "case-study"}


def _iter_own(base: Side, head: Side) -> Iterator[ChangedPage]:
    old, new = (dict(_iter_own_texts(side)) for side in (base, head))
    for uri in sorted(old.keys() | new.keys()):
        if old.get(uri) != new.get(uri):
            yield _page(uri, base if uri in old else None, head if uri in new else None)


def _iter_own_texts(side: Side) -> Iterable[tuple[str, str]]:
    """The hand-written pages with the lists in them, by their sources."""
    pages_path = side.settings.pages_path
    for uri in sorted(side.build.links.page_uris) if pages_path else ():
        if uri.endswith(".md") and pages_path:
            text = (pages_path / uri).read_text("utf-8", "replace")
            yield uri, expand_embeds(text, uri, side.build.site).text


def _page(uri: str, base: Side | None, head: Side | None) -> ChangedPage:
    files = [
        file_uri(uri, has_directory_urls=side.settings.has_directory_urls) if side else "" for side in (base, head)
    ]
    side = head or base
    return ChangedPage(side.build.site.addresses.url(uri) if side else "", *files)
