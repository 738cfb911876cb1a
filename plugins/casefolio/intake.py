"""Takes in all records together: loads them, checks each, then what they can't both have; makes nothing."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial

from casefolio.diagnostics import Report
from casefolio.feeds import atom_uri, json_uri
from casefolio.library import terms_by_slug
from casefolio.library.collisions import Entry, check_aliases, check_related, check_slugs, check_term_spellings
from casefolio.library.dates import check_consent_ends, check_quote_dates
from casefolio.loaders.record_files import load_records, load_taxonomies
from casefolio.memory import Memory
from casefolio.models import TAXONOMIES, CaseStudy, Status, Taxonomies
from casefolio.records import Record, Scalar
from casefolio.settings import Settings
from casefolio.slugs import is_slug, slugify
from casefolio.timings import Stage, Timings
from casefolio.urls import file_uri
from casefolio.validation import read_taxonomies, validate_record
from casefolio.views import Addresses
from casefolio.views.frames import WALL_NAME
from casefolio.views.lists import HOME_URI

#: What hosts write themselves.
_HOST_URIS = ("404.html", "robots.txt", "search/search_index.json", "sitemap.xml", "sitemap.xml.gz")


@dataclass(frozen=True, slots=True)
class Intake:
    """The records so far: those that are right, and how much there was.

    Attributes:
        entries: with an address of their own.
        records: all that could be read.
        broken_paths: files that could not.
    """

    entries: tuple[Entry, ...]
    records: tuple[Record, ...]
    broken_paths: tuple[str, ...]
    taxonomies: Taxonomies

    @property
    def broken_records(self) -> tuple[Record, ...]:
        """The records that could be read and are no studies."""
        right = {entry.record.path for entry in self.entries}
        return tuple(record for record in self.records if record.path not in right)


def take_in(
    settings: Settings, page_uris: AbstractSet[str], report: Report, memory: Memory, timings: Timings
) -> Intake:
    """Reads every record and holds it against the model, the list of terms and the other records.

    Args:
        settings: where the records lie, and which addresses are taken.
        page_uris: the files that the host publishes from the pages' folder.
        report: takes everything that is wrong.
        memory: knows the records that have not changed.
        timings: told when records are read and when they are checked.
    """
    timings.turn_to(Stage.LOAD)
    loaded = load_records(settings.records_path, settings.root_path, settings.language, settings.limits, memory)
    report.extend(loaded.diagnostics)
    timings.turn_to(Stage.CHECK)
    node, taxonomy_report = load_taxonomies(settings.records_path, settings.root_path)
    report.extend(taxonomy_report)
    terms = read_taxonomies(node, report)
    # The same object as long as it says the same: it is compared for every record.
    taxonomies = memory.recall("taxonomies", "", terms, lambda: terms)
    entries = []
    for record in loaded.records:
        study, problems = read_study(record, taxonomies, memory)
        report.extend(problems)
        if study is not None:
            entries.append(Entry(record, study))
    kept = check_slugs(entries, reserved_slugs(settings), report)
    known = {entry.study.page_slug for entry in entries} | {expected_slug(record) for record in loaded.records}
    check_related(kept, known, report)
    check_term_spellings(kept, taxonomies, report)
    check_quote_dates(kept, settings.now, report)
    check_consent_ends(kept, settings.now, report)
    taken = frozenset(_iter_site_uris(kept, known, page_uris, settings))
    check_aliases(kept, taken, report, has_directory_urls=settings.has_directory_urls)
    return Intake(kept, loaded.records, loaded.broken, taxonomies)


def read_study(record: Record, taxonomies: Taxonomies, memory: Memory) -> tuple[CaseStudy | None, Report]:
    """The study that a record means, and what is wrong with it; see `take_in`."""
    return memory.recall("study", record.path, (record, taxonomies), partial(_validate, record, taxonomies))


def _validate(record: Record, taxonomies: Taxonomies) -> tuple[CaseStudy | None, Report]:
    report = Report()
    return validate_record(record, taxonomies, report), report


def _iter_site_uris(
    entries: Iterable[Entry], slugs: Iterable[str], page_uris: Iterable[str], settings: Settings
) -> Iterator[str]:
    """Every file of the site, drafts' pages included, so that no alias is wrong from the day that one is published.

    Archived studies keep their page, but their terms have none.
    """
    addresses = Addresses(settings.paths, settings.has_directory_urls)
    sources = {HOME_URI, addresses.portfolio_uri, addresses.wall_uri, addresses.credits_uri}
    sources |= {addresses.study_uri(slug) for slug in slugs}
    for study in (entry.study for entry in entries if entry.study.status is not Status.ARCHIVED):
        for taxonomy in TAXONOMIES:
            terms = terms_by_slug(study, taxonomy)
            sources |= {addresses.term_uri(taxonomy, slug) for slug in terms}
            sources |= {addresses.taxonomy_uri(taxonomy)} if terms else set()
    for uri in (*sources, *page_uris):
        is_page = uri.endswith(".md")
        yield file_uri(uri, has_directory_urls=settings.has_directory_urls) if is_page else uri
    yield from (atom_uri(settings.paths), json_uri(settings.paths))
    for uri in (addresses.portfolio_uri, addresses.wall_uri):
        yield addresses.data_uri(uri)
        yield addresses.numbered_uri(uri, 2).removesuffix("2.md")
    yield from _HOST_URIS
    if settings.paths.photos:
        yield f"{settings.paths.photos}/"
    if settings.has_embeds:
        yield f"{settings.paths.embed}/"


def reserved_slugs(settings: Settings) -> frozenset[str]:
    """Names that generated pages have in the studies' folder, or in that of the framed ones."""
    paths = settings.paths
    reserved = {"index", "readme"}
    generated = [*(f"{paths.taxonomy}/{name}" for name in TAXONOMIES), paths.portfolio, paths.wall, paths.credits]
    for path in generated:
        folder, _, name = path.strip("/").rpartition("/")
        if folder == paths.study:
            reserved.add(name)
    if settings.admin and paths.admin.rpartition("/")[0] == paths.study:
        reserved.add(paths.admin.rpartition("/")[2])
    if not (paths.study or settings.has_directory_urls):
        reserved.add("404")
    if settings.has_embeds:
        # Among the pages that other sites may frame, those of studies stand beside that of the wall.
        reserved.add(WALL_NAME)
    return frozenset(reserved)


def expected_slug(record: Record) -> str:
    """The address that a record would have, even if it is broken."""
    slug = record.fields.get("slug")
    return slug.text if isinstance(slug, Scalar) and is_slug(slug.text) else slugify(record.name)
