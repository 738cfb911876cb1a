"""casefolio beside the plugins that such sites have: a strict build with each, whichever comes first."""

from typing import Any

import pytest
from tests.mkdocs_plugin.building import Project, build, make_project, run_mkdocs
from tests.mkdocs_plugin.reading import Html, find_broken, read_html, text_of
from tests.mkdocs_plugin.test_words import EXTENSIONS, QUOTE, SECOND_QUOTE, SUMMARY, TITLE, quotes_of, write_odd_site

#: A test must not depend on another host: Material's own script names this one.
_PRIVACY = {"privacy": {"assets_exclude": ["unpkg.com/*"]}}
_REDIRECTS = {"redirects": {"redirect_maps": {"old.md": "case-studies/odd.md", "older.md": "testimonials/index.md"}}}
_MINIFY = {"minify": {"minify_html": True, "htmlmin_opts": {"remove_comments": True}}}
BESIDE: dict[str, Any] = {
    "tags": "tags",
    "blog": "blog",
    "privacy": _PRIVACY,
    "macros": "macros",
    "redirects": _REDIRECTS,
    "minify": _MINIFY,
    "glightbox": "glightbox",
}
_PAGES = {
    "docs/blog/index.md": "# Blog\n",
    "docs/blog/posts/first.md": "---\ndate: 2024-01-01\ntags: [one]\n---\n\n# First post\n\n"
    "Words.\n\n/// testimonials\n///\n",
    "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n",
}


def _beside(project: Project, others: list[Any], *, is_first: bool) -> Project:
    write_odd_site(project).write(_PAGES)
    plugins = ["search", "casefolio", *others] if is_first else ["search", *others, "casefolio"]
    return project.configure(
        theme={"name": "material", "font": False}, plugins=plugins, markdown_extensions=list(EXTENSIONS)
    )


def _check_words(project: Project) -> None:
    for uri in ("case-studies/odd/index.html", "testimonials/index.html", "index.html"):
        assert quotes_of(read_html(project.site / uri)) == [QUOTE, SECOND_QUOTE], uri
    study = read_html(project.site / "case-studies/odd/index.html")
    assert study.texts("h1")[-1] == TITLE
    assert study.title == f"{TITLE} - Sample & <3 daughters"
    assert study.meta("description") == SUMMARY


def _check_pictures(html: Html) -> None:
    """Every `<picture>` holds its sources and then its image, and no link lies in another."""
    for picture in html.all("picture"):
        assert [child.tag for child in picture] == ["source", "img"]
    for link in html.all("a"):
        assert len(list(link.iter("a"))) == 1
    for card in html.all("a", class_="cf-card-photo"):
        assert [element.tag for element in card.iter()] == ["a", "picture", "source", "img"]


@pytest.mark.parametrize("is_first", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("name", BESIDE)
def test_a_strict_build_is_clean_and_changes_no_word_beside(project: Project, name: str, *, is_first: bool) -> None:
    _beside(project, [BESIDE[name]], is_first=is_first)

    outcome = build(project)

    assert not outcome.lines("WARNING")
    _check_words(project)
    assert not find_broken(project.site)
    for uri in ("case-studies/odd/index.html", "case-studies/index.html", "index.html"):
        _check_pictures(read_html(project.site / uri))


@pytest.mark.parametrize("is_first", [True, False], ids=["before", "after"])
def test_a_strict_build_is_clean_beside_all_of_them(project: Project, *, is_first: bool) -> None:
    _beside(project, list(BESIDE.values()), is_first=is_first)

    outcome = run_mkdocs(project, "build", "--strict")

    assert outcome.code == 0, outcome.output
    assert "Traceback" not in outcome.output
    _check_words(project)
    assert not find_broken(project.site)
    for uri in ("old", "older"):
        assert "case-studies" in project.page(f"{uri}/index.html") or "testimonials" in project.page(
            f"{uri}/index.html"
        )
    assert quotes_of(read_html(next(project.site.glob("blog/2024/**/index.html")))) == [QUOTE, SECOND_QUOTE]


def test_an_extension_that_rewrites_html_still_gets_the_pages(project: Project) -> None:
    """Pages are handed to MkDocs as HTML, but not past an extension that may want to change HTML."""
    _beside(project, [], is_first=True)

    build(project, markdown_extensions=[*EXTENSIONS, "pymdownx.striphtml"])

    _check_words(project)


def test_macros_still_work_on_the_pages_of_the_editor(tmp_path_factory: pytest.TempPathFactory) -> None:
    project = make_project(tmp_path_factory.mktemp("macros") / "project")
    _beside(project, ["macros"], is_first=False)
    project.write({"docs/sums.md": "# Sums\n\nThe sum is {{ 7 * 7 }}.\n\n/// testimonials\n    limit: 2\n///\n"})

    build(project)

    sums = read_html(project.site / "sums/index.html")
    assert "The sum is 49." in text_of(sums.root)
    assert quotes_of(sums)[0] == QUOTE
