"""What `casefolio new` writes."""

import itertools
import os
import re
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from tests.cli.samples import PLUGINS_PATH, inside, run, write_record

from casefolio.answers import Answers, check_text, check_texts, check_title, flatten
from casefolio.codes import Code
from casefolio.credits import parse_credit
from casefolio.diagnostics import Diagnostic, Report
from casefolio.loaders.record_files import load_record
from casefolio.models import CaseStudy, CaseStudyFields, Credit, Model, Taxonomies
from casefolio.placeholders import CLIENT
from casefolio.project import load_project
from casefolio.record_folders import find_taken, write_record_folder
from casefolio.scaffold import render_starter
from casefolio.slugs import slugify
from casefolio.validation import validate_record

SUMMARY = "Four branches asked their readers for an hour a week, and changed what they heard about."


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
    if check_text("title", title) or not slugify(title):
        return
    study, diagnostics = validate(render_starter(Answers(title)), tmp_path_factory.mktemp("new"))
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
    lines = render_starter(Answers("Any title")).split("\n")
    keys = [line.lstrip("# -").partition(":")[0] for line in lines if not line.startswith("##")]
    missing = [(model, name) for model, name in _names(CaseStudyFields) if name not in keys]
    assert missing == []
    # Each as often as it is a field somewhere.
    for _, name in _names(CaseStudyFields):
        assert keys.count(name) == sum(other == name for _, other in _names(CaseStudyFields)), name


def test_without_their_sign_all_examples_are_right(tmp_path: Path) -> None:
    text = re.sub(r"(?m)^#(?!#)", "", render_starter(Answers("Any title")))
    study, diagnostics = validate(text, tmp_path)
    assert diagnostics == ()
    assert study
    for name in CaseStudyFields.model_fields:
        assert getattr(study, name, None) not in {None, ()}, name


def test_every_line_of_front_matter_is_a_field_an_example_or_explained() -> None:
    front_matter = render_starter(Answers("Any title")).split("---\n")[1].splitlines()
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


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of this kind")
def test_a_disk_that_is_full_is_said_and_leaves_nothing(project: Path) -> None:
    photo = Path(__file__).parents[2] / "plugins/casefolio/starter/hills-at-sunrise.jpg"
    # No file may become larger than 16 KB: the record does not, the photo does.
    program = "import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, (16384, 16384)); "
    program += "runpy.run_module('casefolio', run_name='__main__', alter_sys=True)"
    done = subprocess.run(
        [sys.executable, "-B", "-c", program, "new", "Any title", "--photo", str(photo)],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(PLUGINS_PATH)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    path = project.resolve() / "case_studies/any-title/hills-at-sunrise.jpg"
    assert done.stderr == f"Error: the record can't be written: File too large: {path}\n"
    assert list((project / "case_studies").iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_folder_may_be_read_as_any_other(tmp_path: Path) -> None:
    with inside(tmp_path):
        Path("plain").mkdir()
    path = write_record_folder(tmp_path / "new", "x", {"index.md": b"x"})
    assert stat.S_IMODE(path.parent.stat().st_mode) == stat.S_IMODE((tmp_path / "plain").stat().st_mode)


def _write_photo(project: Path, name: str = "Desk 1.JPG", size: tuple[int, int] = (1600, 1000)) -> Path:
    path = project / name
    Image.new("RGB", size, "teal").save(path)
    return path


def test_options_say_what_would_be_asked(project: Path) -> None:
    _write_photo(project)
    texts = (
        "--client",
        "Sample: Trust",
        "--summary",
        SUMMARY,
        "--alt",
        "A desk",
        "--credit",
        "Photo by A Name on Unsplash",
    )
    result = run(project, "new", "Any title", "--photo", "Desk 1.JPG", *texts)
    assert (result.exit_code, result.output) == (0, "case_studies/any-title/index.md\n")
    folder = project / "case_studies/any-title"
    assert sorted(path.name for path in folder.iterdir()) == ["desk-1.jpg", "index.md"]
    assert (folder / "desk-1.jpg").read_bytes() == (project / "Desk 1.JPG").read_bytes()
    assert run(project, "check", "--strict").output == "1 record, nothing wrong\n"
    record, _ = load_record(folder / "index.md", project, "en")
    study = validate_record(record, Taxonomies(), Report()) if record else None
    assert study
    assert study.photo
    assert (study.client.name, study.summary, study.photo.alt) == ("Sample: Trust", SUMMARY, "A desk")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--client", "<b>x</b>"), "`client` holds HTML: `<b>`; write plain words"),
        (("--summary", "Short"), "`summary` has 5 characters"),
        (("--alt", "A desk"), "--alt belongs to a photo, and none is given; add --photo FILE"),
        (("--credit", "Photo by A Name"), "--credit belongs to a photo, and none is given; add --photo FILE"),
        (("--photo", "desk.jpg", "--alt", "desk.jpg"), "`alt` is a file's name: "),
        (("--photo", "desk.jpg", "--alt", "A \x07desk"), "`alt` holds the character U+0007, which cannot be seen"),
        (("--photo", "desk.jpg", "--credit", "somebody"), "`credit`"),
    ],
)
def test_an_option_that_can_not_be_is_wrong_use(project: Path, options: tuple[str, ...], words: str) -> None:
    _write_photo(project, "desk.jpg")
    result = run(project, "new", "Any title", *options)
    assert result.exit_code == 2
    assert words in result.output
    assert not (project / "case_studies").exists()


def test_a_photo_that_can_not_be_keeps_the_record_from_being_written(project: Path) -> None:
    whole = _write_photo(project, "whole.jpg").read_bytes()
    (project / "half.jpg").write_bytes(whole[: len(whole) // 2])
    (project / "words.jpg").write_text("words", encoding="utf-8")
    for name in ("half.jpg", "words.jpg", "nowhere.jpg"):
        result = run(project, "new", "Any title", "--photo", name, "--alt", "A desk")
        assert result.exit_code == 1
        assert result.output.startswith(f"Error: {name} can't be the photo: ")
        assert not (project / "case_studies").exists()


def test_what_a_photo_lacks_is_said_at_once(project: Path) -> None:
    _write_photo(project, "small.jpg", (600, 400))
    result = run(project, "new", "Any title", "--photo", "small.jpg")
    assert result.exit_code == 0
    assert result.output.splitlines()[1:] == [
        "  photo: it is 600 pixels wide and a hero photo needs 1200; use a larger version if there is one",
        "  photo: nothing says what it shows; add `alt`, or the study can't be built",
    ]


def test_without_a_terminal_a_title_is_needed(project: Path) -> None:
    result = run(project, "new", "--client", "Sample Trust")
    assert result.exit_code == 2
    assert "no title is given; write one in quotes: `casefolio new " in result.output


@pytest.mark.parametrize("options", [(), ("--yaml",)])
def test_placeholder_words_are_not_published_by_a_change_of_status(project: Path, options: tuple[str, ...]) -> None:
    path = project / run(project, "new", "Any title", *options).output.strip()
    text = path.read_text(encoding="utf-8")
    for status in ("status: published", "status: archived", ""):
        path.write_text(text.replace("status: draft", status), encoding="utf-8")
        result = run(project, "check")
        assert result.exit_code == 1
        # The summary, the client and each section
        assert result.output.count(" error CF224: ") == 6
        assert result.output.count("error") == 7
    path.write_text(text, encoding="utf-8")
    assert run(project, "check", "--strict").exit_code == 0


def test_a_record_in_yaml_has_the_same_fields_and_the_text_below_sections(project: Path) -> None:
    result = run(project, "new", "Any: title", "--yaml", "--client", "Sample Trust", "--summary", SUMMARY)
    assert result.output == "case_studies/any-title/index.yml\n"
    text = (project / result.output.strip()).read_text(encoding="utf-8")
    assert text.startswith("## Write over")
    assert run(project, "check", "--strict").exit_code == 0
    markdown = render_starter(Answers("Any: title", "Sample Trust", SUMMARY))
    assert set(re.findall(r"(?m)^#?[a-z_]+:", markdown)) | {"sections:"} == set(re.findall(r"(?m)^#?[a-z_]+:", text))


def test_a_schema_in_the_portfolio_is_named_in_the_first_line_of_yaml(project: Path) -> None:
    assert run(project, "schema", "--write").exit_code == 0
    path = project / run(project, "new", "Any title", "--yaml").output.strip()
    first = path.read_text(encoding="utf-8").split("\n")[0]
    assert first == "# yaml-language-server: $schema=../../.vscode/casefolio.schema.json"
    assert (path.parent / first.partition("=")[2]).resolve() == project.resolve() / ".vscode/casefolio.schema.json"
    assert run(project, "check", "--strict").exit_code == 0


def test_the_headings_of_the_text_are_in_the_language_of_the_site(project: Path) -> None:
    (project / "mkdocs.yml").write_text("theme: {name: material, language: cy}\nplugins: [casefolio]\n", "utf-8")
    path = project / run(project, "new", "Unrhyw deitl").output.strip()
    assert "\n## Beth wnes i\n" in path.read_text(encoding="utf-8")
    assert run(project, "check", "--strict").exit_code == 0


BRIEF = """\
Who: Trefelin Libraries, the public library service of a small county.
The brief: Work alongside 4 branch teams for five months and make listening a part of ordinary days.
What I did: We moved the desk.
What they said:
- “It was good to be slowed down.” — Branch manager, Trefelin Libraries
"""


def test_from_a_brief_the_record_is_the_one_that_import_makes(project: Path) -> None:
    _write_photo(project, "desk.jpg")
    (project / "listening.txt").write_text(BRIEF, encoding="utf-8")
    options = ("--summary", SUMMARY, "--photo", "desk.jpg", "--alt", "A desk")
    made = run(project, "new", "Any title", "--from", "listening.txt", *options)
    (project / "case_studies").rename(project / "made")
    imported = run(project, "import", "listening.txt", "--title", "Any title", *options)
    assert (made.exit_code, made.output) == (0, imported.output)
    for path in (project / "case_studies/listening").iterdir():
        assert (project / "made/listening" / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("option", [("--client", "x"), ("--credit", "x"), ("--yaml",)])
def test_what_import_does_not_take_is_refused_beside_a_brief(project: Path, option: tuple[str, ...]) -> None:
    (project / "listening.txt").write_text(BRIEF, encoding="utf-8")
    result = run(project, "new", "--from", "listening.txt", *option)
    assert result.exit_code == 2
    assert f"{option[0]} and --from don't go together; " in result.output
    assert not (project / "case_studies").exists()


#: What YAML or Markdown might take for something else, among any other text.
_TRICKY = st.text(st.sampled_from("ab :#'\"-|>&*!%@`{}[],?\\\n\t~=0123.’“é🚒"), max_size=60)


@given(
    texts=st.tuples(*[st.one_of(_TRICKY, st.text(max_size=60), st.sampled_from(["no", "1.10", "null", "~"]))] * 5),
    is_yaml=st.booleans(),
)
@settings(max_examples=250)
def test_what_is_answered_comes_back_from_the_engine_exactly(
    tmp_path_factory: pytest.TempPathFactory, texts: tuple[str, ...], *, is_yaml: bool
) -> None:
    folder = tmp_path_factory.mktemp("answers")
    title, client, summary, alt, author = texts
    padding = "What happened, why, and what came of it."
    credit = f"Photo by {author} on Unsplash"
    given_texts = (f"{title} sample", client, f"{padding} {summary}", alt, credit)
    title, client, summary, alt, credit = (flatten(text) for text in given_texts)
    answers = Answers(title, client, summary, Path("photo.jpg"), alt, credit)
    project_settings = load_project(folder).settings(now=datetime(2026, 1, 1, tzinfo=UTC))
    if check_title(title, project_settings) or check_texts(answers):
        return
    path = folder / ("index.yml" if is_yaml else "index.md")
    path.write_bytes(render_starter(answers, "photo.jpg", is_yaml=is_yaml).encode())
    record, report = load_record(path, folder, "en")
    assert record
    study = validate_record(record, Taxonomies(), report)
    assert [str(item) for item in report.diagnostics if item.code not in {Code.ALT_MISSING, Code.CREDIT_MISSING}] == []
    assert study or not alt
    if study:
        assert (study.title, study.summary) == (answers.title, answers.summary)
        assert study.client.name == (client or CLIENT)
        assert study.photo
        assert study.photo.alt == alt
        assert study.photo.credit == Credit.model_validate(parse_credit(credit))
