"""What `parse_yaml` and its messages promise."""

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.loaders.goldens import SHARED_PATH, goldens, plain, shown

from casefolio.codes import Code
from casefolio.diagnostics import Report
from casefolio.loaders import yaml_nodes
from casefolio.loaders.yaml_messages import explain
from casefolio.loaders.yaml_nodes import parse_yaml
from casefolio.loaders.yaml_trouble import Trouble
from casefolio.records import Mapping, Scalar, ScalarStyle
from casefolio.settings import STANDARD_LIMITS

#: LibYAML reads an escaped surrogate as a mistake, PyYAML's own parser lets it through.
_PARSERS = [pytest.param(yaml.CSafeLoader, id="libyaml"), pytest.param(yaml.SafeLoader, id="python")]


def _codes(text: str) -> list[Code]:
    report = Report()
    parse_yaml(text, "a.yml", 1, report)
    return [diagnostic.code for diagnostic in report.diagnostics]


@pytest.mark.parametrize("parser", _PARSERS)
@goldens("yaml")
def test_a_golden_reads_as_it_says(golden: dict[str, Any], parser: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_nodes, "_LOADER", parser)
    report = Report()
    fields = parse_yaml(golden["input"], "a.yml", 1, report)
    assert shown(report) == golden["diagnostics"]
    assert plain(fields) == golden["output"]


@pytest.mark.parametrize("parser", _PARSERS)
def test_positions_are_those_of_the_file(parser: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_nodes, "_LOADER", parser)
    text = 'é: 日本\nlist:\n  - "😀": x\nblock: |\n  text\n'
    fields = parse_yaml(text, "a.md", 5, Report(), first_column=3)
    assert fields is not None
    entry = fields.entry("é")
    assert entry is not None
    assert (str(entry.key.position), str(entry.value.position)) == ("a.md:5:3", "a.md:5:6")
    assert str(fields.entries[1].value.position) == "a.md:7:5"
    item = fields.entries[1].value
    assert not isinstance(item, Scalar | Mapping)
    inner = item.items[0]
    assert isinstance(inner, Mapping)
    assert str(inner.entries[0].value.position) == "a.md:7:12"
    assert str(fields.entries[2].value.position) == "a.md:8:10"


def test_the_style_of_a_text_is_kept() -> None:
    fields = parse_yaml("a: no\nb: 'no'\nc: \"no\"\nd: |\n  no\ne: >-\n  no\n", "a.yml", 1, Report())
    assert fields is not None
    styles = [entry.value.style for entry in fields if isinstance(entry.value, Scalar)]
    assert styles == [ScalarStyle.PLAIN, *[ScalarStyle.QUOTED] * 2, *[ScalarStyle.BLOCK] * 2]


@pytest.mark.parametrize(
    "text", ["[" * 10_000, "a: " + "[" * 50_000, "{a: " * 10_000, "- " * 10_000, "a: " + "[" * 25_000 + "]" * 25_000]
)
def test_deep_nesting_is_refused(text: str) -> None:
    assert _codes(text) == [Code.YAML_TOO_COMPLEX]


def test_the_limit_of_depth_says_what_to_do() -> None:
    report = Report()
    parse_yaml("a:\n  - " + "[" * 20 + "]" * 20, "a.yml", 1, report)
    assert shown(report) == [
        (
            "a.yml:2:16: error CF110: the fields are nested more than 12 levels deep (`limits.nesting`); "
            "check the brackets and the indentation of this line"
        )
    ]


def test_twelve_levels_are_read() -> None:
    assert _codes("a: " + "[" * 11 + "x" + "]" * 11) == []
    assert _codes("a: " + "[" * 12 + "x" + "]" * 12) == [Code.YAML_TOO_COMPLEX]


def test_the_limit_of_values_holds() -> None:
    assert _codes("a:\n" + "- x\n" * (STANDARD_LIMITS.yaml_nodes - 3)) == []
    assert _codes("a:\n" + "- x\n" * (STANDARD_LIMITS.yaml_nodes - 2)) == [Code.YAML_TOO_COMPLEX]


def test_merge_keys_are_read_to_their_end() -> None:
    text = "a: &a {x: y}\n" + "".join(f"b{i}: &b{i} {{<<: [*a, *a, *a]}}\n" for i in range(60))
    assert Code.YAML_FEATURE in _codes(text)


def test_many_characters_that_cannot_be_seen_are_reported_twenty_times() -> None:
    assert _codes("a: " + "\u2028" * 100) == [Code.CONTROL_CHARACTER] * 20


def test_a_problem_that_nobody_foresaw_gets_a_plain_sentence() -> None:
    explanation = explain(Trouble(("a",), "the parser says something new", "", (0, 0)))
    assert explanation.message == (
        "this line cannot be read: something is missing or out of place in it or in the line above"
    )
    assert (
        explanation.hint == 'write each field as `key: value`, and put a text that holds signs such as : # " in quotes'
    )


def _assert_is_read(text: str) -> None:
    report = Report()
    parse_yaml(text, "a.yml", 1, report)
    lines = text.split("\n")
    for diagnostic in report.diagnostics:
        assert 1 <= diagnostic.position.line <= len(lines)
        assert 1 <= diagnostic.position.column <= len(lines[diagnostic.position.line - 1]) + 1
        assert diagnostic.message


@given(st.one_of(st.text(), st.text(alphabet="ab:-#'\"[]{}&*!|>%@`? \t\n\\,.", max_size=60)))
def test_any_text_is_read_or_refused(text: str) -> None:
    _assert_is_read(text)


@pytest.mark.skipif(not SHARED_PATH.exists(), reason="the shared test data is not beside this checkout")
@pytest.mark.parametrize("parser", _PARSERS)
def test_the_yaml_test_suite_is_read_or_refused(parser: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_nodes, "_LOADER", parser)
    paths = sorted((SHARED_PATH / "corpora" / "yaml-test-suite").glob("*.yaml"))
    assert paths
    for path in paths:
        text = path.read_text("utf-8").replace("\r", "\n")
        _assert_is_read(text)
        for case in yaml.safe_load(text):
            tree = case.get("yaml", "")
            _assert_is_read(
                tree.replace("␣", " ").replace("—", "").replace("»", "\t").replace("↵", "").replace("∎", "")
            )


@pytest.mark.skipif(not SHARED_PATH.exists(), reason="the shared test data is not beside this checkout")
def test_naughty_strings_are_read_or_refused() -> None:
    strings = json.loads((SHARED_PATH / "corpora" / "naughty-strings" / "blns.json").read_text("utf-8"))
    for string in strings:
        _assert_is_read(f"title: {string}\n")
        _assert_is_read(string)


def test_a_lone_surrogate_does_not_stop_the_run() -> None:
    assert _codes("a: \ud800") == [Code.CONTROL_CHARACTER]
