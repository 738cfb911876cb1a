"""Holds the dates of quotes against the clock; decides nothing of what is shown."""

from collections.abc import Iterable
from datetime import datetime

from casefolio.codes import Code
from casefolio.diagnostics import Position, Report
from casefolio.library.collisions import Entry
from casefolio.records import Mapping


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
            position = _position(entry, number)
            if position not in told:
                told.add(position)
                message = f"`date` is still to come: {day}"
                report.add(Code.DATE_TO_COME, position, message, "write the day, the month or the year of the quote")


def _position(entry: Entry, number: int) -> Position:
    """Of the date itself, which may be one for all quotes of the record."""
    nodes = entry.items("testimonials")
    node = nodes[number] if number < len(nodes) else None
    own = node.get("date") if isinstance(node, Mapping) else None
    defaults = entry.record.fields.get("testimonial_defaults")
    shared = defaults.get("date") if isinstance(defaults, Mapping) else None
    found = own or shared
    return found.position if found else entry.position("testimonials")
