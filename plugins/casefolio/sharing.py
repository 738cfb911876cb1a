"""Owns what other sites show of a page that somebody shares or finds; the tags themselves are the template's."""

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from urllib.parse import quote

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from casefolio.models import CaseStudy
from casefolio.photos import PictureFile
from casefolio.social_cards import SocialCards
from casefolio.structured_data import describe_page, write_json
from casefolio.views import Page, Site

_STUDY = "case-study"
#: Pages that nobody shares.
_PRIVATE = frozenset({"preview", "problems"})


def add_metadata(
    pages: Iterable[Page], site: Site, *, cards: SocialCards, site_name: str, site_url: str
) -> Iterator[Page]:
    """The same pages, with what they say of themselves to other sites.

    Args:
        pages: generated ones, in any order.
        site: what is shown.
        cards: what pages without a photo show.
        site_name: plain text; empty for none.
        site_url: where the site will stand, with a slash at its end; empty where that is not known.

    Yields:
        Each page with `social` and `structured_data` in its data; the page of a broken record as it is.
    """
    studies = {study.page_slug: study for study in site.library.pages}
    for page in pages:
        if page.data.get("kind") in _PRIVATE:
            yield page
            continue
        study = studies[str(page.data["slug"])] if page.data.get("kind") == _STUDY else None
        make = partial(_described, page, study, site, cards, site_name, site_url)
        key = (page, site.parts(study) if study else None, cards.of(study), site_name, site_url)
        yield site.memory.recall("described page", page.uri, key, make)


def _described(
    page: Page, study: CaseStudy | None, site: Site, cards: SocialCards, site_name: str, site_url: str
) -> Page:
    return page.with_data(
        {
            "social": social_tags(page, study, site, cards=cards, site_name=site_name, site_url=site_url),
            "structured_data": write_json(describe_page(page, study, site, site_url=site_url)),
        }
    )


def social_tags(
    page: Page, study: CaseStudy | None, site: Site, *, cards: SocialCards, site_name: str, site_url: str
) -> dict[str, str | int]:
    """What the page looks like where it is shared, by the Open Graph protocol (https://ogp.me).

    Args:
        page: a generated page.
        study: what the page shows; None for a list.
        site: knows photos and addresses.
        cards: see `add_metadata`.
        site_name: plain text; empty for none.
        site_url: see `add_metadata`.

    Returns:
        Plain text by the last part of each tag's name; only what is known.
    """
    tags: dict[str, str | int] = {
        # “Home” says nothing elsewhere.
        "title": (site_name or page.title) if page.data.get("kind") == "home" else page.title,
        "description": page.description,
        "type": "article" if study else "website",
        "url": site_url + site.addresses.url(page.uri) if site_url else "",
        "site_name": site_name,
        "locale": open_graph_locale(page.language or site.language),
        **_image_tags(study, site, cards, site_url),
    }
    tags["card"] = "summary_large_image" if "image" in tags else "summary"
    return {name: value for name, value in tags.items() if value}


def _image_tags(study: CaseStudy | None, site: Site, cards: SocialCards, site_url: str) -> dict[str, str | int]:
    """The photo's crop, otherwise the card that is drawn for the page."""
    found = _image(study, site, cards)
    if found is None or not site_url:
        return {}
    file, alt = found
    return {
        "image": site_url + quote(file.uri),
        "image_width": file.width,
        "image_height": file.height,
        "image_alt": alt,
    }


def _image(study: CaseStudy | None, site: Site, cards: SocialCards) -> tuple[PictureFile, str] | None:
    picture = site.pictures.get(study.page_slug) if study else None
    if study and study.photo and picture:
        return picture.social.fallback, study.photo.alt or ""
    card = cards.of(study)
    return (card.file, card.alt) if card else None


@lru_cache(maxsize=64)  # every page asks, and a site has few languages
def open_graph_locale(language: str) -> str:
    """A language with its country, as `og:locale` wants it: `cy_GB`; plain English is British, as in dates.

    Args:
        language: a language tag.

    Returns:
        Empty where the country can't be told.
    """
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return ""
    likely = {"en": "en_Latn_GB"}.get(locale.language) or get_global("likely_subtags").get(locale.language, "")
    territory = locale.territory or likely.rpartition("_")[2]
    return f"{locale.language}_{territory}" if territory else ""
