"""A file that nothing shows to have changed is not read again; anything else is."""

import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.photos.samples import SMALL, encoded, quarters

from casefolio.photos.cache import PhotoCache
from casefolio.photos.known_files import KnownFiles, state_of
from casefolio.photos.processor import PhotoJob, PhotoResult, process_photos
from casefolio.values import FocalPoint

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is remembered")
KEY = "ab" * 32
FILES = {"hero-480.avif": b"one" * 5000, "hero-480.jpg": b"two" * 5000}


def age(path: Path) -> None:
    """Takes a file's time back to where it is believed; the other time can't be set, and has to be waited for."""
    os.utime(path, (1_600_000_000, 1_600_000_000))


def settle() -> None:
    time.sleep(2.1)


def opened(work: Callable[[], object]) -> list[str]:
    """The names of the files that are opened while something is done."""
    names: list[str] = []
    is_on = [True]

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if is_on[0] and event == "open" and isinstance(arguments[0], (str, os.PathLike)):
            names.append(Path(arguments[0]).name)

    sys.addaudithook(hook)
    work()
    is_on[0] = False
    return names


def make(photo_path: Path, cache_path: Path) -> PhotoResult:
    known = KnownFiles(cache_path / "known.json")
    (result,) = process_photos([PhotoJob(photo_path, FocalPoint(), "p")], SMALL, PhotoCache(cache_path, known), 1)
    known.save()
    return result


@pytest.fixture
def photo_path(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "harbour.jpg"
    path.parent.mkdir()
    path.write_bytes(encoded(quarters(300, 200), "JPEG"))
    age(path)
    return path


def test_a_photo_and_its_files_are_read_once_until_something_changes(photo_path: Path, tmp_path: Path) -> None:
    cache_path = tmp_path / "cache"
    settle()
    first = make(photo_path, cache_path)
    settle()
    second = make(photo_path, cache_path)
    names = opened(lambda: make(photo_path, cache_path))

    assert (first.is_cached, second.is_cached) == (False, True)
    assert second == make(photo_path, cache_path)
    assert "harbour.jpg" not in names
    assert "manifest.json" not in names
    assert not [name for name in names if name.startswith("hero-")]

    # What links to a file changes one of its times: a published site does so in every build.
    asset_path = second.assets[0][1]
    os.link(asset_path, tmp_path / "published")
    assert asset_path.name not in opened(lambda: make(photo_path, cache_path))

    before = photo_path.stat()
    photo_path.write_bytes(bytes(before.st_size))
    os.utime(photo_path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert make(photo_path, cache_path).problem

    photo_path.write_bytes(encoded(quarters(300, 200).rotate(180), "JPEG"))
    third = make(photo_path, cache_path)
    assert not third.is_cached
    assert third.assets[0][0] != second.assets[0][0]


def test_a_damaged_file_of_the_cache_is_found(photo_path: Path, tmp_path: Path) -> None:
    cache_path = tmp_path / "cache"
    settle()
    first = make(photo_path, cache_path)
    settle()
    make(photo_path, cache_path)
    wanted = {uri: path.read_bytes() for uri, path in first.assets}
    damaged = first.assets[0][1]
    damaged.write_bytes(bytes(damaged.stat().st_size))
    again = make(photo_path, cache_path)

    assert not again.is_cached
    assert {uri: path.read_bytes() for uri, path in again.assets} == wanted


@pytest.fixture
def remembered(tmp_path: Path) -> Path:
    """A list that knows of one file."""
    path = tmp_path / "file"
    path.write_bytes(b"bytes")
    age(path)
    settle()
    known = KnownFiles(tmp_path / "known.json", "1")
    known.remember("file", state_of([path]), [path], ["words"])
    known.save()
    return path


def recalled(path: Path, version: str = "1") -> list[object] | None:
    return KnownFiles(path.with_name("known.json"), version).recall("file", state_of([path]))


def test_words_come_back_as_long_as_the_file_is_as_it_was(remembered: Path) -> None:
    assert recalled(remembered) == ["words"]
    assert recalled(remembered, "2") is None

    shutil.copy2(remembered, remembered.with_name("copy"))
    remembered.with_name("copy").replace(remembered)
    assert recalled(remembered) is None


def test_a_file_that_was_just_changed_is_not_remembered(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"bytes")
    age(path)

    assert state_of([path]) == ""


def test_a_file_that_changes_while_it_is_read_is_not_remembered(remembered: Path) -> None:
    state = state_of([remembered])
    remembered.write_bytes(b"other")
    known = KnownFiles(remembered.with_name("known.json"), "1")
    known.remember("file", state, [remembered], ["wrong"])
    known.save()

    assert recalled(remembered) is None


@pytest.mark.parametrize("damage", ["cut", "bit", "empty", "deep", "gone", "another start", "not a list"])
def test_a_list_that_cannot_be_believed_is_none(remembered: Path, damage: str) -> None:
    path = remembered.with_name("known.json")
    data = bytearray(path.read_bytes())
    if damage == "cut":
        path.write_bytes(data[:-3])
    elif damage == "bit":
        data[data.index(b"words")] ^= 1
        path.write_bytes(data)
    elif damage == "gone":
        path.unlink()
    elif damage == "another start":
        head, files = json.loads(data[64:])
        path.write_bytes(signed(json.dumps([[head[0], "0" * 36, head[2]], files]).encode()))
    else:
        path.write_bytes({"empty": b"", "deep": signed(b"[" * 100_000), "not a list": signed(b'{"a": 1}')}[damage])

    assert recalled(remembered) is None


def signed(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode() + body


def test_a_list_that_cannot_be_written_is_none(remembered: Path) -> None:
    path = remembered.with_name("nowhere") / "known.json"
    known = KnownFiles(path)
    known.remember("file", state_of([remembered]), [remembered], [])
    known.save()

    assert not path.exists()


def test_neither_a_folder_nor_a_link_is_remembered(remembered: Path) -> None:
    link_path = remembered.with_name("link")
    link_path.symlink_to(remembered)

    assert state_of([remembered])
    assert not any(state_of([path]) for path in (link_path, remembered.parent, remembered / "none"))
    assert not state_of([])
