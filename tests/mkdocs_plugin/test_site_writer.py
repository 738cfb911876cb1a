import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.mkdocs_plugin.building import Project, build, digests, make_project, record, try_build

from casefolio.mkdocs_plugin import site_writer
from casefolio.mkdocs_plugin.site_writer import FEWEST, SiteWriter

pytestmark = pytest.mark.skipif(os.cpu_count() == 1, reason="there is no processor for another process")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "site").mkdir()
    return tmp_path / "site"


@pytest.fixture
def writer(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SiteWriter]:
    """One that writes from the first file on."""
    monkeypatch.setattr(site_writer, "FEWEST", 1)
    writer = SiteWriter(str(folder))
    yield writer
    writer.stop()


def test_few_files_are_left_to_others(folder: Path) -> None:
    writer = SiteWriter(str(folder))
    taken = [writer.takes_page(f"{number}.html", b"x") for number in range(FEWEST + 1)]
    assert taken == [*[False] * (FEWEST - 1), True, True]
    writer.wait()
    assert len(list(folder.iterdir())) == 2


def test_whatever_it_takes_is_written(writer: SiteWriter, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "photo").write_bytes(b"photo")
    pages = {f"studies/{number}/index.html": os.urandom(9_000) for number in range(2_000)}
    texts = {f"embed/{number}/index.html": f"“text” {number}\n" for number in range(300)}
    assert all(writer.takes(uri, text=text) for uri, text in texts.items())
    assert writer.takes("photos/Zażółć/a b.jpg", source=str(tmp_path / "photo"))
    assert all(writer.takes_page(uri, content) for uri, content in pages.items())
    writer.wait()
    expected = pages | {uri: text.encode() for uri, text in texts.items()} | {"photos/Zażółć/a b.jpg": b"photo"}
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert {uri: path.read_bytes() for uri, path in found.items()} == expected
    assert found["photos/Zażółć/a b.jpg"].samefile(tmp_path / "photo")


def test_a_page_goes_before_a_text_in_its_place_and_the_last_page_before_the_first(
    writer: SiteWriter, folder: Path
) -> None:
    for number in range(100):
        writer.takes(f"{number}.html", text="text")
        writer.takes_page(f"{number}.html", b"first")
        writer.takes_page(f"{number}.html", b"last")
    writer.wait()
    assert {path.read_bytes() for path in folder.iterdir()} == {b"last"}


def test_what_the_disk_refuses_is_raised_here_and_names_the_file(writer: SiteWriter, folder: Path) -> None:
    (folder / "taken").write_bytes(b"")
    writer.takes_page("taken/index.html", b"x")
    for number in range(300):
        writer.takes_page(f"{number}.html", b"x" * 100_000)
    with pytest.raises(OSError, match="taken") as raised:
        writer.wait()
    assert raised.value.filename == str(folder / "taken/index.html")
    assert raised.value.errno in {errno.ENOTDIR, errno.EEXIST}


def test_a_process_that_was_killed_is_noticed(writer: SiteWriter, folder: Path) -> None:
    writer.takes_page("index.html", b"x")
    process = writer.process
    assert process is not None
    process.kill()
    for number in range(300):
        writer.takes_page(f"{number}.html", b"x" * 100_000)
    with pytest.raises(OSError, match="was stopped") as raised:
        writer.wait()
    assert raised.value.filename == str(folder)
    assert process.returncode is not None


def test_stopped_in_the_middle_it_leaves_no_process(writer: SiteWriter) -> None:
    for number in range(100):
        writer.takes_page(f"{number}.html", b"x" * 10_000)
    process = writer.process
    writer.stop()
    assert process is not None
    assert process.returncode is not None
    assert not writer.takes_page("late.html", b"x")


def test_where_no_process_can_be_started_others_write(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(site_writer, "FEWEST", 1)
    monkeypatch.setattr(subprocess, "Popen", refuse)
    writer = SiteWriter(str(folder))
    assert not writer.takes_page("index.html", b"x")
    writer.wait()


def many_records(project: Project) -> Project:
    return project.write({f"case_studies/study-{number}.md": record(f"Study {number}") for number in range(40)})


def test_the_site_is_the_same_whoever_writes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = many_records(make_project(tmp_path / "project", "portfolio"))
    started: list[str] = []

    def start(folder: str) -> "subprocess.Popen[bytes] | None":
        started.append(folder)
        return real_start(folder)

    real_start = site_writer.start_process
    monkeypatch.setattr(site_writer, "start_process", start)
    monkeypatch.setattr(site_writer, "FEWEST", 1_000_000)
    assert build(project).code == 0
    whole = digests(project.site)
    assert not started
    for fewest in (1, 50):
        monkeypatch.setattr(site_writer, "FEWEST", fewest)
        # From nothing, and in the place of a site that differs in every page.
        build(project, site_name="Another name")
        build(project)
        assert digests(project.site) == whole
    assert len(started) == 4


def test_a_disk_that_refuses_a_file_leaves_the_last_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = many_records(make_project(tmp_path / "project", "portfolio"))
    assert build(project).code == 0
    before = digests(project.site)

    def start(folder: str) -> "subprocess.Popen[bytes] | None":
        # Where folders of pages are to be.
        Path(folder, "case-studies").write_bytes(b"")
        return real_start(folder)

    real_start = site_writer.start_process
    monkeypatch.setattr(site_writer, "FEWEST", 1)
    monkeypatch.setattr(site_writer, "start_process", start)
    outcome = try_build(project, site_name="Another name")
    assert outcome.code == 1
    assert "the site can't be built: " in outcome.output
    assert "Traceback" not in outcome.output
    assert digests(project.site) == before
    assert [path.name for path in project.root.iterdir() if path.name.startswith(".site-")] == []
