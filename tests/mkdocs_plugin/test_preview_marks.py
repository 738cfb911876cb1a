"""A preview says so on every page and hides from searches; what is published has none of it."""

import re
from pathlib import Path

import pytest
from tests.browser.serving import headers_for, read_headers
from tests.mkdocs_plugin.building import Project, build, digests, make_project, photo, record, run_mkdocs
from tests.mkdocs_plugin.reading import find_broken, read_html, text_of

from casefolio.preview_marks import ROBOTS_TEXT, mark_page

WORDS = "Preview – not public"
OWN_PAGE = (
    '<!doctype html>\n<html lang="en"><head><title>By hand</title></head>\n<body class="x">By hand</body></html>\n'
)
#: Of a site with every kind of page, those that MkDocs, its theme, casefolio and somebody's own hand have made.
KINDS = (
    "index.html",
    "404.html",
    "own/index.html",
    "static.html",
    "case-studies/index.html",
    "case-studies/one/index.html",
    "case-studies/sectors/index.html",
    "case-studies/sectors/health/index.html",
    "testimonials/index.html",
    "photo-credits/index.html",
    "embed/one/index.html",
    "embed/testimonials/index.html",
    "old/one/index.html",
)


def write_site(project: Project, **configuration: object) -> Project:
    fields: dict[str, object] = {
        "sectors": ["Health"],
        "published_on": "2025-03-01",
        "aliases": ["old/one"],
        "testimonials": [{"quote": "They asked, and they listened to us.", "role": "Nurse"}],
        "photo": {"src": "wide.jpg", "alt": "Wide", "credit": "Photo by Ada Sample"},
    }
    return project.configure(
        **{"theme": {"name": "material", "font": False}, "site_url": "https://www.example.org/"} | configuration
    ).write(
        {
            "docs/index.md": "# Home\n",
            "docs/own.md": "# Own words\n",
            "docs/static.html": OWN_PAGE,
            "docs/robots.txt": "User-agent: *\nAllow: /\n",
            "case_studies/one/index.md": record("A year of listening", **fields),
            "case_studies/one/wide.jpg": photo(),
            "case_studies/draft.md": record("Not yet ready", status="draft"),
        }
    )


def marks(html: str) -> tuple[int, int]:
    """How many ribbons a page has, and how many words to search engines."""
    return html.count('<aside class="cf-ribbon"'), html.count('<meta name="robots" content="noindex, nofollow">')


def pages(project: Project) -> dict[str, str]:
    return {path.relative_to(project.site).as_posix(): path.read_text("utf-8") for path in project.site.rglob("*.html")}


@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
@pytest.mark.parametrize("look", ["site", "pages"])
def test_every_page_of_a_preview_says_so_and_hides(
    project: Project, monkeypatch: pytest.MonkeyPatch, theme: str, look: str
) -> None:
    site = write_site(project, theme=theme, plugins=["search", {"casefolio": {"look": look}}])
    monkeypatch.setenv("CASEFOLIO_PREVIEW", "1")
    build(site)

    found = pages(site)
    assert set(KINDS) <= found.keys()
    for uri, html in found.items():
        assert marks(html) == (1, 1), uri
        head = html[: html.index("<body")]
        assert 'name="robots"' not in head.replace('<meta name="robots" content="noindex, nofollow">', "")
        assert not re.search("canonical|og:url|feed|embed/|oembed", head), uri
    (ribbon,) = read_html(site.site / "case-studies/one/index.html").all("aside", class_="cf-ribbon")
    assert text_of(ribbon) == WORDS
    assert (site.site / "robots.txt").read_text("utf-8") == ROBOTS_TEXT
    assert not list(site.site.glob("sitemap*"))
    # Links of pages to feeds stay right.
    assert (site.site / "case-studies/feed.xml").exists()
    assert "feed.xml" not in found["index.html"]
    assert find_broken(site.site) == []
    rules = read_headers(site.site)
    for address in ("/", "/case-studies/one/", "/embed/one/", "/assets/photos/x.jpg", "/robots.txt"):
        assert headers_for(address, rules)["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
@pytest.mark.parametrize("value", [None, "", "0", "false"])
def test_what_is_published_has_none_of_it(
    project: Project, monkeypatch: pytest.MonkeyPatch, theme: str, value: str | None
) -> None:
    if value is not None:
        monkeypatch.setenv("CASEFOLIO_PREVIEW", value)
    site = build_site(write_site(project, theme=theme))

    found = pages(site)
    assert set(KINDS) <= found.keys()
    for uri, html in found.items():
        assert "cf-ribbon" not in html, uri
        assert "nofollow" not in html, uri
        assert WORDS not in html, uri
        assert ("noindex" in html) == (uri.startswith(("embed/", "old/"))), uri
    assert '<link rel="canonical" href="https://www.example.org/case-studies/one/">' in found["embed/one/index.html"]
    assert (site.site / "robots.txt").read_text("utf-8") == "User-agent: *\nAllow: /\n"
    assert "case-studies/one/" in (site.site / "sitemap.xml").read_text("utf-8")
    assert "X-Robots-Tag" not in (site.site / "_headers").read_text("utf-8")
    assert not (site.site / "_review").exists()


def build_site(project: Project) -> Project:
    build(project)
    return project


@pytest.mark.parametrize(
    ("options", "has_draft"), [({"preview": True}, False), ({"drafts": True}, True), ({"preview": False}, False)]
)
def test_drafts_are_shown_in_previews_only_and_a_preview_need_not_show_them(
    project: Project, options: dict[str, bool], *, has_draft: bool
) -> None:
    site = build_site(write_site(project, plugins=["search", {"casefolio": options}]))

    assert (site.site / "case-studies/draft/index.html").exists() == has_draft
    is_preview = any(options.values())
    assert {marks(html) for html in pages(site).values()} == ({(1, 1)} if is_preview else {(0, 0)})


@pytest.mark.parametrize(("options", "has_form"), [({"preview": True}, False), ({"drafts": True}, True), ({}, True)])
def test_strangers_pages_never_stand_beside_the_web_form(
    project: Project, options: dict[str, bool], *, has_form: bool
) -> None:
    site = build_site(write_site(project, plugins=[{"casefolio": {"admin": True, **options}}]))

    assert (site.site / "admin/index.html").exists() == has_form
    if has_form:
        # It has its window to itself.
        assert "cf-ribbon" not in site.page("admin/index.html")
        assert 'name="robots" content="noindex' in site.page("admin/index.html")


def test_a_preview_may_stand_in_a_folder_of_its_host(project: Project) -> None:
    address = "https://previews.example.net/pull/7/"
    site = build_site(write_site(project, plugins=[{"casefolio": {"preview": True}}], site_url=address))

    assert 'href="/pull/7/assets/stylesheets/casefolio.css"' in site.page("404.html")
    for uri, html in pages(site).items():
        if uri != "404.html":
            assert not re.search(r'(?:href|src)="/', html), uri
    assert f"src=&quot;{address}embed/one/" in site.page("case-studies/one/index.html")
    assert find_broken(site.site, base="/pull/7/") == []


def test_headers_of_somebodys_own_hide_a_preview_as_well(project: Project) -> None:
    own = "/*\n  X-Sample: yes\n"
    site = write_site(project, plugins=[{"casefolio": {"preview": True}}]).write({"docs/_headers": own})
    build(site)

    assert site.page("_headers") == f"{own}/*\n  X-Robots-Tag: noindex, nofollow\n"
    build(site, plugins=["casefolio"])
    assert site.page("_headers") == own


def test_a_preview_leaves_no_mark_behind_in_the_cache(project: Project) -> None:
    site = build_site(write_site(project, use_directory_urls=False))
    before = digests(site.site)
    build(site, plugins=["search", {"casefolio": {"preview": True}}])
    assert digests(site.site) != before
    build(site)
    assert digests(site.site) == before


def test_a_page_in_another_encoding_is_left_as_it_is(project: Project) -> None:
    data = "<html><body>Über uns</body></html>".encode("windows-1252")
    site = write_site(project, plugins=[{"casefolio": {"preview": True}}]).write({"docs/static.html": data})
    build(site)
    assert (site.site / "static.html").read_bytes() == data


def test_the_words_are_in_the_language_of_the_site(project: Project) -> None:
    site = build_site(
        write_site(
            project,
            theme={"name": "material", "font": False, "language": "cy"},
            plugins=[{"casefolio": {"preview": True}}],
        )
    )
    (ribbon,) = read_html(site.site / "index.html").all("aside", class_="cf-ribbon")
    assert (ribbon.get("lang"), text_of(ribbon)) == ("cy", "Rhagolwg – heb ei gyhoeddi")


def test_the_environment_makes_a_preview_of_any_build(tmp_path: Path) -> None:
    site = make_project(tmp_path / "project").write({"docs/index.md": "# Home\n", "case_studies/one.md": record()})
    assert run_mkdocs(site, "build", CASEFOLIO_PREVIEW="1").code == 0
    assert WORDS in site.page("index.html")
    assert run_mkdocs(site, "build").code == 0
    assert WORDS not in site.page("index.html")


RIBBON = '<aside class="cf-ribbon" lang="en" aria-label="A &amp; B"><p>A &amp; B</p></aside>'
META = '<meta name="robots" content="noindex, nofollow">'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<html><head></head><body>x", f"<html><head>{META}</head><body>{RIBBON}x"),
        ("<!DOCTYPE html>\n<p>x", f"<!DOCTYPE html>{META}\n<p>x"),
        ("", META),
        # As plugins that make pages smaller write it.
        (
            "<head><link rel=canonical href=https://a.example><meta name=robots content=all></head><body data-x='>'>x",
            f"<head>{META}</head><body data-x='>'>{RIBBON}x",
        ),
        (
            """<head><LINK HREF="/f.xml" TYPE="application/rss+xml" REL="alternate">
  <meta property="og:url" content="x">
<link rel="stylesheet" href="canonical.css"></head><body>""",
            f'<head>{META}<link rel="stylesheet" href="canonical.css"></head><body>{RIBBON}',
        ),
        # What stands in the page itself is nobody's to take away.
        (
            '<head></head><body><meta name="robots"><link rel="canonical">',
            f'<head>{META}</head><body>{RIBBON}<meta name="robots"><link rel="canonical">',
        ),
    ],
)
def test_whatever_html_it_is_the_marks_are_in_it_once(html: str, expected: str) -> None:
    marked = mark_page(html, "A & B", "en")
    assert marked == expected
    if RIBBON in expected:
        assert mark_page(marked, "A & B", "en") == marked
