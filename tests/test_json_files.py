"""How settings are laid into files that others write too."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casefolio.json_files import UntouchableError, load_json, merge_json, parse_json, render_json, write_text

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "id", "name"]), inner, max_size=3)
    ),
    max_leaves=12,
)
KEYS = st.sampled_from(["a", "b", "id", "name"])
MAPS = st.dictionaries(KEYS, JSON, max_size=4)
NONE: frozenset[str] = frozenset()


@given(values=MAPS)
def test_what_is_rendered_reads_back_and_has_no_comments(values: dict[str, Any]) -> None:
    read = parse_json(render_json(values))

    assert (read.values, read.has_comments) == (values, False)


@given(theirs=MAPS, ours=MAPS)
def test_merging_keeps_every_setting_of_theirs_and_twice_is_once(theirs: dict[str, Any], ours: dict[str, Any]) -> None:
    try:
        merged = merge_json(theirs, ours, NONE)
    except UntouchableError:
        return
    assert list(merged)[: len(theirs)] == list(theirs)
    assert all(merged[key] == value for key, value in theirs.items() if not isinstance(value, (dict, list)))
    assert all(
        item in merged[key]
        for key, value in theirs.items()
        if isinstance(value, list)
        for item in value
        if not isinstance(item, dict)
    )
    assert merge_json(merged, ours, NONE) == merged


def test_maps_are_merged_and_lists_get_what_they_lack() -> None:
    theirs = {"a": {"x": 1, "y": 2}, "list": ["one", "two"], "c": "theirs"}

    merged = merge_json(theirs, {"a": {"y": 3, "z": 4}, "list": ["two", "three"], "c": "ours", "d": 5}, NONE)

    assert merged == {"a": {"x": 1, "y": 2, "z": 4}, "list": ["one", "two", "three"], "c": "theirs", "d": 5}


def test_in_settings_that_are_ours_our_values_go_before_and_items_are_known_by_their_names() -> None:
    theirs = {"types": [{"name": "default", "note": "theirs", "words": ["old"], "title": "Old"}, {"name": "other"}, 7]}
    ours = {"types": [{"name": "default", "words": ["new"], "title": "New"}, {"name": "third"}]}

    assert merge_json(theirs, ours, frozenset({"types"})) == {
        "types": [
            {"name": "default", "note": "theirs", "words": ["new"], "title": "New"},
            {"name": "other"},
            7,
            {"name": "third"},
        ]
    }


def test_something_of_another_kind_is_not_touched() -> None:
    with pytest.raises(UntouchableError, match="has something else than expected in `a`"):
        merge_json({"a": "text"}, {"a": {"x": 1}}, NONE)


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1} // why',
        '{/* why */ "a": 1}',
        '{"a": 1,}',
        '{\n  // "a": 2,\n  "a": 1\n}',
    ],
)
def test_comments_and_last_commas_are_seen(text: str) -> None:
    read = parse_json(text)

    assert (read.values, read.has_comments) == ({"a": 1}, True)


def test_what_looks_like_a_comment_in_a_text_is_none() -> None:
    read = parse_json('{"a": "https://a.example.org/ /* b */", "c\\\\": "\\",]"}')

    assert read.values == {"a": "https://a.example.org/ /* b */", "c\\": '",]'}
    assert not read.has_comments


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[1]", "is a list or a single value, not a group of settings"),
        ('{"a": 1, "a": 2}', "has a setting twice"),
    ],
)
def test_what_can_not_be_read_is_said(text: str, reason: str) -> None:
    with pytest.raises(UntouchableError, match=rf"^{reason}$"):
        parse_json(text)


def test_a_file_that_is_not_utf_8_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes('{"a": "é"}'.encode("latin-1"))

    with pytest.raises(UntouchableError, match=r"^is not UTF-8 text$"):
        load_json(path)


def test_no_file_and_an_empty_one_say_nothing(tmp_path: Path) -> None:
    assert load_json(tmp_path / "a.json") is None
    assert parse_json("\n").values == {}


@pytest.mark.parametrize(
    "like", ['{\n\t"a": 1\n}\n', '{\n    "a": 1\n}\n', '{\r\n  "a": 1\r\n}\r\n', '\ufeff{\n  "a": 1\n}\n']
)
def test_a_file_keeps_its_indentation_its_line_ends_and_its_mark(like: str) -> None:
    assert render_json(parse_json(like).values, like=like) == like


def test_a_file_keeps_its_mode_and_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_text("{}")
    (tmp_path / "real.json").chmod(0o640)
    (tmp_path / "link.json").symlink_to("real.json")

    write_text(tmp_path / "link.json", '{"a": 1}')

    assert (tmp_path / "link.json").is_symlink()
    assert json.loads((tmp_path / "real.json").read_text()) == {"a": 1}
    assert stat.S_IMODE((tmp_path / "real.json").stat().st_mode) == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.json", "real.json"]


def test_links_in_a_circle_are_an_error_of_the_disk(tmp_path: Path) -> None:
    (tmp_path / "a.json").symlink_to("b.json")
    (tmp_path / "b.json").symlink_to("a.json")

    with pytest.raises(OSError, match="symbolic links"):
        load_json(tmp_path / "a.json")
