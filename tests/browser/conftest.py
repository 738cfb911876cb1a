from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.chromium import find_chromium

#: No call of Chromium's own to the outside.
_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=_FLAGS)
        yield chromium
        chromium.close()
