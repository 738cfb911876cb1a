"""Asks for a drawn card wherever a page that is shared has no photo; draws none itself, and decides no address."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from casefolio.models import CaseStudy
from casefolio.photos.cache import Entry, PhotoCache
from casefolio.photos.card_words import CardWords, card_key, plan_words
from casefolio.photos.drawing import (
    CARD_HEIGHT,
    CARD_NAME,
    CARD_WIDTH,
    draw_card,
    drawable_characters,
    drawer_version,
)
from casefolio.photos.known_files import KnownFiles
from casefolio.photos.picture import PictureFile
from casefolio.photos.plan import published_uri
from casefolio.photos.pool import run_all
from casefolio.settings import Settings
from casefolio.views import Asset, Site
from casefolio.views.fragments import client_name

#: Another one in every process.
_PROCESS = uuid.uuid4().hex
#: Names the site's own card.
_SITE_SLUG = "site"


@dataclass(frozen=True, slots=True)
class SocialCard:
    """A drawn card, as a page names it.

    Attributes:
        file: where it stands in the site, and its size.
        alt: what it says.
        path: where the file lies now.
    """

    file: PictureFile
    alt: str
    path: Path


@dataclass(frozen=True, slots=True)
class SocialCards:
    """The cards of a site.

    Attributes:
        by_slug: those of studies without a photo.
        site: for every other page without one; None where it can't be drawn.
    """

    by_slug: Mapping[str, SocialCard] = field(default_factory=dict)
    site: SocialCard | None = None

    @property
    def assets(self) -> tuple[Asset, ...]:
        """All files that are to be published."""
        cards = (*self.by_slug.values(), *([self.site] if self.site else []))
        return tuple(Asset(card.file.uri, card.path) for card in cards)

    def of(self, study: CaseStudy | None) -> SocialCard | None:
        """The card of a study's page, or of a list."""
        return self.by_slug.get(study.page_slug, self.site) if study else self.site


def make_cards(site: Site, settings: Settings) -> SocialCards:
    """Draws the cards of a site, or finds them in the cache.

    Args:
        site: what is shown; knows which studies have a picture.
        settings: name, address and description of the site, and where the cards go.

    Returns:
        Nothing without the site's address: only whole addresses can be shared.

    Raises:
        PhotoCacheError: the cache can't be written.
    """
    if not settings.site_url:
        return SocialCards()
    characters, version = drawable_characters(), drawer_version()

    def plan(study: CaseStudy) -> CardWords | None:
        below = client_name(study.client)
        make = partial(plan_words, characters, heading=study.title, below=below, foot=settings.site_name)
        return site.memory.recall("card words", study.path, (study.title, below, version), make)

    words = {study.page_slug: plan(study) for study in site.library.pages if study.page_slug not in site.pictures}
    own = plan_words(characters, heading=settings.site_name, below=settings.site_description)
    # Of files only this process knows that they are whole; any other one reads them first.
    key = (_PROCESS, tuple(words.items()), own, version)
    make = partial(_find_or_draw, words, own, version, settings)
    return site.memory.recall("cards", "", key, make, lambda cards: all(asset.path.is_file() for asset in cards.assets))


def _find_or_draw(
    words: Mapping[str, CardWords | None], own: CardWords | None, version: str, settings: Settings
) -> SocialCards:
    # Two studies may say the same: then they share a file.
    keys = {said: card_key(said, version) for said in (*words.values(), own) if said}
    known = KnownFiles(settings.cache_path / "known-cards.json")
    cache = PhotoCache(settings.cache_path, known)
    kept = {said: cache.load(key) for said, key in keys.items()}
    drawn = [said for said, entry in kept.items() if entry is None]

    def draw(said: CardWords) -> Entry:
        return cache.store(keys[said], {CARD_NAME: draw_card(said)})

    # Only what is to be drawn is given to threads: for each of a thousand small files they would cost more than it.
    made = dict(zip(drawn, run_all(draw, drawn, settings.workers), strict=True))
    paths = {said: entry.paths[CARD_NAME] for said, entry in (kept | made).items() if entry}
    known.save()

    def card(said: CardWords, slug: str) -> SocialCard:
        # In no folder of its own, unlike a photo, which has many files: a thousand folders are slow to make.
        uri = f"{published_uri(settings.paths.photos, slug, keys[said], '')}-{CARD_NAME}"
        return SocialCard(PictureFile(uri, CARD_WIDTH, CARD_HEIGHT), said.alt, paths[said])

    return SocialCards(
        {slug: card(said, slug) for slug, said in words.items() if said}, card(own, _SITE_SLUG) if own else None
    )
