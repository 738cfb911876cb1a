"""Knows which kind of file is read by what, and imports one file; knows no folder."""

from pathlib import Path

from casefolio.importers.brief_files import draft_brief
from casefolio.importers.drafts import Imported, Wishes, write_draft
from casefolio.importers.source_files import ImportRefusedError
from casefolio.importers.testimonial_tables import import_table
from casefolio.importers.word_documents import draft_document
from casefolio.settings import Settings

WORD_ENDINGS = frozenset({".docx", ".docm", ".dotx"})
TABLE_ENDINGS = frozenset({".csv", ".tsv"})
TEXT_ENDINGS = frozenset({".txt", ".md", ".markdown"})
_OFFICE = {
    ".doc": "an old Word document; save it as .docx",
    ".odt": "an OpenDocument text; save it as .docx",
    ".rtf": "an RTF document; save it as .docx",
    ".pages": "a Pages document; export it as .docx",
    ".pdf": "a PDF, which keeps no paragraphs; get the document that it was made of",
    ".xlsx": "a spreadsheet; save the sheet as CSV (UTF-8)",
    ".xls": "a spreadsheet; save the sheet as CSV (UTF-8)",
    ".ods": "a spreadsheet; save the sheet as CSV (UTF-8)",
    ".numbers": "a spreadsheet; export the sheet as CSV (UTF-8)",
}


def is_readable(file: Path) -> bool:
    """Whether the name of a file says that it can be imported."""
    return file.suffix.lower() in WORD_ENDINGS | TABLE_ENDINGS | TEXT_ENDINGS


def import_file(settings: Settings, file: Path, wishes: Wishes) -> tuple[tuple[Imported, ...], tuple[str, ...]]:
    """Makes drafts of one file.

    Args:
        settings: of the project that takes the records.
        file: a plain brief, a Word document or a table of testimonials; by its ending.
        wishes: what the editor adds.

    Returns:
        What was made, and what is to be said about the file as a whole.

    Raises:
        ImportRefusedError: the file can't be read.
        RecordExistsError: there is a record of this name; it stays as it is.
        OSError: the disk refuses.
    """
    ending = file.suffix.lower()
    if ending in _OFFICE:
        msg = f"{file}: it is {_OFFICE[ending]} and import that file"
        raise ImportRefusedError(msg)
    if ending in TABLE_ENDINGS:
        return import_table(settings, file, wishes)
    is_word = ending in WORD_ENDINGS
    draft = draft_document(settings, file, wishes) if is_word else draft_brief(settings, file, wishes)
    return (write_draft(settings, draft, is_dry_run=wishes.is_dry_run),), ()
