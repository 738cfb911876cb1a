"""Turns diagnostics into GitLab's Code Quality report; answers a string and prints nothing."""

import json
from collections.abc import Sequence

from casefolio.codes import Severity
from casefolio.diagnostics import Diagnostic
from casefolio.fingerprints import iter_fingerprints
from casefolio.reporting import path_in_repository

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def render_code_quality(diagnostics: Sequence[Diagnostic], *, folder: str = "") -> str:
    """A list, in ASCII, that GitLab shows in a merge request.

    Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format

    Args:
        diagnostics: in the order they are listed.
        folder: of the project in the repository, `/`-separated; empty for the repository's root.
    """
    listed = [
        {
            "description": f"{item.message}; {item.hint}" if item.hint else item.message,
            "check_name": item.code.id,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[item.severity],
            "location": {
                "path": path_in_repository(item.position.path, folder),
                "lines": {"begin": item.position.line},
            },
        }
        for item, fingerprint in zip(diagnostics, iter_fingerprints(diagnostics), strict=True)
    ]
    return json.dumps(listed, indent=2)
