from pathlib import Path

from benchmarks.processes import Run
from benchmarks.reports import render_cases, render_growth, render_previews
from tests.benchmarks.sites import write_site


def _run(seconds: float, megabytes: float = 50) -> Run:
    return Run(seconds, 2 * seconds, megabytes)


def test_cases_have_seconds_ratios_processor_time_and_memory(tmp_path: Path) -> None:
    generator = write_site(tmp_path, "one").generator
    runs = {
        "cold": {"casefolio": [_run(1), _run(9), _run(3, 70)], "hugo": [_run(4)]},
        "kept": {"casefolio": [_run(2)]},
    }

    assert render_cases("10 records", runs, {"casefolio": generator, "hugo": generator}).splitlines() == [
        "| 10 records: seconds | Simple | Simple |",
        "| --- | ---: | ---: |",
        "| from nothing | 3.00 | 4.00 |",
        "| pictures kept, nothing else | 2.00 | – |",
        "",
        "| ratio of seconds | Simple to Simple |",
        "| --- | ---: |",
        "| from nothing | 0.75 |",
        "| pictures kept, nothing else | – |",
        "",
        "| seconds of processor time | Simple | Simple |",
        "| --- | ---: | ---: |",
        "| from nothing | 6.00 | 8.00 |",
        "| pictures kept, nothing else | 4.00 | – |",
        "",
        "| most memory, in MB | Simple | Simple |",
        "| --- | ---: | ---: |",
        "| from nothing | 70 | 50 |",
        "| pictures kept, nothing else | 50 | – |",
    ]


def test_growth_is_told_of_the_cases_that_every_size_has(tmp_path: Path) -> None:
    generator = write_site(tmp_path, "one").generator
    sizes = {
        100: {"same": {"casefolio": [_run(1, 40)]}},
        1000: {"same": {"casefolio": [_run(10, 94)]}, "text": {"casefolio": [_run(1)]}},
    }

    assert render_growth(sizes, {"casefolio": generator}).splitlines() == [
        "| text only, from 100 to 1,000 records | Simple |",
        "| --- | ---: |",
        "| nothing changed, 100: seconds | 1.00 |",
        "| nothing changed, 1,000: seconds | 10.00 |",
        "| nothing changed: exponent | 1.00 |",
        "| nothing changed: KiB of memory a record | 61.4 |",
    ]


def test_previews_are_compared_with_the_first() -> None:
    assert render_previews("10 records", {"ours": [0.2, 0.4, 0.3], "theirs": [0.6]}).splitlines()[2:] == [
        "| ours | 0.300 | 0.400 | 3 | 1.00 |",
        "| theirs | 0.600 | 0.600 | 1 | 0.50 |",
    ]
