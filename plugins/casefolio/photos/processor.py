"""Owns the run over many photos: what is done at once and what it may cost; each photo stands for itself."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from casefolio.photos.cache import Entry, PhotoCache
from casefolio.photos.encoding import ENCODER_VERSION, render
from casefolio.photos.geometry import Size
from casefolio.photos.info import PhotoInfo, parse_info, planned_bytes
from casefolio.photos.known_files import state_of
from casefolio.photos.picture import Picture, plan_picture
from casefolio.photos.plan import PhotoPlan, photo_key, plan_photo, published_uri
from casefolio.photos.pool import Spread, run_all, spreading
from casefolio.photos.problems import PhotoProblem, out_of_memory
from casefolio.photos.reading import decode, probe, verify
from casefolio.photos.sources import PhotoSource, load_source
from casefolio.settings import PhotoSettings
from casefolio.values import FocalPoint

#: How much memory decoding may take at once, over all photos, in bytes. One photo alone may take more.
_BYTES_AT_ONCE = 400_000_000


@dataclass(frozen=True, slots=True)
class PhotoJob:
    """One photo to be made.

    Attributes:
        path: the editor's file.
        focal: what the crops keep.
        slug: names the published folder for people.
    """

    path: Path
    focal: FocalPoint
    slug: str


@dataclass(frozen=True, slots=True)
class PhotoResult:
    """What came of a job: either a picture with its assets or a problem.

    Attributes:
        job: the job.
        picture: what the views show.
        assets: every file to be published: its address in the site, and where it lies now.
        info: what the photo is, as far as it could be read.
        problem: why there is no picture.
        is_cached: whether the files were there already.
    """

    job: PhotoJob
    picture: Picture | None = None
    assets: tuple[tuple[str, Path], ...] = ()
    info: PhotoInfo | None = None
    problem: PhotoProblem | None = None
    is_cached: bool = False


def process_photos(
    jobs: Sequence[PhotoJob],
    settings: PhotoSettings,
    cache: PhotoCache,
    workers: int | None = None,
    photos_uri: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> list[PhotoResult]:
    """Makes photos, as many at once as there are cores.

    Args:
        jobs: two that ask for the same files share them.
        settings: crops, formats, qualities and limits.
        cache: where the files come from or go to.
        workers: how many photos are worked on at once, at least 1; None: the number of cores.
        photos_uri: the folder of all photos in the site.
        progress: is told how many photos are done, and how many there are; never by two threads at once.

    Returns:
        A result for each job, in the order of the jobs; one that fails leaves the others alone.

    Raises:
        PhotoCacheError: the cache cannot be written.
    """
    with spreading(workers) as spread:
        run = _Run(settings, cache, photos_uri, spread)
        if progress is None or not jobs:
            return run_all(run.process, jobs, workers)
        count = _Count(progress, len(jobs))

        def process(job: PhotoJob) -> PhotoResult:
            result = run.process(job)
            count.add_one()
            return result

        try:
            return run_all(process, jobs, workers)
        finally:
            count.end()


def check_photos(jobs: Sequence[PhotoJob], settings: PhotoSettings, workers: int | None = None) -> list[PhotoResult]:
    """Reads photos to their ends, and makes nothing of them.

    Args:
        jobs: the photos.
        settings: the limits count.
        workers: how many are looked at at once, at least 1; None: the number of cores.

    Returns:
        A result for each job, in the order of the jobs, with its info or its problem; never a picture.
    """
    budget = _MemoryBudget(_BYTES_AT_ONCE)

    def look(job: PhotoJob) -> PhotoResult:
        info: PhotoInfo | None = None
        try:
            source = load_source(job.path, settings.limits.max_megabytes)
            info = probe(source, settings.limits)
            with budget.spent(planned_bytes(info, info.size, Size(1, 1))):
                verify(source, info, settings.limits)
        except PhotoProblem as problem:
            return PhotoResult(job, info=info, problem=_without_traces(problem))
        return PhotoResult(job, info=info)

    return run_all(look, jobs, workers)


def foresee_picture(job: PhotoJob, settings: PhotoSettings, photos_uri: str) -> Picture | None:
    """Says which files a photo becomes, and makes none of them.

    Args:
        job: the photo.
        settings: crops, formats, qualities and limits.
        photos_uri: the folder of all photos in the site.

    Returns:
        None for a photo that can't be read.
    """
    try:
        source = load_source(job.path, settings.limits.max_megabytes)
        plan = plan_photo(info_size=probe(source, settings.limits).size, focal=job.focal, settings=settings)
    except PhotoProblem:
        return None
    key = photo_key(source.digest, plan, ENCODER_VERSION)
    return plan_picture(plan, photos_uri=photos_uri, slug=job.slug, key=key)


def _without_traces(problem: PhotoProblem) -> PhotoProblem:
    # Tracebacks would hold on to the photo's bytes for as long as the result lives.
    problem.__cause__ = problem.__context__ = None
    return problem.with_traceback(None)


class _Run:
    """One call of `process_photos`: what its threads share."""

    def __init__(self, settings: PhotoSettings, cache: PhotoCache, photos_uri: str, spread: Spread) -> None:
        self._settings = settings
        self._cache = cache
        self._photos_uri = photos_uri
        self._spread = spread
        self._memory = _MemoryBudget(_BYTES_AT_ONCE)
        self._keys = _KeyLocks()

    def process(self, job: PhotoJob) -> PhotoResult:
        state = state_of((job.path,)) if self._cache.known.is_kept else ""
        return self._known(job, state) or self._read(job, state)

    def _known(self, job: PhotoJob, state: str) -> PhotoResult | None:
        """A photo that was read before, if its files are there already."""
        words = self._cache.known.recall(str(job.path), state)
        if words is None:
            return None
        digest, info = str(words[0]), parse_info(cast("dict[str, Any]", words[1]))
        plan = plan_photo(info_size=info.size, focal=job.focal, settings=self._settings)
        key = photo_key(digest, plan, ENCODER_VERSION)
        entry = self._cache.load(key)
        return self._result(job, info, plan, entry, is_cached=True) if entry else None

    def _read(self, job: PhotoJob, state: str) -> PhotoResult:
        info: PhotoInfo | None = None
        try:
            source = load_source(job.path, self._settings.limits.max_megabytes)
            info = probe(source, self._settings.limits)
            plan = plan_photo(info_size=info.size, focal=job.focal, settings=self._settings)
            key = photo_key(source.digest, plan, ENCODER_VERSION)
            with self._keys.held(key):
                entry = self._cache.load(key)
                is_cached = entry is not None
                entry = entry or self._make(source, info, plan, key)
        except PhotoProblem as problem:
            return PhotoResult(job, info=info, problem=_without_traces(problem))
        self._cache.known.remember(str(job.path), state, (job.path,), [source.digest, asdict(info)])
        return self._result(job, info, plan, entry, is_cached=is_cached)

    def _result(self, job: PhotoJob, info: PhotoInfo, plan: PhotoPlan, entry: Entry, *, is_cached: bool) -> PhotoResult:
        picture = plan_picture(plan, photos_uri=self._photos_uri, slug=job.slug, key=entry.key)
        assets = tuple(
            (published_uri(self._photos_uri, job.slug, entry.key, variant.name), entry.paths[variant.name])
            for variant in plan.variants
        )
        return PhotoResult(job, picture, assets, info, is_cached=is_cached)

    def _make(self, source: PhotoSource, info: PhotoInfo, plan: PhotoPlan, key: str) -> Entry:
        box, size = plan.working_box, plan.working_size
        with self._memory.spent(planned_bytes(info, box.size, size)) as is_alone:
            # Many photos keep the cores busy by themselves; more threads would only stand in each other's way.
            spread = self._spread if is_alone else map
            try:
                files = render(decode(source, info, box, size, self._settings.limits), plan, spread)
            except MemoryError as error:
                raise out_of_memory(source.name) from error
        return self._cache.store(key, {variant.name: data for variant, data in files.items()})


class _Count:
    """Tells how many photos are done, one thread after the other."""

    def __init__(self, progress: Callable[[int, int], None], whole: int) -> None:
        self._progress, self._whole, self._done = progress, whole, 0
        self._guard = threading.Lock()
        progress(0, whole)

    def add_one(self) -> None:
        with self._guard:
            self._done += 1
            # The end is told once, whatever ended the run.
            if self._done < self._whole:
                self._progress(self._done, self._whole)

    def end(self) -> None:
        with self._guard:
            self._done = self._whole
            self._progress(self._whole, self._whole)


class _MemoryBudget:
    """Lets photos be decoded together as long as they fit; one that never fits waits until it is alone."""

    def __init__(self, size: int) -> None:
        self._limit = size
        self._spent = 0
        self._changed = threading.Condition()

    @contextmanager
    def spent(self, size: int) -> Iterator[bool]:
        """Waits until there is room; tells whether no other photo is being made."""
        with self._changed:
            self._changed.wait_for(lambda: not self._spent or self._spent + size <= self._limit)
            is_alone = not self._spent
            self._spent += size
        try:
            yield is_alone
        finally:
            with self._changed:
                self._spent -= size
                self._changed.notify_all()


class _KeyLocks:
    """Keeps two threads from making the same files: the second waits and finds them in the cache."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}

    @contextmanager
    def held(self, key: str) -> Iterator[None]:
        with self._guard:
            lock = self._locks.setdefault(key, threading.Lock())
        with lock:
            yield
