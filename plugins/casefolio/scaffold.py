"""Owns the starter record: every field with its explanation, most of them as examples; reads no record."""

import types
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from casefolio.answers import Answers
from casefolio.field_examples import EXAMPLES
from casefolio.models import CaseStudyFields, Client, Model, Photo
from casefolio.phrases import phrases_for
from casefolio.placeholders import CLIENT, SECTIONS, SUMMARY
from casefolio.yaml_scalars import write_field

#: An explanation, and a field that is only an example: without its one `#` the line is a field.
_EXPLAINED, _EXAMPLE = "##", "#"
_HEADER = (
    "## Write over what stands here. Lines with one `#` are examples: delete the `#` to use one, or the whole line.",
    "## Quotes go below `testimonials`, or into the text as `> …` under a heading `## What they said`.",
    "## The text stands at the end; delete the headings that you don't need.",
    "## `casefolio check` says at any time what is still wrong.",
)
_YAML_HEADER = (_HEADER[0], "## Quotes go below `testimonials`, and the text at the end below `sections`.", _HEADER[-1])


def render_starter(
    answers: Answers, photo_name: str = "", *, language: str = "en", is_yaml: bool = False, schema: str = ""
) -> str:
    """Writes a record that a check accepts as a draft.

    Args:
        answers: those that `casefolio.answers` finds nothing wrong with; what is empty gets words to write over, which
            no check lets be published.
        photo_name: of the file next to the record; empty where there is none.
        language: the site's, for the headings of the text.
        is_yaml: whether all of it is YAML, instead of Markdown with front matter.
        schema: the first line of a YAML record, by which editors find its schema; empty where there is none.
    """
    lines: list[str] = []
    for name, field in CaseStudyFields.model_fields.items():
        lines += ["", f"{_EXPLAINED} {_explanation(field)}", *_field_lines(name, field, answers, photo_name)]
    if is_yaml:
        modeline = [schema] if schema else []
        return "\n".join((*modeline, *_YAML_HEADER, *lines, "", *_yaml_sections(), ""))
    headings = phrases_for(language).sections
    body = (f"\n## {headings[kind]}\n\n{words}\n" for kind, words in SECTIONS.items())
    return "\n".join(("---", *_HEADER, *lines, "---", "".join(body)))


def _field_lines(name: str, field: FieldInfo, answers: Answers, photo_name: str) -> Iterable[str]:
    match name:
        case "title":
            return write_field("title", answers.title)
        case "summary":
            return write_field("summary", answers.summary or SUMMARY)
        case "status":
            return ["status: draft"]
        case "client":
            # Without a line of explanation before it, since the line above says the same.
            first = write_field("name", answers.client or CLIENT, 2)
            return ["client:", *first, *_example_lines(Client, 2, {"name"})]
        case "photo" if photo_name:
            return ["photo:", *_photo_lines({"src": photo_name, "alt": answers.alt, "credit": answers.credit})]
    return _example_field("CaseStudyFields", name, field, 0)


def _photo_lines(given: dict[str, str]) -> Iterator[str]:
    for name, field in Photo.model_fields.items():
        yield f"{_EXPLAINED}  {_explanation(field)}"
        text = given.get(name)
        yield from write_field(name, text, 2) if text else _example_field("Photo", name, field, 2)


def _yaml_sections() -> Iterator[str]:
    yield f"{_EXPLAINED} The text of the page, in Markdown, by its sections. Delete those that you don't need."
    yield "sections:"
    for kind, words in SECTIONS.items():
        yield from (f"  {kind.value}: |", f"    {words}", "")


def _example_lines(model: type[Model] | None, column: int, left_out: set[str]) -> Iterator[str]:
    """The fields of a map, as examples."""
    for name, field in model.model_fields.items() if model else ():
        if name not in left_out:
            yield f"{_EXPLAINED}{' ' * column}{_explanation(field)}"
            yield from _example_field(model.__name__ if model else "", name, field, column)


def _example_field(model_name: str, name: str, field: FieldInfo, column: int) -> Iterator[str]:
    indent = " " * column
    inner = _model_of(field)
    if inner is None:
        yield f"{_EXAMPLE}{indent}{name}: {EXAMPLES[model_name, name]}"
        return
    yield f"{_EXAMPLE}{indent}{name}:"
    if not _is_list(field):
        yield from _example_lines(inner, column + 2, set())
        return
    lines = list(_example_lines(inner, column + 4, set()))
    first = next(number for number, line in enumerate(lines) if not line.startswith(_EXPLAINED))
    mark = len(_EXAMPLE) + column + 2
    lines[first] = f"{lines[first][:mark]}- {lines[first][mark + 2 :]}"
    yield from lines


def _explanation(field: FieldInfo) -> str:
    """What the model says of a field, with its choices where they are few words."""
    choices = next((kind for kind in _kinds(field.annotation) if issubclass(kind, Enum)), None)
    described = field.description or ""
    if choices is None:
        return described
    names = ", ".join(str(choice.value) for choice in choices)
    return f"{described} One of: {names}." if not all(str(c.value) in described for c in choices) else described


def _model_of(field: FieldInfo) -> type[Model] | None:
    return next((kind for kind in _kinds(field.annotation) if issubclass(kind, Model)), None)


def _is_list(field: FieldInfo) -> bool:
    return get_origin(field.annotation) is tuple


def _kinds(annotation: Any) -> Iterator[type]:  # noqa: ANN401 - annotations have no common type
    """The classes that an annotation is made of."""
    if get_origin(annotation) in {Union, types.UnionType, tuple}:
        for part in get_args(annotation):
            yield from _kinds(part)
    elif get_origin(annotation) is not None:  # Annotated, whose first argument is the type
        yield from _kinds(get_args(annotation)[0])
    elif isinstance(annotation, type):
        yield annotation
