"""Owns what every view needs to know of the site: its studies, photos, words and addresses."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from casefolio.bodies import RenderedSection
from casefolio.library import Library, TermGroup, terms_by_slug
from casefolio.memory import Memory
from casefolio.models import TAXONOMIES, CaseStudy
from casefolio.photos.picture import Picture
from casefolio.phrases import Phrases
from casefolio.settings import PagePaths
from casefolio.urls import page_url, relative_url


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where generated pages stand.

    Attributes:
        paths: as the site's owner chose them.
        has_directory_urls: whether a page's address ends in `/`.
        moved: by source, the addresses of pages that the host puts elsewhere, such as the posts of a blog.
    """

    paths: PagePaths
    has_directory_urls: bool
    moved: Mapping[str, str] = field(default_factory=dict)

    def beside(self, page_uris: AbstractSet[str]) -> "Addresses":
        """The same, with the editor's own pages in the places of generated ones.

        Without directory URLs `testimonials.md` and `testimonials/index.md` have two addresses, but mean one place.

        Args:
            page_uris: the files of the pages' folder.
        """
        moved: dict[str, str] = {}
        for uri in sorted(page_uris):
            if uri.endswith(".md"):
                place = unquote(page_url(uri, has_directory_urls=True)).strip("/")
                others = {f"{place}.md", f"{place}/index.md"} - page_uris if place else set[str]()
                moved |= dict.fromkeys(others, self.url(uri))
        return self if self.has_directory_urls else replace(self, moved=moved)

    def study_uri(self, slug: str) -> str:
        """The source of a study's page."""
        return _join(self.paths.study, f"{slug}.md")

    @property
    def portfolio_uri(self) -> str:
        """The source of the portfolio."""
        return _join(self.paths.portfolio, "index.md")

    @property
    def wall_uri(self) -> str:
        """The source of the wall."""
        return _join(self.paths.wall, "index.md")

    @property
    def credits_uri(self) -> str:
        """The source of the photo credits."""
        return _join(self.paths.credits, "index.md")

    def taxonomy_uri(self, taxonomy: str) -> str:
        """The source of a taxonomy's index."""
        return _join(self.paths.taxonomy, taxonomy, "index.md")

    def term_uri(self, taxonomy: str, slug: str) -> str:
        """The source of a term's page."""
        return _join(self.paths.taxonomy, taxonomy, f"{slug}.md")

    def numbered_uri(self, list_uri: str, number: int) -> str:
        """The source of one of the pages that a long list is split into, from 1, which is the list's own."""
        return list_uri if number == 1 else _join(list_uri.removesuffix("index.md").rstrip("/"), "page", f"{number}.md")

    def data_uri(self, list_uri: str) -> str:
        """The file that holds all of a list for the script that filters it."""
        return list_uri.removesuffix(".md") + ".json"

    def url(self, uri: str) -> str:
        """The address of a page, from the site's root."""
        return self.moved.get(uri) or page_url(uri, has_directory_urls=self.has_directory_urls)

    def link(self, target_uri: str, from_uri: str, fragment: str = "") -> str:
        """The link from one page to another."""
        target = self.url(target_uri)
        return relative_url(f"{target}#{fragment}" if fragment else target, self.url(from_uri))

    def asset_link(self, asset_uri: str, from_uri: str) -> str:
        """The link from a page to a file."""
        return relative_url(asset_uri, self.url(from_uri))


def _join(*parts: str) -> str:
    return "/".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class Frames:
    """What the pages need that other sites may frame.

    Attributes:
        folder: theirs in the site.
        site_url: where the site stands, with a slash at its end: other sites need whole addresses.
        site_name: plain text; empty for none.
        stylesheets: the site's own, by their addresses from its root.
    """

    folder: str
    site_url: str
    site_name: str = ""
    stylesheets: tuple[str, ...] = ()

    def uri(self, name: str) -> str:
        """The place of a page, as if it were made from a Markdown source: so links from it are like any page's.

        Args:
            name: a study's slug, or that of the wall.
        """
        return f"{self.folder}/{name}/index.md"


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that a view may show.

    Attributes:
        library: the visible studies.
        pictures: by the study's slug; a study without a photo is not in it.
        bodies: by the study's slug, the sections as HTML.
        phrases: casefolio's own words.
        language: the site's language tag.
        addresses: where the pages stand.
        site_name: plain text; empty for none.
        site_url: where the site will stand, with a slash at its end; empty where that is not known.
        frames: what other sites may frame; None where they are offered nothing.
        memory: knows what was made of studies that have not changed. Whatever is the same for all of them has to be
            in its scope.
    """

    library: Library
    pictures: Mapping[str, Picture]
    bodies: Mapping[str, tuple[RenderedSection, ...]]
    phrases: Phrases
    language: str
    addresses: Addresses
    site_name: str = ""
    site_url: str = ""
    frames: Frames | None = None
    memory: Memory = field(default_factory=Memory, compare=False)
    _parts: dict[str, tuple[object, ...]] = field(default_factory=dict, init=False, compare=False, repr=False)

    def parts(self, study: CaseStudy) -> tuple[object, ...]:
        """Everything that may be shown of a study itself, as the key of what is made of it."""
        parts = self._parts.get(study.path)
        if parts is None:
            slug = study.page_slug
            shown = self.library.testimonials(study)
            parts = self._parts[study.path] = (study, self.bodies.get(slug), self.pictures.get(slug), shown)
        return parts

    def terms_of(self, study: CaseStudy) -> frozenset[tuple[str, str]]:
        """The terms of a study that have a page, by taxonomy and slug: those of an archived one may have none."""
        return frozenset((name, slug) for name in TAXONOMIES for slug in terms_by_slug(study, name)) & (
            self.library.term_places
        )

    def with_page_at(self, uri: str, url: str) -> "Site":
        """The same site, with a hand-written page where the host has put it."""
        if url == self.addresses.url(uri):
            return self
        return replace(self, addresses=replace(self.addresses, moved={**self.addresses.moved, uri: url}))

    def study_link(self, study: CaseStudy, from_uri: str, fragment: str = "") -> str:
        """The link from a page to a study's page."""
        return self.addresses.link(self.addresses.study_uri(study.page_slug), from_uri, fragment)

    def term_link(self, group: TermGroup, from_uri: str) -> str:
        """The link from a page to a term's page."""
        return self.addresses.link(self.addresses.term_uri(group.taxonomy, group.slug), from_uri)

    def taxonomy_link(self, taxonomy: str, from_uri: str) -> str:
        """The link from a page to a taxonomy's index."""
        return self.addresses.link(self.addresses.taxonomy_uri(taxonomy), from_uri)
