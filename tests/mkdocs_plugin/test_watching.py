import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserver

from casefolio.mkdocs_plugin import watching
from casefolio.mkdocs_plugin.watching import Saves, watch_natively

#: For longer than MkDocs' own look may come late.
SECONDS = 2.0


class Heard:
    """Counts how often a preview would be built."""

    def __init__(self, server: LiveReloadServer, saves: Saves) -> None:
        self.server, self.saves, self.count = server, saves, 0

    def look(self, seconds: float) -> int:
        server, until = self.server, time.monotonic() + seconds
        while time.monotonic() < until:
            with server._rebuild_cond:  # noqa: SLF001 - as the server's own loop does
                if server._want_rebuild:  # noqa: SLF001
                    # Once nothing more has come for a moment.
                    while server._rebuild_cond.wait(timeout=server.build_delay):  # noqa: SLF001
                        pass
                    server._want_rebuild = False  # noqa: SLF001
                    self.count += 1
            time.sleep(0.01)
        return self.count


@pytest.fixture
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Heard]:
    monkeypatch.setattr(watching, "_SELDOM", 0.3)
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path), polling_interval=0.2)
    server.watch(str(tmp_path))
    saves = watch_natively(server)
    server.observer.start()
    try:
        yield Heard(server, saves)
    finally:
        server.observer.stop()
        server.observer.join()
        server.server_close()


def test_a_save_is_heard_of_once_and_reading_is_none(heard: Heard, tmp_path: Path) -> None:
    path = tmp_path / "record.md"
    path.write_text("one", encoding="utf-8")
    assert heard.look(SECONDS) == 1
    path.read_text(encoding="utf-8")
    assert heard.look(0.5) == 1
    path.write_text("two", encoding="utf-8")
    assert heard.look(SECONDS) == 2


@pytest.fixture
def quietly_heard(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> Heard:
    """After the first word of the system, nobody looks."""
    monkeypatch.setattr(watching, "_SELDOM", 60.0)
    return heard


def test_what_the_system_has_named_is_told_once(quietly_heard: Heard, tmp_path: Path) -> None:
    heard, path, new_path = quietly_heard, tmp_path / "record.md", tmp_path / ".record.md.swp"
    path.write_text("one", encoding="utf-8")
    heard.look(SECONDS)
    # Of what was before, nobody knows.
    assert heard.saves.take() is None
    new_path.write_text("two", encoding="utf-8")
    new_path.replace(path)
    heard.look(SECONDS)
    assert heard.saves.take() == {str(new_path), str(path)}
    assert heard.saves.take() == set()


def test_to_look_into_files_and_folders_is_no_change(quietly_heard: Heard, tmp_path: Path) -> None:
    heard = quietly_heard
    path = tmp_path / "folder" / "record.md"
    path.parent.mkdir()
    heard.look(0.3)
    path.write_text("one", encoding="utf-8")
    heard.look(SECONDS)
    heard.saves.take()
    for _ in range(3):
        list(path.parent.iterdir())
        path.read_text(encoding="utf-8")
    heard.look(1)
    assert heard.saves.take() == set()


def test_a_folder_that_is_moved_away_is_a_change_that_nobody_knows_the_files_of(heard: Heard, tmp_path: Path) -> None:
    path = tmp_path / "folder" / "record.md"
    path.parent.mkdir()
    heard.look(0.3)
    path.write_text("one", encoding="utf-8")
    count = heard.look(SECONDS)
    heard.saves.take()
    path.parent.rename(tmp_path.parent / f"{tmp_path.name}-elsewhere")
    assert heard.look(SECONDS) > count
    assert heard.saves.take() is None


def test_what_the_system_says_nothing_of_is_found_all_the_same(tmp_path: Path) -> None:
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path), polling_interval=0.1)
    server.watch(str(tmp_path))
    saves = watch_natively(server)
    slow = server.observer.slow  # type: ignore[attr-defined]
    assert isinstance(slow, PollingObserver)
    saves.take()
    slow.start()
    try:
        (tmp_path / "record.md").write_text("one", encoding="utf-8")
        assert Heard(server, saves).look(2) >= 1
        assert saves.take() is None
    finally:
        slow.stop()
        slow.join()
        server.server_close()
