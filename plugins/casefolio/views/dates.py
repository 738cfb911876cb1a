"""Writes dates as people of a language read them; a date is never more exact than it was given."""

from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

from casefolio.models import Period
from casefolio.phrases import Phrases
from casefolio.values import Ongoing, PartialDate


@lru_cache(maxsize=64)
def _date_locale(language: str) -> Locale:
    """Plain `en` is read everywhere; `5 March 2024` can't be mistaken, as `March 5` can't either, but is shorter."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return Locale("en", "GB") if str(locale) == "en" else locale


def write_date(value: PartialDate | date, language: str) -> str:
    """`2024`, `March 2024` or `5 March 2024`, in the site's language.

    Args:
        value: as exact as it is known.
        language: a language tag; English where its dates are not known.
    """
    locale = _date_locale(language)
    if isinstance(value, date):
        return format_date(value, "d MMMM y" if locale.language == "en" else "long", locale=locale)
    if value.month is None:
        return str(value.year)
    if value.day is None:
        return format_skeleton("yMMMM", value.first_day, locale=locale)
    return write_date(value.first_day, language)


def write_period(period: Period, phrases: Phrases, language: str) -> str:
    """`2023`, `January 2023 to June 2024`, with an en dash; empty where nothing is given."""
    start = write_date(period.start, language) if period.start else ""
    match period.end:
        case None:
            end = ""
        case Ongoing():
            end = phrases.ongoing
        case PartialDate() as last:
            end = write_date(last, language)
    if start == end:
        return start
    return " – ".join(part for part in (start, end) if part)
