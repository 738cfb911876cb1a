"""Measures builds of a portfolio against plain MkDocs with the same words, in turn, and prints a table.

make bench                                   200 records with photos of 3000x2000, five rounds
make bench ARGS="--studies 20 --rounds 1"    a look whether it still runs
"""

import argparse
import os
import platform
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.corpus import write_plain_site, write_portfolio
from benchmarks.processes import Run, run

if TYPE_CHECKING:
    from collections.abc import Callable

_BUILD = (sys.executable, "-m", "mkdocs", "build", "--quiet")
PLAIN = "plain MkDocs"
PLAIN_OUTSIDE = "plain MkDocs, pages out of the navigation"
_ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1"}


def main() -> None:
    """Makes the sites, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--studies", type=int, default=200)
    parser.add_argument("--photo-size", default="3000x2000")
    parser.add_argument(
        "--rounds",
        type=int,
        default=5,
        help="of the quick cases; those from nothing run once a round, for at most two rounds",
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="casefolio-bench-") as name:
        folder_path = Path(name)
        portfolio_path = folder_path / "portfolio"
        write_portfolio(portfolio_path, options.studies, options.photo_size)
        plain_paths = {PLAIN: folder_path / "plain", PLAIN_OUTSIDE: folder_path / "plain-outside"}
        for case, path in plain_paths.items():
            write_plain_site(path, portfolio_path, is_in_navigation=case == PLAIN)
        runs = _measure(portfolio_path, plain_paths, options.rounds)
    _print_table(runs, options.studies, options.photo_size, options.rounds)


def _measure(portfolio_path: Path, plain_paths: dict[str, Path], rounds: int) -> dict[str, list[Run]]:
    """Runs the cases in turn, so that a noisy minute is shared by all of them."""

    def cold() -> None:
        shutil.rmtree(portfolio_path / ".cache", ignore_errors=True)
        shutil.rmtree(portfolio_path / "site", ignore_errors=True)

    def nothing() -> None:
        """What there is, stays."""

    cases: dict[str, tuple[Path, Callable[[], None], int]] = {
        "from nothing": (portfolio_path, cold, min(rounds, 2)),
        "photos cached": (portfolio_path, nothing, rounds),
        **{case: (path, nothing, rounds) for case, path in plain_paths.items()},
    }
    runs: dict[str, list[Run]] = {name: [] for name in cases}
    for number in range(rounds):
        for name, (path, prepare, most) in cases.items():
            if number < most:
                prepare()
                runs[name].append(run(_BUILD, path, _ENVIRONMENT))
                print(f"{name}: {runs[name][-1].seconds:.1f} s", file=sys.stderr)
    return runs


def _print_table(runs: dict[str, list[Run]], studies: int, photo_size: str, rounds: int) -> None:
    plain = statistics.median(item.seconds for item in runs[PLAIN])
    print(f"{studies} records, photos of {photo_size}; {os.cpu_count()} cores, Python {platform.python_version()};")
    print(f"medians of up to {rounds} rounds, the cases in turn\n")
    print("| case | seconds | to plain MkDocs | cores busy | peak memory |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, items in runs.items():
        seconds = statistics.median(item.seconds for item in items)
        busy = statistics.median(item.cpu_seconds / item.seconds for item in items)
        peak = max(item.peak_megabytes for item in items)
        print(f"| {name} | {seconds:.1f} | {seconds / plain:.2f} | {busy:.2f} | {peak:.0f} MB |")


if __name__ == "__main__":
    main()
