"""Lays settings into JSON files that others write too: theirs stay, and a file that can't be kept is left alone."""

import json
import os
import re
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: By these an item of a list is known again.
_NAMES = ("name", "id", "path")
_UTF8_MARK = "\ufeff"
#: Texts first, so that a comment in one of them is none.
_TOKEN = re.compile(r'(?P<text>"(?:\\.|[^"\\])*")|(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<comma>,)(?=\s*[}\]])', re.DOTALL)
_INDENT = re.compile(r"^([ \t]+)\S", re.MULTILINE)


class UntouchableError(Exception):
    """A file can't be changed without losing something of it; says why in words that follow its name."""


@dataclass(frozen=True, slots=True)
class JsonText:
    """A file as it is.

    Attributes:
        values: what it says.
        text: as it is written, with its line ends.
        has_comments: whether it has what only VS Code takes for JSON, and what would be lost.
    """

    values: dict[str, Any]
    text: str
    has_comments: bool = False


def load_json(path: Path) -> JsonText | None:
    """Reads a file.

    Returns:
        None where there is none.

    Raises:
        UntouchableError: it is no UTF-8, no JSON, or no map.
        OSError: the disk refuses.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        return parse_json(data.decode("utf-8"))
    except UnicodeDecodeError:
        msg = "is not UTF-8 text"
        raise UntouchableError(msg) from None


def parse_json(text: str) -> JsonText:
    """Reads JSON, with comments and commas at the end of a list as VS Code allows them.

    Raises:
        UntouchableError: it is no JSON, has a key twice, or is no map.
    """
    plain = text.removeprefix(_UTF8_MARK)
    bare = _TOKEN.sub(lambda match: match["text"] or " ", plain)
    if not bare.strip():
        return JsonText({}, text, has_comments=bool(plain.strip()))
    try:
        values = json.loads(bare, object_pairs_hook=_unique)
    except (json.JSONDecodeError, RecursionError):
        msg = "is not JSON"
        raise UntouchableError(msg) from None
    if not isinstance(values, dict):
        msg = "is a list or a single value, not a group of settings"
        raise UntouchableError(msg)
    return JsonText(values, text, has_comments=bare != plain)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        msg = "has a setting twice"
        raise UntouchableError(msg)
    return values


def merge_json(theirs: Mapping[str, Any], ours: Mapping[str, Any], owned: frozenset[str]) -> dict[str, Any]:
    """Their settings with ours among them: nothing of theirs is taken out, and its order stays.

    Args:
        theirs: what stands in a file.
        ours: what has to be there.
        owned: settings of ours in which our values go before theirs; in all others, theirs do.

    Raises:
        UntouchableError: something is of another kind than ours.
    """
    merged = dict(theirs)
    for key, value in ours.items():
        merged[key] = _merged(theirs[key], value, key, is_owned=key in owned) if key in theirs else value
    return merged


def _merged(theirs: object, ours: object, key: str, *, is_owned: bool) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(ours, dict) and isinstance(theirs, dict):
        both = {
            name: _merged(theirs[name], value, key, is_owned=is_owned) for name, value in ours.items() if name in theirs
        }
        return {**theirs, **ours, **both}
    if isinstance(ours, list) and isinstance(theirs, list):
        if _have_names(ours):
            return _merged_items(theirs, ours, key, is_owned=is_owned)
        return ours if is_owned else [*theirs, *(item for item in ours if item not in theirs)]
    if isinstance(ours, (dict, list)) or isinstance(theirs, (dict, list)):
        if is_owned and not isinstance(ours, (dict, list)):
            return ours
        msg = f"has something else than expected in `{key}`"
        raise UntouchableError(msg)
    return ours if is_owned else theirs


def _merged_items(theirs: list[Any], ours: list[dict[str, Any]], key: str, *, is_owned: bool) -> list[Any]:
    rest = {_name_of(item): item for item in ours}
    merged = []
    for item in theirs:
        mine = rest.pop(_name_of(item), None) if isinstance(item, dict) else None
        merged.append(_merged(item, mine, key, is_owned=is_owned) if mine else item)
    return [*merged, *rest.values()]


def _have_names(items: list[Any]) -> bool:
    """Whether each item can be known again by its name."""
    names = [_name_of(item) for item in items if isinstance(item, dict)]
    return bool(items) and len(set(names)) == len(items) and ("", "") not in names


def _name_of(item: Mapping[str, Any]) -> tuple[str, str]:
    return next(((name, str(item[name])) for name in _NAMES if name in item), ("", ""))


def render_json(values: Mapping[str, Any], like: str = "") -> str:
    """The text of a file, with the indentation, the line ends and the mark of another."""
    indent = _INDENT.search(like)
    text = json.dumps(values, ensure_ascii=False, indent=indent[1] if indent else 2) + "\n"
    mark = _UTF8_MARK if like.startswith(_UTF8_MARK) else ""
    return mark + (text.replace("\n", "\r\n") if "\r\n" in like else text)


def write_text(path: Path, text: str) -> None:
    """Writes a file whole or not at all; its folder is made where it is missing, a link to it stays a link.

    Raises:
        OSError: the disk refuses; what was there is still there.
    """
    target = Path(os.path.realpath(path))  # `resolve` raises something else where links go in a circle
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}-{secrets.token_hex(4)}.part")
    try:
        unfinished.write_bytes(text.encode())
        if target.exists():
            shutil.copymode(target, unfinished)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
