"""Goes on from a build where nothing has changed but the texts of some studies: makes what shows these, and no more.

That is what most saves change. Everything else of a record is shown in lists, on other studies' pages, in feeds, and
decides about addresses and links; of a text only the study's own page and the feeds know. Where more has changed, or
anything has to be told, all records are looked at, as in any other build.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from casefolio.builds import Build
from casefolio.confidential import iter_confidential
from casefolio.feeds import newest
from casefolio.finishing import feed_files, finish_pages
from casefolio.intake import read_study
from casefolio.library import Library
from casefolio.library.collisions import Entry
from casefolio.link_targets import has_page, study_anchors
from casefolio.loaders.record_files import load_record
from casefolio.models import CaseStudy
from casefolio.page_views import study_page
from casefolio.settings import Audience, Settings
from casefolio.study_texts import render_text
from casefolio.views import Page, TextFile
from casefolio.withheld import iter_withheld


@dataclass(frozen=True, slots=True)
class Amended:
    """What other texts have made of a build.

    Attributes:
        build: as it is now; its pages and files are those of the last one, but for the new ones.
        pages: those that may be others.
        files: likewise.
    """

    build: Build
    pages: tuple[Page, ...]
    files: tuple[TextFile, ...]


@dataclass(frozen=True, slots=True)
class KnownRecord:
    """A record as a build has read it.

    Attributes:
        file_path: its file.
        study: what it says.
        told: what is told of it where it is kept back, and where that stands.
    """

    file_path: Path
    study: CaseStudy
    told: tuple[object, ...]

    @classmethod
    def of(cls, entry: Entry, library: Library, settings: Settings) -> "KnownRecord":
        """What is known of a right record."""
        told: tuple[object, ...] = tuple(iter_confidential([entry], library))
        if settings.audience is Audience.EDITORS:
            # Where something stands in a record of YAML, texts may move it.
            told += tuple(iter_withheld([entry], now=settings.now, policy=settings.consent_policy))
        return cls(entry.record.file_path, entry.study, told)


def amend(
    last: Build, paths: Collection[str], settings: Settings, records: Mapping[str, KnownRecord] | None = None
) -> Amended | None:
    """Builds again where some records have changed.

    Args:
        last: the build before, of the same settings but for the clock. Where it has come without pages, texts and
            records, only what is new is told.
        paths: of the records, relative to the project's root; everything else is as it was.
        settings: what the engine is told.
        records: those of the last build, where they have not come with it.

    Returns:
        What `build` would, and what is new in it; None where more than texts may have changed.
    """
    library = last.site.library
    if not library.sees_the_same(settings.now) or _is_told_of(last, paths):
        return None
    if records is None:
        wanted = [entry for entry in last.entries if entry.record.path in paths]
        records = {entry.record.path: KnownRecord.of(entry, library, settings) for entry in wanted}
    entries: dict[str, Entry] = {}
    for path in paths:
        entry = _read(records[path], last, settings) if path in records else None
        if entry is None or not _is_same_but_for_texts(records[path], entry, last, settings):
            return None
        entries[path] = entry
    return _amend(last, entries, settings)


def _is_told_of(last: Build, paths: Collection[str]) -> bool:
    """Whether something was found at these records, or at others because of them."""
    return any(
        path == item.position.path or path in item.message or path in item.hint
        for item in last.diagnostics
        for path in paths
    )


def _read(known: KnownRecord, last: Build, settings: Settings) -> Entry | None:
    """The record as it is now; None where it is wrong, or where anything is to be told of it."""
    site, path = last.site, known.file_path
    if path.is_symlink() or not path.is_file():
        return None
    record, report = load_record(path, settings.root_path, settings.language, settings.limits, site.memory)
    if record is None or report.diagnostics:
        return None
    study, problems = read_study(record, site.library.taxonomies, site.memory)
    return None if study is None or problems.diagnostics else Entry(record, study)


def _is_same_but_for_texts(known: KnownRecord, entry: Entry, last: Build, settings: Settings) -> bool:
    """Whether a record differs in nothing else that anybody is shown, or told."""
    study, library = entry.study, last.site.library
    if _without_text(study) != _without_text(known.study):
        return False
    if study_anchors(study, library, settings.language) != last.links.anchors[study.path]:
        return False
    return KnownRecord.of(entry, library, settings).told == known.told


def _without_text(study: CaseStudy) -> Mapping[str, object]:
    return {**vars(study), "sections": ()}


def _amend(last: Build, entries: Mapping[str, Entry], settings: Settings) -> Amended | None:
    studies = {path: entry.study for path, entry in entries.items()}
    bodies = dict(last.site.bodies)
    shown = [entry for entry in entries.values() if has_page(entry.study, settings)]
    for entry in shown:
        body = render_text(entry, last.links, settings, last.site.memory)
        if body.problems.diagnostics:
            return None
        bodies[entry.study.page_slug] = body.sections
    site = replace(last.site, library=last.site.library.with_texts(studies, settings.now), bodies=bodies)
    known = {page.uri for page in last.pages}
    views = (study_page(entry.study, site) for entry in shown)
    pages = {page.uri: page for page in finish_pages((page for page in views if page.uri in known), site, last.cards)}
    files: dict[str, TextFile] = {}
    if any(study.path in studies for study in newest(site.library)):
        files = {file.uri: file for file in feed_files(site, last.assets, last.links.page_uris)}
    build = replace(
        last,
        pages=tuple(pages.get(page.uri, page) for page in last.pages),
        files=tuple(files.get(file.uri, file) for file in last.files),
        site=site,
        entries=tuple(entries.get(entry.record.path, entry) for entry in last.entries),
    )
    return Amended(build, tuple(pages.values()), tuple(files.values()))
