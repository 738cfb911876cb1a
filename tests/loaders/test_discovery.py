"""What finding the records promises."""

from pathlib import Path

import pytest
from tests.loaders.goldens import shown

from casefolio.codes import Code
from casefolio.loaders.discovery import discover, iter_record_paths, relative_path


def _write(root: Path, *names: str) -> Path:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x", "utf-8")
    return root / "case_studies"


def _found(root: Path, *names: str) -> tuple[list[str], list[str]]:
    found = discover(_write(root, *(f"case_studies/{name}" for name in names)), root)
    return [relative_path(path, root / "case_studies") for path in found.paths], shown(found.report)


def test_the_four_places_are_found_and_sorted(tmp_path: Path) -> None:
    names = ("d.yaml", "c/index.md", "b.yml", "a.md", "e/index.yml", "f/index.yaml")
    assert _found(tmp_path, *names) == (["a.md", "b.yml", "c/index.md", "d.yaml", "e/index.yml", "f/index.yaml"], [])


def test_no_folder_is_nothing_and_no_mistake(tmp_path: Path) -> None:
    assert discover(tmp_path / "case_studies", tmp_path).paths == ()
    assert list(iter_record_paths(tmp_path / "case_studies")) == []
    assert shown(discover(tmp_path / "case_studies", tmp_path).report) == []


def test_two_files_of_one_slug_are_both_found(tmp_path: Path) -> None:
    assert _found(tmp_path, "a.md", "a/index.md", "a.yml") == (["a.md", "a.yml", "a/index.md"], [])


def test_hidden_files_media_and_junk_are_left_alone(tmp_path: Path) -> None:
    names = (
        "_taxonomies.yml", "_drafts/a.md", ".hidden.md", ".git/a.md", "Thumbs.db", ".DS_Store", "a.md", "a.JPG",
        "b.webp", "c/index.md", "c/c.avif", "c/c.vtt", "c/c.mp4", "c/c.pdf", "c/desktop.ini", "c/_notes.md",
        "c/photos/d.png", "~$letter.docx",
    )  # fmt: skip
    assert _found(tmp_path, *names) == (["a.md", "c/index.md"], [])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("foo.txt", "`foo.txt` is not a record; `casefolio import case_studies/foo.txt` makes a record of it"),
        ("foo.docx", "`foo.docx` is not a record; `casefolio import case_studies/foo.docx` makes a record of it"),
        ("foo.markdown", "`foo.markdown` is not a record; rename it to `foo.md`"),
        ("foo.MD", "`foo.MD` is not a record; rename it to `foo.md`"),
        ("foo.Yml", "`foo.Yml` is not a record; rename it to `foo.yml`"),
        (
            "foo.html",
            (
                "`foo.html` is not a record; a record ends in `.md`, `.yml` or `.yaml`; "
                "begin the name with `_` to have the file left alone"
            ),
        ),
        ("foo/INDEX.MD", "`INDEX.MD` is not a record: its name is written with capitals; rename it to `index.md`"),
        (
            "foo/other.md",
            "`other.md` is not a record: the record of a folder is named `index.md`; rename it to `index.md`",
        ),
        (
            "foo/other.yml",
            "`other.yml` is not a record: the record of a folder is named `index.yml`; rename it to `index.yml`",
        ),
        ("foo/photo.jpg", "the folder holds no record; put the record into it as `index.md`, or delete it"),
        (
            "foo/bar/index.md",
            (
                "`index.md` is not a record: it lies too deep; "
                "a record lies in the folder of the records, or one folder below it"
            ),
        ),
    ],
)
def test_what_only_looks_like_a_record_is_a_warning(tmp_path: Path, name: str, message: str) -> None:
    paths, warnings = _found(tmp_path, name)
    assert paths == []
    place = "case_studies/foo" if name == "foo/photo.jpg" else f"case_studies/{name}"
    assert f"{place}:1:1: warning CF115: {message}" in warnings


def test_a_second_text_beside_an_index_is_a_warning(tmp_path: Path) -> None:
    assert _found(tmp_path, "foo/index.md", "foo/notes.md", "foo/brief.docx") == (
        ["foo/index.md"],
        [
            (
                "case_studies/foo/brief.docx:1:1: warning CF115: `brief.docx` is not a record; "
                "`casefolio import case_studies/foo/brief.docx` makes a record of it"
            ),
            (
                "case_studies/foo/notes.md:1:1: warning CF115: `notes.md` is not a record: "
                "the record of this folder is `index.md`; "
                "move it one folder up if it is a record of its own, or delete it"
            ),
        ],
    )


def test_an_empty_folder_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "case_studies" / "foo").mkdir(parents=True)
    report = discover(tmp_path / "case_studies", tmp_path).report
    assert [diagnostic.code for diagnostic in report.diagnostics] == [Code.NOT_A_RECORD]


def test_links_are_followed_inside_the_folder_only(tmp_path: Path) -> None:
    records_path = _write(tmp_path, "case_studies/a.md", "secret.md", "outside/index.md", "case_studies/b/index.md")
    (records_path / "inside.md").symlink_to(records_path / "a.md")
    (records_path / "link.md").symlink_to(tmp_path / "secret.md")
    (records_path / "folder").symlink_to(tmp_path / "outside")
    (records_path / "loop.md").symlink_to(records_path / "loop.md")
    (records_path / "b" / "notes.md").symlink_to(tmp_path / "secret.md")
    found = discover(records_path, tmp_path)
    assert [relative_path(path, records_path) for path in found.paths] == ["a.md", "b/index.md", "inside.md"]
    message = "warning CF115: the link leads nowhere or out of the folder of the records, and is not followed; "
    assert shown(found.report) == [
        f"case_studies/{name}:1:1: {message}copy the file itself into this place"
        for name in ("b/notes.md", "folder", "link.md", "loop.md")
    ]


def test_a_records_folder_that_is_itself_a_link_is_read(tmp_path: Path) -> None:
    _write(tmp_path, "elsewhere/a.md")
    (tmp_path / "case_studies").symlink_to(tmp_path / "elsewhere")
    assert [path.name for path in iter_record_paths(tmp_path / "case_studies")] == ["a.md"]


def test_a_name_that_is_no_utf_8_stays_printable(tmp_path: Path) -> None:
    assert relative_path(Path(tmp_path, "a\udce9.md"), tmp_path) == "a?.md".replace("?", "\ufffd")
