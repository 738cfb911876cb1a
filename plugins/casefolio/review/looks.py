"""Owns what is shown of how pages look, before and after: which pictures there are, and why others are missing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture of a whole page.

    Attributes:
        name: of its file, beside the page of the review.
        width: of the window, in CSS pixels.
        height: of the picture, in pixels.
        is_before: whether it shows the version that is public.
    """

    name: str
    width: int
    height: int
    is_before: bool


@dataclass(frozen=True, slots=True)
class PageLook:
    """How a page looks.

    Attributes:
        url: its address from the site's root.
        is_there: whether it is in the preview.
        shots: by width, each before and after.
        note: what is to be said of them in plain words; empty for nothing.
    """

    url: str
    is_there: bool
    shots: tuple[Shot, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Looks:
    """How all pages look that differ.

    Attributes:
        pages: the nearest to the change first.
        note: why there is not more to be seen, in plain words; empty where there is no more.
    """

    pages: tuple[PageLook, ...] = ()
    note: str = ""
