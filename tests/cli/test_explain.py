"""What `casefolio explain` answers and prints."""

from pathlib import Path

import pytest
from tests.cli.samples import run

from casefolio.codes import Code


def test_a_code_is_explained_with_a_wrong_and_a_right_example(project: Path) -> None:
    result = run(project, "explain", "cf213")
    assert result.exit_code == 0
    assert result.output == (
        "error CF213: the term is not in the list of terms\n\n"
        "The term is not in the list of terms, or can't have a page.\n\n"
        "why: A term that is spelt in a new way would get a page of its own, without the studies it belongs\n"
        "to.\n\n"
        "what to do: Use a term of the list, or add it to `_taxonomies.yml`.\n\n"
        "wrong (fields of a study):\n  | services: [Lisening work]\n\n"
        "right:\n  | services: [Listening work]\n"
    )


def test_several_codes_come_in_the_order_asked_for(project: Path) -> None:
    output = run(project, "explain", "CF309", "CF105").output
    assert output.index("error CF309") < output.index("error CF105")


def test_without_a_code_all_are_listed(project: Path) -> None:
    result = run(project, "explain")
    assert result.exit_code == 0
    assert all(f"  {code.id}  " in result.output for code in Code)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("CF2020", "Error: there is no code `CF2020`; did you mean CF202?\n"),
        ("what", "Error: there is no code `what`; `casefolio explain` lists them all\n"),
        ("\x1b[2J", "Error: there is no code `\\x1b[2J`; `casefolio explain` lists them all\n"),
    ],
)
def test_an_unknown_code_is_wrong_use(project: Path, code: str, words: str) -> None:
    result = run(project, "explain", "CF101", "--", code)
    assert result.exit_code == 2
    assert result.output.endswith(words)


def test_no_project_is_needed(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("a: [", encoding="utf-8")
    assert run(tmp_path, "explain", "CF101").exit_code == 0
