"""Reckons how high a framed page is from the lengths of its texts, since a frame can't find out without a script.

The figures are those of `casefolio-embed.css` at one width, in a wide font: in most there is a little room to spare. In
a narrower frame the page scrolls.
"""

from collections.abc import Iterable
from functools import partial

from casefolio.library import PlacedQuote, strongest_quote
from casefolio.models import CaseStudy, Testimonial
from casefolio.views.fragments import client_name
from casefolio.views.frames import excerpt
from casefolio.views.site import Site

#: The width that heights are reckoned for, in CSS pixels: about that of a column of text.
WIDTH = 600
#: Heights end in a round number: they are no exact science.
_STEP = 20
_PADDING = 27
_HEADING = 75
_FOOT = 98
_PHOTO = 150
#: How many characters a line has, and how many pixels it is high.
_TITLE, _TITLE_BESIDE = (36, 32), (18, 32)
_SMALL, _SMALL_BESIDE = (60, 22), (34, 22)
_TEXT, _TEXT_BESIDE = (58, 24), (31, 24)
_QUOTE, _WALL_QUOTE = (58, 28), (33, 25)
_CREDIT = (34, 18)


def study_height(study: CaseStudy, site: Site) -> int:
    """How high the frame of a study is at `WIDTH`, in CSS pixels."""
    return site.memory.recall("frame height", study.path, site.parts(study), partial(_study_height, study, site))


def _study_height(study: CaseStudy, site: Site) -> int:
    photo = study.photo if study.page_slug in site.pictures else None
    title, small, text = (_TITLE_BESIDE, _SMALL_BESIDE, _TEXT_BESIDE) if photo else (_TITLE, _SMALL, _TEXT)
    height: float = (
        _high(study.title, title) + _high(client_name(study.client), small) + _high(study.summary, text) + 16
    )
    if photo:
        credit = photo.credit
        words = f"Photo: {credit.author}, {credit.source or ''}, {credit.licence or ''}" if credit else ""
        height = max(height, _PHOTO + 8 + _high(words, _CREDIT))
    quote = strongest_quote(site.library.testimonials(study))
    if quote:
        height += _PADDING + _quote_height(quote, _QUOTE, _SMALL)
    return _rounded(_PADDING + height + _FOOT)


def wall_height(quotes: Iterable[PlacedQuote]) -> int:
    """How high the frame of a wall is at `WIDTH`, where it has two columns, in CSS pixels."""
    heights = [
        34 + _quote_height(item.testimonial, _WALL_QUOTE, _SMALL_BESIDE) + _high(item.study.title, _SMALL_BESIDE)
        for item in quotes
    ]
    # No quote is broken: the columns part between two of them, where the higher one is lowest.
    splits = (max(sum(heights[:at]), sum(heights[at:])) for at in range(1, len(heights) + 1))
    return _rounded(_HEADING + min(splits, default=0) + _FOOT)


def _quote_height(testimonial: Testimonial, quote: tuple[int, int], small: tuple[int, int]) -> float:
    shown = excerpt(testimonial)
    role = ", ".join(part for part in (shown.shown_role, shown.shown_organisation) if part)
    date = "date" if shown.date else ""
    mark = "a translation" if shown.translated_from else ""
    return _high(shown.quote, quote) + 8 + sum(_high(line, small) for line in (shown.shown_person, role, mark, date))


def _high(text: str, line: tuple[int, int]) -> int:
    characters, height = line
    return -(-len(text) // characters) * height


def _rounded(height: float) -> int:
    return -(-int(height) // _STEP) * _STEP
