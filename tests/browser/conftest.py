from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.browser.demo import build_demo
from tests.browser.serving import serving

from casefolio.review.browsers import FLAGS, find_chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def demo_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demo is built; it is there once `demo_url` has been asked for."""
    return tmp_path_factory.mktemp("demo") / "site"


@pytest.fixture(scope="session")
def demo_url(demo_path: Path) -> Iterator[str]:
    """The address of the demo, which is built for it; photos come from the cache that `make site` fills as well."""
    with serving(demo_path) as url:
        build_demo(demo_path, url)
        yield url
