"""Reads a review back from its JSON, which somebody hostile may have written; believes nothing but its form."""

from pydantic import TypeAdapter, ValidationError

from casefolio.library import Hindrance
from casefolio.review.comparison import Review

_REASONS = frozenset(reason.value for reason in Hindrance)


class ReviewDataError(Exception):
    """The data are no review of this version of casefolio."""


def parse_review(data: bytes) -> Review:
    """Reads what `render_json` has written.

    Args:
        data: any.

    Returns:
        A review whose texts may say anything: `render_markdown` shows them, and does nothing else with them.

    Raises:
        ReviewDataError: it is none.
    """
    try:
        review = TypeAdapter(Review).validate_json(data)
    except (ValidationError, RecursionError):
        raise ReviewDataError from None
    if any(item.reason not in _REASONS for item in review.withheld):
        raise ReviewDataError
    return review
