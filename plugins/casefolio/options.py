"""Reads what a site's owner writes for casefolio in mkdocs.yml into settings; the same for every edge."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from casefolio.nearest import nearest
from casefolio.settings import (
    STANDARD_LIMITS,
    AdminSettings,
    Audience,
    Backend,
    ConsentPolicy,
    CropSettings,
    Look,
    PagePaths,
    PhotoFormat,
    PhotoLimits,
    PhotoSettings,
    Ratio,
    RecordLimits,
    Settings,
    is_any_page,
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


@dataclass(frozen=True, slots=True)
class OptionProblem:
    """A wrong option.

    Attributes:
        name: with the names around it: `photos.hero.ratio`.
        message: what is wrong and what to do.
    """

    name: str
    message: str


def read_options(raw: Mapping[str, Any]) -> Options | list[OptionProblem]:
    """Reads the options.

    Args:
        raw: as YAML gives them.

    Returns:
        The options, or everything that is wrong with them.
    """
    try:
        return Options.model_validate(dict(raw))
    except ValidationError as error:
        found = error.errors()
        # A list whose every item is wrong is also said to be empty: one cause, one problem.
        inner = {item["loc"][:length] for item in found for length in range(1, len(item["loc"]))}
        return [
            _problem(item["loc"], item["type"], item["msg"], item.get("input"))
            for item in found
            if item["loc"] not in inner
        ]


#: What to write, by what pydantic calls the mistake.
_WORDS = {
    "bool_parsing": "write `true` or `false`",
    "bool_type": "write `true` or `false`",
    "int_from_float": "write a whole number",
    "int_parsing": "write a whole number",
    "int_type": "write a whole number",
    "float_parsing": "write a number",
    "float_type": "write a number",
    "string_type": "write a text",
    "string_too_short": "write the name of a folder",
    "tuple_type": "write a list, such as `[480, 800]` for widths or `[avif, webp]` for formats",
    "too_short": "name at least one",
    "model_type": "write its own options below it, indented",
}


def _problem(location: tuple[int | str, ...], kind: str, message: str, value: object) -> OptionProblem:
    name = ".".join(str(part) for part in location)
    if kind == "extra_forbidden":
        model: type[BaseModel] = Options
        for part in location[:-1]:
            annotation = model.model_fields[str(part)].annotation
            model = annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else model
        near = nearest(str(location[-1]), model.model_fields)
        known = ", ".join(f"`{option}`" for option in model.model_fields)
        hint = f"did you mean `{near}`?" if near else f"the options here are {known}"
        return OptionProblem(name, f"`{name}` is not an option of casefolio; {hint}")
    if kind in _WORDS:
        return OptionProblem(name, f"`{name}` can't be {value!r}: {_WORDS[kind]}")
    words = message.removeprefix("Value error, ").removeprefix("Input should be ")
    words = words if message.startswith("Value error") else f"it should be {words[:1].lower()}{words[1:]}"
    return OptionProblem(name, f"`{name}` can't be {value!r}: {words}")


def admin_settings(options: Options) -> AdminSettings:
    """What the web form is told where there is one."""
    return AdminSettings(**options.admin.model_dump(exclude={"enabled"}))


def make_settings(  # noqa: PLR0913 - each says one thing that only an edge knows
    options: Options,
    *,
    root_path: Path,
    pages_path: Path | None,
    language: str,
    has_directory_urls: bool,
    now: datetime,
    audience: Audience | None = None,
    has_admin: bool = False,
    is_page: Callable[[str], bool] = is_any_page,
    site_name: str = "",
    site_url: str = "",
    site_description: str = "",
    stylesheets: Sequence[str] = (),
) -> Settings:
    """Puts together what the engine is told.

    Args:
        options: from mkdocs.yml.
        root_path: the folder of mkdocs.yml.
        pages_path: the folder of the hand-written pages.
        language: the site's.
        has_directory_urls: as the host makes addresses.
        now: the one clock.
        audience: who the build is for; None leaves it to the option `drafts`.
        has_admin: whether there is a web form whatever the options say.
        is_page: whether the host publishes a file of the pages' folder.
        site_name: plain text.
        site_url: where the site will stand; empty where that is not known.
        site_description: plain text; empty for none.
        stylesheets: the site's own, by their addresses from its root.
    """
    photos = options.photos
    quality = {PhotoFormat(name): value for name, value in photos.quality.model_dump().items()}
    root_path = root_path.resolve()
    by_option = Audience.EDITORS if options.drafts else Audience.PUBLIC
    return Settings(
        root_path=root_path,
        records_path=root_path / options.records,
        pages_path=pages_path.resolve() if pages_path else None,
        cache_path=root_path / options.cache,
        now=now,
        paths=PagePaths(**options.paths.model_dump()),
        photos=replace(
            _DEFAULTS,
            hero=CropSettings(photos.hero.ratio, photos.hero.widths),
            card=CropSettings(photos.card.ratio, photos.card.widths),
            formats=photos.formats,
            quality=quality,
            limits=PhotoLimits(**photos.model_dump(include={limit.name for limit in fields(PhotoLimits)})),
        ),
        site_name=site_name,
        site_url=site_url.rstrip("/") + "/" if site_url else "",
        site_description=site_description,
        language=language,
        has_directory_urls=has_directory_urls,
        has_embeds=options.embeds,
        allows_html=options.inline_html,
        limits=RecordLimits(**options.limits.model_dump()),
        admin=admin_settings(options) if options.admin.enabled or has_admin else None,
        allowed_origins=options.headers.allow if options.headers.enabled else None,
        stylesheets=tuple(stylesheets),
        audience=audience or by_option,
        consent_policy=options.policy.consent,
        is_page=is_page,
    )
