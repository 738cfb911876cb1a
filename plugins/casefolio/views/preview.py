"""The page of the preview that shows what visitors never see: every crop, and what is not public and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casefolio.diagnostics import Position
from casefolio.library import Hindrance
from casefolio.models import CaseStudy
from casefolio.photos.picture import Picture
from casefolio.phrases import Phrases
from casefolio.views.dates import write_date
from casefolio.views.escaping import escape
from casefolio.views.fragments import link, render_picture, with_code
from casefolio.views.page import HEADING_ANCHOR, Page
from casefolio.views.site import Site

TEMPLATE = "casefolio/preview.html"
PREVIEW_URI = "casefolio-preview/index.md"


@dataclass(frozen=True, slots=True)
class Withheld:
    """A study or a quote that is not public.

    Attributes:
        slug: of the study.
        title: of the study.
        position: where the record says so.
        hindrance: why.
        day: when a study comes, or a consent ended; None where there is no such day.
        quote_number: which of the study's quotes, from 1; None for the study itself. Its words are not here: whoever
            withheld them may not want them in a preview either.
    """

    slug: str
    title: str
    position: Position
    hindrance: Hindrance
    day: date | None = None
    quote_number: int | None = None


def view_preview(withheld: Iterable[Withheld], site: Site) -> Page:
    """What is not public, then each photo in each crop, with the focal point drawn in.

    Args:
        withheld: in the order in which it is told.
        site: what is shown.
    """
    phrases = site.phrases
    rows = "".join(_row(item, site) for item in withheld)
    not_public = f'<ul class="cf-withheld">{rows}</ul>' if rows else f"<p>{escape(phrases.all_public)}</p>"
    sheets = "".join(
        _sheet(study, picture, site)
        for study in site.library.pages
        if (picture := site.pictures.get(study.page_slug)) is not None
    )
    crops = sheets or f"<p>{escape(phrases.empty_credits)}</p>"
    body = (
        f'<div class="cf cf-preview" data-search-exclude>\n<h1 id="{HEADING_ANCHOR}">{escape(phrases.preview)}</h1>\n'
        f"<h2>{escape(phrases.not_public)}</h2>\n{not_public}\n"
        f"<h2>{escape(phrases.crop_sheet)}</h2>\n<p>{escape(phrases.crop_sheet_hint)}</p>\n{crops}\n</div>"
    )
    return Page(PREVIEW_URI, phrases.preview, TEMPLATE, body, data={"kind": "preview"}, is_searchable=False)


def _row(item: Withheld, site: Site) -> str:
    phrases = site.phrases
    title = link(item.title, site.addresses.link(site.addresses.study_uri(item.slug), PREVIEW_URI))
    what = f"{title}, {escape(phrases.quote_number.format(item.quote_number))}" if item.quote_number else title
    return (
        f"<li><code>{escape(str(item.position))}</code> {what}: {with_code(_reason(item, phrases, site.language))}</li>"
    )


def _reason(item: Withheld, phrases: Phrases, language: str) -> str:
    reason = phrases.hindrances[item.hindrance.value]
    return reason.format(write_date(item.day, language)) if item.day else reason.format("").strip()


def _sheet(study: CaseStudy, picture: Picture, site: Site) -> str:
    title = link(study.title, site.study_link(study, PREVIEW_URI))
    source = f"<code>{escape(study.photo.src)}</code>" if study.photo else ""
    return (
        f'<section class="cf-sheet"><h3>{title}</h3><p>{source}</p>{render_crops(picture, PREVIEW_URI, site)}</section>'
    )


def render_crops(picture: Picture, from_uri: str, site: Site) -> str:
    """A photo in the crops that pages and networks show, each with a mark where its focal point is.

    Args:
        picture: the photo's files.
        from_uri: the page that they are shown on.
        site: knows the addresses.
    """
    figures = ""
    for crop in (picture.hero, picture.card, picture.social):
        image = render_picture(crop, "", from_uri, site, sizes="(min-width: 60em) 20em, 80vw", is_first=False)
        # Drawn, since a content security policy refuses `style`: a light ring in a dark one.
        ring = f'<circle cx="{crop.focal.x:.1%}" cy="{crop.focal.y:.1%}"/>'
        mark = f'<svg class="cf-focal" aria-hidden="true">{ring}{ring}</svg>'
        caption = f"{crop.kind.value}, {crop.width}×{crop.height}"
        figures += f"<figure><div>{image}{mark}</div><figcaption>{escape(caption)}</figcaption></figure>"
    return f'<div class="cf-crops">{figures}</div>'
