"""Has axe-core look at every kind of page of the demo, as the tests do, and lists what it finds."""

import sys
from collections import defaultdict

from benchmarks.audit.browsers import browsing
from benchmarks.audit.tables import Row, Table, none_of
from tests.browser.axe import SCHEMES, WIDTHS, find_violations, open_page
from tests.browser.demo import KINDS


def measure_axe(site_url: str) -> Table:
    """Every kind of page in light and dark, wide and narrow.

    Args:
        site_url: where the demo is.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    rows = []
    with browsing() as browser:
        for kind, uri in KINDS.items():
            print(f"axe-core: {kind}", file=sys.stderr)
            cells = []
            for scheme in SCHEMES:
                for width in WIDTHS:
                    page = open_page(browser, site_url + uri, scheme=scheme, width=width)
                    violations = find_violations(page)
                    page.context.close()
                    cells.append(none_of(violations))
                    for item in violations:
                        found[f"`{item.rule}`: `{item.target}`: {item.reason}"].append(f"{kind} {scheme} {width}")
            rows.append(Row(kind, "0", tuple(cells)))
    columns = tuple(f"{scheme} {width} px" for scheme in SCHEMES for width in WIDTHS)
    return Table("axe-core: violations", tuple(rows), columns, tuple(_describe(*item) for item in found.items()))


def _describe(violation: str, places: list[str]) -> str:
    if len(places) == len(KINDS) * len(SCHEMES) * len(WIDTHS):
        return f"{violation} (everywhere)"
    return f"{violation} ({', '.join(places)})"
