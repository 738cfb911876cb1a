"""Writes the one comment that tells of a preview; the review in it is written anew from its data, never copied."""

from urllib.parse import quote

from casefolio.inert_markdown import code
from casefolio.review import ReviewDataError, parse_review, render_markdown
from casefolio.review.weights import REVIEW_FOLDER

#: What the comment begins with, and is found again by.
MARKER = "<!-- casefolio: preview of this pull request -->"
#: A comment may have 65,536 characters.
_MOST_CHARACTERS = 60_000
_SHORT = 12
_UNREADABLE = "What would change can't be told: it was written by another version of casefolio, or by hand."


def render_comment(data: bytes, *, head: str, page_url: str, run_url: str, has_report: bool = False) -> str:
    """The comment on a pull request.

    Args:
        data: of a stranger: `review.json` out of the artifact.
        head: the revision that was built.
        page_url: where the preview stands, with a slash at its end; empty where it is not published.
        run_url: the page of the run, where the artifact and the log are.
        has_report: whether the preview has a page with the review.

    Returns:
        Markdown. Nothing that comes from the artifact is a link, an image, a mention or markup in it.
    """
    run = f"[its run](<{_address(run_url)}>)"
    if page_url:
        page = _address(page_url)
        report = f"[what changes, with pictures](<{page}{REVIEW_FOLDER}/>) · " if has_report else ""
        links = f"**[See the preview](<{page}>)** · {report}{run}"
    else:
        links = f"The preview is not published. It is the artifact of {run}, unless the site could not be built."
    try:
        told = render_markdown(parse_review(data), most=_MOST_CHARACTERS)
    except (ReviewDataError, ArithmeticError, ValueError, LookupError):
        # Numbers that nobody can write, and the like
        told = _UNREADABLE
    return f"{MARKER}\n{links}\n\nBuilt from {code(head[:_SHORT])}.\n\n{told}\n"


def _address(url: str) -> str:
    """An address that can't end the link which it stands in."""
    return quote(url, safe=":/?#@!$&*+,;=%~-._")
