"""What a built page says of itself to search engines and social networks, in every theme."""

import json
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from tests.mkdocs_plugin.building import BuildOnce, Project, build, digests, photo, record
from tests.mkdocs_plugin.reading import Html, find_words, read_html, read_size
from tests.schema_org import find_invalid, iter_addresses, nodes

URL = "https://sample.example/work/"
THEMES: dict[str, Any] = {
    "material": {"name": "material", "font": False},
    "mkdocs": {"name": "mkdocs"},
    "readthedocs": {"name": "readthedocs"},
}


@pytest.fixture(params=sorted(THEMES))
def site(request: pytest.FixtureRequest, built: BuildOnce) -> Project:
    """The portfolio, in each theme."""
    return built("portfolio", theme=THEMES[request.param])


def generated(site: Project) -> dict[str, Html]:
    """Every page of casefolio, by its address."""
    folders = ("case-studies", "testimonials", "photo-credits")
    paths = sorted(path for folder in folders for path in (site.site / folder).rglob("*.html"))
    assert len(paths) > 10
    return {path.relative_to(site.site).as_posix().removesuffix("index.html"): read_html(path) for path in paths}


def properties(html: Html) -> dict[str, str]:
    """The Open Graph tags, each of which stands once."""
    found = [
        (str(element.get("property")), str(element.get("content")))
        for element in html.all("meta")
        if element.get("property")
    ]
    assert len(dict(found)) == len(found)
    return dict(found)


def data_of(html: Html) -> Any:  # noqa: ANN401 - whatever the script says
    (script,) = html.all("script", type="application/ld+json")
    return json.loads("".join(script.itertext()))


def is_there(site: Project, url: str) -> bool:
    """Whether an address of the site leads to a file, and its fragment to an id."""
    assert url.startswith(URL)
    target = urlsplit(url)
    path = site.site / unquote(target.path.removeprefix("/work/"))
    path = path / "index.html" if target.path.endswith("/") else path
    return path.is_file() and (not target.fragment or target.fragment in read_html(path).ids)


def test_every_page_has_one_description_one_address_and_one_title(site: Project) -> None:
    for address, html in generated(site).items():
        assert len(html.all("title")) == 1
        (description,) = html.all("meta", name="description")
        (canonical,) = html.all("link", rel="canonical")
        tags = properties(html)
        assert canonical.get("href") == tags["og:url"] == URL + address
        assert description.get("content") == tags["og:description"] != ""
        assert tags["og:title"] in html.title
        assert tags["og:site_name"] == "Sample & daughters"
        assert tags["og:locale"] == "en_GB"
        assert len(html.all("meta", name="twitter:card")) == 1


def test_every_page_has_a_picture_the_crop_of_its_photo_or_a_drawn_card(site: Project) -> None:
    crops: set[str] = set()
    cards: set[str] = set()
    of_lists: set[str] = set()
    for html in generated(site).values():
        tags = properties(html)
        is_study = bool(html.all("article", class_="cf-study"))
        assert tags["og:type"] == ("article" if is_study else "website")
        assert html.meta("twitter:card") == "summary_large_image"
        assert is_there(site, tags["og:image"])
        size = read_size(site.site / unquote(tags["og:image"].removeprefix(URL)))
        assert (tags["og:image:width"], tags["og:image:height"]) == (str(size[0]), str(size[1]))
        assert tags.get("og:image:alt") == html.meta("twitter:image:alt")
        if html.all("figure", class_="cf-hero"):
            crops.add(tags["og:image"])
            assert tags["og:image"].endswith(".jpg")
            continue
        assert size == (1200, 630)
        assert tags["og:image"].endswith("-social-1200.png")
        (cards if is_study else of_lists).add(tags["og:image"])
        assert tags["og:title" if is_study else "og:site_name"] in tags["og:image:alt"]
    assert len(crops) >= 3
    assert len(cards) >= 2
    assert len(of_lists) == 1
    assert not cards & of_lists


def test_structured_data_is_valid_and_every_address_of_the_site_in_it_is_there(site: Project) -> None:
    kinds = set()
    for html in generated(site).values():
        data = data_of(html)
        assert find_invalid(data) == []
        kinds |= {node["@type"] for node in data["@graph"]}
        own = [url for url in iter_addresses(data) if url.startswith(URL)]
        assert own
        assert [url for url in own if not is_there(site, url)] == []
        (trail,) = nodes(data, "BreadcrumbList")
        assert trail["itemListElement"][-1]["item"] == properties(html)["og:url"]
        quotes = [" ".join(node["text"].split()) for node in nodes(data, "Quotation")]
        assert quotes == [
            " ".join(" ".join("".join(part.itertext()) for part in quote.iter("p")).split())
            for quote in html.all("blockquote")
            if data["@graph"][0]["@type"] == "Article"
        ]
    assert kinds == {"Article", "BreadcrumbList", "CollectionPage"}


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_without_directory_urls_the_addresses_are_the_hosts(built: BuildOnce, theme: str) -> None:
    site = built("portfolio", theme=THEMES[theme], use_directory_urls=False)
    for html in generated(site).values():
        (canonical,) = html.all("link", rel="canonical")
        assert canonical.get("href") == properties(html)["og:url"]
        assert [url for url in iter_addresses(data_of(html)) if url.startswith(URL) and not is_there(site, url)] == []


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_hostile_words_are_words(project: Project, theme: str) -> None:
    title = "Q & A <3 “words” {{ 7 * 7 }} \"q\" 'a' -->"
    quote = "a < b & c --> {% raw %} \\u003c"
    project.write(
        {
            "case_studies/odd/index.md": record(
                title,
                testimonials=[{"quote": quote, "name": "Ada <3", "attribution": "first_name", "role": "Secretrole"}],
                client={"name": "Secretclient", "description": "a < b & c", "disclosure": "described"},
                photo={"src": "a.jpg", "alt": "\"q\" & 'a' <3"},
            ),
            "case_studies/odd/a.jpg": photo(1280, 854),
        }
    )
    plugins = ["search", "casefolio", "macros"]
    # What is given and not shown is a warning.
    build(project, is_strict=False, theme=THEMES[theme], site_url="https://sample.example/", plugins=plugins)

    html = read_html(project.site / "case-studies/odd/index.html")
    data = data_of(html)
    assert data["@graph"][0]["headline"] == title
    assert [node["text"] for node in nodes(data, "Quotation")] == [quote]
    assert nodes(data, "Person") == [{"@type": "Person", "name": "Ada"}]
    assert nodes(data, "Organization") == []
    assert properties(html)["og:title"] == title
    assert properties(html)["og:image:alt"] == "\"q\" & 'a' <3"
    assert find_words(project.site, "Secretclient", "Secretrole") == []


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_without_an_address_a_site_says_what_needs_none(project: Project, theme: str) -> None:
    project.write({"case_studies/a.md": record(), "case_studies/a.jpg": photo(1280, 854)})

    build(project, theme=THEMES[theme], site_description="Sample & words")

    html = read_html(project.site / "case-studies/a/index.html")
    assert not {"og:url", "og:image"} & set(properties(html))
    assert list(project.site.rglob("social-*.png")) == []
    assert html.meta("twitter:card") == "summary"
    assert list(iter_addresses(data_of(html))) == []
    home = read_html(project.site / "index.html")
    assert [element.get("content") for element in home.all("meta", name="description")] == ["Sample & words"]
    assert properties(home)["og:description"] == "Sample & words"
    assert properties(home)["og:title"] == "Sample"


def test_what_may_not_be_said_is_not_drawn_either(project: Project) -> None:
    """Bytes are compared: a card that said more would differ."""
    clients: dict[str, object] = {
        "a": {"name": "Secretclient", "disclosure": "anonymous"},
        "b": {"name": "Otherclient", "disclosure": "anonymous"},
        "c": {"name": "Secretclient", "disclosure": "named"},
    }
    project.write({f"case_studies/{slug}.md": record(client=client) for slug, client in clients.items()})

    build(project, is_strict=False, site_url="https://sample.example/")

    pages = [read_html(project.site / f"case-studies/{slug}/index.html") for slug in clients]
    alts = [properties(html)["og:image:alt"] for html in pages]
    assert alts[:2] == ["A year of listening. Sample."] * 2
    assert alts[2] == "A year of listening. Secretclient. Sample."
    anonymous, other, named = (
        (project.site / properties(html)["og:image"].removeprefix("https://sample.example/")).read_bytes()
        for html in pages
    )
    assert anonymous == other != named


def test_a_title_that_the_font_cannot_write_shows_the_sites_card(project: Project) -> None:
    project.write({"case_studies/a.md": record("سنة من الاستماع إلى الناس"), "case_studies/b.md": record()})

    build(project, site_url="https://sample.example/")

    images = {
        name: properties(read_html(project.site / name / "index.html")).get("og:image")
        for name in ("case-studies/a", "case-studies/b", "case-studies")
    }
    assert images["case-studies/a"] == images["case-studies"] != images["case-studies/b"]

    build(project, site_name="人々の声を聞く", site_url="https://sample.example/")

    html = read_html(project.site / "case-studies/a/index.html")
    assert "og:image" not in properties(html)
    assert html.meta("twitter:card") == "summary"
    assert properties(read_html(project.site / "case-studies/b/index.html"))["og:image:alt"].startswith("A year of")


def test_a_warm_build_draws_nothing_and_gives_the_same_bytes(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write({f"case_studies/s{number}.md": record(f"A year of {number} days") for number in range(5)})
    build(project, site_url="https://sample.example/")
    cold = digests(project.site / "assets/photos")
    assert len(cold) == 6

    def refuse(words: object) -> bytes:
        raise AssertionError(words)

    monkeypatch.setattr("casefolio.social_cards.draw_card", refuse)
    build(project, site_url="https://sample.example/")

    assert digests(project.site / "assets/photos") == cold
