"""Owns the words of what is said about a single field; judges nothing."""

from collections.abc import Callable
from collections.abc import Mapping as MappingType
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from pydantic_core import ErrorDetails

from casefolio.codes import Code
from casefolio.diagnostics import Position, Report
from casefolio.models import Model
from casefolio.nearest import nearest, surely_meant
from casefolio.records import Mapping, Node, Scalar, ScalarStyle, Sequence
from casefolio.slugs import slugify

#: How much of a value a message shows.
_SHOWN = 60
_LEAST_PERCENT, _PERCENT = 2, 100


def shown(text: str) -> str:
    """A value as a message shows it: in quotes, on one line, and not longer than a line can be read."""
    flat = " ".join(text.split())
    return f'"{flat}"' if len(flat) <= _SHOWN else f'"{flat[: _SHOWN - 1].rstrip()}…"'


def choices(names: list[str]) -> str:
    """`a`, `b` or `c`."""
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def missing_field(report: Report, name: str, position: Position, meaning: str) -> None:
    """A field that the model requires is not there, or has nothing behind its colon."""
    hint = f"add a line `{name}: …` ({meaning[:1].lower()}{meaning[1:].rstrip('.')})"
    report.add(Code.MISSING_FIELD, position, f"`{name}` is missing", hint)


def unknown_key(report: Report, key: Scalar, near: str | None, names: list[str], meant: str = "") -> None:
    """A key that no field has; `names` are those that the map doesn't have yet, `meant` is surely the right one."""
    others = f"take it out, or write one of {', '.join(f'`{name}`' for name in names)}" if names else "take it out"
    hint = f"did you mean `{near}`?" if near else others
    report.add(Code.UNKNOWN_KEY, key.position, f"`{_cut(key.text)}` is not a known field", hint, meant)


@dataclass(frozen=True, slots=True)
class Home:
    """Where a key belongs.

    Attributes:
        name: the group of fields, or the list of such groups.
        key: as it is written there.
        is_list: whether it belongs in an item.
    """

    name: str
    key: str
    is_list: bool


def misplaced_key(report: Report, key: Scalar, home: Home) -> None:
    """A key that stands beside the group of fields that has it."""
    where = f"in an item below `{home.name}:`" if home.is_list else f"below `{home.name}:`, indented"
    hint = f"take it out, or write it as `{home.key}: …` {where}"
    report.add(Code.UNKNOWN_KEY, key.position, f"`{_cut(key.text)}` is not a known field here", hint)


def key_in_two_spellings(report: Report, key: Scalar, first: Scalar) -> None:
    """`licence` and `license` side by side."""
    message = f"`{key.text}` says the same as `{first.text}` in line {first.position.line}"
    report.add(Code.DUPLICATE_KEY, key.position, message, "keep one of the two lines")


def not_a_list(report: Report, key: str, node: Node, model: type[Model] | None) -> None:
    """One value where a list belongs; `model` is what its items are, None for texts."""
    if isinstance(node, Scalar) and model is None:
        items = ", ".join(part.strip() for part in node.text.split(",") if part.strip())
        message, hint = f"`{key}` is one text, {shown(node.text)}, and needs a list", f"write `{key}: [{items}]`"
    else:
        found = f"one text, {shown(node.text)}," if isinstance(node, Scalar) else "a group of fields"
        message = f"`{key}` is {found} and needs a list"
        example = f", as in `- {next(iter(model.model_fields))}: …`" if model else ""
        hint = f"begin each item on a line of its own below `{key}:` with a hyphen and a space{example}"
    report.add(Code.WRONG_KIND, node.position, message, hint)


def empty_item(report: Report, key: str, node: Node) -> None:
    """A hyphen with nothing behind it."""
    hint = "write it behind the hyphen, or delete the line"
    report.add(Code.WRONG_KIND, node.position, f"an item of `{key}` is empty", hint)


def not_a_text(report: Report, key: str, node: Node, *, is_item: bool = False) -> None:
    """A list or a map where a text belongs."""
    kind = "a list" if isinstance(node, Sequence) else "a group of fields"
    sign = "hyphen" if is_item else "colon"
    hint = f"write one text behind the {sign}, in quotes if it has a colon or begins with a sign"
    message = f"{_subject(key, is_item=is_item)} is {kind} and needs one text"
    report.add(Code.WRONG_KIND, node.position, message, hint, _text_with_colon(node))


def _text_with_colon(node: Node) -> str:
    """`Coaching: leaders` as a text, where the colon made a field of it; empty where it may be something else."""
    if not isinstance(node, Mapping) or len(node.entries) != 1:
        return ""
    entry = node.entries[0]
    if not isinstance(entry.value, Scalar):
        return ""
    is_plain = entry.key.style is entry.value.style is ScalarStyle.PLAIN
    return f"{entry.key.text}: {entry.value.text}" if is_plain and entry.value.text else ""


def _subject(key: str, *, is_item: bool) -> str:
    return f"an item of `{key}`" if is_item else f"`{key}`"


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1].rstrip()}…"


def not_a_map(report: Report, key: str, node: Node, model: type[Model], *, is_item: bool = False) -> None:
    """A list, or a text that can't be read, where a group of fields belongs."""
    code = {"Credit": Code.CREDIT_NOT_UNDERSTOOD, "Focal": Code.FOCAL_NOT_UNDERSTOOD}.get(model.__name__)
    if isinstance(node, Scalar) and code:
        meant = model.meant_text(node.text)
        hint = f"did you mean `{meant}`?" if meant else model.text_hint
        report.add(code, node.position, f"`{key}` can't be understood: {shown(node.text)}", hint, meant)
        return
    found = shown(node.text) if isinstance(node, Scalar) else "a list"
    if code:
        report.add(code, node.position, f"`{key}` can't be understood: it is a list", model.text_hint)
        return
    names = list(model.model_fields)
    where = "behind the hyphen, and its other fields below it" if is_item else f"on a line of its own, below `{key}:`"
    if isinstance(node, Scalar):
        hint = f"write `{names[0]}: {_cut(node.text)}` {where}"
    else:
        hint = f"write its fields, such as {choices(names[:4])}, on lines of their own, without hyphens"
    message = f"{_subject(key, is_item=is_item)} is {found} and needs fields of its own"
    report.add(Code.WRONG_KIND, node.position, message, hint)


def yaml_surprise(report: Report, key: str, node: Scalar, other: str) -> None:
    """A text without quotes that other programs read as something else."""
    message = f"`{key}` is read here as the text {shown(node.text)}, but by other programs as {other}"
    report.add(Code.YAML_SURPRISE, node.position, message, f'put it in quotes: `"{node.text}"`')


def wrong_value(report: Report, key: str, node: Scalar, error: ErrorDetails) -> None:
    """A value that the field's type refuses.

    Args:
        report: takes the diagnostic.
        key: as written.
        node: the value.
        error: what pydantic says; its type decides code, message and hint.
    """
    words = _WORDS.get(error["type"])
    if words is None:
        report.add(Code.WRONG_KIND, node.position, f"`{key}` can't be {shown(node.text)}", error["msg"])
        return
    code, compose = words
    report.add(code, node.position, *compose(key, node.text, {"msg": error["msg"], **error.get("ctx", {})}))


#: Message, hint, and what is surely meant, if that is known.
_Words = tuple[str, str] | tuple[str, str, str]
_Compose = Callable[[str, str, MappingType[str, Any]], _Words]


def _too_short(key: str, text: str, ctx: MappingType[str, Any]) -> _Words:
    length, least = len(" ".join(text.split())), ctx["min_length"]
    if least == 1:
        return f"`{key}` holds no words: {shown(text)}", "write them, or take the line out"
    return (
        f"`{key}` has {length} characters, {shown(text)}, and needs at least {least}",
        f"add {least - length} or more",
    )


def _too_long(key: str, text: str, ctx: MappingType[str, Any]) -> _Words:
    length, most = len(" ".join(text.split())), ctx["max_length"]
    return f"`{key}` has {length} characters and may have {most}", f"shorten it by {length - most}: {shown(text)}"


def _not_a_choice(key: str, text: str, ctx: MappingType[str, Any]) -> _Words:
    names = [name.strip("'") for name in str(ctx["expected"]).replace(" or ", ", ").split(", ")]
    near = nearest(text.strip().lower(), names)
    hint = f"did you mean `{near}`? it can be {choices(names)}" if near else f"write {choices(names)}"
    return f"`{key}` can't be {shown(text)}", hint, surely_meant(text.strip(), names)


def _not_a_number(key: str, text: str, ctx: MappingType[str, Any]) -> _Words:
    bounds = [f"{word} {ctx[name]:g}" for name, word in (("ge", "at least"), ("le", "at most")) if name in ctx]
    hint = f"write a number of {bounds[0]}" if bounds else "write a number in digits, such as `3`"
    if ctx.get("le") == 1 and _LEAST_PERCENT <= float(text) <= _PERCENT:
        hint = f"write a fraction of 1: `{float(text) / _PERCENT:g}` for {float(text):g}%"
    if text.strip().endswith("%"):
        hint = "write a fraction of 1, such as `0.35` for 35%"
    return f"`{key}` can't be {shown(text)}", hint


def _not_a_whole_number(key: str, text: str, ctx: MappingType[str, Any]) -> _Words:
    del ctx
    return f"`{key}` can't be {shown(text)}", "write a whole number in digits, such as `12`"


def _not_a_slug(key: str, text: str, ctx: MappingType[str, Any]) -> _Words:
    del ctx
    path = PurePosixPath(text.strip().strip("/"))
    meant = slugify(path.parent.name if path.stem == "index" else path.stem)
    example = meant or "library-listening"
    hint = f"write `{example}`: small letters, digits and hyphens"
    return f"`{key}` is not a slug: {shown(text)}", hint


def _fixed(message: str, hint: str) -> _Compose:
    """Words with `{key}`, `{value}` (shown) and `{msg}` (what the type says of the right form)."""

    def compose(key: str, text: str, ctx: MappingType[str, Any]) -> _Words:
        fields = {"key": key, "value": shown(text), "msg": ctx["msg"]}
        return message.format(**fields), hint.format(**fields)

    return compose


_WORDS: dict[str, tuple[Code, _Compose]] = {
    # pydantic has two names for each, by whether a validator of ours goes before it.
    **dict.fromkeys(("string_too_short", "too_short"), (Code.TOO_SHORT, _too_short)),
    **dict.fromkeys(("string_too_long", "too_long"), (Code.TOO_LONG, _too_long)),
    "enum": (Code.NOT_A_CHOICE, _not_a_choice),
    "bool_parsing": (
        Code.NOT_TRUE_OR_FALSE,
        _fixed("`{key}` can't be {value}", "write `true` or `false`"),
    ),
    "float_parsing": (Code.NOT_A_NUMBER, _not_a_number),
    "finite_number": (Code.NOT_A_NUMBER, _not_a_number),
    "int_parsing": (Code.NOT_A_NUMBER, _not_a_whole_number),
    "int_parsing_size": (Code.NOT_A_NUMBER, _not_a_whole_number),
    "greater_than_equal": (Code.NOT_A_NUMBER, _not_a_number),
    "less_than_equal": (Code.NOT_A_NUMBER, _not_a_number),
    "not_a_date": (Code.NOT_A_DATE, _fixed("`{key}` is not a date: {value}", "write {msg}")),
    "no_such_day": (
        Code.NOT_A_DATE,
        _fixed("`{key}` is not in the calendar: {value}", "check the month and the day; write {msg}"),
    ),
    "no_time_zone": (
        Code.NOT_A_DATE,
        _fixed(
            "`{key}` does not say which time zone it means: {value}",
            "add the zone behind the time: `+00:00` is London in winter, `+01:00` in summer",
        ),
    ),
    "not_an_address": (
        Code.NOT_AN_ADDRESS,
        _fixed("`{key}` is not a web address: {value}", "write the whole address, beginning with `https://`"),
    ),
    "not_a_slug": (Code.NOT_A_SLUG, _not_a_slug),
    "not_a_language": (
        Code.NOT_A_LANGUAGE,
        _fixed("`{key}` is not a language tag: {value}", "write a tag such as `en`, `cy` or `pt-BR`"),
    ),
    "not_a_path": (
        Code.NOT_A_PATH,
        _fixed("`{key}` holds no path of this site: {value}", "write a path such as `work/old-name/`"),
    ),
    "html_in_text": (
        Code.HTML_IN_TEXT,
        _fixed("`{key}` holds HTML: `{msg}`", "write plain words: the site's design decides how they look"),
    ),
}
