"""Owns which quotes there are and by which name each is known; shows none."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from casefolio.models import CaseStudy, Testimonial
from casefolio.slugs import UniqueNames, slugify

#: How much of the words stands in a quote's address, in characters.
_ANCHOR_LENGTH = 32


@dataclass(frozen=True, slots=True)
class PlacedQuote:
    """A quote, with the study that it stands in and its fragment there."""

    study: CaseStudy
    testimonial: Testimonial
    anchor: str


def place_quotes(study: CaseStudy, testimonials: tuple[Testimonial, ...]) -> Iterator[PlacedQuote]:
    """Gives each quote its place.

    Args:
        study: which they stand in.
        testimonials: those of its quotes that are shown, in their order.
    """
    for testimonial, anchor in zip(testimonials, quote_anchors(testimonials), strict=True):
        yield PlacedQuote(study, testimonial, anchor)


def strongest_quote(testimonials: Iterable[Testimonial]) -> Testimonial | None:
    """The one quote that stands for a study: featured ones first, then those with a pull quote, then the shortest.

    Args:
        testimonials: those of one study that may be shown, in their order, which decides among equals.
    """
    return min(testimonials, key=_rank, default=None)


def _rank(testimonial: Testimonial) -> tuple[bool, bool, int]:
    # An editor who marked a quote has chosen it, however long it is.
    is_chosen = testimonial.featured or bool(testimonial.pull)
    return (not testimonial.featured, not testimonial.pull, 0 if is_chosen else len(testimonial.quote))


def quote_anchors(testimonials: Iterable[Testimonial]) -> tuple[str, ...]:
    """The fragment of each quote in its study's page.

    It is made of the quote's first words, so that an address that somebody keeps never leads to another person's
    words: a number would, as soon as a quote before it is withdrawn. The underscore keeps it apart from the fragments
    of headings, which are slugs.

    Args:
        testimonials: those of one study that are shown, in their order.
    """
    return _anchors(tuple(testimonial.quote for testimonial in testimonials))


@lru_cache(maxsize=16384)
def _anchors(quotes: tuple[str, ...]) -> tuple[str, ...]:
    # The page of a study, the wall, links to quotes and structured data ask for the same ones.
    anchors = UniqueNames()
    found: list[str] = []
    for quote in quotes:
        # Longer by far than what is kept of it: a quote may be a page.
        slug = slugify(quote[: 8 * _ANCHOR_LENGTH])
        if len(slug) > _ANCHOR_LENGTH:
            slug = slug[: _ANCHOR_LENGTH + 1].rpartition("-")[0] or slug[:_ANCHOR_LENGTH]
        # Words in a script without Latin letters have a digest instead.
        wanted = f"quote_{slug or hashlib.sha256(quote.encode()).hexdigest()[:8]}"
        found.append(anchors.add(wanted))
    return tuple(found)
