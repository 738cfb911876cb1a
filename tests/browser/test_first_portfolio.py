"""The way the project began: a plain brief and a photo become a published study that a search finds."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.serving import serving

SHARED_PATH = Path(__file__).parents[2].parent / "shared"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(not SHARED_PATH.is_dir(), reason="the briefs and photos lie in ../shared, which is not there"),
]

MKDOCS_YML = "site_name: Mine\ntheme:\n  name: material\n  font: false\nplugins:\n  - search\n  - casefolio\n"
QUOTES = (
    "We thought we knew our regulars. We knew their borrowing; we did not know them.",
    "The notes are still on the wall. New staff read them in their first week – it’s the best induction we have.",
    (
        "I was sceptical, and I said so. You wrote that down as well, and we came back to it: that is when I started "
        "to trust it."
    ),
    "Gwnaeth i mi feddwl yn wahanol am fy ngwaith.",
)


def run(*command: str, cwd: Path) -> str:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def site_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root_path = tmp_path_factory.mktemp("portfolio")
    (root_path / "docs").mkdir()
    (root_path / "mkdocs.yml").write_text(MKDOCS_YML, encoding="utf-8")
    brief = str(SHARED_PATH / "briefs" / "library-listening.txt")
    photo = str(SHARED_PATH / "photos" / "friends_by_Aitzol_Berasategi.jpg")
    alt = "Two dogs look out of a house"
    printed = run("casefolio", "import", brief, "--photo", photo, "--alt", alt, cwd=root_path)
    record_path = root_path / printed.splitlines()[0]
    text = record_path.read_text(encoding="utf-8")
    record_path.write_text(text.replace("status: draft", "status: published"), encoding="utf-8")
    run("mkdocs", "build", "--strict", "--quiet", cwd=root_path)
    with serving(root_path / "site") as url:
        yield url


@pytest.fixture
def page(browser: Browser, site_url: str) -> Iterator[Page]:
    context = browser.new_context(base_url=site_url, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def test_the_study_has_who_the_brief_and_what_was_done(page: Page) -> None:
    page.goto("case-studies/library-listening/")

    article = page.locator("article.cf-study")
    expect(article).to_contain_text("Trefelin Libraries")
    expect(article).to_contain_text("the public library service of a small county")
    expect(article).to_contain_text("a wider programme of public-service redesign")
    expect(article.get_by_role("heading", name="The brief")).to_be_visible()
    expect(article).to_contain_text("Work alongside 4 branch teams for five months")
    expect(article.get_by_role("heading", name="What I did")).to_be_visible()
    expect(article).to_contain_text("a table for people who are only waiting for a bus")


@pytest.mark.parametrize("address", ["case-studies/library-listening/", "testimonials/"])
def test_every_quote_stands_word_for_word_on_the_study_and_on_the_wall(page: Page, address: str) -> None:
    page.goto(address)

    assert page.locator(".cf-quote blockquote").all_inner_texts() == list(QUOTES)


def test_the_wall_leads_to_the_very_quote(page: Page) -> None:
    page.goto("testimonials/")

    page.locator(".cf-origin").nth(2).click()

    expect(page.locator("figure:target blockquote")).to_have_text(QUOTES[2])


def test_the_photo_is_cropped_and_credited(page: Page) -> None:
    page.goto("case-studies/library-listening/")

    image = page.get_by_role("img", name="Two dogs look out of a house")
    natural = image.evaluate("image => image.decode().then(() => image.naturalWidth / image.naturalHeight)")
    assert natural == pytest.approx(16 / 9, rel=0.01)
    expect(page.locator(".cf-hero figcaption")).to_have_text("Photo: Sander Klootwijk, Lomiri")


@pytest.mark.parametrize("words", ["knew their borrowing", "best induction", "sceptical", "feddwl yn wahanol"])
def test_a_search_for_words_of_a_quote_finds_the_study(page: Page, words: str) -> None:
    page.goto("")

    page.get_by_role("textbox", name="Search").press_sequentially(words)

    found = page.locator('.md-search-result__link[href*="case-studies/library-listening/"]')
    expect(found.first).to_be_visible()


def test_nothing_is_asked_of_another_origin(page: Page, site_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    for address in ("case-studies/", "case-studies/library-listening/", "testimonials/", "photo-credits/"):
        page.goto(address, wait_until="networkidle")

    assert [url for url in asked if not url.startswith((site_url, "data:"))] == []
