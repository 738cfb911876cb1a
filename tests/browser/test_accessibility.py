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


#: Whether what has the focus can be seen to have it. Material's palette is a radio button without a size, whose label
#: shows it.
_FOCUS = """() => {
  let element = document.activeElement;
  if (!element || element === document.body) return null;
  if (element.matches(".md-option")) element = element.nextElementSibling;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const isSeen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
    && box.right > 0 && box.left < innerWidth;
  const hasRing = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return {what: element.outerHTML.slice(0, 300), isRight: isSeen && hasRing};
}"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", ["home", "portfolio", "study with photo", "wall", "hand-written page"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    browser: Browser, demo_url: str, kind: str, width: int
) -> None:
    with opened(browser, demo_url + KINDS[kind], "light", width) as page:
        reached: list[dict[str, str]] = []
        page.keyboard.press("Tab")
        while (stop := page.evaluate(_FOCUS)) is not None and len(reached) < 100:
            reached.append(stop)
            page.keyboard.press("Tab")
        hrefs = page.locator(".md-tabs a, main article a").evaluate_all(
            "links => links.filter(link => link.checkVisibility()).map(link => link.getAttribute('href'))"
        )

    # The search shows itself by its field's own line.
    assert [stop["what"] for stop in reached if not stop["isRight"] and "md-search" not in stop["what"]] == []
    assert hrefs
    assert [href for href in hrefs if not any(f'href="{href}"' in stop["what"] for stop in reached)] == []


def test_the_first_stop_of_the_keyboard_leads_past_the_navigation(browser: Browser, demo_url: str) -> None:
    with opened(browser, f"{demo_url}{KINDS['study with photo']}", "light", 1280) as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("location.hash") == "#headline_"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.cf-study') !== null")
