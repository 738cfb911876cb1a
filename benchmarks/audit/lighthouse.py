"""Runs Lighthouse on pages of the demo, as a phone; reads what its reports say and takes medians."""

import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from benchmarks.audit.browsers import find_executable
from benchmarks.audit.tables import NO_GOAL, NotMeasuredError, Reached, Row, Table, at_least, at_most, in_kibibytes
from tests.browser.demo import KINDS, ROOT_PATH

from casefolio.review.browsers import FLAGS

#: `make audit` installs it here.
_MODULES_PATH = ROOT_PATH / "build" / "lighthouse" / "node_modules"
_RUNS = 3
_PAGES = ("home", "portfolio", "study with photo", "wall")
#: The least score of each category.
_CATEGORIES = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
_LCP = "largest-contentful-paint"
_CLS = "cumulative-layout-shift"
_TBT = "total-blocking-time"
_WEIGHT = "total-byte-weight"
_OPTIONS = (
    "--output=json",
    "--quiet",
    "--no-enable-error-reporting",
    f"--only-categories={','.join(_CATEGORIES)}",
    f"--chrome-flags={' '.join(FLAGS)}",
)
#: In seconds; a run takes about ten.
_PATIENCE = 180

_Report: TypeAlias = Mapping[str, Any]


def measure_lighthouse(site_url: str) -> Table:
    """Three runs on each page, in turn so that a noisy minute is shared.

    Args:
        site_url: where the demo is.

    Raises:
        NotMeasuredError: Lighthouse isn't installed, or a run failed.
    """
    executable = find_executable()
    reports: dict[str, list[_Report]] = {kind: [] for kind in _PAGES}
    for number in range(_RUNS):
        for kind in _PAGES:
            print(f"Lighthouse, run {number + 1} of {_RUNS}: {kind}", file=sys.stderr)
            reports[kind].append(_run(site_url + KINDS[kind], executable))
    any_report = reports[_PAGES[0]][0]
    version, browser = any_report["lighthouseVersion"], any_report["environment"]["hostUserAgent"]
    about = f"Lighthouse {version}, mobile, simulated throttling, medians of {_RUNS} runs; {browser}"
    return Table(
        "Lighthouse", _plan_rows(list(reports.values())), columns=_PAGES, notes=(about, *_iter_complaints(reports))
    )


def _plan_rows(pages: Sequence[Sequence[_Report]]) -> tuple[Row, ...]:
    scores = [
        Row(
            category.replace("-", " "),
            f"≥ {least}" if least < 100 else "100",
            tuple(_score(reports, category, least) for reports in pages),
        )
        for category, least in _CATEGORIES.items()
    ]
    paints = [_median(reports, _LCP) / 1000 for reports in pages]
    shifts = [_median(reports, _CLS) for reports in pages]
    weights = [int(_median(reports, _WEIGHT)) for reports in pages]
    return (
        *scores,
        Row("largest contentful paint", "≤ 1.8 s", tuple(at_most(paint, 1.8, f"{paint:.2f} s") for paint in paints)),
        Row("layout shift", "0", tuple(at_most(shift, 0, f"{shift:.3f}") for shift in shifts)),
        Row("blocking time", NO_GOAL, tuple(Reached(f"{_median(reports, _TBT):.0f} ms") for reports in pages)),
        Row("transferred", NO_GOAL, tuple(Reached(in_kibibytes(weight)) for weight in weights)),
    )


def _score(reports: Sequence[_Report], category: str, least: int) -> Reached:
    score = round(100 * statistics.median(report["categories"][category]["score"] for report in reports))
    return at_least(score, least, str(score))


def _median(reports: Sequence[_Report], audit: str) -> float:
    return statistics.median(float(report["audits"][audit]["numericValue"]) for report in reports)


def _iter_complaints(pages: Mapping[str, Sequence[_Report]]) -> list[str]:
    """What keeps scores down, by page, as the first run has it."""
    complaints = []
    for kind, (report, *_) in pages.items():
        for category in _CATEGORIES:
            for reference in report["categories"][category]["auditRefs"]:
                audit = report["audits"][reference["id"]]
                # Times are graded finely: what Lighthouse itself calls good is no complaint
                least = 0.9 if category == "performance" else 1
                if reference["weight"] and audit["score"] is not None and audit["score"] < least:
                    value = f", {audit['displayValue']}" if audit.get("displayValue") else ""
                    complaints.append(f"{kind}, {category}: `{audit['id']}` {audit['score']:.2f}{value}")
    return complaints


def _run(url: str, executable: str) -> _Report:
    """The report of one run, which starts a browser with a new profile and ends it."""
    lighthouse_path = _MODULES_PATH / "lighthouse" / "cli" / "index.js"
    locked_node_path = _MODULES_PATH / ".bin" / "node"
    # The lock has a Node for most machines; elsewhere it is the system's, which has to be new enough
    node = str(locked_node_path) if locked_node_path.exists() else shutil.which("node")
    if node is None or not lighthouse_path.is_file():
        message = "Lighthouse isn't installed: `make audit` does it, with npm"
        raise NotMeasuredError(message)
    try:
        done = subprocess.run(
            [node, str(lighthouse_path), url, *_OPTIONS],
            env={**os.environ, "CHROME_PATH": executable},
            capture_output=True,
            text=True,
            check=False,
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired as error:
        message = f"Lighthouse didn't come to an end with {url}"
        raise NotMeasuredError(message) from error
    if done.returncode:
        message = f"Lighthouse failed with {url}:\n{done.stderr}"
        raise NotMeasuredError(message)
    report: _Report = json.loads(done.stdout)
    if "runtimeError" in report:
        message = f"Lighthouse failed with {url}: {report['runtimeError']['message']}"
        raise NotMeasuredError(message)
    return report
