from pathlib import Path

import pytest


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the smallest mkdocs.yml."""
    path = tmp_path / "portfolio"
    path.mkdir()
    (path / "mkdocs.yml").write_text("site_name: Sample\nplugins: [casefolio]\n", encoding="utf-8")
    return path
