"""What `casefolio explain` and the manual tell is true: the wrong examples are wrong, and the right ones are right."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from PIL import Image

from casefolio.codes import Code
from casefolio.diagnostics import Diagnostic
from casefolio.explaining import UnknownCodeError, find_code, render_codes, render_explanation, render_manual
from casefolio.explanations import EXPLANATIONS, GROUPS, Explanation, Form
from casefolio.pipeline import check
from casefolio.project import load_project
from casefolio.text_reports import TextStyle

MANUAL_PATH = Path(__file__).parents[1] / "docs" / "codes.md"

#: What no example can show: it lies in a file's bytes or their number, in the rights to read it, or in the built site.
SHOWN_IN_WORDS = {Code.NOT_UTF8, Code.FILE_TOO_LARGE, Code.UNREADABLE_FILE, Code.BODY_TOO_LARGE, Code.LEAK}

#: What can't be shown without another mistake: a name that is kept back is given in the file.
COMPANIONS = {Code.NAME_GIVEN_AWAY: {Code.MORE_GIVEN_THAN_SHOWN}}

#: What programmers say.
JARGON = re.compile(r"\b(mapping|scalar|sequence|token|node|anchor|parser|string|boolean)s?\b")

BASE = {
    "title": "title: A library that listens\n",
    "summary": "summary: Four branch teams made listening to readers part of ordinary days.\n",
    "client": "client: Trefelin Libraries\n",
}
NOW = datetime(2026, 6, 1, tzinfo=UTC)
RECORD = "".join(BASE.values())


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two other studies, a page and the photos that the examples name."""
    write(tmp_path, "mkdocs.yml", "site_name: Sample\nplugins: [casefolio]\n")
    write(tmp_path, "docs/index.md", "# Home\n")
    write(tmp_path, "case_studies/autumn-fair.md", f"---\n{RECORD}themes: [Trust]\n---\n\nLeaves.\n")
    write(tmp_path, "case_studies/winter-fair.md", f"---\n{RECORD}status: draft\n---\n\nSnow.\n")
    return tmp_path


def write(project: Path, name: str, text: str) -> None:
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def make_photos(folder: Path) -> None:
    desk = Image.linear_gradient("L").resize((1600, 900))
    desk.save(folder / "desk.jpg")
    desk.save(folder / "renamed.jpg", format="PNG")
    desk.save(folder / "renamed.png")
    desk.save(folder / "moving.gif")
    desk.resize((300, 200)).save(folder / "thumbnail.jpg")
    (folder / "half-copied.jpg").write_bytes((folder / "desk.jpg").read_bytes()[:2000])
    Image.new("1", (12_000, 10_000)).save(folder / "poster.png")
    Image.new("1", (10_000, 8_000)).save(folder / "see-through.png", transparency=0)


#: Where an example is written to.
PLACES = {
    Form.FIELDS: "case_studies/example/index.yml",
    Form.BODY: "case_studies/example.md",
    Form.MARKDOWN: "case_studies/example.md",
    Form.YAML: "case_studies/example.yml",
    Form.TERMS: "case_studies/_taxonomies.yml",
    Form.PAGE: "docs/example.md",
}


def found_in(project: Path, example: Explanation, text: str) -> list[Diagnostic]:
    """What is wrong with the project once the example is a part of it."""
    if example.form is Form.FOLDER:
        for name in text.split("\n"):
            write(project, name, f"---\n{RECORD}---\n\nWords.\n" if name.endswith(".md") else "x")
    else:
        write(project, PLACES[example.form], completed(text, example.form))
    if "photo:" in text:
        make_photos(project / "case_studies/example")
    if "services:" in text:
        write(project, PLACES[Form.TERMS], "services: [Listening work]\n")
    return list(check(load_project(project / "mkdocs.yml").settings(now=NOW))[1])


def completed(text: str, form: Form) -> str:
    """With what the example leaves out."""
    if form is Form.BODY:
        return f"---\n{RECORD}---\n\n{text}"
    given = {re.split(r"\W", line)[0] for line in text.splitlines()}
    left_out = "".join(line for key, line in BASE.items() if key not in given)
    return f"{left_out}{text}" if form is Form.FIELDS else text


def test_every_code_is_explained_in_its_order() -> None:
    assert list(EXPLANATIONS) == list(Code)
    assert {code.id[2] for code in Code} == set(GROUPS)


@pytest.mark.parametrize("code", [code for code in Code if code not in SHOWN_IN_WORDS], ids=lambda code: code.id)
def test_the_wrong_example_gives_its_code_and_no_other(code: Code, project: Path) -> None:
    example = EXPLANATIONS[code]

    wrong = found_in(project, example, example.wrong)
    assert {item.code for item in wrong} == {code} | COMPANIONS.get(code, set()), [str(item) for item in wrong]


@pytest.mark.parametrize("code", [code for code in Code if code not in SHOWN_IN_WORDS], ids=lambda code: code.id)
def test_the_right_example_has_nothing_wrong(code: Code, project: Path) -> None:
    example = EXPLANATIONS[code]

    assert [str(item) for item in found_in(project, example, example.right)] == []


def test_only_what_no_text_can_show_is_shown_in_words() -> None:
    assert {code for code, item in EXPLANATIONS.items() if item.form is Form.WORDS} == SHOWN_IN_WORDS


@pytest.mark.parametrize("code", list(Code), ids=lambda code: code.id)
def test_every_explanation_is_plain_sentences(code: Code) -> None:
    item = EXPLANATIONS[code]
    for text in (item.meaning, item.why, item.mend):
        assert text[0].isupper() or text[0] in "`“"
        assert text.endswith((".", ")."))
        assert "  " not in text
    assert not JARGON.search(f"{item.meaning} {item.why} {item.mend} {code.summary}")
    assert item.wrong != item.right


@pytest.mark.parametrize("code", list(Code), ids=lambda code: code.id)
def test_a_terminal_shows_all_of_it(code: Code) -> None:
    text = render_explanation(code)
    item = EXPLANATIONS[code]

    assert text.startswith(f"{code.severity} {code.id}: {code.summary}\n\n")
    assert all(f"  | {line}".rstrip() in text for line in item.right.splitlines())
    assert "](" not in text.partition("\nwrong")[0]
    assert "\x1b" not in text
    assert re.sub(r"\x1b\[[\d;]*m", "", render_explanation(code, TextStyle(has_colour=True))) == text
    assert max(len(line) for line in text.split("\n") if not line.startswith("  | ")) <= TextStyle().width


def test_all_codes_are_listed_with_their_titles() -> None:
    text = render_codes()

    assert [line.split()[0] for line in text.splitlines() if line.startswith("  CF")] == [code.id for code in Code]
    assert "  CF202  error    the key is not known\n" in text
    assert "  CF306  warning  the photo is too small for its place\n" in text


@pytest.mark.parametrize("written", ["CF202", "cf202", " Cf202 ", "202", "CF-202", "cf_202"])
def test_a_code_is_found_however_it_is_written(written: str) -> None:
    assert find_code(written) is Code.UNKNOWN_KEY


@pytest.mark.parametrize(("written", "near"), [("CF2022", "CF202"), ("CG202", "CF202"), ("what", None), ("", None)])
def test_the_nearest_code_is_proposed_for_an_unknown_one(written: str, near: str | None) -> None:
    with pytest.raises(UnknownCodeError) as error:
        find_code(written)
    assert error.value.near == near


def test_the_page_of_the_manual_is_made_from_the_table() -> None:
    assert MANUAL_PATH.read_text(encoding="utf-8") == render_manual(), "write it anew: see CONTRIBUTING.md"


def test_every_right_example_in_yaml_is_yaml() -> None:
    for code, item in EXPLANATIONS.items():
        if item.form in {Form.FIELDS, Form.YAML, Form.TERMS}:
            assert isinstance(yaml.safe_load(item.right), dict), code
