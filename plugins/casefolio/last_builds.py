"""Knows whether a site is still what a build would make of it, so that nothing has to be built.

It is asked before anything is read, and imports nothing that takes time.
"""

import json
import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path

from casefolio.sealing import program_version, read_sealed, write_sealed

#: In the cache, what is kept of the site for builds that go on from it.
SITE_NAME = "last-site.seal"
#: Each file with its size, the times of its last change and of the last change of its entry, and its number on disk;
#: times in nanoseconds, or in the site, where links are made and removed, 0 for the second.
Snapshot = Mapping[str, Sequence[int]]
#: What has a say in a site whose plugins are MkDocs' own, Material's and casefolio's.
_PACKAGES = (
    *("mkdocs", "mkdocs-material", "mkdocs-material-extensions", "jinja2", "markupsafe", "markdown", "pygments"),
    *("pymdown-extensions", "babel", "markdown-it-py", "nh3", "pillow", "pydantic", "pyyaml", "python-frontmatter"),
)
#: Settings by which a build is as on another day, or for somebody else.
CLOCK_VARIABLES = ("SOURCE_DATE_EPOCH", "CASEFOLIO_AS_OF")
_VARIABLES = (*CLOCK_VARIABLES, "CASEFOLIO_ADMIN", "CASEFOLIO_PREVIEW")
#: File systems count time in steps: a file that was changed within one before a build can be changed again without
#: another time. In nanoseconds, for times that have parts of a second, and for times that have none.
_FINE_STEP, _COARSE_STEP = 50_000_000, 2_000_000_000
_SECOND = 1_000_000_000
_VERSION = 2


class _UnclearError(Exception):
    """Whether something has changed can't be told."""


@dataclass(frozen=True, slots=True)
class LastBuild:
    """A build that went well.

    Attributes:
        site_dir: where the site is.
        roots: the files and folders that it was made of.
        sources: their files.
        site: the site's.
        arguments: what the build was told on its command line, and by its environment.
        began: when, in seconds since 1970.
        holds_until: when something is shown or withheld that was not, without any file being changed.
        messages: what was said: each level of the log with its words.
        whole_began: when the last build began that has looked at everything.
        amended: the sources whose changes the builds since then have carried over.
    """

    site_dir: str
    roots: list[str]
    sources: Snapshot
    site: Snapshot
    arguments: list[str]
    began: float
    holds_until: float
    messages: list[tuple[str, str]]
    whole_began: float
    amended: list[str]

    def look(self, arguments: Sequence[str], now: float) -> "Sources | None":
        """Looks at the sources as they are now.

        Args:
            arguments: see `given`.
            now: in seconds since 1970.

        Returns:
            None where all of the site has to be built: it is another build, or there are other files than before.
        """
        if list(arguments) != self.arguments or not self.began <= now < self.holds_until:
            return None
        try:
            found = _look(self.roots)
        except _UnclearError:
            return None
        if found.keys() != self.sources.keys():
            return None
        return Sources(found, sorted(path for path, item in found.items() if list(item) != list(self.sources[path])))

    def has_its_site(self) -> bool:
        """Whether the site is as the build has left it."""
        try:
            found = _look([self.site_dir], is_site=True)
        except _UnclearError:
            return False
        return self.site.keys() == found.keys() and all(list(self.site[path]) == list(at) for path, at in found.items())


@dataclass(frozen=True, slots=True)
class Sources:
    """The files that a site was made of, as they are now.

    Attributes:
        snapshot: all of them.
        changed: the paths of those that are, or may be, others than they were.
    """

    snapshot: Snapshot
    changed: list[str]


def given(options: Iterable[str], environment: Mapping[str, str]) -> list[str]:
    """What a build is told from outside: its options, and what its environment says of the clock and the audience."""
    return [*options, *(f"{name}={environment[name]}" for name in _VARIABLES if environment.get(name))]


def read_last_build(path: Path) -> LastBuild | None:
    """Reads what `note_build` has written; None where nothing can be believed."""
    data = read_sealed(path, site_version(), json.load)
    if data is None:
        return None
    return LastBuild(**data) if data.pop("version", None) == _VERSION else None


def note_build(
    path: Path,
    *,
    roots: Iterable[str],
    site_dir: str,
    arguments: list[str],
    began: float,
    holds_until: float,
    messages: list[tuple[str, str]],
) -> None:
    """Notes a build that has looked at everything, unless nobody can tell what it has looked at.

    Args:
        path: the note; see `LastBuild` for the others.
        roots: see `LastBuild`.
        site_dir: see `LastBuild`.
        arguments: see `LastBuild`.
        began: before anything was read.
        holds_until: see `LastBuild`.
        messages: see `LastBuild`.
    """
    path.unlink(missing_ok=True)
    places = sorted(roots)
    try:
        sources, site = _look(places), _look([site_dir], is_site=True)
    except _UnclearError:
        return
    build = LastBuild(site_dir, places, sources, site, arguments, began, holds_until, messages, began, [])
    _write(path, build)


def note_amended(path: Path, last: LastBuild, sources: Sources, changed_uris: Iterable[str], began: float) -> None:
    """Notes a build that has only carried over what has changed in some sources.

    Args:
        path: the note.
        last: what it has gone on from.
        sources: as they were before any of them was read.
        changed_uris: the files of the site that it has written, by their places in it.
        began: before anything was looked at.
    """
    path.unlink(missing_ok=True)
    site = dict(last.site)
    try:
        for uri in changed_uris:
            place = os.path.join(last.site_dir, uri)  # noqa: PTH118 - as `_look` names it
            site[place] = _what(os.lstat(place), is_site=True)
    except (OSError, _UnclearError):
        return
    amended = sorted({*last.amended, *sources.changed})
    _write(path, replace(last, sources=sources.snapshot, site=site, began=began, amended=amended))


def _write(path: Path, build: LastBuild) -> None:
    # Of a source that is too young to tell whether it will have changed, nothing is known.
    sure = {
        place: () if any(_is_young(changed, build.began) for changed in found[1:3]) else found
        for place, found in build.sources.items()
    }
    # `asdict` would copy thousands of lists.
    data = {field.name: getattr(build, field.name) for field in fields(build)}
    note = json.dumps(data | {"version": _VERSION, "sources": sure}).encode()
    write_sealed(path, site_version(), lambda file: file.write(note))


@cache
def site_version() -> str:
    """What has a say in a site besides its sources and its options."""
    return program_version(_PACKAGES)


def next_midnight(now: float) -> float:
    """When the next day begins by UTC, in seconds since 1970: days of records are days of UTC."""
    return (now // 86_400 + 1) * 86_400


def _is_young(changed: int, began: float) -> bool:
    step = _FINE_STEP if changed % _SECOND else _COARSE_STEP
    return changed > began * _SECOND - step


def _look(roots: Iterable[str], *, is_site: bool = False) -> Snapshot:
    """What the system says of every file.

    Raises:
        _UnclearError: there are links, behind which anything may change, or a folder that can't be read.
    """
    found: dict[str, Sequence[int]] = {}
    waiting = list(roots)
    while waiting:
        place = waiting.pop()
        try:
            if stat.S_ISDIR(os.lstat(place).st_mode):
                with os.scandir(place) as entries:
                    for entry in entries:
                        if entry.is_symlink():
                            raise _UnclearError
                        if entry.is_dir(follow_symlinks=False):
                            waiting.append(entry.path)
                        else:
                            found[entry.path] = _what(entry.stat(follow_symlinks=False), is_site=is_site)
            else:
                found[place] = _what(os.lstat(place), is_site=is_site)
        except OSError:
            raise _UnclearError from None
    return found


def _what(status: os.stat_result, *, is_site: bool) -> Sequence[int]:
    if not stat.S_ISREG(status.st_mode):
        raise _UnclearError
    # The site's photos are links to those of the cache, and an entry changes with every other link to the same file.
    return (status.st_size, status.st_mtime_ns, 0 if is_site else status.st_ctime_ns, status.st_ino)
