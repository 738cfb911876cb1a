import sys
from pathlib import Path

import pytest

from casefolio.mkdocs_plugin.folder_files import iter_uris


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_all_files_are_listed_and_nothing_else(tmp_path: Path) -> None:
    folder_path, other_path = tmp_path / "site", tmp_path / "other"
    for path in (folder_path / "a b" / "ü.html", folder_path / ".well-known" / "x", folder_path / "index.html"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    other_path.mkdir()
    (other_path / "y").write_text("", encoding="utf-8")
    (folder_path / "empty").mkdir()
    (folder_path / "linked").symlink_to(other_path)
    (folder_path / "linked.txt").symlink_to(other_path / "y")
    (folder_path / "broken").symlink_to(other_path / "z")

    found = sorted(iter_uris(folder_path))

    assert found == [".well-known/x", "a b/ü.html", "index.html", "linked.txt"]
    expected = (path for path in folder_path.rglob("*") if path.is_file())
    assert found == sorted(path.relative_to(folder_path).as_posix() for path in expected)


def test_a_folder_that_is_not_there_has_no_files(tmp_path: Path) -> None:
    assert list(iter_uris(tmp_path / "none")) == []
