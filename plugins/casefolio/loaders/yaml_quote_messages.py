"""Owns the plain sentences for quote marks, which go wrong in more ways than anything else; as `yaml_messages` does."""

from casefolio.loaders.yaml_lines import quoted
from casefolio.loaders.yaml_trouble import OUT_OF_PLACE, Explanation, Place, Trouble

_WRONG_ESCAPE = ("unknown escape character", "hexdecimal number", "hexadecimal number", "Unicode character escape")
_CUT_OFF = ("unexpected end of stream", "unexpected document indicator", "unexpected document separator")


def open_quote(trouble: Trouble) -> Explanation | None:
    """Explains a quote mark that is never closed, or only by the next one in the file."""
    if trouble.since and "quoted" in trouble.context and trouble.says(*_CUT_OFF):
        return _never_closed(trouble, trouble.since)
    # A quote mark that stays open is closed by the next one in the file: the parser stops there, lines below.
    line, column = trouble.line, trouble.at[1]
    mark = line.text[:column].rstrip()[-1:]
    if not trouble.says(*OUT_OF_PLACE) or mark not in {'"', "'"}:
        return None
    if len(line.text[:column].rstrip()) != line.value_column + 1:
        return None
    for number in range(trouble.at[0] - 1, -1, -1):
        opened = trouble.read(number)
        if opened.value.startswith(mark) and opened.value.count(mark) == 1:
            return _never_closed(trouble, (number, opened.value_column))
    return None


def _never_closed(trouble: Trouble, place: Place) -> Explanation:
    line = trouble.read(place[0])
    mark = line.text[place[1] : place[1] + 1]
    hint = f"put another {mark} at the end of the text"
    if place[1] == line.value_column:
        hint += f": `{line.with_value(quoted(line.value[1:]))}`"
    return Explanation(place, f"the quote mark {mark} that begins here is never closed", hint)


def text_after_quote(trouble: Trouble) -> Explanation | None:
    """Explains a text that goes on after the quote mark that closed it."""
    line, column = trouble.line, trouble.at[1]
    mark = line.value[:1]
    before = line.text[line.value_column : column].rstrip()
    if not trouble.says(*OUT_OF_PLACE) or mark not in {'"', "'"} or len(before) < 2 or before[-1] != mark:  # noqa: PLR2004 - two marks
        return None
    # `'It's fine'` was meant to be one text in quotes; `"Quote" she said` is a text that begins with a quotation.
    inner = line.value[1:-1] if _wraps(line.value, mark) else line.value
    return Explanation(
        (trouble.at[0], column),
        f"the text goes on after its closing quote mark {mark}",
        f"put the whole text in quotes: `{line.with_value(quoted(inner))}`",
    )


def _wraps(value: str, mark: str) -> bool:
    first = value.find(mark, 1)
    if not value.endswith(mark) or first == len(value) - 1:
        return False
    return value[first + 1].isalnum()


def wrong_escape(trouble: Trouble) -> Explanation | None:
    """Explains a backslash that YAML does not know, as in the path of a file."""
    if not trouble.says(*_WRONG_ESCAPE):
        return None
    line = trouble.line
    column = max(line.text.rfind("\\", 0, trouble.at[1] + 1), 0)
    value = line.value[1:-1] if line.value[:1] == '"' == line.value[-1:] and len(line.value) > 1 else line.value
    return Explanation(
        (trouble.at[0], column),
        f"a backslash in double quotes begins a special sign, and `{line.text[column : column + 2]}` is none",
        f"use single quotes: `{line.with_value(quoted(value))}`",
    )
