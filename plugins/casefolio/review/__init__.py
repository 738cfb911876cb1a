"""Compares two states of a project as visitors would see them, and tells what is new, changed and gone."""

from casefolio.review.bases import BaseError, open_base
from casefolio.review.comparison import Review, compare
from casefolio.review.reading import ReviewDataError, parse_review
from casefolio.review.reports import render_json, render_markdown
from casefolio.review.sides import Side, load_sides

__all__ = [
    "BaseError",
    "Review",
    "ReviewDataError",
    "Side",
    "compare",
    "load_sides",
    "open_base",
    "parse_review",
    "render_json",
    "render_markdown",
]
