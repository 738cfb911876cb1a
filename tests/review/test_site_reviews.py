"""The page of a review in a preview: what it says, what it never repeats, and where it is never written."""

import json
import re
from pathlib import Path

import pytest
from tests.mkdocs_plugin.building import Project, build, digests, photo, record
from tests.mkdocs_plugin.reading import Html, find_broken, read_html, text_of
from tests.review.projects import PHOTO, QUOTE, build_preview, commit, git, make_repository, review

URI = "_review/index.html"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_repository(tmp_path / "project")


def page_of(site: Path) -> Html:
    return read_html(site / URI)


def words(page: Html, section: str) -> str:
    (found,) = (item for item in page.all("section") if item.get("id") == section)
    return " ".join(text_of(found).split())


def rows(page: Html) -> dict[str, str]:
    """By name, the texts that change."""
    names, texts = page.all("dt"), page.all("dd")
    return {text_of(name): text_of(text) for name, text in zip(names, texts, strict=True)}


def make_page(project: Project, monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> Path:
    site = build_preview(project, monkeypatch)
    result = review(project, "--site", site, "--no-screenshots", *arguments)
    assert result.exit_code in {0, 1}, result.output
    assert f"the review stands in {site}/_review/index.html" in result.stderr
    return site


def test_the_page_tells_words_crops_sizes_and_what_stays_withheld(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = QUOTE | {"quote": "The notes hang on the wall, and we read them."}
    secret = {
        "quote": "Nobody may read these words of mine.",
        "name": "Secret Person",
        "consent": {"status": "pending"},
    }
    unheard = QUOTE | {"quote": "Not one visitor has heard of this so far."}
    body = "## The brief\n\nAsk all the readers, and *listen*.\n\n## What I did\n\nI [asked](https://example.org).\n"
    text = record("A library that hears", testimonials=[changed, secret], body=body)
    project.write(
        {
            "case_studies/library.md": text,
            "case_studies/museum/index.md": record("A museum that asks", photo=PHOTO | {"focal": "top left"}),
            "case_studies/draft.md": record("A secret draft", status="draft", testimonials=[unheard]),
            "case_studies/harbour.md": record("A harbour that waits", sectors=["Ports"]),
        }
    )
    site = make_page(project, monkeypatch)

    page = page_of(site)
    assert text_of(page.one("h1")) == "What would change"
    (quote,) = page.all("blockquote")
    assert [text_of(item) for item in quote.iter() if item.tag.endswith("del")] == ["taken out: are still"]
    assert [text_of(item) for item in quote.iter() if item.tag.endswith("ins")] == ["put in: hang"]
    studies = words(page, "studies")
    assert rows(page) == {
        "title": "A library that taken out: listens put in: hears",
        "The brief": "Ask put in: all the readers, and listen.",
        "What I did": "put in: I asked.",
    }
    assert "/case-studies/harbour/" in studies
    photos = words(page, "photos")
    assert "(focal): 1600 × 1067 pixels" in photos
    assert "Photo: Sample Name, Unsplash, CC BY 4.0" in photos
    assert re.findall(r"(hero|card|social), \d+×\d+", photos) == ["hero", "card", "social"]
    assert words(page, "terms") == "Terms 1 New: Ports (sectors)"
    assert "Pages: 6 before, 9 after" in words(page, "sizes")
    assert "case_studies/library.md, quote 2: the person has not agreed yet" in words(page, "withheld")
    assert "case_studies/draft.md: a draft" in words(page, "withheld")
    html = (site / URI).read_text("utf-8")
    for kept in ("Nobody may read", "Secret Person", "secret draft", "Not one visitor"):
        assert kept not in html
    # The crops are those of the preview, and all links lead somewhere.
    assert find_broken(site) == []


def test_the_page_needs_nothing_from_elsewhere_and_no_script(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write({"case_studies/library.md": record("A library that hears", testimonials=[QUOTE])})
    site = make_page(project, monkeypatch)
    html = (site / URI).read_text("utf-8")

    assert "default-src &#x27;none&#x27;; img-src &#x27;self&#x27; data:; style-src &#x27;self&#x27;" in html
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", html)
    assert '<meta name="robots" content="noindex, nofollow">' in html
    assert "Preview – not public" in html
    assert "url(" not in (site / "_review/review.css").read_text("utf-8")
    before = digests(site / "_review")
    assert make_page(project, monkeypatch) == site
    assert digests(site / "_review") == before


HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)> ]]> {{ 7*7 }} &lt;b&gt; javascript:alert(3)'


def test_hostile_records_are_only_shown(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = HOSTILE.replace("<script>alert(1)</script><img src=x onerror=alert(2)>", "1 < 2 > \" ' & <3 ")
    quote = QUOTE | {"quote": f"The notes are still on the wall, and we read them. {shown}", "name": shown}
    name = "x' onload='alert(5)"
    fields: dict[str, object] = {"sectors": ['"> 1 < 2'], "slug": "hall"}
    entry = PHOTO | {"alt": shown, "credit": {"author": shown, "licence": shown}}
    project.write(
        {
            "case_studies/library.md": record(
                f"A library {shown}"[:100], testimonials=[quote], body=f"## {shown}\n\n{shown}"
            ),
            f"case_studies/{name}/index.md": record("A hall that asks", photo=entry, **fields),
            f"case_studies/{name}/desk.jpg": photo(),
            "case_studies/broken.md": "---\n<script>alert(6)</script>: x\n---\n",
        }
    )
    (project.root / "case_studies/broken.md").unlink()
    site = build_preview(project, monkeypatch)
    project.write({"case_studies/broken.md": "---\n<script>alert(6)</script>: x\n---\n"})
    git(project.root, "branch", "a\"><script>alert('7')<", "main")
    result = review(project, "--base", "a\"><script>alert('7')<", "--site", site, "--no-screenshots")
    assert result.exit_code == 1

    page = page_of(site)
    assert page.all("script") == []
    known = {"html", "head", "meta", "title", "link", "body", "aside", "p", "header", "a", "h1", "code", "nav", "ul"}
    known |= {"li", "span", "main", "section", "h2", "figure", "blockquote", "figcaption", "ins", "del", "dl", "div"}
    known |= {"dt", "dd", "picture", "source", "img", "svg", "circle", "strong", "em"}
    for element in page.root.iter():
        assert element.tag.rpartition("}")[2] in known
        for key, value in element.attrib.items():
            assert not key.startswith("on"), key
            assert not value.startswith("javascript:"), value
    assert "Compared with a\"><script>alert('7')<." in " ".join(text_of(page.one("header")).split())


def test_words_that_are_withheld_now_are_not_repeated_because_they_were_public(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    quote = QUOTE | {"quote": "It was dreadful.", "name": "Ada Sample"}
    body = "## The brief\n\nOne of them said: It was dreadful. Ada Sample was angry.\n"
    project.write({"case_studies/library.md": record("A library that listens", testimonials=[quote], body=body)})
    commit(project.root)
    quote |= {"consent": {"status": "withdrawn"}}
    body = "## The brief\n\nOne of them said what it was like.\n"
    project.write({"case_studies/library.md": record("A library that listens", testimonials=[quote], body=body)})
    site = make_page(project, monkeypatch)

    html = (site / URI).read_text("utf-8")
    assert "a quote disappears: the person has withdrawn their consent" in html
    assert "The words are not repeated here" in html
    assert "dreadful" not in html
    assert "Ada Sample" not in html
    found = json.loads(review(project, "--format", "json").output)
    assert [(text["name"], text["is_kept_back"]) for text in found["records"][0]["texts"]] == [("The brief", True)]
    assert "dreadful" not in json.dumps(found)


def test_a_heading_that_changes_is_told_without_all_that_stands_below_it(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = "## How we went about it\n\nAsk the readers, and listen.\n"
    project.write({"case_studies/library.md": record("A library that listens", testimonials=[QUOTE], body=body)})
    assert rows(page_of(make_page(project, monkeypatch))) == {
        "taken out: The brief put in: How we went about it": "The same words below another heading."
    }


def test_weights_are_those_of_the_sites_without_the_review(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    base_site = build_preview(project, monkeypatch, "site")
    project.write({"case_studies/museum/desk.jpg": photo(seed=3), "docs/extra.bin": b"x" * 5_000_000})
    site = make_page(project, monkeypatch, "--base-site", base_site)
    arguments = ("--site", site, "--base-site", base_site, "--no-screenshots", "--format", "json")
    for _ in range(2):
        found = json.loads(review(project, *arguments).stdout)
        sizes = {item["what"]: (item["before"], item["after"]) for item in found["sizes"]}
        files = [path for path in site.rglob("*") if path.is_file() and "_review" not in path.parts]
        assert sizes["bytes"][1] == sum(path.stat().st_size for path in files)
        assert 4_990_000 < sizes["bytes"][1] - sizes["bytes"][0] < 5_100_000
        images = [path for path in base_site.rglob("*") if path.suffix in {".jpg", ".avif", ".png", ".svg"}]
        assert sizes["image bytes"][0] == sum(path.stat().st_size for path in images)
        assert sizes["pages"] == (6, 6)
    assert re.search(r"All files: \d\.\d\d MB before, \d\.\d\d MB after", words(page_of(site), "sizes"))


def test_only_a_preview_gets_a_review_and_what_is_published_never_has_one(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(project)
    result = review(project, "--site", project.site)
    assert result.exit_code == 2
    assert "is no preview: build one there with `CASEFOLIO_PREVIEW=1 mkdocs build --site-dir" in result.stderr
    assert not (project.site / "_review").exists()

    build_preview(project, monkeypatch, "site")
    assert review(project, "--site", project.site, "--no-screenshots").exit_code == 0
    assert (project.site / URI).is_file()
    build(project)
    assert not (project.site / "_review").exists()


def test_a_page_of_somebodys_own_is_not_replaced(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write({"docs/_review/index.md": "# Mine\n"})
    site = build_preview(project, monkeypatch)
    result = review(project, "--site", site)
    assert result.exit_code == 2
    assert "is there already, and is no review" in result.stderr
    assert "Mine" in (site / URI).read_text("utf-8")


def test_without_a_browser_the_page_says_so_unless_pictures_were_asked_for(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write({"case_studies/library.md": record("A library that hears", testimonials=[QUOTE])})
    site = build_preview(project, monkeypatch)
    monkeypatch.setenv("CASEFOLIO_CHROMIUM", "no-such-browser")
    result = review(project, "--site", site)
    assert result.exit_code == 0
    assert "There are no pictures of pages: CASEFOLIO_CHROMIUM names 'no-such-browser'" in result.stderr
    assert "There are no pictures of pages" in words(page_of(site), "looks")
    result = review(project, "--site", site, "--screenshots")
    assert result.exit_code == 2
    assert "no-such-browser" in result.stderr
    assert review(project, "--screenshots").exit_code == 2


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://preview.example.org/7", "https://preview.example.org/7/_review/"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/_review/"),
    ],
)
def test_the_comment_leads_to_the_page(project: Project, url: str, expected: str) -> None:
    assert f"\n[See the pages, before and after](<{expected}>)\n" in review(project, "--url", url).output


@pytest.mark.parametrize(
    "url", ["javascript:x", "https://a.example/>) @everyone", "https://a.example/?x", "//a.example"]
)
def test_an_address_that_could_be_anything_else_is_refused(project: Project, url: str) -> None:
    assert review(project, "--url", url).exit_code == 2
