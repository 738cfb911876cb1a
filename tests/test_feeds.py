"""The feeds keep what their specifications ask for, whatever a record says."""

import json
import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.studies import section, site, study

from casefolio.feeds import MOST_ENTRIES, feed_links, make_absolute, newest, render_feeds
from casefolio.models import CaseStudy
from casefolio.settings import Audience, PagePaths
from casefolio.views import Page, Site, TextFile
from casefolio.views.case_study import view_case_study

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
URL = "https://sample.example/work/"
#: RFC 3339 section 5.6, as RFC 4287 section 3.3 and JSON Feed ask for it.
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
FULL: dict[str, Any] = {
    "title": "Bees & <3",
    "published_on": "2024-02-01",
    "updated_on": "2024-03-05",
    "sectors": ["Health & care", "Trust"],
    "themes": ["Trust"],
    "photo": {"src": "fig.jpg", "alt": "A fig", "credit": {"author": "Ada Sample"}},
    "testimonials": [
        {"quote": "They spent it on a toaster.", "pull": "on a toaster", "name": "Sioned Sample"},
        {"quote": "Not to be shown.", "consent": {"status": "pending"}},
    ],
    "sections": (section("See [that](../other/#top), [here](#quote-1) and [mail](mailto:a@sample.example)."),),
}


def feeds(
    found: Site, *, site_name: str = "Sample & daughters", sizes: dict[str, int] | None = None
) -> tuple[str, str]:
    atom, jsonfeed = render_feeds(found, site_name=site_name, site_url=URL, sizes=sizes or {})
    return atom.text, jsonfeed.text


def atom_of(found: Site, sizes: dict[str, int] | None = None) -> ET.Element:
    return read_xml(feeds(found, sizes=sizes)[0])


def json_of(found: Site) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(feeds(found)[1])
    return parsed


def read_xml(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own


def is_absolute(address: str | None) -> bool:
    parts = urlsplit(address or "")
    return bool(parts.scheme and (parts.netloc or parts.scheme in {"mailto", "tel"})) and " " not in (address or "")


def check_atom(text: str) -> ET.Element:
    """Holds a feed against RFC 4287; the numbers are those of its sections."""
    feed = read_xml(text)
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    for element in (feed, *entries):  # 4.1.1, 4.1.2: exactly one of each, at most one of some
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
        for name in ("published", "summary", "content", "subtitle"):
            assert len(element.findall(f"{ATOM}{name}")) <= 1
        assert is_absolute(element.findtext(f"{ATOM}id"))  # 4.2.6
        for moment in (*element.findall(f"{ATOM}updated"), *element.findall(f"{ATOM}published")):
            assert MOMENT.fullmatch(moment.text or "")  # 3.3
        links = element.findall(f"{ATOM}link")
        assert all(is_absolute(link.get("href")) for link in links)  # 4.2.7.1
        kinds = [(link.get("type"), link.get("hreflang")) for link in links if link.get("rel") == "alternate"]
        assert len(set(kinds)) == len(kinds)  # 4.1.1, 4.1.2
        for category in element.findall(f"{ATOM}category"):
            assert category.get("term")  # 4.2.2.1
            assert is_absolute(category.get("scheme"))  # 4.2.2.2
    assert [link.get("rel") for link in feed.findall(f"{ATOM}link")].count("self") == 1  # 4.1.1
    # 4.1.1 and 3.2.1: an author, since no entry has one, with exactly one name
    assert [len(author.findall(f"{ATOM}name")) for author in feed.findall(f"{ATOM}author")] == [1]
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)  # 4.1.1 allows an id twice only with other dates
    for entry in entries:
        content = entry.find(f"{ATOM}content")
        assert content is not None
        assert (content.get("type"), len(content)) == ("html", 0)  # 4.1.3.3: text, no child elements
        check_html(content.text or "")
    return feed


def check_json(text: str) -> dict[str, Any]:
    """Holds a feed against JSON Feed 1.1, by the names of its chapters."""
    feed: dict[str, Any] = json.loads(text)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"  # Top-level: required
    assert isinstance(feed["title"], str)  # Top-level: required
    assert is_absolute(feed["home_page_url"])
    assert is_absolute(feed["feed_url"])
    assert all(author["name"] for author in feed["authors"])  # Top-level: at least one of an author's values
    ids = [item["id"] for item in feed["items"]]  # Items: `id` is required, a text, and unique
    assert all(isinstance(name, str) and name for name in ids)
    assert len(set(ids)) == len(ids)
    for item in feed["items"]:
        assert item["content_html"]  # Items: `content_html` or `content_text`
        check_html(item["content_html"])
        assert all(MOMENT.fullmatch(item[name]) for name in ("date_published", "date_modified") if name in item)
        assert all(is_absolute(item[name]) for name in ("url", "image") if name in item)
        assert all(isinstance(tag, str) for tag in item.get("tags", []))
    return feed


def check_html(html: str) -> None:
    """Content stands alone: it is right, and every address in it is absolute (RFC 4287 4.1.3.3, 3.1.1.2)."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    document = parser.parseFragment(html)
    assert [error for _, error, _ in parser.errors if error != "invalid-codepoint"] == []
    for element in document.iter():
        for name in ("href", "src", "poster"):
            assert element.get(name) is None or is_absolute(element.get(name))
        for candidate in filter(None, element.get("srcset", "").split(", ")):
            assert is_absolute(candidate.split()[0])


def test_feeds_stand_in_the_portfolios_folder_and_keep_their_specifications() -> None:
    files = render_feeds(site([study(**FULL)]), site_name="Sample", site_url=URL, sizes={})
    assert [file.uri for file in files] == ["case-studies/feed.xml", "case-studies/feed.json"]
    check_atom(files[0].text)
    check_json(files[1].text)


def test_atom_says_everything_of_a_study() -> None:
    found = site([study(**FULL)])
    feed = atom_of(found, sizes={"assets/photos/sample/social-800.jpg": 4321})
    assert feed.get(LANG) == "en"
    assert feed.findtext(f"{ATOM}title") == "Case studies - Sample & daughters"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Sample & daughters"
    assert [link.attrib for link in feed.findall(f"{ATOM}link")] == [
        {"rel": "self", "type": "application/atom+xml", "href": f"{URL}case-studies/feed.xml"},
        {"rel": "alternate", "type": "text/html", "href": f"{URL}case-studies/"},
    ]
    (entry,) = feed.findall(f"{ATOM}entry")
    texts = {element.tag.removeprefix(ATOM): element.text for element in entry if element.text and not element.attrib}
    assert texts == {
        "id": f"{URL}case-studies/sample/",
        "title": "Bees & <3",
        "updated": "2024-03-05T00:00:00Z",
        "published": "2024-02-01T00:00:00Z",
        "summary": "What happened, why, and the result, in a sentence that is long enough.",
    }
    image = f"{URL}assets/photos/sample/social-800.jpg"
    assert [link.attrib for link in entry.findall(f"{ATOM}link")] == [
        {"rel": "alternate", "type": "text/html", "href": f"{URL}case-studies/sample/"},
        {"rel": "enclosure", "type": "image/jpeg", "href": image, "length": "4321"},
    ]
    assert [category.attrib for category in entry.findall(f"{ATOM}category")] == [
        {"term": "Health & care", "scheme": f"{URL}case-studies/sectors/"},
        {"term": "Trust", "scheme": f"{URL}case-studies/sectors/"},
        {"term": "Trust", "scheme": f"{URL}case-studies/themes/"},
    ]


def test_json_feed_says_everything_of_a_study() -> None:
    feed = json_of(site([study(lang="cy", **FULL)]))
    (item,) = feed.pop("items")
    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Case studies - Sample & daughters",
        "home_page_url": f"{URL}case-studies/",
        "feed_url": f"{URL}case-studies/feed.json",
        "authors": [{"name": "Sample & daughters"}],
        "language": "en",
    }
    item.pop("content_html")
    assert item == {
        "id": f"{URL}case-studies/sample/",
        "url": f"{URL}case-studies/sample/",
        "title": "Bees & <3",
        "summary": "What happened, why, and the result, in a sentence that is long enough.",
        "image": f"{URL}assets/photos/sample/social-800.jpg",
        "date_published": "2024-02-01T00:00:00Z",
        "date_modified": "2024-03-05T00:00:00Z",
        "tags": ["Health & care", "Trust"],
        "language": "cy",
    }


def test_the_content_is_the_page_without_the_ways_on_and_with_absolute_addresses() -> None:
    found = site([study(**FULL), study("other", sectors=["Trust"])])
    body = view_case_study(found.library.listed[0], found).body
    assert "cf-onward" in body
    assert "cf-pull" in body
    (item,) = json_of(found)["items"]
    content = item["content_html"]
    assert "cf-onward" not in content
    assert "cf-pull" not in content
    assert "They spent it on a toaster." in content
    assert f'<a href="{URL}case-studies/other/#top">that</a>' in content
    assert f'<a href="{URL}case-studies/sample/#quote-1">here</a>' in content
    assert '<a href="mailto:a@sample.example">mail</a>' in content
    assert f"{URL}assets/photos/sample/hero-400.webp 400w, {URL}assets/photos/sample/hero-800.webp 800w" in content
    assert atom_of(found).findtext(f"{ATOM}entry/{ATOM}content") == content


def test_only_what_is_visible_is_in_a_feed() -> None:
    dated = {"published_on": "2024-01-01"}
    found = site(
        [
            study(**FULL),
            study("draft", status="draft", **dated),
            study("later", publish_at="2026-03-02", **dated),
            study("old", status="archived", **dated),
            study("hushed", client={"name": "Secret Ltd", "disclosure": "anonymous"}, **dated),
        ]
    )
    texts = feeds(found)
    assert [item["url"].split("/")[-2] for item in json.loads(texts[1])["items"]] == ["sample", "hushed"]
    for words in ("Not to be shown.", "Secret Ltd", "/draft", "/later", "/old"):
        assert not [text for text in texts if words in text]
    preview = site([study("draft", status="draft", **dated)], audience=Audience.EDITORS)
    assert [item["title"] for item in json_of(preview)["items"]] == ["The study draft"]


def test_the_last_change_comes_first_a_study_without_a_date_is_left_out_and_the_rest_is_cut() -> None:
    first = date(2020, 1, 1)
    studies = [study(f"s{number}", published_on=f"{first + timedelta(number)}") for number in range(MOST_ENTRIES + 5)]
    found = site([*studies, study("undated"), study("only-updated", updated_on="2024-05-06")])
    slugs = [item.page_slug for item in newest(found.library)]
    assert slugs == ["only-updated", *(f"s{number}" for number in range(MOST_ENTRIES + 4, 5, -1))]
    feed = atom_of(found)
    assert feed.findtext(f"{ATOM}updated") == "2024-05-06T00:00:00Z"
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}published") is None for entry in entries] == [True, *[False] * (MOST_ENTRIES - 1)]


@pytest.mark.parametrize(
    ("studies", "site_url"), [([study(**FULL)], ""), ([study()], URL), ([], URL)], ids=["nowhere", "undated", "empty"]
)
def test_there_is_no_feed_without_an_address_or_an_entry(studies: list[CaseStudy], site_url: str) -> None:
    assert render_feeds(site(studies), site_name="Sample", site_url=site_url, sizes={}) == ()


def test_a_site_without_a_name_is_known_by_its_address() -> None:
    feed = check_atom(feeds(site([study(**FULL)]), site_name="")[0])
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "sample.example"
    assert feed.findtext(f"{ATOM}title") == "Case studies"


def test_a_page_links_the_feeds_from_where_it_stands() -> None:
    found = site([study(**FULL)])
    page: Page = view_case_study(found.library.listed[0], found)
    assert feed_links(page, found, "Sample") == [
        {"type": "application/atom+xml", "title": "Case studies - Sample", "href": "../../case-studies/feed.xml"},
        {"type": "application/feed+json", "title": "Case studies - Sample", "href": "../../case-studies/feed.json"},
    ]


def test_a_value_that_looks_like_an_attribute_is_left_alone() -> None:
    html = (
        '<a title=" href=" href="x">href="y" &lt;a href="z"&gt;</a><video controls src="v?a&amp;b"></video><p>1 > 0</p>'
    )
    assert make_absolute(html, f"{URL}p/") == (
        f'<a title=" href=" href="{URL}p/x">href="y" &lt;a href="z"&gt;</a>'
        f'<video controls src="{URL}p/v?a&amp;b"></video><p>1 > 0</p>'
    )


def test_an_address_that_is_none_stays_as_it_is() -> None:
    assert make_absolute('<a href="http://[">x</a>', URL) == '<a href="http://[">x</a>'


HOSTILE = st.text(min_size=1, max_size=60) | st.sampled_from(
    ["]]>", "<![CDATA[", "\x00\x08\x0b\ufffe\uffff", "\ud800", "&#0;", '"><script>', "<!--", "&amp;", "\u2028", "\x85"]
)


@given(words=HOSTILE, name=HOSTILE)
def test_any_text_gives_feeds_that_can_be_read(words: str, name: str) -> None:
    hostile = study(
        published_on="2024-01-01",
        testimonials=[{"quote": "x"}],
        sections=(section("*x*\n\n" + words.encode(errors="replace").decode()),),
    )
    hostile = hostile.model_copy(update={"title": words, "summary": words, "themes": (f"t{words}",)})
    quote = hostile.testimonials[0].model_copy(update={"quote": words, "name": words})
    hostile = hostile.model_copy(update={"testimonials": (quote,)})
    found = site([hostile])
    files: tuple[TextFile, ...] = render_feeds(found, site_name=name, site_url=URL, sizes={})
    feed = check_atom(files[0].text.encode().decode())
    items = check_json(files[1].text.encode().decode())["items"]
    # A reader of XML makes one line end of several kinds (XML 1.0, 2.11).
    title = (feed.findtext(f"{ATOM}entry/{ATOM}title") or "").strip("\n")
    assert title == items[0]["title"].replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def test_a_portfolio_at_the_root_has_its_feeds_there() -> None:
    found = site([study(**FULL)])
    object.__setattr__(found.addresses, "paths", PagePaths(portfolio=""))
    files = render_feeds(found, site_name="Sample", site_url=URL, sizes={})
    assert [file.uri for file in files] == ["feed.xml", "feed.json"]
