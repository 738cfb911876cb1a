"""What writing a mended record promises."""

import os
from pathlib import Path

import pytest

from casefolio.mending import MendedFile, write_mended


def test_what_was_changed_in_the_meantime_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("title: Newer\n", encoding="utf-8")
    with pytest.raises(OSError, match="changed in the meantime"):
        write_mended(MendedFile(path, "x.yml", "titel: Old\n", "title: Old\n", 1))
    assert path.read_text(encoding="utf-8") == "title: Newer\n"


@pytest.mark.skipif(os.access("/", os.W_OK), reason="whoever may write everywhere is never refused")
def test_a_file_that_may_not_be_written_stays(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("titel: Old\n", encoding="utf-8")
    path.chmod(0o400)
    with pytest.raises(PermissionError):
        write_mended(MendedFile(path, "x.yml", "titel: Old\n", "title: Old\n", 1))
    assert path.read_text(encoding="utf-8") == "titel: Old\n"
