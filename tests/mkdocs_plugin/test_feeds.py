"""The feeds of a built site: named by its pages, full of links that lead somewhere, and free of what is hidden."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.mkdocs_plugin.building import BuildOnce, Project, Theme, build, digests, photo, record
from tests.mkdocs_plugin.reading import Html, find_words, iter_addresses, read_html
from tests.mkdocs_plugin.test_new_projects import each_kind_of_address, each_theme

ATOM = "{http://www.w3.org/2005/Atom}"
URL = "https://sample.example/work/"
QUOTES = [
    {"quote": "We laughed a lot.", "name": "Ann Sample"},
    {"quote": "Xylofontein said no.", "consent": {"status": "refused"}},
]


def _write(project: Project) -> Project:
    credited = {"src": "one.jpg", "alt": "A hill", "credit": "Photo by Ann Sample"}
    return project.configure(site_url=URL).write(
        {
            "docs/index.md": "# Home\n",
            "case_studies/one.md": record(
                published_on="2024-05-01",
                sectors=["Health"],
                photo=credited,
                testimonials=QUOTES,
                body="## The brief\n\nSee [the wall](/testimonials/) and [two](two.md).\n",
            ),
            "case_studies/one.jpg": photo(),
            "case_studies/two.md": record("A second study", updated_on="2024-06-01"),
            "case_studies/draft.md": record("Xylofontein", status="draft", published_on="2024-01-01"),
            "case_studies/later.md": record("Xylofontein two", publish_at="2125-01-01", published_on="2024-01-01"),
        }
    )


def _file_of(site_path: Path, url: str) -> Path:
    path = site_path / url.removeprefix(URL).partition("#")[0]
    return path / "index.html" if path.is_dir() else path


@each_theme
@each_kind_of_address
def test_every_page_names_feeds_whose_addresses_all_lead_somewhere(
    project: Project, theme: Theme, *, has_directory_urls: bool
) -> None:
    build(_write(project), theme=theme, use_directory_urls=has_directory_urls)

    for path in project.site.rglob("*.html"):
        page = read_html(path)
        # Neither these nor what another site frames are pages to subscribe to.
        if path.name in {"404.html", "search.html"} or page.root.get("class") == "cf-embed":
            continue
        links = page.all("link", rel="alternate feed")
        found = {link.get("type"): (path.parent / str(link.get("href"))).resolve() for link in links}
        assert found == {
            "application/atom+xml": project.site / "case-studies/feed.xml",
            "application/feed+json": project.site / "case-studies/feed.json",
        }
    feed = json.loads(project.page("case-studies/feed.json"))
    assert [item["title"] for item in feed["items"]] == ["A second study", "A year of listening"]
    named = [feed["home_page_url"], feed["feed_url"], *(item["url"] for item in feed["items"])]
    for item in feed["items"]:
        named += [address for _, address in iter_addresses(Html(item["content_html"]))]
    # The portfolio, the feed, two studies; in one of them a term, the wall, the other study, and the photo's files.
    assert len(named) == 4 + 3 + 6
    assert [url for url in named if not url.startswith(URL) or not _file_of(project.site, url).is_file()] == []
    assert find_words(project.site, "Xylofontein", "ylofontein") == []


def test_the_photo_of_an_entry_has_its_true_size(project: Project) -> None:
    build(_write(project))

    feed = ET.fromstring(project.page("case-studies/feed.xml"))  # noqa: S314 - our own
    (link,) = feed.findall(f"{ATOM}entry/{ATOM}link[@rel='enclosure']")
    assert link.get("length") == str(_file_of(project.site, str(link.get("href"))).stat().st_size)


def test_a_second_build_writes_the_same_feeds_and_one_without_an_address_takes_them_away(project: Project) -> None:
    build(_write(project))
    first = digests(project.site)
    build(project)
    assert digests(project.site) == first
    assert {"case-studies/feed.xml", "case-studies/feed.json"} <= first.keys()

    build(project.configure(site_url=None))

    assert not {uri for uri in digests(project.site) if "feed" in uri}
    assert "feed.xml" not in project.page("case-studies/index.html")
    assert list((project.root / ".cache").rglob("*.xml")) == []


def test_a_feed_of_the_editor_wins(project: Project) -> None:
    _write(project).write({"docs/case-studies/feed.xml": "<mine/>"})

    build(project)

    assert project.page("case-studies/feed.xml") == "<mine/>"


@pytest.mark.parametrize("uri", ["case-studies/feed.xml", "case-studies/feed.json"])
def test_what_is_not_public_is_in_no_feed_of_the_sample(built: BuildOnce, uri: str) -> None:
    text = built("portfolio").page(uri)

    assert not [word for word in ("anzibarquokka", "ylofontein", "smelled of mint") if word in text]
