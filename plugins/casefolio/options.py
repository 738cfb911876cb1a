"""Reads what a site's owner writes for casefolio in mkdocs.yml into settings; the same for every edge."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from casefolio.nearest import nearest
from casefolio.option_models import Options
from casefolio.settings import (
    PREVIEW_VARIABLE,
    AdminSettings,
    Audience,
    CropSettings,
    PagePaths,
    PhotoFormat,
    PhotoLimits,
    PhotoSettings,
    RecordLimits,
    Settings,
    is_any_page,
)

_DEFAULTS = PhotoSettings()


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


def asks_for_preview(environment: Mapping[str, str]) -> bool:
    """Whether builds in an environment are previews of what others have sent."""
    return environment.get(PREVIEW_VARIABLE, "").strip().lower() not in {"", "0", "false"}


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
    is_preview: bool = False,
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
        is_preview: whether this is a preview whatever the options say; drafts are shown in previews only.
        is_page: whether the host publishes a file of the pages' folder.
        site_name: plain text.
        site_url: where the site will stand; empty where that is not known.
        site_description: plain text; empty for none.
        stylesheets: the site's own, by their addresses from its root.
    """
    photos = options.photos
    quality = {PhotoFormat(name): value for name, value in photos.quality.model_dump().items()}
    root_path = root_path.resolve()
    # Where strangers' pages may stand, none of them is to stand beside a form that somebody has signed in to.
    has_form = options.admin.enabled and not (options.preview or is_preview)
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
        admin=admin_settings(options) if has_form or has_admin else None,
        allowed_origins=options.headers.allow if options.headers.enabled else None,
        stylesheets=tuple(stylesheets),
        audience=audience or by_option,
        consent_policy=options.policy.consent,
        is_preview=options.preview or options.drafts or is_preview,
        is_page=is_page,
    )
