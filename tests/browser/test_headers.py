"""Every page works under the headers that the site recommends, and what they forbid is refused."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.demo import KINDS, build_demo
from tests.browser.serving import serving
from tests.browser.watching import watched
from tests.mkdocs_plugin.building import Project, build, make_project, photo, record

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PORTFOLIO = KINDS["portfolio"]
EMBEDS = ("embed/library-listening/", "embed/testimonials/")
#: What the demo itself has not: navigation without loading, and the web form.
_MORE = """
theme:
  features: [navigation.tabs, navigation.indexes, navigation.instant, navigation.instant.prefetch, navigation.top,
    search.suggest, search.highlight, search.share, toc.follow, navigation.tracking]
plugins:
  search: {}
  casefolio: {admin: true}
"""
#: Loads the photos that are further down, too.
_DECODE = """images => Promise.all(images.map((image) => { image.loading = "eager"; return image.decode(); }))"""
#: Of a page that its owner writes, whatever asks a policy for leave.
_OWN = """# Home

/// testimonials
///

| left | right |
| :--- | ---: |
| a | b |

``` python
print("copied")
```

=== "One"

    First tab

=== "Two"

    Second tab

<style>#told { color: rgb(1, 2, 3) }</style>
<p id="told" style="margin: 7px" onclick="this.dataset.clicked = 'yes'">Words</p>
<script>document.getElementById("told").dataset.script = "ran";</script>
"""


class Site(NamedTuple):
    """A site that is served with its headers."""

    url: str
    path: Path


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    path = tmp_path_factory.mktemp("headers") / "site"
    with serving(path) as url:
        build_demo(path, url, _MORE)
        yield Site(url, path)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = make_project(tmp_path_factory.mktemp("own") / "project")
    project.write(
        {"docs/index.md": _OWN, "case_studies/one.md": record(testimonials=[{"quote": "Kind.", "name": "A"}])}
    )
    features = ["content.code.copy", "content.tabs.link", "content.code.select", "announce.dismiss"]
    extensions = ["attr_list", "tables", "pymdownx.highlight", "pymdownx.superfences"]
    build(
        project,
        theme={"name": "material", "font": False, "features": features},
        markdown_extensions=[*extensions, {"pymdownx.tabbed": {"alternate_style": True}}],
    )
    return project


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_each_kind_loads_whole(browser: Browser, demo: Site, kind: str, scheme: str) -> None:
    with watched(browser, demo.url, color_scheme=scheme) as (page, found):
        answer = page.goto(KINDS[kind], wait_until="networkidle")

        assert answer is not None
        assert answer.header_value("x-content-type-options") == "nosniff"
        if kind != "not found":  # the hosts match the address that was asked for, which is any
            assert "script-src 'self' 'sha256-" in (answer.header_value("content-security-policy") or "")
        page.locator("img").evaluate_all(_DECODE)
        assert found == ([] if kind != "not found" else [text for text in found if "404" in text])


def test_search_filters_scheme_and_navigation_work(browser: Browser, demo: Site) -> None:
    with watched(browser, demo.url) as (page, found):
        page.goto("")
        page.evaluate("window.isStillThere = true")

        page.get_by_role("textbox", name="Search").press_sequentially("nuthatch")
        page.locator(".md-search-result__link").first.click()
        expect(page).to_have_url(re.compile("counting-birds"))
        for link in ("Case studies", "Testimonials", "About", "Home"):
            page.locator(".md-tabs").get_by_role("link", name=link).click()
            page.wait_for_load_state("networkidle")
        assert page.evaluate("window.isStillThere")
        page.get_by_title("Switch to dark mode").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        # Kept, and set again by a script in the page before anything is shown.
        page.goto(PORTFOLIO)
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        page.locator(".cf-facet").first.locator("summary").click()
        page.locator(".cf-facet").first.get_by_role("button").first.click()
        expect(page).to_have_url(re.compile(r"\?"))
        page.goto("case-studies/library-listening/")
        page.get_by_text("Share or embed this case study").click()
        page.get_by_role("button", name="Copy: HTML that shows it on another site").click()
        expect(page.locator(".cf-share [role=status]").last).not_to_be_empty()

        assert found == []


@pytest.mark.parametrize("address", EMBEDS)
def test_another_site_may_frame_the_pages_made_for_it_and_no_other(
    browser: Browser, demo: Site, tmp_path: Path, address: str
) -> None:
    page_text = (
        '<!doctype html><link rel="icon" href="data:,"><title>Host</title><iframe src="{}" height="900"></iframe>'
    )
    with serving(tmp_path) as url:
        host_url = url.replace("127.0.0.1", "localhost")
        for framed, is_shown in ((address, True), (PORTFOLIO, False), ("about/", False), ("admin/", False)):
            (tmp_path / "index.html").write_text(page_text.format(demo.url + framed), "utf-8")
            with watched(browser, host_url) as (page, found):
                page.goto(host_url, wait_until="networkidle")

                if is_shown:
                    expect(page.frame_locator("iframe").get_by_role("heading").first).to_be_visible()
                    assert found == []
                else:
                    assert "frame-ancestors" in "".join(found) or "X-Frame-Options" in "".join(found)


def test_the_web_form_opens(browser: Browser, demo: Site) -> None:
    with watched(browser, demo.url) as (page, found):
        page.goto("admin/")

        expect(page.get_by_role("button", name="Work with Local Repository")).to_be_visible()
        assert found == []


def test_what_an_owner_writes_into_a_page_runs(browser: Browser, own: Project) -> None:
    with (
        serving(own.site) as url,
        watched(browser, url, permissions=["clipboard-read", "clipboard-write"]) as (page, found),
    ):
        page.goto("")

        told = page.locator("#told")
        expect(told).to_have_attribute("data-script", "ran")
        expect(told).to_have_css("color", "rgb(1, 2, 3)")
        expect(told).to_have_css("margin", "7px")
        expect(page.locator("td").last).to_have_css("text-align", "right")
        told.click()
        expect(told).to_have_attribute("data-clicked", "yes")
        page.get_by_text("Two", exact=True).click()
        page.locator(".highlight").hover()
        page.get_by_role("button", name="Copy to clipboard").click()
        expect(page.get_by_text("Copied to clipboard")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == 'print("copied")'
        assert found == []


def test_a_preview_for_others_marks_the_focal_point_under_the_policy(browser: Browser, tmp_path: Path) -> None:
    project = make_project(tmp_path / "project")
    hero = {"src": "one.jpg", "alt": "A hill", "credit": "Photo by Ann Sample", "focal": {"x": 0.25, "y": 0.5}}
    project.write({"case_studies/one/index.md": record(photo=hero, status="draft")})
    project.write({"case_studies/one/one.jpg": photo(1600, 900), "docs/index.md": "# Home\n"})
    theme = {"name": "material", "font": False}
    build(project, theme=theme, plugins=["search", {"casefolio": {"drafts": True}}])
    with serving(project.site) as url, watched(browser, url) as (page, found):
        page.goto("casefolio-preview/", wait_until="networkidle")

        ring = page.locator(".cf-focal circle").first.bounding_box()
        image = page.locator(".cf-crops img").first.bounding_box()
        assert ring
        assert image
        assert ring["x"] + ring["width"] / 2 == pytest.approx(image["x"] + image["width"] / 4, abs=2)
        assert ring["y"] + ring["height"] / 2 == pytest.approx(image["y"] + image["height"] / 2, abs=2)
        assert found == []


@pytest.mark.parametrize(
    ("bad", "directive"),
    [
        ("<script>window.isBad = true</script>", "script-src-elem"),
        ('<img src="x.png" onerror="window.isBad = true">', "script-src-attr"),
        ('<script src="https://elsewhere.example/x.js"></script>', "script-src-elem"),
        ('<p style="color: red">', "style-src-attr"),
        ('<img src="https://elsewhere.example/x.png">', "img-src"),
        ('<iframe src="https://elsewhere.example/"></iframe>', "frame-src"),
        ('<object data="x.swf"></object>', "object-src"),
        ('<base href="https://elsewhere.example/">', "base-uri"),
    ],
)
def test_what_does_not_belong_to_a_page_is_refused(browser: Browser, demo: Site, bad: str, directive: str) -> None:
    """The sample that makes the tests above fail."""
    path = demo.path / "about" / "index.html"
    good = path.read_text("utf-8")
    path.write_text(good.replace("</article>", f"{bad}</article>"), "utf-8")
    try:
        with watched(browser, demo.url) as (page, found):
            page.goto("about/", wait_until="load")
            # The page is told of what was refused in its own time.
            for _ in range(100):
                if f"refused: {directive} " in "\n".join(found):
                    break
                page.wait_for_timeout(50)

            assert f"refused: {directive} " in "\n".join(found)
            assert not page.evaluate("window.isBad")
    finally:
        path.write_text(good, "utf-8")
