"""Owns what the engine answers a host with."""

from dataclasses import dataclass, field
from functools import cached_property

from casefolio.confidential import Confidence, gather
from casefolio.diagnostics import Diagnostic
from casefolio.library.collisions import Entry
from casefolio.links import LinkMap
from casefolio.social_cards import SocialCards
from casefolio.views import Asset, Page, Site, TextFile


@dataclass(frozen=True)
class Build:
    """What a host publishes.

    Attributes:
        pages: every generated page, apart from those that a hand-written page replaces.
        assets: the photos, the cards that are drawn in place of one, and the parts of the web form.
        diagnostics: everything that is wrong, ordered by place.
        record_count: how many records there are, right or wrong.
        site: what the lists on hand-written pages show.
        links: where the links of hand-written pages to records lead.
        files: the feeds, the pages at old addresses, what the filters of long lists read, what other sites may
            frame, and the page of the web form.
        cards: what pages without a photo show where they are shared.
        entries: every right record with its study, the hidden ones too.
    """

    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    diagnostics: tuple[Diagnostic, ...]
    record_count: int
    site: Site
    links: LinkMap
    files: tuple[TextFile, ...] = ()
    cards: SocialCards = field(default_factory=SocialCards)
    entries: tuple[Entry, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether something must be mended before the site can be published."""
        return any(diagnostic.is_error for diagnostic in self.diagnostics)

    @cached_property
    def confidence(self) -> Confidence:
        """What no file of the site may hold."""
        return gather(self.entries, self.site.library)
