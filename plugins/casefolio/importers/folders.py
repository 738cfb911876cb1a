"""Imports the files of a folder one after the other; a bad one never stops the others."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from casefolio.importers.drafts import Imported, Wishes
from casefolio.importers.source_files import ImportRefusedError
from casefolio.importers.sources import import_file, is_readable
from casefolio.record_folders import RecordExistsError
from casefolio.settings import Settings

_PHOTOS = (".jpg", ".jpeg", ".png", ".webp", ".avif")


@dataclass(frozen=True, slots=True)
class Task:
    """A file to import, with what is said of it, or the reason why it is passed over."""

    file: Path
    wishes: Wishes
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a file.

    Attributes:
        file: that was named, or found in a folder.
        made: the records and lines.
        notes: what is to be said about the file as a whole.
        failure: why nothing was made, where it was meant to be.
        skipped: why nothing was meant to be made.
    """

    file: Path
    made: tuple[Imported, ...] = ()
    notes: tuple[str, ...] = ()
    failure: str = ""
    skipped: str = ""


def is_folder(path: Path) -> bool:
    """Whether it is a folder; what can't be looked at is none, and reading it says why."""
    try:
        return path.is_dir()
    except OSError:
        return False


def plan_tasks(paths: Sequence[Path], wishes: Wishes) -> list[Task]:
    """Lists the files to import, those of folders in the order of their names.

    A photo that has the name of a document beside it, but for the ending, is its photo.
    """
    return [task for path in paths for task in _iter_tasks(path, wishes)]


def import_tasks(
    settings: Settings, tasks: Iterable[Task], describe: Callable[[RecordExistsError | OSError], str]
) -> Iterator[Answer]:
    """Imports one file after the other, and answers after each.

    Args:
        settings: of the project that takes the records.
        tasks: to do.
        describe: words a refusal of the disk.
    """
    planned: set[Path] = set()
    for task in tasks:
        if task.reason:
            yield Answer(task.file, skipped=task.reason)
            continue
        try:
            made, notes = import_file(settings, task.file, task.wishes)
            if task.wishes.is_dry_run:
                _plan(made, planned)
        except ImportRefusedError as error:
            yield Answer(task.file, failure=str(error))
        except (RecordExistsError, OSError) as error:
            yield Answer(task.file, failure=f"{task.file}: {describe(error)}")
        else:
            yield Answer(task.file, made, notes)


def _plan(made: Iterable[Imported], planned: set[Path]) -> None:
    """Remembers what a dry run would have left behind for a second file of the same name to meet."""
    for path in (item.path for item in made if not item.lines):
        if path in planned:
            raise RecordExistsError(path)
        planned.add(path)


def _iter_tasks(path: Path, wishes: Wishes) -> Iterator[Task]:
    if not is_folder(path):
        yield Task(path, wishes)
        return
    try:
        # Word keeps `~$name.docx` beside a document that is open.
        entries = sorted(entry for entry in path.iterdir() if not entry.name.startswith((".", "~$")))
    except OSError:
        # Reading it as a file says why it can't be opened.
        yield Task(path, wishes)
        return
    folders = {entry for entry in entries if is_folder(entry)}
    files = [entry for entry in entries if entry not in folders]
    photos: dict[str, Path] = {}
    for file in files:
        if file.suffix.lower() in _PHOTOS:
            photos.setdefault(file.stem, file)
    documents = {file.stem for file in files if is_readable(file)}
    for entry in entries:
        if entry not in folders and is_readable(entry):
            yield Task(entry, replace(wishes, photo=photos.get(entry.stem)))
        elif entry not in photos.values() or entry.stem not in documents:
            yield Task(entry, wishes, _why_not(entry))


def _why_not(entry: Path) -> str:
    if is_folder(entry):
        return "it is a folder; import it by itself"
    if entry.suffix.lower() in _PHOTOS:
        return "it is a photo, and no document beside it has its name"
    return "it is no brief, Word document or table (.txt, .md, .docx, .csv)"
