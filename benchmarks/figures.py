"""Does the arithmetic: what several runs took, and how time and memory grow with the number of records."""

import math
import statistics
from collections.abc import Mapping, Sequence

from benchmarks.processes import Run


def seconds_of(runs: Sequence[Run]) -> float:
    """The median time of runs, in seconds."""
    return statistics.median(run.seconds for run in runs)


def cpu_seconds_of(runs: Sequence[Run]) -> float:
    """The median processor time of runs, in seconds."""
    return statistics.median(run.cpu_seconds for run in runs)


def megabytes_of(runs: Sequence[Run]) -> float:
    """The most memory that any of the runs took, in megabytes of 1,024 KiB."""
    return max(run.peak_megabytes for run in runs)


def exponent(measured: Mapping[int, float]) -> float:
    """How a quantity grows with size: the `b` of `a * size ** b` that is nearest, by least squares of the logarithms.

    Args:
        measured: positive quantities by positive sizes.

    Raises:
        statistics.StatisticsError: there are fewer than two sizes.
    """
    sizes, quantities = zip(*measured.items(), strict=True) if measured else ((), ())
    return statistics.linear_regression([*map(math.log, sizes)], [*map(math.log, quantities)]).slope


def kibibytes_per_record(measured: Mapping[int, float]) -> float:
    """How much more memory each record takes, in KiB: the slope of the nearest line.

    Args:
        measured: megabytes of 1,024 KiB by numbers of records.

    Raises:
        statistics.StatisticsError: there are fewer than two sizes.
    """
    return 1024 * statistics.linear_regression(list(measured), list(measured.values())).slope
