"""Turns diagnostics into SARIF 2.1.0, which GitHub's code scanning and many editors read; answers a string."""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from casefolio import __version__
from casefolio.codes import Code
from casefolio.diagnostics import Diagnostic
from casefolio.explaining import render_explanation
from casefolio.explanations import EXPLANATIONS
from casefolio.fingerprints import iter_fingerprints
from casefolio.reporting import path_in_repository

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
#: The name that SARIF's readers give to the root of a repository.
_ROOT = "%SRCROOT%"
_FINGERPRINT = "casefolio/v1"


def render_sarif(diagnostics: Sequence[Diagnostic], *, folder: str = "") -> str:
    """One log with one run, in ASCII, with every rule that was broken.

    Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

    Args:
        diagnostics: in the order they are listed.
        folder: of the project in the repository, `/`-separated; empty for the repository's root.
    """
    broken = {item.code for item in diagnostics}
    codes = [code for code in Code if code in broken]
    indexes = {code: number for number, code in enumerate(codes)}
    results = [
        _result(item, indexes[item.code], fingerprint, folder)
        for item, fingerprint in zip(diagnostics, iter_fingerprints(diagnostics), strict=True)
    ]
    driver = {"name": "casefolio", "semanticVersion": __version__, "rules": [_rule(code) for code in codes]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.id,
        "shortDescription": {"text": _plain(code.summary)},
        "fullDescription": {"text": _plain(EXPLANATIONS[code].meaning)},
        "help": {"text": _plain(render_explanation(code))},
        "defaultConfiguration": {"level": code.severity.value},
    }


def _result(item: Diagnostic, rule_index: int, fingerprint: str, folder: str) -> dict[str, Any]:
    position = item.position
    path = path_in_repository(position.path, folder)
    location = {
        "artifactLocation": {"uri": quote(path, errors="replace"), "uriBaseId": _ROOT},
        "region": {"startLine": position.line, "startColumn": position.column},
    }
    return {
        "ruleId": item.code.id,
        "ruleIndex": rule_index,
        "level": item.severity.value,
        "message": {"text": _plain(f"{item.message}\n{item.hint}" if item.hint else item.message)},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {_FINGERPRINT: fingerprint},
    }


def _plain(text: str) -> str:
    """A text in which SARIF's readers find no link (section 3.11.6)."""
    return text.replace("[", "\\[").replace("]", "\\]") if "](" in text else text
