"""Owns the small values that fields are made of (dates, addresses, focal points): text in, value out, nothing else."""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Annotated, ClassVar
from urllib.parse import unquote

from pydantic import AfterValidator, BeforeValidator, GetPydanticSchema, StringConstraints
from pydantic_core import PydanticCustomError, core_schema

from casefolio.quote_marks import unwrapped, wraps_nothing
from casefolio.slugs import DEVICE_NAMES, is_slug

#: What a browser takes for the beginning of a tag; `<3` and `a < b` are not.
_HTML = re.compile(r"</?[A-Za-z!?][^\s<>]*>?")
_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
#: What some file system refuses in a name, and what is no text.
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f\\?#:<>"|*\ud800-\udfff]')
#: In bytes; file systems end at 255 for a name.
_LONGEST_PATH = 200
#: Of quote marks around a quote; with more it is no quote of anybody's, and each costs a look at the whole text.
_MOST_LAYERS = 8
#: In characters; more than any browser shows or server takes.
_LONGEST_ADDRESS = 2000
#: What nobody sees in an address, and what can make it look like another.
_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#\"<>]+\.[^\s/?#\"<>]+(?:[/?#][^\s\"<>]*)?", re.IGNORECASE)
#: Opening marks with what may close them: `„` closes differently in German and Polish, `»` opens in German and Danish.


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as exactly as it is known: a year, a month of a year, or a day. Months and days count from 1."""

    year: int
    month: int | None = None
    day: int | None = None

    forms: ClassVar[str] = "`YYYY`, `YYYY-MM` or `YYYY-MM-DD`"

    def __str__(self) -> str:
        """As it is written in a record."""
        parts = (f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None))
        return "-".join(parts)

    @property
    def first_day(self) -> date:
        """The first day that it may stand for."""
        return date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    def is_after(self, other: "PartialDate") -> bool:
        """Whether it is later as far as both are known: 2024 is not after 2024-06."""
        known = min(len(str(self)), len(str(other)))
        return str(self)[:known] > str(other)[:known]


@dataclass(frozen=True, slots=True)
class FocalPoint:
    """The point that a crop must keep: fractions of the width from the left and of the height from the top, 0 to 1."""

    x: float = 0.5
    y: float = 0.5


#: What the words of a focal point mean.
_FOCAL_X = {"left": 0.2, "right": 0.8}
_FOCAL_Y = {"top": 0.2, "upper": 0.2, "bottom": 0.8, "lower": 0.8}
_FOCAL_MIDDLE = frozenset({"centre", "center", "middle"})


def parse_focal_words(text: str) -> FocalPoint | None:
    """Reads `left`, `top right`, `centre`, … ; None where a word is not one of these or names a side twice."""
    words = text.lower().replace("-", " ").replace(",", " ").split()
    across = [_FOCAL_X[word] for word in words if word in _FOCAL_X]
    down = [_FOCAL_Y[word] for word in words if word in _FOCAL_Y]
    middle = [word for word in words if word in _FOCAL_MIDDLE]
    if not words or len(across) > 1 or len(down) > 1 or len(across) + len(down) + len(middle) != len(words):
        return None
    return FocalPoint(*(across or [0.5]), *(down or [0.5]))


def parse_partial_date(text: str) -> PartialDate:
    """Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.

    Raises:
        PydanticCustomError: of type `not_a_date`, where it is none of these; of type `no_such_day`, where the calendar
            has no such day.
    """
    match = _PARTIAL_DATE.fullmatch(text.strip())
    if match is None:
        raise PydanticCustomError("not_a_date", PartialDate.forms)
    year, month, day = (int(part) if part else None for part in match.groups())
    value = PartialDate(year or 0, month, day)
    try:
        value.first_day  # noqa: B018 - the calendar is asked whether there is such a day
    except ValueError:
        raise PydanticCustomError("no_such_day", PartialDate.forms) from None
    return value


class Ongoing(Enum):
    """The end of a period that has not ended."""

    ONGOING = "ongoing"


def parse_period_end(text: str) -> PartialDate | Ongoing:
    """Reads a partial date, or `ongoing`.

    Raises:
        PydanticCustomError: as `parse_partial_date`.
    """
    if text.strip().lower() == Ongoing.ONGOING.value:
        return Ongoing.ONGOING
    try:
        return parse_partial_date(text)
    except PydanticCustomError as error:
        raise _in_form(error, f"{PartialDate.forms}, or `ongoing`") from None


def _in_form(error: PydanticCustomError, forms: str) -> PydanticCustomError:
    """The same mistake, in a field that may be written in other forms."""
    return PydanticCustomError("no_such_day" if error.type == "no_such_day" else "not_a_date", forms)


def parse_day(text: str) -> date:
    """Reads `YYYY-MM-DD`.

    Raises:
        PydanticCustomError: as `parse_partial_date`.
    """
    forms = "`YYYY-MM-DD`, such as `2026-03-01`"
    try:
        value = parse_partial_date(text)
    except PydanticCustomError as error:
        raise _in_form(error, forms) from None
    if value.day is None:
        raise PydanticCustomError("not_a_date", forms)
    return value.first_day


def parse_moment(text: str) -> date | datetime:
    """Reads a day, or a time with its zone (`2026-03-01T09:00+00:00`).

    Raises:
        PydanticCustomError: as `parse_partial_date`; of type `no_time_zone`, where a time doesn't say which clock it
            is read from.
    """
    forms = "`YYYY-MM-DD`, or a time with its zone such as `2026-03-01T09:00+00:00`"
    if _PARTIAL_DATE.fullmatch(text.strip()):
        try:
            return parse_day(text)
        except PydanticCustomError as error:
            raise _in_form(error, forms) from None
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise PydanticCustomError("not_a_date", forms) from None
    if moment.tzinfo is None:
        raise PydanticCustomError("no_time_zone", forms)
    return moment


@lru_cache(maxsize=256)  # each rule that looks at a quote asks again
def unwrap_quote(text: str) -> str:
    """Takes off the quote marks that wrap the whole of a quote; marks inside it stay."""
    stripped = text.strip()
    for _ in range(_MOST_LAYERS):
        if wraps_nothing(stripped):
            return ""
        start, end = unwrapped(stripped)
        if (start, end) == (0, len(stripped)):
            break
        stripped = stripped[start:end]
    return stripped


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _refuse_html(text: str) -> str:
    match = _HTML.search(text) if "<" in text else None
    if match:
        raise PydanticCustomError("html_in_text", "{found}", {"found": match.group()})
    return text


def _check_web_address(text: str) -> str:
    if len(text) > _LONGEST_ADDRESS or _HIDDEN.search(text) or not _WEB_ADDRESS.fullmatch(text):
        raise PydanticCustomError("not_an_address", "https://")
    return text


def _check_slug(text: str) -> str:
    if not is_slug(text):
        raise PydanticCustomError("not_a_slug", "slug")
    return text


def _check_language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        raise PydanticCustomError("not_a_language", "language")
    return text


def _check_site_path(text: str) -> str:
    # A browser's address is percent-encoded; what it stands for becomes the name of a file.
    parts = unquote(text).strip("/").split("/")
    is_bad = any(_is_no_name(part) for part in parts)
    if is_bad or re.search(r"\s", text) or len(text.encode(errors="replace")) > _LONGEST_PATH:
        raise PydanticCustomError("not_a_path", "path")
    return text


def _is_no_name(part: str) -> bool:
    """Whether a file or folder can't have a name on some system; Windows drops dots and spaces at the end."""
    is_device = part.partition(".")[0].strip().casefold() in DEVICE_NAMES
    return (
        part.rstrip(". ") != part or not part or is_device or bool(_NOT_IN_NAMES.search(part) or _HIDDEN.search(part))
    )


@dataclass(frozen=True, slots=True)
class TextForm:
    r"""How a value is written, for editors that look at it while somebody types; stands in a type beside its validator.

    It never refuses what the validator takes, and may take what the validator refuses: casefolio has the last word.

    Attributes:
        hint: what to do where a text is not in this form.
        pattern: what the text matches from its first to its last visible character, as Python and JavaScript (with its
            flag `u`) both read it.
        has_html: whether something like a tag may stand in it.
        has_paragraphs: whether it may have several lines.
        numbers: the smallest and the largest number that YAML may have made of the text; None where it is no number.
        is_whole: whether such a number has no fraction.
    """

    hint: str
    pattern: str = r"\S[\s\S]*"
    has_html: bool = False
    has_paragraphs: bool = False
    numbers: tuple[float, float] | None = None
    is_whole: bool = False


def _any_case(word: str) -> str:
    """A pattern for a word in capitals or not; JavaScript has no flag for a part of a pattern."""
    return "".join(f"[{letter.upper()}{letter}]" if letter.isalpha() else letter for letter in word)


_ANY_NUMBER = (-math.inf, math.inf)
_MONTH, _DAY = "(?:0[1-9]|1[0-2])", "(?:0[1-9]|[12][0-9]|3[01])"
_PARTIAL = f"[0-9]{{4}}(?:-{_MONTH}(?:-{_DAY})?)?"
#: A year alone is a number to YAML.
_YEARS = (1000, 9999)
_ADDRESS_PART, _ADDRESS_END = r"""[^\s/?#"<>]+""", r"""(?:[/?#][^\s"<>]*)?"""
#: `fromisoformat` reads more than anybody writes; this is the outline of all of it.
_MOMENT = rf"[0-9]{{4}}[0-9W-]{{3,6}}[\s\S][0-9]{{2}}[0-9:.,]*(?:{_any_case('z')}|[+-][0-9]{{2}}[0-9:.]*)"
_FOCAL = "|".join(_any_case(word) for word in sorted({*_FOCAL_X, *_FOCAL_Y, *_FOCAL_MIDDLE}))

LINE_FORM = TextForm("write plain words, without HTML", numbers=_ANY_NUMBER)
PROSE_FORM = TextForm("write plain words, without HTML", has_paragraphs=True, numbers=_ANY_NUMBER)
#: The sentence may hold addresses in angle brackets, which look like tags.
CREDIT_FORM = TextForm("write a sentence such as `Photo by Sample Name on Unsplash`", has_html=True)
FOCAL_FORM = TextForm(
    "write `left`, `top right`, `centre` and the like, or `{x: 0.62, y: 0.35}`",
    rf"[\s,-]*(?:{_FOCAL})(?:[\s,-]+(?:{_FOCAL}))*[\s,-]*",
)
_ADDRESS_FORM = TextForm(
    "write the whole address, beginning with `https://`",
    rf"{_any_case('http')}[Ss]?://{_ADDRESS_PART}\.{_ADDRESS_PART}{_ADDRESS_END}",
)
_SLUG_FORM = TextForm(
    "write small letters, digits and single hyphens", "[a-z0-9]+(?:-[a-z0-9]+)*", numbers=(0, math.inf), is_whole=True
)
_LANGUAGE_FORM = TextForm("write a language tag such as `cy` or `en-GB`", "[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_PATH_FORM = TextForm("write a path such as `work/old-name/`", r"[^\s?#:<>|*]+", numbers=_ANY_NUMBER)
_DAY_FORM = TextForm("write the day as `YYYY-MM-DD`", f"[0-9]{{4}}-{_MONTH}-{_DAY}")
_MOMENT_FORM = TextForm(
    "write `YYYY-MM-DD`, or a time with its zone such as `2026-03-01T09:00+00:00`",
    f"(?:[0-9]{{4}}-{_MONTH}-{_DAY}|{_MOMENT})",
)
_PARTIAL_FORM = TextForm("write `YYYY`, `YYYY-MM` or `YYYY-MM-DD`", _PARTIAL, numbers=_YEARS, is_whole=True)
_END_FORM = TextForm(
    "write `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or `ongoing`",
    f"(?:{_PARTIAL}|{_any_case(Ongoing.ONGOING.value)})",
    numbers=_YEARS,
    is_whole=True,
)


def _parsed(parse: object) -> GetPydanticSchema:
    """Makes a field's type one that is read from text by `parse`."""
    return GetPydanticSchema(lambda _type, _handler: core_schema.no_info_plain_validator_function(parse))  # type: ignore[arg-type]


#: Text on one line, without HTML.
Line = Annotated[
    str, BeforeValidator(_one_line), StringConstraints(min_length=1), AfterValidator(_refuse_html), LINE_FORM
]
#: Text that may have paragraphs, without HTML.
Prose = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), AfterValidator(_refuse_html), PROSE_FORM]
#: A testimonial's words, without the quote marks around them.
QuoteText = Annotated[
    str, BeforeValidator(unwrap_quote), StringConstraints(min_length=1), AfterValidator(_refuse_html), PROSE_FORM
]
#: A part of them, on one line.
PullText = Annotated[Line, BeforeValidator(unwrap_quote)]
WebAddress = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_check_web_address), _ADDRESS_FORM]
Slug = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_check_slug), _SLUG_FORM]
LanguageTag = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_check_language), _LANGUAGE_FORM]
SitePath = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_check_site_path), _PATH_FORM]
Day = Annotated[date, _parsed(parse_day), _DAY_FORM]
Moment = Annotated[date | datetime, _parsed(parse_moment), _MOMENT_FORM]
PartialDay = Annotated[PartialDate, _parsed(parse_partial_date), _PARTIAL_FORM]
PeriodEnd = Annotated[PartialDate | Ongoing, _parsed(parse_period_end), _END_FORM]
