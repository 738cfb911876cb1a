"""Reads the one clock of a run; everything that depends on the day asks the settings, and never the machine."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, time

from pydantic_core import PydanticCustomError

from casefolio.values import parse_moment

#: By it a build is as on another day; `casefolio serve --as-of` hands it on to the host's preview.
AS_OF_VARIABLE = "CASEFOLIO_AS_OF"


class ClockError(Exception):
    """Somebody asked for a day that can't be read: says so in one sentence."""


def read_clock(environment: Mapping[str, str], as_of: str = "") -> datetime:
    """Reads the clock, once for a build.

    Args:
        environment: `CASEFOLIO_AS_OF`, a day or a time with its zone; otherwise `SOURCE_DATE_EPOCH`, in seconds, which
            stands for the time of reproducible builds (https://reproducible-builds.org/specs/source-date-epoch/);
            otherwise it is now.
        as_of: what somebody wrote on the command line, which goes before all of these; empty for nothing.

    Returns:
        The time with its zone; of a day its first moment, by UTC.

    Raises:
        ClockError: neither a day nor a time with its zone.
    """
    if as_of:
        return _parse("--as-of", as_of)
    if environment.get(AS_OF_VARIABLE):
        return _parse(AS_OF_VARIABLE, environment[AS_OF_VARIABLE])
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        with suppress(ValueError, OverflowError, OSError):  # beyond the calendar
            return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.now(UTC)


def _parse(name: str, text: str) -> datetime:
    try:
        moment = parse_moment(text)
    except PydanticCustomError as error:
        message = "there is no such day" if error.type == "no_such_day" else f"write {error.message()}"
        msg = f"`{name}` can't be `{text}`: {message}"
        raise ClockError(msg) from None
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.min, UTC)
