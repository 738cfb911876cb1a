"""Finds the file that a photo's `src` names, and refuses every path that leads out of the record's folder."""

import unicodedata
from pathlib import Path, PurePosixPath

from casefolio.codes import Code
from casefolio.diagnostics import Position, Report
from casefolio.nearest import nearest
from casefolio.validation.messages import shown

_PHOTO_ENDINGS = frozenset((".jpg", ".jpeg", ".png", ".webp", ".avif"))


def locate_photo(source: str, folder_path: Path, position: Position, report: Report) -> Path | None:
    """Answers the file of a photo.

    Args:
        source: what `src` says: a `/`-separated path from the record's folder.
        folder_path: the record's folder.
        position: of `src`.
        report: takes what is wrong with the path.

    Returns:
        A regular file inside the folder, links resolved; None where there is none.
    """
    relative = PurePosixPath(source)
    if relative.is_absolute() or ".." in relative.parts or "\\" in source or ":" in source:
        hint = "put the photo next to the record and write only its name"
        report.add(Code.PHOTO_OUTSIDE, position, f"`src` leads out of the record's folder: {shown(source)}", hint)
        return None
    names = _names_on_disk(source, folder_path, position, report)
    if names is None:
        return None
    path = folder_path.joinpath(*names)
    if [_composed(name) for name in names] != [_composed(part) for part in relative.parts]:
        on_disk = "/".join(names)
        message = f"`src` is {shown(source)}, the file is `{on_disk}`"
        report.add(Code.PHOTO_NAME_CASE, position, message, f"write `src: {on_disk}`", on_disk)
        return None
    if not _is_inside(path, folder_path):
        _report_link(source, position, report)
        return None
    if not path.is_file():
        report.add(Code.PHOTO_MISSING, position, f"`src` is not a file: {shown(source)}", "name the photo's file")
        return None
    return path.resolve()


def _names_on_disk(source: str, folder_path: Path, position: Position, report: Report) -> list[str] | None:
    """The parts of a path as the folders spell them; None where one is missing or a link leads out, which is told."""
    path = folder_path
    names: list[str] = []
    for part in PurePosixPath(source).parts:
        if not _is_inside(path, folder_path):
            _report_link(source, position, report)
            return None
        name = _name_on_disk(path, part)
        if name is None:
            _report_missing(source, path, names, part, position, report)
            return None
        names.append(name)
        path = path / name
    return names


def _is_inside(path: Path, folder_path: Path) -> bool:
    """Whether links, if there are any, stay in the folder; beyond it not even names are looked at."""
    try:
        return path.resolve().is_relative_to(folder_path.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself, which is no file either
        return True


def _report_link(source: str, position: Position, report: Report) -> None:
    message = f"`src` is a link out of the record's folder: {shown(source)}"
    report.add(Code.PHOTO_OUTSIDE, position, message, "put the photo itself there, not a link to it")


def _name_on_disk(folder_path: Path, name: str) -> str | None:
    """The name as the folder spells it: Unicode forms are the same name, and other capitals the next best.

    A site that is built on macOS or Windows would find `Photo.JPG` under `photo.jpg`, and CI would not.
    """
    names = _names_in(folder_path)
    same = (found for found in names if _composed(found) == _composed(name))
    other_case = (found for found in names if _composed(found).casefold() == _composed(name).casefold())
    return next(same, None) or next(other_case, None)


def _report_missing(
    source: str, folder_path: Path, above: list[str], name: str, position: Position, report: Report
) -> None:
    names = [found for found in _names_in(folder_path) if not found.startswith(".")]
    other_ending = _with_other_ending(name, names)
    near = other_ending or nearest(name, names)
    meant = "/".join((*above, near)) if near else ""
    hint = f"did you mean `{meant}`?" if meant else "put the photo next to the record, and check its name"
    message = f"`src` names a file that is not there: {shown(source)}"
    is_whole = len(above) + 1 == len(PurePosixPath(source).parts)
    report.add(Code.PHOTO_MISSING, position, message, hint, meant if other_ending and is_whole else "")


def _with_other_ending(name: str, names: list[str]) -> str:
    """The one photo that has the same name but for its ending; empty where there is none, or more than one."""
    stem = _stem(name)
    found = [other for other in names if _stem(other) == stem and PurePosixPath(other).suffix.lower() in _PHOTO_ENDINGS]
    return found[0] if len(found) == 1 else ""


def _stem(name: str) -> str:
    """The name without its ending, or endings: where Windows hides the last one, people write it again."""
    path = PurePosixPath(_composed(name).casefold()).with_suffix("")
    while path.suffix in _PHOTO_ENDINGS:
        path = path.with_suffix("")
    return path.name


def _names_in(folder_path: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder_path.iterdir())
    except OSError:
        return []


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)
