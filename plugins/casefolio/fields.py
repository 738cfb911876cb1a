"""Owns what any editor's form needs to know of each field, read from the models; knows no editor."""

import types
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum, auto
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from casefolio.field_examples import EXAMPLES
from casefolio.models import Model
from casefolio.values import TextForm


class Kind(Enum):
    """What a field holds, or each item of its list."""

    TEXT = auto()
    CHOICE = auto()
    YES_NO = auto()
    NUMBER = auto()
    WHOLE_NUMBER = auto()
    DAY = auto()
    #: Fields of its own.
    GROUP = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a model.

    Attributes:
        title: a label for people who don't see its name.
        kind: of its items, where `is_list`.
        form: how it is written; None for choices, numbers and groups.
        model: of a group; None otherwise.
        choices: the words of a choice.
        shortest: the fewest characters of a text, and `longest` the most, white space counted once; None where it is
            any number.
        least: the smallest number, and `most` the largest; None where it is any.
        default: as a record has it; None where there is none.
        example: as a record has it in YAML; empty for a group that is never one text.
        synonyms: other spellings of the name.
    """

    name: str
    title: str
    description: str
    kind: Kind
    is_list: bool
    is_required: bool
    form: TextForm | None = None
    model: type[Model] | None = None
    choices: tuple[str, ...] = ()
    shortest: int | None = None
    longest: int | None = None
    least: float | None = None
    most: float | None = None
    default: str | float | None = None
    example: str = ""
    synonyms: tuple[str, ...] = ()


@cache
def read_fields(model: type[Model]) -> tuple[Field, ...]:
    """The fields of a model, in its order."""
    return tuple(_read_field(model, name, info) for name, info in model.model_fields.items())


def _read_field(model: type[Model], name: str, info: FieldInfo) -> Field:
    parts = list(_iter_parts(info.annotation, info.metadata))
    classes = [part for part in parts if isinstance(part, type)]
    group = next((part for part in classes if issubclass(part, Model)), None)
    choices = next((part for part in classes if issubclass(part, StrEnum)), None)
    form = next((part for part in parts if isinstance(part, TextForm)), None)
    default = info.get_default(call_default_factory=True)
    return Field(
        name=name,
        title=info.title or name.replace("_", " ").capitalize(),
        description=info.description or "",
        kind=_kind_of(classes, group, choices),
        is_list=get_origin(info.annotation) is tuple or any(get_origin(a) is tuple for a in get_args(info.annotation)),
        is_required=info.is_required(),
        form=form,
        model=group,
        choices=tuple(choice.value for choice in choices) if choices else (),
        shortest=_last(parts, "min_length"),
        longest=_last(parts, "max_length"),
        least=_last(parts, "ge"),
        most=_last(parts, "le"),
        default=_as_written(default),
        example=EXAMPLES.get((model.__name__, name), ""),
        synonyms=tuple(other for other, right in model.synonyms.items() if right == name),
    )


def _as_written(default: object) -> str | float | None:
    if isinstance(default, Enum):
        return str(default.value)
    return default if isinstance(default, (bool, int, float, str)) else None


def _kind_of(classes: list[type], group: type | None, choices: type | None) -> Kind:
    if group:
        return Kind.GROUP
    if choices:
        return Kind.CHOICE
    return {bool: Kind.YES_NO, int: Kind.WHOLE_NUMBER, float: Kind.NUMBER, date: Kind.DAY}.get(
        classes[0] if len(classes) == 1 else str, Kind.TEXT
    )


def _last(parts: list[Any], name: str) -> Any:  # noqa: ANN401 - whichever kind of bound it is
    """The bound that was set last, which is that of the field itself."""
    found = [getattr(part, name) for part in parts if getattr(part, name, None) is not None]
    return found[-1] if found else None


def _iter_parts(annotation: Any, metadata: list[Any]) -> Iterator[Any]:  # noqa: ANN401 - annotations have no common type
    """The classes that an annotation is made of, with everything that is noted beside them."""
    arguments = get_args(annotation)
    if get_origin(annotation) in {Union, types.UnionType, tuple}:
        for part in arguments:
            if part not in {type(None), Ellipsis}:
                yield from _iter_parts(part, [])
    elif get_origin(annotation) is Annotated:
        yield from _iter_parts(arguments[0], list(arguments[1:]))
    else:
        yield annotation
    for note in metadata:
        yield from note.metadata if isinstance(note, FieldInfo) else [note]
