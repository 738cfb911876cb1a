"""Loads every page of the demo in the browser, and keeps account of what goes wrong meanwhile."""

import sys
from collections import defaultdict
from pathlib import Path

from benchmarks.audit.browsers import browsing, open_phone
from benchmarks.audit.tables import NO_GOAL, Reached, Row, Table
from playwright.sync_api import ConsoleMessage, Request, Response

#: A phone loads photos as they come near; here all of them are wanted.
_LOAD_PHOTOS = """
() => Promise.all([...document.images].map(image => {
  image.loading = "eager";
  return image.complete || new Promise(resolve => { image.onload = image.onerror = resolve; });
}))
"""


class _Sightings:
    """Mishaps of one sort, with the pages that they were seen on."""

    def __init__(self) -> None:
        self._uris: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, mishap: str, uri: str) -> None:
        self._uris[mishap].append(uri)

    def count(self) -> Reached:
        total = sum(map(len, self._uris.values()))
        return Reached(str(total), is_met=not total)

    def describe(self) -> list[str]:
        """One line for each mishap, however often it was seen."""
        return [
            f"{mishap}: {len(uris)} times on {len(set(uris))} pages, first on /{uris[0]}"
            for mishap, uris in self._uris.items()
        ]


def measure_crawl(site_path: Path, site_url: str) -> Table:
    """Every page once on a phone, with all its photos.

    Args:
        site_path: the folder of the demo.
        site_url: where the demo is.
    """
    uris = sorted(path.relative_to(site_path).as_posix() for path in site_path.rglob("*.html"))
    others, complaints, failures = _Sightings(), _Sightings(), _Sightings()
    uri = ""

    def note_request(request: Request) -> None:
        if not request.url.startswith((site_url, "data:", "blob:")):
            others.add(f"asked for {request.url}", uri)

    def note_console(message: ConsoleMessage) -> None:
        place = message.location["url"]
        # Chromium looks for an icon by itself where a page names none, as redirects do; at times, and at one page only
        if message.type in {"error", "warning"} and place != f"{site_url}favicon.ico":
            complaints.add(f"{message.type}: {message.text} ({place})", uri)

    def note_response(response: Response) -> None:
        if response.status >= 400:
            failures.add(f"answered {response.status}: {response.url}", uri)

    print(f"Loading {len(uris)} pages", file=sys.stderr)
    with browsing() as browser:
        context = open_phone(browser)
        context.on("request", note_request)
        context.on("response", note_response)
        context.on("requestfailed", lambda request: failures.add(f"failed: {request.url}: {request.failure}", uri))
        context.on("console", note_console)
        context.on("weberror", lambda error: complaints.add(f"thrown: {error.error}", uri))
        for uri in uris:
            page = context.new_page()
            page.goto(site_url + uri.removesuffix("index.html"), wait_until="networkidle")
            page.evaluate(_LOAD_PHOTOS)
            page.close()
        context.close()
    return Table(
        "Every page on a phone",
        (
            Row("pages loaded", NO_GOAL, (Reached(str(len(uris))),)),
            Row("requests to other origins", "0", (others.count(),)),
            Row("errors and warnings of the console", "0", (complaints.count(),)),
            Row("failed requests", "0", (failures.count(),)),
        ),
        notes=(*others.describe(), *complaints.describe(), *failures.describe()),
    )
