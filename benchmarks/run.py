"""Measures builds and previews against other generators that do the same work, in turn, and prints tables.

make bench                                           everything: about a quarter of an hour on two cores
make bench ARGS="--text-only --cases same text"      only these cases, without photos
make bench ARGS="--studies 20 --growth-studies 40 --text-only --rounds 1"    a look whether it still runs
"""

import argparse
import signal
import sys
from collections.abc import Mapping, Sequence

from benchmarks.cases import CASES, Runs, measure_cases
from benchmarks.corpus import MAKER_PATH
from benchmarks.counting import count_output
from benchmarks.generators import GENERATORS, Generator, find_generators
from benchmarks.preview import measure_previews
from benchmarks.reports import (
    render_cases,
    render_counts,
    render_growth,
    render_machine,
    render_previews,
    render_sameness,
)
from benchmarks.sites import Site, laid_out

_PREVIEW, _GROWTH = "preview", "growth"
#: What is measured in every size, and by whom: the others either make the same pages or take minutes.
_GROWTH_CASES = ("cold", "kept", "same")
_GROWTH_GENERATORS = ("casefolio", "hugo", "eleventy")
#: Servers start at most so often.
_PREVIEW_ROUNDS = 2


def main() -> int:
    """Makes the sites, measures, prints.

    Returns:
        The exit status: 1 if the program that makes the records is not there.
    """
    options = _parse()
    if not MAKER_PATH.is_file():
        print(f"the program that makes the records is not there: {MAKER_PATH}", file=sys.stderr)
        return 1
    # As an interruption does: servers end, and what was made is removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    generators, missing = find_generators(options.generators)
    print(render_machine(options.rounds))
    for line in missing:
        print(f"{line}\n")
    if options.studies:
        _measure_text(options, generators)
    if not options.text_only:
        _measure_photos(options, generators)
    return 0


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--studies", type=int, default=1000, help="records without photos; 0 leaves them out")
    parser.add_argument(
        "--growth-studies",
        type=_positive,
        nargs="+",
        default=[100, 10_000],
        metavar="STUDIES",
        help="other numbers of records without photos, measured once, from which growth is told",
    )
    parser.add_argument("--photo-studies", type=_positive, default=100, help="records with photos")
    parser.add_argument("--photo-size", default="3000x2000")
    parser.add_argument("--text-only", action="store_true", help="leaves out the records with photos")
    parser.add_argument("--rounds", type=_positive, default=3)
    parser.add_argument("--cold-rounds", type=_positive, default=1, help="from nothing, with photos: it takes minutes")
    parser.add_argument("--edits", type=_positive, default=5, help="saved texts for each start of a server")
    every = [*CASES, _PREVIEW, _GROWTH]
    parser.add_argument("--cases", nargs="+", choices=every, default=every, metavar="CASE", help=", ".join(every))
    parser.add_argument(
        "--generators",
        nargs="+",
        choices=list(GENERATORS),
        default=list(GENERATORS),
        metavar="GENERATOR",
        help=f"{', '.join(GENERATORS)}; `alike` is casefolio with options by which it makes what the others make",
    )
    options = parser.parse_args()
    if _GROWTH in options.cases and not set(_GROWTH_CASES) & set(options.cases):
        parser.error(f"growth is told by {', '.join(_GROWTH_CASES)}: name at least one of them as well")
    return options


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        message = f"{number} is too few: it has to be at least 1"
        raise argparse.ArgumentTypeError(message)
    return number


def _measure_text(options: argparse.Namespace, generators: Mapping[str, Generator]) -> None:
    title = f"{options.studies:,} records without photos"
    with laid_out(generators, options.studies, None, changes=options.rounds) as sites:
        sizes = {options.studies: _measure_builds(title, sites, options.cases, options.rounds)}
        if _PREVIEW in options.cases:
            seconds = measure_previews(sites, min(options.rounds, _PREVIEW_ROUNDS), options.edits)
            if seconds:
                print(render_previews(title, seconds), flush=True)
    if _GROWTH not in options.cases:
        return
    growing = {name: generators[name] for name in _GROWTH_GENERATORS if name in generators}
    cases = [case for case in _GROWTH_CASES if case in options.cases]
    for size in options.growth_studies:
        with laid_out(growing, size, None, changes=1) as sites:
            sizes[size] = measure_cases(sites, cases, rounds=1)
            counts = {name: count_output(site) for name, site in sites.items()}
        print(render_sameness(f"{size:,} records without photos", counts, growing), flush=True)
    print(render_growth(dict(sorted(sizes.items())), growing), flush=True)


def _measure_photos(options: argparse.Namespace, generators: Mapping[str, Generator]) -> None:
    title = f"{options.photo_studies:,} records with photos of {options.photo_size}"
    making = {name: generator for name, generator in generators.items() if generator.photo_uri}
    with laid_out(making, options.photo_studies, options.photo_size, changes=options.rounds) as sites:
        _measure_builds(title, sites, options.cases, options.rounds, options.cold_rounds)


def _measure_builds(
    title: str, sites: Mapping[str, Site], cases: Sequence[str], rounds: int, cold_rounds: int | None = None
) -> Runs:
    """Measures and prints."""
    generators = {name: site.generator for name, site in sites.items()}
    runs = measure_cases(sites, cases, rounds, cold_rounds)
    if runs:
        print(render_cases(title, runs, generators), flush=True)
        print(render_counts(title, {name: count_output(site) for name, site in sites.items()}, generators), flush=True)
    return runs


if __name__ == "__main__":
    sys.exit(main())
