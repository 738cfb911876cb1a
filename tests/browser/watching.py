"""Owns how the tests notice what a browser refuses, misses or complains of, in a page, its frames and its workers."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, Request, Response

#: Said on the console, since that is the way out of every frame.
_TELL = """addEventListener('securitypolicyviolation', (event) => console.error(
  `refused: ${event.effectiveDirective} ${event.blockedURI} ${event.sample} at ${location.pathname}`));"""


@contextmanager
def watched(browser: Browser, url: str, **options: object) -> Iterator[tuple[Page, list[str]]]:
    """A page of a new context.

    Args:
        browser: that opens it.
        url: of the site.
        options: of the context.

    Yields:
        The page, and what has been found so far: refusals of a policy, errors and warnings of the console, mistakes in
        scripts, requests that failed or were answered with an error. A missing page that is visited is no such thing.
    """
    context = browser.new_context(base_url=url, **options)  # type: ignore[arg-type]
    found: list[str] = []
    context.add_init_script(_TELL)
    page = context.new_page()

    def on_response(response: Response) -> None:
        if not response.ok and response.status not in {301, 302, 304} and not _is_visited(response.request):
            found.append(f"{response.status} {response.url}")

    def on_failed(request: Request) -> None:
        # Whoever leaves a page calls off what it was loading.
        if request.failure != "net::ERR_ABORTED":
            found.append(f"{request.failure} {request.url}")

    context.on("response", on_response)
    context.on("requestfailed", on_failed)
    context.on("weberror", lambda error: found.append(str(error.error)))
    context.on("console", lambda message: found.append(message.text) if message.type in {"error", "warning"} else None)
    try:
        yield page, found
    finally:
        context.close()


def _is_visited(request: Request) -> bool:
    return request.is_navigation_request() and request.frame.parent_frame is None
