"""A browser that visits every page of a site full of bad texts runs none of them, and asks no other site."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Request
from tests.browser.serving import serving
from tests.hostile.bad_texts import BAD_TEXTS
from tests.hostile.test_built_site import write_site
from tests.mkdocs_plugin.building import Project, make_project


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Project:
    texts = [bad.text for bad in BAD_TEXTS if bad.in_field is None]
    return write_site(make_project(tmp_path_factory.mktemp("visited") / "site"), texts)


def _visit(browser: Browser, site_path: Path) -> tuple[int, list[str]]:
    """How many pages there are, and everything that should not have happened on one of them."""
    found: list[str] = []
    uris = sorted(path.relative_to(site_path).as_posix() for path in site_path.rglob("*.html"))
    with serving(site_path) as url, browser.new_context() as context:
        page = context.new_page()

        def note(what: str) -> None:
            found.append(f"{page.url.removeprefix(url)}: {what}")

        def answer(dialog: Dialog) -> None:
            note(f"dialog {dialog.message}")
            dialog.dismiss()

        def look(request: Request) -> None:
            if not request.url.startswith(url):
                note(f"request {request.url}")

        # Browsers ask for it by themselves where a page, such as a framed one, names none.
        page.route("**/favicon.ico", lambda route: route.fulfill(body=""))
        page.on("dialog", answer)
        page.on("pageerror", lambda error: note(f"error {error}"))
        page.on("console", lambda message: note(f"{message.type} {message.text} {message.location}"))
        page.on("popup", lambda popup: note(f"window {popup.url}"))
        page.on("request", look)
        for uri in uris:
            # A page for other sites may be framed anywhere, and one for an old address leads on.
            page.goto(url + uri, wait_until="load")
            if not page.url.startswith(url):
                found.append(f"{uri} leads to {page.url}")
        page.goto(f"{url}case-studies/", wait_until="load")
        for element in page.locator("details summary, .cf-card a").all()[:5]:
            element.hover()
    return len(uris), found


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.slow
def test_a_browser_runs_nothing(browser: Browser, hostile: Project, capsys: pytest.CaptureFixture[str]) -> None:
    count, found = _visit(browser, hostile.site)
    assert found == []
    with capsys.disabled():
        print(f"\n{count} pages visited in Chromium: no dialog, no error, no request to another site")  # noqa: T201
