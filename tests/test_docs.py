"""Holds the manual against the code: what can be written is named in it, and its links lead somewhere."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from pydantic import BaseModel
from tests.manual.pages import DOCS_PATH, LINKED_PATHS, MANUAL_PATHS, ROOT_PATH, iter_rows, without_blocks, without_code

# As a module: pytest would take `Testimonial` for a class of tests.
from casefolio import models
from casefolio.cli import cli
from casefolio.codes import Code
from casefolio.embeds import _OPTIONS as EMBEDS
from casefolio.inline_html import INLINE_TAGS
from casefolio.loaders.heading_words import HEADINGS
from casefolio.models import RECORD_KEYS, Model
from casefolio.option_models import Options
from casefolio.settings import Ratio

_LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<path>[^()#\s]*)(?:#(?P<fragment>[^()\s]*))?\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)


def _manual(name: str) -> str:
    return (DOCS_PATH / name).read_text("utf-8")


def _rows(name: str) -> dict[str, list[str]]:
    """The rows of a page by their first cell without backquotes."""
    return {row[0].strip("`"): row for row in iter_rows(_manual(name))}


def _iter_options(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every option by its dotted name, with its default as mkdocs.yml would say it."""
    for name, field in model.model_fields.items():
        default = field.get_default(call_default_factory=True)
        if isinstance(default, BaseModel):
            yield from _iter_options(type(default), f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", _written(default)


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Ratio):
        return f"{value.width}/{value.height}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_written, value))}]"
    return f"{value:g}" if isinstance(value, float) else str(value) or '""'


_FOR_CONTRIBUTORS = (ROOT_PATH / "CONTRIBUTING.md", ROOT_PATH / "SECURITY.md")


@pytest.mark.parametrize("path", LINKED_PATHS, ids=lambda path: path.name)
def test_every_table_has_a_head(path: Path) -> None:
    """Rows behind an empty line are no rows."""
    parts = without_blocks(path.read_text("utf-8")).split("\n\n")
    tables = [part.strip() for part in parts if part.lstrip().startswith("|")]

    assert [table for table in tables if not re.match(r"\|.*\n\|(?: -+:? \|)+\n", table)] == []


def test_every_option_has_a_row_with_its_default() -> None:
    options = dict(_iter_options(Options))
    documented = {name: row[1].strip("`") for name, row in _rows("options.md").items() if name in options}

    assert documented == options


def test_no_row_names_an_option_that_is_not_there() -> None:
    rows = set(_rows("options.md")) - {"option"}

    assert rows == set(dict(_iter_options(Options)))


def test_every_code_has_a_row_with_its_severity() -> None:
    rows = _rows("codes.md").items()
    documented = {name.strip("[").partition("]")[0]: row[1] for name, row in rows if name != "code"}

    assert documented == {code.id: code.severity.value for code in Code}


#: Where the fields of each model are explained, and what stands before their names there.
_FIELD_TABLES: tuple[tuple[str, type[Model], str], ...] = (
    ("writing.md", models.CaseStudyFields, ""),
    ("writing.md", models.Client, "client."),
    ("writing.md", models.Partner, "partners."),
    ("writing.md", models.Period, "period."),
    ("writing.md", models.Outcome, "outcomes."),
    ("writing.md", models.TaxonomyTerm, ""),
    ("photos.md", models.Photo, ""),
    ("photos.md", models.Focal, "focal."),
    ("photos.md", models.Credit, "credit."),
    ("testimonials.md", models.Testimonial, ""),
    ("testimonials.md", models.Consent, "consent."),
    ("testimonials.md", models.Video, "video."),
)


@pytest.mark.parametrize(("page", "model", "prefix"), _FIELD_TABLES)
def test_every_field_has_a_row_that_says_whether_it_is_required(page: str, model: type[Model], prefix: str) -> None:
    rows = _rows(page)
    expected = {f"{prefix}{name}": field.is_required() for name, field in model.model_fields.items()}

    # A field may be required by a rule that looks at others as well: then the row says so, too.
    missing = [name for name, is_required in expected.items() if is_required and "required" not in rows[name][1]]

    assert expected.keys() <= rows.keys()
    assert missing == []


def test_no_row_names_a_field_that_is_not_there() -> None:
    for page, names in (
        ("photos.md", {f"{p}{n}" for page, m, p in _FIELD_TABLES if page == "photos.md" for n in m.model_fields}),
        ("writing.md", {f"{p}{n}" for page, m, p in _FIELD_TABLES if page == "writing.md" for n in m.model_fields}),
    ):
        written = {row[0].strip("`") for row in iter_rows(_manual(page)) if re.fullmatch(r"`[a-z_.]+`", row[0])}

        assert written - set(RECORD_KEYS) <= names


def test_the_keys_that_are_no_fields_have_rows() -> None:
    assert set(RECORD_KEYS) <= _rows("writing.md").keys()


def test_every_choice_of_a_field_is_named() -> None:
    for page, model, _ in _FIELD_TABLES:
        text = _manual(page)
        for field in model.model_fields.values():
            for choice in _choices(field.annotation):
                assert f"`{choice}`" in text, (page, choice)


def _choices(annotation: Any) -> list[str]:  # noqa: ANN401 - annotations have no common type
    kinds = [annotation, *getattr(annotation, "__args__", ())]
    members = [getattr(kind, "__members__", {}) for kind in kinds]
    return [str(member.value) for names in members for member in names.values()]


def test_every_known_heading_of_english_and_the_usual_ones_of_other_languages_are_named() -> None:
    text = _manual("writing.md")

    for language, kinds in HEADINGS.items():
        if language == "en":
            for headings in kinds.values():
                assert f"| {headings[0]} | {', '.join(headings)} |" in text
        else:
            assert f"| {', '.join(headings[0] for headings in kinds.values())} |" in text


def test_every_block_and_its_options_have_rows() -> None:
    rows = {(row[0].strip("`"), row[1].strip("`")) for row in iter_rows(_manual("pages.md"))}
    expected = {(name, option) for name, model in EMBEDS.items() for option in model.model_fields}
    without_options = {
        (name, "")
        for name, model in EMBEDS.items()
        if not any(field.is_required() for field in model.model_fields.values())
    }

    assert expected | without_options <= rows


def test_every_command_and_its_options_are_named() -> None:
    text = "".join(path.read_text("utf-8") for path in MANUAL_PATHS)

    commands = dict(cli.commands)
    for name, group in cli.commands.items():
        if isinstance(group, click.Group):
            commands |= {f"{name} {inner}": command for inner, command in group.commands.items()}
    for name, command in commands.items():
        assert f"`casefolio {name}" in text or f"\ncasefolio {name}" in text
        for option in (item for item in command.params if isinstance(item, click.Option)):
            for written in option.opts:
                assert f"{written}" in text, (name, written)
            for choice in option.type.choices if isinstance(option.type, click.Choice) else ():
                assert f"`{option.opts[0]} {choice}`" in text


def test_the_manual_is_a_site_of_its_own_with_every_page_in_its_navigation(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", "manual.yml", "--site-dir"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [*command, str(tmp_path / "manual")],
        cwd=DOCS_PATH.parent,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    home = (tmp_path / "manual" / "index.html").read_text("utf-8")
    for path in DOCS_PATH.glob("*.md"):
        assert path.stem == "index" or f'href="{path.stem}/"' in home, path.name


@pytest.mark.parametrize("path", [*LINKED_PATHS, *_FOR_CONTRIBUTORS], ids=lambda path: path.name)
def test_every_link_leads_to_a_file_and_a_heading_of_it(path: Path) -> None:
    for match in _LINK.finditer(without_code(path.read_text("utf-8"))):
        address, fragment = match["path"], match["fragment"]
        if ":" in address:
            continue
        target = (path.parent / address).resolve() if address else path

        assert target.is_file(), match.group()
        assert not fragment or fragment in _anchors(target.read_text("utf-8")), match.group()


def _anchors(text: str) -> set[str]:
    """The fragments of a page's headings, as GitHub makes them."""
    headings = _HEADING.findall(without_blocks(text))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_element_of_html_that_may_be_allowed_is_named() -> None:
    paragraph = _manual("writing.md").partition("these elements")[2].partition("Their attributes")[0]

    assert set(re.findall(r"`(\w+)`", paragraph)) == INLINE_TAGS
