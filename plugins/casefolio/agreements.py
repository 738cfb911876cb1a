"""Gathers who agreed to what, quote by quote, from records as they are written; prints and changes nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from pathlib import Path

from casefolio.diagnostics import Position, Report
from casefolio.library import Hindrance, consent_hindrance, ends_soon
from casefolio.loaders.record_files import load_record, load_taxonomies
from casefolio.models import CaseStudy, Taxonomies, Testimonial
from casefolio.quoted_words import make_stamp
from casefolio.records import Entry, Mapping, Node, Record, Scalar, Sequence
from casefolio.selection import iter_selected
from casefolio.settings import ConsentPolicy, Settings
from casefolio.validation import read_taxonomies, validate_record

_WORDS = "words"
_DEFAULTS = "testimonial_defaults"


class Stamp(Enum):
    """Whether the words are those that were stamped."""

    NONE = "none"
    FITS = "fits"
    CHANGED = "changed"


class Standing(Enum):
    """How a person's consent stands on a day, as it is told."""

    GRANTED = "granted"
    ENDS_SOON = "ends soon"
    LAPSED = "lapsed"
    ELSEWHERE = "not for websites"
    PENDING = "pending"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    MISSING = "missing"


_BY_HINDRANCE = {
    Hindrance.CONSENT_PENDING: Standing.PENDING,
    Hindrance.CONSENT_REFUSED: Standing.REFUSED,
    Hindrance.CONSENT_WITHDRAWN: Standing.WITHDRAWN,
    Hindrance.CONSENT_ELSEWHERE: Standing.ELSEWHERE,
    Hindrance.CONSENT_EXPIRED: Standing.LAPSED,
    Hindrance.CONSENT_MISSING: Standing.MISSING,
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """What is known of one quote's consent.

    Attributes:
        path: the record, relative to the project's root.
        title: of the study.
        number: which of the study's quotes, from 1.
        position: of the quote.
        testimonial: as the model reads it.
        standing: how the consent stands on the day that was asked about.
        is_shown: whether the quote is shown on that day, in a study that is.
        stamp: how the words stand to their stamp.
        is_in_text: whether the quote stands in the text of the study, where it has no fields of its own.
    """

    path: str
    title: str
    number: int
    position: Position
    testimonial: Testimonial
    standing: Standing
    is_shown: bool
    stamp: Stamp
    is_in_text: bool


@dataclass(frozen=True, slots=True)
class Agreements:
    """All that were asked for.

    Attributes:
        items: in the order of their records, and of the quotes in each.
        broken_paths: records that could not be read, because of other mistakes.
    """

    items: tuple[Agreement, ...]
    broken_paths: tuple[str, ...]


def load_agreements(settings: Settings, paths: tuple[Path, ...] = ()) -> Agreements:
    """Reads the consent of every quote, drafts included; a stamp that doesn't fit is no mistake here.

    Args:
        settings: whose records are read, by which clock and policy.
        paths: files and folders that exist; all records where there are none.

    Raises:
        OutsideProjectError: a path lies outside the project.
    """
    node, report = load_taxonomies(settings.records_path, settings.root_path)
    taxonomies = read_taxonomies(node, report)
    items: list[Agreement] = []
    broken = []
    for file_path, path in iter_selected(settings, paths):
        record, report = load_record(file_path, settings.root_path, settings.language)
        found = None if record is None or report.has_errors else read_agreements(record, taxonomies, settings)
        if found is None:
            broken.append(path)
        else:
            items.extend(found)
    return Agreements(tuple(items), tuple(broken))


def read_agreements(record: Record, taxonomies: Taxonomies, settings: Settings) -> tuple[Agreement, ...] | None:
    """The same for one record that was read already; None where it has other mistakes."""
    study = validate_record(replace(record, fields=_without_stamps(record.fields)), taxonomies, Report())
    return None if study is None else tuple(_iter_agreements(record, study, settings))


def _iter_agreements(record: Record, study: CaseStudy, settings: Settings) -> Iterator[Agreement]:
    listed = record.fields.get("testimonials")
    items = listed.items if isinstance(listed, Sequence) else ()
    defaults = _stamp_of(record.fields.get(_DEFAULTS))
    places = [*((item, False) for item in items), *((item, True) for item in record.quotes)]
    for number, (testimonial, (item, is_in_text)) in enumerate(zip(study.testimonials, places, strict=True), 1):
        words = _stamp_of(item) or defaults
        quote = item.get("quote") if isinstance(item, Mapping) else None
        yield Agreement(
            record.path,
            study.title,
            number,
            (quote or item).position,
            testimonial,
            _standing(testimonial, settings.now),
            consent_hindrance(testimonial, now=settings.now, policy=settings.consent_policy) is None,
            Stamp.NONE if not words else Stamp.FITS if words == make_stamp(testimonial.quote) else Stamp.CHANGED,
            is_in_text,
        )


def _standing(testimonial: Testimonial, now: datetime) -> Standing:
    hindrance = consent_hindrance(testimonial, now=now, policy=ConsentPolicy.REQUIRED)
    if hindrance is not None:
        return _BY_HINDRANCE[hindrance]
    return Standing.ENDS_SOON if ends_soon(testimonial.consent, now) else Standing.GRANTED


def _stamp_of(item: Node | None) -> str:
    consent = item.get("consent") if isinstance(item, Mapping) else None
    words = consent.get(_WORDS) if isinstance(consent, Mapping) else None
    return words.text.strip() if isinstance(words, Scalar) and not words.is_null else ""


def _without_stamps(fields: Mapping) -> Mapping:
    """The fields of a record as they would be if nothing had been stamped."""
    return _changed(fields, frozenset({"testimonials", _DEFAULTS}), _without_stamp)


def _without_stamp(node: Node) -> Node:
    if isinstance(node, Sequence):
        return replace(node, items=tuple(_without_stamp(item) for item in node.items))
    return _changed(node, frozenset({"consent"}), _without_words) if isinstance(node, Mapping) else node


def _without_words(node: Node) -> Node:
    if not isinstance(node, Mapping):
        return node
    return replace(node, entries=tuple(entry for entry in node if entry.key.text != _WORDS))


def _changed(fields: Mapping, keys: frozenset[str], change: Callable[[Node], Node]) -> Mapping:
    entries = (Entry(entry.key, change(entry.value)) if entry.key.text in keys else entry for entry in fields)
    return replace(fields, entries=tuple(entries))
