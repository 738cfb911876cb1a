"""Links lead somewhere: those that are generated, and those that people write from records and from pages."""

from pathlib import Path
from urllib.parse import urljoin

import pytest
from tests.mkdocs_plugin.building import BuildOnce, Project, Theme, record, try_build
from tests.mkdocs_plugin.reading import find_broken, read_html, text_of
from tests.mkdocs_plugin.test_new_projects import each_kind_of_address, each_theme

BASE = "/work/"


@each_theme
@each_kind_of_address
def test_every_address_of_a_site_leads_to_a_file_and_every_fragment_to_an_id(
    built: BuildOnce, theme: Theme, *, has_directory_urls: bool
) -> None:
    site = built("portfolio", theme=theme, use_directory_urls=has_directory_urls).site

    assert find_broken(site, base=BASE) == []


def test_the_crawler_sees_what_is_broken(tmp_path: Path) -> None:
    """Otherwise an empty list would say nothing."""
    (tmp_path / "index.html").write_text(
        '<a href="gone/">a</a><a href="#gone">b</a><img src="gone.jpg" srcset="gone.webp 1w"><a href="/x/">c</a>'
        '<a href="https://elsewhere.example/">d</a><a href="#here" id="here">e</a>',
        encoding="utf-8",
    )

    assert find_broken(tmp_path) == [
        "index.html: <a href> gone/ leads to no file",
        "index.html: <a href> #gone leads to no id",
        "index.html: <img src> gone.jpg leads to no file",
        "index.html: <img srcset> gone.webp leads to no file",
        "index.html: <a href> /x/ leads to no file",
    ]


@each_kind_of_address
def test_links_between_records_and_pages_follow_paths_on_disk(built: BuildOnce, *, has_directory_urls: bool) -> None:
    project = built("portfolio", use_directory_urls=has_directory_urls)
    uri = (
        "case-studies/a-year-of-listening/index.html" if has_directory_urls else "case-studies/a-year-of-listening.html"
    )
    study = read_html(project.site / uri)
    (brief,) = study.all("section", class_="cf-brief")
    found = {text_of(link): link.get("href") for link in brief.iter("a")}

    pages = {
        "a year": "case-studies/a-year-of-listening#what-changed",
        "the kettle": "case-studies/the-kettle-and-the-rota",
        "its brief": "case-studies/the-kettle-and-the-rota#the-brief",
        "letters": "case-studies/letters-numbers",
        "a short one": "case-studies/short",
        "how I work": "about#how-i-work",
        "my notes": "my%20notes",
        "notes by address": "my%20notes",
        "the wall": "testimonials/index",
        "home": "index",
        "the photo credits": "photo-credits/index",
    }
    assert found.pop("elsewhere") == "https://elsewhere.example.org/?a=1&b=2#c"
    own = page_url("case-studies/a-year-of-listening", has_directory_urls=has_directory_urls)
    assert {name: urljoin(own, str(href)) for name, href in found.items()} == {
        name: page_url(page, has_directory_urls=has_directory_urls) for name, page in pages.items()
    }


def page_url(page: str, *, has_directory_urls: bool) -> str:
    """The address of a page of the sample site, as a browser shows it."""
    name, mark, fragment = page.partition("#")
    folder = name.removesuffix("index") if name.endswith("index") else f"{name}/"
    return f"https://sample.example/work/{folder if has_directory_urls else f'{name}.html'}{mark}{fragment}"


def test_pages_link_to_records_by_their_paths_on_disk(built: BuildOnce) -> None:
    home = read_html(built("portfolio").site / "index.html")
    (paragraph,) = [p for p in home.all("p") if text_of(p).startswith("A year of listening, its folder")]

    assert {text_of(link): link.get("href") for link in paragraph.iter("a")} == {
        "A year of listening": "case-studies/a-year-of-listening/",
        "its folder": "case-studies/a-year-of-listening/",
        "what they said there": "case-studies/a-year-of-listening/#what-they-said",
        "its second quote": "case-studies/a-year-of-listening/#quote_roedd-un-fel-hon-gan-fy-mam-gu",
        "the kettle": "case-studies/the-kettle-and-the-rota/?from=home",
        "letters": "case-studies/letters-numbers/",
        "letters again": "case-studies/letters-numbers/",
        "the portfolio": "case-studies/",
        "the wall": "testimonials/",
        "health": "case-studies/sectors/health/",
    }


def test_a_broken_link_of_a_record_is_an_error_at_its_line_and_column(project: Project) -> None:
    body = (
        "## The brief\n\nSee [it](../gone.md), [this](#gone),\n[that](/nowhere/), [odd](a%20b.md) and\n"
        "[more](other.md#no-such-place). <javascript:alert(1)>\n\n[run](javascript:alert(1))\n\n## What I did\n"
    )
    project.write({"case_studies/one.md": record(body=body), "case_studies/other.md": record("Other words")})

    outcome = try_build(project, is_strict=False)

    assert outcome.code == 1
    assert [line.removeprefix("casefolio: ").split("; ")[0] for line in outcome.lines("ERROR")[:-1]] == [
        "case_studies/one.md:9:10: error CF504: a link leads to a file that is not there: `../gone.md`",
        "case_studies/one.md:9:30: error CF504: a link leads to a heading that is not there: `#gone`",
        "case_studies/one.md:10:8: error CF504: a link leads to a page that is not there: `/nowhere/`",
        "case_studies/one.md:10:26: error CF504: a link leads to a file that is not there: `a b.md`",
        "case_studies/one.md:11:8: error CF504: a link leads to a heading that is not there: `other.md#no-such-place`",
        "case_studies/one.md:11:34: error CF504: a link leads to `javascript:alert(1)`",
        "case_studies/one.md:13:7: error CF504: a link leads to `javascript:alert(1)`",
    ]


def test_a_heading_without_text_has_no_place_to_link_to(project: Project) -> None:
    body = "## The brief\n\n[Empty](#what-i-did) and [there](#testimonials).\n\n## What I did\n"
    project.write({"case_studies/one.md": record(body=body, testimonials=[{"quote": "Well done, all of you."}])})

    outcome = try_build(project)

    assert "one.md:10:9: error CF504: a link leads to a heading that is not there: `#what-i-did`" in outcome.output
    assert "is not there: `#testimonials`" not in outcome.output


@pytest.mark.parametrize("address", ["../case_studies/gone.md", "../case_studies/one.md#gone", "case-studies/gone.md"])
def test_a_broken_link_of_a_page_to_a_record_is_told_by_mkdocs(project: Project, address: str) -> None:
    validation = {"anchors": "warn", "unrecognized_links": "warn", "not_found": "warn"}
    project.configure(validation=validation).write(
        {"case_studies/one.md": record(), "docs/index.md": f"# Home\n\n[It]({address})\n"}
    )

    outcome = try_build(project, is_strict=False)

    assert outcome.code == 0
    (line,) = outcome.lines("WARNING")
    assert "Doc file 'index.md' contains a link" in line


def test_a_link_to_a_draft_keeps_its_words_and_loses_its_address(project: Project) -> None:
    body = "## The brief\n\nSee [the other one](secret.md#the-brief).\n"
    project.write({"case_studies/one.md": record(body=body), "case_studies/secret.md": record(status="draft")})

    outcome = try_build(project, is_strict=False)

    assert outcome.code == 0
    (line,) = outcome.lines("WARNING")
    assert line.startswith("casefolio: case_studies/one.md:9:21: warning CF507: a link leads to a record that is not")
    study = read_html(project.site / "case-studies/one/index.html")
    assert study.texts("section") == ["The brief See the other one."] or "See the other one." in text_of(study.root)
    assert not [link for link in study.all("a") if "secret" in link.get("href", "")]


def test_names_with_marks_that_addresses_use_can_be_linked_to(project: Project) -> None:
    body = "## The brief\n\n[One](what%3F%20%231.md?a=1#the-brief) and [two](<Ünï côdé.md>).\n"
    project.write(
        {
            "case_studies/one.md": record(body=body),
            "case_studies/what? #1.md": record("What is number one?", body="## The brief\n\nText.\n"),
            "case_studies/Ünï côdé.md": record("Letters with marks on them"),
            "docs/index.md": "# Home\n\n[One](../case_studies/what%3F%20%231.md) "
            "and [two](../case_studies/%C3%9Cn%C3%AF%20c%C3%B4d%C3%A9.md)\n",
        }
    )

    outcome = try_build(project)

    assert outcome.code == 0, outcome.output
    assert find_broken(project.site) == []
    study = read_html(project.site / "case-studies/one/index.html")
    (brief,) = study.all("section", class_="cf-brief")
    own = "https://sample.example/case-studies/one/"
    assert [urljoin(own, str(link.get("href"))) for link in brief.iter("a")] == [
        "https://sample.example/case-studies/what-1/?a=1#the-brief",
        "https://sample.example/case-studies/uni-code/",
    ]
