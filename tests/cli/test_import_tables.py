"""What `casefolio import` makes of tables of testimonials."""

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.samples import PLUGINS_PATH, RECORD, run, write_record

from casefolio.importers.table_dates import is_day_first, read_date
from casefolio.importers.testimonial_columns import guess_columns
from casefolio.loaders.record_files import load_record

VOICES = """\
Amser;Eich sylwadau;Enw;Teitl Swydd;SEFYDLIAD;Caniatâd;E-bost;Iaith;Dyddiad
1;"Roedd yn dda;
ac yn araf";Ada Sample;Rheolwr;Llyfrgelloedd Trefelin;Ydw;a@example.org;Cymraeg;13/02/2024 10:01
2;“Fine.”;;;;Nac ydw;;English;01/03/2024
3;;Ben Sample;;;Ydw;;;
4;Good;Cai;;;Falle;;Klingon;soon
"""


def write_table(project: Path, text: str = VOICES, name: str = "voices.csv", encoding: str = "utf-8") -> Path:
    path = project / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_table_becomes_a_draft_with_all_quotes(project: Path, delimiter: str, encoding: str) -> None:
    text = VOICES.replace("dda;", "dda@").replace(";", delimiter).replace("dda@", "dda;").replace("\n", "\r\n")
    write_table(project, text, encoding=encoding)
    result = run(project, "import", "voices.csv")
    assert result.exit_code == 0
    assert result.stdout.startswith("case_studies/voices/index.md\n  text: a table holds only what people said; ")
    assert (
        result.stderr
        == """\
voices.csv: quote = `Eich sylwadau`, name = `Enw`, role = `Teitl Swydd`, organisation = `SEFYDLIAD`, \
date = `Dyddiad`, language = `Iaith`, consent = `Caniatâd`
not taken over: `Amser`, `E-bost`; say --column FIELD=HEADER if one of them belongs to the quotes
line 6: the date `soon` can be read in two ways or none; a comment
line 6: the language `Klingon` is not known; kept as a comment
line 6: `Falle` is neither yes nor no, so no consent is written
without a quote, left out: line 5
"""
    )
    assert (
        (project / "case_studies/voices/index.md").read_text(encoding="utf-8")
        == """\
---
title: Voices
summary: ""
status: draft
client:
testimonials:
  - quote: "Roedd yn dda;\\nac yn araf"
    name: Ada Sample
    role: Rheolwr
    organisation: Llyfrgelloedd Trefelin
    date: "2024-02-13"
    lang: cy
    consent:
      status: granted
  - quote: Fine.
    date: "2024-03-01"
    lang: en
    consent:
      status: refused
  - quote: Good
    name: Cai
    # Date: soon
    # Language: Klingon
---
"""
    )


def test_into_prints_what_to_paste_and_edits_nothing(project: Path) -> None:
    record = write_record(project, "listening/index.md")
    write_table(project, 'Quote,Name\n"“Good, really.”",Ada Sample\n')
    result = run(project, "import", "voices.csv", "--into", "listening")
    assert (result.exit_code, result.stdout) == (
        0,
        (
            "# to paste into case_studies/listening/index.md, which stays as it is\n"
            "testimonials:\n  - quote: Good, really.\n    name: Ada Sample\n"
        ),
    )
    assert record.read_text(encoding="utf-8") == RECORD
    record.write_text(RECORD.replace("\n---\n\n", f"\n{result.stdout}---\n\n"), encoding="utf-8")
    assert run(project, "check", "--strict").exit_code == 0
    again = run(project, "import", "voices.csv", "--into", "listening")
    assert "\n# below the last quote under `testimonials:`\n  - quote: " in again.stdout


def test_a_column_that_names_the_study_sorts_the_quotes(project: Path) -> None:
    write_record(project, "listening.md")
    write_table(project, "Project,Comment\nListening,Good\nA new desk,Better\n,Nobody knows\nLISTENING,Fine\n")
    result = run(project, "import", "voices.csv")
    assert result.exit_code == 0
    assert "# to paste into case_studies/listening.md, which stays as it is\n" in result.stdout
    assert "  - quote: Good\n  - quote: Fine\n" in result.stdout
    texts = {path.parent.name: path.read_text("utf-8") for path in (project / "case_studies").glob("*/index.md")}
    assert texts.keys() == {"a-new-desk", "voices"}
    assert "title: A new desk\n" in texts["a-new-desk"]
    assert "  - quote: Better\n" in texts["a-new-desk"]
    assert "  - quote: Nobody knows\n" in texts["voices"]


def test_a_study_that_is_there_stops_all_of_the_table(project: Path) -> None:
    write_record(project, "voices.md")
    write_table(project, "Project,Comment\nA new desk,Better\n,Nobody knows\n")
    result = run(project, "import", "voices.csv", "--into", "nowhere")
    assert result.stderr == (
        "Error: voices.csv: there is no record `nowhere` to add the quotes to; leave --into out to make a draft\n"
    )
    result = run(project, "import", "voices.csv")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: voices.csv: case_studies/voices.md is there already and stays as it is; choose another name\n",
    )
    assert [path.name for path in (project / "case_studies").iterdir()] == ["voices.md"]


def test_a_dry_run_writes_nothing(project: Path) -> None:
    write_table(project)
    result = run(project, "import", "voices.csv", "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.startswith("would write case_studies/voices/index.md\n")
    assert not (project / "case_studies").exists()


@pytest.mark.parametrize(
    ("headers", "by_field", "unclear"),
    [
        ("Testimonial,Full name,Position,Company", {"quote": 0, "name": 1, "role": 2, "organisation": 3}, {}),
        ("What would you say about us?,Your name", {"quote": 0, "name": 1}, {}),
        ("First name,Surname,FEEDBACK", {"first_name": 0, "last_name": 1, "quote": 2}, {}),
        ("Comment,Feedback", {}, {"quote": (0, 1)}),
        ("Comments,Any other comments", {"quote": 0}, {}),
        ("Quote,Consent date,Consent to newsletter,I consent to my data being stored", {"quote": 0}, {}),
        ("Quote,May we use your words?", {"quote": 0, "consent": 1}, {}),
        ("Quote,I give permission to publish this", {"quote": 0, "consent": 1}, {}),
        ("Quote,I do not consent to publication", {"quote": 0}, {}),
        ("Quote,OK?", {"quote": 0}, {}),
        ("Dyfyniad,Astudiaeth achos,Cydsyniad", {"quote": 0, "study": 1, "consent": 2}, {}),
    ],
)
def test_headers_are_guessed(headers: str, by_field: dict[str, int], unclear: dict[str, tuple[int, ...]]) -> None:
    columns = guess_columns(headers.split(","), {})
    assert (dict(columns.by_field), dict(columns.unclear)) == (by_field, unclear)


def test_without_a_terminal_what_is_unclear_is_refused_and_a_flag_says_it(project: Path) -> None:
    write_table(project, "Comment,Feedback,Who\nOne,Two,Ada Sample\n")
    result = run(project, "import", "voices.csv")
    assert (result.exit_code, result.output) == (
        1,
        (
            "Error: voices.csv: it can't be told which column holds the quotes: `Comment`, `Feedback`; say it with "
            "--column quote=HEADER\n"
        ),
    )
    result = run(project, "import", "voices.csv", "--column", "quote=feedback", "--column", "role=Who")
    assert result.exit_code == 0
    text = (project / "case_studies/voices/index.md").read_text(encoding="utf-8")
    assert "  - quote: Two\n    role: Ada Sample\n" in text


def test_in_a_terminal_what_is_unclear_is_asked(project: Path) -> None:
    write_table(project, "Comment,Feedback,Who\nOne,Two,Ada Sample\n")
    main, terminal = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "casefolio", "import", "voices.csv"],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(PLUGINS_PATH)},
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
    )
    os.close(terminal)
    shown = b""
    while b"Number: " not in shown:
        assert select.select([main], [], [], 60)[0], shown
        shown += os.read(main, 4096)
    os.write(main, b"2\n")
    assert process.wait(60) == 0
    os.close(main)
    assert b"which column holds the quote?\r\n  1  Comment\r\n  2  Feedback\r\n  3  none of them\r\n" in shown
    assert "  - quote: Two\n" in (project / "case_studies/voices/index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--column", "quote=Nothing"), "voices.csv: no column has the header `Nothing`; there are `Quote`, `Name`"),
        (
            ("--column", "shoe=Name"),
            "--column shoe=Name: a testimonial has no `shoe`; it has quote, name, role and others",
        ),
    ],
)
def test_a_column_that_is_not_there_is_refused(project: Path, arguments: tuple[str, ...], message: str) -> None:
    write_table(project, "Quote,Name\nx,y\n")
    result = run(project, "import", "voices.csv", *arguments)
    assert (result.exit_code, result.output) == (1, f"Error: {message}\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("--column", "quote"),
            "--column quote names no header; write --column FIELD=HEADER, as in --column quote=Comments",
        ),
        (
            ("--encoding", "nonsense"),
            "--encoding nonsense is not known; the usual ones are windows-1252, latin-1 and utf-16",
        ),
    ],
)
def test_wrong_use_is_told(project: Path, arguments: tuple[str, ...], message: str) -> None:
    result = run(project, "import", "voices.csv", *arguments)
    assert result.exit_code == 2
    assert f"Error: {message}\n" in result.output


LATIN = (
    "voices.csv:3:4: error CF101: the file is not UTF-8 text: here it has `é` as Windows-1252 would write it; open the "
    "file in your editor, choose “Save as” or “Save with encoding”, and choose UTF-8; or add --encoding windows-1252"
)


def test_a_comma_in_a_quote_leaves_a_table_with_semicolons_alone(project: Path) -> None:
    write_table(project, '"Quote";Name\n"It helped, a lot.";Ann Sample\n"Two ""marks"", and more";Bo\n')

    assert run(project, "import", "voices.csv").exit_code == 0

    text = (project / "case_studies/voices/index.md").read_text(encoding="utf-8")
    assert "It helped, a lot." in text
    assert '"Two \\"marks\\", and more"' in text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("Quote,Name\nok,x\nCafé,z\n".encode("cp1252"), LATIN),
        (b"", "voices.csv:1:1: error CF102: the file is empty; write the record, or delete the file"),
        (b"Quote,Name\n", "voices.csv: no row has a quote in the column `Quote`"),
        (b"Quote,Name\n,Ada\n", "voices.csv: no row has a quote in the column `Quote`"),
        (
            b'Quote,Name\nx,y\n"open,x\nb,c\n',
            (
                "voices.csv:3: the quote marks around a cell of the row that begins here are not in pairs; open it in "
                "your spreadsheet program, save it anew as CSV (UTF-8) and import that file"
            ),
        ),
    ],
    ids=["latin-1", "empty", "headers-only", "no-quote", "open-cell"],
)
def test_a_file_that_is_no_table_is_refused(project: Path, data: bytes, message: str) -> None:
    (project / "voices.csv").write_bytes(data)
    result = run(project, "import", "voices.csv")
    assert (result.exit_code, result.output) == (1, f"Error: {message}\n")
    assert not (project / "case_studies").exists()


def test_an_encoding_can_be_named(project: Path) -> None:
    write_table(project, "Quote,Name\nCafé – “good”,Zoë\n", encoding="cp1252")
    assert run(project, "import", "voices.csv", "--encoding", "windows-1252").exit_code == 0
    record, _ = load_record(project / "case_studies/voices/index.md", project, "en")
    assert record
    assert "Café – “good”" in (project / "case_studies/voices/index.md").read_text(encoding="utf-8")


def test_cells_without_a_header_are_kept(project: Path) -> None:
    write_table(project, "sep=,\nQuote,Name\nGood, and kind,Ada\n")
    result = run(project, "import", "voices.csv")
    assert "line 3: the row has more cells than there are headers; kept as a comment\n" in result.stderr
    text = (project / "case_studies/voices/index.md").read_text(encoding="utf-8")
    assert "    # Also in the row: Ada\n" in text


@pytest.mark.parametrize(
    ("column", "dates"),
    [
        (["13/02/2024", "01/03/2024"], ["2024-02-13", "2024-03-01"]),
        (["02/13/2024", "01/03/2024"], ["2024-02-13", "2024-01-03"]),
        (["01/03/2024", "3.3.2024"], [None, "2024-03-03"]),
        (["13/02/2024", "02/13/2024"], [None, None]),
        (
            ["2024", "2024-5", "2024/05/06 10:00:00 am GMT", "2024-02-30", "May"],
            ["2024", "2024-05", "2024-05-06", None, None],
        ),
    ],
)
def test_a_date_is_read_where_it_can_be_one_day_only(column: list[str], dates: list[str | None]) -> None:
    day_first = is_day_first(column)
    assert [read_date(text, day_first=day_first) for text in column] == dates
