"""Owns the starter record: every field with its explanation, most of them as examples; reads no record."""

import types
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from casefolio.answers import Answers
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
#: In the folder of the records, where the record's own folder is `..` away from it.
SCHEMA_NAME = "_schema.json"
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
        schema: the path of a JSON schema from the record's folder, for editors that read YAML with one; empty where
            there is none.
    """
    lines: list[str] = []
    for name, field in CaseStudyFields.model_fields.items():
        lines += ["", f"{_EXPLAINED} {_explanation(field)}", *_field_lines(name, field, answers, photo_name)]
    if is_yaml:
        modeline = [f"# yaml-language-server: $schema={schema}"] if schema else []
        return "\n".join((*modeline, *_YAML_HEADER, *lines, "", *_yaml_sections(), ""))
    headings = phrases_for(language).sections
    body = (f"\n## {headings[kind]}\n\n{words}\n" for kind, words in SECTIONS.items())
    return "\n".join(("---", *_HEADER, *lines, "---", "".join(body)))


def schema_beside(records_path: Path) -> str:
    """The path of the portfolio's JSON schema of a record, from the folder of a record that has its own; or empty."""
    return f"../{SCHEMA_NAME}" if (records_path / SCHEMA_NAME).is_file() else ""


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
