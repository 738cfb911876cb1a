"""What `casefolio schema` prints, and what it writes into a portfolio."""

import json
import os
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.cli.samples import run, write_record
from tests.yaml12 import load_yaml

from casefolio.cli import cli

FILES = [
    ".vscode/casefolio.schema.json",
    ".vscode/casefolio-taxonomies.schema.json",
    ".vscode/settings.json",
    ".vscode/extensions.json",
    "frontmatter.json",
]


def written(project: Path) -> dict[str, bytes]:
    return {name: (project / name).read_bytes() for name in FILES}


def test_the_schema_of_a_record_is_printed(project: Path) -> None:
    result = run(project, "schema")

    assert result.exit_code == 0
    Draft202012Validator.check_schema(json.loads(result.output))
    assert json.loads(result.output)["required"] == ["title", "summary", "client"]


def test_the_schema_of_the_list_of_terms_is_printed_without_any_project(tmp_path: Path) -> None:
    result = run(tmp_path, "schema", "taxonomies")

    assert result.exit_code == 0
    assert list(json.loads(result.output)["properties"]) == ["sectors", "services", "themes", "places"]


def test_the_terms_of_the_project_are_offered_unless_it_is_plain(project: Path) -> None:
    write_record(project, "_taxonomies.yml", "sectors: [Health, {name: Housing}]\n")

    items = json.loads(run(project, "schema").output)["properties"]["sectors"]["items"]
    plain = json.loads(run(project, "schema", "--plain").output)["properties"]["sectors"]["items"]

    assert items == {"enum": ["Health", "Housing"]}
    assert "enum" not in plain


def test_a_wrong_list_of_terms_offers_none_and_is_said(project: Path) -> None:
    write_record(project, "_taxonomies.yml", "sectors: Health\n")

    result = run(project, "schema")

    assert result.exit_code == 0
    assert result.stderr == "the terms are left out, because their file has mistakes; `casefolio check` tells which\n"
    assert "enum" not in json.loads(result.stdout)["properties"]["sectors"]


def test_writing_names_each_file_and_a_second_time_changes_nothing(project: Path) -> None:
    first = run(project, "schema", "--write")
    assert (first.exit_code, first.output.splitlines()) == (0, FILES)
    before = written(project)

    second = run(project, "schema", "--write")

    assert (second.exit_code, second.output) == (0, "everything is there already\n")
    assert written(project) == before
    assert sorted(path.name for path in (project / ".vscode").iterdir()) == sorted(name[8:] for name in FILES[:4])


def test_the_files_are_found_from_a_folder_below(project: Path) -> None:
    (project / "case_studies").mkdir()

    result = run(project / "case_studies", "schema", "--write")

    assert result.output.splitlines() == [os.path.join("..", name) for name in FILES]  # noqa: PTH118 - as the terminal has it


def test_settings_name_the_schemas_by_the_files_they_are_for(project: Path) -> None:
    (project / "mkdocs.yml").write_text("plugins: [{casefolio: {records: my/studies}}]\n", encoding="utf-8")
    run(project, "schema", "--write")

    settings = json.loads((project / ".vscode/settings.json").read_text("utf-8"))
    forms = json.loads((project / "frontmatter.json").read_text("utf-8"))

    assert settings == {
        "yaml.schemas": {
            "./.vscode/casefolio.schema.json": [
                "my/studies/**/[0-9A-Za-z]*.yml",
                "my/studies/**/[0-9A-Za-z]*.yaml",
            ],
            "./.vscode/casefolio-taxonomies.schema.json": [
                "my/studies/_taxonomies.yml",
                "my/studies/_taxonomies.yaml",
            ],
        }
    }
    assert forms["frontMatter.content.pageFolders"][0]["path"] == "[[workspace]]/my/studies"


def test_what_others_wrote_survives_in_its_order(project: Path) -> None:
    (project / ".vscode").mkdir()
    theirs = {"editor.wordWrap": "on", "yaml.schemas": {"./other.json": "other/*.yml"}, "files.eol": "\n"}
    (project / ".vscode/settings.json").write_text(json.dumps(theirs, indent=4), encoding="utf-8")
    (project / ".vscode/extensions.json").write_text('{"recommendations": ["a.b"], "unwantedRecommendations": ["c.d"]}')
    (project / "frontmatter.json").write_text('{"frontMatter.website.host": "https://example.org"}')
    assert run(project, "schema", "--write").output.splitlines() == FILES

    settings = json.loads((project / ".vscode/settings.json").read_text("utf-8"))
    extensions = json.loads((project / ".vscode/extensions.json").read_text("utf-8"))
    forms = json.loads((project / "frontmatter.json").read_text("utf-8"))

    assert list(settings) == ["editor.wordWrap", "yaml.schemas", "files.eol"]
    assert next(iter(settings["yaml.schemas"])) == "./other.json"
    assert len(settings["yaml.schemas"]) == 3
    assert extensions["recommendations"] == ["a.b", "redhat.vscode-yaml", "eliostruyf.vscode-front-matter"]
    assert extensions["unwantedRecommendations"] == ["c.d"]
    assert forms["frontMatter.website.host"] == "https://example.org"
    assert run(project, "schema", "--write").output == "everything is there already\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{\n  // how we like it\n  "editor.wordWrap": "on"\n}\n', "has comments, or a comma behind the last item"),
        ('{"editor.wordWrap": "on"', "is not JSON"),
        ('{"yaml.schemas": []}', "has something else than expected in `yaml.schemas`"),
    ],
)
def test_settings_that_would_lose_something_stay_and_what_to_add_is_told(project: Path, text: str, reason: str) -> None:
    path = project / ".vscode/settings.json"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")

    result = run(project, "schema", "--write")

    assert result.exit_code == 1
    assert path.read_text("utf-8") == text
    assert result.stdout.splitlines() == [name for name in FILES if name != ".vscode/settings.json"]
    said, _, missing = result.stderr.partition("\n")
    assert said.startswith(f".vscode/settings.json {reason}")
    assert said.endswith("it stays as it is. Add this to it:")
    path.write_text(f"// mine\n{missing}", encoding="utf-8")
    assert run(project, "schema", "--write").output == "everything is there already\n"


def test_a_schema_that_has_grown_old_is_written_anew(project: Path) -> None:
    run(project, "schema", "--write")
    write_record(project, "_taxonomies.yml", "sectors: [Health]\n")

    result = run(project, "schema", "--write")

    assert result.output.splitlines() == [".vscode/casefolio.schema.json", "frontmatter.json"]
    forms = json.loads((project / "frontmatter.json").read_text("utf-8"))
    fields = {field["name"]: field for field in forms["frontMatter.taxonomy.contentTypes"][0]["fields"]}
    assert fields["sectors"]["choices"] == ["Health"]


def test_a_folder_that_refuses_is_an_error_of_one_line(project: Path) -> None:
    (project / ".vscode").write_text("a file, where the folder would be", encoding="utf-8")

    result = run(project, "schema", "--write")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: .vscode/casefolio.schema.json can't be written: File exists\n"
    assert (project / ".vscode").read_text("utf-8") == "a file, where the folder would be"


def test_a_file_that_can_not_be_replaced_is_an_error_of_one_line_and_leaves_nothing_behind(project: Path) -> None:
    (project / ".vscode/casefolio.schema.json").mkdir(parents=True)

    result = run(project, "schema", "--write")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: .vscode/casefolio.schema.json can't be written: Is a directory\n"
    assert [path.name for path in (project / ".vscode").iterdir()] == ["casefolio.schema.json"]


def test_a_folder_that_must_not_be_written_is_an_error_of_one_line(project: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    (project / ".vscode").mkdir(mode=0o500)

    result = run(project, "schema", "--write")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: .vscode/casefolio.schema.json can't be written: Permission denied\n"


def test_nothing_is_written_where_there_is_no_portfolio(tmp_path: Path) -> None:
    result = run(tmp_path, "schema", "--write")

    assert result.exit_code == 2
    assert result.stderr.startswith("Error: there is no mkdocs.yml from this folder upwards;")
    assert list(tmp_path.iterdir()) == []


def test_one_schema_can_not_be_chosen_for_writing(project: Path) -> None:
    assert run(project, "schema", "taxonomies", "--write").exit_code == 2


def test_the_starter_record_is_right_by_the_schema_that_is_written(project: Path) -> None:
    path = project / run(project, "new", "A library that listens").output.strip()
    run(project, "schema", "--write")
    schema = json.loads((project / ".vscode/casefolio.schema.json").read_text("utf-8"))
    fields = path.read_text("utf-8").split("---\n")[1]
    examples = "".join(
        line[1:] if line.startswith("#") and not line.startswith("##") else line
        for line in fields.splitlines(keepends=True)
    )

    assert list(Draft202012Validator(schema).iter_errors(load_yaml(fields))) == []
    assert list(Draft202012Validator(schema).iter_errors(load_yaml(examples))) == []


def test_the_command_is_listed() -> None:
    assert "schema" in cli.commands
