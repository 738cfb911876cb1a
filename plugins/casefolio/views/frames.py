"""Owns what other sites may frame: which quotes of which studies, at which address, by which code; no page of ours."""

from collections import Counter
from collections.abc import Iterable
from functools import partial
from operator import itemgetter

from casefolio.library import Library, PlacedQuote
from casefolio.models import Testimonial
from casefolio.urls import absolute_url
from casefolio.views.escaping import escape
from casefolio.views.site import Addresses, Frames

#: The page of the wall stands among those of the studies, so that no study may have this name.
WALL_NAME = "testimonials"
#: How many quotes a framed wall shows: it invites to the whole one.
MOST_QUOTES = 6


def wall_quotes(library: Library) -> tuple[PlacedQuote, ...]:
    """The quotes of the framed wall: featured ones first, and of each group one of every study before a second."""
    return library.memory.recall("framed quotes", "", library.quotes, partial(_choose_quotes, library.quotes))


def _choose_quotes(quotes: Iterable[PlacedQuote]) -> tuple[PlacedQuote, ...]:
    turns: Counter[tuple[str, bool]] = Counter()
    ranked: list[tuple[bool, int, PlacedQuote]] = []
    for quote in quotes:
        group = (quote.study.page_slug, quote.testimonial.featured)
        ranked.append((not quote.testimonial.featured, turns[group], quote))
        turns[group] += 1
    ranked.sort(key=itemgetter(0, 1))
    return tuple(quote for _, _, quote in ranked[:MOST_QUOTES])


def excerpt(testimonial: Testimonial) -> Testimonial:
    """The quote as a frame shows it: the pull quote where there is one, and no film."""
    return Testimonial.of({**dict(testimonial), "quote": testimonial.pull or testimonial.quote, "video": None})


def frame_title(title: str, frames: Frames) -> str:
    """A title with the name of the site, since it is read on another one; on one line."""
    return " ".join(" - ".join(part for part in (title, frames.site_name) if part).split())


def render_frame(name: str, title: str, height: int, frames: Frames, addresses: Addresses) -> str:
    """The HTML that shows a page on another site: nothing in it depends on a script, or on a style of that site.

    Args:
        name: a study's slug, or `WALL_NAME`.
        title: what a screen reader calls the frame.
        height: in CSS pixels.
        frames: of the site.
        addresses: of the site.
    """
    url = absolute_url(frames.site_url, addresses.url(frames.uri(name)))
    return (
        f'<iframe src="{escape(url)}" title="{escape(frame_title(title, frames))}" width="100%"'
        f' height="{height}" loading="lazy" style="border:0"></iframe>'
    )
