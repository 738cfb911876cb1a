"""The page of a review with real pictures: what they show, what they never show, and whether anybody can read it."""

import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from PIL import Image
from playwright.sync_api import Browser
from tests.browser.axe import find_violations, open_page
from tests.browser.serving import serving
from tests.mkdocs_plugin.building import photo, record
from tests.mkdocs_plugin.reading import read_html, text_of
from tests.review.projects import AS_OF, PHOTO, QUOTE, build_preview, commit, make_repository

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.slow]


class _Elsewhere(http.server.BaseHTTPRequestHandler):
    """Another site, which notes what it is asked for."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """The tests' output is about the tests."""


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, elsewhere: str) -> Path:
    """A preview with its review: a study that changes, one that is new, and one with a quote that is withdrawn."""
    project = make_repository(tmp_path_factory.mktemp("review") / "project")
    quote = QUOTE | {"quote": "It was a long and difficult year for all of us here."}
    project.write({"case_studies/harbour.md": record("A harbour that waits", testimonials=[quote])})
    commit(project.root)
    with pytest.MonkeyPatch.context() as patch:
        base_site = build_preview(project, patch, "site")
        project.write(
            {
                "docs/about.md": f'# About\n\n<img src="{elsewhere}/x.png"> <iframe src="{elsewhere}/"></iframe>\n',
                "case_studies/museum/index.md": record("A museum that listens to its town", photo=PHOTO),
                "case_studies/museum/desk.jpg": photo(seed=2),
                "case_studies/harbour.md": record(
                    "A harbour that waits", testimonials=[quote | {"consent": {"status": "withdrawn"}}]
                ),
            }
        )
        built = build_preview(project, patch)
    # In a process of its own: two drivers of a browser can't be in one.
    arguments = ("--base", "main", *AS_OF, "--site", built, "--base-site", base_site, "--screenshots")
    command = [sys.executable, "-m", "casefolio", "review", *map(str, arguments)]
    done = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return built


def looks(site: Path) -> dict[str, tuple[str, list[str]]]:
    """By address, what is said of a page, and its pictures."""
    (section,) = (item for item in read_html(site / "_review/index.html").all("section") if item.get("id") == "looks")
    found = {}
    for item in section.findall("{*}ul/{*}li"):
        address, _, note = text_of(item[0]).partition(": ")
        found[address] = (note, [image.get("src") or "" for image in item.findall(".//{*}img")])
    return found


def _load(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return image.convert("RGB")


def test_changed_pages_are_shown_before_and_after_at_two_widths(site: Path) -> None:
    note, names = looks(site)["/case-studies/museum/"]
    assert note == ""
    ends = [name.partition("-")[2].partition("-")[2] for name in names]
    assert ends == ["1280-before.jpg", "1280-after.jpg", "390-before.jpg", "390-after.jpg"]
    pictures = [_load(site / "_review" / name) for name in names]
    assert [picture.width for picture in pictures] == [1280, 1280, 390, 390]
    assert pictures[0].tobytes() != pictures[1].tobytes()
    # The photo of the study, further down than the window is high on a phone, has been loaded: it is no even ground.
    colours = pictures[3].getcolors(1_000_000)
    assert colours is not None
    assert len(colours) > 1000


def test_a_new_page_is_shown_as_it_is_and_loads_nothing_from_elsewhere(site: Path) -> None:
    note, names = looks(site)["/about/"]
    assert note == "a new page"
    assert len(names) == 2
    assert _Elsewhere.asked == []


@pytest.mark.parametrize("address", ["/case-studies/harbour/", "/testimonials/", "/"])
def test_how_a_page_was_is_not_shown_where_it_holds_what_is_withheld_now(site: Path, address: str) -> None:
    note, names = looks(site)[address]
    assert note == "how it was is not shown, since it holds what is withheld now"
    assert not [name for name in names if "before" in name]
    shown = {name for _, others in looks(site).values() for name in others}
    assert {path.name for path in (site / "_review").glob("*.jpg")} == shown


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_everybody_can_read_the_page(site: Path, browser: Browser, scheme: str, width: int) -> None:
    refused: list[str] = []
    with serving(site) as url:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            bypass_csp=True,
        )
        page = context.new_page()
        page.on("console", lambda message: refused.append(message.text))
        page.goto(f"{url}_review/")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        results = Axe().run(page)
        assert [item["id"] for item in results.response["violations"]] == []
        context.close()
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.on("console", lambda message: refused.append(message.text))
        page.goto(f"{url}_review/")
        assert page.locator("h2").count() >= 4
        assert page.locator("blockquote").first.is_visible() or page.locator("dl").first.is_visible()
        context.close()
    assert refused == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_ribbon_stands_at_the_head_of_a_page_and_nothing_moves(
    site: Path, browser: Browser, scheme: str, width: int
) -> None:
    with serving(site) as url:
        page = open_page(browser, f"{url}case-studies/museum/", scheme=scheme, width=width)
        assert find_violations(page) == []
        box = page.get_by_role("complementary", name="Preview – not public").bounding_box()
        assert box is not None
        assert (box["x"], box["y"], box["width"]) == (0, 0, width)
        assert box["height"] < 40
        shifts = page.evaluate(
            "new Promise(done => new PerformanceObserver(list => done(list.getEntries().map(entry => entry.value)))"
            ".observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done([]), 300))"
        )
        assert sum(shifts) < 0.01
        page.emulate_media(media="print")
        assert page.get_by_text("Preview – not public").is_visible()
        page.context.close()
