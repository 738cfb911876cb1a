"""Makes studies and sites for tests of what comes behind validation: only what a test is about has to be said."""

from collections.abc import Iterable
from datetime import UTC, datetime

from casefolio.bodies import Target, render_sections
from casefolio.diagnostics import Position, Report
from casefolio.library import Library
from casefolio.models import CaseStudy, Taxonomies
from casefolio.photos.picture import Picture, PictureCrop, PictureFile, PictureSource
from casefolio.photos.plan import CropKind
from casefolio.phrases import phrases_for
from casefolio.records import Section, SectionKind
from casefolio.settings import Audience, ConsentPolicy, PagePaths, PhotoFormat
from casefolio.views import Addresses, Site

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def study(slug: str = "sample", **fields: object) -> CaseStudy:
    """A study with the fields as a record would write them."""
    base = {
        "title": f"The study {slug}",
        "summary": "What happened, why, and the result, in a sentence that is long enough.",
        "client": {"name": "Sample Trust"},
        "path": f"case_studies/{slug}.md",
        "page_slug": slug,
    }
    return CaseStudy.model_validate(base | fields)


def section(markdown: str, heading: str = "", kind: SectionKind | None = None) -> Section:
    return Section(heading, kind, markdown, Position("case_studies/sample.md", 10), 11)


def library(
    studies: Iterable[CaseStudy],
    *,
    audience: Audience = Audience.PUBLIC,
    now: datetime = NOW,
    **terms: object,
) -> Library:
    policy = ConsentPolicy.HONOUR
    return Library.of(studies, Taxonomies.model_validate(terms), now=now, audience=audience, policy=policy)


def picture(slug: str) -> Picture:
    """Two widths of each crop in two formats."""

    def crop(kind: CropKind, ratio: float) -> PictureCrop:
        sources = tuple(
            PictureSource(
                photo_format,
                tuple(
                    PictureFile(
                        f"assets/photos/{slug}/{kind.value}-{width}{photo_format.suffix}", width, int(width / ratio)
                    )
                    for width in (400, 800)
                ),
            )
            for photo_format in (PhotoFormat.WEBP, PhotoFormat.JPEG)
        )
        return PictureCrop(kind, 800, int(800 / ratio), sources, sources[-1].files[-1])

    return Picture(crop(CropKind.HERO, 16 / 9), crop(CropKind.CARD, 1.5), crop(CropKind.SOCIAL, 1.9))


def site(
    studies: Iterable[CaseStudy],
    *,
    language: str = "en",
    has_directory_urls: bool = True,
    audience: Audience = Audience.PUBLIC,
    now: datetime = NOW,
    **terms: object,
) -> Site:
    """A site of studies; those with a photo have its picture, links lead where they say."""
    studies = list(studies)
    phrases = phrases_for(language)
    return Site(
        library(studies, audience=audience, now=now, **terms),
        {item.page_slug: picture(item.page_slug) for item in studies if item.photo},
        {item.page_slug: render_sections(item.sections, phrases.sections, Target, Report()) for item in studies},
        phrases,
        language,
        Addresses(PagePaths(), has_directory_urls),
    )
