"""Makes the configuration of the web form, Sveltia CMS, out of the models; writes no file.

The format is that of the form's `config.yml`: https://sveltiacms.app/en/docs/config-basics. Keys of ours that it does
not know begin with `casefolio_`; our script reads them.
"""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

import yaml

from casefolio.fields import Field, Kind, read_fields
from casefolio.models import CaseStudyFields, Credit, Focal, Model, Testimonial
from casefolio.schemas import SECTION_WORDS
from casefolio.settings import AdminSettings, Backend

Form = dict[str, Any]

#: What a list shows of an item that is folded.
_SUMMARIES = {
    "testimonials": "{{fields.name}} {{fields.role}} {{fields.organisation}} “{{fields.quote}}”",
    "partners": "{{fields.name}}",
    "outcomes": "{{fields.value}} {{fields.unit}} {{fields.label}} {{fields.statement}}",
}
_SINGULARS = {"testimonials": "testimonial", "partners": "partner", "outcomes": "outcome"}
_PHOTO_TYPES = "image/jpeg,image/png,image/webp,image/avif"
#: Drawn anew by the browser, a photo has lost the place, the device and everything else that was noted in it.
_CLEANED = {"format": "webp", "quality": 90, "width": 3200, "height": 3200}
#: A longer text gets a field of several lines.
_LONGEST_LINE = 120
#: The text that the script keeps of a record, to change nothing but what was changed in the form.
SOURCE_FIELD = "casefolio_source"


class Layout(Enum):
    """Where a record lies; the value is the path of its file without ending, and the ending."""

    MARKDOWN_FOLDER = ("{{slug}}/index", "md")
    MARKDOWN_FILE = ("{{slug}}", "md")
    YAML_FOLDER = ("{{slug}}/index", "yml")
    YAML_FILE = ("{{slug}}", "yml")
    YAML_FOLDER_LONG = ("{{slug}}/index", "yaml")
    YAML_FILE_LONG = ("{{slug}}", "yaml")


_LABELS = {
    Layout.MARKDOWN_FOLDER: "Case studies",
    Layout.MARKDOWN_FILE: "Studies: one file",
    Layout.YAML_FOLDER: "Studies: YAML",
    Layout.YAML_FILE: "Studies: one YAML file",
    Layout.YAML_FOLDER_LONG: "Studies: .yaml",
    Layout.YAML_FILE_LONG: "Studies: one .yaml file",
}


def layouts_of(paths: Iterable[str]) -> tuple[Layout, ...]:
    """Where the records of a portfolio lie; new ones get a folder with `index.md`, as `casefolio new` makes it.

    Args:
        paths: of records, `/`-separated.
    """
    found = {Layout.MARKDOWN_FOLDER}
    for path in paths:
        stem, _, suffix = path.rpartition("/")[2].rpartition(".")
        place = "{{slug}}/index" if stem == "index" else "{{slug}}"
        found |= {layout for layout in Layout if layout.value == (place, suffix.lower())}
    return tuple(layout for layout in Layout if layout in found)


def make_config(
    admin: AdminSettings,
    *,
    records_folder: str,
    terms: Mapping[str, tuple[str, ...]],
    layouts: Iterable[Layout],
    site_name: str,
) -> Form:
    """What `config.yml` says.

    Args:
        admin: where the records are kept.
        records_folder: the folder of the records, `/`-separated, from the repository's.
        terms: the words that a taxonomy is limited to, by taxonomy.
        layouts: where records lie.
        site_name: plain text.
    """
    return {
        "backend": _backend(admin),
        # Every change is proposed, looked at and merged, as one by hand would be.
        **({} if admin.backend is Backend.LOCAL else {"publish_mode": "editorial_workflow"}),
        "app_title": site_name or "Case studies",
        "show_preview_links": False,
        "editor": {"preview": False},
        "media_folder": records_folder,
        "media_libraries": {
            "default": {"config": {"transformations": {"raster_image": _CLEANED}}},
            "stock_assets": {"providers": []},
        },
        "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": 80},
        "collections": [_collection(layout, records_folder, terms) for layout in layouts],
    }


def render_config(config: Form) -> str:
    """The configuration as the text of a file."""
    return yaml.safe_dump(config, allow_unicode=True, sort_keys=False, width=120)


def _backend(admin: AdminSettings) -> Form:
    if admin.backend is Backend.LOCAL:
        # The form wants to be told of a repository although it never asks for one.
        return {"name": Backend.GITHUB.value, "repo": "your/portfolio", "auth_methods": ["token"]}
    given = {"branch": admin.branch, "base_url": admin.login_url, "app_id": admin.app_id}
    if admin.backend is Backend.GITLAB and admin.app_id:
        given["auth_type"] = "pkce"
    return {"name": admin.backend.value, "repo": admin.repo, **{key: value for key, value in given.items() if value}}


def _collection(layout: Layout, records_folder: str, terms: Mapping[str, tuple[str, ...]]) -> Form:
    path, extension = layout.value
    is_markdown = extension == "md"
    fields = {field.name: _form(field, terms.get(field.name)) for field in read_fields(CaseStudyFields)}
    names = list(fields)
    # The text stands where people look for it: behind what everybody fills in.
    middle = names.index("testimonials") + 1
    return {
        "name": layout.name.lower().replace("_", "-"),
        "label": _LABELS[layout],
        "label_singular": "Case study",
        "folder": records_folder,
        "path": path,
        "extension": extension,
        "format": "casefolio-frontmatter" if is_markdown else "casefolio-yaml",
        "create": layout is Layout.MARKDOWN_FOLDER,
        "media_folder": "",
        "public_folder": "",
        "slug": "{{title}}",
        "summary": "{{title}}",
        "sortable_fields": ["title", "published_on", "updated_on"],
        "fields": [
            *(fields[name] for name in names[:middle]),
            _body(is_markdown=is_markdown),
            *(fields[name] for name in names[middle:]),
            _shared(),
            {"name": SOURCE_FIELD, "widget": "hidden"},
        ],
    }


def _body(*, is_markdown: bool) -> Form:
    if is_markdown:
        hint = "In Markdown: ## before a heading, - before an item of a list, > before a quote."
        return {"name": "body", "label": "Text of the page", "hint": hint, "widget": "text", "required": False}
    parts = [
        {"name": kind.value, "label": kind.value.capitalize(), "hint": words, "widget": "text", "required": False}
        for kind, words in SECTION_WORDS.items()
    ]
    return {"name": "sections", "label": "Text of the page", "widget": "object", "required": False, "fields": parts}


def _shared() -> Form:
    fields = [_form(field) | {"required": False} for field in read_fields(Testimonial)]
    label = {"label": "What all testimonials share", "hint": "Each of them starts from this."}
    return {
        "name": "testimonial_defaults",
        **label,
        "widget": "object",
        "required": False,
        "collapsed": True,
        "fields": fields,
    }


def _form(field: Field, terms: tuple[str, ...] | None = None) -> Form:
    example = "" if field.kind in {Kind.YES_NO, Kind.CHOICE} or field.is_list else field.example.strip('"')
    form: Form = {
        "name": field.name,
        "label": field.title,
        "hint": f"{field.description} For example: {example}" if example else field.description,
        "required": field.is_required,
    }
    return form | _widget(field, terms)


def _widget(field: Field, terms: tuple[str, ...] | None) -> Form:
    match field.kind:
        case Kind.GROUP if field.model:
            return _group(field, field.model)
        case Kind.CHOICE:
            # A new study is a draft until somebody publishes it. No other choice is made for anybody.
            is_status = field.name == "status" and field.default is not None
            chosen = (
                {"multiple": True} if field.is_list else {"default": "draft", "required": True} if is_status else {}
            )
            return {"widget": "select", "options": list(field.choices), **chosen}
        case Kind.YES_NO:
            return {"widget": "boolean", "default": False}
        case Kind.NUMBER | Kind.WHOLE_NUMBER:
            bounds = {"min": field.least, "max": field.most}
            kind = "int" if field.kind is Kind.WHOLE_NUMBER else "float"
            return {"widget": "number", "value_type": kind} | {k: v for k, v in bounds.items() if v is not None}
        case Kind.DAY:
            return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
        case _:
            return _text(field, terms)


def _text(field: Field, terms: tuple[str, ...] | None) -> Form:
    if field.is_list:
        return {"widget": "select", "options": list(terms), "multiple": True} if terms else {"widget": "list"}
    if (field.name, field.title) == ("src", "File"):
        return {"widget": "image", "choose_url": False, "accept": _PHOTO_TYPES}
    has_paragraphs = field.form is not None and field.form.has_paragraphs
    is_long = has_paragraphs or (field.longest or 0) > _LONGEST_LINE
    form: Form = {"widget": "text" if is_long else "string"}
    if field.longest is not None:
        form |= {"minlength": field.shortest, "maxlength": field.longest}
    elif field.form is not None and not has_paragraphs:
        form["pattern"] = [rf"^\s*(?:{field.form.pattern}){'' if field.is_required else '?'}\s*$", field.form.hint]
    return form


def _group(field: Field, model: type[Model]) -> Form:
    if model is Focal:
        return {"widget": "casefolio-focal"}
    if model is Credit:
        return {"widget": "casefolio-credit", "casefolio_details": [_form(part) for part in read_fields(model)]}
    fields = [_form(part) for part in read_fields(model)]
    form: Form = {"widget": "list" if field.is_list else "object", "fields": fields}
    if field.is_list:
        form |= {"label_singular": _SINGULARS[field.name], "summary": _SUMMARIES[field.name], "collapsed": "auto"}
    return form
