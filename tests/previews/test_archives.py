"""What the artifact of a stranger may be: each way out of it is refused, and leaves nothing behind."""

import hashlib
import io
import json
import os
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefolio.previews import Manifest, PreviewError, pack, unpack
from casefolio.previews.faults import MOST_FILES, check_names, find_fault
from casefolio.previews.manifest import Entry, parse_manifest, render_manifest

HEAD = "5d41402abc4b2a76b9719d911017c592ae6f7a31"
FILES = {"review.json": b"{}", "site/index.html": b"<h1>Hello</h1>", "site/assets/a photo.jpg": b"\xff\xd8" * 500}


def entry(data: bytes) -> Entry:
    return Entry(len(data), hashlib.sha256(data).hexdigest())


def artifact(files: dict[str, bytes], *, listed: dict[str, Entry] | None = None, **manifest: object) -> bytes:
    entries = {name: entry(data) for name, data in files.items()} if listed is None else listed
    text = json.loads(render_manifest(Manifest(12, HEAD, entries))) | manifest
    return zipped({"manifest.json": json.dumps(text).encode(), **files})


def zipped(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            # Several of the names are no names to `ZipInfo`, which would mend them.
            info = zipfile.ZipInfo("x")
            info.filename = info.orig_filename = name
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return data.getvalue()


def refuse(folder: Path, data: bytes) -> str:
    """Why it is refused; nothing may be left of it."""
    path = folder / "artifact.zip"
    path.write_bytes(data)
    with pytest.raises(PreviewError) as caught:
        unpack(path, folder / "checked", "admin")
    assert [path.name for path in folder.iterdir()] == ["artifact.zip"]
    return str(caught.value)


def test_what_is_all_right_is_written(tmp_path: Path) -> None:
    (tmp_path / "artifact.zip").write_bytes(artifact(FILES))
    manifest = unpack(tmp_path / "artifact.zip", tmp_path / "checked", "admin")

    written = {
        path.relative_to(tmp_path / "checked").as_posix(): path.read_bytes()
        for path in (tmp_path / "checked").rglob("*")
        if path.is_file()
    }
    assert (manifest.number, manifest.head, manifest.has_site) == (12, HEAD, True)
    assert written == FILES


def test_what_was_packed_is_taken(tmp_path: Path) -> None:
    for name, data in FILES.items():
        (tmp_path / "preview" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "preview" / name).write_bytes(data)
    for _ in range(2):
        pack(tmp_path / "preview", 12, HEAD, "admin")
    manifest = (tmp_path / "preview/manifest.json").read_bytes()

    assert parse_manifest(manifest).files == {name: entry(data) for name, data in FILES.items()}


@pytest.mark.parametrize(
    "name",
    [
        "../x", "site/../../x", "/etc/passwd", "//host/x", "C:/x", "C:x", "site\\..\\..\\x", "site/./x", "site//x",
        "site/x\n::error::y", "site/\x1b[2J", "site/\u202ex", "site/.git/config", "site/.gitattributes", "site/.GIT/x",
        "site/con", "site/NUL.html", "site/Com1.txt/x", "site/lpt9", "site/aux .html", "site/x.", "site/x ", "site/ x",
        "site/a:b", "site/a|b", "site/a<b", 'site/a"b', "site/a*b", "site/a?b", "site/CLOCK$", "site/~/../x", "..", "",
        f"site/{'x' * 300}", "site/" + "x/" * 30 + "x", "site/" + "ŵ" * 150,
    ],
)  # fmt: skip
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    told = refuse(tmp_path, artifact(FILES | {name: b"x"}))

    assert told.startswith(("the file ", "the artifact is no whole ZIP"))
    assert told.replace("\u200b", "").isprintable()
    assert "::" not in told


@pytest.mark.parametrize(
    "kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK, stat.S_IFDIR], ids=hex
)
def test_only_plain_files_are_taken(tmp_path: Path, kind: int) -> None:
    data = io.BytesIO(artifact(FILES))
    with zipfile.ZipFile(data, "a") as archive:
        info = zipfile.ZipInfo("site/x")
        info.external_attr = (kind | 0o777) << 16
        archive.writestr(info, "/etc/passwd")

    assert refuse(tmp_path, data.getvalue()) == "`site/x` is a link or a device"


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("site/a.html", "site/A.html"), "are one file on some systems"),
        (("site/café", "site/cafe\u0301"), "are one file on some systems"),
        (("site/x", "site/x/y"), "is a file and a folder"),
        (("site/X", "site/x/y"), "is a file and a folder"),
        (("other/x",), "is not expected"),
        (("index.html",), "is not expected"),
        (("site",), "is a file and a folder"),
        (("site/admin/config.yml",), "the site holds the web form"),
    ],
)
def test_files_that_can_not_be_together_are_refused(tmp_path: Path, names: tuple[str, ...], words: str) -> None:
    assert words in refuse(tmp_path, artifact(FILES | dict.fromkeys(names, b"x")))


def test_a_name_twice_is_refused(tmp_path: Path) -> None:
    data = io.BytesIO(artifact(FILES))
    with zipfile.ZipFile(data, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("site/index.html", FILES["site/index.html"])

    assert "are one file" in refuse(tmp_path, data.getvalue())


def test_a_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    told = refuse(tmp_path, artifact({"review.json": b"{}", "site/index.html": bytes(26 * 1024 * 1024)}))

    assert told == "the file `site/index.html` has more than 26,214,400 bytes"


def test_many_small_bombs_are_one(tmp_path: Path) -> None:
    """All of them are the same bytes of the archive, and each says that it has 20 megabytes."""
    size = 20 * 1024 * 1024
    listed = {f"site/{number}.html": Entry(size, "0" * 64) for number in range(60)}
    data = zipped(
        {
            "manifest.json": render_manifest(
                Manifest(12, HEAD, {"review.json": entry(b"{}"), "site/index.html": entry(b"x"), **listed})
            ).encode(),
            "review.json": b"{}",
            "site/index.html": b"x",
            **dict.fromkeys(listed, b"x"),
        }
    )
    # The size that is said, in the list at the end.
    for name in listed:
        place = data.rindex(name.encode()) - 46
        data = data[: place + 24] + struct.pack("<I", size) + data[place + 28 :]

    assert refuse(tmp_path, data) == "the files have more than 536,870,912 bytes"


def test_a_file_that_is_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    data = artifact(
        FILES | {"site/x": bytes(100_000)}, listed={n: entry(d) for n, d in FILES.items()} | {"site/x": entry(b"")}
    )

    assert refuse(tmp_path, data) == "the file `site/x` is not the one that `manifest.json` names"


def test_more_files_than_a_site_has_are_refused_before_they_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "artifact.zip"
    path.write_bytes(b"PK\x01\x02" * (2 * MOST_FILES + 1))
    with pytest.raises(PreviewError, match="more than 20,000 files"):
        unpack(path, tmp_path / "checked", "admin")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:0],
        lambda data: b"ustar" * len(data),
        lambda data: data[:-30],
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"\xff\xd8\xff\xd8", b"\xff\xd9\xff\xd9"),
        lambda data: data[30:],
    ],
)
def test_what_is_no_whole_archive_is_refused(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in {"manifest.json": b"{", **FILES}.items():
            archive.writestr(name, content)

    assert refuse(tmp_path, spoil(data.getvalue()))


def test_a_locked_file_and_another_way_of_packing_are_refused(tmp_path: Path) -> None:
    data = artifact(FILES)
    place = data.rindex(b"review.json") - 46
    locked = data[: place + 8] + struct.pack("<H", 1) + data[place + 10 :]
    assert refuse(tmp_path, locked) == "the file `review.json` is locked"
    packed = data[: place + 10] + struct.pack("<H", 14) + data[place + 12 :]
    assert refuse(tmp_path, packed) == "the file `review.json` is packed in an unusual way"


@pytest.mark.parametrize(
    "text",
    [
        b"", b"[]", b"null", b"{}", b"\xff", b"[" * 100_000,
        b'{"version": 1, "number": true, "head": "x", "files": {}}',
        b'{"version": 1, "number": 1e999, "head": "", "files": {}}',
        b'{"version": 1, "number": 12, "head": 1, "files": {}}',
        b'{"version": 1, "number": 12, "head": "x", "files": []}',
        b'{"version": 2, "number": 12, "head": "x", "files": {}}',
        b'{"version": 1, "number": 12, "head": "x", "files": {"a": {"size": "1", "sha256": ""}}}',
    ],
)  # fmt: skip
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, text: bytes) -> None:
    assert refuse(tmp_path, zipped({"manifest.json": text, **FILES})).startswith("`manifest.json` ")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"number": 0}, "the number of the pull request is none"),
        ({"number": 10**30}, "the number of the pull request is none"),
        ({"head": "main"}, "the revision that was built is none"),
        ({"head": f"{HEAD}\n"}, "the revision that was built is none"),
    ],
)
def test_a_manifest_that_says_what_can_not_be_is_refused(
    tmp_path: Path, changes: dict[str, object], words: str
) -> None:
    assert refuse(tmp_path, artifact(FILES, listed=None, **changes)) == words


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes of this kind")
def test_a_link_and_a_pipe_are_not_packed(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "review.json").write_text("{}")
    (tmp_path / "site/index.html").write_text("x")
    for make in (os.mkfifo, lambda path: path.symlink_to("/etc"), lambda path: path.symlink_to("/etc/passwd")):
        make(tmp_path / "site/x")
        with pytest.raises(PreviewError, match="`site/x` is a link or a device"):
            pack(tmp_path, 12, HEAD, "admin")
        (tmp_path / "site/x").unlink()
    assert not (tmp_path / "manifest.json").exists()


@given(st.text(max_size=60))
def test_a_name_without_a_fault_stays_where_it_is_put(name: str) -> None:
    if find_fault(name):
        return
    check_names([name])
    assert os.path.normpath(f"/a/b/{name}") == f"/a/b/{name}"
    assert name.isprintable() or not name.isascii()
