"""Goes through the manual's page of five minutes as a newcomer does, step by step in one folder."""

import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.cli.terminals import terminal
from tests.manual.pages import DOCS_PATH, Block, iter_blocks
from tests.manual.scenes import ENVIRONMENT, run_shell
from tests.mkdocs_plugin.building import Project, photo
from tests.mkdocs_plugin.reading import find_broken, read_html, text_of
from tests.mkdocs_plugin.serving import Preview, serve

_PATH = DOCS_PATH / "start.md"
_RECORD = "case_studies/a-library-that-listens/index.md"
_STUDY = "case-studies/a-library-that-listens/"

#: How each question begins, and the answer of the page.
_ANSWERS = {
    "casefolio init": {"Language": "", "Name": "", "Description": ""},
    "casefolio new": {
        "Title": "A library that listens",
        "Client": "Trefelin Libraries",
        "Summary": (
            "Four branch teams made listening to readers part of ordinary days, and changed their opening hours."
        ),
        "Photo": "reading-room.jpg",
        "What the photo shows": "Two readers share a table by the window",
        "Credit": "Photo by Sample Name",
    },
}


def _answer(command: str, folder: Path) -> str:
    """What a terminal shows of a command that asks; ends of lines without spaces."""
    with terminal(folder, *command.split()[1:]) as shown:
        for question, answer in _ANSWERS[command].items():
            shown.expect(question)
            shown.answer(": ", answer)
        assert shown.end() == 0, shown.shown
    return "".join(f"{line.rstrip()}\n" for line in shown.shown.splitlines()).rstrip("\n") + "\n"


def _write_as_told(preview: Preview, body: Block) -> None:
    folder = preview.project.root
    preview.wait_for(_STUDY, "Draft: not published yet.")
    before, fields, _ = (folder / _RECORD).read_text("utf-8").split("---\n", 2)
    (folder / _RECORD).write_text(f"{before}---\n{fields}---\n\n{body.text}", "utf-8")
    preview.wait_for(_STUDY, "We moved the desk.")
    preview.wait_for("testimonials/", "New staff read them")


def _finish_as_told(folder: Path) -> None:
    text = (folder / _RECORD).read_text("utf-8")
    assert text.count("status: draft\n") == 1
    (folder / _RECORD).write_text(text.replace("status: draft\n", ""), "utf-8")
    shutil.rmtree(folder / "case_studies/path-by-the-river")


@pytest.mark.slow
def test_five_minutes_lead_from_an_empty_folder_to_a_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    folder = tmp_path / "portfolio"
    folder.mkdir()
    (folder / "reading-room.jpg").write_bytes(photo())
    answered = ""
    preview: Preview | None = None
    with ExitStack() as stack:
        for block in iter_blocks(_PATH):
            if block.language == "markdown":
                assert preview
                _write_as_told(preview, block)
                _finish_as_told(folder)
            elif block.language == "text":
                assert answered == block.text
            elif block.text in {"casefolio init\n", "casefolio new\n"}:
                answered = _answer(block.text.strip(), folder)
            elif block.text == "casefolio serve\n":
                preview = stack.enter_context(serve(Project(folder), is_ours=True))
                preview.wait_for("", "My portfolio")
            # What installs is tested in tests/manual/test_commands.py.
            elif not block.text.startswith("python3 -m venv"):
                done = run_shell(block.text, folder)
                assert done.returncode == 0, done.stderr
                answered = done.stdout

    page = read_html(folder / "site" / _STUDY / "index.html")
    assert "Draft" not in page.text
    assert "Two readers share a table by the window" in {image.get("alt") for image in page.all("img")}
    (quote,) = page.all("blockquote")
    assert text_of(quote).strip() == "The notes are still on the wall. New staff read them in their first week."
    assert find_broken(folder / "site") == []


def test_the_page_says_what_the_test_does_by_hand() -> None:
    text = " ".join(_PATH.read_text("utf-8").split())

    for words in (
        "Below the second line of hyphens, put this in the place of what is there",
        "delete its line `status: draft`",
        "Delete the folder of the example, too, `case_studies/path-by-the-river`",
    ):
        assert words in text
