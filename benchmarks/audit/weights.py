"""Weighs what visitors load: the stylesheets and scripts of casefolio itself, and whole pages on a phone."""

import gzip
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.audit.browsers import browsing, weigh_first_visit
from benchmarks.audit.portfolios import serving_portfolio
from benchmarks.audit.tables import NO_GOAL, Reached, Row, Table, at_most, in_kibibytes
from tests.browser.demo import KINDS, ROOT_PATH

_ASSETS_PATH = ROOT_PATH / "plugins" / "casefolio" / "templates" / "assets"
_KIBIBYTE = 1024
#: The size that the photos of the middle-sized portfolio come in.
_PHOTO_SIZE = "1600x1067"


def measure_weights(site_url: str) -> Table:
    """Own files, a study, the demo's portfolio and one of 24 studies.

    Args:
        site_url: where the demo is.

    Raises:
        NotMeasuredError: the portfolio of 24 can't be made here.
    """
    with browsing() as browser:
        study = weigh_first_visit(browser, site_url + KINDS["study with photo"])
        demo = weigh_first_visit(browser, site_url + KINDS["portfolio"])
        with serving_portfolio(24, _PHOTO_SIZE) as url:
            portfolio = weigh_first_visit(browser, url)
    style_paths, script_paths = _find_own("*.css"), _find_own("*.js")
    visits = {"study": study, "portfolio of the demo": demo, "portfolio of 24": portfolio}
    return Table(
        "Weights",
        (
            _plan_row("own stylesheets, gzip -9", _compress(style_paths), 12),
            _plan_row("own scripts, gzip -9", _compress(script_paths), 6),
            _plan_row("a study with a photo", study.total(), 140),
            Row("the demo's portfolio, not scrolled", NO_GOAL, (Reached(in_kibibytes(demo.total())),)),
            _plan_row("a portfolio of 24, not scrolled", portfolio.total(), 300),
        ),
        notes=(
            f"own files: {', '.join(path.name for path in (*style_paths, *script_paths))}",
            "a phone of 412x823 pixels at 1.75, nothing cached, gzip, with headers",
            *(f"{name}: {describe_kinds(sizes)}" for name, sizes in visits.items()),
        ),
    )


def describe_kinds(sizes: Counter[str]) -> str:
    """What a page is made of, the heaviest first."""
    return ", ".join(f"{kind.lower()} {in_kibibytes(size)}" for kind, size in sizes.most_common())


def _plan_row(what: str, size: int, limit: int) -> Row:
    return Row(what, f"≤ {limit} KiB", (at_most(size, limit * _KIBIBYTE, in_kibibytes(size)),))


def _find_own(pattern: str) -> list[Path]:
    return sorted(_ASSETS_PATH.rglob(pattern))


def _compress(paths: Sequence[Path]) -> int:
    return sum(len(gzip.compress(path.read_bytes(), compresslevel=9, mtime=0)) for path in paths)
