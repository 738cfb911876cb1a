"""What `casefolio check` answers and prints."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.samples import PLUGINS_PATH, RECORD, run, run_process, write_record
from tests.terminal import run_in_terminal

WRONG = RECORD.replace("summary:", "sumary:")
#: Two spellings of one term are a warning.
DOUBTFUL = RECORD.replace("client:", "sectors: [Health, Health]\nclient:")
PROBLEM = (
    "case_studies/x.md:3:1: error CF202: `sumary` is not a known field\n"
    "   3 | sumary: Four branches asked their readers for an hour a week, and changed what they heard about.\n"
    "     | ^^^^^^\n"
    "    help: did you mean `summary`?\n"
    "\n"
    "1 error in 1 file; 1 record checked\n"
)


def test_clean_records_are_counted(project: Path) -> None:
    write_record(project, "a.md")
    write_record(project, "b/index.md")
    result = run(project, "check")
    assert (result.exit_code, result.output) == (0, "2 records, nothing wrong\n")


def test_a_problem_is_told_with_its_place_and_what_to_do(project: Path) -> None:
    write_record(project, "x.md", WRONG)
    result = run(project, "check")
    assert (result.exit_code, result.output) == (1, PROBLEM)


def test_warnings_count_only_when_strict(project: Path) -> None:
    write_record(project, "x.md", DOUBTFUL)
    result = run(project, "check")
    assert result.exit_code == 0
    assert result.output.endswith("\n\n1 warning in 1 file; 1 record checked\n")
    assert run(project, "check", "--strict").exit_code == 1


def test_json_is_all_that_is_printed(project: Path) -> None:
    write_record(project, "x.md", WRONG)
    result = run(project, "check", "--format", "json")
    assert result.exit_code == 1
    answer = json.loads(result.output)
    assert answer["records"] == 1
    assert [item["code"] for item in answer["diagnostics"]] == ["CF202"]
    assert json.loads(run(project, "check", "--format", "json", "mkdocs.yml").output) == {
        "records": 0,
        "diagnostics": [],
        "more": 0,
    }


def test_github_is_told_the_file_in_the_repository(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_record(project, "x.md", WRONG)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(project.parent))
    assert run(project, "check", "--format", "github").output == (
        "::error file=portfolio/case_studies/x.md,line=3,col=1,title=CF202"
        "::`sumary` is not a known field%0Adid you mean `summary`?\n"
        "1 error in 1 file; 1 record checked\n"
    )
    monkeypatch.setenv("GITHUB_WORKSPACE", str(project))
    assert run(project, "check", "--format", "github").output.startswith("::error file=case_studies/x.md,")


def test_every_problem_of_every_file_comes_in_one_run(project: Path) -> None:
    write_record(project, "b.md", WRONG)
    write_record(project, "a.md", WRONG.replace("client: Trefelin Libraries\n", ""))
    write_record(project, "c.yml", "title: [\n")
    places = [line.split(" ")[0] for line in run(project, "check").output.splitlines() if line.startswith("case_")]
    assert places == sorted(places)
    assert [place.split(":")[0] for place in places] == [
        f"case_studies/{name}" for name in ("a.md", "a.md", "b.md", "c.yml")
    ]


def test_a_broken_link_in_a_draft_is_found_before_it_is_published(project: Path) -> None:
    write_record(project, "x.md", f"{RECORD.replace('client:', 'status: draft' + chr(10) + 'client:')}\n[x](gone.md)\n")
    result = run(project, "check")
    assert result.exit_code == 1
    assert "error CF504" in result.output


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("case_studies/x.md", 1),
        ("case_studies/b", 1),
        ("case_studies/b/index.md", 1),
        ("case_studies", 3),
        (".", 3),
        ("case_studies/b/photo.jpg", 1),
        ("case_studies/x.jpg", 1),
    ],
)
def test_only_what_concerns_a_path_is_shown_and_counted(project: Path, path: str, count: int) -> None:
    write_record(project, "x.md", f"{WRONG}".replace("client:", "photo: {src: x.jpg, alt: A desk}\nclient:"))
    write_record(project, "b/index.md", WRONG)
    write_record(project, "y.md", WRONG)
    (project / "case_studies/b/photo.jpg").write_bytes(b"no photo")
    (project / "case_studies/x.jpg").write_bytes(b"no photo")
    result = run(project, "check", "--format", "json", path)
    answer = json.loads(result.output)
    unknown = [item["path"] for item in answer["diagnostics"] if item["code"] == "CF202"]
    assert (result.exit_code, answer["records"], len(unknown)) == (1, count, count)


def test_a_slug_that_two_records_share_is_known_even_if_one_is_looked_at(project: Path) -> None:
    write_record(project, "x.md")
    write_record(project, "x/index.md")
    result = run(project, "check", "case_studies/x/index.md")
    assert result.exit_code == 1
    assert "error CF501" in result.output


def test_paths_are_those_of_the_current_folder(project: Path) -> None:
    write_record(project, "x.md", WRONG)
    assert run(project / "case_studies", "check", "x.md").output == PROBLEM


def test_a_path_that_is_not_there_or_outside_is_wrong_use(project: Path) -> None:
    result = run(project, "check", "case_studies/gone.md")
    assert result.exit_code == 2
    assert "'case_studies/gone.md' does not exist" in result.output
    result = run(project, "check", "..")
    assert result.exit_code == 2
    assert "`..` lies outside the project" in result.output


@pytest.mark.parametrize("arguments", [("check", "--what"), ("check", "--format", "xml"), ("chekc",), ("new",)])
def test_wrong_use_is_told_and_is_2(project: Path, arguments: tuple[str, ...]) -> None:
    result = run(project, *arguments)
    assert result.exit_code == 2
    assert "Error: " in result.output


def test_no_records_is_said_and_right(project: Path) -> None:
    words = 'no records in `case_studies`; `casefolio new "Title"` writes the first\n'
    assert run(project, "check").output == words
    (project / "case_studies").mkdir()
    result = run(project, "check")
    assert (result.exit_code, result.output) == (0, words)
    assert run(project, "check", "case_studies").output == "no records there, nothing to check\n"


def test_a_project_without_mkdocs_yml_is_the_current_folder(tmp_path: Path) -> None:
    write_record(tmp_path, "x.md", WRONG)
    assert run(tmp_path, "check").output == PROBLEM


@pytest.mark.parametrize(
    "arguments", [("-f", "portfolio/mkdocs.yml", "check"), ("check", "-f", "portfolio/mkdocs.yml")]
)
def test_the_configuration_may_be_named_before_and_behind_the_command(
    project: Path, arguments: tuple[str, ...]
) -> None:
    write_record(project, "x.md", WRONG)
    assert run(project.parent, *arguments).output == PROBLEM


def test_a_wrong_configuration_is_2_with_its_name(project: Path) -> None:
    (project / "mkdocs.yml").write_text("plugins: [{casefolio: {recods: x}}]\n", encoding="utf-8")
    result = run(project, "check")
    assert result.exit_code == 2
    assert result.output == "Error: mkdocs.yml: `recods` is not an option of casefolio; did you mean `records`?\n"
    result = run(project, "-f", "gone.yml", "check")
    assert (result.exit_code, result.output) == (2, "Error: gone.yml: the file is not there\n")


# Where a terminal claims to know only ASCII, click writes UTF-8.
@pytest.mark.parametrize(("encoding", "shown"), [("ascii", "“key”".encode()), ("cp437", b"\\u201ckey\\u201d")])
def test_a_terminal_that_lacks_a_character_is_no_error(project: Path, encoding: str, shown: bytes) -> None:
    write_record(project, "x.md", RECORD.replace("client:", "“key”: 1\nclient:"))
    done = run_process(project, "check", environment={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"})
    assert (done.returncode, done.stderr) == (1, b"")
    assert shown in done.stdout


def test_a_reader_that_goes_away_is_no_error(project: Path) -> None:
    for number in range(40):
        write_record(project, f"x{number}.md", WRONG.replace("title:", "titel:") * 20)
    command = f"'{sys.executable}' -m casefolio check | head -n 1"
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=project, env={"PYTHONPATH": str(PLUGINS_PATH)}, capture_output=True, check=True
    )
    assert done.stderr == b""
    assert done.stdout.startswith(b"case_studies/x0.md")


def test_ctrl_c_is_quiet(project: Path) -> None:
    program = (
        "from casefolio import checking, cli\n"
        "def interrupt(*_): raise KeyboardInterrupt\n"
        "checking.check_files = interrupt\n"
        "cli.main()"
    )
    command = [sys.executable, "-c", program, "check"]
    done = subprocess.run(command, cwd=project, env={"PYTHONPATH": str(PLUGINS_PATH)}, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, b"", b"")


def test_help_imports_nothing_heavy(project: Path) -> None:
    done = run_process(project, "--help")
    assert done.returncode == 0
    program = (
        "import sys\nfrom casefolio.cli import cli\ncli.main(['--help'], standalone_mode=False)\n"
        "print(sorted({'pydantic', 'PIL', 'yaml', 'markdown', 'mkdocs', 'markdown_it'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONPATH": str(PLUGINS_PATH)}, capture_output=True, check=True
    )
    assert done.stdout.decode().endswith("\n[]\n")


def test_a_long_list_is_shortened_in_text_only(project: Path) -> None:
    for number in range(60):
        write_record(project, f"x{number}.md", WRONG)
    assert run(project, "check").output.endswith(
        "\n\nand 10 more; `--all` shows them\n\n60 errors in 60 files; 60 records checked\n"
    )
    assert run(project, "check", "--all").output.count(": error CF202") == 60
    assert len(json.loads(run(project, "check", "--format", "json").output)["diagnostics"]) == 60
    assert run(project, "check", "--format", "github").output.count("::error ") == 60


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_a_terminal_gets_colours_and_the_width_that_it_has(project: Path) -> None:
    write_record(project, "x.md", WRONG)

    def shown(*arguments: str, **environment: str) -> str:
        return run_in_terminal(project, "casefolio", *arguments, columns=60, environment=environment)

    text = shown("check", TERM="xterm")
    assert "\x1b[1;31merror CF202\x1b[0m" in text
    assert "sumary: Four branches asked their readers for an ho…" in text
    assert "\x1b" not in shown("check", TERM="xterm", NO_COLOR="1")
    assert "\x1b" not in shown("check", TERM="dumb")
    assert "\x1b[1;31merror CF202\x1b[0m" in shown("explain", "CF202")


def test_a_pipe_is_plain_unless_colours_are_asked_for(project: Path) -> None:
    write_record(project, "x.md", WRONG)
    assert b"\x1b" not in run_process(project, "check").stdout
    assert b"\x1b[1;31merror" in run_process(project, "check", environment={"FORCE_COLOR": "1"}).stdout
    forced = {"FORCE_COLOR": "1"}
    assert b"\x1b" not in run_process(project, "check", "--format", "github", environment=forced).stdout


def test_a_line_that_talks_to_terminals_is_shown_and_not_obeyed(project: Path) -> None:
    write_record(project, "x.md", RECORD.replace("client: Trefelin", "client: \x1b]0;owned\x07\x1b[2J\u202eTrefelin"))
    done = run_process(project, "check", environment={"FORCE_COLOR": "1"})
    assert done.returncode == 1
    assert b"client: \\x1b]0;owned\\x07\\x1b[2J\\u202eTrefelin Libraries" in done.stdout
    assert re.findall(rb"\x1b(?!\[[0-9;]*m)|\x07", done.stdout) == []


@pytest.mark.parametrize("command", ["check", "explain", "new", "import"])
def test_every_command_explains_itself_with_an_example(project: Path, command: str) -> None:
    result = run(project, command, "-h")
    assert result.exit_code == 0
    assert f"  For example:\n    casefolio {command}" in result.output
    assert run(project, "--version").output == "casefolio, version 0.1.0\n"
