"""Files that are made to do harm are told by their names; nothing outside of the project is opened, read or written."""

import os
import socket
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.hostile.bad_texts import write_record
from tests.mkdocs_plugin.building import ENVIRONMENT, make_project, photo, try_build

from casefolio.clocks import read_clock
from casefolio.loaders.record_files import load_records
from casefolio.mending import iter_mended
from casefolio.option_models import Options
from casefolio.options import make_settings
from casefolio.pipeline import check

_TITLE = "the-secret-of-somebody-else"
_RECORD = write_record()


def _check(root: Path) -> list[str]:
    settings = make_settings(
        Options(),
        root_path=root,
        pages_path=None,
        language="en",
        has_directory_urls=True,
        now=read_clock({"SOURCE_DATE_EPOCH": ENVIRONMENT["SOURCE_DATE_EPOCH"]}),
    )
    list(iter_mended(settings))
    return [f"{item.position.path} {item.code.id}: {item.message}" for item in check(settings)[1]]


def _bind(path: Path) -> None:
    before = Path.cwd()
    os.chdir(path.parent)  # the address of a socket has 108 bytes at most
    try:
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path.name)
    finally:
        os.chdir(before)


_ODD_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "pipe.md": (os.mkfifo, "CF113: this is not a plain file"),
    "socket.md": (_bind, "CF113: this is not a plain file"),
    "pipe/index.md": (os.mkfifo, "CF113: this is not a plain file"),
    "folder.md": (Path.mkdir, "CF115: the folder holds no record"),
    "folder/index.md": (Path.mkdir, "CF115: the folder holds no record"),
    "zero.md": (lambda path: path.symlink_to("/dev/zero"), "CF115: the link leads nowhere"),
    "passwd.md": (lambda path: path.symlink_to("/etc/passwd"), "CF115: the link leads nowhere"),
    "loop.md": (lambda path: path.symlink_to(path), "CF115: the link leads nowhere"),
    "con.md": (lambda path: path.write_text(_RECORD), "CF502: no folder can have the name `con`"),
    "NUL.md": (lambda path: path.write_text(_RECORD), "CF502: no folder can have the name `nul`"),
    "aux/index.md": (lambda path: path.write_text(_RECORD), "CF502: no folder can have the name `aux`"),
    "a.md ": (lambda path: path.write_text(_RECORD), "CF115: `a.md ` is not a record"),
    "a.md.": (lambda path: path.write_text(_RECORD), "CF115: `a.md.` is not a record"),
    "日本.md": (lambda path: path.write_text(_RECORD), "CF211: no address can be made"),
}


@pytest.mark.parametrize("name", _ODD_FILES)
def test_a_file_that_is_no_record_is_told_and_others_are_read(name: str, tmp_path: Path) -> None:
    make, message = _ODD_FILES[name]
    path = tmp_path / "case_studies" / name
    path.parent.mkdir(parents=True)
    (tmp_path / "case_studies" / "sound.md").write_text(_RECORD)
    make(path)
    (found,) = _check(tmp_path)
    assert message in found
    assert len(load_records(tmp_path / "case_studies", tmp_path, "en").records) >= 1


def test_odd_names_of_records_are_names(tmp_path: Path) -> None:
    folder = tmp_path / "case_studies"
    folder.mkdir()
    names = ("x" * 252 + ".md", unicodedata.normalize("NFD", "Caffè Ŷ.md"), " leading.md", "a..b.md", "$(x) `y` ;.md")
    for name in (*names, os.fsdecode(b"not-\xff-utf8.md")):
        (folder / name).write_text(_RECORD)
    assert _check(tmp_path) == []


def test_names_that_differ_in_capitals_or_unicode_form_only_are_one_address(tmp_path: Path) -> None:
    folder = tmp_path / "case_studies"
    folder.mkdir()
    for name in ("Caffè.md", unicodedata.normalize("NFD", "Caffè.md"), "CAFFE.md"):
        (folder / name).write_text(_RECORD)
    assert [line.split()[1] for line in _check(tmp_path)] == ["CF501:", "CF501:"]


_PHOTOS: dict[str, str] = {
    "../outside/secret.jpg": "CF302",
    "x/../../outside/secret.jpg": "CF302",
    "/etc/passwd": "CF302",
    "C:\\secret.jpg": "CF302",
    "//host/secret.jpg": "CF302",
    "file:///etc/passwd": "CF302",
    "https://example.org/x.jpg": "CF302",
    "linked.jpg": "CF302",
    "linked/secret.jpg": "CF302",
    "linked/secert.jpg": "CF302",
    "zero.jpg": "CF302",
    "pipe.jpg": "CF301",
    "socket.jpg": "CF301",
    "folder": "CF301",
    ".": "CF301",
    "loop.jpg": "CF301",
    "x" * 255 + ".jpg": "CF301",
    "PHOTO.JPG": "CF308",
    "index.md": "CF304",
    "photo.jpg/": "",
    "./photo.jpg": "",
    unicodedata.normalize("NFC", "caffè.jpg"): "",
    unicodedata.normalize("NFD", "caffè.jpg"): "",
}


def _write_photos(root: Path, outside: Path) -> Path:
    folder = root / "case_studies" / "sample"
    folder.mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.jpg").write_bytes(photo(1600, 900))
    for name in ("photo.jpg", unicodedata.normalize("NFD", "caffè.jpg")):
        (folder / name).write_bytes(photo(1600, 900))
    links = {"linked.jpg": outside / "secret.jpg", "linked": outside, "zero.jpg": Path("/dev/zero")}
    for name, target in (links | {"loop.jpg": folder / "loop.jpg"}).items():
        (folder / name).symlink_to(target)
    os.mkfifo(folder / "pipe.jpg")
    _bind(folder / "socket.jpg")
    (folder / "folder").mkdir()
    return folder


def test_a_photo_lies_beside_its_record(tmp_path: Path) -> None:
    folder = _write_photos(tmp_path / "project", tmp_path / "outside")
    for source, code in _PHOTOS.items():
        (folder / "index.md").write_text(
            write_record({"photo": {"src": source, "alt": "A desk", "credit": "Photo by A"}})
        )
        found = [line for line in _check(tmp_path / "project") if "/index.md " in line]
        assert [line.split()[1].strip(":") for line in found] == ([code] if code else []), source
        assert "did you mean `linked/secret" not in " ".join(found)


#: Runs a program and writes down what it opens, lists and changes.
_WATCH = """
import os, runpy, sys
log = open(sys.argv[1], "w", encoding="utf-8", errors="surrogateescape")
def watch(event, arguments):
    if event in {"open", "os.listdir", "os.scandir", "os.remove", "os.rename", "os.mkdir", "os.link", "os.symlink"}:
        mode = arguments[2] if event == "open" and isinstance(arguments[2], int) else 0
        is_writing = event not in {"open", "os.listdir", "os.scandir"} or mode & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        for path in arguments[:2] if event in {"os.rename", "os.link", "os.symlink"} else arguments[:1]:
            if isinstance(path, (str, bytes, os.PathLike)):
                real = os.path.realpath(os.fsdecode(path))
                print("write" if is_writing else "read", real.replace("\\n", "?"), file=log, flush=True)
sys.addaudithook(watch)
sys.argv = sys.argv[2:]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""


@pytest.mark.parametrize("command", ["mkdocs build", "casefolio check", "casefolio check --fix"])
def test_nothing_outside_of_the_project_is_opened_or_written(command: str, tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    outside = tmp_path / "outside"
    folder = _write_photos(project.root, outside)
    (folder / "index.md").write_text(_RECORD)
    (outside / "secret.md").write_text(write_record({"title": _TITLE}))
    (outside / "folder").mkdir()
    (outside / "folder" / "index.md").write_text(write_record({"title": _TITLE}))
    records = project.root / "case_studies"
    links = {"a.md": "secret.md", "b": "folder", "c.yml": "secret.md", "_taxonomies.yml": "secret.md"}
    for name, target in links.items():
        (records / name).symlink_to(outside / target)
    for number, source in enumerate(("linked.jpg", "../../../outside/secret.jpg", "linked/secret.jpg")):
        other = records / f"other-{number}"
        other.mkdir()
        (other / "linked").symlink_to(outside)
        (other / "linked.jpg").symlink_to(outside / "secret.jpg")
        text = write_record(
            {"photo": {"src": source, "alt": "A desk"}}, body=f"[a](../../../outside/secret.md) {source}"
        )
        (other / "index.md").write_text(text)
    log = tmp_path / "log.txt"
    done = subprocess.run(
        [sys.executable, "-B", "-c", _WATCH, str(log), *command.split()],
        cwd=project.root,
        env={**os.environ, **ENVIRONMENT},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "CF302" in done.stdout + done.stderr
    assert _TITLE not in done.stdout + done.stderr
    touched = [line.split(" ", 1) for line in log.read_text("utf-8").splitlines()]
    assert any(path == str(folder / "index.md") for _, path in touched)
    assert [path for _, path in touched if Path(path).is_relative_to(outside)] == []
    # What the system gives every program: its own temporary files, and no device.
    places = (project.root, Path("/dev/null"))
    written = {
        path for kind, path in touched if kind == "write" and not any(Path(path).is_relative_to(p) for p in places)
    }
    assert written == set()


def test_no_page_overwrites_another_silently(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    files = {f"case_studies/{name}.md": _RECORD for name in ("one", "two", "three", "four")}
    files["docs/index.md"] = "# Home\n"
    files["docs/case-studies/one.md"] = "# Own\n"
    files["docs/case-studies/two/index.html"] = "own"
    files["docs/Case-Studies/Three/index.md"] = "# Own\n"
    project.write(files)
    outcome = try_build(project, is_strict=False)
    assert outcome.code == 0
    found = [line.partition(": warning ")[0::2] for line in outcome.output.splitlines() if "CF506" in line]
    assert [path.rpartition(" ")[2] for path, _ in found] == [
        f"case_studies/{name}.md:1:1" for name in ("one", "three", "two")
    ]
    assert project.page("case-studies/two/index.html") == "own"
    assert "A year of listening" in project.page("case-studies/four/index.html")


@pytest.mark.parametrize(
    ("slug", "options"),
    [
        ("admin", {"admin": True, "paths": {"study": ""}}),
        ("testimonials", {"paths": {"study": ""}}),
        ("themes", {}),
        ("trust", {"paths": {"study": "case-studies/themes"}}),
        ("readme", {}),
    ],
)
def test_a_record_never_takes_the_place_of_a_generated_page(
    slug: str, options: dict[str, object], tmp_path: Path
) -> None:
    project = make_project(tmp_path / "project").configure(plugins=[{"casefolio": options}])
    project.write({"docs/about.md": "# About\n", f"case_studies/{slug}.md": _RECORD})
    project.write({"case_studies/other.md": write_record({"themes": ["Trust"]})})
    outcome = try_build(project)
    assert outcome.code == 1
    assert "CF502" in outcome.output


def test_an_alias_differs_from_a_page_in_more_than_capitals(tmp_path: Path) -> None:
    (tmp_path / "case_studies").mkdir()
    for alias in ("Case-Studies/Other", "CASE-STUDIES/other/index.html"):
        (tmp_path / "case_studies" / "one.md").write_text(write_record({"aliases": [alias]}))
        (tmp_path / "case_studies" / "other.md").write_text(_RECORD)
        assert ["CF505" in line for line in _check(tmp_path)] == [True], alias
    (tmp_path / "case_studies" / "one.md").write_text(write_record({"aliases": ["Old/Caffè", "old/Caffe\u0300"]}))
    assert ["CF505" in line for line in _check(tmp_path)] == [True]


def test_the_folder_of_the_records_is_no_link_out_of_the_project(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text(_RECORD)
    (outside / "_taxonomies.yml").write_text("themes: [no")
    root = tmp_path / "project"
    root.mkdir()
    (root / "case_studies").symlink_to(outside)
    assert _check(root) == [
        "case_studies CF115: the folder of the records is a link out of the project, and is not followed"
    ]


def test_the_cache_is_no_link_out_of_the_project(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project").write({"case_studies/one.md": _RECORD})
    (tmp_path / "outside").mkdir()
    (project.root / ".cache").symlink_to(tmp_path / "outside")
    outcome = try_build(project)
    assert outcome.code == 1
    assert "the folder of `cache` is a link out of the project" in outcome.output
    assert list((tmp_path / "outside").iterdir()) == []
