"""Portfolio and wall of the demo are filtered in place, by address, with the keyboard, and by links without scripts."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.browser.demo import build_demo
from tests.browser.serving import serving
from tests.mkdocs_plugin.building import Project, build

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PORTFOLIO, WALL = "case-studies/", "testimonials/"


@pytest.fixture
def page(browser: Browser, demo_url: str) -> Iterator[Page]:
    with opened(browser, demo_url) as page:
        yield page


@contextmanager
def opened(browser: Browser, url: str, **options: object) -> Iterator[Page]:
    """A page that fails a test by any mistake in a script."""
    context: BrowserContext = browser.new_context(base_url=url, **options)  # type: ignore[arg-type]
    mistakes: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.on("console", lambda message: mistakes.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert mistakes == []


def choose(page: Page, facet: str, term: str) -> None:
    details = page.locator(".cf-facet", has=page.get_by_text(facet, exact=True))
    if not details.evaluate("element => element.open"):
        details.locator("summary").click()
    details.get_by_role("button", name=re.compile(f"^{term} ")).click()


def titles(page: Page) -> list[str]:
    return page.locator(".cf-cards .cf-card :is(h2, h3)").all_text_contents()


def counts(page: Page, facet: str) -> dict[str, str]:
    """By term, how many it would find."""
    details = page.locator(".cf-facet", has=page.get_by_text(facet, exact=True))
    return {
        (row.locator("span").first.text_content() or ""): (row.locator(".cf-count").text_content() or "")
        for row in details.locator("ul button").all()
    }


def found(page: Page, text: str) -> None:
    expect(page.get_by_role("status").filter(has_text=re.compile("case stud|testimonial"))).to_have_text(text)


def test_choices_of_different_kinds_narrow_and_those_of_one_kind_widen(page: Page) -> None:
    page.goto(PORTFOLIO)
    found(page, "12 case studies")
    everything = titles(page)

    choose(page, "Sectors", "Housing")
    found(page, "2 of 12 case studies")
    housing = titles(page)
    choose(page, "Sectors", "Environment")
    found(page, "4 of 12 case studies")
    assert set(housing) < set(titles(page)) < set(everything)
    choose(page, "Themes", "Loneliness")
    found(page, "1 of 12 case studies")
    assert titles(page) == ["Two dogs, one corridor and a question about loneliness"]
    choose(page, "Themes", "Loneliness")
    page.get_by_role("button", name="Show everything").click()
    found(page, "12 case studies")
    assert titles(page) == everything


def test_a_count_says_what_a_choice_would_find(page: Page) -> None:
    page.goto(PORTFOLIO)
    choose(page, "Sectors", "Local government")
    number = counts(page, "Themes")["Trust"]
    assert counts(page, "Sectors")["Housing"] == "2"

    choose(page, "Themes", "Trust")

    found(page, f"{number} of 12 case studies")
    assert len(titles(page)) == int(number)


def test_words_are_found_without_their_accents_and_capitals(page: Page) -> None:
    page.goto(WALL)
    page.get_by_role("searchbox").fill("MAM-GU Roedd")
    found(page, "1 of 34 testimonials")
    expect(page.locator("blockquote[lang=cy]")).to_have_count(1)
    page.goto(PORTFOLIO)
    page.get_by_role("searchbox").fill("desk TREFELIN")
    found(page, "1 of 12 case studies")
    page.get_by_role("searchbox").fill("housing")
    found(page, "2 of 12 case studies")


def test_the_choice_stands_in_the_address_and_comes_back_with_it(page: Page, browser: Browser, demo_url: str) -> None:
    page.goto(PORTFOLIO)
    choose(page, "Sectors", "Housing")
    choose(page, "Sectors", "Environment")
    page.get_by_role("searchbox").fill("dogs")
    found(page, "1 of 12 case studies")
    assert page.url.endswith("case-studies/?sector=housing&sector=environment&words=dogs")

    with opened(browser, demo_url) as other:
        other.goto(page.url)
        found(other, "1 of 12 case studies")
        assert titles(other) == titles(page)
        expect(other.get_by_role("searchbox")).to_have_value("dogs")
        pressed = other.locator(".cf-facet button[aria-pressed=true] > span:first-child").all_text_contents()
        assert pressed == ["Housing", "Environment"]


def test_back_and_forward_go_through_the_choices(page: Page) -> None:
    page.goto(PORTFOLIO)
    choose(page, "Sectors", "Housing")
    choose(page, "Themes", "Trust")
    page.get_by_role("searchbox").press_sequentially("repairs")
    found(page, "1 of 12 case studies")
    steps = [page.get_by_role("status").first.text_content()]

    for address in ("?sector=housing&theme=trust", "?sector=housing", ""):
        page.go_back()
        assert page.url.endswith(f"case-studies/{address}")
        steps.append(page.get_by_role("status").first.text_content())
    expect(page.get_by_role("searchbox")).to_have_value("")
    assert steps[-2:] == ["2 of 12 case studies", "12 case studies"]
    page.go_forward()
    found(page, "2 of 12 case studies")
    page.locator(".cf-card a").first.click()
    page.go_back()
    found(page, "2 of 12 case studies")


def test_an_address_with_terms_that_are_gone_shows_what_there_is(page: Page) -> None:
    page.goto(f"{PORTFOLIO}?sector=gone&theme=%3Cscript%3E&words=")
    found(page, "12 case studies")
    page.goto(f"{PORTFOLIO}?sector=housing&sector=gone&words=<img src=x onerror=alert(1)>")
    found(page, "0 of 12 case studies")
    assert page.locator("img[src=x]").count() == 0


def test_where_nothing_matches_the_page_says_so_and_how_to_go_on(page: Page) -> None:
    page.goto(PORTFOLIO)
    choose(page, "Sectors", "Housing")
    page.get_by_role("searchbox").fill("xylophone")

    expect(page.get_by_text("Nothing here matches all of that.")).to_be_visible()
    page.get_by_role("button", name="Remove “xylophone”").click()
    found(page, "2 of 12 case studies")
    expect(page.get_by_role("searchbox")).to_have_value("")
    expect(page.locator(":focus")).to_have_text("Housing")
    expect(page.get_by_text("Nothing here matches all of that.")).to_be_hidden()


def test_all_of_it_goes_without_a_mouse(page: Page) -> None:
    page.goto(PORTFOLIO)
    summary = page.locator(".cf-facet summary").first
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text(re.compile("^Housing"))
    outline = page.locator(":focus").evaluate("element => getComputedStyle(element).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Space")
    found(page, "2 of 12 case studies")
    page.keyboard.press("Escape")
    expect(page.locator(":focus")).to_have_text("Sectors")
    expect(page.locator(".cf-facet[open]")).to_have_count(0)


def test_one_list_of_terms_is_open_at_a_time_and_none_once_attention_is_elsewhere(page: Page) -> None:
    page.goto(PORTFOLIO)
    for facet in ("Sectors", "Themes"):
        page.locator(".cf-facet summary", has_text=facet).click()
        expect(page.locator(".cf-facet[open]")).to_have_count(1)
    page.get_by_role("heading", level=1).click()
    expect(page.locator(".cf-facet[open]")).to_have_count(0)


def test_on_a_phone_the_filters_are_behind_one_button_that_counts(browser: Browser, demo_url: str) -> None:
    with opened(browser, demo_url, viewport={"width": 390, "height": 844}) as page:
        page.goto(PORTFOLIO)
        expect(page.locator(".cf-panel")).to_be_hidden()
        button = page.get_by_role("button", name="Filter")
        button.click()
        expect(button).to_have_attribute("aria-expanded", "true")
        choose(page, "Sectors", "Housing")
        expect(button).to_have_text("Filter1")
        button.click()
        expect(page.locator(".cf-panel")).to_be_hidden()
        found(page, "2 of 12 case studies")


def test_without_scripts_the_same_choices_are_links(browser: Browser, demo_url: str) -> None:
    with opened(browser, demo_url, java_script_enabled=False) as page:
        page.goto(PORTFOLIO)
        expect(page.get_by_role("searchbox")).to_be_hidden()
        expect(page.get_by_role("button", name="Filter")).to_be_hidden()
        page.locator(".cf-facet summary", has_text="Sectors").click()
        link = page.locator(".cf-facet").get_by_role("link", name="Housing")
        expect(link).to_have_text("Housing 2")
        link.click()
        assert page.url.endswith("case-studies/sectors/housing/")
        expect(page.locator(".cf-card")).to_have_count(2)


def test_the_scripts_move_nothing(page: Page) -> None:
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(entry => {"
        " window.shift += entry.value })).observe({type: 'layout-shift', buffered: true})"
    )
    for address in ("", PORTFOLIO, WALL, "case-studies/library-listening/"):
        page.goto(address, wait_until="networkidle")
        assert page.evaluate("window.shift") == 0


@pytest.fixture(scope="module")
def instant_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo with Material's instant navigation, which puts in pages without loading them."""
    site_path = tmp_path_factory.mktemp("instant") / "site"
    with serving(site_path) as url:
        build_demo(site_path, url, "theme:\n  features: [navigation.tabs, navigation.indexes, navigation.instant]\n")
        yield url


def test_filters_work_with_instant_navigation(browser: Browser, instant_url: str) -> None:
    with opened(browser, instant_url) as page:
        page.goto("", wait_until="networkidle")
        page.evaluate("window.isSamePage = true")
        page.get_by_role("link", name="Case studies", exact=True).first.click()
        found(page, "12 case studies")
        choose(page, "Sectors", "Housing")
        found(page, "2 of 12 case studies")
        page.get_by_role("link", name="Testimonials", exact=True).first.click()
        found(page, "34 testimonials")
        page.go_back()
        found(page, "2 of 12 case studies")
        page.go_back()
        found(page, "12 case studies")
        page.go_forward()
        found(page, "2 of 12 case studies")
        assert page.evaluate("window.isSamePage")


@pytest.fixture(scope="module")
def many_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A portfolio of 130 studies: three pages of cards."""
    root_path = tmp_path_factory.mktemp("many")
    write_many(root_path, 130)
    with serving(root_path / "site") as url:
        build_site(root_path)
        yield url


def write_many(root_path: Path, count: int) -> None:
    config = "site_name: Many\ntheme: material\nplugins: [search, casefolio]\n"
    (root_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    records_path = root_path / "case_studies"
    for path in (records_path, root_path / "docs"):
        path.mkdir()
    for number in range(count):
        (records_path / f"study-{number:03}.yml").write_text(
            f"title: The study {number:03}\nsummary: What happened in number {number:03}, why, and the result of it.\n"
            f"client: Sample Trust\nweight: {number}\nsectors: [{('Health', 'Housing')[number % 2]}]\n"
            f"themes: [Theme {number % 10}]\ntestimonials:\n  - quote: Words about number {number:03}.\n",
            encoding="utf-8",
        )


def build_site(root_path: Path) -> None:

    build(Project(root_path))


def test_a_filter_finds_what_stands_on_other_pages_of_a_long_list(browser: Browser, many_url: str) -> None:
    with opened(browser, many_url) as page:
        page.goto(f"{PORTFOLIO}page/2/")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        assert len(titles(page)) == 48

        choose(page, "Sectors", "Housing")

        found(page, "65 of 130 case studies")
        assert titles(page)[:2] == ["The study 001", "The study 003"]
        assert len(titles(page)) == 48
        expect(page.locator(".cf-pager")).to_be_hidden()
        page.get_by_role("button", name="Show 17 more").click()
        assert len(titles(page)) == 65
        expect(page.locator(":focus")).to_have_text("The study 097")
        page.get_by_role("searchbox").fill("number 129")
        found(page, "1 of 130 case studies")
        assert len([url for url in asked if url.endswith("case-studies/index.json")]) == 1
        page.get_by_role("link", name="The study 129").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("The study 129")
        page.go_back()
        found(page, "1 of 130 case studies")
        page.get_by_role("button", name="Show everything").click()
        assert titles(page)[0] == "The study 048"
        expect(page.locator(".cf-pager")).to_be_visible()


def test_without_the_file_of_a_long_list_its_pages_remain(browser: Browser, many_url: str) -> None:
    context = browser.new_context(base_url=many_url)
    page = context.new_page()
    page.route("**/index.json", lambda route: route.abort())
    page.goto(f"{WALL}?sector=health", wait_until="networkidle")
    expect(page.locator(".cf-wall blockquote")).to_have_count(48)
    expect(page.locator(".cf-pager")).to_be_visible()
    context.close()


def test_without_scripts_every_study_is_reached_by_links(browser: Browser, many_url: str) -> None:
    with opened(browser, many_url, java_script_enabled=False) as page:
        page.goto(PORTFOLIO)
        seen = titles(page)
        while page.locator(".cf-pager [rel=next]").count():
            page.locator(".cf-pager [rel=next]").click()
            seen += titles(page)
        assert sorted(seen) == [f"The study {number:03}" for number in range(130)]


def test_light_and_dark_follow_the_visitor_and_a_choice_stays(browser: Browser, demo_url: str) -> None:
    with opened(browser, demo_url, color_scheme="dark") as page:
        page.goto("")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    with opened(browser, demo_url, color_scheme="light") as page:
        page.goto("")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
        light = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.get_by_title("Switch to dark mode").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        page.goto(PORTFOLIO)
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


@pytest.mark.parametrize(("motion", "is_still"), [("reduce", True), ("no-preference", False)])
def test_a_photo_grows_under_the_pointer_only_where_motion_is_wanted(
    browser: Browser, demo_url: str, motion: str, *, is_still: bool
) -> None:
    with opened(browser, demo_url, reduced_motion=motion) as page:
        page.goto(PORTFOLIO)
        card = page.locator(".cf-card").first
        card.hover()
        page.wait_for_timeout(500)
        transform = card.locator("img").evaluate("element => getComputedStyle(element).transform")
        assert (transform == "none") is is_still
