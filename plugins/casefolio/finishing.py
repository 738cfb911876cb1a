"""Completes what is published once all pages are known: metadata, feeds, links in the frame, texts beside the pages."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import partial

from casefolio.feeds import atom_uri, feed_links, has_entries, newest, render_feeds
from casefolio.models import CaseStudy
from casefolio.oembed import discovery_link, render_oembed
from casefolio.redirects import render_redirects
from casefolio.sharing import STUDY, shared_data, social_tags
from casefolio.social_cards import SocialCards
from casefolio.urls import file_uri
from casefolio.views import Asset, Page, Site, TextFile
from casefolio.views.browsing import render_list_data
from casefolio.views.framed_pages import render_framed_pages
from casefolio.views.lists import credited, list_quotes, list_studies
from casefolio.views.preview import PREVIEW_URI


def finish_pages(pages: Iterable[Page], site: Site, cards: SocialCards) -> Iterator[Page]:
    """The same pages, with what they say of themselves to other sites and to feed readers.

    Args:
        pages: generated ones, in any order.
        site: what is shown.
        cards: what pages without a photo show where they are shared.

    Yields:
        Each with `social` and `structured_data` in its data, unless nobody shares it, and with `oembed` and `feeds`
        where there are any.
    """
    studies = {study.page_slug: study for study in site.library.pages}
    # Those of most pages are the same, and held once.
    known_feeds: dict[str, list[dict[str, str]]] = {}
    for page in pages:
        study = studies[str(page.data["slug"])] if page.data.get("kind") == STUDY else None
        feeds = _feeds(page, site)
        feeds = known_feeds.setdefault(repr(feeds), feeds)
        links = {"oembed": discovery_link(page, site), "feeds": feeds}
        key = (page, site.parts(study) if study else None, cards.of(study), site.site_name, site.site_url, links)
        yield site.memory.recall("finished page", page.uri, key, partial(_finished, page, study, site, cards, links))


def _finished(page: Page, study: CaseStudy | None, site: Site, cards: SocialCards, links: Mapping[str, object]) -> Page:
    data = shared_data(page, study, site, cards=cards, site_name=site.site_name, site_url=site.site_url)
    return page.with_data(data | {name: link for name, link in links.items() if link})


def describe_own_page(page: Page, site: Site, cards: SocialCards) -> dict[str, object]:
    """What a hand-written page says of itself to other sites and to feed readers.

    Args:
        page: its place, title and description; the rest is the host's.
        site: what is shown, with the page where the host has put it.
        cards: see `finish_pages`.
    """
    social = social_tags(page, None, site, cards=cards, site_name=site.site_name, site_url=site.site_url)
    return {"title": page.title, "social": social, "feeds": _feeds(page, site)}


def _feeds(page: Page, site: Site) -> list[dict[str, str]]:
    return feed_links(page, site, site.site_name) if _has_feeds(site) else []


def _has_feeds(site: Site) -> bool:
    return bool(site.site_url) and has_entries(site.library)


def describe_frame(
    site: Site, *, is_for_editors: bool = False, is_followed: bool = True, root: str = ""
) -> dict[str, object]:
    """What header, footer and the page at a wrong address show: plain data, with addresses from the site's root.

    Args:
        site: what is shown.
        is_for_editors: whether they look at it.
        is_followed: whether readers are shown the feed.
        root: the project's folder, where it is on the very machine that looks at it; empty otherwise.
    """
    addresses, phrases = site.addresses, site.phrases
    lists = [
        (phrases.portfolio, addresses.url(addresses.portfolio_uri)),
        (phrases.wall, addresses.url(addresses.wall_uri)),
    ]
    colophon = [(phrases.credits, addresses.url(addresses.credits_uri))] if credited(site) else []
    colophon += [(phrases.feed, atom_uri(addresses.paths))] if is_followed and _has_feeds(site) else []

    def as_data(links: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
        return [{"text": text, "url": url or "."} for text, url in links]

    return {
        "search": phrases.search,
        "more": phrases.more_of_site,
        "not_found": phrases.not_found,
        "not_found_hint": phrases.not_found_hint,
        "preview": {
            "name": phrases.preview,
            "url": addresses.url(PREVIEW_URI),
            "problems": phrases.problems,
            "no_problems": phrases.no_problems,
            "root": root,
        }
        if is_for_editors
        else None,
        "lists": as_data(lists),
        "colophon": as_data(colophon),
    }


def feed_files(site: Site, assets: Iterable[Asset], page_uris: AbstractSet[str]) -> tuple[TextFile, ...]:
    """The feeds; see `iter_files`."""
    # Only the feeds' photos: at 1,000 studies there are tens of thousands of files to ask for their size.
    pictures = (site.pictures.get(study.page_slug) for study in newest(site.library))
    shown = {picture.social.fallback.uri for picture in pictures if picture}
    sizes = {asset.uri: asset.path.stat().st_size for asset in assets if asset.uri in shown}
    feeds = render_feeds(site, site_name=site.site_name, site_url=site.site_url, sizes=sizes)
    return tuple(file for file in feeds if file.uri not in page_uris)


def iter_files(
    pages: Iterable[Page], site: Site, assets: Iterable[Asset], page_uris: frozenset[str]
) -> Iterator[TextFile]:
    """The feeds, redirects, lists for the script, and what other sites may frame; the editor's own go before them.

    Args:
        pages: generated ones that are published.
        site: what is shown.
        assets: the photos, for their sizes.
        page_uris: the files of the pages' folder.
    """
    yield from feed_files(site, assets, page_uris)
    yield from render_redirects(site, site_url=site.site_url)
    yield from render_list_data((list_studies(site), list_quotes(site)), site)
    uris = (*page_uris, *(page.uri for page in pages))
    taken = page_uris | {file_uri(uri, has_directory_urls=True) for uri in uris if uri.endswith(".md")}
    yield from (file for file in (*render_framed_pages(site), *render_oembed(site)) if file.uri not in taken)
