"""Measures what the search for leaks costs a cold build of text, in processor time of one process; prints a table.

python -m benchmarks.leaks                               1,000 records, a tenth of their quotes withheld, three rounds
python -m benchmarks.leaks --studies 2 --rounds 1        a look whether it still runs
"""

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.corpus import write_portfolio
from benchmarks.generators import command_environment

#: Runs in a process of its own: builds, and prints the seconds of the whole build and of the search in it.
_BUILD = """
import json, time
from mkdocs.commands.build import build
from mkdocs.config import load_config
from casefolio.mkdocs_plugin import plugin

search, spent = plugin.find_leaks, []

def measured(files, confidence):
    start = time.process_time()
    found = search(files, confidence)
    spent.append(time.process_time() - start)
    return found

plugin.find_leaks = measured
start = time.process_time()
build(load_config("mkdocs.yml"))
print(json.dumps([time.process_time() - start, sum(spent)]))
"""
_WITHHELD_EACH = 10
_QUOTE = re.compile(r'^(  - quote: ".*")$', re.MULTILINE)


def main() -> None:
    """Makes a portfolio, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--studies", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    environment = {**os.environ, **command_environment()}
    builds, searches = [], []
    for _ in range(options.rounds):
        with tempfile.TemporaryDirectory(prefix="casefolio-leaks-") as name:
            folder_path = Path(name)
            write_portfolio(folder_path, options.studies, None)
            count = _withhold(folder_path)
            done = subprocess.run(
                [sys.executable, "-c", _BUILD], cwd=folder_path, env=environment, check=True, capture_output=True
            )
            whole, search = json.loads(done.stdout.splitlines()[-1])
            builds.append(whole - search)
            searches.append(search)
    build, search = statistics.median(builds), statistics.median(searches)
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}; medians of {options.rounds} rounds\n")
    print(f"| {options.studies:,} records of text, {count} quotes withheld | seconds of processor time |")
    print("| --- | --- |")
    print(f"| the build without the search | {build:.2f} |")
    print(f"| the search | {search:.2f} |")
    print(f"| the search for each second of the build | {search / build:.3f} |")


def _withhold(folder_path: Path) -> int:
    """Takes back the consent to every tenth quote; answers to how many."""
    count = 0
    for number, path in enumerate(sorted(folder_path.glob("case_studies/*/index.md"))):
        text = path.read_text(encoding="utf-8")
        if number % _WITHHELD_EACH == 0:
            text, changed = re.subn(
                r'^(  - quote: ".*")$', r"\1\n    consent: {status: withdrawn}", text, flags=re.MULTILINE
            )
            count += changed
            path.write_text(text, encoding="utf-8")
    return count


if __name__ == "__main__":
    main()
