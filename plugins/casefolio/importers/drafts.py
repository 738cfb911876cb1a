"""Makes a record's folder of a draft's text and its pictures; decides nothing about the text."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from casefolio.diagnostics import Diagnostic, Report
from casefolio.importers.source_files import ImportRefusedError
from casefolio.incoming_photos import PhotoRefusedError, iter_size_words, load_incoming_photo
from casefolio.intake import reserved_slugs
from casefolio.loaders.record_files import load_record, load_taxonomies
from casefolio.photos.info import PhotoInfo
from casefolio.photos.problems import PhotoProblem
from casefolio.photos.reading import probe
from casefolio.photos.signatures import ENDINGS
from casefolio.photos.sources import PhotoSource
from casefolio.record_folders import RecordExistsError, find_taken, write_record_folder
from casefolio.settings import PhotoSettings, Settings
from casefolio.slugs import slugify
from casefolio.validation import read_taxonomies, validate_record

#: File names that say nothing of what is in the file.
_COMMON_NAMES = frozenset({"", "brief", "case-study", "document", "index", "new", "text", "untitled"})

#: Asks an editor: a question and what can be chosen. Answers with the place of the choice, or None for "none of them".
Choose = Callable[[str, Sequence[str]], int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What an editor says besides the name of the file; a part that is not said is empty.

    Attributes:
        photo: is copied byte for byte; what is published of it later is made anew, without its metadata.
        alt: what the photo shows.
        title: instead of the proposed one.
        summary: instead of the proposed one.
        encoding: of a text that is not UTF-8.
        columns: the header of a table's column for each field that it was said of.
        into: the slug of the record that a table's quotes belong to.
        is_dry_run: nothing is written.
        choose: asks what is unclear; None where nobody can be asked.
    """

    photo: Path | None = None
    alt: str = ""
    title: str = ""
    summary: str = ""
    encoding: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    into: str = ""
    is_dry_run: bool = False
    choose: Choose | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it will lie next to the record.

    Attributes:
        name: of the file.
        data: its bytes.
        info: None for a picture that can't be a photo.
    """

    name: str
    data: bytes
    info: PhotoInfo | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A record that is not written yet.

    Attributes:
        slug: names its folder.
        text: of `index.md`.
        photo: the hero photo.
        pictures: others that lie next to the record.
        missing: what the editor still has to say, one thing each.
    """

    slug: str
    text: str
    photo: Picture | None = None
    pictures: tuple[Picture, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What was made of a file, or of one study in it.

    Attributes:
        path: of the record: of the one that was made, or of the one that `lines` belong to.
        missing: what the editor still has to say or to mend, one thing each.
        beside: the names of the pictures next to the record.
        lines: what is to be pasted into a record that is there already; empty where a draft was made.
    """

    path: Path
    missing: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def choose_slug(settings: Settings, file: Path, *others: str) -> str:
    """Names a record after its file; where the file is named `brief.txt` or the like, after something else.

    Args:
        settings: of the project that takes the record.
        file: that the record is made of.
        others: texts that may name it, the best one first.

    Raises:
        ImportRefusedError: there is no such name, or it is taken by a generated page.
    """
    stem = slugify(file.stem)
    named = others if stem in _COMMON_NAMES else ()
    slug = next((slug for slug in map(slugify, named) if slug), stem)
    if not slug:
        msg = f"{file}: no address can be made from the name of the file; rename it with Latin letters or digits"
        raise ImportRefusedError(msg)
    if slug in reserved_slugs(settings):
        msg = f"{file}: the address `{slug}` is that of a generated page; rename the file"
        raise ImportRefusedError(msg)
    return slug


def name_title(file: Path) -> str:
    """What a record is called that says nothing of itself."""
    return slugify(file.stem).replace("-", " ").capitalize()


def load_photo(path: Path, settings: PhotoSettings) -> Picture:
    """Reads a photo that an editor named.

    Raises:
        ImportRefusedError: it can't be one.
    """
    try:
        photo = load_incoming_photo(path, settings)
    except PhotoRefusedError as error:
        raise ImportRefusedError(str(error)) from None
    return Picture(photo.name, photo.data, photo.info)


def read_picture(name: str, data: bytes, settings: PhotoSettings) -> Picture:
    """Looks at a picture that came inside a document; one that is no photo has no `info`."""
    try:
        return _picture(PhotoSource(Path(name), data), settings)
    except PhotoProblem:
        return Picture(name, data)


def write_draft(settings: Settings, draft: Draft, *, is_dry_run: bool = False) -> Imported:
    """Writes a draft and tells what is still missing.

    Args:
        settings: of the project that takes the record.
        draft: to write.
        is_dry_run: the record is only read as it would be.

    Raises:
        RecordExistsError: there is a record of this name; it stays as it is.
        OSError: the disk refuses.
    """
    pictures = [*((draft.photo,) if draft.photo else ()), *draft.pictures]
    files = {"index.md": draft.text.encode(), **{picture.name: picture.data for picture in pictures}}
    if is_dry_run:
        taken = find_taken(settings.records_path, draft.slug)
        if taken:
            raise RecordExistsError(taken)
        path = settings.records_path / draft.slug / "index.md"
        problems = _find_problems_elsewhere(draft.slug, files, settings)
    else:
        path = write_record_folder(settings.records_path, draft.slug, files)
        problems = _find_problems(path, settings)
    missing = (
        *draft.missing,
        *iter_size_words(draft.photo.info if draft.photo else None, settings.photos),
        *map(str, problems),
    )
    return Imported(path, missing, tuple(picture.name for picture in pictures))


def _picture(source: PhotoSource, settings: PhotoSettings) -> Picture:
    info = probe(source, settings.limits)
    ending = source.path.suffix.lower() if info.matches_name else min(ENDINGS[info.format], key=len)
    return Picture(f"{slugify(source.path.stem) or 'photo'}{ending}", source.data, info)


def _find_problems_elsewhere(slug: str, files: Mapping[str, bytes], settings: Settings) -> tuple[Diagnostic, ...]:
    """What would be wrong with a record that is not written: it is checked outside the project."""
    with tempfile.TemporaryDirectory(prefix="casefolio-") as name:
        root_path = Path(name).resolve()
        records_path = root_path / settings.records_path.relative_to(settings.root_path)
        path = write_record_folder(records_path, slug, files)
        return _find_problems(path, replace(settings, root_path=root_path), settings.records_path)


def _find_problems(path: Path, settings: Settings, taxonomies_path: Path | None = None) -> tuple[Diagnostic, ...]:
    """What is wrong with a record alone, as the engine reads it."""
    record, report = load_record(path, settings.root_path, settings.language, settings.limits)
    node, _ = load_taxonomies(taxonomies_path or settings.records_path, settings.root_path)
    if record:
        # What is wrong with the list of terms is not this record's.
        validate_record(record, read_taxonomies(node, Report()), report)
    return report.diagnostics
