"""Makes the JSON Schemas of a record and of the list of terms, out of the models; writes no file.

A schema refuses nothing that casefolio takes. What it can't say (rules that look at several fields, the calendar, the
disk) is left to `casefolio check`.
"""

import json
import math
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

import yaml

from casefolio.fields import Field, Kind, read_fields
from casefolio.models import TAXONOMIES, CaseStudyFields, Model, Taxonomies, Testimonial
from casefolio.records import SectionKind
from casefolio.values import TextForm

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: The message that a JSON schema has no word for, as VS Code and the YAML language server read it.
_MESSAGE = "patternErrorMessage"
#: No value, or white space. With the type `null` named, editors would offer that word.
_NOTHING: Schema = {"pattern": r"^\s*$", "not": {"type": ["number", "boolean", "array", "object"]}}
_TAG = "</?[A-Za-z!?]"
#: Longer numbers than this are not exact in every editor.
_MOST_DIGITS = 15
_NUMBER = r"[+-]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_WHOLE_NUMBER = r"\+?[0-9][0-9_]*(?:\.0*)?"
_YES_NO = "|".join(
    "".join(f"[{letter.upper()}{letter}]" for letter in word)
    for word in ("true", "false", "yes", "no", "on", "off", "t", "f", "y", "n")
)
SECTION_WORDS = {
    SectionKind.BRIEF: "What was asked for.",
    SectionKind.APPROACH: "What you did.",
    SectionKind.OUTCOMES: "What changed.",
    SectionKind.LEARNING: "What you learned.",
}


def make_record_schema(terms: Mapping[str, tuple[str, ...]] | None = None) -> Schema:
    """The schema of a record in YAML, and of the front matter of one in Markdown.

    Args:
        terms: the words that a taxonomy is limited to, by taxonomy; any word is right in one that is not among them.
    """
    definitions: dict[str, Schema] = {}
    record = _map_of(CaseStudyFields, definitions, terms or {})
    defaults = _map_of(Testimonial, definitions, {})
    defaults.pop("required")
    definitions["TestimonialDefaults"] = {**defaults, "description": "What every testimonial starts from."}
    definitions["Sections"] = _sections()
    record["properties"] |= {
        "testimonial_defaults": {
            "title": "Testimonial defaults",
            "description": "What every testimonial of the record starts from.",
            "anyOf": [{"$ref": "#/$defs/TestimonialDefaults"}, {"type": "null"}],
        },
        "sections": {
            "title": "Sections",
            "description": "The text of the page, in Markdown; in a Markdown record it stands below the front matter.",
            "anyOf": [{"$ref": "#/$defs/Sections"}, {"type": "null"}],
        },
    }
    return {
        "$schema": _DIALECT,
        **record,
        "title": "Case study",
        "description": "A case study of a casefolio portfolio.",
        "$defs": definitions,
    }


def make_taxonomies_schema() -> Schema:
    """The schema of `_taxonomies.yml`."""
    definitions: dict[str, Schema] = {}
    listed = _map_of(Taxonomies, definitions, {})
    return {
        "$schema": _DIALECT,
        **listed,
        "title": "Terms",
        "description": "The terms that case studies may use; a list that is missing takes any term.",
        "$defs": definitions,
    }


def listed_terms(taxonomies: Taxonomies) -> dict[str, tuple[str, ...]]:
    """The words that a project's list of terms allows, by taxonomy."""
    listed = ((taxonomy, taxonomies.listed(taxonomy)) for taxonomy in TAXONOMIES)
    return {taxonomy: tuple(term.name for term in terms) for taxonomy, terms in listed if terms is not None}


def render_schema(schema: Schema) -> str:
    """The schema as the text of a file."""
    return f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n"


def schema_line(record_path: PurePath, schema_path: PurePath) -> str:
    """The comment by which editors find the schema of a YAML record.

    Args:
        record_path: where the record lies.
        schema_path: where the schema lies; both are relative to the same folder.
    """
    way = posixpath.relpath(schema_path.as_posix(), record_path.parent.as_posix())
    return f"# yaml-language-server: $schema={quote(way)}"


def _map_of(model: type[Model], definitions: dict[str, Schema], terms: Mapping[str, tuple[str, ...]]) -> Schema:
    fields = read_fields(model)
    properties: dict[str, Schema] = {}
    for field in fields:
        limits = terms.get(field.name) if model is CaseStudyFields else None
        properties[field.name] = _described(field, _value_of(field, definitions, limits))
        for synonym in field.synonyms:
            properties[synonym] = _described(field, _value_of(field, definitions, limits))
    schema: Schema = {"description": " ".join((model.__doc__ or "").split()), "type": "object"}
    schema |= {"properties": properties, "additionalProperties": False}
    if required := [field.name for field in fields if field.is_required]:
        schema["required"] = required
    return schema


def _described(field: Field, value: Schema) -> Schema:
    schema: Schema = {"title": field.title, "description": field.description, **value}
    if field.longest is not None:
        schema["description"] += f" {field.shortest} to {field.longest} characters."
    if field.default is not None:
        schema["default"] = field.default
    if field.example:
        schema["examples"] = [_example(field)]
    return schema


def _example(field: Field) -> object:
    """The example as YAML has it, where a number is a number."""
    written = yaml.load(field.example, Loader=yaml.BaseLoader)  # noqa: S506 - knows texts, lists and maps only
    match field.kind:
        case Kind.YES_NO:
            return written == "true"
        case Kind.NUMBER | Kind.WHOLE_NUMBER:
            return json.loads(written)
        case _:
            return written


def _value_of(field: Field, definitions: dict[str, Schema], terms: tuple[str, ...] | None) -> Schema:
    if not field.is_list:
        return _single(field, definitions, is_optional=not field.is_required)
    empty = {"pattern": r"^\s*$", _MESSAGE: "write a list: one line for each item, with a hyphen and a space before it"}
    schema: Schema = {"type": ["array", "string", "null"], **empty}
    if terms is None:
        schema["items"] = _single(field, definitions, is_optional=False)
    elif terms:
        schema["items"] = {"enum": list(_iter_spellings(terms))}
    else:
        schema["maxItems"] = 0
    return schema


def _iter_spellings(terms: tuple[str, ...]) -> Iterator[str | int]:
    """The terms, with the number that YAML makes of one such as `2024`."""
    for term in terms:
        yield term
        if term.isdecimal() and str(int(term)) == term:
            yield int(term)


def _single(field: Field, definitions: dict[str, Schema], *, is_optional: bool) -> Schema:
    match field.kind:
        case Kind.GROUP if field.model:
            return _group(field.model, definitions, is_optional=is_optional)
        case Kind.CHOICE:
            return (
                {"anyOf": [{"enum": list(field.choices)}, _NOTHING]} if is_optional else {"enum": list(field.choices)}
            )
        case Kind.YES_NO:
            written = _text(_YES_NO, "write `true` or `false`", is_optional=is_optional)
            return {**written, "type": ["boolean", "integer", *written["type"]], "minimum": 0, "maximum": 1}
        case Kind.NUMBER:
            written = _text(_NUMBER, "write a number in digits", is_optional=is_optional)
            return {**written, "type": ["number", *written["type"]], **_bounds(field.least, field.most)}
        case Kind.WHOLE_NUMBER:
            written = _text(_WHOLE_NUMBER, "write a whole number in digits", is_optional=is_optional)
            return {**written, "type": ["integer", *written["type"]], **_bounds(field.least, field.most)}
        case _:
            form = field.form or TextForm("write a text", has_html=True)
            return _formed(form, field.shortest, field.longest, is_optional=is_optional)


def _group(model: type[Model], definitions: dict[str, Schema], *, is_optional: bool) -> Schema:
    if model.__name__ not in definitions:
        definitions[model.__name__] = {}  # so that its place comes before those of its parts
        definitions[model.__name__] |= _map_of(model, definitions, {})
    reference = {"$ref": f"#/$defs/{model.__name__}"}
    if model.text_form:
        # Not `anyOf`: of two ways that are both wrong, an editor would tell the wrong one half of the time.
        written = _formed(model.text_form, None, None, is_optional=is_optional)
        return {"if": {"type": "object"}, "then": reference, "else": written}
    return {"anyOf": [reference, _NOTHING]} if is_optional else reference


def _formed(form: TextForm, shortest: int | None, longest: int | None, *, is_optional: bool) -> Schema:
    schema = _text(form.pattern, form.hint, is_optional=is_optional, has_html=form.has_html)
    fewest = shortest or 1
    if form.numbers and fewest <= _MOST_DIGITS:
        least, most = form.numbers
        is_whole = form.is_whole or fewest > 1
        schema["type"].insert(1, "integer" if is_whole else "number")
        schema |= _bounds(max(least, 10 ** (fewest - 1)) if fewest > 1 else least, most)
    if fewest > 1:
        schema["minLength"] = fewest
    if longest is not None:
        # As casefolio counts: white space in a row is one character, which `maxLength` can't say.
        limit = rf"^\s*(?:\S|\s+(?=\S)){{0,{longest}}}\s*$"
        schema["allOf"] = [{"pattern": limit, _MESSAGE: f"write at most {longest} characters"}]
    return schema


def _text(pattern: str, hint: str, *, is_optional: bool, has_html: bool = True) -> Schema:
    """A text of a form; where the field may be left out, nothing and white space as well."""
    without_tags = "" if has_html else rf"(?![\s\S]*{_TAG})"
    whole = rf"^{without_tags}\s*(?:{pattern}){'?' if is_optional else ''}\s*$"
    return {"type": ["string", "null"] if is_optional else ["string"], "pattern": whole, _MESSAGE: hint}


def _bounds(least: float | None, most: float | None) -> Schema:
    bounds = {"minimum": least, "maximum": most}
    return {name: bound for name, bound in bounds.items() if bound is not None and math.isfinite(bound)}


def _sections() -> Schema:
    texts = {
        kind.value: {
            "title": kind.value.capitalize(),
            "description": words,
            "type": ["string", "number", "boolean", "null"],
        }
        for kind, words in SECTION_WORDS.items()
    }
    return {
        "description": "The text of the page, in Markdown.",
        "type": "object",
        "properties": texts,
        "additionalProperties": False,
    }
