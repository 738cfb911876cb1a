"""Owns the studies as a collection: what is public, in which order, and what belongs together."""

from casefolio.library.collection import Library, TermGroup, terms_by_slug
from casefolio.library.dates import ends_soon
from casefolio.library.quotes import PlacedQuote, quote_anchors, strongest_quote
from casefolio.library.visibility import (
    Hindrance,
    Visibility,
    consent_hindrance,
    hindrance_of,
    next_change,
    visibility_of,
    visible_testimonials,
)

__all__ = [
    "Hindrance",
    "Library",
    "PlacedQuote",
    "TermGroup",
    "Visibility",
    "consent_hindrance",
    "ends_soon",
    "hindrance_of",
    "next_change",
    "quote_anchors",
    "strongest_quote",
    "terms_by_slug",
    "visibility_of",
    "visible_testimonials",
]
