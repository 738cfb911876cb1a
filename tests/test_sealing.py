import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from casefolio import sealing
from casefolio.sealing import read_sealed, write_sealed

MIB = 1 << 20
#: Of a piece as it is written: its length and its digest.
HEAD = 4 + 32


@pytest.fixture(autouse=True)
def _own_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("platformdirs.user_state_dir", lambda *_, **__: str(tmp_path / "user"))
    sealing.personal_key.cache_clear()
    yield
    sealing.personal_key.cache_clear()


def read_whole(file: BinaryIO) -> bytes:
    return file.read()


def sealed(path: Path, *parts: bytes) -> Path:
    write_sealed(path, "version", lambda file: [file.write(part) for part in parts])
    return path


def pieces(path: Path) -> list[bytes]:
    """The pieces of a file, each with its length and its seal."""
    content, found = path.read_bytes(), []
    while content:
        end = HEAD + int.from_bytes(content[:4])
        found.append(content[:end])
        content = content[end:]
    return found


def test_what_was_written_in_parts_of_any_size_is_read_as_it_is(tmp_path: Path) -> None:
    parts = [b"", b"a", b"b" * 3 * MIB, b"", b"c" * 700, b"d" * MIB]
    path = sealed(tmp_path / "file", *parts)
    assert read_sealed(path, "version", read_whole) == b"".join(parts)
    assert read_sealed(sealed(tmp_path / "empty"), "version", read_whole) == b""


def test_nothing_is_held_whole(tmp_path: Path) -> None:
    path, part = tmp_path / "file", b"x" * 1000

    def read(file: BinaryIO) -> int:
        return sum(map(len, iter(lambda: file.read(1000), b"")))

    tracemalloc.start()
    try:
        write_sealed(path, "version", lambda file: [None for _ in range(32_000) if not file.write(part)])
        assert read_sealed(path, "version", read) == 32_000_000
        assert tracemalloc.get_traced_memory()[1] < 4 * MIB
    finally:
        tracemalloc.stop()


def test_pieces_that_were_moved_lost_repeated_or_taken_from_another_file_are_not_believed(tmp_path: Path) -> None:
    path = sealed(tmp_path / "file", b"a" * MIB)
    first, second, *rest = pieces(path)
    assert len(rest) > 1
    other = pieces(sealed(tmp_path / "other", b"b" * MIB))
    for changed in (
        [second, first, *rest],
        [first, *rest],
        [first, first, second, *rest],
        [first, second, *rest[:-1]],
        [first, rest[-1]],
        [first, other[1], *rest],
        [first, second, *rest, first],
    ):
        path.write_bytes(b"".join(changed))
        is_longer = changed[: 2 + len(rest)] == [first, second, *rest]
        assert read_sealed(path, "version", read_whole) == (b"a" * MIB if is_longer else None)


def test_no_byte_reaches_a_reader_before_its_seal_was_looked_at(tmp_path: Path) -> None:
    path = sealed(tmp_path / "file", b"a" * MIB)
    whole = pieces(path)
    path.write_bytes(b"".join([*whole[:2], whole[2][:-1] + b"b", *whole[3:]]))
    seen: list[bytes] = []

    def read(file: BinaryIO) -> None:
        seen.extend(iter(lambda: file.read(100), b""))

    assert read_sealed(path, "version", read) is None
    assert set(b"".join(seen)) == {ord("a")}


def test_a_length_that_is_a_lie_takes_no_memory(tmp_path: Path) -> None:
    path = sealed(tmp_path / "file", b"a")
    path.write_bytes(b"\xff" * 4 + path.read_bytes()[4:])
    tracemalloc.start()
    try:
        assert read_sealed(path, "version", read_whole) is None
        assert tracemalloc.get_traced_memory()[1] < 4 * MIB
    finally:
        tracemalloc.stop()


def test_a_writer_that_fails_leaves_the_last_file(tmp_path: Path) -> None:
    path = sealed(tmp_path / "file", b"last")

    def fail(file: BinaryIO) -> None:
        file.write(b"half of the new")
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - as it was raised
        write_sealed(path, "version", fail)
    assert read_sealed(path, "version", read_whole) == b"last"
    assert sorted(item.name for item in tmp_path.iterdir()) == ["file", "user"]
