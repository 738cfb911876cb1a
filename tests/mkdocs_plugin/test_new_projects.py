"""`plugins: [search, casefolio]` and no options: what a new project gets."""

from typing import Any

import pytest
from tests.mkdocs_plugin.building import BuildOnce, Project, Theme, build, record, run_mkdocs
from tests.mkdocs_plugin.reading import find_broken, read_html

THEMES: list[Any] = ["mkdocs", "readthedocs", {"name": "material", "font": False}]
_NAMES = ["mkdocs", "readthedocs", "material"]

each_theme = pytest.mark.parametrize("theme", THEMES, ids=_NAMES)
each_kind_of_address = pytest.mark.parametrize("has_directory_urls", [True, False], ids=["folders", "files"])


def _uri(path: str, *, has_directory_urls: bool) -> str:
    return f"{path}/index.html" if has_directory_urls else f"{path}.html"


@each_theme
@each_kind_of_address
def test_a_project_without_records_builds_strictly_with_empty_lists(
    project: Project, theme: Theme, *, has_directory_urls: bool
) -> None:
    outcome = build(project, theme=theme, use_directory_urls=has_directory_urls)

    assert 'there are no case studies yet: `casefolio new "A title"` makes the first' in outcome.output
    for uri, text in {
        "case-studies/index.html": "There are no case studies yet.",
        "testimonials/index.html": "There are no testimonials yet.",
        "photo-credits/index.html": "No photos are shown yet.",
    }.items():
        assert read_html(project.site / uri).texts("p", class_="cf-empty") == [text]
    # Without a page of its own, MkDocs' themes link to a home that is not there.
    assert not [line for line in find_broken(project.site) if "leads to no file" not in line]


@each_theme
@each_kind_of_address
def test_the_smallest_record_gives_pages_where_the_manual_says(
    built: BuildOnce, theme: Theme, *, has_directory_urls: bool
) -> None:
    project = built("first_record", theme=theme, use_directory_urls=has_directory_urls)
    study = read_html(project.site / _uri("case-studies/a-year-of-listening", has_directory_urls=has_directory_urls))

    assert study.texts("h1")[-1] == "A year of listening"
    assert study.texts("p", class_="cf-summary") == [
        "Four workshops in one valley, and a plan that people recognised as their own."
    ]
    assert study.texts("dd") == ["Sample Health Board"]
    assert study.title == "A year of listening - A new portfolio"
    portfolio = read_html(project.site / "case-studies/index.html")
    assert portfolio.texts("h2") == ["A year of listening"]
    assert (project.site / "testimonials/index.html").is_file()
    assert (project.site / "photo-credits/index.html").is_file()
    assert (project.site / "assets/stylesheets/casefolio.css").is_file()
    assert not find_broken(project.site)


def test_the_command_builds_a_new_project_without_a_word_of_warning(project: Project) -> None:
    project.write({"docs/index.md": "# Home\n", "case_studies/first.md": record()})

    outcome = run_mkdocs(project, "build", "--strict")

    assert outcome.code == 0
    assert not [line for line in outcome.output.splitlines() if line and not line.startswith("INFO")]


def test_the_project_may_lie_in_a_folder_with_a_space_and_be_built_from_elsewhere(project: Project) -> None:
    other = Project(project.root / "my site, ü").write(
        {
            "mkdocs.yml": "site_name: Sample\nplugins: [search, casefolio]\n",
            "docs/index.md": "# Home\n",
            "case_studies/first.md": record(),
        }
    )

    outcome = run_mkdocs(project, "build", "--strict", "--config-file", "my site, ü/mkdocs.yml")

    assert outcome.code == 0, outcome.output
    assert (other.site / "case-studies/first/index.html").is_file()
    assert (other.root / ".cache/casefolio").is_dir()


def test_nothing_is_written_into_the_folders_of_pages_and_records(built: BuildOnce) -> None:
    project = built("first_record")

    assert sorted(path.name for path in (project.root / "docs").iterdir()) == ["index.md"]
    assert sorted(path.name for path in (project.root / "case_studies").iterdir()) == ["a-year-of-listening.md"]


@pytest.mark.parametrize("locale", ["cy", "cy_GB"])
def test_the_words_of_lists_are_in_the_language_of_the_site(project: Project, locale: str) -> None:
    theme = (
        {"name": "material", "font": False, "language": "cy"}
        if locale == "cy"
        else {"name": "mkdocs", "locale": locale}
    )

    # MkDocs' own theme has no Welsh, and says so.
    build(project, theme=theme, is_strict=locale == "cy")

    assert read_html(project.site / "testimonials/index.html").texts("h1")[-1] == "Tystebau"


def test_a_sites_own_template_goes_before_the_plugins_and_the_plugins_before_the_themes(project: Project) -> None:
    template = (
        '{% extends "main.html" %}{% block content %}<p id="own">{{ page.meta.casefolio.kind }}</p>{% endblock %}'
    )
    project.configure(theme={"name": "mkdocs", "custom_dir": "overrides"}).write(
        {"docs/index.md": "# Home\n", "case_studies/one.md": record(), "overrides/casefolio/case_study.html": template}
    )

    build(project)

    assert read_html(project.site / "case-studies/one/index.html").texts("p", id="own") == ["case-study"]
    assert read_html(project.site / "case-studies/index.html").texts("h2") == ["A year of listening"]
