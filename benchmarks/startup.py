"""Measures how long the command lets people wait who only want a word: help, a wrong option, a check; prints a table.

python -m benchmarks.startup                             1,000 records without photos, five rounds
python -m benchmarks.startup --studies 2 --rounds 1      a look whether it still runs
"""

import argparse
import os
import platform
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.corpus import write_portfolio
from benchmarks.generators import command_environment
from benchmarks.processes import run

_COMMAND = (sys.executable, "-m", "casefolio")
_WRONG_USE = 2


def main() -> None:
    """Makes two portfolios, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--studies", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="casefolio-startup-") as name:
        one_path, many_path = Path(name, "one"), Path(name, "many")
        write_portfolio(one_path, 1, None)
        write_portfolio(many_path, options.studies, None)
        cases: dict[str, tuple[tuple[str, ...], Path, int]] = {
            "`casefolio --help`": (("--help",), one_path, 0),
            "`casefolio new --help`": (("new", "--help"), one_path, 0),
            "a wrong option": (("new", "--nope"), one_path, _WRONG_USE),
            "`casefolio check`, 1 record": (("check",), one_path, 0),
            f"`casefolio check`, {options.studies:,} records": (("check",), many_path, 0),
        }
        seconds: dict[str, list[float]] = {case: [] for case in cases}
        # In turn, so that a noisy minute is shared by all of them; the first round writes the compiled modules.
        for number in range(options.rounds + 1):
            for case, (arguments, path, code) in cases.items():
                took = run((*_COMMAND, *arguments), path, command_environment(), exit_code=code).seconds
                if number:
                    seconds[case].append(took)
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}; medians of {options.rounds} rounds\n")
    print("| command | seconds |\n| --- | --- |")
    for case, measured in seconds.items():
        print(f"| {case} | {statistics.median(measured):.2f} |")


if __name__ == "__main__":
    main()
