"""Renders what was measured as tables in Markdown; measures nothing."""

import importlib.metadata
import os
import platform
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence

from benchmarks.cases import CASES, Runs
from benchmarks.counting import EXTRAS, PICTURES, Counts
from benchmarks.figures import cpu_seconds_of, exponent, kibibytes_per_record, megabytes_of, seconds_of
from benchmarks.generators import OURS, Generator
from benchmarks.processes import Run

#: Whose bytes of HTML the others' are compared with.
_YARDSTICK = "eleventy"
_NONE = "–"


def render_machine(rounds: int) -> str:
    """Where it was measured, with what, and how often."""
    packages = {"MkDocs": "mkdocs", "Material": "mkdocs-material", "Pillow": "pillow"}
    versions = (f"{title} {importlib.metadata.version(name)}" for title, name in packages.items())
    machine = ", ".join((f"{os.cpu_count()} cores", f"Python {platform.python_version()}", *versions))
    often = f"{rounds} round{'s' * (rounds != 1)}"
    return f"{machine}; medians of {often}, in each of which every generator had every case in turn.\n"


def render_cases(title: str, runs: Runs, generators: Mapping[str, Generator]) -> str:
    """Seconds, their ratios, processor time and memory of the cases.

    Args:
        title: what records they were.
        runs: of each case.
        generators: those that were measured, by name.
    """
    tables = (
        _render_by_case(f"{title}: seconds", runs, generators, lambda items: f"{seconds_of(items):.2f}"),
        _render_ratios(runs, generators),
        _render_by_case("seconds of processor time", runs, generators, lambda items: f"{cpu_seconds_of(items):.2f}"),
        _render_by_case("most memory, in MB", runs, generators, lambda items: f"{megabytes_of(items):.0f}"),
    )
    return "\n".join(filter(None, tables))


def render_counts(title: str, counts: Mapping[str, Counts], generators: Mapping[str, Generator]) -> str:
    """What each output has, what only some have, and whether the studies and quotes are the same.

    Args:
        title: what records they were.
        counts: by generator, after the last case.
        generators: those that were measured, by name.
    """
    columns = list(counts.values())
    yardstick = counts.get(_YARDSTICK)
    pictures = [kind for kind in PICTURES if any(item.kinds[kind] for item in columns)]
    rows: list[tuple[str, ...]] = [
        ("pages of studies", *(f"{item.studies:,}" for item in columns)),
        ("quotes on them", *(f"{item.study_quotes:,}" for item in columns)),
        (
            "quotes on the page of all quotes",
            *(_NONE if item.wall_quotes is None else f"{item.wall_quotes:,}" for item in columns),
        ),
    ]
    if any(item.widths for item in columns):
        rows.append(("widths offered on pages of studies", *(_in_a_row(item.widths) for item in columns)))
    rows += [(f"{kind} files", *(f"{item.kinds[kind]:,}" for item in columns)) for kind in pictures]
    rows += [
        ("pages of HTML in all", *(f"{item.pages:,}" for item in columns)),
        *((f"beside them: {kind}", *(f"{item.kinds[kind]:,}" for item in columns)) for kind in EXTRAS),
        ("HTML, in MB", *(f"{item.html_bytes / 1e6:.1f}" for item in columns)),
    ]
    if yardstick:
        bytes_to = (f"{item.html_bytes / yardstick.html_bytes:.2f}" for item in columns)
        rows.append((f"HTML to that of {generators[_YARDSTICK].title}", *bytes_to))
    table = _render_table((f"{title}: what was made", *(generators[name].title for name in counts)), rows)
    return f"{table}\n{render_sameness(title, counts, generators)}"


def render_sameness(title: str, counts: Mapping[str, Counts], generators: Mapping[str, Generator]) -> str:
    """Says whether every output has the studies and quotes that it was given, and what is wrong if not."""
    complaints = [f"{generators[name].title}: {text}" for name, item in counts.items() for text in item.complaints]
    if not complaints:
        return f"{title}: every output has all studies and quotes that there are.\n"
    return "\n".join((f"{title}: **not the same work.**", *(f"- {text}" for text in complaints), ""))


def render_growth(sizes: Mapping[int, Runs], generators: Mapping[str, Generator]) -> str:
    """How time and memory grow.

    Args:
        sizes: at least two, and what was measured in each.
        generators: those that were measured in each, by name.
    """
    rows: list[tuple[str, ...]] = []
    for case in (case for case in CASES if all(case in runs for runs in sizes.values())):
        of_sizes = {size: runs[case] for size, runs in sizes.items()}
        rows += [
            (f"{CASES[case].title}, {size:,}: seconds", *_cells(runs, generators, lambda x: f"{seconds_of(x):.2f}"))
            for size, runs in of_sizes.items()
        ]
        rows.append((f"{CASES[case].title}: exponent", *_over_sizes(of_sizes, generators, seconds_of, exponent)))
        growth = _over_sizes(of_sizes, generators, megabytes_of, kibibytes_per_record, digits=1)
        rows.append((f"{CASES[case].title}: KiB of memory a record", *growth))
    smallest, largest = min(sizes), max(sizes)
    head = f"text only, from {smallest:,} to {largest:,} records"
    return _render_table((head, *(generator.title for generator in generators.values())), rows)


def render_previews(title: str, seconds: Mapping[str, Sequence[float]]) -> str:
    """How long servers take from a saved text to its page.

    Args:
        title: what records they were.
        seconds: by server; the first is the one that is compared.
    """
    first = statistics.median(next(iter(seconds.values())))
    rows = [
        (
            server,
            f"{statistics.median(items):.3f}",
            f"{max(items):.3f}",
            f"{len(items)}",
            f"{first / statistics.median(items):.2f}",
        )
        for server, items in seconds.items()
    ]
    return _render_table(
        (f"{title}: preview, from saved to served", "seconds", "slowest", "saves", f"{next(iter(seconds))} to it"), rows
    )


def _render_by_case(
    title: str, runs: Runs, generators: Mapping[str, Generator], render: Callable[[Sequence[Run]], str]
) -> str:
    rows = [(CASES[case].title, *_cells(of_case, generators, render)) for case, of_case in runs.items()]
    return _render_table((title, *(generator.title for generator in generators.values())), rows)


def _render_ratios(runs: Runs, generators: Mapping[str, Generator]) -> str:
    """Ours to each of the others; nothing if there are none."""
    pairs = [(name, other) for name in generators if name in OURS for other in generators if other not in OURS]
    rows = [
        (CASES[case].title, *(_ratio(of_case.get(name), of_case.get(other)) for name, other in pairs))
        for case, of_case in runs.items()
    ]
    heads = (f"{generators[name].title} to {generators[other].title}" for name, other in pairs)
    return _render_table(("ratio of seconds", *heads), rows) if pairs else ""


def _cells(
    runs: Mapping[str, Sequence[Run]], generators: Mapping[str, Generator], render: Callable[[Sequence[Run]], str]
) -> list[str]:
    return [render(runs[name]) if name in runs else _NONE for name in generators]


def _over_sizes(
    runs: Mapping[int, Mapping[str, Sequence[Run]]],
    generators: Mapping[str, Generator],
    measure: Callable[[Sequence[Run]], float],
    combine: Callable[[Mapping[int, float]], float],
    digits: int = 2,
) -> Iterator[str]:
    for name in generators:
        measured = {size: measure(of_size[name]) for size, of_size in runs.items() if name in of_size}
        yield f"{combine(measured):.{digits}f}" if len(measured) > 1 else _NONE


def _ratio(runs: Sequence[Run] | None, others: Sequence[Run] | None) -> str:
    return f"{seconds_of(runs) / seconds_of(others):.2f}" if runs and others else _NONE


def _in_a_row(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers)) or _NONE


def _render_table(head: Sequence[str], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, ("---", *(["---:"] * (len(head) - 1))), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
