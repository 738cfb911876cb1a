"""Owns the order of the studies, their terms and their neighbours; renders nothing."""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from itertools import islice
from types import MappingProxyType

from casefolio.library.quotes import PlacedQuote, place_quotes
from casefolio.library.scores import Scores, mask_of
from casefolio.library.visibility import Visibility, next_change, visibility_of, visible_testimonials
from casefolio.memory import Memory
from casefolio.models import TAXONOMIES, CaseStudy, Taxonomies, Testimonial
from casefolio.settings import Audience, ConsentPolicy
from casefolio.slugs import slugify
from casefolio.values import PartialDate

#: How many related studies a page names.
MOST_RELATED = 3


@dataclass(frozen=True, slots=True)
class TermGroup:
    """A term of a taxonomy with the listed studies that carry it, in the portfolio's order."""

    taxonomy: str
    name: str
    slug: str
    introduction: str
    studies: tuple[CaseStudy, ...]


@dataclass(frozen=True)
class Library:
    """The visible studies.

    Attributes:
        listed: those that lists, walls and terms show, in the portfolio's order.
        archived: those that keep their page and nothing else.
        hidden: those that this build's audience doesn't see.
        taxonomies: the listed terms.
        now: the build's clock.
        policy: what a quote needs before it is shown.
        memory: knows the quotes of studies that have not changed.
    """

    listed: tuple[CaseStudy, ...]
    archived: tuple[CaseStudy, ...]
    hidden: tuple[CaseStudy, ...]
    taxonomies: Taxonomies
    now: datetime
    policy: ConsentPolicy
    memory: Memory = field(default_factory=Memory, compare=False)

    @classmethod
    def of(
        cls,
        studies: Iterable[CaseStudy],
        taxonomies: Taxonomies,
        *,
        now: datetime,
        audience: Audience,
        policy: ConsentPolicy,
        memory: Memory | None = None,
    ) -> "Library":
        """Sorts studies by who may see them, and each group into the portfolio's order."""
        groups: dict[Visibility, list[CaseStudy]] = {visibility: [] for visibility in Visibility}
        for study in sorted(studies, key=_rank):
            groups[visibility_of(study, now=now, audience=audience)].append(study)
        return cls(
            tuple(groups[Visibility.LISTED]),
            tuple(groups[Visibility.PAGE_ONLY]),
            tuple(groups[Visibility.HIDDEN]),
            taxonomies,
            now,
            policy,
            memory or Memory(),
        )

    def with_texts(self, studies: Mapping[str, CaseStudy], now: datetime) -> "Library":
        """The same, where nothing but the texts of some studies has changed.

        What was found out already stays, since a text has no say in it. Studies that stand there may have their old
        texts, which only their own pages show.

        Args:
            studies: by the path of its record, each with its new text.
            now: the clock, by which the same may be seen.
        """
        library = copy(self)
        groups = {name: getattr(self, name) for name in ("listed", "archived", "hidden")}
        for name, group in groups.items():
            # To write to a frozen object is fine as long as nobody else has seen it.
            object.__setattr__(library, name, tuple(studies.get(study.path, study) for study in group))
        object.__setattr__(library, "now", now)
        return library

    def sees_the_same(self, now: datetime) -> bool:
        """Whether the same may be seen at another time, no earlier than its own."""
        change = next_change(self.hidden, self.now)
        return self.now <= now and self.now.date() == now.date() and (change is None or now < change)

    @property
    def pages(self) -> tuple[CaseStudy, ...]:
        """All studies that have a page."""
        return self.listed + self.archived

    @cached_property
    def paths(self) -> frozenset[str]:
        """Of the records of those studies."""
        return frozenset(study.path for study in self.pages)

    def testimonials(self, study: CaseStudy) -> tuple[Testimonial, ...]:
        """The quotes of a study that may be shown."""
        shown = self._shown.get(study.path)
        if shown is None:
            shown = self._shown[study.path] = visible_testimonials(study, now=self.now, policy=self.policy)
        return shown

    @cached_property
    def _shown(self) -> dict[str, tuple[Testimonial, ...]]:
        """By the path of its record, the answers so far: each page of a study and each list asks for them."""
        return {}

    @cached_property
    def quotes(self) -> tuple[PlacedQuote, ...]:
        """All quotes that lists may show, in the order of their studies."""
        return tuple(quote for study in self.listed for quote in self._placed(study))

    def _placed(self, study: CaseStudy) -> tuple[PlacedQuote, ...]:
        shown = self.testimonials(study)
        return self.memory.recall("quotes", study.path, (study, shown), lambda: tuple(place_quotes(study, shown)))

    @cached_property
    def terms(self) -> dict[str, tuple[TermGroup, ...]]:
        """By taxonomy, the terms that a listed study carries: as the list of terms orders them, others by name."""
        return {taxonomy: self._group(taxonomy) for taxonomy in TAXONOMIES}

    @cached_property
    def term_places(self) -> frozenset[tuple[str, str]]:
        """Every term that a listed study carries, by taxonomy and slug."""
        return frozenset((group.taxonomy, group.slug) for groups in self.terms.values() for group in groups)

    def _group(self, taxonomy: str) -> tuple[TermGroup, ...]:
        known = {slugify(term.name): term for term in self.taxonomies.listed(taxonomy) or ()}
        names: dict[str, str] = {slug: term.name for slug, term in known.items()}
        carriers: dict[str, list[CaseStudy]] = {}
        for study in self.listed:
            for slug, term in terms_by_slug(study, taxonomy).items():
                names.setdefault(slug, term)
                carriers.setdefault(slug, []).append(study)
        others = sorted(carriers.keys() - known.keys())
        return tuple(
            TermGroup(
                taxonomy,
                names[slug],
                slug,
                (known[slug].introduction or "") if slug in known else "",
                tuple(carriers[slug]),
            )
            for slug in (*known, *others)
            if slug in carriers
        )

    def term(self, taxonomy: str, slug: str) -> TermGroup | None:
        """A term of a taxonomy; None where no listed study carries it."""
        return self._term_of.get((taxonomy, slug))

    @cached_property
    def _term_of(self) -> dict[tuple[str, str], TermGroup]:
        return {(group.taxonomy, group.slug): group for groups in self.terms.values() for group in groups}

    def lists(self, slug: str) -> bool:
        """Whether lists show the study with this slug."""
        return slug in self._position_of

    @cached_property
    def _position_of(self) -> dict[str, int]:
        return {study.page_slug: index for index, study in enumerate(self.listed)}

    def neighbours(self, study: CaseStudy) -> tuple[CaseStudy | None, CaseStudy | None]:
        """The studies before and after one in the portfolio; None at the ends, and for an archived one."""
        at = self._position_of.get(study.page_slug)
        if at is None:
            return None, None
        before = self.listed[at - 1] if at else None
        after = self.listed[at + 1] if at + 1 < len(self.listed) else None
        return before, after

    @cached_property
    def _carriers(self) -> dict[tuple[str, str], tuple[int, int]]:
        """By taxonomy and term: what it counts for, and the positions of the studies that carry it."""
        at = self._position_of
        return {
            place: (10_000 // len(group.studies), mask_of(at[s.page_slug] for s in group.studies))
            for place, group in self._term_of.items()
        }

    @cached_property
    def _by_slug(self) -> dict[str, CaseStudy]:
        return {study.page_slug: study for study in self.listed}

    def related(self, study: CaseStudy) -> tuple[CaseStudy, ...]:
        """Studies to read next: all that the editor names, then those with most terms in common.

        The latter fill up to `MOST_RELATED`; a rare term counts for more than one that nearly every study carries.
        """
        slugs = self.memory.recall("related", study.path, (self._terms_in_order, study), lambda: self._relate(study))
        return tuple(self._by_slug[slug] for slug in slugs)

    @cached_property
    def _terms_in_order(self) -> tuple[object, ...]:
        """All that has a say in what is related; the same object as long as it says the same."""
        terms = tuple((study.page_slug, *map(study.terms, TAXONOMIES)) for study in self.listed)
        return self.memory.recall("terms in order", "", terms, lambda: terms)

    def _relate(self, study: CaseStudy) -> tuple[str, ...]:
        named = [slug for slug in dict.fromkeys(study.related) if slug in self._by_slug and slug != study.page_slug]
        scores = Scores()
        for taxonomy in TAXONOMIES:
            for slug in terms_by_slug(study, taxonomy):
                scores.add(*self._carriers.get((taxonomy, slug), (0, 0)))
        taken = {study.page_slug, *named}
        places = scores.iter_highest(mask_of(self._position_of[slug] for slug in taken & self._position_of.keys()))
        others = (self.listed[place].page_slug for place in islice(places, max(0, MOST_RELATED - len(named))))
        return (*named, *others)


def terms_by_slug(study: CaseStudy, taxonomy: str) -> Mapping[str, str]:
    """The terms of a study in one taxonomy, each once: of two spellings of a term the first counts."""
    return _by_slug(study.terms(taxonomy))


@lru_cache(maxsize=16384)
def _by_slug(terms: tuple[str, ...]) -> Mapping[str, str]:
    # Lists, cards and filters ask a hundred times for each study.
    found: dict[str, str] = {}
    for term in terms:
        found.setdefault(slugify(term), term)
    return MappingProxyType(found)


def _rank(study: CaseStudy) -> tuple[bool, float, int, str, str]:
    """Featured ones lead, then lower weights, then the newest, then the title; the path settles what is left."""
    newest = study.published_on or _period_day(study) or date.min
    return (not study.featured, study.weight, -newest.toordinal(), study.title.casefold(), study.path)


def _period_day(study: CaseStudy) -> date | None:
    end = study.period.end
    partial = end if isinstance(end, PartialDate) else study.period.start
    return partial.first_day if partial else None
