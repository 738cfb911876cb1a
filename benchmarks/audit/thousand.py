"""Measures the page of a thousand studies: what a phone loads, and how soon a filter answers."""

import statistics
from collections.abc import Sequence

from benchmarks.audit.browsers import browsing, open_phone, weigh_first_visit
from benchmarks.audit.filters import has_filters, take_filter_times
from benchmarks.audit.portfolios import serving_portfolio
from benchmarks.audit.tables import Reached, Row, Table, at_most, in_kibibytes
from benchmarks.audit.weights import describe_kinds
from playwright.sync_api import Browser

_STUDIES = 1000
_WEIGHT = 350 * 1024
#: In milliseconds.
_TIME = 100
_GOAL = f"≤ {_TIME} ms"


def measure_thousand() -> Table:
    """Builds a portfolio of a thousand studies without photos, and filters it.

    Raises:
        NotMeasuredError: it can't be made here, or its filters do nothing.
    """
    with serving_portfolio(_STUDIES, None) as url, browsing() as browser:
        sizes = weigh_first_visit(browser, url)
        weight = at_most(sizes.total(), _WEIGHT, in_kibibytes(sizes.total()))
        filtering, said = _measure_filters(browser, url)
    return Table(
        "A portfolio of 1,000",
        (Row("first load", "≤ 350 KiB", (weight,)), *filtering),
        notes=(f"first load: {describe_kinds(sizes)}", *said),
    )


def _measure_filters(browser: Browser, url: str) -> tuple[list[Row], list[str]]:
    context = open_phone(browser)
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    if not has_filters(page):
        context.close()
        return [Row("filtering", _GOAL, (Reached("no filters"),))], []
    times = take_filter_times(page)
    context.close()
    rows = [
        _plan_row("a filter chosen or let go", times.button),
        _plan_row("words typed or taken back", times.field),
    ]
    return rows, [f"the status line said: {', '.join(dict.fromkeys(times.said))}"]


def _plan_row(what: str, times: Sequence[float]) -> Row:
    if not times:
        return Row(what, _GOAL, (Reached("nothing to choose"),))
    text = f"{statistics.median(times):.0f} ms, at most {max(times):.0f} ms ({len(times)} times)"
    return Row(what, _GOAL, (at_most(max(times), _TIME, text),))
