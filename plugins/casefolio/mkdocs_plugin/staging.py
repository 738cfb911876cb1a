"""Builds a site beside its place, and puts it there once it is whole; knows nothing of what is in it.

MkDocs empties the site's folder first and then fills it: whatever stops it there, the last good site is gone. Where
nobody else looks into the folder before, files that are in the last site already need not be written once more, and the
others are written while MkDocs goes on.
"""

import logging
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.utils import CountHandler

from casefolio.mkdocs_plugin.build_folders import READY, REPLACED, UNFINISHED, beside, discard, tidy
from casefolio.mkdocs_plugin.few_changes import MOST_CHANGES, SiteLock, carry_over, find_stale, fits, note_stale
from casefolio.mkdocs_plugin.folder_files import iter_uris
from casefolio.mkdocs_plugin.site_writer import SiteWriter

#: Says where the site is built.
_LOG = logging.getLogger("mkdocs.commands.build")

#: How often the site's folder may be another build's by the time that it is ours.
_TRIES = 20


class Staging:
    """A folder that becomes the site's, or nothing."""

    def __init__(self, site_path: Path, path: Path) -> None:
        """Names the two; `begin` makes them.

        Args:
            site_path: the site's folder, links resolved.
            path: where it is built.
        """
        self._site_path = site_path
        self._path = path
        self._site_dir = ""
        #: While it is held, the last site's files may stand for those of the new one.
        self._lock: SiteLock | None = None
        self._kept: set[str] = set()
        self._writer: SiteWriter | None = None
        #: What MkDocs says of a page that it is told not to write.
        self._unsaid: set[str] = set()

    @classmethod
    def begin(cls, config: MkDocsConfig, *, is_private: bool = False) -> "Staging | None":
        """Makes a folder to build in, tells MkDocs of it, and tidies up behind builds that were killed.

        Args:
            config: the site's.
            is_private: whether nobody but casefolio looks into the folder before the site is done.

        Returns:
            None where the site's folder can't be replaced: MkDocs builds in it, as it always does.
        """
        site_path = Path(os.path.realpath(config.site_dir))
        path = beside(site_path, UNFINISHED, os.getpid())
        try:
            if site_path.is_mount():
                return None
            tidy(site_path)
            path.mkdir(parents=True)
            if site_path.is_dir():
                shutil.copymode(site_path, path)
        except OSError:
            return None
        staging = cls(site_path, path)
        if is_private:
            staging._lock, staging._writer = SiteLock.take(site_path, waits=False), SiteWriter(str(path))
        staging._site_dir, config.site_dir = config.site_dir, str(path)
        _LOG.addFilter(staging._name_the_site)
        return staging

    def keeps(self, uri: str, content: bytes) -> bool:
        """Whether the last site has this very file, which then need not be written.

        Args:
            uri: its place in the site.
            content: all of it.
        """
        if self._lock is None:
            return False
        path = self._site_path / uri
        try:
            is_same = path.stat().st_size == len(content) and path.read_bytes() == content and not path.is_symlink()
        except OSError:
            return False
        return self._keep(uri) if is_same else False

    def takes_page(self, source_uri: str, uri: str, content: bytes) -> bool:
        """Whether nobody has to write a page; MkDocs is then told that it is empty.

        Args:
            source_uri: its source's place.
            uri: its place in the site.
            content: all of it.
        """
        if not content.strip() or not (
            self.keeps(uri, content) or (self._writer and self._writer.takes_page(uri, content))
        ):
            return False
        # https://github.com/mkdocs/mkdocs/blob/1.6.1/mkdocs/commands/build.py#L226-L231
        self._unsaid.add(f"Page skipped: '{source_uri}'. Generated empty output.")
        return True

    def takes_text(self, uri: str, text: str) -> bool:
        """Whether nobody has to write a text."""
        return self.keeps(uri, text.encode()) or (self._writer is not None and self._writer.takes(uri, text=text))

    def takes_link(self, uri: str, source: str) -> bool:
        """Whether nobody has to make a file that is a link to one in the cache."""
        return self._keeps_link(uri, source) or (self._writer is not None and self._writer.takes(uri, source=source))

    def _keeps_link(self, uri: str, source: str) -> bool:
        if self._lock is None:
            return False
        try:
            is_same = os.path.samestat(os.lstat(self._site_path / uri), os.lstat(source))
        except OSError:
            return False
        return self._keep(uri) if is_same else False

    def _keep(self, uri: str) -> bool:
        self._kept.add(uri)
        return True

    def settle(self) -> None:
        """Waits until every file is in the folder that was not kept.

        Raises:
            OSError: one can't be written.
        """
        if self._writer is not None:
            self._writer.wait()

    @property
    def kept_uris(self) -> frozenset[str]:
        """The files of the site that are not in the folder."""
        return frozenset(self._kept)

    def gather(self) -> None:
        """Puts the files that were kept into the folder as well, for whoever wants to look at all of them.

        Raises:
            OSError: there is no place for them.
        """
        for uri in sorted(self._kept):
            target = self._path / uri
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(self._site_path / uri, target)
            except FileExistsError:
                continue
            except OSError:
                # Not every file system has links.
                shutil.copyfile(self._site_path / uri, target)
        self._kept.clear()
        self._release()

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _name_the_site(self, record: logging.LogRecord) -> bool:
        """People are told where the site will be, and not that a page was left out which is there already."""
        if record.msg in self._unsaid:
            return False
        record.msg = str(record.msg).replace(str(self._path), self._site_dir)
        return True

    def finish(self, config: MkDocsConfig) -> None:
        """Puts the folder in the place of the site, unless a strict build has had a warning and is about to fail.

        Raises:
            PluginError: it can't be moved; the last site is there as it was.
        """
        config.site_dir = self._site_dir
        if config.strict and _has_warnings():
            self.abandon()
            return
        _LOG.removeFilter(self._name_the_site)
        try:
            if not self._kept or not self._change_few():
                self.gather()
                self._replace()
        except OSError as error:
            is_begun = beside(self._site_path, READY, os.getpid()).exists()
            self.abandon()
            state = "changed in part; the next build completes it" if is_begun else "as it was"
            msg = f"casefolio can't replace the site, which is {state}: {error.strerror}: {error.filename}"
            raise PluginError(msg) from None

    def _change_few(self) -> bool:
        """Changes the last site where it stands; does nothing where too much is new."""
        # Also what MkDocs has written itself, such as the files of the theme.
        for uri in tuple(iter_uris(self._path)):
            if self.keeps(uri, (self._path / uri).read_bytes()):
                (self._path / uri).unlink()
        new = set(iter_uris(self._path))
        stale = find_stale(self._site_path, new | self._kept)
        if len(new) + len(stale) > MOST_CHANGES or not fits(self._site_path, new):
            return False
        note_stale(self._path, stale)
        ready = beside(self._site_path, READY, os.getpid())
        self._path.rename(ready)
        carry_over(ready, self._site_path)
        self._release()
        return True

    def _replace(self) -> None:
        """Moves the last site away and the new one there, again where another build has just done the same."""
        # A build that changes the site where it stands has begun earlier, and needs it as it was.
        lock = SiteLock.take(self._site_path, waits=True)
        try:
            self._move()
        finally:
            if lock is not None:
                lock.release()

    def _move(self) -> None:
        replaced = beside(self._site_path, REPLACED, os.getpid())
        for attempt in range(_TRIES):
            with suppress(FileNotFoundError):
                self._site_path.rename(replaced)
            try:
                self._path.rename(self._site_path)
            except OSError:
                is_taken = self._site_path.exists()
                if replaced.exists():
                    discard(replaced, self._site_path) if is_taken else replaced.rename(self._site_path)
                if not is_taken or attempt == _TRIES - 1:
                    raise
                continue
            if replaced.exists():
                discard(replaced, self._site_path)
            return

    def abandon(self) -> None:
        """Leaves the last site as it is."""
        _LOG.removeFilter(self._name_the_site)
        if self._writer is not None:
            self._writer.stop()
        self._release()
        shutil.rmtree(self._path, ignore_errors=True)


def _has_warnings() -> bool:
    """Whether MkDocs has counted any; it asks itself once the site is there."""
    counters = (item for item in logging.getLogger("mkdocs").handlers if isinstance(item, CountHandler))
    return any(count for counter in counters for _, count in counter.get_counts())


def put_files(site_path: Path, files: Mapping[str, bytes]) -> bool:
    """Puts files into a site where it stands, all of them or, in a build that is killed, the rest by the next one.

    Args:
        site_path: the site's folder, links resolved, while nobody else may change it.
        files: by their places in it.

    Returns:
        False where there is no place for them; nothing was done.

    Raises:
        OSError: they can't be written.
    """
    if not fits(site_path, files):
        return False
    unfinished, ready = (beside(site_path, purpose, os.getpid()) for purpose in (UNFINISHED, READY))
    try:
        for uri, content in files.items():
            (unfinished / uri).parent.mkdir(parents=True, exist_ok=True)
            (unfinished / uri).write_bytes(content)
        unfinished.mkdir(parents=True, exist_ok=True)
        note_stale(unfinished, ())
    except OSError:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    unfinished.rename(ready)
    carry_over(ready, site_path)
    return True
