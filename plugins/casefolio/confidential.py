"""Collects the words that no published file may hold, and where each of them stands; searches nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from casefolio.diagnostics import Position
from casefolio.library import Library, consent_hindrance
from casefolio.library.collisions import Entry
from casefolio.models import CaseStudy, Disclosure, Testimonial
from casefolio.records import Mapping, Node


class Kind(Enum):
    """Why words are confidential; the value says what they are."""

    QUOTE = "a quote whose consent does not allow it"
    PERSON = "a name that the attribution hides"
    CLIENT = "a client who is not to be named"
    EMBARGO = "a study that is not published"
    PRIVATE = "a private note on consent"


@dataclass(frozen=True, slots=True)
class Confidential:
    """Words that nobody may read on the site.

    Attributes:
        kind: why.
        text: as a record has it.
        position: where it stands there.
    """

    kind: Kind
    text: str
    position: Position


@dataclass(frozen=True, slots=True)
class Confidence:
    """What a build has to keep to itself.

    Attributes:
        items: in the order of their records.
        public: by kind, texts that are published by right: words that stand in one of these are no secret.
    """

    items: tuple[Confidential, ...] = ()
    public: tuple[tuple[Kind, tuple[str, ...]], ...] = ()


def gather(entries: Iterable[Entry], library: Library) -> Confidence:
    """Collects what may not be published of all records.

    Args:
        entries: of every record, hidden ones too.
        library: what is visible, and on which day.
    """
    items = tuple(iter_confidential(entries, library))
    if not items:
        return Confidence()
    studies = library.pages
    quotes = [quote for study in studies for quote in library.testimonials(study)]
    people = [quote.shown_person for quote in quotes] + [text for study in studies for text in _named(study)]
    words = [text for study in studies for text in _texts(study)]
    said = [quote.quote for quote in quotes]
    public = {
        Kind.QUOTE: said,
        Kind.PERSON: people,
        Kind.CLIENT: [*people, *(quote.shown_organisation for quote in quotes)],
        Kind.EMBARGO: [*words, *said, *people],
    }
    return Confidence(items, tuple((kind, tuple(filter(None, texts))) for kind, texts in public.items()))


def iter_confidential(entries: Iterable[Entry], library: Library) -> Iterator[Confidential]:
    """What may not be published of some records; see `gather`."""
    for entry in entries:
        yield from _iter_items(entry, library, is_shown=entry.study.path in library.paths)


def _iter_items(entry: Entry, library: Library, *, is_shown: bool) -> Iterator[Confidential]:
    study = entry.study
    if not is_shown:
        for text in (study.title, study.summary):
            yield Confidential(Kind.EMBARGO, text, entry.position("title" if text == study.title else "summary"))
        for section in study.sections:
            yield Confidential(Kind.EMBARGO, section.markdown, section.position)
    elif study.client.disclosure is not Disclosure.NAMED and study.client.name:
        yield Confidential(Kind.CLIENT, study.client.name, _within(entry.record.fields, "client", "name", entry))
    nodes = entry.items("testimonials")
    for number, quote in enumerate(study.testimonials):
        node = nodes[number] if number < len(nodes) else None
        yield from _iter_of_quote(quote, node, entry, library, is_shown=is_shown)


def _iter_of_quote(
    quote: Testimonial, node: Node | None, entry: Entry, library: Library, *, is_shown: bool
) -> Iterator[Confidential]:
    # Quotes that are written below the text have no place of their own among the fields.
    at = node.position if node else Position(entry.record.path)
    is_withheld = consent_hindrance(quote, now=library.now, policy=library.policy) is not None
    if is_withheld or not is_shown:
        kind = Kind.QUOTE if is_withheld else Kind.EMBARGO
        yield Confidential(kind, quote.quote, _within(node, "quote", "", entry, at))
    if quote.name and (is_withheld or not is_shown or quote.shown_person != quote.name):
        yield Confidential(Kind.PERSON, quote.name, _within(node, "name", "", entry, at))
    if quote.consent.evidence:
        yield Confidential(Kind.PRIVATE, quote.consent.evidence, _within(node, "consent", "evidence", entry, at))


def _within(node: Node | None, key: str, inner: str, entry: Entry, at: Position | None = None) -> Position:
    """Where a value stands in a map, or in a map of that map."""
    found = node.get(key) if isinstance(node, Mapping) else None
    if inner and isinstance(found, Mapping):
        found = found.get(inner) or found
    return found.position if found else at or Position(entry.record.path)


def _named(study: CaseStudy) -> Iterator[str]:
    """The people and organisations that a page names besides those who are quoted."""
    if study.client.disclosure is Disclosure.NAMED:
        yield study.client.name or ""
    yield from (partner.name for partner in study.partners)
    if study.photo and study.photo.credit:
        yield from (study.photo.credit.author, study.photo.credit.source or "")


def _texts(study: CaseStudy) -> Iterator[str]:
    yield from (study.title, study.summary, study.programme or "")
    yield from (section.markdown for section in study.sections)
    yield from (" ".join(filter(None, (item.statement, item.value, item.unit, item.label))) for item in study.outcomes)
    yield from ((study.photo.alt or "", study.photo.caption or "") if study.photo else ())
