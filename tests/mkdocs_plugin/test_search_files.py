import json
from pathlib import Path

import pytest

from casefolio.mkdocs_plugin.search_files import Entries, replace_entries, replace_entries_of_file


def entry(location: str, text: str = "as it was") -> dict[str, str]:
    return {"location": location, "title": f"“{location}”", "text": text}


ENTRIES = [entry("one/"), entry("two/"), entry('two/#a"b'), entry("two-more/"), entry("three/#more")]


def written(entries: Entries) -> str:
    return json.dumps({"config": {"lang": ["en"]}, "docs": entries}, separators=(",", ":"))


def test_entries_of_a_page_take_the_place_of_what_it_had(tmp_path: Path) -> None:
    path = tmp_path / "index.json"
    path.write_text(written(ENTRIES), encoding="utf-8")
    new = [entry("two/", "é"), entry("two/#x", "another"), entry("two/#y", '{"location":"two/"}')]
    assert replace_entries_of_file(path, {"two/": new, "three/": [entry("three/")], "one/": [entry("one/", "1")]})
    assert path.read_text(encoding="utf-8") == written([entry("one/", "1"), *new, ENTRIES[3], entry("three/")])


WRONG: dict[str, tuple[Entries, str, Entries]] = {
    "a page that is not there": (ENTRIES, "four/", ENTRIES[:1]),
    "a page with nothing left": (ENTRIES, "two/", []),
    "a page in two places": ([*ENTRIES, entry("two/#late")], "two/", ENTRIES[:1]),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_says_something_else_stays(name: str, tmp_path: Path) -> None:
    entries, url, new = WRONG[name]
    path = tmp_path / "index.json"
    path.write_text(written(entries), encoding="utf-8")
    assert not replace_entries_of_file(path, {"one/": [entry("one/")], url: new})
    assert path.read_text(encoding="utf-8") == written(entries)


def test_a_file_that_is_cut_off_stays() -> None:
    index = written(ENTRIES)
    assert replace_entries(index[: index.index("two/") + 20], {"two/": ENTRIES[:1]}) is None
