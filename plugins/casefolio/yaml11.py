"""Owns what YAML 1.1 (or 1.2) makes of a plain text; changes no text and reports nothing."""

import datetime as dt
import math
import re

from casefolio.records import Scalar, ScalarStyle

_TRUE = frozenset({"y", "yes", "true", "on"})
_FALSE = frozenset({"n", "no", "false", "off"})
#: The three spellings that count: `no`, `No`, `NO`; `nO` is a text everywhere.
_SIGNS = frozenset({"=", "<<"})

_DECIMAL = re.compile(r"[-+]?[0-9][0-9_]*")
_OCTAL = re.compile(r"([-+]?)0o?([0-7_]*[0-7][0-7_]*)")
_HEX = re.compile(r"([-+]?)0x([0-9a-fA-F_]*[0-9a-fA-F][0-9a-fA-F_]*)")
_BINARY = re.compile(r"([-+]?)0b([01_]*[01][01_]*)")
_FLOAT = re.compile(r"[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?")
_BASE_60 = re.compile(r"([-+]?)([0-9][0-9_]*(?::[0-5]?[0-9])+)(\.[0-9_]*)?")
_INFINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)")
_NOT_A_NUMBER = re.compile(r"\.(?:nan|NaN|NAN)")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_TIME = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?"
    r"(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?"
)
#: A longer number is not computed: Python refuses to print more than 4,300 digits.
_LONGEST_NUMBER = 100


def surprise(scalar: Scalar) -> str | None:
    """Says what other programs read where a text was meant.

    A number that reads back as it was written (`2024`, `1.5`) is no surprise, since nothing of it is lost.

    Args:
        scalar: the value of a text field; only a plain one can surprise.

    Returns:
        A phrase that completes "other programs read this as …", or None.
    """
    if scalar.style is not ScalarStyle.PLAIN:
        return None
    if scalar.is_null:
        return "nothing"
    text = scalar.text
    if len(text) > _LONGEST_NUMBER:
        return "a number" if _DECIMAL.fullmatch(text) else None
    return _word(text) or _date(text) or _whole_number(text) or _number(text)


def _word(text: str) -> str | None:
    lowered = text.lower()
    if text in {lowered, lowered.capitalize(), lowered.upper()}:
        if lowered in _TRUE:
            return "true"
        if lowered in _FALSE:
            return "false"
    return "a special sign" if text in _SIGNS else None


def _date(text: str) -> str | None:
    match = _DATE.fullmatch(text) or _TIME.fullmatch(text)
    if not match:
        return None
    try:
        dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return "a date that does not exist"
    return "a date" if _DATE.fullmatch(text) else "a date and time"


def _whole_number(text: str) -> str | None:
    for pattern, base, name in ((_HEX, 16, "hexadecimal"), (_BINARY, 2, "binary")):
        if match := pattern.fullmatch(text):
            return f"{_signed(match, base)} (a {name} number)"
    if match := _OCTAL.fullmatch(text):
        return f"an octal number {_signed(match, 8)}"
    if match := _BASE_60.fullmatch(text):
        return f"{_base_60(match)} (a number in base 60)"
    return None


def _number(text: str) -> str | None:
    if _INFINITE.fullmatch(text):
        return "an infinite number"
    if _NOT_A_NUMBER.fullmatch(text):
        return "no number"
    if _DECIMAL.fullmatch(text):
        read = str(int(text.replace("_", "")))
    elif _FLOAT.fullmatch(text):
        value = float(text.replace("_", ""))
        if math.isinf(value):
            return "an infinite number"
        read = _shortest(value)
    else:
        return None
    return None if read == text else read


def _signed(match: re.Match[str], base: int) -> int:
    value = int(match[2].replace("_", ""), base)
    return -value if match[1] == "-" else value


def _base_60(match: re.Match[str]) -> str:
    value = 0
    for part in match[2].replace("_", "").split(":"):
        value = value * 60 + int(part)
    sign = "-" if match[1] == "-" else ""
    fraction = (match[3] or "").replace("_", "").rstrip("0").rstrip(".")
    return f"{sign}{value}{fraction}"


def _shortest(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)  # noqa: PLR2004 - floats are exact below
