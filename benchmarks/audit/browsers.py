"""Opens the browser that the audit looks through, and visits pages as a phone does; judges nothing."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from casefolio.review.browsers import FLAGS, find_chromium

#: What Lighthouse emulates as well: a phone of the middle class.
_PHONE_SIZE = (412, 823)
_PHONE_DENSITY = 1.75


@contextmanager
def browsing() -> Iterator[Browser]:
    """The browser of the tests, for as long as something is measured."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def find_executable() -> str:
    """The path of that browser, for programs that start it themselves."""
    with sync_playwright() as playwright:
        return find_chromium() or playwright.chromium.executable_path


def open_phone(browser: Browser) -> BrowserContext:
    """A phone that has seen no page yet: nothing is in its cache."""
    width, height = _PHONE_SIZE
    return browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=_PHONE_DENSITY, is_mobile=True, has_touch=True
    )


def weigh_first_visit(browser: Browser, url: str) -> Counter[str]:
    """What a phone loads for a page before it is scrolled.

    Args:
        browser: the browser.
        url: of the page.

    Returns:
        Bytes as they were sent, compressed and with headers, by the kind that Chromium gives them, such as `Image`.
    """
    kinds: dict[str, str] = {}
    announced: dict[str, int] = {}
    finished: dict[str, int] = {}

    def note_announced(event: dict[str, Any]) -> None:
        length = next((value for name, value in event["headers"].items() if name.lower() == "content-length"), 0)
        announced[event["requestId"]] = int(length) + len(event.get("headersText", ""))

    context = open_phone(browser)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.on("Network.requestWillBeSent", lambda event: kinds.update({event["requestId"]: event["type"]}))
    session.on("Network.responseReceivedExtraInfo", note_announced)
    session.on(
        "Network.loadingFinished", lambda event: finished.update({event["requestId"]: event["encodedDataLength"]})
    )
    session.send("Network.enable")
    page.goto(url, wait_until="networkidle")
    context.close()
    sizes: Counter[str] = Counter()
    # Only a worker itself is told that its script has ended; for the page, it has been announced
    for name, size in {**announced, **finished}.items():
        sizes[kinds.get(name, "Other")] += int(size)
    return sizes
