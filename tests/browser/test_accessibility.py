"""The demo's pages hold no mistake that axe-core knows, in light and dark, on a desk and on a phone."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.axe import SCHEMES, WIDTHS, find_violations, open_page
from tests.browser.demo import KINDS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

#: In CSS pixels: WCAG 1.4.10 (Reflow) asks for 320; 640 is a window of 1280 at 200% (1.4.4, Resize Text).
NARROW_WIDTHS = (320, 640)


@contextmanager
def opened(browser: Browser, url: str, scheme: str, width: int) -> Iterator[Page]:
    page = open_page(browser, url, scheme=scheme, width=width)
    try:
        yield page
    finally:
        page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_wrong(browser: Browser, demo_url: str, kind: str, scheme: str, width: int) -> None:
    with opened(browser, demo_url + KINDS[kind], scheme, width) as page:
        violations = find_violations(page)

    assert [f"{item.rule}: {item.target}: {item.reason}" for item in violations] == []


@pytest.mark.parametrize("width", NARROW_WIDTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_scrolls_sideways(browser: Browser, demo_url: str, kind: str, width: int) -> None:
    with opened(browser, demo_url + KINDS[kind], "light", width) as page:
        sizes = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")

    assert sizes[0] <= sizes[1]
