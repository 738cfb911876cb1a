"""Owns the starter record: every field with its explanation, most of them as examples; touches no file."""

import re
import types
from collections.abc import Iterator
from enum import Enum
from typing import Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from casefolio.codes import Code
from casefolio.diagnostics import Diagnostic, Position, Report
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

#: What is shown of each field, by the model and the field's name. A text starts an inline value.
_EXAMPLES: dict[tuple[str, str], str] = {
    ("CaseStudyFields", "programme"): "Name of the programme",
    ("CaseStudyFields", "sectors"): "[Health, Housing]",
    ("CaseStudyFields", "services"): "[Facilitation]",
    ("CaseStudyFields", "themes"): "[Listening]",
    ("CaseStudyFields", "places"): "[Cardiff]",
    ("CaseStudyFields", "published_on"): "2026-01-31",
    ("CaseStudyFields", "updated_on"): "2026-02-28",
    ("CaseStudyFields", "review_by"): "2099-12-31",
    ("CaseStudyFields", "publish_at"): "2026-01-31T09:00+00:00",
    ("CaseStudyFields", "featured"): "true",
    ("CaseStudyFields", "weight"): "10",
    ("CaseStudyFields", "related"): "[name-of-another-study]",
    ("CaseStudyFields", "aliases"): "[work/old-address]",
    ("CaseStudyFields", "slug"): "another-address",
    ("CaseStudyFields", "lang"): "cy",
    ("Client", "url"): "https://www.example.org/",
    ("Client", "description"): "a regional health charity",
    ("Client", "disclosure"): "named",
    ("Partner", "name"): "Name of the partner",
    ("Partner", "url"): "https://www.example.org/",
    ("Period", "start"): "2025-01",
    ("Period", "end"): "2025-06",
    ("Photo", "src"): "photo.jpg",
    ("Photo", "alt"): "Six people around a table bend over a hand-drawn map",
    ("Photo", "decorative"): "false",
    ("Photo", "caption"): "The third workshop",
    ("Focal", "x"): "0.5",
    ("Focal", "y"): "0.35",
    ("Credit", "author"): "Name of the photographer",
    ("Credit", "author_url"): "https://www.example.org/photographer",
    ("Credit", "source"): "Unsplash",
    ("Credit", "source_url"): "https://www.example.org/photo",
    ("Credit", "licence"): "CC BY 4.0",
    ("Credit", "licence_url"): "https://creativecommons.org/licenses/by/4.0/",
    ("Outcome", "statement"): "Each branch still holds its listening hour.",
    ("Outcome", "value"): "40",
    ("Outcome", "unit"): '"%"',
    ("Outcome", "label"): "fewer calls about lost letters",
    ("Outcome", "source"): "Name of the register, 2025",
    ("Testimonial", "quote"): '"Every word, as it was given. And what came after it."',
    ("Testimonial", "pull"): '"Every word, as it was given."',
    ("Testimonial", "name"): "Name of the person",
    ("Testimonial", "role"): "Team manager",
    ("Testimonial", "organisation"): "Name of the organisation",
    ("Testimonial", "url"): "https://www.example.org/person",
    ("Testimonial", "label"): "Senior leader",
    ("Testimonial", "attribution"): "full",
    ("Testimonial", "date"): "2025-06",
    ("Testimonial", "lang"): "cy",
    ("Testimonial", "featured"): "true",
    ("Testimonial", "group_size"): "12",
    ("Consent", "status"): "granted",
    ("Consent", "given_on"): "2025-06-30",
    ("Consent", "expires_on"): "2099-12-31",
    ("Consent", "scope"): "[website, print]",
    ("Consent", "evidence"): "form 12/2025",
    ("Consent", "words"): "the digest that a command writes",
    ("Video", "url"): "https://video.example.org/film",
    ("Video", "poster"): "still.jpg",
    ("Video", "captions"): "film.vtt",
    ("Video", "transcript"): "Everything that is said in the film.",
}

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
        yield f"{_EXAMPLE}{indent}{name}: {_EXAMPLES[model_name, name]}"
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
