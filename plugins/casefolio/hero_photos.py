"""Asks for the photos of studies and tells what is wrong with them at their `src`; opens none itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from casefolio import __version__
from casefolio.codes import Code
from casefolio.diagnostics import Position, Report
from casefolio.library.collisions import Entry
from casefolio.photos.cache import PhotoCache
from casefolio.photos.known_files import KnownFiles
from casefolio.photos.processor import PhotoJob, PhotoResult, check_photos, process_photos
from casefolio.records import Mapping as MappingNode
from casefolio.records import Record, Scalar
from casefolio.settings import Settings
from casefolio.validation import locate_photo
from casefolio.values import FocalPoint


@dataclass(frozen=True, slots=True)
class PhotoRequest:
    """A study's photo.

    Attributes:
        path: the record's.
        position: of `src`.
        job: what is to be made.
    """

    path: str
    position: Position
    job: PhotoJob


def request_photos(entries: Iterable[Entry], report: Report) -> tuple[PhotoRequest, ...]:
    """Finds the photos of studies on disk.

    Args:
        entries: the studies; those without a photo are passed over.
        report: takes paths that lead nowhere.
    """
    requests = []
    for entry in entries:
        photo = entry.study.photo
        if photo is None:
            continue
        position = _source_position(entry)
        path = locate_photo(photo.src, entry.record.folder_path, position, report)
        if path is not None:
            job = PhotoJob(path, photo.focal.point, entry.study.page_slug)
            requests.append(PhotoRequest(entry.record.path, position, job))
    return tuple(requests)


def request_broken_photos(records: Iterable[Record], report: Report) -> tuple[PhotoRequest, ...]:
    """Finds the photos of records whose fields are wrong: what is wrong with both is told in one run.

    Args:
        records: those that are no studies.
        report: takes paths that lead nowhere.

    Returns:
        Photos that can be checked; nothing is to be made of them.
    """
    requests = []
    for record in records:
        photo = record.fields.get("photo")
        source = photo.get("src") if isinstance(photo, MappingNode) else None
        if isinstance(source, Scalar) and not source.is_null and source.text.strip():
            path = locate_photo(source.text.strip(), record.folder_path, source.position, report)
            if path is not None:
                requests.append(PhotoRequest(record.path, source.position, PhotoJob(path, FocalPoint(), "")))
    return tuple(requests)


def _source_position(entry: Entry) -> Position:
    photo = entry.record.fields.get("photo")
    source = photo.get("src") if isinstance(photo, MappingNode) else None
    return source.position if source else entry.position("photo")


def make_photos(requests: Sequence[PhotoRequest], settings: Settings) -> dict[str, PhotoResult]:
    """Makes all crops, or finds them in the cache.

    Returns:
        By the record's path.

    Raises:
        PhotoCacheError: the cache can't be written.
    """
    # What was let pass under other limits is looked at again.
    known = KnownFiles(settings.cache_path / "known-photos.json", f"{__version__} {settings.photos.limits}")
    cache = PhotoCache(settings.cache_path, known)
    jobs = [request.job for request in requests]
    results = process_photos(
        jobs, settings.photos, cache, settings.workers, settings.paths.photos, progress=settings.progress
    )
    known.save()
    return {request.path: result for request, result in zip(requests, results, strict=True)}


def check_all_photos(requests: Sequence[PhotoRequest], settings: Settings) -> dict[str, PhotoResult]:
    """Reads all photos to their ends, and makes nothing of them.

    Returns:
        By the record's path, without pictures.
    """
    results = check_photos([request.job for request in requests], settings.photos, settings.workers)
    return {request.path: result for request, result in zip(requests, results, strict=True)}


def report_photos(
    requests: Iterable[PhotoRequest], results: Mapping[str, PhotoResult], settings: Settings, report: Report
) -> None:
    """Tells what is wrong with each photo.

    Args:
        requests: what was asked for.
        results: what came of it, by record path.
        settings: the width that a hero photo needs.
        report: takes it.
    """
    for request in requests:
        result = results[request.path]
        if result.problem:
            report.add(result.problem.code, request.position, result.problem.message, result.problem.hint)
        if result.info is not None:
            _report_size(result.info.size.width, request, settings.photos.minimum_hero_width, report)
            if not result.info.matches_name:
                _report_name(request.job.path, result.info.format, request.position, report)


def _report_size(width: int, request: PhotoRequest, least: int, report: Report) -> None:
    if width < least:
        name = request.job.path.name
        message = f"`src` names `{name}`, which is {width} pixels wide; a hero photo needs {least}"
        hint = "use a larger version of the photo if there is one; it is never enlarged"
        report.add(Code.PHOTO_TOO_SMALL, request.position, message, hint)


def _report_name(path: Path, photo_format: str, position: Position, report: Report) -> None:
    ending = "jpg" if photo_format == "JPEG" else photo_format.lower()
    message = f"`src` names `{path.name}`, which is a {photo_format} photo"
    report.add(Code.PHOTO_NAME, position, message, f"rename it `{path.stem}.{ending}`, here and in the folder")
