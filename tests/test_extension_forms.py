"""The forms of the extension Front Matter, held against what its documentation says of each type of field."""

from collections.abc import Iterator
from typing import Any

# As a module: pytest would take `Testimonial` for a class of tests.
from casefolio import models
from casefolio.extension_forms import make_settings
from casefolio.fields import read_fields
from casefolio.models import CaseStudyFields, Status

SETTINGS = make_settings("case_studies", {"sectors": ("Health", "Housing"), "services": ()})
FIELDS = SETTINGS["frontMatter.taxonomy.contentTypes"][0]["fields"]
GROUPS = {group["id"]: group for group in SETTINGS["frontMatter.taxonomy.fieldGroups"]}

#: What each type needs besides its name, and what it may have.
NEEDED = {"choice": {"choices"}, "fields": {"fields"}, "block": {"fieldGroup"}}
ALLOWED = {"title", "name", "description", "required", "type", "default", "choices", "multiple", "single"} | {
    *("numberOptions", "dateFormat", "fields", "fieldGroup")
}
TYPES = {"string", "number", "datetime", "boolean", "choice", "list", "draft", "fields", "block"}


def iter_forms(fields: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for field in fields:
        yield field
        yield from iter_forms(field.get("fields", []))


def by_name(fields: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {field["name"]: field for field in fields}


def test_every_field_of_a_record_has_a_form_in_their_order() -> None:
    assert [form["name"] for form in FIELDS] == [field.name for field in read_fields(CaseStudyFields)]


def test_every_form_has_what_its_type_needs_and_nothing_else() -> None:
    forms = [*iter_forms(FIELDS), *(form for group in GROUPS.values() for form in iter_forms(group["fields"]))]
    for form in forms:
        assert form["type"] in TYPES
        assert NEEDED.get(form["type"], set()) <= form.keys() <= ALLOWED
        assert form["title"]
        assert form["description"]


def test_testimonials_are_a_list_of_groups_that_show_their_quotes() -> None:
    assert by_name(FIELDS)["testimonials"]["fieldGroup"] == "casefolio-testimonials"

    group = GROUPS["casefolio-testimonials"]

    assert group["labelField"] == "quote"
    assert [form["name"] for form in group["fields"]] == [field.name for field in read_fields(models.Testimonial)]
    assert by_name(group["fields"])["consent"]["type"] == "fields"
    assert {form["fieldGroup"] for form in FIELDS if form["type"] == "block"} == GROUPS.keys()


def test_the_photo_is_a_group_with_its_credit_and_focal_point_in_it() -> None:
    photo = by_name(by_name(FIELDS)["photo"]["fields"])

    assert [form["name"] for form in photo["focal"]["fields"]] == ["x", "y"]
    assert photo["focal"]["fields"][0]["numberOptions"] == {"isDecimal": True, "min": 0, "max": 1}
    assert photo["credit"]["fields"][0]["required"]


def test_a_new_record_is_a_draft_and_has_no_field_that_casefolio_does_not_know() -> None:
    assert by_name(FIELDS)["status"]["type"] == "draft"
    assert by_name(FIELDS)["status"]["default"] == Status.DRAFT
    assert SETTINGS["frontMatter.content.draftField"] == {
        "name": "status",
        "type": "choice",
        "choices": [status.value for status in Status],
    }
    # With another name, the extension writes it into new records as `type`.
    assert [kind["name"] for kind in SETTINGS["frontMatter.taxonomy.contentTypes"]] == ["default"]


def test_listed_terms_are_choices_and_others_are_free() -> None:
    forms = by_name(FIELDS)

    assert forms["sectors"]["type"] == "choice"
    assert forms["sectors"]["choices"] == ["Health", "Housing"]
    assert forms["sectors"]["multiple"] is True
    assert forms["services"]["type"] == forms["themes"]["type"] == "list"


def test_days_are_dates_as_records_have_them_and_parts_of_dates_are_texts() -> None:
    assert by_name(FIELDS)["published_on"]["dateFormat"] == "yyyy-MM-dd"
    assert by_name(by_name(FIELDS)["period"]["fields"])["start"]["type"] == "string"
