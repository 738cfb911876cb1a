"""Learns from the system that a file was saved; MkDocs' preview itself looks at every file twice a second."""

import os
from threading import Lock
from typing import Any

from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

log = get_plugin_logger("casefolio")

#: To open a file or to look into a folder are events too: with thousands of records there would be more of them than
#: the system keeps, and some of the others would be lost.
_CHANGES = [
    *(FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent),
    *(DirCreatedEvent, DirMovedEvent, DirDeletedEvent),
]
#: For so long nothing more is expected of a save, in seconds: programs write a file in several steps.
_SETTLED = 0.02
#: How often MkDocs looks at a folder that the system is known to speak of, in seconds: to look at thousands of files
#: takes time from the build of what was saved.
_SELDOM = 30.0


class Saves:
    """The files that the system has named since the last build began."""

    def __init__(self) -> None:
        """Nothing is known of what was before."""
        self._lock = Lock()
        self._paths: set[str] = set()
        self._is_complete = False

    def name(self, path: str) -> None:
        """Notes a file by its absolute path."""
        with self._lock:
            self._paths.add(path)

    def miss(self) -> None:
        """Notes that something has changed which the system said nothing of."""
        with self._lock:
            self._is_complete = False

    def take(self) -> set[str] | None:
        """What was named; None where there may be more. Begins anew."""
        with self._lock:
            found, self._paths = (self._paths if self._is_complete else None), set()
            self._is_complete = True
            return found


def watch_natively(server: LiveReloadServer) -> Saves:
    """Lets a preview hear of a save at once.

    MkDocs goes on looking, since there are file systems, such as those of other machines, that the system says nothing
    of; what it finds out late is left out.

    Args:
        server: MkDocs', before it watches anything, or when it watches but has not started.

    Returns:
        What is heard of from now on.
    """
    saves = Saves()
    server.observer = _BothObservers(server.observer, Observer(), saves)  # type: ignore[assignment]
    server.build_delay = _SETTLED
    return saves


class _BothObservers:
    """An observer that hears from the system, and another one that looks."""

    def __init__(self, slow: BaseObserver, quick: BaseObserver, saves: Saves) -> None:
        self.slow, self._quick, self._saves = slow, quick, saves
        #: How each file was when the system spoke of it.
        self._heard: dict[str, object] = {}
        for emitter_watch, handlers in tuple(getattr(slow, "_handlers", {}).items()):
            for handler in tuple(handlers):
                slow.remove_handler_for_watch(handler, emitter_watch)
                slow.add_handler_for_watch(self._late(handler), emitter_watch)
                self._listen(handler, emitter_watch.path, is_recursive=emitter_watch.is_recursive)

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False) -> Any:  # noqa: ANN401 - watchdog's own
        self._listen(handler, path, is_recursive=recursive)
        return self.slow.schedule(self._late(handler), path, recursive=recursive)

    def unschedule(self, watch: Any) -> None:  # noqa: ANN401 - as above
        self.slow.unschedule(watch)

    def start(self) -> None:
        try:
            self._quick.start()
        except OSError as error:
            log.debug("saves are noticed twice a second: %s", error)
        self.slow.start()

    def stop(self) -> None:
        self._quick.stop()
        self.slow.stop()

    def join(self) -> None:
        self.slow.join()

    def _listen(self, handler: FileSystemEventHandler, path: str, *, is_recursive: bool) -> None:
        inner = FileSystemEventHandler()

        def hear(event: FileSystemEvent) -> None:
            if event.is_directory:
                if event.event_type in {"moved", "deleted"}:
                    # Of what lay in it, nothing may be said.
                    self._saves.miss()
                    handler.on_any_event(FileDeletedEvent(event.src_path))
            elif event.event_type in {"created", "modified", "moved", "deleted"}:
                self._look_seldom(path)
                for place in filter(None, map(os.fsdecode, (event.src_path, event.dest_path))):
                    self._heard[place] = _state(place)
                    self._saves.name(place)
                handler.on_any_event(event)

        inner.on_any_event = hear  # type: ignore[method-assign]
        try:
            self._hear(inner, path, is_recursive=is_recursive)
        except OSError as error:
            log.debug("changes of %s are noticed twice a second: %s", path, error)

    def _hear(self, handler: FileSystemEventHandler, path: str, *, is_recursive: bool) -> None:
        try:
            self._quick.schedule(handler, path, recursive=is_recursive, event_filter=_CHANGES)
        except TypeError:
            # An older watchdog tells of everything.
            self._quick.schedule(handler, path, recursive=is_recursive)

    def _look_seldom(self, path: str) -> None:
        for emitter in getattr(self.slow, "emitters", ()):
            if emitter.watch.path == path:
                # It has no other way to be told.
                emitter._timeout = _SELDOM  # noqa: SLF001 - as above

    def _late(self, handler: FileSystemEventHandler) -> FileSystemEventHandler:
        late = FileSystemEventHandler()

        def look(event: FileSystemEvent) -> None:
            places = filter(None, map(os.fsdecode, (event.src_path, event.dest_path)))
            if not event.is_directory and any(self._heard.get(place, ...) != _state(place) for place in places):
                self._saves.miss()
                handler.on_any_event(event)

        late.on_any_event = look  # type: ignore[method-assign]
        return late


def _state(path: str) -> object:
    """What tells a file from what it was before; None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - of every file that a program touches
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino)
