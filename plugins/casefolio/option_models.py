"""Owns what mkdocs.yml may say to casefolio: every option with its default, its form and what it does."""

import re
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from casefolio.settings import (
    STANDARD_LIMITS,
    Backend,
    ConsentPolicy,
    Look,
    PagePaths,
    PhotoFormat,
    PhotoSettings,
    Ratio,
)

_RATIO = re.compile(r"\s*(\d{1,3})\s*[/:x]\s*(\d{1,3})\s*")
_DEFAULTS = PhotoSettings()
_PATHS = PagePaths()


def _check_folder(path: str) -> str:
    """A folder of the site, `/`-separated."""
    stripped = path.strip().strip("/")
    parts = stripped.split("/") if stripped else []
    if any(part in {"", ".", ".."} or re.search(r"[\s\\?#:<>\"|*%]", part) for part in parts):
        msg = "write a folder of the site such as `work/studies`"
        raise ValueError(msg)
    return stripped


def _check_ratio(value: object) -> object:
    """`16/9`. YAML reads `16:9` as the number 969."""
    match = _RATIO.fullmatch(value) if isinstance(value, str) else None
    if not match or not int(match[1]) or not int(match[2]):
        msg = "write width and height with a slash, such as `16/9`"
        raise ValueError(msg)
    return Ratio(int(match[1]), int(match[2]))


def _check_origin(address: str) -> str:
    """Of another site: what stands before the path of an address."""
    match = re.fullmatch(r"(https://[\w.*-]+(:\d+)?)/?", address.strip(), re.ASCII)
    if not match:
        msg = "write the beginning of its address, such as `https://example.org`"
        raise ValueError(msg)
    return match[1]


def _check_widths(widths: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(widths)))


Folder = Annotated[str, AfterValidator(_check_folder)]
PhotoRatio = Annotated[Ratio, BeforeValidator(_check_ratio)]
Pixels = Annotated[int, Field(ge=16, le=8000)]
Widths = Annotated[tuple[Pixels, ...], Field(min_length=1, max_length=12), AfterValidator(_check_widths)]
Quality = Annotated[int, Field(ge=1, le=100)]
Origin = Annotated[str, AfterValidator(_check_origin)]


class _Options(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class PathOptions(_Options):
    """Where generated pages stand."""

    portfolio: Folder = Field(_PATHS.portfolio, description="The list of every study.")
    study: Folder = Field(_PATHS.study, description="The folder of the studies' own pages.")
    taxonomy: Folder = Field(_PATHS.taxonomy, description="The folder of the taxonomies and, below them, the terms.")
    wall: Folder = Field(_PATHS.wall, description="Every quote.")
    credits: Folder = Field(_PATHS.credits, description="Every photo's credit.")
    photos: Folder = Field(_PATHS.photos, description="The published photos.")
    embed: Folder = Field(_PATHS.embed, description="The folder of the pages that other sites may frame.")
    admin: Folder = Field(_PATHS.admin, min_length=1, description="The folder of the web form.")

    @model_validator(mode="after")
    def _check_distinct(self) -> Self:
        """Two pages with one address would silently overwrite each other."""
        taken: dict[str, str] = {}
        for name, path in _pages_of(self).items():
            other = taken.setdefault(path, name)
            if other != name:
                msg = f"`{other}` and `{name}` would both stand at `{path}/`; give each a folder of its own"
                raise ValueError(msg)
        for name, path in {"portfolio": self.portfolio, "wall": self.wall}.items():
            if self.study == f"{path}/page".lstrip("/"):
                msg = f"`study` is the folder of the further pages of `{name}`; give it one of its own"
                raise ValueError(msg)
        folders = {**_pages_of(self), "study": self.study, "taxonomy": self.taxonomy, "embed": self.embed}
        rival = next((name for name, path in folders.items() if path == self.admin), "")
        if rival:
            msg = f"`admin` and `{rival}` would both stand at `{self.admin}/`; give each a folder of its own"
            raise ValueError(msg)
        rival = self._rival_of_embed()
        if rival:
            msg = f"the pages of `embed` could stand where those of `{rival}` do; give `embed` a folder of its own"
            raise ValueError(msg)
        return self

    def _rival_of_embed(self) -> str:
        """The option whose pages could have the address `<embed>/<slug>/`; empty where there is none."""
        folder = self.embed.rpartition("/")[0]
        if not self.embed:
            return "docs_dir"
        if self.embed == self.study:
            return "study"
        if self.embed == self.taxonomy or (folder and folder == self.taxonomy):
            return "taxonomy"
        return next((name for name, path in _pages_of(self).items() if path.rpartition("/")[0] == self.embed), "")


def _pages_of(paths: PathOptions) -> dict[str, str]:
    """The options that are one page each, with their folders."""
    return {"portfolio": paths.portfolio, "wall": paths.wall, "credits": paths.credits}


class HeroOptions(_Options):
    """The crop at the head of a study."""

    ratio: PhotoRatio = Field(_DEFAULTS.hero.ratio, description="Width to height.")
    widths: Widths = Field(_DEFAULTS.hero.widths, description="In pixels; never upscaled.")


class CardOptions(_Options):
    """The crop in lists."""

    ratio: PhotoRatio = Field(_DEFAULTS.card.ratio, description="Width to height.")
    widths: Widths = Field(_DEFAULTS.card.widths, description="In pixels; never upscaled.")


class QualityOptions(_Options):
    """How good and how heavy photos are, 1 to 100 on each format's own scale."""

    avif: Quality = Field(_DEFAULTS.quality[PhotoFormat.AVIF], description="AVIF.")
    webp: Quality = Field(_DEFAULTS.quality[PhotoFormat.WEBP], description="WebP.")
    jpeg: Quality = Field(_DEFAULTS.quality[PhotoFormat.JPEG], description="JPEG.")


class PhotoOptions(_Options):
    """How photos are cropped and encoded."""

    hero: HeroOptions = Field(HeroOptions(), description="The crop at the head of a study.")
    card: CardOptions = Field(CardOptions(), description="The crop in lists.")
    formats: tuple[PhotoFormat, ...] = Field(
        _DEFAULTS.formats,
        min_length=1,
        description="In the order that browsers are offered them; JPEG is always there.",
    )
    quality: QualityOptions = Field(QualityOptions(), description="By format.")
    max_megabytes: Annotated[float, Field(gt=0, le=1000)] = Field(
        _DEFAULTS.limits.max_megabytes, description="The largest file that is read."
    )
    max_megapixels: Annotated[float, Field(gt=0, le=1000)] = Field(
        _DEFAULTS.limits.max_megapixels, description="The largest photo that is read."
    )
    max_side: Annotated[int, Field(ge=16, le=65_535)] = Field(
        _DEFAULTS.limits.max_side, description="The widest and the tallest photo that is read, in pixels."
    )
    max_scans: Annotated[int, Field(ge=1, le=10_000)] = Field(
        _DEFAULTS.limits.max_scans, description="How many layers a JPEG that loads in layers may have."
    )
    max_seconds: Annotated[float, Field(ge=1, le=600)] = Field(
        _DEFAULTS.limits.max_seconds, description="The processor time that opening a photo may take."
    )
    max_memory: Annotated[float, Field(ge=50, le=100_000)] = Field(
        _DEFAULTS.limits.max_memory, description="The memory that opening a photo may take, in megabytes."
    )


class LimitOptions(_Options):
    """What a record may cost before it is refused."""

    record_kilobytes: Annotated[int, Field(ge=1, le=1024)] = Field(
        STANDARD_LIMITS.record_kilobytes, description="The largest file of a record."
    )
    body_kilobytes: Annotated[int, Field(ge=1, le=1024)] = Field(
        STANDARD_LIMITS.body_kilobytes, description="The longest text of a record, without its fields."
    )
    nesting: Annotated[int, Field(ge=6, le=50)] = Field(
        STANDARD_LIMITS.nesting, description="How deep fields may stand in one another."
    )
    yaml_nodes: Annotated[int, Field(ge=100, le=100_000)] = Field(
        STANDARD_LIMITS.yaml_nodes, description="How many fields, keys and items of lists a record may have."
    )


class AdminOptions(_Options):
    """The web form."""

    enabled: bool = Field(default=False, description="Whether the site has the web form; `admin: true` says the same.")
    backend: Backend = Field(
        Backend.LOCAL, description="Where it keeps the records: in a folder of this computer, or a repository."
    )
    repo: Annotated[str, Field(pattern=r"^$|^[\w.-]+(/[\w.-]+)+$")] = Field(
        "", description="The repository, as `owner/name`."
    )
    branch: str = Field("", description="The branch that is published; the repository's own default if empty.")
    login_url: Annotated[str, Field(pattern=r"^$|^https://[^\s/?#;,'\"]+$")] = Field(
        "", description="The address of the service that signs people in."
    )
    app_id: str = Field("", description="The number or name that the service gave the form.")

    @model_validator(mode="after")
    def _check_repo(self) -> Self:
        """A form for a host of repositories has to know which."""
        if self.backend is not Backend.LOCAL and not self.repo:
            msg = f"the web form can't find its records on {self.backend.value}: add `repo: owner/name`"
            raise ValueError(msg)
        return self


class HeadersOptions(_Options):
    """What hosts are told to send with the pages."""

    enabled: bool = Field(default=True, description="Whether the site has a file `_headers`; `headers: false` says no.")
    allow: tuple[Origin, ...] = Field((), description="Other sites that your pages may load things from.")


def _read_switch(value: object) -> object:
    """A plain `true` or `false` says whether; whoever says more of a thing wants it."""
    if isinstance(value, bool):
        return {"enabled": value}
    return {"enabled": True, **value} if isinstance(value, dict) else value


class PolicyOptions(_Options):
    """What must be given before something is shown."""

    consent: ConsentPolicy = Field(
        ConsentPolicy.HONOUR,
        description="`honour`: a quote is shown unless its consent speaks against it. "
        "`required`: only where its consent is granted.",
    )


class Options(_Options):
    """Everything that mkdocs.yml may say to casefolio."""

    records: Annotated[str, Field(min_length=1)] = Field("case_studies", description="The folder of the records.")
    cache: Annotated[str, Field(min_length=1)] = Field(
        ".cache/casefolio", description="Where photos are kept between builds: any folder outside the site."
    )
    drafts: bool = Field(default=False, description="Whether a build shows drafts, marked as such; previews always do.")
    preview: bool = Field(
        default=False, description="Whether a build says on every page that it is not public, and hides from searches."
    )
    look: Look = Field(
        Look.SITE,
        description="`site`: header, footer and your own pages look like the generated ones, with Material for MkDocs. "
        "`pages`: only the generated pages do.",
    )
    embeds: bool = Field(default=True, description="Whether there are pages for other sites to frame.")
    admin: Annotated[AdminOptions, BeforeValidator(_read_switch)] = Field(
        AdminOptions(), description="The web form for editors."
    )
    headers: Annotated[HeadersOptions, BeforeValidator(_read_switch)] = Field(
        HeadersOptions(), description="What hosts are told to send with the pages."
    )
    paths: PathOptions = Field(PathOptions(), description="Where generated pages stand.")
    photos: PhotoOptions = Field(PhotoOptions(), description="How photos are cropped and encoded.")
    policy: PolicyOptions = Field(PolicyOptions(), description="What must be given before something is shown.")
    inline_html: bool = Field(
        default=False, description="Whether a few elements of HTML, such as `<sup>`, may stand in the text of a study."
    )
    limits: LimitOptions = Field(LimitOptions(), description="What a record may cost before it is refused.")
