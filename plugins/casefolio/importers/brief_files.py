"""Makes a record's folder of a brief's file and a photo; decides nothing about the record's text."""

from dataclasses import dataclass
from pathlib import Path

from casefolio.diagnostics import Diagnostic, Report
from casefolio.importers.brief_records import Given, convert_brief
from casefolio.incoming_photos import PhotoRefusedError, iter_size_words, load_incoming_photo
from casefolio.intake import reserved_slugs
from casefolio.loaders.brief import parse_brief
from casefolio.loaders.record_files import load_record, load_taxonomies
from casefolio.loaders.text import load_text
from casefolio.record_folders import write_record_folder
from casefolio.settings import Settings
from casefolio.slugs import slugify
from casefolio.validation import read_taxonomies, validate_record

#: File names that say nothing of what is in the file.
_COMMON_NAMES = frozenset({"", "brief", "case-study", "document", "index", "new", "text", "untitled"})
_OFFICE_ENDINGS = frozenset({".docx", ".doc", ".odt", ".rtf", ".pdf", ".pages"})


class ImportRefusedError(Exception):
    """A brief or a photo can't be read: says which, why, and what to do. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A record that was made of a brief.

    Attributes:
        path: of its `index.md`.
        missing: what the editor still has to say or to mend, one thing each.
    """

    path: Path
    missing: tuple[str, ...]


def import_brief(
    settings: Settings, file: Path, *, photo: Path | None = None, title: str = "", summary: str = "", alt: str = ""
) -> Imported:
    """Makes a draft of a brief, with the photo next to it.

    The record is named after the brief's file; where that is named `brief.txt` or the like, after the title that is
    given, the client or the proposed title.

    Args:
        settings: of the project that takes the record.
        file: the brief, as plain text.
        photo: copied byte for byte; what is published of it later is made anew, without its metadata.
        title: instead of the proposed one.
        summary: instead of the proposed one.
        alt: what the photo shows.

    Raises:
        ImportRefusedError: the brief or the photo can't be read.
        RecordExistsError: there is a record of this name; it stays as it is.
        OSError: the disk refuses.
    """
    text = _load_brief(file)
    try:
        copy = load_incoming_photo(photo, settings.photos) if photo else None
    except PhotoRefusedError as error:
        raise ImportRefusedError(str(error)) from None
    stem = slugify(file.stem)
    record = convert_brief(
        parse_brief(text, settings.language),
        Given(title=title, summary=summary, photo=copy.name if copy else "", alt=alt),
        language=settings.language,
        fallback_title=stem.replace("-", " ").capitalize(),
    )
    named = (title, record.client_name, record.title) if stem in _COMMON_NAMES else ()
    slug = next((slug for slug in map(slugify, named) if slug), stem)
    if not slug:
        msg = f"{file}: no address can be made from the name of the file; rename it with Latin letters or digits"
        raise ImportRefusedError(msg)
    if slug in reserved_slugs(settings):
        msg = f"{file}: the address `{slug}` is that of a generated page; rename the file"
        raise ImportRefusedError(msg)
    files = {"index.md": record.text.encode()} | ({copy.name: copy.data} if copy else {})
    path = write_record_folder(settings.records_path, slug, files)
    problems = map(str, _find_problems(path, settings))
    return Imported(path, (*record.missing, *iter_size_words(copy, settings.photos), *problems))


def _load_brief(file: Path) -> str:
    if file.suffix.lower() in _OFFICE_ENDINGS:
        msg = f"{file}: only plain text is read for now; open it, save it as text (.txt, UTF-8) and import that file"
        raise ImportRefusedError(msg)
    if not file.exists():
        msg = f"{file}: the file is not there"
        raise ImportRefusedError(msg)
    report = Report()
    text = load_text(file, str(file), report)
    if text is None or report.has_errors:
        raise ImportRefusedError("\n".join(map(str, report.diagnostics)))
    return text


def _find_problems(path: Path, settings: Settings) -> tuple[Diagnostic, ...]:
    """What is wrong with a record alone, as the engine reads it."""
    record, report = load_record(path, settings.root_path, settings.language)
    node, _ = load_taxonomies(settings.records_path, settings.root_path)
    if record:
        # What is wrong with the list of terms is not this record's.
        validate_record(record, read_taxonomies(node, Report()), report)
    return report.diagnostics
