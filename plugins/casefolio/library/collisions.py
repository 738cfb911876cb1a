"""Finds what two records, or a record and a file of the site, can't both have, and slugs that lead nowhere."""

import unicodedata
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from casefolio.codes import Code
from casefolio.diagnostics import Position, Report
from casefolio.models import TAXONOMIES, CaseStudy, Taxonomies
from casefolio.nearest import nearest
from casefolio.records import Node, Record, Sequence
from casefolio.slugs import DEVICE_NAMES, slugify
from casefolio.urls import alias_uri


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
        elif slug in DEVICE_NAMES:
            message = f"no folder can have the name `{slug}` on Windows"
            report.add(Code.SLUG_RESERVED, entry.position("slug"), message, "write another `slug: …`")
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


def check_aliases(
    entries: Iterable[Entry], site_uris: AbstractSet[str], report: Report, *, has_directory_urls: bool
) -> None:
    """An old address leads to one place: no page and no file of today stands there, and no other record has it.

    Args:
        entries: in the order of their paths.
        site_uris: every file of the site but photos; the name of a folder ends in `/`, and all in it is taken. Names
            that differ in capitals only count as the same.
        report: takes a diagnostic for every alias that can't be.
        has_directory_urls: whether addresses end in `/`.
    """
    # On Windows and macOS capitals and the Unicode form of a letter make no other file.
    site_uris = frozenset(map(_folded, site_uris))
    folders = {folder for uri in site_uris for folder in _folders(uri)}
    # By file and by folder, the record: a page may lie in the folder of another, but no folder has a file's name.
    taken: dict[str, str] = {}
    taken_folders: dict[str, str] = {}
    for entry in entries:
        for item, alias in zip(entry.items("aliases"), entry.study.aliases, strict=False):
            uri = _folded(alias_uri(alias, has_directory_urls=has_directory_urls))
            rivals = (taken.get(name) for name in (uri, *_folders(uri)))
            rival = taken_folders.get(uri) or next(filter(None, rivals), None)
            # A server answers with a folder's index, whatever form the addresses of the site have.
            index = _folded(alias_uri(alias, has_directory_urls=True))
            what = "page" if index in site_uris else _what_stands_at(uri, site_uris, folders)
            if what:
                message = f"`aliases` has the address of a {what}: `{alias}`"
                hint = f"take it out, or give the {what} another address"
            elif rival:
                message, hint = f"`aliases` has an address that `{rival}` has too: `{alias}`", "keep one of them"
            else:
                taken[uri] = entry.record.path
                taken_folders |= dict.fromkeys(_folders(uri), entry.record.path)
                continue
            report.add(Code.ALIAS_TAKEN, item.position, message, hint)


def _folded(uri: str) -> str:
    return unicodedata.normalize("NFC", uri.casefold())


def _folders(uri: str) -> list[str]:
    """The folders that a file lies in, without a slash at their ends."""
    parts = uri.rstrip("/").split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def _what_stands_at(uri: str, site_uris: AbstractSet[str], folders: AbstractSet[str]) -> str:
    """What keeps a file from standing somewhere; empty where nothing does."""
    if uri in folders or any(f"{folder}/" in site_uris for folder in _folders(uri)):
        return "folder"
    there = next((name for name in (uri, *_folders(uri)) if name in site_uris), None)
    return ("page" if there.endswith(".html") else "file") if there else ""
