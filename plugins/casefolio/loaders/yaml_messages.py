"""Owns the plain sentences for what the YAML parser refuses; finds the place where the editor has to look.

Each rule knows one mistake by what the parser says and by what stands on the line; the first that answers wins.
LibYAML and PyYAML's own parser word their problems differently, so every test of a problem names both.
"""

import re
from collections.abc import Callable

from casefolio.codes import Code
from casefolio.loaders.yaml_lines import missing_space, quoted
from casefolio.loaders.yaml_quote_messages import open_quote, text_after_quote, wrong_escape
from casefolio.loaders.yaml_trouble import OUT_OF_PLACE, Explanation, Place, Trouble

_NO_COLON = "could not find expected ':'"
_COLON_NOT_ALLOWED = "mapping values are not allowed"
_DASH_NOT_ALLOWED = "sequence entries are not allowed"
_WRONG_START = (
    "cannot start any token",
    "mapping keys are not allowed",
    "expected node content",
    "expected the node content",
    "expected alphabetic or numeric character",
)
_CUTTING_HASH = re.compile(r"(?<=\s)#")
_PLURAL_FROM = 2


def explain(trouble: Trouble) -> Explanation:
    """Says in plain words what is wrong, at the place where it has to be put right."""
    for rule in _RULES:
        if explanation := rule(trouble):
            return explanation
    return Explanation(
        trouble.at,
        "this line cannot be read: something is missing or out of place in it or in the line above",
        'write each field as `key: value`, and put a text that holds signs such as : # " in quotes',
    )


def _second_record(trouble: Trouble) -> Explanation | None:
    if not trouble.says("<document start>"):
        return None
    ends = [i for i, line in enumerate(trouble.lines[: trouble.at[0]]) if line.rstrip() == "..."]
    if not ends:
        return None
    message = f"the file goes on below the `...` in line {ends[-1] + 1}, which ends a record"
    return Explanation(trouble.at, message, "keep one record in a file", Code.SEVERAL_DOCUMENTS)


def _tab(trouble: Trouble) -> Explanation | None:
    line = trouble.line
    column = line.text[: line.indentation].find("\t")
    if column < 0 or not trouble.says(*OUT_OF_PLACE, *_WRONG_START, "tab character", _COLON_NOT_ALLOWED, _NO_COLON):
        return None
    return Explanation((trouble.at[0], column), "this line is indented with a tab", "use spaces: two for each level")


def _cutting_hash(trouble: Trouble) -> Explanation | None:
    above = trouble.above
    if above is None or not trouble.says(*OUT_OF_PLACE, _NO_COLON, _COLON_NOT_ALLOWED):
        return None
    line = trouble.read(above)
    if line.value[:1] in {'"', "'", "|", ">", "[", "{", "#", ""} or trouble.line.indentation <= line.indentation:
        return None
    cut = _CUTTING_HASH.search(line.text, line.value_column)
    if not cut:
        return None
    return Explanation(
        (above, cut.start()),
        "the text is cut off by this `#`, and goes on in the line below",
        f"put `{line.key or 'key'}: >-` on a line of its own and the text below it, indented",
    )


def _missing_space(trouble: Trouble) -> Explanation | None:
    if not trouble.says(*OUT_OF_PLACE, _NO_COLON, _COLON_NOT_ALLOWED):
        return None
    candidates = (trouble.since[0] if trouble.since else None, trouble.above, trouble.at[0])
    for number in candidates if trouble.says(_NO_COLON) else candidates[1:]:
        text = trouble.read(number).text if number is not None else ""
        column = missing_space(text)
        if number is not None and column is not None:
            return space_is_missing(text, (number, column))
    return None


def space_is_missing(text: str, place: Place) -> Explanation:
    """Explains `title:My title`, which the parser takes for a text wherever it can."""
    line = f"{text[: place[1]]} {text[place[1] :]}".strip()
    return Explanation(place, "a space is missing after the colon", f"write `{line}`")


def _second_colon(trouble: Trouble) -> Explanation | None:
    line = trouble.line
    if not trouble.says(_COLON_NOT_ALLOWED) or not line.has_key or trouble.at[1] < line.value_column:
        return None
    hint = f"put the text in quotes: `{line.with_value(quoted(line.value))}`"
    below = trouble.read(trouble.at[0] + 1)
    if below.value and not below.has_key and below.indentation > line.key_column:
        hint = "put the text in quotes: one mark before its first word, and one behind its last word, on a line below"
    return Explanation(trouble.at, "this line has a second colon, and its text is not in quotes", hint)


def _colon_in_text(trouble: Trouble) -> Explanation | None:
    line, above = trouble.line, trouble.above
    if not trouble.says(_COLON_NOT_ALLOWED) or above is None or " " not in line.key.strip():
        return None
    start = trouble.read(above)
    return Explanation(
        trouble.at,
        "this colon stands in a text that is not in quotes",
        f"put `{start.key or 'key'}: >-` on a line of its own and the text below it, indented",
    )


def _dashes_before_text(trouble: Trouble) -> Explanation | None:
    if not trouble.says(_COLON_NOT_ALLOWED) or trouble.above is None:
        return None
    if not trouble.lines[trouble.above].startswith("--- "):
        return None
    message = "the `---` and a text stand on the same line"
    return Explanation((trouble.above, 4), message, "keep `---` on a line of its own")


def _list_on_key_line(trouble: Trouble) -> Explanation | None:
    line = trouble.line
    if not trouble.says(_DASH_NOT_ALLOWED):
        return None
    text = line.value.removeprefix("-").strip()
    return Explanation(
        trouble.at,
        f"a list cannot begin on the line of its key{f' `{line.key}`' if line.has_key else ''}",
        f"write each item on a line of its own, as in `- {text}`; a text that begins with `-` belongs in quotes",
    )


def _directive(trouble: Trouble) -> Explanation | None:
    number = min(trouble.at[0], len(trouble.lines) - 1)
    while number >= 0 and not trouble.lines[number].startswith("%"):
        number -= 1
    if number < 0 or not ("directive" in trouble.context or trouble.says("<document start>", "directive")):
        return None
    text = trouble.lines[number].strip()
    return Explanation(
        (number, 0), "a line cannot begin with `%`", f"put the text in quotes after its key: `key: {quoted(text)}`"
    )


def _block_sign(trouble: Trouble) -> Explanation | None:
    if not trouble.since or "block scalar" not in trouble.context or trouble.says("tab character"):
        return None
    line = trouble.read(trouble.since[0])
    sign = line.text[trouble.since[1] : trouble.since[1] + 1]
    text = line.value.lstrip(">|+-0123456789 ")
    return Explanation(
        trouble.since,
        f"a text cannot begin with `{sign}` on the same line",
        f"begin the text on the next line, indented, or write it in quotes: `{line.with_value(quoted(text))}`",
    )


def _open_bracket(trouble: Trouble) -> Explanation | None:
    if not trouble.since or "flow" not in trouble.context:
        return None
    number, column = trouble.since
    text = trouble.read(number).text
    # The parser names the place of the bracket, or, where nothing follows it, the place behind it.
    column = max(text.rfind("[", 0, column + 1), text.rfind("{", 0, column + 1))
    if column < 0:
        return None
    sign = text[column]
    closing = "]" if sign == "[" else "}"
    if closing not in text[column:]:
        return Explanation(
            (number, column),
            f"the bracket `{sign}` that begins here is never closed",
            f"close it with `{closing}`, or put a text that begins with `{sign}` in quotes",
        )
    return Explanation(
        trouble.at,
        f"what stands between `{sign}` and `{closing}` cannot be read here",
        f"separate the parts with commas, or put a text that begins with `{sign}` in quotes",
    )


def _special_start(trouble: Trouble) -> Explanation | None:
    line = trouble.line
    sign = line.value[:1]
    is_start = trouble.says(*_WRONG_START) or "scanning a tag" in trouble.context or "parsing a tag" in trouble.context
    is_bracket = trouble.says(*OUT_OF_PLACE) and sign in {"[", "{", "*", "&", "!"} and trouble.at[1] > line.value_column
    if not sign or sign.isalnum() or sign in {'"', "'"} or not (is_start or is_bracket):
        return None
    return Explanation(
        (trouble.at[0], line.value_column),
        f"a text cannot begin with `{sign}` unless it stands in quotes",
        f"put the text in quotes: `{line.with_value(quoted(line.value))}`",
    )


def _no_name(trouble: Trouble) -> Explanation | None:
    if not trouble.says(*OUT_OF_PLACE) or not trouble.line.text.strip().startswith(":"):
        return None
    return Explanation(trouble.at, "the name of the field is missing before the colon", "write `key: value`")


def _mixture(trouble: Trouble) -> Explanation | None:
    line, above = trouble.line, trouble.above
    if not trouble.says(*OUT_OF_PLACE) or above is None or not trouble.since:
        return None
    if line.is_item and "mapping" in trouble.context and not trouble.read(above).is_item:
        return Explanation(
            trouble.at,
            "this line is a list item, but the lines around it are fields",
            "put it below the field that it belongs to, and indent it by two spaces more",
        )
    if line.has_key and not line.is_item and "collection" in trouble.context and line.indentation == trouble.since[1]:
        return Explanation(
            trouble.at,
            f"`{line.key}` is a field, but the lines around it are list items",
            "begin it with `- ` if it is one of the list; otherwise indent it as the field above the list is",
        )
    return None


def _indentation(trouble: Trouble) -> Explanation | None:
    line, above = trouble.line, trouble.above
    if not trouble.says(*OUT_OF_PLACE, _COLON_NOT_ALLOWED) or above is None or not (line.has_key or line.is_item):
        return None
    neighbour = trouble.read(above)
    theirs = neighbour.indentation if line.is_item else neighbour.key_column
    if theirs == line.indentation:
        return None
    spaces = "spaces" if line.indentation >= _PLURAL_FROM or not line.indentation else "space"
    return Explanation(
        (trouble.at[0], line.indentation),
        f"this line is indented by {line.indentation} {spaces}, its neighbours by {theirs}",
        "begin the lines that belong together in the same column",
    )


def _plain_line(trouble: Trouble) -> Explanation | None:
    number = trouble.since[0] if trouble.since and trouble.says(_NO_COLON) else trouble.at[0]
    if trouble.says(_COLON_NOT_ALLOWED) and trouble.above is not None:
        # `start 2023` goes on in the next line for YAML, where the colon of `end: 2024` is one too many.
        number = trouble.above
        if trouble.read(number).key_column != trouble.line.key_column:
            return None
    line = trouble.read(number)
    if not trouble.says(*OUT_OF_PLACE, _NO_COLON, _COLON_NOT_ALLOWED) or line.has_key or not line.text.strip():
        return None
    return Explanation(
        (number, line.indentation),
        "this line is neither a field (`key: value`) nor a list item",
        "if it goes on with the text above, indent it by two spaces; otherwise begin it with its key and a colon",
    )


_RULES: tuple[Callable[[Trouble], Explanation | None], ...] = (
    _second_record,
    _tab,
    open_quote,
    text_after_quote,
    _cutting_hash,
    wrong_escape,
    _block_sign,
    _directive,
    _open_bracket,
    _special_start,
    _missing_space,
    _dashes_before_text,
    _second_colon,
    _colon_in_text,
    _list_on_key_line,
    _no_name,
    _mixture,
    _indentation,
    _plain_line,
)
