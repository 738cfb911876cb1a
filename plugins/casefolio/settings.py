"""Owns what the engine is told: folders, paths of pages, photo choices; free of any host's classes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class PhotoFormat(StrEnum):
    """A format that photos are published in."""

    AVIF = "avif"
    WEBP = "webp"
    JPEG = "jpeg"

    @property
    def mime_type(self) -> str:
        """What `<source type>` names."""
        return f"image/{self.value}"

    @property
    def suffix(self) -> str:
        """The ending of a published file."""
        return ".jpg" if self is PhotoFormat.JPEG else f".{self.value}"


@dataclass(frozen=True, slots=True)
class Ratio:
    """A crop's width to its height, both positive."""

    width: int
    height: int

    @property
    def value(self) -> float:
        """Width divided by height."""
        return self.width / self.height


@dataclass(frozen=True, slots=True)
class CropSettings:
    """One crop of a photo: its ratio and the widths it is published in, in pixels, ascending."""

    ratio: Ratio
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RecordLimits:
    """What a record may cost before it is refused: nobody writes as much, and a stranger could send it.

    Attributes:
        record_kilobytes: of its file, 1,024 bytes each; a case study of 20 pages has about 60.
        body_kilobytes: of its text without the fields.
        nesting: how deep fields and lists may stand in one another.
        yaml_nodes: how many fields, keys and items of lists there may be.
    """

    record_kilobytes: int = 256
    body_kilobytes: int = 100
    nesting: int = 12
    yaml_nodes: int = 2000


STANDARD_LIMITS = RecordLimits()


@dataclass(frozen=True, slots=True)
class PhotoLimits:
    """What a photo may cost before it is refused.

    Attributes:
        max_megabytes: of the file.
        max_megapixels: of the photo.
        max_side: its width and its height, in pixels.
        max_scans: how many layers a JPEG that loads in layers may have.
        max_seconds: of processor time, to decode it.
        max_memory: to decode it, in megabytes.
    """

    max_megabytes: float = 25
    max_megapixels: float = 100
    max_side: int = 16_000
    max_scans: int = 100
    max_seconds: float = 10
    max_memory: float = 1000


@dataclass(frozen=True, slots=True)
class PhotoSettings:
    """How photos are cropped and encoded.

    Attributes:
        hero: the crop at the head of a study.
        card: the crop in lists.
        social: the one size that is offered to social networks, in pixels, always JPEG.
        formats: in the order that browsers are offered them; JPEG is always the last.
        quality: by format, 1 to 100.
        minimum_hero_width: below it, in source pixels, a photo is a warning.
    """

    hero: CropSettings = CropSettings(Ratio(16, 9), (800, 1200, 1600))
    card: CropSettings = CropSettings(Ratio(3, 2), (400, 720))
    social: tuple[int, int] = (1200, 630)
    # AVIF at this quality is nearer to the photo than WebP at 75, lighter, and takes half the time to make.
    formats: tuple[PhotoFormat, ...] = (PhotoFormat.AVIF, PhotoFormat.JPEG)
    quality: dict[PhotoFormat, int] = field(
        default_factory=lambda: {PhotoFormat.AVIF: 59, PhotoFormat.WEBP: 75, PhotoFormat.JPEG: 80}
    )
    minimum_hero_width: int = 1200
    limits: PhotoLimits = PhotoLimits()


@dataclass(frozen=True, slots=True)
class PagePaths:
    """Where generated pages stand in the site: folders, `/`-separated, without a slash at either end.

    Attributes:
        portfolio: the list of every study.
        study: the folder of the studies' own pages.
        taxonomy: the folder of the taxonomies' indexes, and below each of them its terms.
        wall: every quote.
        credits: every photo's credit.
        photos: the published crops; no page.
        embed: the pages that other sites may frame; no other page stands in this folder.
        admin: the web form; no other page stands in this folder.
    """

    portfolio: str = "case-studies"
    study: str = "case-studies"
    taxonomy: str = "case-studies"
    wall: str = "testimonials"
    credits: str = "photo-credits"
    photos: str = "assets/photos"
    embed: str = "embed"
    admin: str = "admin"


#: By which `casefolio serve --admin` asks the host's preview, which takes no options of ours, for the web form.
ADMIN_VARIABLE = "CASEFOLIO_ADMIN"


#: Set to anything but `0`, it makes any build a preview: for whoever builds what others have sent.
PREVIEW_VARIABLE = "CASEFOLIO_PREVIEW"


class Backend(StrEnum):
    """Where the web form keeps the records."""

    LOCAL = "local"
    GITHUB = "github"
    GITLAB = "gitlab"


@dataclass(frozen=True, slots=True)
class AdminSettings:
    """What the web form is told.

    Attributes:
        backend: where the records are kept.
        repo: of them, `owner/name`; empty for a local folder.
        branch: that is published; empty for the repository's own default.
        login_url: the service that signs people in; empty for the usual one.
        app_id: what that service knows the form as; empty where it needs none.
    """

    backend: Backend = Backend.LOCAL
    repo: str = ""
    branch: str = ""
    login_url: str = ""
    app_id: str = ""


class Look(StrEnum):
    """How much of the site has casefolio's look."""

    SITE = "site"
    PAGES = "pages"


class Audience(StrEnum):
    """Who a build is for."""

    PUBLIC = "public"
    EDITORS = "editors"


class ConsentPolicy(StrEnum):
    """What a quote needs before it is shown."""

    HONOUR = "honour"
    REQUIRED = "required"


def is_any_page(_uri: str) -> bool:
    """For hosts that publish every file of the pages' folder."""
    return True


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the engine is told.

    Attributes:
        root_path: the project; the paths in diagnostics are relative to it.
        records_path: the folder of the records.
        pages_path: the folder of the hand-written pages; None where there is none.
        cache_path: where photos and pages are kept between builds; outside the site.
        now: the one clock of the build, with its zone.
        site_name: plain text; the headline of a home page that casefolio makes itself.
        site_url: where the site will stand, with a slash at its end; empty where that is not known.
        site_description: plain text: the owner's words for the home page; empty for none.
        language: of the site: a language tag.
        has_directory_urls: whether a page's address ends in `/` instead of `.html`.
        admin: what the web form is told; None where there is none.
        has_embeds: whether other sites are offered pages to frame; they need `site_url` besides.
        allowed_origins: other sites that pages may load things from; None where hosts are told no headers.
        stylesheets: those of the site's own, by their addresses from its root: they carry its brand into the frames.
        limits: what a record may cost.
        allows_html: whether a few elements of HTML are elements in the text of a record.
        audience: editors also see drafts, and the diagnostics of a broken record on its page.
        consent_policy: whether a quote is shown without a word about consent.
        is_preview: whether the site says of itself that it is not public, and keeps search engines out.
        is_page: whether the host publishes a file of the pages' folder, given by its `/`-separated path in it.
        workers: how many photos are made at once; None means one for each core.
        progress: is told how many photos are done, and how many there are; never by two threads at once.
    """

    root_path: Path
    records_path: Path
    pages_path: Path | None
    cache_path: Path
    now: datetime
    paths: PagePaths = PagePaths()
    photos: PhotoSettings = field(default_factory=PhotoSettings)
    site_name: str = ""
    site_url: str = ""
    site_description: str = ""
    language: str = "en"
    has_directory_urls: bool = True
    has_embeds: bool = True
    admin: AdminSettings | None = None
    allowed_origins: tuple[str, ...] | None = ()
    stylesheets: tuple[str, ...] = ()
    limits: RecordLimits = STANDARD_LIMITS
    allows_html: bool = False
    audience: Audience = Audience.PUBLIC
    consent_policy: ConsentPolicy = ConsentPolicy.HONOUR
    is_preview: bool = False
    is_page: Callable[[str], bool] = is_any_page
    workers: int | None = None
    progress: Callable[[int, int], None] | None = field(default=None, compare=False, repr=False)
