import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from casefolio.photos.cache import PhotoCache, PhotoCacheError

KEY = "ab" * 32
FILES = {"hero-480.webp": b"one" * 5000, "hero-480.jpg": b"two" * 5000}
PLUGINS_PATH = Path(__file__).parents[2] / "plugins"

#: Writes entry after entry; what each holds follows from its key.
WRITER = """
import sys
from pathlib import Path
from casefolio.photos.cache import PhotoCache
cache = PhotoCache(Path(sys.argv[1]))
print("ready", flush=True)
for round in range(1000):
    for number in range(40):
        key = f"{number:02x}" * 32
        if not cache.load(key):
            cache.store(key, {f"{name}.jpg": f"{number} {name} ".encode() * 4000 for name in range(6)})
    if sys.argv[2:] == ["once"]:
        break
    (Path(sys.argv[1]) / "photos" / f"{round % 40:02x}" / (f"{round % 40:02x}" * 32) / "3.jpg").write_bytes(b"damaged")
"""


def start_writer(folder_path: Path, *arguments: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(PLUGINS_PATH)}
    command = [sys.executable, "-c", WRITER, str(folder_path), *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)


def expected(number: int) -> dict[str, bytes]:
    return {f"{name}.jpg": f"{number} {name} ".encode() * 4000 for name in range(6)}


def bytes_of(cache: PhotoCache, key: str) -> dict[str, bytes] | None:
    entry = cache.load(key)
    return {name: path.read_bytes() for name, path in entry.paths.items()} if entry else None


def entry_path(folder_path: Path) -> Path:
    return folder_path / "photos" / KEY[:2] / KEY


def test_what_was_stored_is_found_as_pure_files(tmp_path: Path) -> None:
    cache = PhotoCache(tmp_path / "cache")
    stored = cache.store(KEY, FILES)

    assert bytes_of(cache, KEY) == FILES
    assert cache.load(KEY) == stored
    assert not list(tmp_path.rglob(".partial-*"))


def test_what_was_never_stored_is_not_found(tmp_path: Path) -> None:
    assert PhotoCache(tmp_path / "none").load(KEY) is None


def test_another_keys_entry_is_not_taken(tmp_path: Path) -> None:
    cache = PhotoCache(tmp_path)
    cache.store(KEY, FILES)
    other = KEY[:2] + "f" * 62
    shutil.copytree(entry_path(tmp_path), entry_path(tmp_path).with_name(other))

    assert cache.load(other) is None


def _cut(path: Path) -> None:
    (path / "hero-480.jpg").write_bytes(FILES["hero-480.jpg"][:-1])


def _zero(path: Path) -> None:
    """As a power cut leaves files that had not reached the disk."""
    for file_path in path.iterdir():
        file_path.write_bytes(bytes(file_path.stat().st_size))


def _zero_one(path: Path) -> None:
    (path / "hero-480.jpg").write_bytes(bytes(len(FILES["hero-480.jpg"])))


def _flip(path: Path) -> None:
    data = bytearray(FILES["hero-480.jpg"])
    data[100] ^= 1
    (path / "hero-480.jpg").write_bytes(data)


def _remove_file(path: Path) -> None:
    (path / "hero-480.webp").unlink()


def _folder_for_file(path: Path) -> None:
    (path / "hero-480.webp").unlink()
    (path / "hero-480.webp").mkdir()


def _remove_manifest(path: Path) -> None:
    (path / "manifest.json").unlink()


def _empty_manifest(path: Path) -> None:
    (path / "manifest.json").write_bytes(b"")


def _foreign_manifest(path: Path) -> None:
    (path / "manifest.json").write_text("[1, 2]", encoding="utf-8")


def _deep_manifest(path: Path) -> None:
    (path / "manifest.json").write_text("[" * 200_000, encoding="utf-8")


def _shorter_manifest(path: Path) -> None:
    manifest = json.loads((path / "manifest.json").read_bytes())
    del manifest["files"]["hero-480.jpg"]
    (path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def _file_for_entry(path: Path) -> None:
    shutil.rmtree(path)
    path.write_bytes(b"")


def _empty_entry(path: Path) -> None:
    shutil.rmtree(path)
    path.mkdir()


@pytest.mark.parametrize(
    "damage",
    [
        _cut,
        _zero,
        _zero_one,
        _flip,
        _remove_file,
        _folder_for_file,
        _remove_manifest,
        _empty_manifest,
        _foreign_manifest,
        _deep_manifest,
        _shorter_manifest,
        _file_for_entry,
        _empty_entry,
    ],
)
def test_a_damaged_entry_is_not_found_and_is_mended_by_storing(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    cache = PhotoCache(tmp_path)
    cache.store(KEY, FILES)
    damage(entry_path(tmp_path))

    assert cache.load(KEY) is None
    cache.store(KEY, FILES)
    assert bytes_of(cache, KEY) == FILES


def test_a_whole_entry_of_another_build_is_kept(tmp_path: Path) -> None:
    cache = PhotoCache(tmp_path)
    cache.store(KEY, FILES)
    before = (entry_path(tmp_path) / "hero-480.jpg").stat().st_ino
    cache.store(KEY, FILES)

    assert (entry_path(tmp_path) / "hero-480.jpg").stat().st_ino == before


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PhotoCacheError) as caught:
        PhotoCache(tmp_path / "file").store(KEY, FILES)

    assert str(tmp_path / "file") in str(caught.value)
    assert caught.value.errno


def test_killed_builds_never_leave_a_wrong_entry(tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - the same moments in every run
    for kill in range(12):
        # Each cache is hit twice: while it is filled, and while what is damaged in it is mended by two at once.
        folder_path = tmp_path / str(kill // 2)
        writers = [start_writer(folder_path) for _ in range(1 + kill % 2)]
        for writer in writers:
            assert writer.stdout
            writer.stdout.readline()
        time.sleep(chance.uniform(0, 0.15))
        for writer in writers:
            assert writer.poll() is None
            writer.send_signal(signal.SIGKILL)
            writer.communicate()
        cache = PhotoCache(folder_path)
        assert all(bytes_of(cache, f"{n:02x}" * 32) in (None, expected(n)) for n in range(40))

    writer = start_writer(folder_path, "once")
    writer.communicate()
    assert writer.returncode == 0
    assert all(bytes_of(PhotoCache(folder_path), f"{n:02x}" * 32) == expected(n) for n in range(40))


def test_builds_at_once_share_a_cache(tmp_path: Path) -> None:
    writers = [start_writer(tmp_path, "once") for _ in range(3)]
    for writer in writers:
        writer.communicate()

    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert all(bytes_of(PhotoCache(tmp_path), f"{n:02x}" * 32) == expected(n) for n in range(40))
    assert not list(tmp_path.rglob(".partial-*"))
