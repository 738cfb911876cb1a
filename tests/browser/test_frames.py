"""A study and the testimonials in a frame on another site: whole at any width, without a script, and at one height.

The one site is asked as `127.0.0.1` and the other as `localhost`, so that they are two sites and not only two ports.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Frame, Page, Route, expect
from tests.browser.serving import serving
from tests.mkdocs_plugin.building import build, make_project, photo, record

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch"
QUOTES: list[dict[str, Any]] = [
    {"quote": f"We laughed a lot. {LONG} is where we met, and nobody looked at the clock.", "name": "Ann Sample"},
    {"quote": "Nobody looked at the clock.", "role": "Nurse", "date": "2024-02", "featured": True},
]
PHOTO = {"src": "one.jpg", "alt": "A hill", "credit": "Photo by Ann Sample on Unsplash, CC BY 4.0"}
#: By the name of the frame, the page with its code.
PAGES = {"one": "case-studies/one/", "plain": "case-studies/plain/", "testimonials": "testimonials/"}
#: The lines of the manual with which a page follows the height of its frames.
_MANUAL_PATH = Path(__file__).parents[2] / "docs" / "embedding.md"
FOLLOW = re.findall(r"<script>.*?</script>", _MANUAL_PATH.read_text(encoding="utf-8"), re.DOTALL)[0]


@dataclass(frozen=True)
class Host:
    """Another site, which frames pages of ours."""

    url: str
    path: Path

    def write(self, body: str) -> str:
        """Makes its only page, and gives that one's address."""
        head = '<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Host</title>'
        (self.path / "index.html").write_text(f"{head}<body style='margin:0'>{body}", encoding="utf-8")
        return self.url


@pytest.fixture(scope="module")
def site_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = make_project(tmp_path_factory.mktemp("frames") / "project")
    project.write(
        {
            "docs/index.md": "# Home\n",
            "docs/brand.css": ".cf { --cf-accent: #00796b; }\n",
            "case_studies/one/index.md": record(f"A year of listening in {LONG}", photo=PHOTO, testimonials=QUOTES),
            "case_studies/one/one.jpg": photo(1300, 900),
            "case_studies/plain.md": record("A study of few words"),
        }
    )
    project.site.mkdir()
    theme = {"name": "material", "font": False, "features": ["navigation.instant"]}
    with serving(project.site) as url:
        build(project, site_url=url, theme=theme, extra_css=["brand.css"])
        yield url


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    path = tmp_path_factory.mktemp("host")
    with serving(path) as url:
        yield Host(url.replace("127.0.0.1", "localhost"), path)


@pytest.fixture(scope="module")
def codes(browser: Browser, site_url: str) -> dict[str, str]:
    """By name, the code as somebody without scripts copies it."""
    context = browser.new_context(base_url=site_url, java_script_enabled=False)
    page = context.new_page()
    found = {}
    for name, address in PAGES.items():
        page.goto(address)
        page.get_by_text("Share or embed").click()
        found[name] = page.get_by_label("HTML that shows it on another site").input_value()
    context.close()
    return found


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 600, "height": 900})
    yield context.new_page()
    context.close()


def _frame(page: Page, name: str) -> Frame:
    return next(frame for frame in page.frames if f"/embed/{name}/" in frame.url)


def _sideways(frame: Frame) -> Any:  # noqa: ANN401 - whatever the page answers
    """What is wider than the frame."""
    return frame.evaluate(
        """() => [...document.querySelectorAll("html, body *")].filter((element) => {
            const box = element.getBoundingClientRect();
            return box.left < -0.5 || box.right > innerWidth + 0.5 || element.scrollWidth > element.clientWidth + 1
                && getComputedStyle(element).display !== "inline";
        }).map((element) => element.outerHTML.slice(0, 80))"""
    )


@pytest.mark.parametrize("width", [240, 260, 600, 900])
@pytest.mark.parametrize("name", PAGES)
def test_a_frame_is_whole_without_a_script_and_asks_for_nothing_of_another_origin(
    browser: Browser, site_url: str, host: Host, codes: dict[str, str], name: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(host.write(codes[name]), wait_until="networkidle")

    frame = _frame(page, name)
    assert _sideways(frame) == []
    assert frame.evaluate("innerWidth") == width
    # What has no room is reached by scrolling, and not cut off.
    last = frame.locator(".cf-embed-foot a").first
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()
    assert frame.evaluate("[...document.images].every((image) => image.complete && image.naturalWidth > 0)")
    assert [url for url in asked if not url.startswith((host.url, site_url, "data:"))] == []
    assert len([url for url in asked if url.startswith(f"{site_url}embed/")]) == 1
    context.close()


def test_a_page_that_follows_the_height_shows_its_frames_whole_at_any_width(
    page: Page, site_url: str, host: Host, codes: dict[str, str]
) -> None:
    script = FOLLOW.replace("https://portfolio.example", site_url.rstrip("/"))
    assert script != FOLLOW

    page.goto(host.write(f"{script}{''.join(codes.values()).replace('lazy', 'eager')}"))

    for width in (600, 260, 900):
        page.set_viewport_size({"width": width, "height": 900})
        for name in PAGES:
            frame = _frame(page, name)
            # As high as what it shows, in a narrow frame and again in a wide one.
            frame.wait_for_function(
                "() => { const root = document.documentElement;"
                " const needed = document.querySelector('article').getBoundingClientRect().height + 2;"
                " return root.scrollHeight <= innerHeight && Math.abs(innerHeight - needed) < 2; }"
            )


def test_a_height_of_another_window_moves_no_frame(page: Page, site_url: str, host: Host) -> None:
    frame = '<iframe height="300" title="x" srcdoc="Words"></iframe>'

    page.goto(host.write(FOLLOW.replace("https://portfolio.example", site_url.rstrip("/")) + frame))
    page.evaluate("window.postMessage({ casefolio: { height: 900 } }, '*')")
    page.frames[1].evaluate("window.parent.postMessage({ casefolio: { height: 900 } }, '*')")
    page.evaluate("() => new Promise((done) => setTimeout(done))")

    assert page.locator("iframe").evaluate("frame => frame.clientHeight") == 300


def test_a_frame_needs_nothing_that_a_strict_policy_refuses(
    page: Page, site_url: str, host: Host, codes: dict[str, str]
) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))

    def answer(route: Route) -> None:
        response = route.fetch()
        policy = {"content-security-policy": "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'"}
        route.fulfill(response=response, headers=response.headers | policy)

    page.route(f"{site_url}embed/**", answer)
    script = FOLLOW.replace("https://portfolio.example", site_url.rstrip("/"))

    page.goto(host.write(f"{script}{codes['one']}"))

    expect(page.locator("iframe")).to_have_attribute("style", re.compile(r"height: \d+px"))
    assert _frame(page, "one").evaluate(
        "getComputedStyle(document.querySelector('.cf')).getPropertyValue('--cf-accent')"
    )
    assert complaints == []


def test_a_link_leads_the_whole_window_to_the_study_and_back(
    page: Page, site_url: str, host: Host, codes: dict[str, str]
) -> None:
    page.goto(host.write(codes["one"]))

    page.frame_locator("iframe").get_by_role("link", name="Read the case study").click()

    expect(page).to_have_url(f"{site_url}case-studies/one/")
    page.go_back()
    expect(page.frame_locator("iframe").get_by_role("link", name="Read the case study")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_framed_page_is_accessible_in_light_and_dark(browser: Browser, site_url: str, name: str, scheme: Any) -> None:  # noqa: ANN401 - a literal of Playwright's
    context = browser.new_context(base_url=site_url, color_scheme=scheme, viewport={"width": 400, "height": 600})
    page = context.new_page()
    page.goto(f"embed/{name}/")

    found = Axe().run(page)

    # A frame is a part of the page that shows it, whose landmarks are the only ones.
    violations = [item for item in found.response["violations"] if item["id"] not in {"landmark-one-main", "region"}]
    assert [(item["id"], [node["html"] for node in item["nodes"]]) for item in violations] == []
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") == (scheme == "light")
    context.close()


def test_without_scripts_the_texts_to_copy_are_there_and_no_button_is(browser: Browser, site_url: str) -> None:
    context = browser.new_context(base_url=site_url, java_script_enabled=False)
    page = context.new_page()
    page.goto("case-studies/one/")

    field = page.get_by_label("The address of this page")
    expect(field).to_be_hidden()
    page.get_by_text("Share or embed this case study").click()

    expect(field).to_have_value(f"{site_url}case-studies/one/")
    expect(page.locator(".cf-share button")).to_have_count(0)
    context.close()


def test_a_button_copies_the_code_and_is_there_after_a_change_of_page_without_loading(
    browser: Browser, site_url: str, codes: dict[str, str]
) -> None:
    context = browser.new_context(base_url=site_url, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto("case-studies/one/")
    page.evaluate("window.isStillThere = true")

    for name in ("one", "plain"):
        page.get_by_text("Share or embed this case study").click()
        expect(page.locator(".cf-share button")).to_have_count(2)
        page.get_by_role("button", name="Copy: HTML that shows it on another site").click()
        expect(page.locator(".cf-share [role=status]").last).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == codes[name]
        if name == "one":
            page.get_by_role("link", name="A study of few words").last.click()
            expect(page).to_have_url(f"{site_url}case-studies/plain/")
            expect(page.get_by_role("heading", name="A study of few words")).to_be_visible()

    assert page.evaluate("window.isStillThere")
    context.close()


def test_the_copied_texts_make_no_page_scroll_sideways(browser: Browser, site_url: str) -> None:
    context = browser.new_context(base_url=site_url, viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto("case-studies/plain/")
    page.get_by_text("Share or embed this case study").click()

    assert page.evaluate("document.documentElement.scrollWidth") == 320
    context.close()
