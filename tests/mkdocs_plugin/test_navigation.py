"""What MkDocs makes of the pages besides HTML: navigation, sitemap, search."""

import json
import re
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from tests.mkdocs_plugin.building import EPOCH, BuildOnce, Project, Theme, build, record
from tests.mkdocs_plugin.reading import Html, read_html, text_of
from tests.mkdocs_plugin.test_new_projects import each_theme

_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _navigation(html: Html) -> set[str]:
    """Every link of every `<nav>` and menu of the theme's own."""
    menus = [*html.all("nav"), *html.all("div", class_="navbar"), *html.all("div", class_="wy-menu")]
    return {str(link.get("href")) for menu in menus if "cf-" not in menu.get("class", "") for link in menu.iter("a")}


@each_theme
def test_studies_are_in_no_navigation_and_the_lists_are(built: BuildOnce, theme: Theme) -> None:
    found = _navigation(read_html(built("portfolio", theme=theme).site / "index.html"))

    assert {"case-studies/", "testimonials/"} <= found
    assert not [link for link in found if link.startswith("case-studies/") and link != "case-studies/"]


def test_with_a_navigation_of_its_own_a_site_is_not_told_of_pages_that_are_missing_in_it(project: Project) -> None:
    project.configure(
        nav=[{"Home": "index.md"}, {"Work": "case-studies/index.md"}, {"One": "case-studies/one.md"}],
        validation={"nav": {"omitted_files": "warn", "not_found": "warn"}},
        theme="mkdocs",
    ).write(
        {
            "docs/index.md": "# Home\n",
            "case_studies/one.md": record(sectors=["Health"]),
            "case_studies/two.md": record("Another one"),
        }
    )

    outcome = build(project)

    assert "not included in" not in outcome.output
    home = read_html(project.site / "index.html")
    assert {"case-studies/", "case-studies/one/"} <= _navigation(home)
    assert not [link for link in _navigation(home) if "two" in link or "testimonials" in link]


def _sitemap(project: Project) -> dict[str, str | None]:
    tree = ET.parse(project.site / "sitemap.xml")  # noqa: S314 - our own file
    return {str(url.findtext(f"{_SITEMAP}loc")): url.findtext(f"{_SITEMAP}lastmod") for url in tree.getroot()}


def test_the_sitemap_has_the_dates_of_records_and_no_others_for_generated_pages(built: BuildOnce) -> None:
    base = "https://sample.example/work/"
    today = datetime.fromtimestamp(int(EPOCH), UTC).date().isoformat()
    dates = {address.removeprefix(base): date for address, date in _sitemap(built("portfolio")).items()}

    assert dates["case-studies/a-year-of-listening/"] == "2024-05-17"
    assert dates["case-studies/the-kettle-and-the-rota/"] == "2023-11-05"
    assert dates["case-studies/old-garden/"] == "2019-06-01"
    assert dates["case-studies/short/"] is None
    own = {"", "about/", "my%20notes/", "notes/visit/"}
    assert {address for address, date in dates.items() if date == today} == own
    assert not [address for address in dates if "secret" in address or "later" in address]


def test_a_site_without_a_single_date_has_a_sitemap(project: Project) -> None:
    """MkDocs reads the latest date of all pages."""
    project.configure(site_url="https://sample.example/").write({"case_studies/one.md": record()})

    build(project)

    assert set(_sitemap(project).values()) == {None}


def _search(project: Project) -> dict[str, str]:
    """By address, what search knows of a page: MkDocs' index has a page whole, Material's by its sections."""
    index = json.loads(project.page("search/search_index.json"))
    return {entry["location"]: f"{entry['title']} {entry['text']}" for entry in index["docs"]}


@each_theme
def test_the_words_of_a_quote_are_found_at_its_study_and_on_the_wall(built: BuildOnce, theme: Theme) -> None:
    found = _search(built("portfolio", theme=theme))

    for words, study in {
        "The sessions gave us room to think.": "case-studies/a-year-of-listening/",
        "We put the kettle on and then we put the rota on the fridge.": "case-studies/the-kettle-and-the-rota/",
        "I read it standing up, in the hall": "case-studies/letters-numbers/",
    }.items():
        places = {location.partition("#")[0] for location, text in found.items() if words in text}
        assert {study, "testimonials/"} <= places
    assert "It smelled of mint" in " ".join(found.values())


@each_theme
def test_search_finds_a_study_by_its_title_client_and_outcome(built: BuildOnce, theme: Theme) -> None:
    found = _search(built("portfolio", theme=theme))
    study = " ".join(
        text for location, text in found.items() if location.startswith("case-studies/a-year-of-listening/")
    )

    for words in ("A year of listening in one valley", "Sample Health Board", "people came back", "Four workshops"):
        assert words in study
    assert any("Letters &amp; numbers that people read" in text for text in found.values())


@each_theme
def test_the_words_of_facts_and_outcomes_stand_apart_for_the_search(built: BuildOnce, theme: Theme) -> None:
    found = _search(built("portfolio", theme=theme))
    words = {word for text in found.values() for word in re.split(r"[\s<>]+", text)}

    assert {"Client", "Sample", "When", "Source:"} <= words
    assert [word for word in words if re.search(r"[a-z](Client|When|Sectors|Source:)", word)] == []


def test_the_search_of_material_finds_words_behind_quote_marks_and_brackets(project: Project) -> None:
    project.write({"docs/index.md": "# Home\n"})
    search = ["casefolio", "search"], ["search", "casefolio"]
    for plugins in search:
        build(project.configure(theme="material", plugins=plugins))
        separator = json.loads(project.page("search/search_index.json"))["config"]["separator"]
        text = "He said: “Raised” (or scheduled), «and» ‘attended’ co-production—people's."
        assert re.split(separator, text.casefold()) == [
            "he", "said", "raised", "or", "scheduled", "and", "attended’", "co", "production", "people's", "",
        ]  # fmt: skip


def test_a_separator_of_the_sites_own_stays(project: Project) -> None:
    project.write({"docs/index.md": "# Home\n"})
    build(project.configure(theme="material", plugins=[{"search": {"separator": "[x]+"}}, "casefolio"]))

    assert json.loads(project.page("search/search_index.json"))["config"]["separator"] == "[x]+"


def test_a_pull_quote_is_not_found_twice(built: BuildOnce) -> None:
    found = _search(built("portfolio"))
    texts = [text for location, text in found.items() if location.startswith("case-studies/a-year-of-listening/")]

    assert " ".join(texts).count("Nobody looked at the clock.") == 1


@pytest.mark.parametrize("uri", ["case-studies/a-year-of-listening/index.html", "case-studies/index.html"])
@each_theme
def test_a_page_has_one_heading_of_the_first_level(built: BuildOnce, uri: str, theme: Theme) -> None:
    html = read_html(built("portfolio", theme=theme).site / uri)
    own = [
        heading
        for part in html.all("article", class_="cf-study") + html.all("div", class_="cf")
        for heading in part.iter("h1")
    ]

    assert len(own) == 1
    assert text_of(own[0])
