"""Owns the starter record: every field with its explanation, most of them as examples; touches no file."""

import re
import types
from collections.abc import Iterator
from enum import Enum
from typing import Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from casefolio.codes import Code
from casefolio.diagnostics import Diagnostic, Position, Report
from casefolio.field_examples import EXAMPLES
from casefolio.models import CaseStudyFields, Model
from casefolio.records import Entry, Mapping, Scalar, ScalarStyle
from casefolio.validation.shape import Shape
from casefolio.yaml_scalars import write_field

#: An explanation, and a field that is only an example: without its one `#` the line is a field.
_EXPLAINED, _EXAMPLE = "##", "#"
_HEADER = (
    "## Write over what stands here. Lines with one `#` are examples: delete the `#` to use one, or the whole line.",
    "## Quotes go below `testimonials`, or into the text as `> …` under a heading `## What they said`.",
    "## `casefolio check` says at any time what is still wrong.",
)
#: What YAML does not allow in a text.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_SUMMARY = "Write here in one or two plain sentences what happened, why, and what came of it."
_CLIENT = "Name of the client"

_BODY = """\
## The brief

Write here what was asked for, by whom, and why just then.

## What I did

Write here what you did, in the order that it happened. Name what was hard, too.

## What changed

Write here what is different now, and how anybody can tell.

## What we learned

Write here what you would do again, and what you would do another way. Delete the headings that you don't need.
"""


def render_starter(title: str) -> str:
    """Writes a record that a check accepts as a draft.

    Args:
        title: one that `check_title` finds nothing wrong with.
    """
    filled = {"title": write_field("title", title), "summary": [f"summary: {_SUMMARY}"], "status": ["status: draft"]}
    lines: list[str] = []
    for name, field in CaseStudyFields.model_fields.items():
        lines += ["", f"{_EXPLAINED} {_explanation(field)}"]
        if name == "client":
            lines += ["client:", f"  name: {_CLIENT}", *_example_lines(_model_of(field), 2, {"name"})]
        else:
            lines += filled.get(name) or _example_field("CaseStudyFields", name, field, 0)
    return "\n".join(("---", *_HEADER, *lines, "---", "", _BODY))


def check_title(title: str) -> tuple[Diagnostic, ...]:
    """What is wrong with a title, if anything; the positions say nothing."""
    nowhere = Position("title")
    entry = Entry(Scalar("title", nowhere), Scalar(title, nowhere, ScalarStyle.QUOTED))
    report = Report()
    if match := _UNPRINTABLE.search(title):
        message = f"`title` holds the character U+{ord(match.group()):04X}, which cannot be seen"
        report.add(Code.CONTROL_CHARACTER, nowhere, message, "write it anew, without copying it")
    Shape().read_given(CaseStudyFields, Mapping((entry,), nowhere), report)
    return report.diagnostics


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
