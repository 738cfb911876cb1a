"""Owns what other sites show of a page that somebody shares or finds; the tags themselves are the template's."""

from functools import lru_cache
from urllib.parse import quote

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from casefolio.models import CaseStudy
from casefolio.photos import PictureFile
from casefolio.social_cards import SocialCards
from casefolio.structured_data import describe_page, write_json
from casefolio.views import Page, Site

#: The kind of a study's page.
STUDY = "case-study"
#: Pages that nobody shares.
_PRIVATE = frozenset({"preview", "problems"})


def shared_data(
    page: Page, study: CaseStudy | None, site: Site, *, cards: SocialCards, site_name: str, site_url: str
) -> dict[str, object]:
    """What a page says of itself to other sites.

    Args:
        page: a generated one.
        study: what the page shows; None for a list.
        site: what is shown.
        cards: what pages without a photo show.
        site_name: plain text; empty for none.
        site_url: where the site will stand, with a slash at its end; empty where that is not known.

    Returns:
        `social` and `structured_data`; nothing for pages that nobody shares, such as that of a broken record.
    """
    if page.data.get("kind") in _PRIVATE:
        return {}
    return {
        "social": social_tags(page, study, site, cards=cards, site_name=site_name, site_url=site_url),
        "structured_data": write_json(describe_page(page, study, site, site_url=site_url)),
    }


def social_tags(
    page: Page, study: CaseStudy | None, site: Site, *, cards: SocialCards, site_name: str, site_url: str
) -> dict[str, str | int]:
    """What the page looks like where it is shared, by the Open Graph protocol (https://ogp.me).

    Args:
        page: a generated page.
        study: what the page shows; None for a list.
        site: knows photos and addresses.
        cards: see `shared_data`.
        site_name: plain text; empty for none.
        site_url: see `shared_data`.

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
