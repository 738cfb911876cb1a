"""YAML that is valid is read as YAML 1.2 says, every text as a text, or refused; nothing costs more than a moment."""

import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.loaders.goldens import SHARED_PATH, plain

from casefolio.codes import Code
from casefolio.diagnostics import Report
from casefolio.loaders.yaml_nodes import parse_yaml

SUITE_PATH = SHARED_PATH / "corpora" / "yaml-test-suite"
#: How the suite writes characters that can't be seen. Source: its ReadMe.
_SIGNS = (("␣", " "), ("—", ""), ("»", "\t"), ("↵", ""), ("∎\n", ""), ("←", "\r"), ("⇔", "\ufeff"))
_EVENT = re.compile(r"(?P<kind>[+=-]\w+)(?: (?:\{\}|\[\]))?(?: &\S+)?(?: <[^>]*>)?(?: (?P<text>[:'\"|>*].*))?")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "\\": "\\"}

#: A line of spaces at the end of a file, without a line end: every field takes off the white space at its ends.
_SAME_BUT_FOR_SPACE = frozenset({"L24T-1"})


def _shown(text: str) -> str:
    for sign, character in _SIGNS:
        text = text.replace(sign, character)
    return text


def _iter_cases() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(SUITE_PATH.glob("*.yaml")):
        before: dict[str, Any] = {}
        for number, case in enumerate(yaml.safe_load(path.read_text("utf-8"))):
            # Within a file, what a case doesn't say is as in the one before it, but for whether it fails.
            before = {key: value for key, value in before.items() if key != "fail"} | case
            if not before.get("skip"):
                yield f"{path.stem}-{number}", before


def _value(events: Iterator[re.Match[str]], event: re.Match[str]) -> Any:  # noqa: ANN401 - any tree of texts
    """What the events of the suite say, with every text as a text."""
    kind = event["kind"]
    if kind == "+SEQ":
        items = []
        while (item := next(events))["kind"] != "-SEQ":
            items.append(_value(events, item))
        return items
    if kind == "+MAP":
        pairs = {}
        while (key := next(events))["kind"] != "-MAP":
            name = _value(events, key)
            pairs[str(name)] = _value(events, next(events))
        return pairs
    return re.sub(r"\\(.)", lambda match: _ESCAPES[match[1]], event["text"][1:])


def _expected(tree: str) -> Any:  # noqa: ANN401 - any tree of texts
    lines = [_shown(line.strip()) for line in tree.splitlines()]
    events = iter([match for line in lines if (match := _EVENT.fullmatch(line))])
    first = next((event for event in events if event["kind"] not in {"+STR", "+DOC"}), None)
    return _value(events, first) if first is not None and first["kind"] != "-STR" else {}


@pytest.mark.skipif(not SUITE_PATH.exists(), reason="the shared test data is not beside this checkout")
def test_the_yaml_test_suite_is_read_right_or_refused(capsys: pytest.CaptureFixture[str]) -> None:
    counts = {"read right": 0, "valid, refused": 0, "invalid, refused": 0, "invalid, read": 0}
    wrong = {}
    for name, case in _iter_cases():
        report = Report()
        text = _shown(case["yaml"]).replace("\r\n", "\n").replace("\r", "\n")
        fields = parse_yaml(text, "a.yml", 1, report)
        if case.get("fail"):
            counts["invalid, refused" if report.has_errors else "invalid, read"] += 1
        elif report.has_errors:
            counts["valid, refused"] += 1
        elif name not in _SAME_BUT_FOR_SPACE and plain(fields) != (expected := _expected(case["tree"])) and expected:
            wrong[name] = (plain(fields), expected)
        else:
            counts["read right"] += 1
    assert wrong == {}
    assert sum(counts.values()) > 350
    with capsys.disabled():
        print(f"\nYAML test suite: {counts}")  # noqa: T201


_BOMBS = {
    "levels": "a: " + "[" * 10_000,
    "closed levels": "a: " + "[" * 10_000 + "]" * 10_000,
    "levels of maps": "{a: " * 10_000,
    "levels by indentation": "\n".join(" " * number + "a:" for number in range(600)),
    "aliases that expand": "a: &a [x, x]\n" + "".join(f"k{i}: &k{i} [*a, *a, *a]\n" for i in range(500)),
    "billion laughs": "".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ),
    "merge keys": "a: &a {x: y}\n" + "".join(f"b{i}: &b{i} {{<<: [*a, *a, *a]}}\n" for i in range(300)),
    "an alias of itself": "a: &a [*a]",
    "tags": "a: !!python/object/apply:os.system ['touch x']\nb: !!binary x\nc: !<tag:x> y\nd: !!float .inf\n",
    "a python name": "a: !!python/name:os.system\n",
    "keys twice": "a: b\n" * 999,
    "a huge number": "weight: " + "9" * 200_000,
    "a huge power": "weight: 1e999999999",
    "sexagesimal": "weight: " + "1:" * 50_000 + "1",
    "a long text": "a: " + "b" * 250_000,
    "a long text in quotes": 'a: "' + "\\u0061" * 40_000 + '"',
    "many documents": "---\na: b\n" * 20_000,
    "many keys": "".join(f"k{i}: v\n" for i in range(20_000)),
    "many items": "a: [" + "b," * 100_000 + "]",
    "long keys": "? " + "k" * 200_000 + "\n: v\n",
    "directives": "%YAML 1.2\n%TAG ! tag:x,2000:\n---\na: !b c\n",
    "many directives": "%A b\n" * 40_000,
    "a text that never ends": 'a: "' + "b\n" * 100_000,
    "a block that never ends": "a: |\n" + " b\n" * 60_000,
    "comments": "# a\n" * 60_000,
}

#: Reads a file with 400 MB of address space at most, beyond what the interpreter itself has taken.
_READ = """
import resource, sys
from pathlib import Path
from casefolio.loaders.record_files import load_record
used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + 400_000_000,) * 2)
path = Path(sys.argv[1])
_, report = load_record(path, path.parent, "en")
print(" ".join(sorted({item.code.id for item in report.diagnostics})))
"""


def _codes(path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(path)], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is limited and read as Linux does")
def test_a_file_of_50_megabytes_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert _codes(path) == Code.FILE_TOO_LARGE.id
    path.write_bytes(b"a: [" * 12_500_000)
    assert _codes(path) == Code.FILE_TOO_LARGE.id


@pytest.mark.parametrize("name", _BOMBS)
def test_a_bomb_is_told(name: str) -> None:
    expected = {
        "levels": {Code.YAML_TOO_COMPLEX},
        "closed levels": {Code.YAML_TOO_COMPLEX},
        "levels of maps": {Code.YAML_TOO_COMPLEX},
        "levels by indentation": {Code.YAML_TOO_COMPLEX},
        "keys twice": {Code.DUPLICATE_KEY},
        "many documents": {Code.SEVERAL_DOCUMENTS},
        "many keys": {Code.YAML_TOO_COMPLEX},
        "many items": {Code.YAML_TOO_COMPLEX},
        "a text that never ends": {Code.YAML_SYNTAX},
        "directives": {Code.YAML_FEATURE},
        "a huge number": set(),
        "a huge power": set(),
        "sexagesimal": set(),
        "a long text": set(),
        "a long text in quotes": set(),
        "long keys": set(),
        "many directives": {Code.YAML_SYNTAX},
        "a block that never ends": set(),
        "comments": set(),
        "aliases that expand": {Code.YAML_FEATURE, Code.YAML_TOO_COMPLEX},
        "merge keys": {Code.YAML_FEATURE, Code.YAML_TOO_COMPLEX},
    }
    report = Report()
    parse_yaml(_BOMBS[name], "a.yml", 1, report)
    assert {item.code for item in report.diagnostics} == expected.get(name, {Code.YAML_FEATURE})


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is limited and read as Linux does")
def test_no_bomb_takes_more_memory_than_there_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    for name, text in _BOMBS.items():
        path = tmp_path / "a.yml"
        path.write_text(text[: 256 * 1024], "utf-8")
        _codes(path)
        assert name
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = (found.ru_utime - before) / len(_BOMBS)
    with capsys.disabled():
        print(  # noqa: T201
            f"\n{len(_BOMBS)} YAML bombs: {seconds:.2f} s of processor time each, the start of Python included; "
            f"{found.ru_maxrss / 1000:.0f} MB at most"
        )
