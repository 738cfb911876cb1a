"""Finds what two records, or a record and a page, can't both have, and slugs that lead nowhere; renders nothing."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from casefolio.codes import Code
from casefolio.diagnostics import Position, Report
from casefolio.models import TAXONOMIES, CaseStudy, Taxonomies
from casefolio.nearest import nearest
from casefolio.records import Node, Record, Sequence
from casefolio.slugs import slugify


@dataclass(frozen=True, slots=True)
class Entry:
    """A study with the record that it was read from, which knows where everything stands."""

    record: Record
    study: CaseStudy

    def position(self, field: str) -> Position:
        """Where a field's value stands; the record's first line where it has none."""
        node = self.record.fields.get(field)
        return node.position if node else Position(self.record.path)

    def items(self, field: str) -> tuple[Node, ...]:
        """The items of a list field, in the order written."""
        node = self.record.fields.get(field)
        return node.items if isinstance(node, Sequence) else ()


def check_slugs(entries: Iterable[Entry], reserved: AbstractSet[str], report: Report) -> tuple[Entry, ...]:
    """Gives each slug to the first record that has it; the order of paths decides.

    Args:
        entries: in the order of their paths.
        reserved: names that generated pages have in the studies' folder.
        report: takes a diagnostic for every record whose slug is taken.

    Returns:
        The entries that keep their slug.
    """
    kept: dict[str, Entry] = {}
    for entry in entries:
        slug = entry.study.page_slug
        if slug in reserved:
            hint = "write another `slug: …`, or rename the file"
            message = f"the address `{slug}` is that of a generated page"
            report.add(Code.SLUG_RESERVED, entry.position("slug"), message, hint)
        elif slug in kept:
            hint = "write another `slug: …` in one of them, or rename it"
            message = f"the address `{slug}` is that of `{kept[slug].record.path}` already"
            report.add(Code.SLUG_TAKEN, entry.position("slug"), message, hint)
        else:
            kept[slug] = entry
    return tuple(kept.values())


def check_related(entries: Iterable[Entry], known: AbstractSet[str], report: Report) -> None:
    """Holds every `related` slug against the slugs of all records, broken and hidden ones included."""
    for entry in entries:
        for item, slug in zip(entry.items("related"), entry.study.related, strict=False):
            if slug == entry.study.page_slug:
                message, hint = f"`related` names the record itself: `{slug}`", "take it out"
            elif slug not in known:
                near = nearest(slug, sorted(known))
                hint = f"did you mean `{near}`?" if near else "write the slug of another record: its file's name"
                message = f"`related` names no record: `{slug}`"
            else:
                continue
            report.add(Code.UNKNOWN_RELATED, item.position, message, hint)


def check_term_spellings(entries: Iterable[Entry], taxonomies: Taxonomies, report: Report) -> None:
    """A term that two records spell differently has one page, under the spelling that comes first."""
    for taxonomy in TAXONOMIES:
        if taxonomies.listed(taxonomy) is not None:
            continue  # There every spelling but the listed one is an error.
        first: dict[str, tuple[str, str]] = {}
        for entry in entries:
            for item, term in zip(entry.items(taxonomy), entry.study.terms(taxonomy), strict=False):
                spelling, path = first.setdefault(slugify(term), (term, entry.record.path))
                if spelling != term:
                    message = f"`{taxonomy}` has `{term}`, which `{path}` spells `{spelling}`"
                    hint = f"write `{spelling}` here too, or list the terms in `_taxonomies.yml`"
                    report.add(Code.TERM_SPELLINGS, item.position, message, hint)


def check_aliases(entries: Iterable[Entry], page_urls: AbstractSet[str], report: Report) -> None:
    """An old address leads to one place: it is no page of today, and no other record's alias."""
    taken: dict[str, str] = {}
    for entry in entries:
        for item, alias in zip(entry.items("aliases"), entry.study.aliases, strict=False):
            path = alias.strip("/")
            if path in page_urls:
                message = f"`aliases` has the address of a page: `{alias}`"
                hint = "take it out, or give the page another address"
            elif path in taken:
                message, hint = f"`aliases` has an address that `{taken[path]}` has too: `{alias}`", "keep one of them"
            else:
                taken[path] = entry.record.path
                continue
            report.add(Code.ALIAS_TAKEN, item.position, message, hint)
