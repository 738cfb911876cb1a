"""Compares two states of a project as visitors would see them, and tells what is new, changed and gone."""

from casefolio.review.bases import BaseError, open_base
from casefolio.review.comparison import Review, compare
from casefolio.review.reading import ReviewDataError, parse_review
from casefolio.review.reports import render_json, render_markdown
from casefolio.review.screenshots import CameraError
from casefolio.review.sides import Side, load_sides
from casefolio.review.site_reviews import SiteError, check_preview, write_review

__all__ = [
    "BaseError",
    "CameraError",
    "Review",
    "ReviewDataError",
    "Side",
    "SiteError",
    "check_preview",
    "compare",
    "load_sides",
    "open_base",
    "parse_review",
    "render_json",
    "render_markdown",
    "write_review",
]
