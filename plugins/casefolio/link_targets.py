"""Finds out where links of records and of hand-written pages can lead; follows none."""

from collections.abc import Iterable
from pathlib import Path

from casefolio.intake import Intake, expected_slug
from casefolio.library import Library, Visibility, visibility_of
from casefolio.links import LinkMap
from casefolio.memory import Memory
from casefolio.models import CaseStudy, Taxonomies
from casefolio.phrases import phrases_for
from casefolio.settings import Settings
from casefolio.slugs import slugify
from casefolio.views import Addresses
from casefolio.views.case_study import iter_anchors


def has_page(study: CaseStudy, settings: Settings) -> bool:
    """Whether this build's audience sees a study."""
    return visibility_of(study, now=settings.now, audience=settings.audience) is not Visibility.HIDDEN


def gather_library(studies: Iterable[CaseStudy], taxonomies: Taxonomies, settings: Settings, memory: Memory) -> Library:
    """The studies as a collection, as this build sees them."""
    now, policy = settings.now, settings.consent_policy
    return Library.of(studies, taxonomies, now=now, audience=settings.audience, policy=policy, memory=memory)


def find_targets(
    checked: Intake, library: Library, page_uris: frozenset[str], settings: Settings, addresses: Addresses
) -> LinkMap:
    """Everything that a link may lead to.

    Args:
        checked: every record.
        library: all studies; it knows the fragments of those that have not changed.
        page_uris: see `iter_page_uris`.
        settings: where the hand-written pages lie, and who the build is for.
        addresses: where generated pages stand.
    """
    slugs = {record.path: expected_slug(record) for record in checked.records}
    slugs |= {path: slug for path in checked.broken_paths if (slug := slugify(name_of(path)))}
    slugs |= {entry.record.path: entry.study.page_slug for entry in checked.entries}
    hidden = {entry.record.path for entry in checked.entries if not has_page(entry.study, settings)}
    anchors = {entry.record.path: study_anchors(entry.study, library, settings.language) for entry in checked.entries}
    return LinkMap(
        addresses,
        slugs,
        hidden,
        anchors,
        _pages_folder(settings),
        page_uris,
        frozenset(_generated_uris(library, addresses)),
    )


def study_anchors(study: CaseStudy, library: Library, language: str) -> frozenset[str]:
    """The fragments of a study's page.

    Args:
        study: any.
        library: knows its quotes, and the fragments of studies that have not changed.
        language: the site's.
    """
    visible = library.testimonials(study)
    make = lambda: frozenset(iter_anchors(study, visible, phrases_for(language).sections))  # noqa: E731
    return library.memory.recall("anchors", study.path, (study, visible), make)


def _pages_folder(settings: Settings) -> str | None:
    path = settings.pages_path
    if path is None or not path.is_relative_to(settings.root_path):
        return None
    return path.relative_to(settings.root_path).as_posix()


def iter_page_uris(settings: Settings) -> Iterable[str]:
    """The files that the host publishes from the pages' folder: none whose name or folder begins with a dot."""
    pages_path = settings.pages_path
    for path in sorted(pages_path.rglob("*")) if pages_path else ():
        relative = path.relative_to(pages_path or path)
        if path.is_file() and not any(part.startswith(".") for part in relative.parts):
            uri = relative.as_posix()
            if settings.is_page(uri):
                yield uri


def _generated_uris(library: Library, addresses: Addresses) -> Iterable[str]:
    yield from (addresses.portfolio_uri, addresses.wall_uri, addresses.credits_uri)
    yield from (addresses.study_uri(study.page_slug) for study in library.pages)
    for taxonomy, groups in library.terms.items():
        if groups:
            yield addresses.taxonomy_uri(taxonomy)
        yield from (addresses.term_uri(taxonomy, group.slug) for group in groups)


def name_of(path: str) -> str:
    """The name that a record's address is made from: its file's, or its folder's for `index.…`."""
    stem = Path(path).stem
    return Path(path).parent.name if stem == "index" else stem
