"""Makes the portfolios of the manual's pages."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.manual.pages import LINKED_PATHS
from tests.manual.scenes import make_scene, run_shell


@pytest.fixture(scope="session")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `casefolio init` makes, with its photo made once."""
    folder = tmp_path_factory.mktemp("manual") / "portfolio"
    folder.mkdir()
    for command in ("casefolio init", "mkdocs build --quiet"):
        done = run_shell(command, folder)
        assert done.returncode == 0, done.stderr
    shutil.rmtree(folder / "site")
    return folder


@pytest.fixture
def scene(tmp_path: Path, portfolio: Path) -> Callable[[str], Path]:
    """Makes the folder that the commands of a page run in."""

    def make(page: str) -> Path:
        folder = tmp_path / "portfolio"
        make_scene(folder, portfolio, next(path for path in LINKED_PATHS if path.name == page))
        return folder

    return make
