"""Makes a draft of a plain brief's file; knows nothing of where it is written."""

from pathlib import Path

from casefolio.importers.brief_records import Given, convert_brief
from casefolio.importers.drafts import Draft, Wishes, choose_slug, load_photo, name_title
from casefolio.importers.source_files import load_words
from casefolio.loaders.brief import parse_brief
from casefolio.settings import Settings


def draft_brief(settings: Settings, file: Path, wishes: Wishes) -> Draft:
    """Makes a draft of a plain brief, with the photo next to it.

    The record is named after the brief's file; where that is named `brief.txt` or the like, after the title that is
    given, the client or the proposed title.

    Args:
        settings: of the project that takes the record.
        file: the brief, as plain text.
        wishes: what the editor adds.

    Raises:
        ImportRefusedError: the brief or the photo can't be read.
    """
    text = load_words(file, wishes.encoding)
    photo = load_photo(wishes.photo, settings.photos) if wishes.photo else None
    record = convert_brief(
        parse_brief(text, settings.language),
        Given(title=wishes.title, summary=wishes.summary, photo=photo.name if photo else "", alt=wishes.alt),
        language=settings.language,
        fallback_title=name_title(file),
    )
    slug = choose_slug(settings, file, wishes.title, record.client_name, record.title)
    return Draft(slug, record.text, photo, missing=record.missing)
