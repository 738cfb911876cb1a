"""A printed study is a clean page or two: everything that was said, nothing to click, and where it is from."""

import re
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser
from tests.browser.axe import open_page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module", params=["light", "dark"])
def printed(
    request: pytest.FixtureRequest, browser: Browser, demo_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("print") / "study.pdf"
    page = open_page(browser, f"{demo_url}case-studies/library-listening/", scheme=request.param)
    page.pdf(path=path, format="A4", tagged=True)
    page.context.close()
    return path


def words(path: Path) -> str:
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    return re.sub(r"\s+", " ", text)


def test_it_is_one_or_two_pages_of_a4_with_its_photo(printed: Path) -> None:
    reader = pypdf.PdfReader(printed)
    assert len(reader.pages) <= 2
    assert [float(side) for side in reader.pages[0].mediabox[2:]] == pytest.approx([595, 842], abs=1)
    assert len(reader.pages[0].images) == 1


def test_nothing_of_the_study_is_missing(printed: Path) -> None:
    text = words(printed)
    for part in (
        "The desk with nobody behind it",
        "Photo: Sander Klootwijk, Lomiri wallpapers, CC BY-SA 4.0",
        "Trefelin Libraries",
        "February 2025 – June 2025",
        "Work alongside 4 branch teams",
        "a table for people who are only waiting for a bus.",
        "“The notes are still on the wall. New staff read them in their first week – it’s the best induction we have.”",
        "“Gwnaeth i mi feddwl yn wahanol am fy ngwaith.”",
        "Gwenllian Tanrhiw · 2 September 2025 ·",
        "/case-studies/library-listening/",
    ):
        assert part in text, part


def test_what_only_a_screen_needs_is_not_there(printed: Path) -> None:
    text = words(printed)
    for part in ("Search", "Testimonials", "Related case studies", "Next", "Photo credits", "Material for MkDocs", "#"):
        assert part not in text, part


def test_it_is_tagged_for_screen_readers(printed: Path) -> None:
    root = pypdf.PdfReader(printed).root_object
    assert "'/Marked': True" in str(root["/MarkInfo"])
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("en")
