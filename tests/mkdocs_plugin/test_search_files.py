import json
from pathlib import Path

import pytest

from casefolio.mkdocs_plugin.search_files import replace_entries, replace_entries_of_file

ENTRIES = [{"location": f"{name}/", "title": f"“{name}”", "text": "as it was"} for name in ("one", "two", "three")]


def written(entries: list[dict[str, str]]) -> bytes:
    return json.dumps({"config": {}, "docs": entries}, separators=(",", ":")).encode()


def test_entries_of_a_page_take_the_place_of_others(tmp_path: Path) -> None:
    path = tmp_path / "index.json"
    path.write_bytes(written(ENTRIES))
    new = [{"location": "two/", "title": "Two", "text": "another"}, {"location": "two/#more", "title": "", "text": "é"}]
    assert replace_entries_of_file(path, [(ENTRIES[1:2], new), (ENTRIES[2:], ENTRIES[:1])])
    assert path.read_bytes() == written([ENTRIES[0], *new, ENTRIES[0]])


@pytest.mark.parametrize("old", [[], [{"location": "four/"}], ENTRIES[::2]])
def test_a_file_that_says_something_else_stays(old: list[dict[str, str]]) -> None:
    assert replace_entries(written(ENTRIES), [(ENTRIES[:1], ENTRIES[1:2]), (old, ENTRIES[:1])]) is None


def test_entries_that_stand_there_twice_stay() -> None:
    assert replace_entries(written(ENTRIES + ENTRIES[:1]), [(ENTRIES[:1], ENTRIES[1:2])]) is None
