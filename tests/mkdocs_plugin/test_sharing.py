"""What a built page says of itself to search engines and social networks, in every theme."""

import json
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from tests.mkdocs_plugin.building import BuildOnce, Project, build, photo, record
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


def test_a_study_with_a_photo_shows_its_crop_and_lists_and_others_none(site: Project) -> None:
    with_photo = []
    for address, html in generated(site).items():
        tags = properties(html)
        is_study = bool(html.all("article", class_="cf-study"))
        assert tags["og:type"] == ("article" if is_study else "website")
        has_hero = bool(html.all("figure", class_="cf-hero"))
        assert ("og:image" in tags) == has_hero
        assert html.meta("twitter:card") == ("summary_large_image" if has_hero else "summary")
        if has_hero:
            with_photo.append(address)
            assert is_there(site, tags["og:image"])
            size = read_size(site.site / unquote(tags["og:image"].removeprefix(URL)))
            assert (tags["og:image:width"], tags["og:image:height"]) == (str(size[0]), str(size[1]))
            assert tags.get("og:image:alt") == html.meta("twitter:image:alt")
    assert len(with_photo) >= 3


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
    assert list(iter_addresses(data_of(html))) == []
    home = read_html(project.site / "index.html")
    assert [element.get("content") for element in home.all("meta", name="description")] == ["Sample & words"]
    assert properties(home)["og:description"] == "Sample & words"
    assert properties(home)["og:title"] == "Sample"
