"""Takes in all records together: loads them, checks each, then what they can't both have; makes nothing."""

from dataclasses import dataclass

from casefolio.diagnostics import Report
from casefolio.library.collisions import Entry, check_aliases, check_related, check_slugs, check_term_spellings
from casefolio.loaders.record_files import load_records, load_taxonomies
from casefolio.models import TAXONOMIES, Taxonomies
from casefolio.records import Record, Scalar
from casefolio.settings import Settings
from casefolio.slugs import is_slug, slugify
from casefolio.validation import read_taxonomies, validate_record


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


def take_in(settings: Settings, report: Report) -> Intake:
    """Reads every record and holds it against the model, the list of terms and the other records.

    Args:
        settings: where the records lie, and which addresses are taken.
        report: takes everything that is wrong.
    """
    loaded = load_records(settings.records_path, settings.root_path, settings.language)
    report.extend(loaded.diagnostics)
    node, taxonomy_report = load_taxonomies(settings.records_path, settings.root_path)
    report.extend(taxonomy_report)
    taxonomies = read_taxonomies(node, report)
    entries = []
    for record in loaded.records:
        study = validate_record(record, taxonomies, report)
        if study is not None:
            entries.append(Entry(record, study))
    kept = check_slugs(entries, reserved_slugs(settings), report)
    known = {entry.study.page_slug for entry in entries} | {expected_slug(record) for record in loaded.records}
    check_related(kept, known, report)
    check_term_spellings(kept, taxonomies, report)
    urls = {f"{settings.paths.study}/{slug}".strip("/") for slug in known}
    check_aliases(kept, urls | {settings.paths.portfolio, settings.paths.wall, settings.paths.credits}, report)
    return Intake(kept, loaded.records, loaded.broken, taxonomies)


def reserved_slugs(settings: Settings) -> frozenset[str]:
    """Names that generated pages have in the studies' folder."""
    paths = settings.paths
    reserved = {"index", "readme"}
    generated = [*(f"{paths.taxonomy}/{name}" for name in TAXONOMIES), paths.portfolio, paths.wall, paths.credits]
    for path in generated:
        folder, _, name = path.strip("/").rpartition("/")
        if folder == paths.study:
            reserved.add(name)
    return frozenset(reserved)


def expected_slug(record: Record) -> str:
    """The address that a record would have, even if it is broken."""
    slug = record.fields.get("slug")
    return slug.text if isinstance(slug, Scalar) and is_slug(slug.text) else slugify(record.name)
