"""A Markdown extension that lets hand-written pages link to records by their paths on disk."""

from typing import TYPE_CHECKING

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from casefolio.links import LinkMap

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


class RecordLinks(Extension):
    """Points links to records at the sources of their pages, which MkDocs then follows and checks.

    Attributes:
        page_uri: the page that is being rendered; None for one whose links are followed already.
    """

    def __init__(self, links: LinkMap | None = None) -> None:
        """Knows where links lead."""
        super().__init__()
        self.page_uri: str | None = None
        self._links = links

    def turn_to(self, links: LinkMap) -> None:
        """Follows links as another build knows them."""
        self._links = links

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Goes before MkDocs' own reader of links, which has priority 0."""
        md.treeprocessors.register(_Follow(self, md), "casefolio-links", 1)

    def follow(self, address: str) -> str | None:
        """The link to a record's page; None where the address leads elsewhere."""
        if self._links is None or self.page_uri is None or "://" in address:
            return None
        return self._links.page_link(address, self.page_uri)


class _Follow(Treeprocessor):
    def __init__(self, owner: RecordLinks, md: Markdown) -> None:
        super().__init__(md)
        self._owner = owner

    def run(self, root: "Element") -> None:
        for element in root.iter("a"):
            target = self._owner.follow(element.get("href", ""))
            if target is not None:
                element.set("href", target)
