"""The edit link of a study leads to its record."""

from typing import Any

import pytest
from tests.mkdocs_plugin.building import Project, Theme, build, record
from tests.mkdocs_plugin.reading import read_html

REPOSITORY = "https://git.example/sample/portfolio"


@pytest.fixture
def records(project: Project) -> Project:
    return project.write(
        {
            "docs/index.md": "# Home\n",
            "case_studies/flat.md": record("A flat record"),
            "case_studies/folder/index.md": record("A record in a folder"),
            "case_studies/data/index.yml": "title: A record in YAML\nsummary: Four workshops in one valley, and a plan "
            "that people recognised as their own.\nclient: Sample Health Board\n",
        }
    )


def _edit_links(project: Project, uri: str) -> list[str]:
    html = read_html(project.site / uri)
    addresses = (link.get("href", "") for link in html.all("a"))
    return [address for address in addresses if address.startswith(f"{REPOSITORY}/edit/")]


@pytest.mark.parametrize(
    ("theme", "changes"),
    [
        ("mkdocs", {"edit_uri": "edit/main/docs/"}),
        ("readthedocs", {"edit_uri": "edit/main/docs/"}),
        ({"name": "material", "font": False, "features": ["content.action.edit"]}, {"edit_uri": "edit/main/docs/"}),
        ("mkdocs", {"edit_uri_template": "edit/main/docs/{path}"}),
    ],
    ids=["mkdocs", "readthedocs", "material", "template"],
)
def test_an_edit_link_leads_to_the_record(records: Project, theme: Theme, changes: dict[str, Any]) -> None:
    build(records, theme=theme, repo_url=REPOSITORY, **changes)

    found = {uri: _edit_links(records, f"case-studies/{uri}/index.html") for uri in ("flat", "folder", "data")}
    assert found == {
        "flat": [f"{REPOSITORY}/edit/main/case_studies/flat.md"],
        "folder": [f"{REPOSITORY}/edit/main/case_studies/folder/index.md"],
        "data": [f"{REPOSITORY}/edit/main/case_studies/data/index.yml"],
    }
    assert _edit_links(records, "index.html") == [f"{REPOSITORY}/edit/main/docs/index.md"]


def test_lists_that_have_no_source_have_no_edit_link(records: Project) -> None:
    build(records, theme="mkdocs", repo_url=REPOSITORY, edit_uri="edit/main/docs/")

    assert _edit_links(records, "case-studies/index.html") == []
    assert _edit_links(records, "testimonials/index.html") == []


@pytest.mark.parametrize("changes", [{}, {"repo_url": REPOSITORY, "edit_uri": ""}], ids=["no repository", "no address"])
def test_without_an_address_to_edit_at_there_is_no_edit_link(records: Project, changes: dict[str, Any]) -> None:
    build(records, theme="mkdocs", **changes)

    assert _edit_links(records, "case-studies/flat/index.html") == []
