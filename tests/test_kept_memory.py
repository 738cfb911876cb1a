import os
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.test_memory import COMPARED, NOW, copied

from casefolio import kept_memory, sealing
from casefolio.kept_memory import load_memory, save_memory
from casefolio.memory import Memory
from casefolio.pipeline import build
from casefolio.project import load_project


@pytest.fixture(autouse=True)
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Somebody with a folder of their own."""
    yield become(tmp_path / "user", monkeypatch)
    sealing.personal_key.cache_clear()


def become(folder_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("platformdirs.user_state_dir", lambda *_, **__: str(folder_path))
    sealing.personal_key.cache_clear()
    return folder_path


def filled() -> Memory:
    memory = Memory()
    memory.begin("scope")
    for name in ("one", "two"):
        memory.recall("step", name, 1, lambda name=name: f"the answer to {name}")  # type: ignore[misc]
    return memory


def knows(memory: Memory) -> bool:
    """Whether an answer is known."""
    memory.begin("scope")
    return memory.recall("step", "one", 1, lambda: "made again") == "the answer to one"


def test_a_memory_outlives_its_run(tmp_path: Path) -> None:
    path = tmp_path / "cache/memory.bin"
    assert not knows(load_memory(path))
    save_memory(filled(), path)
    assert knows(load_memory(path))
    assert [item.name for item in path.parent.iterdir()] == ["memory.bin"]


def test_a_build_with_the_memory_of_another_run_is_one_without(tmp_path: Path) -> None:
    root_path = copied(tmp_path / "portfolio")
    settings, path, memory = load_project(root_path).settings(now=NOW), tmp_path / "memory.bin", Memory()
    whole = build(settings, memory)
    save_memory(memory, path)
    loaded = load_memory(path)
    quick = build(settings, loaded)
    for name in COMPARED:
        assert getattr(quick, name) == getattr(whole, name)
    assert loaded.novelty == 0


def test_the_key_is_the_users_own(tmp_path: Path, user: Path) -> None:
    save_memory(filled(), tmp_path / "memory.bin")
    (key_path,) = user.iterdir()
    assert key_path.stat().st_mode & 0o777 == 0o600
    assert len(key_path.read_bytes()) == 32


def test_what_somebody_else_has_written_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "memory.bin"
    save_memory(filled(), path)
    become(tmp_path / "stranger", monkeypatch)
    assert not knows(load_memory(path))


class Trap:
    """Makes a file where somebody reads it from a pickle."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return (os.makedirs, (str(self.path),))


@pytest.mark.parametrize("size", [0, 32, 64])
def test_nothing_of_a_strangers_file_is_run(size: int, tmp_path: Path) -> None:
    path, trap_path = tmp_path / "memory.bin", tmp_path / "sprung"
    save_memory(filled(), path)
    path.write_bytes(path.read_bytes()[:size] + pickle.dumps(Trap(trap_path)))
    assert not knows(load_memory(path))
    assert not trap_path.exists()


def test_every_bit_counts(tmp_path: Path) -> None:
    path = tmp_path / "memory.bin"
    save_memory(filled(), path)
    content = path.read_bytes()
    for at in range(len(content)):
        path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert not knows(load_memory(path)), at
    path.write_bytes(content[:-1])
    assert not knows(load_memory(path))


def test_another_version_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "memory.bin"
    save_memory(filled(), path)
    monkeypatch.setattr(kept_memory, "_version", lambda: "another")
    assert not knows(load_memory(path))


def test_without_a_folder_of_ones_own_nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    become(tmp_path / "file", monkeypatch)
    path = tmp_path / "memory.bin"
    save_memory(filled(), path)
    assert not path.exists()


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    save_memory(filled(), tmp_path / "file/memory.bin")


def test_little_that_is_new_is_not_worth_writing(tmp_path: Path) -> None:
    path = tmp_path / "memory.bin"
    save_memory(filled(), path)
    before = path.stat().st_mtime_ns
    memory = load_memory(path)
    assert knows(memory)
    save_memory(memory, path)
    assert path.stat().st_mtime_ns == before


def test_a_workflow_makes_no_key_that_the_next_one_would_not_have(
    user: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    save_memory(filled(), tmp_path / "memory.bin")
    assert not user.exists()
    assert not (tmp_path / "memory.bin").exists()
