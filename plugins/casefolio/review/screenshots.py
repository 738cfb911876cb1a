"""Takes pictures of pages, which it serves on the loopback; lets none of them load anything from elsewhere."""

import functools
import http.server
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from casefolio.review.browsers import FLAGS, find_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, Page

#: Of a desk and a phone, in CSS pixels.
WIDTHS = (1280, 390)
_WINDOW_HEIGHT = 900
_HOST = "127.0.0.1"
#: What is below it is cut off.
_MOST_HEIGHT = 8000
_QUALITY = 70
#: In milliseconds.
_PATIENCE = 20_000
#: What is further down is loaded and laid out only when somebody comes near; all of it is to be seen.
_LOAD_ALL = """async () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { content-visibility: visible !important; }");
  document.adoptedStyleSheets.push(sheet);
  const images = [...document.images];
  for (const image of images) image.loading = "eager";
  const decoded = Promise.allSettled(images.map((image) => image.decode()));
  await Promise.race([decoded, new Promise((done) => setTimeout(done, 5000))]);
  await document.fonts.ready;
  return document.documentElement.scrollHeight;
}"""


class CameraError(Exception):
    """No picture can be taken: says why and what to do."""


class Camera:
    """A browser that looks at pages."""

    def __init__(self, browser: "Browser", sites: Sequence[str]) -> None:
        """Takes over a browser that is running.

        Args:
            browser: the browser.
            sites: the addresses of what is served; from nowhere else anything is loaded.
        """
        self._browser = browser
        self._admitted = (*filter(None, sites), "data:", "blob:")
        self._windows: dict[int, Page] = {}

    def shoot(self, address: str, width: int, path: Path) -> int:
        """Takes a picture of a whole page.

        Args:
            address: on the loopback, as `serve` gives it.
            width: of the window, in CSS pixels.
            path: of the JPEG that is written.

        Returns:
            The height of the picture, in pixels.

        Raises:
            CameraError: the page can't be shown.
        """
        from playwright.sync_api import Error  # noqa: PLC0415 - an extra, which was imported before

        try:
            page = self._window(width)
            page.goto(address)
            height = max(1, min(int(page.evaluate(_LOAD_ALL)), _MOST_HEIGHT))
            clip: FloatRect = {"x": 0, "y": 0, "width": width, "height": height}
            page.screenshot(path=path, type="jpeg", quality=_QUALITY, full_page=True, clip=clip)
        except Error as error:
            msg = f"a page can't be shown: {error.message.partition(chr(10))[0]}"
            raise CameraError(msg) from None
        return height

    def _window(self, width: int) -> "Page":
        """One for each width, without cookies or storage of any site: what is served is on another port each time."""
        if width not in self._windows:
            context = self._browser.new_context(
                viewport={"width": width, "height": _WINDOW_HEIGHT},
                color_scheme="light",
                reduced_motion="reduce",
                service_workers="block",
            )
            context.set_default_timeout(_PATIENCE)
            context.route(self._is_elsewhere, lambda route: route.abort())
            self._windows[width] = context.new_page()
        return self._windows[width]

    def _is_elsewhere(self, address: str) -> bool:
        return not address.startswith(self._admitted)


@contextmanager
def open_camera(sites: Sequence[str]) -> Iterator[Camera]:
    """Starts a browser for as long as pictures are taken.

    Args:
        sites: the addresses of what is served, from which alone pages are shown.

    Raises:
        CameraError: there is none.
    """
    try:
        from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - an extra
    except ImportError:
        msg = "Playwright is not installed: `pip install 'casefolio[review]'`"
        raise CameraError(msg) from None
    try:
        chromium = find_chromium()
    except FileNotFoundError as error:
        raise CameraError(str(error)) from None
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        except Error:
            msg = "there is no Chromium that starts: install it, or `playwright install chromium`"
            raise CameraError(msg) from None
        try:
            yield Camera(browser, sites)
        finally:
            browser.close()


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serves a folder on a free port of the loopback, and gives its address with a slash at its end."""
    server = _Server((_HOST, 0), functools.partial(_Handler, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{_HOST}:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(http.server.ThreadingHTTPServer):
    #: A browser opens several connections at once.
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that leaves a page hangs up on what it had asked for: nothing to tell."""


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is Python's
        pass
