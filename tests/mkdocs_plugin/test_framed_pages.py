"""What a built site offers to others: pages to frame, their answers, the code to copy; and what none of them says."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin
from xml.etree.ElementTree import Element

import html5lib
import pytest
from tests.mkdocs_plugin.building import BuildOnce, Project, Theme, build, digests, photo, record, try_build
from tests.mkdocs_plugin.reading import Html, find_broken, find_words, iter_addresses, read_html, text_of
from tests.mkdocs_plugin.test_new_projects import each_kind_of_address, each_theme
from tests.mkdocs_plugin.test_words import ODD, QUOTE, SECOND_QUOTE, SUMMARY, TITLE, write_odd_site
from tests.oembed import find_wrong

URL = "https://sample.example/work/"
QUOTES: list[dict[str, Any]] = [
    {"quote": "Xylofontein said no.", "featured": True, "consent": {"status": "refused"}},
    {"quote": "Xylofontein's consent is over.", "consent": {"status": "granted", "expires_on": "2024-01-01"}},
    {"quote": "We laughed a lot, all of us.", "name": "Ann Sample", "pull": "We laughed a lot", "date": "2024-02"},
    {"quote": "Kind.", "name": "Xylofontein Jones", "role": "Nurse", "attribution": "role"},
]
PHOTO = {"src": "one.jpg", "alt": "A hill", "credit": "Photo by Ann Sample on Unsplash, CC BY 4.0", "focal": "left"}


@pytest.fixture
def filled(project: Project) -> Project:
    """A study with everything, one with nothing, one kept, and two that nobody may see."""
    return project.configure(site_url=URL, site_name="Sample & daughters").write(
        {
            "docs/index.md": "# Home\n",
            "case_studies/one/index.md": record(photo=PHOTO, testimonials=QUOTES, sectors=["Health"]),
            "case_studies/one/one.jpg": photo(1300, 900),
            "case_studies/two.md": record(
                "A second study",
                client={"name": "Xylofontein Trust", "description": "a charity", "disclosure": "anonymous"},
            ),
            "case_studies/kept.md": record("A kept study", status="archived", testimonials=[{"quote": "Kept words."}]),
            "case_studies/draft.md": record("Xylofontein", status="draft"),
            "case_studies/later.md": record("Xylofontein two", publish_at="2125-01-01"),
        }
    )


def _build(project: Project, **changes: Any) -> Project:  # noqa: ANN401 - as `build`
    # What is given of a person or a client and not shown is a warning.
    build(project, is_strict=False, **changes)
    return project


def _with_options(project: Project, **options: object) -> Project:
    return project.configure(plugins=["search", {"casefolio": options}])


def _embedded(site_path: Path) -> set[str]:
    return {path.relative_to(site_path).as_posix() for path in (site_path / "embed").rglob("*") if path.is_file()}


def _fields(html: Html) -> list[Element]:
    return [field for block in html.all("details", class_="cf-share") for field in block.iter("textarea")]


def _values(html: Html) -> list[str]:
    """What the fields of a page's block hold: its address, and the code."""
    return [str(field.text) for field in _fields(html)]


def _frame(code: str) -> Element:
    frame: Element
    (frame,) = html5lib.parseFragment(code, namespaceHTMLElements=False)
    assert frame.tag == "iframe"
    return frame


def _file_of(project: Project, url: str) -> Path:
    assert url.startswith(URL), url
    path = project.site / unquote(url.removeprefix(URL))
    return path / "index.html" if url.endswith("/") else path


@each_kind_of_address
def test_each_listed_study_and_the_wall_can_be_framed_and_everything_leads_somewhere(
    filled: Project, *, has_directory_urls: bool
) -> None:
    _build(filled, use_directory_urls=has_directory_urls)

    names = ("one", "two", "testimonials")
    assert _embedded(filled.site) == {
        f"embed/{name}/{file}" for name in names for file in ("index.html", "oembed.json")
    }
    assert find_broken(filled.site, base="/work/") == []
    own = {"one": "case-studies/one", "two": "case-studies/two", "testimonials": "testimonials"}
    for name in names:
        uri = f"embed/{name}/index.html"
        text = filled.page(uri)
        html5lib.HTMLParser(strict=True).parse(text)
        page = read_html(filled.site / uri)
        (canonical,) = page.all("link", rel="canonical")
        href = str(canonical.get("href"))
        assert _file_of(filled, href).is_file()
        assert href.removeprefix(URL).startswith(own[name])
        # The page's own links lead where its canonical address says.
        assert urljoin(f"{URL}{uri}", str(page.all("a")[-2].get("href"))) == href
        assert page.meta("robots") == "noindex"
        assert page.meta("viewport") == "width=device-width, initial-scale=1"
        assert page.one("base").get("target") == "_top"
        assert page.one("base").get("href") is None
        assert page.root.get("lang") == "en"
        assert len(page.all("h1")) == 1
        assert not page.all("style")
        assert [script.get("src") for script in page.all("script")] == ["../../assets/javascripts/casefolio-embed.js"]
        assert not [element for element in page.root.iter() if element.get("style") or element.get("onload")]
        answer = json.loads(filled.page(f"embed/{name}/oembed.json"))
        assert find_wrong(answer) == []
        assert _file_of(filled, str(_frame(answer["html"]).get("src"))) == filled.site / uri
        if "thumbnail_url" in answer:
            assert _file_of(filled, answer["thumbnail_url"]).is_file()


def test_a_framed_study_shows_photo_credit_title_client_summary_and_one_quote(filled: Project) -> None:
    page = read_html(_build(filled).site / "embed/one/index.html")

    assert page.title == "A year of listening - Sample & daughters"
    assert page.texts("h1") == ["A year of listening"]
    assert page.texts("p", class_="cf-embed-client") == ["Sample Health Board"]
    assert page.texts("p", class_="cf-embed-summary") == [
        "Four workshops in one valley, and a plan that people recognised as their own."
    ]
    assert page.texts("blockquote") == ["We laughed a lot"]
    photo_of, quote = page.all("figure")
    assert text_of(photo_of) == "Photo: Ann Sample, Unsplash, CC BY 4.0"
    assert page.one("img").get("alt") == "A hill"
    assert text_of(quote) == "We laughed a lotAnn Sample February 2024"
    assert page.texts("footer") == ["Read the case studySample & daughters"]


def test_a_framed_wall_links_each_quote_to_its_place(filled: Project) -> None:
    page = read_html(_build(filled).site / "embed/testimonials/index.html")

    assert page.texts("blockquote") == ["We laughed a lot", "Kind."]
    assert [link.get("href") for link in page.all("a", class_="cf-origin")] == [
        "../../case-studies/one/#quote_we-laughed-a-lot-all-of-us",
        "../../case-studies/one/#quote_kind",
    ]
    assert page.texts("footer") == ["All testimonialsSample & daughters"]


@each_theme
@each_kind_of_address
def test_pages_name_their_answer_and_hand_out_code_that_leads_to_the_page(
    filled: Project, theme: Theme, *, has_directory_urls: bool
) -> None:
    _build(filled, theme=theme, use_directory_urls=has_directory_urls)

    rest = "/index.html" if has_directory_urls else ".html"
    for uri, name, title in (
        (f"case-studies/one{rest}", "one", "A year of listening"),
        (f"case-studies/two{rest}", "two", "A second study"),
        ("testimonials/index.html", "testimonials", "Testimonials"),
    ):
        page = read_html(filled.site / uri)
        (link,) = page.all("link", type="application/json+oembed")
        assert link.get("rel") == "alternate embed"
        assert link.get("title") == title
        assert link.get("href") == f"{URL}embed/{name}/oembed.json"
        address, code = _values(page)
        assert _file_of(filled, address) == filled.site / uri
        assert code == json.loads(filled.page(f"embed/{name}/oembed.json"))["html"]
        frame = _frame(code)
        assert _file_of(filled, str(frame.get("src"))) == filled.site / f"embed/{name}/index.html"
        assert frame.get("title") == f"{title} - Sample & daughters"
        assert (frame.get("width"), frame.get("loading"), frame.get("style")) == ("100%", "lazy", "border:0")
        assert int(str(frame.get("height"))) >= 200
        # Each field has words of its own, without an id that a heading could have.
        labels = [label for block in page.all("details", class_="cf-share") for label in block.iter("label")]
        assert [text_of(label).partition("http")[0].partition("<")[0] for label in labels] == [
            "The address of this page",
            "HTML that shows it on another site",
        ]
        assert [field.get("readonly") for field in _fields(page)] == ["", ""]
    for uri in (f"case-studies/kept{rest}", "case-studies/index.html", "index.html", "photo-credits/index.html"):
        other = read_html(filled.site / uri)
        assert not other.all("link", type="application/json+oembed")
        assert not _fields(other)


def test_nothing_of_what_is_withheld_is_in_any_file_of_the_site(filled: Project) -> None:
    _build(filled)

    assert find_words(filled.site, "Xylofontein", "ylofontein", "a charity") == []
    assert find_words(filled.site / "embed", "Kept words", "A kept study") == []


def test_the_code_is_in_no_search_and_in_no_feed(filled: Project) -> None:
    filled.write({"case_studies/two.md": record("A second study", published_on="2024-01-01")})

    _build(filled, theme={"name": "material", "font": False})

    index = filled.page("search/search_index.json")
    assert "A second study" in index
    for text in (index, filled.page("case-studies/feed.xml"), filled.page("case-studies/feed.json")):
        assert not [words for words in ("iframe", "cf-share", "/embed/", "Share or embed") if words in text]
    assert "embed" not in filled.page("sitemap.xml")


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_hostile_words_are_words_in_pages_answers_and_code(project: Project, theme: str) -> None:
    write_odd_site(project)
    build(project, theme={"name": theme, "font": False} if theme == "material" else theme)

    text = project.page("embed/odd/index.html")
    html5lib.HTMLParser(strict=True).parse(text)
    page = Html(text)
    whole_title = f"{TITLE} - Sample & <3 daughters"
    assert page.title == whole_title
    assert page.texts("h1") == [TITLE]
    assert page.texts("p", class_="cf-embed-client") == [f"Client {TITLE}"]
    assert page.texts("p", class_="cf-embed-summary") == [SUMMARY]
    assert page.one("img").get("alt") == f"Alt {TITLE}"
    assert page.texts("blockquote") == [ODD]
    assert not {element.tag for element in page.root.iter()} & {"style", "b", "svg", "iframe", "mark"}
    wall_text = project.page("embed/testimonials/index.html")
    html5lib.HTMLParser(strict=True).parse(wall_text)
    wall = Html(wall_text)
    quotes = ["\n\n".join(text_of(part) for part in quote.iter("p")) for quote in wall.all("blockquote")]
    assert quotes == [ODD, SECOND_QUOTE]
    assert QUOTE not in quotes
    answer = json.loads(project.page("embed/odd/oembed.json"))
    assert find_wrong(answer) == []
    assert answer["title"] == TITLE
    assert answer["provider_name"] == "Sample & <3 daughters"
    study = read_html(project.site / "case-studies/odd/index.html")
    address, code = _values(study)
    assert address == "https://sample.example/case-studies/odd/"
    assert code == answer["html"]
    assert _frame(code).get("title") == whole_title
    assert study.one("link", type="application/json+oembed").get("title") == TITLE


def test_a_brand_is_carried_over_and_no_page_asks_for_anything_of_another_origin(filled: Project) -> None:
    elsewhere = ["https://fonts.example/a.css", "//fonts.example/b.css", "/root.css"]
    filled.write({"docs/css/brand.css": ".cf { --cf-accent: #123456; }\n"})

    _build(filled, extra_css=["css/brand.css", *elsewhere])

    for name in ("one", "testimonials"):
        page = read_html(filled.site / f"embed/{name}/index.html")
        assert [link.get("href") for link in page.all("link", rel="stylesheet")] == [
            "../../assets/stylesheets/casefolio.css",
            "../../assets/stylesheets/casefolio-embed.css",
            "../../css/brand.css",
        ]
        loaded = [address for what, address in iter_addresses(page) if not what.startswith(("<a ", "<link "))]
        assert loaded
        assert not [address for address in loaded if ":" in address or address.startswith("/")]
    for path in (filled.site / "assets").rglob("casefolio*.*"):
        if path.suffix in {".css", ".js"}:
            assert not re.findall(r"url\(|@import|https?:", path.read_text(encoding="utf-8")), path.name


@pytest.mark.parametrize("how", ["option", "address"])
def test_without_leave_or_an_address_there_is_none_of_it(filled: Project, how: str) -> None:
    filled = _with_options(filled, embeds=False) if how == "option" else filled.configure(site_url=None)

    _build(filled)

    assert not (filled.site / "embed").exists()
    for path in filled.site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not [words for words in ("oembed", "cf-share") if words in text]


def test_a_site_that_stops_offering_takes_away_what_there_was(filled: Project) -> None:
    first = digests(_build(filled).site)
    assert digests(_build(filled).site) == first

    _build(_with_options(filled, embeds=False))

    assert not {uri for uri in digests(filled.site) if uri.startswith("embed/")}
    assert not list((filled.root / ".cache/casefolio/files").rglob("*.json"))


def test_the_folder_is_an_option(filled: Project) -> None:
    _build(_with_options(filled, paths={"embed": "for/others"}))

    assert not (filled.site / "embed").exists()
    assert find_broken(filled.site, base="/work/") == []
    address, code = _values(read_html(filled.site / "case-studies/one/index.html"))
    assert address == f"{URL}case-studies/one/"
    assert _frame(code).get("src") == f"{URL}for/others/one/"


@each_kind_of_address
def test_a_page_of_the_editor_wins(filled: Project, *, has_directory_urls: bool) -> None:
    filled.write({"docs/embed/one.md": "# My own\n", "docs/embed/two/oembed.json": '{"mine": 1}'})

    _build(filled, use_directory_urls=has_directory_urls)

    own = "embed/one/index.html" if has_directory_urls else "embed/one.html"
    assert "My own" in filled.page(own)
    _, code = _values(read_html(filled.site / f"case-studies/one{own.removeprefix('embed/one')}"))
    assert _file_of(filled, str(_frame(code).get("src"))) == filled.site / own
    assert filled.page("embed/two/oembed.json") == '{"mine": 1}'
    assert find_broken(filled.site, base="/work/") == []


def test_no_study_and_no_old_address_stands_in_the_way(filled: Project) -> None:
    filled.write(
        {
            "case_studies/testimonials.md": record("A study of words"),
            "case_studies/three.md": record("A third study", aliases=["embed/one", "embed/old"]),
        }
    )

    outcome = try_build(filled, is_strict=False)

    errors = [line for line in outcome.lines("ERROR") if line.startswith("casefolio: case_studies/")]
    assert [re.findall(r"CF\d+", line)[0] for line in errors] == ["CF502", "CF505", "CF505"], outcome.output
    assert "the address `testimonials` is that of a generated page" in errors[0]

    _build(_with_options(filled, embeds=False))

    assert (filled.site / "embed/old/index.html").is_file()


def test_words_are_welsh_on_a_welsh_site_and_a_study_keeps_its_language(filled: Project) -> None:
    filled.write({"case_studies/two.md": record("A second study", lang="en")})

    _build(filled, theme={"name": "material", "font": False, "language": "cy"})

    page = read_html(filled.site / "embed/two/index.html")
    assert page.root.get("lang") == "cy"
    assert page.one("article").get("lang") == "en"
    assert page.one("footer").get("lang") == "cy"
    assert page.texts("footer") == ["Darllen yr astudiaeth achosSample & daughters"]
    study = read_html(filled.site / "case-studies/two/index.html")
    assert study.texts("summary") == ["Rhannu neu fewnosod yr astudiaeth achos hon"]


def test_a_preview_marks_drafts_in_frames_too(filled: Project) -> None:
    _build(_with_options(filled, drafts=True))

    assert read_html(filled.site / "embed/draft/index.html").texts("p", class_="cf-notice") == [
        "Draft: not published yet."
    ]


def test_nothing_that_is_not_public_is_in_the_frames_of_the_sample(built: BuildOnce) -> None:
    site = built("portfolio").site

    assert find_words(site / "embed", "anzibarquokka", "ylofontein", "smelled of mint", "old-garden") == []
    assert len(_embedded(site)) >= 8
    for path in (site / "embed").rglob("*.html"):
        html5lib.HTMLParser(strict=True).parse(path.read_text(encoding="utf-8"))
    assert find_broken(site, base="/work/") == []
