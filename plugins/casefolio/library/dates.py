"""Holds the dates of quotes, and of their consents, against the clock; decides nothing of what is shown."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from casefolio.codes import Code
from casefolio.diagnostics import Position, Report
from casefolio.library.collisions import Entry
from casefolio.models import Consent
from casefolio.records import Mapping, Node

#: How long before a consent ends somebody is told: time enough to ask again.
TIME_TO_ASK = timedelta(days=60)


def check_quote_dates(entries: Iterable[Entry], now: datetime, report: Report) -> None:
    """Nobody has said anything yet on a day that is still to come: a digit is wrong.

    Args:
        entries: the studies with their records.
        now: the build's clock, with its zone.
        report: takes a diagnostic for every such date, at its place.
    """
    for entry in entries:
        told: set[Position] = set()
        for number, testimonial in enumerate(entry.study.testimonials):
            day = testimonial.date
            if day is None or day.first_day <= now.date():
                continue
            position = _position(entry, number, "date")
            if position not in told:
                told.add(position)
                message = f"`date` is still to come: {day}"
                report.add(Code.DATE_TO_COME, position, message, "write the day, the month or the year of the quote")


def check_consent_ends(entries: Iterable[Entry], now: datetime, report: Report) -> None:
    """Whoever looks after a portfolio learns in time that a quote will vanish from it, or that it has.

    Args:
        entries: the studies with their records.
        now: the build's clock, with its zone.
        report: takes a warning for every such day, at its place.
    """
    for entry in entries:
        told: set[Position] = set()
        for number, testimonial in enumerate(entry.study.testimonials):
            consent = testimonial.consent
            if consent.expires_on is None:
                continue
            has_lapsed = consent.allows_website and consent.expires_on < now.date()
            position = _position(entry, number, "consent", "expires_on")
            if position in told or not (has_lapsed or ends_soon(consent, now)):
                continue
            told.add(position)
            hint = "ask again and write the new day"
            if has_lapsed:
                message = f"the consent to this quote ended on {consent.expires_on}, so it is no longer shown"
                report.add(Code.CONSENT_LAPSED, position, message, f"{hint}, or take the quote out")
            else:
                message = f"the consent to this quote ends on {consent.expires_on}"
                report.add(Code.CONSENT_ENDING, position, message, f"{hint}, or let it go: from then on it is hidden")


def ends_soon(consent: Consent, now: datetime) -> bool:
    """Whether a consent holds that day, and will end within `TIME_TO_ASK`."""
    if not consent.allows_website or consent.expires_on is None:
        return False
    return now.date() <= consent.expires_on <= now.date() + TIME_TO_ASK


def _position(entry: Entry, number: int, *keys: str) -> Position:
    """Of a field of a quote, which may be one for all quotes of the record."""
    nodes = entry.items("testimonials")
    own = _find(nodes[number], keys) if number < len(nodes) else None
    found = own or _find(entry.record.fields.get("testimonial_defaults"), keys)
    return found.position if found else entry.position("testimonials")


def _find(node: Node | None, keys: Iterable[str]) -> Node | None:
    for key in keys:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node
