from pathlib import Path

import pytest
from tests.site_links import BrokenLink, check_links

SITE_URL = "https://portfolio.example/work/"

#: Each address leads nowhere; the words say where it stands and what is missing.
BROKEN = {
    "a link to no file": ('<a href="gone/">x</a>', "gone/", "no file"),
    "a link to a folder without a page": ('<a href="images/">x</a>', "images/", "no file"),
    "a fragment of another page": ('<a href="about/#gone">x</a>', "about/#gone", "no such fragment"),
    "a fragment of the same page": ('<a href="#gone">x</a>', "#gone", "no such fragment"),
    "a link above the site": ('<a href="../../other/">x</a>', "../../other/", "outside the site"),
    "a link from the root of the host": ('<a href="/about/">x</a>', "/about/", "outside the site"),
    "an absolute link to the site": (f'<a href="{SITE_URL}gone/">x</a>', f"{SITE_URL}gone/", "no file"),
    "what is no address": ('<a href="http://[x">x</a>', "http://[x", "no address"),
    "an image": ('<img src="gone.png" alt="">', "gone.png", "no file"),
    "the first of a set of images": ('<img srcset="gone.png 1x, images/a.png 2x" alt="">', "gone.png", "no file"),
    "the last of a set of images": ('<source srcset="images/a.png 400w,gone.png 800w">', "gone.png", "no file"),
    "a poster": ('<video poster="gone.png"></video>', "gone.png", "no file"),
    "a script": ('<script src="gone.js"></script>', "gone.js", "no file"),
    "a form": ('<form action="gone/"></form>', "gone/", "no file"),
    "an object": ('<object data="gone.pdf"></object>', "gone.pdf", "no file"),
    "data for a script": ('<p data-page="./gone/">x</p>', "./gone/", "no file"),
    "a style sheet": ('<link rel="stylesheet" href="gone.css">', "gone.css", "no file"),
    "a preloaded set of images": ('<link rel="preload" imagesrcset="gone.png 2x">', "gone.png", "no file"),
    "a redirect": ('<meta http-equiv="refresh" content="0; url=gone/">', "gone/", "no file"),
    "an image for networks": (f'<meta property="og:image" content="{SITE_URL}g.png">', f"{SITE_URL}g.png", "no file"),
    "a style element": ("<style>p { background: url(gone.png) }</style>", "gone.png", "no file"),
    "a style attribute": ("""<p style="background: url('gone.png')">x</p>""", "gone.png", "no file"),
    "a drawing": ('<svg><use xlink:href="#gone"></use></svg>', "#gone", "no such fragment"),
}

#: Each leads somewhere, or to another site.
SOUND = (
    '<a href="about/">x</a>',
    '<a href="about">x</a>',
    '<a href="about/index.html?sector=health#me">x</a>',
    '<a href="#caf%C3%A9">x</a><p id="café">x</p>',
    '<a href="#old"></a><a name="old">x</a>',
    '<a href="#">x</a><a href="#top">x</a><a href="">x</a>',
    '<a href="about/#:~:text=me">x</a>',
    f'<a href="{SITE_URL}about/#me">x</a><a href="{SITE_URL.rstrip("/")}">x</a>',
    '<img srcset="images/a.png, images/a.png?x=1,2 2x" alt="">',
    '<img src="images/with%20space.png" alt="">',
    "<style>/* url(gone.png) */ p { fill: url(#shape); background: url('data:image/svg+xml,<svg/>') }</style>",
    '<p data-share="a/b of two">x</p>',
)


def write_site(site_path: Path, body: str) -> None:
    (site_path / "about").mkdir(parents=True)
    (site_path / "images").mkdir()
    (site_path / "images" / "a.png").touch()
    (site_path / "images" / "with space.png").touch()
    (site_path / "about" / "index.html").write_text('<!doctype html><p id="me">x</p>', "utf-8")
    (site_path / "index.html").write_text(f"<!doctype html>\n{body}", "utf-8")


@pytest.mark.parametrize(("body", "address", "reason"), BROKEN.values(), ids=BROKEN)
def test_a_broken_link_is_found(tmp_path: Path, body: str, address: str, reason: str) -> None:
    write_site(tmp_path, body)

    assert check_links(tmp_path, SITE_URL).broken == (BrokenLink("index.html", address, reason),)


@pytest.mark.parametrize("body", SOUND)
def test_a_sound_link_is_left_alone(tmp_path: Path, body: str) -> None:
    write_site(tmp_path, body)

    assert check_links(tmp_path, SITE_URL).broken == ()


def test_style_sheets_are_read_as_well(tmp_path: Path) -> None:
    write_site(tmp_path, "")
    sheet = '@import "gone.css"; @import url(more.css); p { background: url("../images/a.png") }'
    (tmp_path / "about" / "look.css").write_text(sheet, "utf-8")

    assert [(link.file_uri, link.address) for link in check_links(tmp_path, SITE_URL).broken] == [
        ("about/look.css", "gone.css"),
        ("about/look.css", "more.css"),
    ]


def test_a_page_for_missing_pages_holds_below_any_address(tmp_path: Path) -> None:
    write_site(tmp_path, "")
    (tmp_path / "404.html").write_text('<a href="about/">x</a><a href="/work/about/">x</a>', "utf-8")

    assert check_links(tmp_path, SITE_URL).broken == (BrokenLink("404.html", "about/", "no file"),)


def test_other_sites_are_counted_and_not_asked(tmp_path: Path) -> None:
    links = ("https://other.example/", "//other.example/", "mailto:me@other.example", "tel:01632960147", "about/")
    write_site(tmp_path, "".join(f'<a href="{link}">x</a>' for link in links))

    report = check_links(tmp_path, SITE_URL)

    assert report.broken == ()
    assert report.internal == 1
    assert report.external == {"https": 2, "mailto": 1, "tel": 1}
