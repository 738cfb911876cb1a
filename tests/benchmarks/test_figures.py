import statistics

import pytest
from benchmarks.figures import cpu_seconds_of, exponent, kibibytes_per_record, megabytes_of, seconds_of
from benchmarks.processes import Run
from hypothesis import given
from hypothesis import strategies as st

RUNS = [Run(3, 5, 40), Run(1, 9, 60), Run(2, 1, 50)]


def test_times_are_medians_and_memory_is_the_most() -> None:
    assert (seconds_of(RUNS), cpu_seconds_of(RUNS), megabytes_of(RUNS)) == (2, 5, 60)


@given(st.floats(0.01, 100), st.floats(-1, 3))
def test_the_exponent_of_a_power_is_found_whatever_it_begins_with(factor: float, power: float) -> None:
    assert exponent({size: factor * size**power for size in (100, 1000, 10_000)}) == pytest.approx(power)


def test_the_exponent_is_the_nearest_of_all_sizes_and_not_that_of_the_ends() -> None:
    # In tens: (2, 0), (3, 1), (5, 2); the slope of the nearest line is 9/14.
    assert exponent({100: 1, 1000: 10, 100_000: 100}) == pytest.approx(9 / 14)


def test_memory_is_told_by_record_and_without_what_every_build_takes() -> None:
    assert kibibytes_per_record({100: 50 + 100 * 0.05, 1000: 50 + 1000 * 0.05}) == pytest.approx(51.2)


@pytest.mark.parametrize("sizes", [{}, {100: 1.0}])
def test_one_size_has_no_growth(sizes: dict[int, float]) -> None:
    for measure in (exponent, kibibytes_per_record):
        with pytest.raises(statistics.StatisticsError):
            measure(sizes)
