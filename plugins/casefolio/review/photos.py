"""Finds the photos that become public or change, with what is known of their files and of whose they are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from casefolio.diagnostics import Position, Report
from casefolio.models import CaseStudy, Credit, Photo
from casefolio.photos.picture import Picture
from casefolio.photos.processor import PhotoJob, check_photos, foresee_picture
from casefolio.review.kept_back import KeptBack
from casefolio.review.sides import Side, is_same_file
from casefolio.validation import locate_photo


class PhotoKind(Enum):
    """What becomes of a photo."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class PhotoChange:
    """A photo that visitors will see in another way; of one that goes, only its file.

    Attributes:
        kind: what becomes of it.
        path: of the record.
        file: as the record names it.
        width: in pixels; 0 where it can't be read.
        height: in pixels.
        size: in bytes.
        alt_before: what it was said to show; empty where nothing was, and where something in it is withheld now.
        alt: what it shows; empty for one that is decorative.
        credit: whose it is; empty where nobody is named.
        parts: what of it changes: `file`, `alt`, `credit`, `focal`, `caption`.
    """

    kind: PhotoKind
    path: str
    file: str
    width: int
    height: int
    size: int
    alt_before: str
    alt: str
    credit: str
    parts: tuple[str, ...]


#: A study before and after, either of which may not be public.
Pair = tuple[CaseStudy | None, CaseStudy | None]


def compare_photos(pairs: Iterable[Pair], base: Side, head: Side, kept_back: KeptBack) -> Iterator[PhotoChange]:
    """Holds the photos of studies against each other.

    Args:
        pairs: of public studies.
        base: where the photos were.
        head: where they are.
        kept_back: what may not be repeated.
    """
    for before, after in pairs:
        old, new = (study.photo if study else None for study in (before, after))
        if after and new:
            parts = tuple(_iter_parts(before, after, base, head)) if before and old else ()
            if parts or not old:
                kind = PhotoKind.CHANGED if old else PhotoKind.ADDED
                alt = (old.alt or "") if old else ""
                yield _change(kind, after, new, head, "" if kept_back.is_in(alt) else alt, parts)
        elif before and old:
            path = after.path if after else before.path
            # The study may be withheld from now on, and its words with it.
            yield PhotoChange(PhotoKind.REMOVED, path, old.src, 0, 0, 0, "", "", "", ())


def _iter_parts(before: CaseStudy, after: CaseStudy, base: Side, head: Side) -> Iterator[str]:
    old, new = before.photo, after.photo
    if old is None or new is None:
        return
    old_path, new_path = _locate(before, old, base), _locate(after, new, head)
    if not (old_path and new_path and is_same_file(old_path, new_path)):
        yield "file"
    if (old.alt, old.decorative) != (new.alt, new.decorative):
        yield "alt"
    for name in ("credit", "focal", "caption"):
        if getattr(old, name) != getattr(new, name):
            yield name


def _change(
    kind: PhotoKind, study: CaseStudy, photo: Photo, side: Side, alt_before: str, parts: tuple[str, ...]
) -> PhotoChange:
    path = _locate(study, photo, side)
    width = height = size = 0
    if path:
        (result,) = check_photos([PhotoJob(path, photo.focal.point, study.page_slug)], side.settings.photos)
        size = path.stat().st_size
        if result.info:
            width, height = result.info.size.width, result.info.size.height
    alt = photo.alt or ""
    return PhotoChange(kind, study.path, photo.src, width, height, size, alt_before, alt, _credit(photo.credit), parts)


def foresee_pictures(changes: Iterable[PhotoChange], head: Side) -> dict[str, Picture]:
    """By the path of its record, the files that each photo becomes in a built site, if it is to be seen.

    Args:
        changes: what becomes of photos.
        head: where they are.
    """
    pictures: dict[str, Picture] = {}
    for item in changes:
        study = head.public.get(item.path)
        path = _locate(study, study.photo, head) if study and study.photo else None
        if study and study.photo and path:
            job = PhotoJob(path, study.photo.focal.point, study.page_slug)
            picture = foresee_picture(job, head.settings.photos, head.settings.paths.photos)
            pictures |= {item.path: picture} if picture else {}
    return pictures


def _locate(study: CaseStudy, photo: Photo, side: Side) -> Path | None:
    record_path = side.settings.root_path / study.path
    return locate_photo(photo.src, record_path.parent, Position(study.path), Report())


def _credit(credit: Credit | None) -> str:
    if credit is None:
        return ""
    return ", ".join(part for part in (credit.author, credit.source, credit.licence) if part)
