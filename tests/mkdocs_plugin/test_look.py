"""What a new site looks like without a word about it, and that whatever its owner says about it is left alone."""

import pytest
from tests.mkdocs_plugin.building import Project, build, record
from tests.mkdocs_plugin.reading import find_broken, read_html, text_of

HOME = "# Welcome\n\nWords of my own.\n"


@pytest.fixture
def new(project: Project) -> Project:
    """The mkdocs.yml of the manual, one study, one page."""
    return project.configure(theme="material").write({"docs/index.md": HOME, "case_studies/one.md": record()})


def test_a_new_site_asks_no_other_site_and_has_light_dark_and_navigation(new: Project) -> None:
    build(new)

    for path in new.site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "fonts.g" not in text
        schemes = [element.get("data-md-color-scheme") for element in read_html(path).all("input", class_="md-option")]
        if not path.is_relative_to(new.site / "embed"):
            assert schemes == ["default", "slate"]
            assert 'class="md-tabs"' in text


def test_a_welsh_site_speaks_welsh(new: Project) -> None:
    build(new.configure(theme={"name": "material", "language": "cy"}))

    home = new.page("index.html")
    assert 'aria-label="Newid i’r modd tywyll"' in home
    assert 'role="dialog" aria-label="Chwilio"' in home
    assert "Nid yw’r dudalen hon yma" in new.page("404.html")


def test_what_the_owner_chose_stays(new: Project) -> None:
    theme = {"name": "material", "font": {"text": "Bitter"}, "palette": {"primary": "red"}, "features": []}
    build(new.configure(theme=theme))

    home = new.page("index.html")
    assert "family=Bitter" in home
    assert 'data-md-color-primary="red"' in home
    assert "md-option" not in home
    assert 'class="md-tabs"' not in home


def test_the_look_can_be_kept_to_the_generated_pages(new: Project) -> None:
    new.write({"docs/list.md": "# List\n\n/// portfolio\n///\n"})
    build(new.configure(plugins=["search", {"casefolio": {"look": "pages"}}]))

    home = read_html(new.site / "index.html")
    assert "fonts.googleapis.com" in new.page("index.html")
    assert "casefolio.js" not in new.page("index.html")
    assert "cf-colophon" not in new.page("index.html")
    assert "casefolio.js" in new.page("list/index.html")
    assert "md-header" not in new.page("assets/stylesheets/casefolio.css")
    assert [bar.get("hidden") for bar in home.all("div", class_="md-sidebar")] == [None, None]
    assert home.all("link", rel="stylesheet")[-1].get("href") == "assets/stylesheets/casefolio.css"


def test_one_stylesheet_has_pages_and_frame_and_a_copy_of_the_owners_replaces_it(new: Project) -> None:
    build(new)
    both = new.page("assets/stylesheets/casefolio.css")
    assert ".cf-cards" in both
    assert ".md-header" in both
    assert "casefolio-frame.css" not in new.page("index.html")

    theme = {"name": "material", "custom_dir": "mine"}
    build(new.configure(theme=theme).write({"mine/assets/stylesheets/casefolio.css": ".cf { color: red }"}))

    assert new.page("assets/stylesheets/casefolio.css") == ".cf { color: red }"
    assert "assets/stylesheets/casefolio-frame.css" in new.page("index.html")


def test_side_bars_go_where_the_header_shows_all_of_the_navigation(new: Project) -> None:
    def hidden(uri: str) -> list[str | None]:
        return [bar.get("hidden") for bar in read_html(new.site / uri).all("div", class_="md-sidebar")]

    new.write({"docs/kept.md": "---\nhide: []\n---\n# Kept\n"})
    build(new)
    assert hidden("index.html") == []
    assert hidden("kept/index.html") == [None, None]

    new.write({"docs/guide/a.md": "# A\n", "docs/guide/b.md": "# B\n"})
    build(new)
    assert hidden("index.html") == [None, None]
    assert "cf-flat" not in new.page("index.html")


def test_hand_written_pages_say_what_they_are_to_other_sites(new: Project) -> None:
    new.write({"docs/about.md": "---\ndescription: Who <I> am & why\n---\n# About *me* & you\n"})
    build(new.configure(site_url="https://sample.example/", site_description="All of it"))

    about = read_html(new.site / "about/index.html")
    tags = {element.get("property"): element.get("content") for element in about.all("meta") if element.get("property")}
    assert tags["og:title"] == "About me & you"
    assert tags["og:description"] == "Who <I> am & why"
    assert tags["og:url"] == "https://sample.example/about/"
    home = read_html(new.site / "index.html")
    assert [element.get("content") for element in home.all("meta", property="og:description")] == ["All of it"]


@pytest.mark.parametrize("theme", ["material", "mkdocs", "readthedocs"])
def test_a_wrong_address_leads_to_what_there_is(new: Project, theme: str) -> None:
    build(new.configure(theme=theme, site_url="https://sample.example/work/"))

    page = read_html(new.site / "404.html")
    (part,) = page.all("div", class_="cf-missing")
    links = {text_of(link): link.get("href") for link in part.iter("a")}
    assert links == {"Case studies": "/work/case-studies/", "Testimonials": "/work/testimonials/"}


def test_a_template_of_the_owners_is_used(new: Project) -> None:
    theme = {"name": "material", "custom_dir": "mine"}
    main = '{% extends "base.html" %}{% block announce %}Hear, hear{% endblock %}'
    build(new.configure(theme=theme).write({"mine/main.html": main}))

    for uri in ("index.html", "case-studies/index.html", "404.html"):
        assert "Hear, hear" in new.page(uri)
    assert find_broken(new.site) == []
