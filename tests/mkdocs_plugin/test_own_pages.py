"""Hand-written pages win over generated ones, and get the generated lists where they ask for them."""

import pytest
from tests.mkdocs_plugin.building import BuildOnce, Project, record, try_build
from tests.mkdocs_plugin.reading import Html, find_broken, read_html, text_of
from tests.mkdocs_plugin.test_new_projects import each_kind_of_address
from tests.mkdocs_plugin.test_words import quotes_of


def _page(project: Project, uri: str) -> Html:
    path = project.site / uri
    return read_html(path if path.is_file() else project.site / f"{uri.removesuffix('/index.html')}.html")


@each_kind_of_address
def test_a_page_of_the_editor_wins_and_gets_the_list_where_it_asks_for_it(
    built: BuildOnce, *, has_directory_urls: bool
) -> None:
    project = built("own_pages", use_directory_urls=has_directory_urls)

    portfolio = _page(project, "case-studies/index.html")
    assert portfolio.texts("h1")[-1] == "What I have done"
    assert portfolio.texts("h2") == ["The first study", "The second study", "The third study"]
    words = text_of(portfolio.all("article")[0])
    assert words.index("Words of my own.") < words.index("The first study") < words.index("More words of my own.")
    wall = _page(project, "testimonials/index.html")
    assert wall.texts("h1")[-1] == "Kind words"
    assert quotes_of(wall) == ["First words.", "More first words.", "Second words."]
    credits_page = _page(project, "photo-credits/index.html")
    assert credits_page.texts("h1")[-1] == "Whose photos these are"
    (credit,) = credits_page.all("ul", class_="cf-credits")
    assert text_of(credit) == "The second study: Photo: Sample Name, Unsplash"
    term = _page(project, "case-studies/sectors/health/index.html")
    assert term.texts("h1")[-1] == "Work in hospitals"
    assert term.texts("h2") == ["The first study"]
    assert find_broken(project.site) == []


@pytest.mark.parametrize("uri", ["testimonials.md", "testimonials/index.md", "testimonials/README.md"])
@each_kind_of_address
def test_one_place_has_one_page_however_its_file_is_called(
    project: Project, uri: str, *, has_directory_urls: bool
) -> None:
    body = "## The brief\n\n[The wall](/testimonials/) and [its file](../docs/testimonials/index.md).\n"
    body = body if "index" in uri else body.replace("../docs/testimonials/index.md", f"../docs/{uri}")
    project.write(
        {f"docs/{uri}": "# Kind words\n", "docs/index.md": "# Home\n", "case_studies/one.md": record(body=body)}
    )

    outcome = try_build(project, use_directory_urls=has_directory_urls)

    assert outcome.code == 0, outcome.output
    walls = [
        path
        for path in project.site.rglob("*.html")
        if "testimonials" in path.as_posix().removeprefix(str(project.site))
    ]
    assert [read_html(path).texts("h1")[-1] for path in walls] == ["Kind words"]
    assert find_broken(project.site) == []


def _after(html: Html, heading: str) -> list[str]:
    """The titles and quotes of the list below a heading."""
    elements = list(html.root.iter())
    at = next(
        i for i, element in enumerate(elements) if element.tag in {"h1", "h2"} and text_of(element).startswith(heading)
    )
    block = next(element for element in elements[at:] if "cf-embed" in element.get("class", ""))
    cards = [text_of(part) for part in block.iter("h3")]
    return cards or [text_of(part) for part in block.iter("blockquote")] or [text_of(part) for part in block.iter("li")]


def test_a_block_takes_what_its_options_say(built: BuildOnce) -> None:
    page = _page(built("own_pages"), "blocks/index.html")

    assert {
        heading: _after(page, heading)
        for heading in (
            "One study",
            "Featured studies",
            "A place",
            "A service and a theme",
            "The first quote",
            "The featured quotes",
            "Sectors",
        )
    } == {
        "One study": ["Second words."],
        "Featured studies": ["The first study"],
        "A place": ["The first study"],
        "A service and a theme": ["The first study"],
        "The first quote": ["First words."],
        "The featured quotes": ["First words."],
        "Sectors": ["Health 2", "Housing 2"],
    }


def test_a_block_in_code_stays_text(built: BuildOnce) -> None:
    page = _page(built("own_pages"), "blocks/index.html")
    code = ["".join(element.itertext()).strip() for element in page.all("pre")]

    assert code == ["/// testimonials\n///", "/// portfolio\n///"]
    assert len(page.all("div", class_="cf-embed")) == 7


@pytest.mark.parametrize(
    ("block", "place", "words"),
    [
        ("/// testimonials\n    secter: Health\n///", "5:5: error CF202", "did you mean `sector`?"),
        ("/// testimonials\n    sector: Helth\n///", "5:13: error CF508", "did you mean `Health`?"),
        ("/// testimonials\n    study: frist\n///", "5:12: error CF508", "did you mean `first`?"),
        ("/// case-studies\n    limit: none\n///", "5:12: error CF208", "limit"),
        ("/// case-studies\n    featured: maybe\n///", "5:15: error CF209", "featured"),
        ("/// terms\n    taxonomy: sector\n///", "5:15: error CF508", "did you mean `sectors`?"),
        ("/// terms\n///", "4:1: error CF508", "needs `taxonomy`"),
        ("/// portfolio\n    limit: 3\n///", "5:5: error CF202", "limit"),
        ("/// portfolio\n\nNo end.\n", "4:1: error CF508", "is not closed"),
    ],
)
def test_a_wrong_block_is_an_error_at_its_line_in_the_page(
    project: Project, block: str, place: str, words: str
) -> None:
    project.write(
        {
            "docs/a page.md": f"---\ntitle: A page\n---\n{block}\n",
            "case_studies/first.md": record(sectors=["Health"], testimonials=[{"quote": "First words."}]),
        }
    )

    outcome = try_build(project, is_strict=False)

    (line, _) = outcome.lines("ERROR")
    assert line.startswith(f"casefolio: docs/a page.md:{place}")
    assert words in outcome.output
    assert outcome.code == 1


def test_a_study_that_a_page_replaces_is_a_warning(project: Project) -> None:
    project.write({"docs/case-studies/one.md": "# Mine\n", "case_studies/one.md": record()})

    outcome = try_build(project, is_strict=False)

    assert outcome.code == 0
    (line,) = outcome.lines("WARNING")
    assert line.startswith("casefolio: case_studies/one.md:1:1: warning CF506: the page of this record is replaced")
    assert read_html(project.site / "case-studies/one/index.html").texts("h1")[-1] == "Mine"


def test_a_page_that_is_not_published_replaces_nothing_and_is_not_read(project: Project) -> None:
    page = "# Later\n\n/// nothing\n///\n\n/// testimonials\n    secter: x\n///\n"
    project.configure(exclude_docs="later/\ntestimonials/\n", draft_docs="case-studies/\n").write(
        {
            "docs/later/index.md": page,
            "docs/testimonials/index.md": page,
            "docs/case-studies/index.md": page,
            "docs/.hidden/index.md": page,
            "docs/index.md": "# Home\n",
            "case_studies/one.md": record(),
        }
    )

    outcome = try_build(project)

    assert outcome.code == 0, outcome.output
    assert read_html(project.site / "testimonials/index.html").texts("h1")[-1] == "Testimonials"
    assert read_html(project.site / "case-studies/index.html").texts("h1")[-1] == "Case studies"
    assert find_broken(project.site) == []


def test_lists_on_a_blog_post_lead_where_they_should(project: Project) -> None:
    """Material puts posts elsewhere than their sources lie."""
    project.configure(theme={"name": "material", "font": False}, plugins=["search", "blog", "casefolio"]).write(
        {
            "docs/index.md": "# Home\n",
            "docs/blog/index.md": "# Blog\n",
            "docs/blog/posts/first.md": "---\ndate: 2024-01-01\n---\n\n# First\n\n"
            "[One](../../../case_studies/one.md)\n\n/// portfolio\n///\n",
            "case_studies/one.md": record(),
        }
    )

    outcome = try_build(project)

    assert outcome.code == 0, outcome.output
    assert find_broken(project.site) == []
    (post,) = project.site.glob("blog/2024/**/first/index.html")
    assert read_html(post).texts("h2") == ["A year of listening"]
