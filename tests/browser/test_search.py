"""What the search of a page finds, and when it fetches what it searches."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.serving import serving
from tests.browser.test_finding import PORTFOLIO, opened
from tests.mkdocs_plugin.building import build, make_project, record

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def page(browser: Browser, demo_url: str) -> Iterator[Page]:
    with opened(browser, demo_url) as page:
        yield page


def test_the_search_waits_until_somebody_searches(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(PORTFOLIO, wait_until="networkidle")
    assert not [url for url in asked if "search_index" in url]

    page.get_by_role("textbox", name="Search").press_sequentially("nuthatch")

    expect(page.locator(".md-search-result__link").first).to_be_visible()
    assert len([url for url in asked if "search_index" in url]) == 1


@pytest.mark.parametrize(
    ("words", "study"),
    [("Raised", "repairs-that-say-what-happens-next/#what-we-learned"), ("Trefelin", "library-listening/")],
)
def test_the_search_finds_words_behind_quote_marks_and_a_client(page: Page, words: str, study: str) -> None:
    page.goto(f"?q={words}")

    expect(page.locator(f'.md-search-result__link[href*="case-studies/{study}"]').first).to_be_visible()


def test_words_are_found_as_the_page_of_troubles_says(browser: Browser, tmp_path: Path) -> None:
    project = make_project(tmp_path / "words").configure(theme="material")
    body = "## The brief\n\nTelephones and libraries, because of a café that was listening.\n"
    project.write({"docs/index.md": "# Home\n", "case_studies/one.md": record(body=body)})
    project.write({"case_studies/two.md": record("Xylophones", status="draft")})
    build(project)
    with serving(project.site) as url, opened(browser, url) as page:
        for words, is_found in (
            ("list", True),
            ("tening", False),
            ("librar", True),
            ("library", False),
            ("café", True),
            ("cafe", False),
            ("because", False),
            ("Xylophones", False),
        ):
            page.goto(f"?q={words}")
            expect(page.locator(".md-search-result__meta")).to_have_text(
                re.compile("1 matching document" if is_found else "No matching documents")
            )
