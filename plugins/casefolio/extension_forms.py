"""Makes the forms of Front Matter, an extension for VS Code, out of the models; writes no file.

The format is that of the extension's `frontmatter.json`: https://frontmatter.codes/docs/content-creation/fields
"""

from collections.abc import Mapping
from typing import Any

from casefolio.fields import Field, Kind, read_fields
from casefolio.models import CaseStudyFields, Model

Form = dict[str, Any]

#: The settings that are casefolio's; of all others there may be more in the file.
OWNED_SETTINGS = frozenset({"frontMatter.taxonomy.contentTypes", "frontMatter.taxonomy.fieldGroups"})

_SETTINGS_SCHEMA = "https://frontmatter.codes/frontmatter.schema.json"
#: With any other name the extension would write a field `type` into every new record.
_CONTENT_TYPE = "default"
_GROUP_PREFIX = "casefolio-"
_DATE_FORMAT = "yyyy-MM-dd"
_STATUS = "status"
#: A longer text gets a field of several lines.
_LONGEST_LINE = 120


def make_settings(records_folder: str, terms: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """What `frontmatter.json` says.

    Args:
        records_folder: the folder of the records, `/`-separated, from the project's folder.
        terms: the words that a taxonomy is limited to, by taxonomy.
    """
    groups: dict[str, Form] = {}
    fields = [_form(field, groups, terms.get(field.name)) for field in read_fields(CaseStudyFields)]
    by_name = {field.name: field for field in read_fields(CaseStudyFields)}
    return {
        "$schema": _SETTINGS_SCHEMA,
        "frontMatter.content.pageFolders": [{"title": "Case studies", "path": f"[[workspace]]/{records_folder}"}],
        "frontMatter.content.draftField": {
            "name": _STATUS,
            "type": "choice",
            "choices": list(by_name[_STATUS].choices),
        },
        "frontMatter.taxonomy.seoTitleLength": by_name["title"].longest,
        "frontMatter.taxonomy.seoDescriptionField": "summary",
        "frontMatter.taxonomy.seoDescriptionLength": by_name["summary"].longest,
        "frontMatter.taxonomy.contentTypes": [
            # Each new record is a folder with `index.md`, as `casefolio new` makes it; empty fields are not written.
            {"name": _CONTENT_TYPE, "pageBundle": True, "previewPath": None, "clearEmpty": True, "fields": fields}
        ],
        "frontMatter.taxonomy.fieldGroups": list(groups.values()),
    }


def _form(field: Field, groups: dict[str, Form], terms: tuple[str, ...] | None = None) -> Form:
    form: Form = {"title": field.title, "name": field.name, "description": field.description}
    if field.is_required:
        form["required"] = True
    if field.name == _STATUS and field.default is not None:
        return form | {"type": "draft", "default": "draft"}
    return form | _kind(field, groups, terms)


def _kind(field: Field, groups: dict[str, Form], terms: tuple[str, ...] | None) -> Form:
    match field.kind:
        case Kind.GROUP if field.model:
            return _group(field, field.model, groups)
        case Kind.CHOICE:
            return {"type": "choice", "choices": list(field.choices), **({"multiple": True} if field.is_list else {})}
        case Kind.YES_NO:
            return {"type": "boolean"}
        case Kind.NUMBER | Kind.WHOLE_NUMBER:
            bounds = {"min": field.least, "max": field.most}
            options = {name: bound for name, bound in bounds.items() if bound is not None}
            is_decimal = field.kind is Kind.NUMBER
            return {"type": "number", "numberOptions": {"isDecimal": is_decimal, **options}}
        case Kind.DAY:
            return {"type": "datetime", "dateFormat": _DATE_FORMAT}
        case _:
            return _text(field, terms)


def _text(field: Field, terms: tuple[str, ...] | None) -> Form:
    if field.is_list:
        return {"type": "choice", "choices": list(terms), "multiple": True} if terms else {"type": "list"}
    is_long = (field.form is not None and field.form.has_paragraphs) or (field.longest or 0) > _LONGEST_LINE
    return {"type": "string", "single": not is_long}


def _group(field: Field, model: type[Model], groups: dict[str, Form]) -> Form:
    inner = [_form(part, groups) for part in read_fields(model)]
    if not field.is_list:
        return {"type": "fields", "fields": inner}
    name = f"{_GROUP_PREFIX}{field.name}"
    groups[name] = {"id": name, "labelField": inner[0]["name"], "fields": inner}
    return {"type": "block", "fieldGroup": name}
