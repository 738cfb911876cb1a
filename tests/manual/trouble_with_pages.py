"""What is not shown, or not as it should be: each brought about, and mended as the manual says."""

import shutil
from pathlib import Path

from PIL import Image
from tests.manual.scenes import add_settings
from tests.manual.troubled import EXAMPLE, STUDY, Portfolio
from tests.mkdocs_plugin.building import build, photo, record
from tests.mkdocs_plugin.reading import read_html


def study_not_shown(portfolio: Portfolio) -> None:
    portfolio.write(
        {
            "case_studies/draft.md": record("Not yet ready", status="draft"),
            "case_studies/later.md": record("In good time", publish_at="2126-02-03"),
            "case_studies/old.md": record("An old one", status="archived"),
            "case_studies/_hidden.md": record("A hidden one"),
            "case_studies/too/deep/index.md": record("A deep one"),
            "case_studies/own.md": record("One with a page of its own"),
            "content/case-studies/own.md": "# Mine\n",
        }
    )
    output = portfolio.check().output
    assert "case_studies/too/deep/index.md:1:1: warning CF115: `index.md` is not a record: it lies too deep" in output
    assert "warning CF506" in output
    add_settings(portfolio.root / "mkdocs.yml", "nav: null\nplugins: [search, {casefolio: {drafts: true}}]\n")
    build(portfolio, is_strict=False)
    listed = read_html(portfolio.site / "casefolio-preview/index.html").texts("ul", class_="cf-withheld")
    assert "Not yet ready" in listed[0]
    assert "In good time" in listed[0]
    assert "_hidden" not in portfolio.page("casefolio-preview/index.html")
    add_settings(portfolio.root / "mkdocs.yml", "plugins: [search, casefolio]\n")
    build(portfolio, is_strict=False)
    for name in ("draft", "later", "_hidden", "deep", "casefolio-preview"):
        assert not portfolio.has(f"case-studies/{name}/index.html")
    assert portfolio.has("case-studies/old/index.html")
    assert "An old one" not in portfolio.page("case-studies/index.html")
    assert "Mine" in read_html(portfolio.site / "case-studies/own/index.html").texts("h1")[-1]


def quote_not_shown(portfolio: Portfolio) -> None:
    quotes = [
        {"quote": "Words that wait.", "consent": {"status": "pending"}},
        {"quote": "Words for paper.", "consent": {"status": "granted", "scope": ["print"]}},
    ]
    old = [{"quote": "Words of old."}]
    portfolio.write({"case_studies/one.md": record(testimonials=quotes)})
    portfolio.write({"case_studies/old.md": record("An old one", status="archived", testimonials=old)})
    add_settings(portfolio.root / "mkdocs.yml", "plugins: [search, {casefolio: {drafts: true}}]\n")
    build(portfolio)
    (listed,) = read_html(portfolio.site / "casefolio-preview/index.html").texts("ul", class_="cf-withheld")
    assert "the person has not agreed yet" in listed
    assert "the person agreed, but not to a website" in listed
    wall = portfolio.page("testimonials/index.html")
    assert not [words for words in ("Words that wait", "Words for paper", "Words of old") if words in wall]
    assert "Words of old" in portfolio.page("case-studies/old/index.html")


def quote_without_name(portfolio: Portfolio) -> None:
    portfolio.edit("    name: Marged Pell\n", "    name: Marged Pell\n    attribution: role\n")
    checked = portfolio.check()
    assert "warning CF402" in checked.output
    build(portfolio, is_strict=False)
    assert "Marged Pell" not in portfolio.page(STUDY)


def change_not_shown(portfolio: Portfolio) -> None:
    build(portfolio)
    portfolio.edit("Nobody had ever asked me", "Nobody asked me")
    (portfolio.site / STUDY).write_text("mine", "utf-8")
    portfolio.edit("pull: Nobody had ever", "pull: Nobody")
    build(portfolio)
    assert "Nobody asked me" in portfolio.page(STUDY)


def what_needs_more(portfolio: Portfolio) -> None:
    build(portfolio)
    assert "cf-toggle" not in portfolio.page("case-studies/index.html")
    for name in ("case-studies/feed.xml", "embed/path-by-the-river/index.html"):
        assert not portfolio.has(name)
    assert "og:image" not in portfolio.page(STUDY)
    for number in range(5):
        portfolio.write({f"case_studies/study-{number}.md": record(f"Study number {number}", sectors=["Communities"])})
    build(portfolio, site_url="https://portfolio.example/")
    assert "cf-toggle" in portfolio.page("case-studies/index.html")
    assert "og:image" in portfolio.page(STUDY)
    assert portfolio.has("embed/path-by-the-river/index.html")
    assert portfolio.page("case-studies/feed.xml").count("<entry>") == 1


def list_in_a_study(portfolio: Portfolio) -> None:
    for name in (EXAMPLE, "content/about.md"):
        path = portfolio.root / name
        path.write_text(f"{path.read_text('utf-8')}\n/// testimonials\n///\n", "utf-8")
    build(portfolio)
    assert "/// testimonials" in portfolio.page(STUDY)
    assert "/// testimonials" not in portfolio.page("about/index.html")


def opened_from_the_disk(portfolio: Portfolio) -> None:
    build(portfolio)
    # A web server answers with the page in the folder, a disk with the list of what lies there.
    links = {str(link.get("href")) for link in read_html(portfolio.site / "index.html").all("a")}
    assert "testimonials/" in links
    assert (portfolio.site / "testimonials").is_dir()


def photo_on_its_side(portfolio: Portfolio) -> None:
    # As the camera stored it: red above, blue below. Held upright, red is on the right.
    stored = Image.new("RGB", (1600, 2000), "blue")
    stored.paste("red", (0, 0, 1600, 1000))
    note = Image.Exif()
    note[0x0112] = 6
    for exif, is_upright in ((note, True), (Image.Exif(), False)):
        stored.save(portfolio.root / "case_studies/path-by-the-river/photo.jpg", exif=exif)
        with Image.open(_hero(portfolio, "photo.jpg")) as hero:
            left, right = hero.getpixel((10, hero.height // 2)), hero.getpixel((hero.width - 10, hero.height // 2))
        assert (left != right) == is_upright


def cut_off_head(portfolio: Portfolio) -> None:
    tall = Image.new("RGB", (1600, 2000), "blue")
    tall.paste("red", (0, 0, 1600, 300))
    tall.save(portfolio.root / "case_studies/path-by-the-river/photo.jpg")
    for focal, has_head in (("centre", False), ("top", True)):
        portfolio.edit("focal: {x: 0.66, y: 0.45}", f"focal: {focal}")
        with Image.open(_hero(portfolio, "photo.jpg")) as hero:
            pixel = hero.convert("RGB").getpixel((hero.width // 2, 10))
        assert isinstance(pixel, tuple)
        assert (pixel[0] > pixel[2]) == has_head
        portfolio.edit(f"focal: {focal}", "focal: {x: 0.66, y: 0.45}")


def _hero(portfolio: Portfolio, name: str) -> Path:
    """The largest crop of the study's photo, once that is another file."""
    portfolio.edit("src: hills-at-sunrise.jpg", f"src: {name}")
    build(portfolio)
    portfolio.edit(f"src: {name}", "src: hills-at-sunrise.jpg")
    (path,) = (portfolio.site / "assets/photos").glob("path-by-the-river-*/hero-1600.jpg")
    return path


def photo_of_a_telephone(portfolio: Portfolio) -> None:
    portfolio.write({"case_studies/path-by-the-river/photo.heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(4000)})
    portfolio.edit("src: hills-at-sunrise.jpg", "src: photo.heic")
    assert "a HEIC picture, as telephones take them" in portfolio.check().output


def capitals_of_a_photo(portfolio: Portfolio) -> None:
    portfolio.edit("src: hills-at-sunrise.jpg", "src: Hills-At-Sunrise.JPG")
    assert portfolio.check().code == 1
    assert portfolio.check("--fix").code == 0
    assert "src: hills-at-sunrise.jpg\n" in (portfolio.root / EXAMPLE).read_text("utf-8")


def small_photo(portfolio: Portfolio) -> None:
    portfolio.write({"case_studies/path-by-the-river/small.jpg": photo(1199, 800)})
    portfolio.edit("src: hills-at-sunrise.jpg", "src: small.jpg")
    assert "warning CF306" in portfolio.check().output


def first_build(portfolio: Portfolio) -> None:
    build(portfolio)
    kept = {path: path.stat().st_mtime_ns for path in (portfolio.root / ".cache").rglob("*.jpg")}
    assert kept
    shutil.rmtree(portfolio.site)
    build(portfolio)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept


def line_ends(portfolio: Portfolio) -> None:
    text = (portfolio.root / EXAMPLE).read_text("utf-8").replace("## The brief", "## The breef")
    path = portfolio.root / EXAMPLE
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert portfolio.check("--fix").output.endswith("1 record, nothing wrong\n")
    mended = path.read_bytes()
    assert mended.startswith(b"\xef\xbb\xbf---\r\n")
    assert mended.count(b"\n") == mended.count(b"\r\n") == text.count("\n")
