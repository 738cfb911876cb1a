"""Makes a new record's folder of what was answered; asks nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casefolio.answers import Answers
from casefolio.editor_files import RECORD_SCHEMA_PATH
from casefolio.incoming_photos import IncomingPhoto, iter_size_words, load_incoming_photo
from casefolio.record_folders import write_record_folder
from casefolio.scaffold import render_starter
from casefolio.schemas import schema_line
from casefolio.settings import Settings
from casefolio.slugs import slugify


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record that was just written.

    Attributes:
        path: of its file.
        missing: what the editor still has to say or to mend, one thing each, the words to write over apart.
    """

    path: Path
    missing: tuple[str, ...]


def write_new_record(settings: Settings, answers: Answers, *, is_yaml: bool = False) -> NewRecord:
    """Writes a draft, with the photo next to it.

    Args:
        settings: of the project that takes the record.
        answers: those that `casefolio.answers` finds nothing wrong with.
        is_yaml: whether all of the record is YAML, instead of Markdown with front matter.

    Raises:
        PhotoRefusedError: the photo is none.
        RecordExistsError: the title's place is taken.
        OSError: the disk refuses.
    """
    photo = load_incoming_photo(answers.photo, settings.photos) if answers.photo else None
    slug, name = slugify(answers.title), "index.yml" if is_yaml else "index.md"
    text = render_starter(
        answers,
        photo.name if photo else "",
        language=settings.language,
        is_yaml=is_yaml,
        schema=_schema_line(settings.records_path / slug / name, settings),
    )
    files = {name: text.encode()} | ({photo.name: photo.data} if photo else {})
    path = write_record_folder(settings.records_path, slug, files)
    return NewRecord(path, tuple(_missing(photo, answers, settings)))


def _schema_line(record_path: Path, settings: Settings) -> str:
    """Only where `casefolio schema --write` has written one."""
    root_path = settings.root_path
    if not record_path.is_relative_to(root_path) or not (root_path / RECORD_SCHEMA_PATH).is_file():
        return ""
    return schema_line(record_path.relative_to(root_path), RECORD_SCHEMA_PATH)


def _missing(photo: IncomingPhoto | None, answers: Answers, settings: Settings) -> Iterator[str]:
    yield from iter_size_words(photo.info if photo else None, settings.photos)
    if photo and not answers.alt:
        yield "photo: nothing says what it shows; add `alt`, or the study can't be built"
