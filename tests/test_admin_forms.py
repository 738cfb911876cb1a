"""The configuration of the web form has every field of the models, as the form's own names for them say it."""

from collections.abc import Iterator
from typing import Any

import pytest

# As a module: pytest would take `Testimonial` for a class of tests.
from casefolio import models
from casefolio.admin_forms import Layout, layouts_of, make_config, render_config
from casefolio.fields import read_fields
from casefolio.settings import AdminSettings, Backend

#: Fields that one widget of ours stands for.
_WHOLE = {"focal", "credit"}


def config(admin: AdminSettings | None = None, layouts: tuple[Layout, ...] = tuple(Layout)) -> dict[str, Any]:
    return make_config(
        admin or AdminSettings(),
        records_folder="case_studies",
        terms={"sectors": ("Health", "Housing")},
        layouts=layouts,
        site_name="Sample Portfolio",
    )


def form_paths(fields: list[dict[str, Any]], prefix: str = "") -> Iterator[str]:
    for field in fields:
        yield prefix + field["name"]
        yield from form_paths(field.get("fields", []), f"{prefix}{field['name']}.")


def model_paths(model: type[models.Model], prefix: str = "") -> Iterator[str]:
    for field in read_fields(model):
        yield prefix + field.name
        if field.model and field.name not in _WHOLE:
            yield from model_paths(field.model, f"{prefix}{field.name}.")


@pytest.mark.parametrize("layout", Layout)
def test_every_field_of_a_record_is_in_the_form(layout: Layout) -> None:
    [collection] = config(layouts=(layout,))["collections"]
    parts = ["sections", *(f"sections.{part}" for part in ("brief", "approach", "outcomes", "learning"))]
    text = ["body"] if collection["extension"] == "md" else parts
    shared = ["testimonial_defaults", *model_paths(models.Testimonial, "testimonial_defaults.")]
    assert sorted(form_paths(collection["fields"])) == sorted(
        [*model_paths(models.CaseStudyFields), *text, *shared, "casefolio_source"]
    )


def test_every_field_says_what_it_is_for() -> None:
    [collection] = config(layouts=(Layout.MARKDOWN_FOLDER,))["collections"]
    silent = [field["name"] for field in collection["fields"] if not field.get("hint")]
    assert silent == ["casefolio_source"]


def test_a_limited_taxonomy_is_a_choice_and_any_other_a_list() -> None:
    fields = {field["name"]: field for field in config()["collections"][0]["fields"]}
    assert fields["sectors"] == {
        "name": "sectors",
        "label": "Sectors",
        "hint": "The fields that the client works in.",
        "required": False,
        "widget": "select",
        "options": ["Health", "Housing"],
        "multiple": True,
    }
    assert fields["places"]["widget"] == "list"


def test_only_a_new_study_begins_with_a_choice() -> None:
    # The form gives a missing field its default when a record is opened, and would write it.
    chosen = [path for path, field in walk(config()["collections"][0]["fields"]) if field.get("default")]
    assert chosen == ["status"]


def walk(fields: list[dict[str, Any]], prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for field in fields:
        yield prefix + field["name"], field
        yield from walk(field.get("fields", []), f"{prefix}{field['name']}.")


@pytest.mark.parametrize(
    ("paths", "layouts"),
    [
        ([], [Layout.MARKDOWN_FOLDER]),
        (["case_studies/a.md"], [Layout.MARKDOWN_FOLDER, Layout.MARKDOWN_FILE]),
        (
            ["case_studies/a.yml", "case_studies/b/index.yaml", "case_studies/c/index.yml"],
            [Layout.MARKDOWN_FOLDER, Layout.YAML_FOLDER, Layout.YAML_FILE, Layout.YAML_FOLDER_LONG],
        ),
    ],
)
def test_there_is_a_list_for_each_kind_of_record_that_there_is(paths: list[str], layouts: list[Layout]) -> None:
    assert list(layouts_of(paths)) == layouts


def test_changes_on_a_host_are_proposed_and_those_in_a_folder_written() -> None:
    assert "publish_mode" not in config()
    given = config(AdminSettings(Backend.GITHUB, "sample/portfolio", "main", "https://login.example.org"))
    assert given["publish_mode"] == "editorial_workflow"
    assert given["backend"] == {
        "name": "github",
        "repo": "sample/portfolio",
        "branch": "main",
        "base_url": "https://login.example.org",
    }
    gitlab = config(AdminSettings(Backend.GITLAB, "sample/portfolio", app_id="42"))["backend"]
    assert gitlab == {"name": "gitlab", "repo": "sample/portfolio", "app_id": "42", "auth_type": "pkce"}


def test_the_same_portfolio_has_the_same_configuration() -> None:
    assert render_config(config()) == render_config(config())
