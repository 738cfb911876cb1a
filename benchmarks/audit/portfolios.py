"""Builds portfolios of a chosen size out of invented studies and serves them; measures nothing."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.audit.tables import NotMeasuredError
from benchmarks.corpus import MAKER_PATH, write_portfolio
from tests.browser.serving import serving


@contextmanager
def serving_portfolio(count: int, photo_size: str | None) -> Iterator[str]:
    """Yields the address of the page of all studies.

    Args:
        count: how many studies.
        photo_size: of each study's photo, such as `1600x1067`; None for studies without photos.

    Raises:
        NotMeasuredError: the program that invents studies is not there.
    """
    if not MAKER_PATH.is_file():
        message = f"the program that invents studies is not there: {MAKER_PATH}"
        raise NotMeasuredError(message)
    print(f"Building a portfolio of {count}", file=sys.stderr)
    with TemporaryDirectory(prefix="casefolio-audit-") as name:
        folder_path = Path(name)
        write_portfolio(folder_path, count, photo_size)
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        subprocess.run(command, cwd=folder_path, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, check=True)
        with serving(folder_path / "site") as url:
            yield f"{url}case-studies/"
