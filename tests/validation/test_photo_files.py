import os
import unicodedata
from pathlib import Path

import pytest
from tests.validation.goldens import messages

from casefolio.diagnostics import Position, Report
from casefolio.validation import locate_photo


@pytest.fixture
def folder_path(tmp_path: Path) -> Path:
    folder = tmp_path / "records" / "sample"
    (folder / "photos").mkdir(parents=True)
    (folder / "bird.jpg").write_bytes(b"x")
    (folder / "photos" / "Fig and bowl.JPG").write_bytes(b"x")
    (tmp_path / "secret.jpg").write_bytes(b"x")
    return folder


def located(source: str, folder_path: Path) -> tuple[Path | None, list[str]]:
    report = Report()
    path = locate_photo(source, folder_path, Position("sample.md", 5, 8), report)
    assert all(item.position == Position("sample.md", 5, 8) for item in report)
    return path, messages(report)


@pytest.mark.parametrize("source", ["bird.jpg", "./bird.jpg", "photos/Fig and bowl.JPG", "photos/./Fig and bowl.JPG"])
def test_a_photo_next_to_the_record_is_found(source: str, folder_path: Path) -> None:
    path, found = located(source, folder_path)
    assert path is not None
    assert path.is_file()
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "../../secret.jpg",
        "photos/../bird.jpg",
        "/etc/passwd",
        "\\\\server\\bird.jpg",
        "photos\\bird.jpg",
        "C:/bird.jpg",
        "https://example.org/bird.jpg",
        "file:bird.jpg",
    ],
)
def test_a_path_out_of_the_folder_is_refused(source: str, folder_path: Path) -> None:
    path, found = located(source, folder_path)
    assert path is None
    assert found == [
        (
            f'CF302: `src` leads out of the record\'s folder: "{source}"'
            " | put the photo next to the record and write only its name"
        )
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("brid.jpg", 'CF301: `src` names a file that is not there: "brid.jpg" | did you mean `bird.jpg`?'),
        (
            "harbour.png",
            (
                'CF301: `src` names a file that is not there: "harbour.png"'
                " | put the photo next to the record, and check its name"
            ),
        ),
        ("Bird.JPG", 'CF308: `src` is "Bird.JPG", the file is `bird.jpg` | write `src: bird.jpg`'),
        (
            "Photos/Fig and bowl.JPG",
            (
                'CF308: `src` is "Photos/Fig and bowl.JPG", the file is `photos/Fig and bowl.JPG`'
                " | write `src: photos/Fig and bowl.JPG`"
            ),
        ),
        (
            "photos/fig and bowl.jpg",
            (
                'CF308: `src` is "photos/fig and bowl.jpg", the file is `photos/Fig and bowl.JPG`'
                " | write `src: photos/Fig and bowl.JPG`"
            ),
        ),
        ("photos", 'CF301: `src` is not a file: "photos" | name the photo\'s file'),
        (".", 'CF301: `src` is not a file: "." | name the photo\'s file'),
        (
            "bird.jpg/x",
            (
                'CF301: `src` names a file that is not there: "bird.jpg/x"'
                " | put the photo next to the record, and check its name"
            ),
        ),
        (
            "photos/fog.jpg",
            (
                'CF301: `src` names a file that is not there: "photos/fog.jpg"'
                " | put the photo next to the record, and check its name"
            ),
        ),
    ],
)
def test_a_photo_that_is_not_there_is_told_with_the_remedy(source: str, expected: str, folder_path: Path) -> None:
    path, found = located(source, folder_path)
    assert path is None
    assert found == [expected]


@pytest.mark.parametrize("written", ["NFC", "NFD"])
@pytest.mark.parametrize("saved", ["NFC", "NFD"])
def test_the_two_unicode_forms_of_a_name_are_one_name(written: str, saved: str, folder_path: Path) -> None:
    name = "tŷ-café.jpg"
    on_disk = folder_path / unicodedata.normalize(saved, name)  # type: ignore[arg-type]
    on_disk.write_bytes(b"x")
    path, found = located(unicodedata.normalize(written, name), folder_path)  # type: ignore[arg-type]
    assert found == []
    assert path is not None
    assert path.samefile(on_disk)


def test_a_link_out_of_the_folder_is_refused(folder_path: Path) -> None:
    (folder_path / "linked.jpg").symlink_to(folder_path.parents[1] / "secret.jpg")
    (folder_path / "linked").symlink_to(folder_path.parents[1])
    hint = "put the photo itself there, not a link to it"
    assert located("linked.jpg", folder_path) == (
        None,
        [f'CF302: `src` is a link out of the record\'s folder: "linked.jpg" | {hint}'],
    )
    assert located("linked/secret.jpg", folder_path) == (
        None,
        [f'CF302: `src` is a link out of the record\'s folder: "linked/secret.jpg" | {hint}'],
    )


def test_a_link_inside_the_folder_is_followed(folder_path: Path) -> None:
    (folder_path / "linked.jpg").symlink_to(folder_path / "bird.jpg")
    path, found = located("linked.jpg", folder_path)
    assert (path, found) == ((folder_path / "bird.jpg").resolve(), [])


def test_a_link_to_itself_is_no_photo(folder_path: Path) -> None:
    (folder_path / "round.jpg").symlink_to(folder_path / "round.jpg")
    path, found = located("round.jpg", folder_path)
    assert path is None
    assert len(found) == 1


def test_a_pipe_is_no_photo(folder_path: Path) -> None:
    os.mkfifo(folder_path / "pipe.jpg")
    assert located("pipe.jpg", folder_path)[1] == ['CF301: `src` is not a file: "pipe.jpg" | name the photo\'s file']
