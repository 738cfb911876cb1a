"""Walks a record's nodes along a model and reads each value; knows the form of values, not what they mean together."""

import types
from collections.abc import Callable, Iterable
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from casefolio.diagnostics import Position, Report
from casefolio.models import Model
from casefolio.nearest import all_near, nearest
from casefolio.records import Entry, Mapping, Node, Scalar, ScalarStyle, Sequence
from casefolio.validation import messages
from casefolio.yaml11 import surprise

ModelT = TypeVar("ModelT", bound=Model)
#: Looks at the fields of one model together.
Rule = Callable[["Checked", Report], None]
#: By model, what is looked at after its fields.
RuleTable = MappingType[type[Model], Iterable[Rule]]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a rule looks at: the values that could be read, and where each stands.

    Attributes:
        node: the mapping as written.
        values: by field name; a field that is missing or wrong is not in it.
        given: the names of the fields that the record has, right or wrong.
        missed: the fields that an unknown key was probably meant to be; that was told already.
    """

    model: type[Model]
    node: Mapping
    values: dict[str, Any]
    given: dict[str, Entry]
    missed: frozenset[str] = frozenset()

    def has(self, name: str) -> bool:
        """Whether the record has the field, right, wrong or misspelt."""
        return name in self.given or name in self.missed

    def get(self, name: str) -> Any:  # noqa: ANN401 - a field's type is known to the rule that asks for it
        """The value of a field; its default where the record doesn't have it, None where it is wrong or required."""
        if name in self.values:
            return self.values[name]
        return None if name in self.given else _defaults(self.model).get(name)

    def position(self, name: str) -> Position:
        """Where the field's value stands; where its map begins, if it has none."""
        entry = self.given.get(name)
        return entry.value.position if entry else self.node.position


@dataclass(frozen=True, slots=True)
class Shape:
    """How a tree of models is read.

    Attributes:
        rules: what is looked at after the fields of a model, by model.
    """

    rules: RuleTable = field(default_factory=dict)

    def read(
        self, model: type[Model], node: Mapping, report: Report, ignored_keys: frozenset[str] = frozenset()
    ) -> dict[str, Any] | None:
        """Reads the outermost map.

        Args:
            model: what the map is.
            node: the map.
            report: takes every problem of it and of all below it.
            ignored_keys: keys of the map that others read.

        Returns:
            The values by field name, right by the model; None where something is an error.
        """
        return self._read_mapping(model, node, report, ignored_keys, "")

    def read_given(self, model: type[Model], node: Mapping, report: Report) -> None:
        """Looks only at the fields that a map has, each for itself: for defaults, which need not be whole."""
        given, _ = _known_entries(model, node, report, frozenset())
        for name, entry in given.items():
            self._read_value(entry.key.text, model, name, entry.value, report)

    def _read_mapping(
        self, model: type[Model], node: Mapping, report: Report, ignored: frozenset[str], short_key: str
    ) -> dict[str, Any] | None:
        """Reads a map; `short_key` is what stands in the file where one text was written instead of it."""
        found = Report()
        given, missed = _known_entries(model, node, found, ignored)
        values: dict[str, Any] = {}
        for name, entry in given.items():
            errors_before = found.error_count
            value = self._read_value(short_key or entry.key.text, model, name, entry.value, found)
            if found.error_count == errors_before:
                values[name] = value
        for name, description in _required(model):
            if name not in given and name not in missed:
                empty = node.entry(name)
                position = empty.key.position if empty else node.position
                messages.missing_field(found, name, position, description)
        checked = Checked(model, node, values, given, frozenset(missed))
        for rule in self.rules.get(model, ()):
            rule(checked, found)
        report.extend(found)
        return None if found.has_errors else values

    def _read_value(self, key: str, model: type[Model], name: str, node: Node, report: Report) -> Any:  # noqa: ANN401
        kind = _kind_of_field(model, name)
        if kind.item is not None:
            return self._read_list(key, kind, model, name, node, report)
        if kind.model is not None:
            return self._read_model(key, kind.model, node, report)
        return _read_leaf(key, _validator(model, name), node, report, is_text=kind.is_text)

    def _read_list(
        self, key: str, kind: "Kind", model: type[Model], name: str, node: Node, report: Report
    ) -> tuple[Any, ...]:
        if not isinstance(node, Sequence):
            messages.not_a_list(report, key, node, kind.model)
            return ()
        items: list[Any] = []
        for item in node.items:
            if _is_absent(item):
                messages.empty_item(report, key, item)
            elif kind.model is not None:
                items.append(self._read_model(key, kind.model, item, report, is_item=True))
            elif not isinstance(item, Scalar):
                messages.not_a_text(report, key, item, is_item=True)
            else:
                items.append(_read_leaf(key, _item_validator(model, name), item, report, is_text=kind.is_text))
        return tuple(items)

    def _read_model(
        self, key: str, model: type[Model], node: Node, report: Report, *, is_item: bool = False
    ) -> Model | None:
        short_key = ""
        if isinstance(node, Scalar):
            fields = model.parse_text(node.text)
            if fields is None:
                messages.not_a_map(report, key, node, model, is_item=is_item)
                return None
            node, short_key = _as_mapping(fields, node), key
        if not isinstance(node, Mapping):
            messages.not_a_map(report, key, node, model, is_item=is_item)
            return None
        values = self._read_mapping(model, node, report, frozenset(), short_key)
        return None if values is None else construct(model, values)


def construct(model: type[ModelT], values: dict[str, Any]) -> ModelT:
    """A model of the values that a record has, and of the defaults of all other fields."""
    return model.of(_defaults(model) | values)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a field holds: a model, or a leaf; one, or (`item`) a list of them."""

    model: type[Model] | None
    item: Any
    is_text: bool


@cache
def _kind_of_annotation(annotation: Any) -> Kind:  # noqa: ANN401 - annotations have no common type
    if get_origin(annotation) in {Union, types.UnionType}:
        members = [member for member in get_args(annotation) if member is not type(None)]
        return _kind_of_annotation(members[0]) if len(members) == 1 else Kind(None, None, is_text=False)
    if get_origin(annotation) is Annotated:
        return _kind_of_annotation(get_args(annotation)[0])
    if get_origin(annotation) is tuple:
        item = get_args(annotation)[0]
        inner = _kind_of_annotation(item)
        return Kind(inner.model, item, inner.is_text)
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return Kind(annotation, None, is_text=False)
    return Kind(None, None, is_text=annotation is str)


@cache
def _fields(model: type[Model]) -> dict[str, FieldInfo]:
    """As pydantic gives them, which looks for them each time that it is asked."""
    return model.model_fields


@cache
def _required(model: type[Model]) -> tuple[tuple[str, str], ...]:
    """The fields that have no default, each with its description."""
    return tuple((name, info.description or "") for name, info in _fields(model).items() if info.is_required())


@cache
def _kind_of_field(model: type[Model], name: str) -> Kind:
    annotation: Any = _fields(model)[name].annotation
    return _kind_of_annotation(annotation)


@cache
def _defaults(model: type[Model]) -> dict[str, Any]:
    """The values of fields that are not given; frozen, and so shared instead of copied for each record.

    Those that a record has to give are in their places, as None.
    """
    fields = _fields(model).items()
    return {name: None if info.is_required() else info.get_default(call_default_factory=True) for name, info in fields}


#: Reads a text; raises ValidationError where it is wrong.
Validate = Callable[[str], Any]


@cache
def _validator(model: type[Model], name: str) -> Validate:
    field_info = _fields(model)[name]
    annotation: Any = field_info.annotation
    return _validator_of(Annotated[annotation, *field_info.metadata] if field_info.metadata else annotation)


@cache
def _item_validator(model: type[Model], name: str) -> Validate:
    return _validator_of(_kind_of_field(model, name).item)


def _validator_of(annotation: Any) -> Validate:  # noqa: ANN401 - annotations have no common type
    return TypeAdapter(annotation).validator.validate_python


def _as_mapping(fields: dict[str, str], scalar: Scalar) -> Mapping:
    """The map that a text stands for; every value points at the text."""
    texts = {
        name: Scalar(text, scalar.position, scalar.style if text == scalar.text else ScalarStyle.QUOTED)
        for name, text in fields.items()
    }
    return Mapping(tuple(Entry(Scalar(name, scalar.position), text) for name, text in texts.items()), scalar.position)


def _is_absent(node: Node) -> bool:
    """Whether a key has no value: nothing behind the colon, or an empty text, as web forms write it."""
    return isinstance(node, Scalar) and (node.is_null or not node.text.strip())


def _read_leaf(key: str, validate: Validate, node: Node, report: Report, *, is_text: bool) -> Any:  # noqa: ANN401
    if not isinstance(node, Scalar):
        messages.not_a_text(report, key, node)
        return None
    if is_text and node.style is ScalarStyle.PLAIN and (other := surprise(node)):
        messages.yaml_surprise(report, key, node, other)
    try:
        return validate(node.text)
    except ValidationError as error:
        messages.wrong_value(report, key, node, error.errors(include_url=False, include_context=True)[0])
        return None


def _meant_key(key: str, near: str | None, model: type[Model], names: list[str]) -> str:
    """The nearest key that a map doesn't have, if no other field can be meant, not even one that the map has."""
    fields = {model.synonyms.get(name, name) for name in all_near(key, names)}
    return near if near and fields == {model.synonyms.get(near, near)} else ""


def _home_of(key: str, model: type[Model]) -> messages.Home | None:
    """The one group of fields that has a key which stands beside it: `credit`, or `photo_credit`, of `photo`."""
    homes = []
    for name in _fields(model):
        kind = _kind_of_field(model, name)
        own = key.removeprefix(f"{name}_").removeprefix(f"{name}-")
        if kind.model and (own in _fields(kind.model) or own in kind.model.synonyms):
            homes.append(messages.Home(name, own, is_list=kind.item is not None))
    return homes[0] if len(homes) == 1 else None


def _known_entries(
    model: type[Model], node: Mapping, report: Report, ignored: frozenset[str]
) -> tuple[dict[str, Entry], set[str]]:
    """Sorts a map's keys.

    Returns:
        The entries that have a value, by field name; and the fields that an unknown key was probably meant to be,
        so that one slip of the pen is not told twice.
    """
    fields = _fields(model)
    given: dict[str, Entry] = {}
    missed: set[str] = set()
    for entry in node:
        key = entry.key.text
        name = model.synonyms.get(key, key)
        if name not in fields:
            if key not in ignored:
                written = {other.key.text for other in node}
                names = [*fields, *model.synonyms, *sorted(ignored)]
                near = nearest(key, [candidate for candidate in names if candidate not in written])
                unused = [field_name for field_name in fields if field_name not in written]
                home = _home_of(key, model) if not near else None
                if home:
                    messages.misplaced_key(report, entry.key, home)
                else:
                    messages.unknown_key(report, entry.key, near, unused, _meant_key(key, near, model, names))
                missed.add(model.synonyms.get(near, near) if near else home.name if home else "")
        elif name in given:
            messages.key_in_two_spellings(report, entry.key, given[name].key)
        elif not _is_absent(entry.value):
            given[name] = entry
    return given, missed
