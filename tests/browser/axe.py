"""Asks axe-core what is wrong with a page that is open in the browser; decides nothing about what may be."""

from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # it says nothing of its types
from playwright.sync_api import Browser, Page

#: WCAG 2.2 to level AA, and what axe-core recommends beyond it.
_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_OPTIONS = {"runOnly": {"type": "tag", "values": list(_TAGS)}, "resultTypes": ["violations"]}

#: What Material calls its palettes, by what the visitor's system prefers.
SCHEMES = {"light": "default", "dark": "slate"}
#: In pixels: a desk and a phone.
WIDTHS = (1280, 360)


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One element that breaks one rule.

    Attributes:
        rule: axe-core's name of it, such as `color-contrast`.
        target: a CSS selector of the element.
        reason: what is wrong and by how much, in axe-core's words, on one line.
    """

    rule: str
    target: str
    reason: str


def open_page(browser: Browser, url: str, *, scheme: str = "light", width: int = 1280, height: int = 900) -> Page:
    """A page in a context of its own, loaded; closing the context is the caller's.

    Args:
        browser: where it opens.
        url: its address.
        scheme: what the visitor's system prefers, `light` or `dark`.
        width: of the window, in CSS pixels.
        height: of the window, in CSS pixels.

    Raises:
        AssertionError: the page isn't in the palette that belongs to the scheme.
    """
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        # Colours are measured as they end up, not on their way there
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(url)
    palette = page.evaluate("document.body.dataset.mdColorScheme")
    if palette != SCHEMES[scheme]:
        message = f"{url} is in the palette {palette!r}, and {scheme} needs {SCHEMES[scheme]!r}"
        raise AssertionError(message)
    return page


def find_violations(page: Page) -> list[Violation]:
    """What axe-core holds against a page, in order."""
    results = Axe().run(page, options=_OPTIONS)
    return sorted(
        Violation(violation["id"], _selector(node["target"]), _on_one_line(node["failureSummary"]))
        for violation in results.response["violations"]
        for node in violation["nodes"]
    )


def _selector(target: list[str | list[str]]) -> str:
    """One text of axe-core's path through frames and shadow trees."""
    return " ".join(part if isinstance(part, str) else " ".join(part) for part in target)


def _on_one_line(summary: str) -> str:
    """Axe-core's summary without its first line, which says that something is to be fixed."""
    return " ".join(" ".join(summary.split("\n")[1:]).split())
