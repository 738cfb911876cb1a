"""What `casefolio import` makes of a folder of files of any kind."""

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.samples import PLUGINS_PATH, run, run_process, shared_path, write_record
from tests.cli.word_files import paragraph, write_word

BRIEF = "Who: Trefelin Libraries, a library service.\nThe brief: Listen.\nWhat I did: We listened.\n"


@pytest.fixture
def received(project: Path) -> Path:
    """A folder with a file of each kind, a photo, and files that are none of ours."""
    folder = project / "received"
    folder.mkdir()
    (folder / "one.txt").write_text(BRIEF, encoding="utf-8")
    write_word(folder / "two.docx", paragraph("Who: Trefelin Libraries, a library service."))
    (folder / "voices.csv").write_text("Quote,Name\nGood,Ada Sample\n", encoding="utf-8")
    shutil.copyfile(shared_path("photos") / "Bridge_by_Sander_Klootwijk.jpg", folder / "two.jpg")
    (folder / "alone.jpg").write_bytes(b"")
    (folder / "notes.pdf").write_bytes(b"%PDF-1.7")
    (folder / "~$two.docx").write_bytes(b"")
    (folder / ".hidden.txt").write_text(BRIEF, encoding="utf-8")
    (folder / "older").mkdir()
    return folder


def test_each_file_of_a_folder_becomes_a_draft(project: Path, received: Path) -> None:
    result = run(project, "import", "received")
    assert result.exit_code == 0
    paths = [line for line in result.stdout.splitlines() if line.startswith("case_studies/")]
    assert paths == [f"case_studies/{name}/index.md" for name in ("one", "two", "voices")]
    assert result.stdout.endswith("""\
skipped received/alone.jpg: it is a photo, and no document beside it has its name
skipped received/notes.pdf: it is no brief, Word document or table (.txt, .md, .docx, .csv)
skipped received/older: it is a folder; import it by itself
3 made, 3 skipped, 0 failed
""")
    assert (project / "case_studies/two/two.jpg").read_bytes() == (received / "two.jpg").read_bytes()


def test_one_bad_file_never_stops_the_others(project: Path, received: Path) -> None:
    (received / "a.docx").write_bytes(b"no document")
    (received / "b.csv").write_bytes("Quote\nCafé\n".encode("latin-1"))
    write_word(received / "one.docx", paragraph("Who: Somebody else"))
    write_record(project, "voices.md", "mine")
    for arguments in (("--dry-run",), ()):
        result = run(project, "import", "received", *arguments)
        assert result.exit_code == 1
        errors = [line.partition(": ")[2] for line in result.stderr.splitlines() if line.startswith("Error: ")]
        assert [error.partition(":")[0] for error in errors] == [
            "received/a.docx",
            "received/b.csv",
            "received/one.txt",
            "received/voices.csv",
        ]
        assert result.stdout.endswith(
            "2 would be made, 3 skipped, 4 failed\n" if arguments else "2 made, 3 skipped, 4 failed\n"
        )
        assert (project / "case_studies/one").exists() is not bool(arguments)
    assert (project / "case_studies/voices.md").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("option", ["--photo", "--title", "--summary", "--alt"])
def test_what_belongs_to_one_file_is_refused_for_a_folder(project: Path, received: Path, option: str) -> None:
    del received
    result = run(project, "import", "received", option, "x")
    assert result.exit_code == 2
    assert f"Error: {option} belongs to one brief, and received is a folder; import them one by one\n" in result.output


def test_a_pipe_gets_no_progress(project: Path, received: Path) -> None:
    del received
    result = run_process(project, "import", "received")
    assert result.returncode == 0
    assert b"importing" not in result.stderr
    assert b"\x1b" not in result.stdout + result.stderr


def test_a_terminal_gets_a_progress_bar(project: Path, received: Path) -> None:
    del received
    main, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "casefolio", "import", "received"],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(PLUGINS_PATH), "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=terminal,
    )
    os.close(terminal)
    output, _ = process.communicate(timeout=60)
    shown = os.read(main, 1 << 16)
    os.close(main)
    assert b"importing" in shown
    assert b"100%" in shown
    assert output.endswith(b"3 made, 3 skipped, 0 failed\n")


def test_a_folder_without_permission_is_told_in_one_line(project: Path, received: Path) -> None:
    if os.geteuid() == 0:  # root may read everything
        pytest.skip("needs a user who is not root")
    received.chmod(0)
    result = run(project, "import", "received")
    received.chmod(0o700)
    assert (result.exit_code, result.stdout) == (1, "0 made, 0 skipped, 1 failed\n")
    assert result.stderr.startswith("Error: received: the folder may not be read; ")


def test_records_that_may_not_be_written_are_told_in_one_line(project: Path, received: Path) -> None:
    del received
    # What stands in the way of the folder of the records is the same to everybody, root included.
    (project / "case_studies").write_text("a file", encoding="utf-8")
    result = run(project, "import", "received/one.txt")
    assert result.exit_code == 1
    assert result.stderr == (
        f"Error: received/one.txt: the record can't be written: File exists: {project / 'case_studies'}\n"
    )
