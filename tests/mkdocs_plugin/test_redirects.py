"""Old addresses of a built site lead on, in every form of address, and never stand in the way of a page."""

from pathlib import Path
from urllib.parse import urljoin

from tests.mkdocs_plugin.building import Project, build, record, try_build
from tests.mkdocs_plugin.reading import find_broken, read_html
from tests.mkdocs_plugin.test_new_projects import each_kind_of_address

URL = "https://sample.example/work/"
ALIASES = ["work/old/", "/older", "2019/oldest.html", ".hidden/one", "caf%C3%A9/a%20b"]


def _places(site_path: Path) -> set[str]:
    names = ("work", "older", "2019", ".hidden", "café")
    return {
        path.relative_to(site_path).as_posix()
        for path in site_path.rglob("*.html")
        if path.relative_to(site_path).as_posix().startswith(names)
    }


@each_kind_of_address
def test_every_alias_leads_to_its_study(project: Project, *, has_directory_urls: bool) -> None:
    project.configure(site_url=URL).write(
        {"docs/index.md": "# Home\n", "case_studies/one.md": record(aliases=ALIASES, published_on="2024-01-01")}
    )

    build(project, use_directory_urls=has_directory_urls)

    rest = "{}/index.html" if has_directory_urls else "{}.html"
    expected = {rest.format(name) for name in ("work/old", "older", ".hidden/one", "café/a b")} | {"2019/oldest.html"}
    assert _places(project.site) == expected
    study = "case-studies/one/" if has_directory_urls else "case-studies/one.html"
    for uri in expected:
        page = read_html(project.site / uri)
        refresh = str(page.one("meta", **{"http-equiv": "refresh"}).get("content"))
        delay, _, target = refresh.partition("; url=")
        assert (delay, urljoin(URL + uri, target)) == ("0", URL + study)
        assert page.one("a").get("href") == target
        assert page.one("link", rel="canonical").get("href") == URL + study
        assert page.meta("robots") == "noindex"
        assert page.root.get("lang") == "en"
    assert find_broken(project.site, base="/work/") == []
    assert "old" not in project.page("sitemap.xml")
    assert "old" not in project.page("search/search_index.json")


def test_an_alias_may_become_a_folder_from_one_build_to_the_next(project: Project) -> None:
    project.write({"docs/index.md": "# Home\n", "case_studies/one.md": record(aliases=["x.html"])})
    build(project)
    project.write({"case_studies/one.md": record(aliases=["x.html/y"])})

    build(project)

    assert read_html(project.site / "x.html/y/index.html").title == "A year of listening"


@each_kind_of_address
def test_an_alias_that_is_any_page_or_file_is_an_error_at_its_place(
    project: Project, *, has_directory_urls: bool
) -> None:
    taken = ["about/", "notes/plan.txt", "case-studies/sectors/health", "case-studies/sectors", "photo-credits"]
    taken += ["case-studies/two", "case-studies/feed.xml", "sitemap.xml", "404.html", "index.html", "assets/photos/x"]
    project.write(
        {
            "docs/index.md": "# Home\n",
            "docs/about.md": "# About\n",
            "docs/notes/plan.txt": "A plan",
            "case_studies/one.md": record(aliases=taken, sectors=["Health"]),
            "case_studies/two.md": record("Another title"),
        }
    )
    if not has_directory_urls:
        taken.remove("notes/plan.txt")  # There the old address is another file: `plan.txt.html`.
        taken.remove("case-studies/feed.xml")
        taken.remove("sitemap.xml")

    outcome = try_build(project, use_directory_urls=has_directory_urls)

    found = [line for line in outcome.lines("ERROR") if "CF505" in line]
    assert outcome.code == 1
    assert [line.split("`")[3] for line in found] == taken, outcome.output
    assert not project.site.exists()


def test_an_alias_of_a_hidden_study_is_published_nowhere(project: Project) -> None:
    project.write({"docs/index.md": "# Home\n", "case_studies/one.md": record(aliases=["secretpath"], status="draft")})

    build(project)

    assert not list(project.site.rglob("*secretpath*"))
    assert not [path for path in project.site.rglob("*.html") if "secretpath" in path.read_text(encoding="utf-8")]
