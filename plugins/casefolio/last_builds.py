"""Knows whether a site is still what a build would make of it, so that nothing has to be built.

It is asked before anything is read, and imports nothing that takes time.
"""

import json
import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from casefolio.sealing import program_version, read_sealed, write_sealed

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
_VERSION = 1


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
    """

    site_dir: str
    roots: list[str]
    sources: Snapshot
    site: Snapshot
    arguments: list[str]
    began: float
    holds_until: float
    messages: list[tuple[str, str]]

    def still_holds(self, arguments: Sequence[str], now: float) -> bool:
        """Whether a build would make the same site again, with nothing to do.

        Args:
            arguments: see `given`.
            now: in seconds since 1970.
        """
        if list(arguments) != self.arguments or not self.began <= now < self.holds_until:
            return False
        try:
            return _equal(self.sources, _look(self.roots)) and _equal(self.site, _look([self.site_dir], is_site=True))
        except _UnclearError:
            return False


def given(options: Iterable[str], environment: Mapping[str, str]) -> list[str]:
    """What a build is told from outside: its options, and what its environment says of the clock and the audience."""
    return [*options, *(f"{name}={environment[name]}" for name in _VARIABLES if environment.get(name))]


def read_last_build(path: Path) -> LastBuild | None:
    """Reads what `note_build` has written; None where nothing can be believed."""
    data = read_sealed(path, _version(), json.load)
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
    """Notes a build, unless its sources are too young to tell whether they will have changed.

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
    if any(_is_young(changed, began) for found in sources.values() for changed in found[1:3]):
        return
    build = LastBuild(site_dir, places, sources, site, arguments, began, holds_until, messages)
    note = json.dumps({"version": _VERSION, **asdict(build)}).encode()
    write_sealed(path, _version(), lambda file: file.write(note))


@cache
def _version() -> str:
    return program_version(_PACKAGES)


def next_midnight(now: float) -> float:
    """When the next day begins by UTC, in seconds since 1970: days of records are days of UTC."""
    return (now // 86_400 + 1) * 86_400


def _is_young(changed: int, began: float) -> bool:
    step = _FINE_STEP if changed % _SECOND else _COARSE_STEP
    return changed > began * _SECOND - step


def _equal(known: Snapshot, found: Snapshot) -> bool:
    return known.keys() == found.keys() and all(list(known[path]) == list(item) for path, item in found.items())


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
