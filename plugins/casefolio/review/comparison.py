"""Holds two versions of all records against each other: what is new, changed, moved and gone for visitors."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from casefolio.library import consent_hindrance, hindrance_of
from casefolio.models import CaseStudy, CaseStudyFields
from casefolio.review.findings import Finding, compare_findings
from casefolio.review.kept_back import KeptBack
from casefolio.review.matching import match
from casefolio.review.photos import PhotoChange, compare_photos
from casefolio.review.quotes import QuoteChange, compare_quotes
from casefolio.review.sides import Side
from casefolio.review.texts import TextChange, compare_texts
from casefolio.review.weights import Measure, measure

#: These are told by themselves, or are no more than the address, which is.
_TOLD_ELSEWHERE = frozenset({"testimonials", "photo", "slug", "aliases"})


class RecordKind(Enum):
    """What becomes of a study."""

    ADDED = "added"
    PUBLIC = "becomes public"
    CHANGED = "changed"
    MOVED = "moved"
    HIDDEN = "no longer public"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A study that visitors will see in another way.

    Attributes:
        kind: what becomes of it.
        path: of the record, as it is called now; of one that goes, as it was called.
        title: as visitors see it, or saw it where it was deleted; empty where it, or something in it, is withheld now.
        fields: of one that stays, the names of those that change; `text` stands for all below the fields.
        url_before: its address as it was; empty where it had none.
        url: its address; empty where it has none.
        lives_on: whether the address as it was still answers.
        texts: of one that stays, those whose words change.
    """

    kind: RecordKind
    path: str
    title: str
    fields: tuple[str, ...]
    url_before: str
    url: str
    lives_on: bool = True
    texts: tuple[TextChange, ...] = ()


@dataclass(frozen=True, slots=True)
class DeadAddress:
    """An address that is public, and would answer no more.

    Attributes:
        url: from the site's root.
        path: of the record that it belongs to, as it is called now.
        is_moved: whether that record has another address now.
    """

    url: str
    path: str
    is_moved: bool


@dataclass(frozen=True, slots=True)
class TermChange:
    """A term that comes or goes, with its page.

    Attributes:
        taxonomy: of the term.
        name: as records spell it.
        is_new: whether it comes.
    """

    taxonomy: str
    name: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Withheld:
    """What is not public, and stays so; none of its words are here.

    Attributes:
        path: of the record.
        quote_number: which of its quotes, from 1; 0 for the study itself.
        reason: why, by the value of a `Hindrance`.
        day: when a study comes or a consent ended, as `YYYY-MM-DD`; empty where there is no such day.
    """

    path: str
    quote_number: int
    reason: str
    day: str


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that differs, in the order of the records."""

    dead: tuple[DeadAddress, ...]
    records: tuple[RecordChange, ...]
    quotes: tuple[QuoteChange, ...]
    photos: tuple[PhotoChange, ...]
    terms: tuple[TermChange, ...]
    withheld: tuple[Withheld, ...]
    findings: tuple[Finding, ...]
    sizes: tuple[Measure, ...] = ()

    @property
    def new_errors(self) -> int:
        """How many errors are new."""
        return sum(item.is_new and item.severity == "error" for item in self.findings)

    @property
    def is_refused(self) -> bool:
        """Whether something has to be mended before this is public."""
        return bool(self.dead) or self.new_errors > 0


def compare(base: Side, head: Side, base_site: Path | None = None, site: Path | None = None) -> Review:
    """Compares two versions.

    Args:
        base: the version that is public.
        head: the version that is asked about.
        base_site: a folder in which the first is built; None where it is not.
        site: a folder in which the second is built; None where it is not.

    Raises:
        OSError: such a folder can't be read.
    """
    kept_back = KeptBack(head.build.confidence)
    pairs = match(base, head)
    new_paths = {before.path: after.path for before, after in pairs if before and after}
    public = [
        (
            before if before and before.path in base.public else None,
            after if after and after.path in head.public else None,
        )
        for before, after in pairs
    ]
    quotes = (quote for before, after in pairs for quote in compare_quotes(before, after, base, head, kept_back))
    return Review(
        tuple(_iter_dead(base, head, new_paths)),
        tuple(change for pair in pairs for change in _iter_changes(*pair, base, head, kept_back)),
        tuple(quotes),
        tuple(compare_photos([pair for pair in public if any(pair)], base, head, kept_back)),
        tuple(_iter_terms(base, head)),
        tuple(_iter_withheld(head)),
        compare_findings(base.build.diagnostics, head.build.diagnostics, new_paths),
        measure(base, head, base_site, site),
    )


def _iter_dead(base: Side, head: Side, new_paths: dict[str, str]) -> Iterator[DeadAddress]:
    """The addresses of studies, and those that lead to them; one whose record is broken is not known."""
    files = {base.file(study): study.path for study in base.public.values()} | base.redirects
    for file, old_path in files.items():
        path = new_paths.get(old_path, old_path)
        if file not in head.files and path not in head.broken:
            yield DeadAddress(file.removesuffix("index.html"), path, path in head.public)


def _iter_changes(
    before: CaseStudy | None, after: CaseStudy | None, base: Side, head: Side, kept_back: KeptBack
) -> Iterator[RecordChange]:
    was = before if before and before.path in base.public else None
    now = after if after and after.path in head.public else None
    url_before, url = (base.url(was) if was else ""), (head.url(now) if now else "")
    lives_on = not was or base.file(was) in head.files
    if was and now:
        fields = tuple(_iter_fields(was, now))
        texts = tuple(compare_texts(was, now, base, head, kept_back)) if fields else ()
        if url != url_before or was.path != now.path:
            yield RecordChange(RecordKind.MOVED, now.path, now.title, fields, url_before, url, lives_on, texts)
        elif fields:
            yield RecordChange(RecordKind.CHANGED, now.path, now.title, fields, url_before, url, texts=texts)
    elif now:
        kind = RecordKind.PUBLIC if before else RecordKind.ADDED
        yield RecordChange(kind, now.path, now.title, (), "", url)
    elif was and after:
        yield RecordChange(RecordKind.HIDDEN, after.path, "", (), url_before, "", lives_on)
    elif was:
        title = "" if kept_back.is_in(was.title) else was.title
        yield RecordChange(RecordKind.REMOVED, was.path, title, (), url_before, "", lives_on)


def _iter_fields(before: CaseStudy, after: CaseStudy) -> Iterator[str]:
    for name in CaseStudyFields.model_fields:
        if name not in _TOLD_ELSEWHERE and getattr(before, name) != getattr(after, name):
            yield name
    old, new = (
        [(section.heading, section.kind, section.markdown.strip()) for section in study.sections]
        for study in (before, after)
    )
    if old != new:
        yield "text"


def _iter_terms(base: Side, head: Side) -> Iterator[TermChange]:
    old, new = (
        {
            (group.taxonomy, group.slug): group.name
            for groups in side.build.site.library.terms.values()
            for group in groups
        }
        for side in (base, head)
    )
    yield from (TermChange(key[0], name, is_new=True) for key, name in new.items() if key not in old)
    if head.broken & base.public.keys():
        return  # Nobody knows which terms a record has that can't be read.
    yield from (TermChange(key[0], name, is_new=False) for key, name in old.items() if key not in new)


def _iter_withheld(head: Side) -> Iterator[Withheld]:
    now, policy = head.settings.now, head.settings.consent_policy
    for path, study in sorted((head.public | head.hidden).items()):
        if hindrance := hindrance_of(study, now=now):
            day = study.publish_at.isoformat()[:10] if study.publish_at else ""
            yield Withheld(path, 0, hindrance.value, day)
        for number, item in enumerate(study.testimonials, 1):
            if found := consent_hindrance(item, now=now, policy=policy):
                end = item.consent.expires_on
                yield Withheld(path, number, found.value, end.isoformat() if end else "")
