"""What `casefolio new` and `casefolio init` ask in a terminal."""

import shlex
import shutil
import sys
from pathlib import Path

import pytest
import yaml
from tests.cli.samples import run, write_record
from tests.cli.terminals import terminal

from casefolio.interview import parse_dragged_path
from casefolio.loaders.record_files import load_record
from casefolio.models import CaseStudy, Taxonomies
from casefolio.validation import validate_record

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminal of this kind")

PICTURE_PATH = Path(__file__).parents[2] / "plugins/casefolio/starter/hills-at-sunrise.jpg"
SUMMARY = 'Four branches asked their readers: "what is missing?" #1 of the answers was time.'


def read(path: Path, root: Path) -> CaseStudy:
    record, report = load_record(path, root, "en")
    study = validate_record(record, Taxonomies(), report) if record else None
    assert report.diagnostics == ()
    assert study
    return study


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_whole_study_is_asked_for_and_each_answer_is_checked_at_once(project: Path) -> None:
    photo = project.parent / "My photo's (1).jpg"
    shutil.copy(PICTURE_PATH, photo)
    (project.parent / "no photo.jpg").write_text("words", encoding="utf-8")
    write_record(project, "taken-title.md")
    with terminal(project, "new") as shown:
        shown.answer("Title: ", "")
        shown.expect("a study needs a title; ")
        shown.answer("Title: ", "Hi")
        shown.expect('`title` has 2 characters, "Hi", and needs at least 5; add 3 or more')
        shown.answer("Title: ", "Taken title")
        shown.expect("taken-title.md is there already and stays as it is; choose another title")
        shown.answer("Title: ", "Sectors")
        shown.expect("the address `sectors` is that of a generated page")
        shown.answer("Title: ", "Listening: in four libraries")
        shown.answer("Client, by name: ", "<b>Trefelin</b>")
        shown.expect("`client` holds HTML")
        shown.answer("Client, by name: ", "Trefelin: Libraries")
        shown.answer("characters): ", "Too short")
        shown.expect("  9 characters")
        shown.expect("`summary` has 9 characters")
        shown.answer("characters): ", SUMMARY)
        shown.expect(f"  {len(SUMMARY)} characters")
        shown.answer("drag the file here: ", "nowhere.jpg")
        shown.expect("nowhere.jpg can't be the photo: `nowhere.jpg`, which is not there")
        shown.answer("drag the file here: ", f"'{project.parent / 'no photo.jpg'}'")
        shown.expect("can't be the photo")
        shown.answer("drag the file here: ", shlex.quote(str(photo)))
        shown.answer("see it: ", "IMG_1234.jpg")
        shown.expect("`alt` is a file's name")
        shown.answer("see it: ", "A sun above hills")
        shown.answer("Unsplash: ", "somebody")
        shown.expect("`credit`")
        shown.answer("Unsplash: ", "Photo by Sample Name on Unsplash")
        assert shown.end() == 0
    assert shown.shown.endswith("case_studies/listening-in-four-libraries/index.md\n")
    folder = project / "case_studies/listening-in-four-libraries"
    assert files(folder) == ["index.md", "my-photos-1.jpg"]
    assert (folder / "my-photos-1.jpg").read_bytes() == PICTURE_PATH.read_bytes()
    study = read(folder / "index.md", project)
    assert (study.title, study.client.name, study.summary) == (
        "Listening: in four libraries",
        "Trefelin: Libraries",
        SUMMARY,
    )
    assert study.photo
    assert (study.photo.src, study.photo.alt) == ("my-photos-1.jpg", "A sun above hills")
    assert study.photo.credit
    assert (study.photo.credit.author, study.photo.credit.source) == ("Sample Name", "Unsplash")
    assert run(project, "check", "--strict", "case_studies/listening-in-four-libraries").exit_code == 0


def test_all_but_the_title_may_be_passed_over(project: Path) -> None:
    with terminal(project, "new", "--yaml", "--client", "Sample Trust") as shown:
        shown.answer("Title: ", "Listening in four libraries")
        # What an option said is not asked for again.
        assert "Client" not in shown.expect("characters): ")
        shown.type("\r")
        shown.answer("drag the file here: ", "")
        assert shown.end() == 0
    study = read(project / "case_studies/listening-in-four-libraries/index.yml", project)
    assert (study.client.name, study.photo) == ("Sample Trust", None)


@pytest.mark.parametrize("questions", range(5))
def test_ctrl_c_leaves_nothing_behind(project: Path, questions: int) -> None:
    asked = ["Title: ", "Client, by name: ", "characters): ", "drag the file here: ", "see it: "]
    answers = ["Listening in four libraries", "Sample Trust", "", str(PICTURE_PATH)]
    before = files(project)
    with terminal(project, "new") as shown:
        for question, answer in zip(asked[:questions], answers, strict=False):
            shown.answer(question, answer)
        shown.expect(asked[questions])
        assert shown.interrupt() == 130
    assert "Traceback" not in shown.shown
    assert files(project) == before
    assert not (project / "case_studies").exists()


def test_options_are_checked_before_anything_is_asked(project: Path) -> None:
    (project / "words.jpg").write_text("words", encoding="utf-8")
    for options, words in (
        (("--client", "<b>x</b>"), "`client` holds HTML"),
        (("--photo", "words.jpg"), "words.jpg can't be the photo: "),
        (("--alt", "A desk"), "--alt belongs to a photo, and none is given"),
    ):
        with terminal(project, "new", *options) as shown:
            assert shown.end() in {1, 2}
        assert words in shown.shown
        assert "Title" not in shown.shown


def test_a_title_is_enough_not_to_be_asked(project: Path) -> None:
    with terminal(project, "new", "Listening in four libraries") as shown:
        assert shown.end() == 0
    assert shown.shown == "case_studies/listening-in-four-libraries/index.md\n"


def test_a_new_portfolio_is_asked_for_its_name_and_has_defaults(tmp_path: Path) -> None:
    with terminal(tmp_path, "init", "site") as shown:
        shown.answer("Language (en, cy) [en]: ", "cy")
        shown.answer("Name of the site [Fy mhortffolio]: ", "Gwrando: gyda'n gilydd")
        shown.answer("gilydd, a'r hyn a ddywedodd pobl amdano]: ", "")
        assert shown.end() == 0
    config = yaml.safe_load((tmp_path / "site/mkdocs.yml").read_text(encoding="utf-8"))
    assert config["site_name"] == "Gwrando: gyda'n gilydd"
    assert config["site_description"].startswith("Yr hyn a wnaethom")
    assert config["theme"]["language"] == "cy"


def test_nobody_is_asked_about_a_folder_that_can_not_be(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Mine\n", encoding="utf-8")
    with terminal(tmp_path, "init") as shown:
        assert shown.end() == 1
    assert shown.shown == (
        "Error: nothing was written, since these are there already; move them, or name another folder:\n  mkdocs.yml\n"
    )


def test_ctrl_c_leaves_no_portfolio_behind(tmp_path: Path) -> None:
    with terminal(tmp_path, "init", "site") as shown:
        shown.answer("Language (en, cy) [en]: ", "")
        shown.expect("Name of the site [My portfolio]: ")
        assert shown.interrupt() == 130
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["plain.jpg", "two words.jpg", "it's (1) & more.jpg", 'a "b".jpg', "a\\b.jpg", "é #1.jpg"]
)
def test_a_path_is_read_however_a_terminal_writes_it(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"x")
    escaped = "".join(f"\\{letter}" if letter in " '\"()&#\\" else letter for letter in str(path))
    for written in (str(path), f"{path} ", shlex.quote(str(path)), escaped, path.as_uri(), f"'{path.as_uri()}'"):
        assert parse_dragged_path(written) == path
    if "'" not in name:
        assert parse_dragged_path(f"& '{path}'") == path
    if '"' not in name and "\\" not in name:
        assert parse_dragged_path(f'"{path}"') == path


def test_a_path_that_is_not_there_is_named_as_it_was_meant() -> None:
    assert parse_dragged_path("'/no/such file.jpg'") == Path("/no/such file.jpg")
    assert parse_dragged_path("/no/such\\ file.jpg ") == Path("/no/such file.jpg")
    assert parse_dragged_path("/no/it's two.jpg") == Path("/no/it's two.jpg")
