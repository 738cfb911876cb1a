import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.mkdocs_plugin.building import ENVIRONMENT, Project, build, record, run_mkdocs

from casefolio.mkdocs_plugin.few_changes import SiteLock, carry_over, find_stale, fits, note_stale

NEW = {"index.html": "new", "added/one/index.html": "added"}
OLD = {
    "index.html": "old",
    "same/index.html": "same",
    "gone/deep/index.html": "gone",
    "gone.html": "gone",
    ".git/x": "x",
}


def write(folder_path: Path, files: dict[str, str]) -> Path:
    for uri, text in files.items():
        path = folder_path / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder_path


def read(folder_path: Path) -> dict[str, str]:
    return {path.relative_to(folder_path).as_posix(): path.read_text("utf-8") for path in files_of(folder_path)}


def files_of(folder_path: Path) -> list[Path]:
    return sorted(path for path in folder_path.rglob("*") if path.is_file())


DONE = {"index.html": "new", "added/one/index.html": "added", "same/index.html": "same", ".git/x": "x"}


def test_what_is_stale_is_not_in_the_new_site_and_begins_with_no_dot(tmp_path: Path) -> None:
    site_path = write(tmp_path / "site", OLD)
    assert find_stale(site_path, {"index.html", "same/index.html"}) == {"gone/deep/index.html", "gone.html"}


def test_a_few_files_are_changed_and_empty_folders_go(tmp_path: Path) -> None:
    site_path, ready_path = write(tmp_path / "site", OLD), write(tmp_path / "ready", NEW)
    note_stale(ready_path, find_stale(site_path, {*NEW, "same/index.html"}))
    carry_over(ready_path, site_path)
    assert read(site_path) == DONE
    assert sorted(path.name for path in site_path.iterdir()) == [".git", "added", "index.html", "same"]
    assert not ready_path.exists()


def counted(call: Callable[..., object], left: list[int]) -> Callable[..., object]:
    """The same, as long as there is something left of its number; then nothing is done any more."""

    def instead(*arguments: object, **options: object) -> object:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return call(*arguments, **options)

    return instead


def test_stopped_at_any_moment_it_can_be_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each change of a file or a folder is the last that a build makes, one after the other."""
    stopped_at = 0
    while True:
        folder_path = tmp_path / str(stopped_at)
        site_path, ready_path = write(folder_path / "site", OLD), write(folder_path / "ready", NEW)
        note_stale(ready_path, find_stale(site_path, {*NEW, "same/index.html"}))
        with monkeypatch.context() as patch:
            left = [stopped_at]
            for name in ("replace", "unlink", "rmdir", "mkdir"):
                patch.setattr(os, name, counted(getattr(os, name), left))
            try:
                carry_over(ready_path, site_path)
            except KeyboardInterrupt:
                was_stopped = True
            else:
                was_stopped = False
        if ready_path.exists():
            carry_over(ready_path, site_path)
        assert read(site_path) == DONE, stopped_at
        assert not ready_path.exists()
        if not was_stopped:
            break
        stopped_at += 1
    assert stopped_at > 5


@pytest.mark.parametrize(
    "old",
    [{"added": "a file"}, {"index.html/index.html": "a folder"}, {"added/one/index.html/x": "a folder"}],
    ids=str,
)
def test_what_is_in_the_way_is_seen_before(old: dict[str, str], tmp_path: Path) -> None:
    assert fits(write(tmp_path / "free", OLD), NEW)
    assert not fits(write(tmp_path / "site", old), NEW)


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    site_path = write(tmp_path / "site", {"same/index.html": "same"})
    (tmp_path / "elsewhere").mkdir()
    (site_path / "added").symlink_to(tmp_path / "elsewhere")
    assert not fits(site_path, NEW)


def test_one_build_at_a_time_has_the_lock(tmp_path: Path) -> None:
    first = SiteLock.take(tmp_path, waits=False)
    assert first is not None
    assert SiteLock.take(tmp_path, waits=False) is None
    first.release()
    second = SiteLock.take(tmp_path, waits=True)
    assert second is not None
    second.release()
    assert SiteLock.take(tmp_path / "nowhere", waits=True) is None


def test_the_lock_ends_with_its_process(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from casefolio.mkdocs_plugin.few_changes import SiteLock\n"
        "lock = SiteLock.take(Path(sys.argv[1]), waits=False); print('taken', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "taken\n"
        assert SiteLock.take(tmp_path, waits=False) is None
        process.kill()
        process.wait()
    lock = SiteLock.take(tmp_path, waits=True)
    assert lock is not None
    lock.release()


@pytest.fixture
def written(project: Project) -> Project:
    project.write({f"case_studies/{name}.md": record(title=f"A study of {name}") for name in ("one", "two")})
    project.write({"docs/index.md": "# Home\n"})
    build(project)
    return project


def inodes(project: Project) -> dict[str, int]:
    return {path.relative_to(project.site).as_posix(): path.stat().st_ino for path in files_of(project.site)}


def test_a_build_leaves_what_is_there_and_changes_the_rest(written: Project) -> None:
    before, folder = inodes(written), written.site.stat().st_ino
    written.write({"case_studies/one.md": record(title="A study of three")})
    (written.root / "case_studies/two.md").unlink()
    # MkDocs is told that pages are empty which are there already, and nobody else is.
    assert "skipped" not in build(written).output
    after = inodes(written)
    assert written.site.stat().st_ino == folder
    assert after["404.html"] == before["404.html"]
    assert after["case-studies/one/index.html"] != before["case-studies/one/index.html"]
    assert not (written.site / "case-studies/two").exists()
    changed = read_bytes(written.site)
    (written.root / "site").rename(written.root / "old")
    build(written)
    assert read_bytes(written.site) == changed


def read_bytes(folder_path: Path) -> dict[str, bytes]:
    return {path.relative_to(folder_path).as_posix(): path.read_bytes() for path in files_of(folder_path)}


def test_what_a_killed_build_has_begun_the_next_one_completes(written: Project) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.communicate()
    ready_path = write(written.root / f".site-ready-{gone.pid}", {"case-studies/one/index.html": "half"})
    note_stale(ready_path, ["case-studies/two/index.html"])
    written.write({"case_studies/broken.md": "---\ntitel: x\n---\n"})
    assert run_mkdocs(written, "build").code == 1
    (written.root / "case_studies/broken.md").unlink()
    build(written)
    assert not ready_path.exists()
    assert "A study of one" in (written.site / "case-studies/one/index.html").read_text("utf-8")
    assert (written.site / "case-studies/two/index.html").is_file()


def test_somebody_elses_changes_in_the_site_do_not_stay(written: Project) -> None:
    before = read_bytes(written.site)
    path = written.site / "case-studies/one/index.html"
    path.write_text("forged", encoding="utf-8")
    write(written.site, {"more/index.html": "more"})
    build(written)
    assert read_bytes(written.site) == before


def test_a_build_beside_another_one_makes_all_of_it(written: Project) -> None:
    before, folder = read_bytes(written.site), written.site.stat().st_ino
    lock = SiteLock.take(written.site, waits=False)
    assert lock is not None
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    with subprocess.Popen(command, cwd=written.root, env={**os.environ, **ENVIRONMENT}) as second:
        try:
            # It waits for the other one at the latest when it wants to put its site there.
            while not list(written.root.glob(".site-unfinished-*/sitemap.xml")):
                assert second.poll() is None
                time.sleep(0.01)
            assert written.site.stat().st_ino == folder
        finally:
            lock.release()
        assert second.wait() == 0
    assert written.site.stat().st_ino != folder
    assert read_bytes(written.site) == before
