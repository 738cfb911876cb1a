"""Measures the published demo in a real browser and prints goals beside what was reached.

make audit                        everything; takes about ten minutes
make audit ARGS="links weights"   only these parts
"""

import argparse
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.audit.accessibility import measure_axe
from benchmarks.audit.crawl import measure_crawl
from benchmarks.audit.lighthouse import measure_lighthouse
from benchmarks.audit.tables import NO_GOAL, NotMeasuredError, Reached, Row, Table, none_of, render_table
from benchmarks.audit.thousand import measure_thousand
from benchmarks.audit.weights import measure_weights
from playwright.sync_api import Error
from tests.browser.demo import ROOT_PATH, build_demo
from tests.browser.serving import serving
from tests.site_links import check_links

_SITE_PATH = ROOT_PATH / "build" / "audit"


def main() -> int:
    """Builds the demo, measures the parts that are asked for, prints.

    Returns:
        The exit status: 1 if something could not be measured, whatever was reached.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all of them if none is named")
    chosen = parser.parse_args().parts
    unknown = [name for name in chosen if name not in PARTS]
    if unknown:
        parser.error(f"no part is called {', '.join(unknown)}; there are {', '.join(PARTS)}")
    is_complete = True
    with serving(_SITE_PATH) as site_url:
        build_demo(_SITE_PATH, site_url)
        for name, measure in PARTS.items():
            if chosen and name not in chosen:
                continue
            try:
                table = measure(_SITE_PATH, site_url)
            except (NotMeasuredError, Error, AssertionError, subprocess.SubprocessError) as error:
                is_complete = False
                table = Table(f"{name}: not measured", (), notes=(str(error),))
            print(render_table(table), flush=True)
    return 0 if is_complete else 1


def _measure_links(site_path: Path, site_url: str) -> Table:
    report = check_links(site_path, site_url)
    others = ", ".join(f"{scheme} {count}" for scheme, count in report.external.items())
    return Table(
        "Links",
        (
            Row("links within the site", NO_GOAL, (Reached(str(report.internal)),)),
            Row("broken links", "0", (none_of(report.broken),)),
            Row("other links, not followed", NO_GOAL, (Reached(others or "0"),)),
        ),
        notes=tuple(f"{link.file_uri}: `{link.address}`: {link.reason}" for link in report.broken),
    )


#: By the names that the command knows, in their order. Each takes the folder of the demo and its address.
PARTS: dict[str, Callable[[Path, str], Table]] = {
    "lighthouse": lambda _, site_url: measure_lighthouse(site_url),
    "axe": lambda _, site_url: measure_axe(site_url),
    "links": _measure_links,
    "crawl": measure_crawl,
    "weights": lambda _, site_url: measure_weights(site_url),
    "thousand": lambda *_: measure_thousand(),
}

if __name__ == "__main__":
    sys.exit(main())
