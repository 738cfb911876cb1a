"""What `casefolio new` writes."""

import itertools
import re
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cli.samples import inside, run, write_record

from casefolio.diagnostics import Diagnostic, Report
from casefolio.loaders.record_files import load_record
from casefolio.models import CaseStudy, CaseStudyFields, Model, Taxonomies
from casefolio.record_folders import find_taken, write_record_folder
from casefolio.scaffold import check_title, render_starter
from casefolio.slugs import slugify
from casefolio.validation import validate_record


def validate(text: str, folder: Path) -> tuple[CaseStudy | None, tuple[Diagnostic, ...]]:
    path = folder / "starter.md"
    path.write_text(text, encoding="utf-8")
    record, report = load_record(path, folder, "en")
    assert record
    return validate_record(record, Taxonomies(), report), report.diagnostics


def test_the_starter_is_a_draft_that_a_check_accepts(project: Path) -> None:
    result = run(project, "new", "Listening in four libraries")
    assert (result.exit_code, result.output) == (0, "case_studies/listening-in-four-libraries/index.md\n")
    text = (project / result.output.strip()).read_text(encoding="utf-8")
    assert "\ntitle: Listening in four libraries\n" in text
    assert "\nstatus: draft\n" in text
    checked = run(project, "check", "--strict")
    assert (checked.exit_code, checked.output) == (0, "1 record, nothing wrong\n")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ('She said: "Why not?" #1', "she-said-why-not-1"),
        ("It's a 'test' \\ of {{ signs }}", "its-a-test-of-signs"),
        ("Tŷ Ŵyn – gwrando", "ty-wyn-gwrando"),
        ("🚒 Fire station 🚒", "fire-station"),
        ("- 12:30, or no", "12-30-or-no"),
        ("  two   spaces  ", "two-spaces"),
        ("x" * 110, "x" * 80),
    ],
)
def test_any_title_is_kept_as_it_is(project: Path, title: str, slug: str) -> None:
    result = run(project, "new", "--", title)
    assert (result.exit_code, result.output) == (0, f"case_studies/{slug}/index.md\n")
    record, _ = load_record(project / result.output.strip(), project, "en")
    study = validate_record(record, Taxonomies(), Report()) if record else None
    assert study
    assert study.title == " ".join(title.split())
    assert run(project, "check", "--strict").exit_code == 0


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Sectors", "the address `sectors` is that of a generated page; choose another title"),
        ("!!!!!", 'no address can be made from the title "!!!!!"; use at least one Latin letter or digit'),
        ("", 'no address can be made from the title ""; use at least one Latin letter or digit'),
        ("Hi", 'Error: `title` has 2 characters, "Hi", and needs at least 5; add 3 or more'),
        ("word " * 40, "Error: `title` has 199 characters and may have 110; shorten it by 89: "),
        ("A \x1b[2Jtitle", "`title` holds the character U+001B, which cannot be seen; write it anew"),
        ("A <b>bold</b> title", "`title` holds HTML: `<b>`; write plain words"),
    ],
)
def test_a_title_that_can_not_be_is_wrong_use(project: Path, title: str, words: str) -> None:
    result = run(project, "new", title)
    assert result.exit_code == 2
    assert words in result.output
    assert not (project / "case_studies").exists()


@given(st.text(max_size=120))
@settings(max_examples=150)
def test_whatever_title_is_accepted_nothing_is_wrong_with_the_record(
    tmp_path_factory: pytest.TempPathFactory, title: str
) -> None:
    title = " ".join(title.split())
    if check_title(title) or not slugify(title):
        return
    study, diagnostics = validate(render_starter(title), tmp_path_factory.mktemp("new"))
    assert diagnostics == ()
    assert study
    assert study.title == title


def _names(model: type[Model]) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for name, field in model.model_fields.items():
        found.add((model.__name__, name))
        for inner in Model.__subclasses__():
            if re.search(rf"\b{inner.__name__}\b", str(field.annotation)) and inner is not model:
                found |= _names(inner)
    return found


def test_every_field_of_the_model_is_in_the_starter() -> None:
    lines = render_starter("Any title").split("\n")
    keys = [line.lstrip("# -").partition(":")[0] for line in lines if not line.startswith("##")]
    missing = [(model, name) for model, name in _names(CaseStudyFields) if name not in keys]
    assert missing == []
    # Each as often as it is a field somewhere.
    for _, name in _names(CaseStudyFields):
        assert keys.count(name) == sum(other == name for _, other in _names(CaseStudyFields)), name


def test_without_their_sign_all_examples_are_right(tmp_path: Path) -> None:
    text = re.sub(r"(?m)^#(?!#)", "", render_starter("Any title"))
    study, diagnostics = validate(text, tmp_path)
    assert diagnostics == ()
    assert study
    for name in CaseStudyFields.model_fields:
        assert getattr(study, name, None) not in {None, ()}, name


def test_every_line_of_front_matter_is_a_field_an_example_or_explained() -> None:
    front_matter = render_starter("Any title").split("---\n")[1].splitlines()
    for above, line in itertools.pairwise(front_matter):
        if (
            re.match(r"#? *(?:- )?[a-z_]+:", line)
            and not line.startswith("##")
            and line != "  name: Name of the client"
        ):
            assert above.startswith("## "), line


def test_nothing_is_overwritten(project: Path) -> None:
    run(project, "new", "Any title")
    path = project / "case_studies/any-title/index.md"
    path.write_text("mine", encoding="utf-8")
    result = run(project, "new", "Any title")
    assert result.exit_code == 1
    assert result.output == (
        "Error: case_studies/any-title/index.md is there already and stays as it is; choose another name\n"
    )
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["any-title.md", "any-title.yml", "any-title/index.yaml", "any-title/photo.jpg"])
def test_a_slug_is_taken_by_a_record_in_any_form(project: Path, name: str) -> None:
    path = write_record(project, name)
    result = run(project, "new", "Any title")
    assert result.exit_code == 1
    assert find_taken(project / "case_studies", "any-title") in {path, path.parent}
    assert [entry for entry in (project / "case_studies").rglob("*") if entry.is_file()] == [path]


def test_the_records_option_and_the_folder_of_the_call_decide_the_path(project: Path) -> None:
    (project / "mkdocs.yml").write_text("plugins: [{casefolio: {records: work/studies}}]\n", encoding="utf-8")
    (project / "content").mkdir()
    assert run(project / "content", "new", "Any title").output == "../work/studies/any-title/index.md\n"
    outside = run(project.parent, "-f", "portfolio/mkdocs.yml", "new", "Other title")
    assert outside.output == f"{project.resolve()}/work/studies/other-title/index.md\n"


def test_a_failure_half_way_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="gone"):
        write_record_folder(tmp_path, "x", {"index.md": b"", "gone/photo.jpg": b""})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_folder_may_be_read_as_any_other(tmp_path: Path) -> None:
    with inside(tmp_path):
        Path("plain").mkdir()
    path = write_record_folder(tmp_path / "new", "x", {"index.md": b"x"})
    assert stat.S_IMODE(path.parent.stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)
