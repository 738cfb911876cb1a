"""Reads the goldens, and writes nodes the way they stand in one."""

from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

from casefolio.diagnostics import Report
from casefolio.records import Mapping, Node, Scalar

GOLDEN_PATH = Path(__file__).parent / "golden"
SHARED_PATH = Path(__file__).parents[2].parent / "shared"


def goldens(group: str) -> pytest.MarkDecorator:
    """Parametrizes a test with every golden of a group."""
    paths = sorted((GOLDEN_PATH / group).glob("*.yml"))
    cases = [pytest.param(yaml.safe_load(path.read_text("utf-8")), id=path.stem) for path in paths]
    assert cases, f"no goldens in {group}"
    return pytest.mark.parametrize("golden", cases)


def plain(node: Node | None) -> object:
    """A node as plain data, every text as it was read."""
    if node is None or isinstance(node, Scalar):
        return node.text if node else None
    if isinstance(node, Mapping):
        return {entry.key.text: plain(entry.value) for entry in node}
    return [plain(item) for item in node.items]


def located(mappings: Iterable[Mapping]) -> list[dict[str, str]]:
    """Mappings of texts, each with the line and column it begins at."""
    return [
        {
            entry.key.text: f"{entry.value.position.line}:{entry.value.position.column} {entry.value.text}"
            for entry in mapping
            if isinstance(entry.value, Scalar)
        }
        for mapping in mappings
    ]


def shown(report: Report) -> list[str]:
    """The diagnostics as a log would print them."""
    return [str(diagnostic) for diagnostic in report.diagnostics]
