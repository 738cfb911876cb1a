"""People's words come out of MkDocs as they went in, whatever markup, macro or theme they look like."""

from typing import Any

import pytest
from tests.mkdocs_plugin.building import Project, build, make_project, photo, record, try_build
from tests.mkdocs_plugin.reading import Html, read_html, text_of

#: What Material's manual tells people to switch on, and what else reads the text before its HTML.
EXTENSIONS = [
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "smarty",
    "tables",
    "toc",
    "pymdownx.arithmatex",
    "pymdownx.betterem",
    "pymdownx.blocks.html",
    "pymdownx.blocks.tab",
    "pymdownx.caret",
    "pymdownx.critic",
    "pymdownx.details",
    "pymdownx.emoji",
    "pymdownx.highlight",
    "pymdownx.inlinehilite",
    "pymdownx.keys",
    "pymdownx.magiclink",
    "pymdownx.mark",
    "pymdownx.smartsymbols",
    "pymdownx.snippets",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
]
#: Each is allowed in every text, and each is markup to something in a build.
ODD = (
    "{{ 7 * 7 }} {% raw %} {# c #} :smile: [TOC] $x$ ==mark== ++ctrl+alt++ {++put++} {--cut--} {==lit==} "
    "\" ' <3 a < b > c & d *[HTML]: x ^^up^^ H~2~O [x](y) ![i](j.png) {#id .name} `code` **bold** _low_ (c) --> "
    "http://example.org/a_b_c me@example.org ~~~ ``` \\1 %s ${x} |a|b| 1/2 ..."
)
QUOTE = f'--8<-- "mkdocs.yml" {ODD} &amp; &lt;/title&gt; &lt;script&gt;alert(1)&lt;/script&gt;'
SECOND_QUOTE = (
    '*[HTML]: Hyper\n\n[^1]: foot\n\n/// note\n\n!!! note\n\n# one\n\n- [ ] two\n\n=== "three"\n\n---\n\n::: four'
)
TITLE = "{{ 7 * 7 }} {% raw %} & <3 \"q\" 'a' :smile: $x$ {--cut--}"
SUMMARY = f"{TITLE} [TOC] ==mark== *[HTML]: x, and it went well for everybody."
CODE = '--8<-- "mkdocs.yml"\n```\nno fence\n```\n\n\n=== "tab"\n\tafter a tab\n\n{{ 7 * 7 }} {++put++} & &amp; <b>\n~~~'


@pytest.fixture(scope="module", params=["material", "mkdocs"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """One record full of such words, and a hand-written page that asks for its card and its quotes."""
    theme: Any = {"name": "material", "font": False} if request.param == "material" else "mkdocs"
    project = write_odd_site(make_project(tmp_path_factory.mktemp("words") / request.param))
    # `smarty` is MkDocs' to get wrong in its own pages; macros before and after us.
    build(project, theme=theme, plugins=["search", "macros", "casefolio"], markdown_extensions=EXTENSIONS)
    return project


def write_odd_site(project: Project) -> Project:
    fields = {
        "summary": SUMMARY,
        "client": f"Client {TITLE}",
        "programme": f"Programme {TITLE}",
        "partners": [f"Partner {TITLE}"],
        "sectors": [f"Sector {TITLE}"],
        "photo": {
            "src": "harbour.jpg",
            "alt": f"Alt {TITLE}",
            "caption": f"Caption {TITLE}",
            "credit": {"author": f"Author {TITLE}", "source": f"Source {TITLE}", "licence": "CC BY 4.0"},
        },
        "outcomes": [{"value": "7 {{ x }}", "unit": "% & <3", "label": f"Label {TITLE}", "source": f"Source {TITLE}"}],
        "testimonials": [
            {"quote": QUOTE, "pull": ODD, "name": f"Name {TITLE}", "role": f"Role {TITLE}", "featured": True},
            {"quote": SECOND_QUOTE, "label": f"Label {TITLE}", "featured": True},
        ],
        "body": f"## The brief\n\nA paragraph.\n\n~~~~\n{CODE}\n~~~~\n",
    }
    return project.configure(site_name="Sample & <3 daughters", site_url="https://sample.example/").write(
        {
            "case_studies/odd/index.md": record(TITLE, **fields),
            "case_studies/odd/harbour.jpg": photo(1280, 854),
            "docs/index.md": "# Home\n\n/// testimonials\n///\n\n/// case-studies\n///\n",
        }
    )


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _study(site: Project) -> Html:
    return read_html(site.site / "case-studies/odd/index.html")


def quotes_of(html: Html) -> list[str]:
    """The words of each quote of a page, paragraph by paragraph."""
    return ["\n\n".join(text_of(part) for part in quote.iter("p")) for quote in html.all("blockquote")]


@pytest.mark.parametrize("uri", ["case-studies/odd/index.html", "testimonials/index.html", "index.html"])
def test_a_quote_is_never_changed(site: Project, uri: str) -> None:
    assert quotes_of(read_html(site.site / uri)) == [QUOTE, SECOND_QUOTE]


def test_title_summary_client_photo_and_outcome_say_what_the_record_says(site: Project) -> None:
    study = _study(site)

    assert study.texts("h1")[-1] == TITLE
    assert study.texts("p", class_="cf-summary") == [SUMMARY]
    facts = [f"{name} {TITLE}" for name in ("Client", "Programme", "Partner", "Sector")]
    assert study.texts("dd") == facts
    (image,) = [image for image in study.all("img") if image.get("srcset")]
    assert image.get("alt") == f"Alt {TITLE}"
    assert study.texts("figcaption")[0] == f"Caption {TITLE} Photo: Author {TITLE}, Source {TITLE}, CC BY 4.0"
    assert study.texts("span", class_="cf-person") == [f"Name {TITLE}", f"Label {TITLE}"]
    assert study.texts("span", class_="cf-role") == [f"Role {TITLE}"]
    (pull,) = study.all("aside", class_="cf-pull")
    assert [text_of(part) for part in pull] == [ODD, f"Name {TITLE}, Role {TITLE}"]
    (outcomes,) = study.all("ul", class_="cf-outcome-list")
    outcome = text_of(outcomes)
    assert outcome == f"7 {{{{ x }}}} % & <3 Label {TITLE} Source: Source {TITLE}"


def test_code_in_a_record_keeps_its_every_line(site: Project) -> None:
    (code,) = ["".join(element.itertext()) for element in _study(site).all("pre")]

    assert code == f"{CODE}\n"


def test_a_card_says_what_the_record_says(site: Project) -> None:
    for uri in ("case-studies/index.html", "index.html"):
        html = read_html(site.site / uri)
        (card,) = html.all("article", class_="cf-card")
        assert text_of(card) == f"{TITLE}Client {TITLE}{SUMMARY}"


def test_the_browsers_tab_and_the_description_say_what_the_record_says(site: Project) -> None:
    study = _study(site)

    assert study.title == f"{TITLE} - Sample & <3 daughters"
    assert study.meta("description") == SUMMARY
    (term,) = (site.site / "case-studies/sectors").glob("*/index.html")
    assert read_html(term).title == f"Sector {TITLE} - Sample & <3 daughters"


@pytest.mark.parametrize("place", ["studies", "terms"])
def test_a_title_in_the_navigation_is_text(site: Project, place: str) -> None:
    """A site's owner may put a study, or a term, into `nav:` without a title of its own."""
    (term,) = (site.site / "case-studies/sectors").glob("*/index.html")
    target = "case-studies/odd.md" if place == "studies" else f"case-studies/sectors/{term.parent.name}.md"
    other = Project(site.root.parent / f"{site.root.name}-{place}")
    write_odd_site(make_project(other.root))
    theme = {"name": "material", "font": False} if site.root.name == "material" else "mkdocs"

    build(other, theme=theme, nav=[{"Home": "index.md"}, target], is_strict=True)

    home = read_html(other.site / "index.html")
    wanted = TITLE if place == "studies" else f"Sector {TITLE}"
    assert wanted in {text_of(link) for link in home.all("a")}


def test_nothing_of_the_words_became_markup(site: Project) -> None:
    for uri in ("case-studies/odd/index.html", "testimonials/index.html", "index.html"):
        html = read_html(site.site / uri)
        article = html.all("article", class_="cf-study") or html.all("div", class_="cf")
        tags = {element.tag for part in article for element in part.iter()}
        assert not tags & {"script", "title", "abbr", "mark", "kbd", "ins", "del", "sup", "sub", "svg", "b"}
        assert "site_name" not in text_of(html.root)


def test_html_in_a_quote_is_an_error_at_its_line(project: Project) -> None:
    quote = "Before</title><script>alert(1)</script>"
    project.write({"case_studies/odd.md": record(testimonials=[{"quote": quote}])})

    outcome = try_build(project, is_strict=False)

    assert outcome.code == 1
    assert outcome.lines("ERROR")[0].split(": ")[:3] == [
        "casefolio",
        "case_studies/odd.md:5:26",
        "error CF220",
    ]
    assert not project.site.exists()
