"""Owns the cases of a build, and measures them for every generator in turn; prints nothing but how far it is."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from benchmarks.processes import Run
from benchmarks.sites import Site

#: By case and by the name of a generator, what its runs took; without those that a case does not concern.
Runs: TypeAlias = dict[str, dict[str, list[Run]]]


@dataclass(frozen=True, slots=True)
class Case:
    """Something that people wait for.

    Attributes:
        title: what tables call it.
        prepare: brings it about in a built site, in the round of a number from 0.
        needs_photos: whether it is nothing without photos.
        needs_pictures: whether it is nothing for generators that make no pictures.
    """

    title: str
    prepare: Callable[[Site, int], None]
    needs_photos: bool = False
    needs_pictures: bool = False

    def concerns(self, site: Site) -> bool:
        """Whether a site can be measured so."""
        has_pictures = bool(site.generator.kept_uris)
        return (has_pictures or not self.needs_pictures) and (bool(site.corpus.photo_size) or not self.needs_photos)


def _leave(_site: Site, _number: int) -> None:
    """What there is, stays."""


def _edit_text(site: Site, number: int) -> None:
    slugs = site.corpus.slugs
    site.add_words(slugs[len(slugs) // 2], f"This stands here since round {number}.")


def _change_photo(site: Site, number: int) -> None:
    slugs = site.corpus.slugs
    site.replace_photo(slugs[len(slugs) // 3], site.corpus.photo_slugs[number])


def _add_record(site: Site, number: int) -> None:
    site.add_record(site.corpus.new_slugs[number])


#: By the names that the command knows, in the order of a round: each begins with what the one before has left.
CASES: Mapping[str, Case] = {
    "cold": Case("from nothing", lambda site, _: site.clear(is_keeping_pictures=False)),
    "kept": Case(
        "pictures kept, nothing else", lambda site, _: site.clear(is_keeping_pictures=True), needs_pictures=True
    ),
    "same": Case("nothing changed", _leave),
    "text": Case("one text edited", _edit_text),
    "photo": Case("one photo changed", _change_photo, needs_photos=True, needs_pictures=True),
    "new": Case("a new record", _add_record),
}


def measure_cases(sites: Mapping[str, Site], names: Sequence[str], rounds: int, cold_rounds: int | None = None) -> Runs:
    """Measures in rounds, in each of which every generator has every case: a noisy minute is shared by all of them.

    Args:
        sites: those of one corpus, laid out, by generator.
        names: of the cases.
        rounds: how often; the corpus has to have as many changes.
        cold_rounds: how often from nothing, at most; None if as often as the rest.

    Raises:
        RuntimeError: a build failed.
    """
    runs: Runs = {}
    if "cold" not in names and set(names) & set(CASES):
        for site in sites.values():
            _say(f"{site.generator.title}, once before all cases", site.build())
    for number in range(rounds):
        for case_name, case in CASES.items():
            if case_name not in names or (case_name == "cold" and number == cold_rounds):
                continue
            for name, site in sites.items():
                if case.concerns(site):
                    case.prepare(site, number)
                    done = site.build()
                    runs.setdefault(case_name, {}).setdefault(name, []).append(done)
                    _say(f"{site.generator.title}, {case.title}", done)
    return runs


def _say(what: str, done: Run) -> None:
    print(f"{what}: {done.seconds:.2f} s", file=sys.stderr)
