"""What `casefolio check --fix` writes, byte for byte, and what it leaves alone."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.samples import PLUGINS_PATH, RECORD, run, write_record
from tests.loaders.goldens import goldens as goldens_of_loaders
from tests.validation import goldens

#: A readable record, whose fields the tests take the place of.
HEAD = """\
title: Listening in four libraries
summary: Four branches asked their readers for an hour a week, and changed what they heard about.
client: Trefelin Libraries
"""
TERMS = "sectors: [Health and care, Housing, 'Arts, crafts', West Sussex]\n"


def write_bytes(project: Path, name: str, text: str) -> Path:
    path = write_record(project, name, "")
    path.write_bytes(text.encode())
    return path


def mend(project: Path, text: str, name: str = "x.yml") -> str:
    """The file after the command, with its line ends and its mark."""
    path = write_bytes(project, name, text)
    run(project, "check", "--fix")
    return path.read_bytes().decode()


def count_diagnostics(project: Path) -> int:
    return len(json.loads(run(project, "check", "--format", "json").output)["diagnostics"])


def snapshot(project: Path) -> dict[str, bytes]:
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in project.rglob("*") if path.is_file()}


BEFORE = """\
---
# What we are proud of
title: A plan: how it "went"   # as said
sumary: Four branches asked their readers for an hour a week, and changed: what they heard about.
client:
\tname: 'Trefelin Libraries'
\tdisclosure: Named
status: "Published"
sectors:
  - Health and car   # see the list
  - 'housing'
lang: en
---

## What they sayd:

> It is our library now.

## The breif {#asked}

Ask, and listen.  \nTabs\tstay.
"""
AFTER = """\
---
# What we are proud of
title: "A plan: how it \\"went\\""   # as said
summary: "Four branches asked their readers for an hour a week, and changed: what they heard about."
client:
  name: 'Trefelin Libraries'
  disclosure: named
status: "published"
sectors:
  - Health and care   # see the list
  - 'Housing'
lang: en
---

## What they said:

> It is our library now.

## The brief {#asked}

Ask, and listen.  \nTabs\tstay.
"""


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "bom"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_only_what_is_wrong_changes_whatever_the_line_ends_are(project: Path, mark: str, end: str) -> None:
    write_record(project, "_taxonomies.yml", TERMS)
    path = write_bytes(project, "x.md", mark + BEFORE.replace("\n", end))
    result = run(project, "check", "--fix")
    assert path.read_bytes().decode() == mark + AFTER.replace("\n", end)
    assert (result.exit_code, result.output) == (0, "mended 10 things in 1 file\n\n1 record, nothing wrong\n")
    written = snapshot(project)
    assert run(project, "check", "--fix").output == "mended nothing\n\n1 record, nothing wrong\n"
    assert snapshot(project) == written


def test_a_difference_is_shown_and_nothing_written(project: Path) -> None:
    write_bytes(project, "x.yml", HEAD.replace("summary", "sumary").replace("\n", "\r\n"))
    before = snapshot(project)
    result = run(project, "check", "--fix", "--diff")
    assert result.exit_code == 1
    assert result.output == (
        "--- case_studies/x.yml\n"
        "+++ case_studies/x.yml\n"
        "@@ -1,3 +1,3 @@\n"
        " title: Listening in four libraries\n"
        "-sumary: Four branches asked their readers for an hour a week, and changed what they heard about.\n"
        "+summary: Four branches asked their readers for an hour a week, and changed what they heard about.\n"
        " client: Trefelin Libraries\n"
        "would mend 1 thing in 1 file\n"
    )
    assert snapshot(project) == before


def test_a_difference_shows_no_control_characters(project: Path) -> None:
    write_bytes(project, "x.yml", HEAD.replace("summary", "sumary") + "# \u202e\tturned\n")
    shown = run(project, "check", "--fix", "--diff").output
    assert "# \\u202e\tturned\n" in shown
    assert "\u202e" not in shown


def test_what_remains_is_told_and_decides_the_exit_code(project: Path) -> None:
    write_record(project, "x.yml", HEAD.replace("summary", "sumary") + "colour: red\n")
    result = run(project, "check", "--fix")
    assert result.exit_code == 1
    assert result.output.startswith("mended 1 thing in 1 file\n\ncase_studies/x.yml:4:1: error CF202: `colour`")


def test_programs_are_told_only_what_remains(project: Path) -> None:
    write_record(project, "x.yml", HEAD.replace("summary", "sumary"))
    result = run(project, "check", "--fix", "--format", "json")
    assert json.loads(result.stdout) == {"records": 1, "diagnostics": [], "more": 0}
    assert result.stderr == "mended 1 thing in 1 file\n\n"


def test_only_the_named_records_are_touched(project: Path) -> None:
    wrong = HEAD.replace("summary", "sumary")
    write_record(project, "a.yml", wrong)
    write_record(project, "b/index.yml", wrong)
    assert run(project, "check", "--fix", "case_studies/b").exit_code == 0
    assert (project / "case_studies/a.yml").read_text(encoding="utf-8") == wrong
    assert (project / "case_studies/b/index.yml").read_text(encoding="utf-8") == HEAD


def test_the_list_of_terms_and_other_files_stay_as_they_are(project: Path, tmp_path: Path) -> None:
    write_record(project, "_taxonomies.yml", "sectrs: [Housing]\n")
    write_record(project, "notes.txt", HEAD.replace("summary", "sumary"))
    outside = tmp_path / "elsewhere.yml"
    outside.write_text(HEAD.replace("summary", "sumary"), encoding="utf-8")
    (project / "case_studies/linked.yml").symlink_to(outside)
    before = snapshot(project)
    assert run(project, "check", "--fix").output.startswith("mended nothing\n\n")
    assert snapshot(project) == before


def test_a_path_outside_the_project_is_refused(project: Path, tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text(HEAD, encoding="utf-8")
    result = run(project, "check", "--fix", "../x.yml")
    assert result.exit_code == 2
    assert "`../x.yml` lies outside the project" in result.output


def test_a_difference_belongs_to_mending(project: Path) -> None:
    result = run(project, "check", "--diff")
    assert result.exit_code == 2
    assert "--diff shows what --fix would change; write --fix --diff" in result.output
    result = run(project, "check", "--fix", "--diff", "--format", "json")
    assert result.exit_code == 2
    assert "--diff is text to read; leave --format json out" in result.output


# Keys


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("Status: draft", "status: draft"),
        ("'sttaus': draft", "'status': draft"),
        ('"published-on" : 2024-05-01', '"published_on" : 2024-05-01'),
        ("outcomes: [{statment: More readers came}]", "outcomes: [{statement: More readers came}]"),
        ("testimonials:\n- quote: Good.\n  organisaton: Board", "testimonials:\n- quote: Good.\n  organisation: Board"),
    ],
)
def test_a_misspelt_key_becomes_the_one_that_is_meant(project: Path, written: str, mended: str) -> None:
    assert mend(project, f"{HEAD}{written}\n") == f"{HEAD}{mended}\n"


@pytest.mark.parametrize(
    "written",
    [
        "titel: Another title",  # `title` is there
        "client_name: Ada",
        "colour: red",
        "sttaus: draft\nstatsu: published",  # only one of them can be it
    ],
)
def test_a_key_that_may_be_meant_otherwise_stays(project: Path, written: str) -> None:
    after = mend(project, f"{HEAD}{written}\n")
    assert after.count("\n") == f"{HEAD}{written}\n".count("\n")
    assert written.splitlines()[-1] in after


# Terms


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("[housing,  Health and car ]  # two", "[Housing,  Health and care ]  # two"),
        ("\n- 'health and care'\n- \"Housnig\"", "\n- 'Health and care'\n- \"Housing\""),
        ("[Housing,\n  health-and-care]", "[Housing,\n  Health and care]"),
        ("[arts crafts]", '["Arts, crafts"]'),
        ("\n- arts crafts  # and", "\n- Arts, crafts  # and"),
        ("['arts,  craft']", "['Arts, crafts']"),
        ("[Housing, Housnig]", "[Housing, Housnig]"),
        ("[East Sussex]", "[East Sussex]"),
        ("[Building]", "[Building]"),
    ],
)
def test_a_term_takes_the_spelling_of_the_list_unless_it_may_be_another(
    project: Path, written: str, mended: str
) -> None:
    write_record(project, "_taxonomies.yml", TERMS)
    assert mend(project, f"{HEAD}sectors: {written}\n") == f"{HEAD}sectors: {mended}\n"


# Colons


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ('caption: C:\\x: a "path"', 'caption: "C:\\\\x: a \\"path\\""'),
        ("caption: Before: after  # a remark", 'caption: "Before: after"  # a remark'),
        ("caption: Before: https://example.org/#a", 'caption: "Before: https://example.org/#a"'),
    ],
)
def test_a_text_with_a_second_colon_is_put_in_quotes(project: Path, written: str, mended: str) -> None:
    photo = "photo:\n  src: desk.jpg\n  alt: A desk\n  "
    assert mend(project, f"{HEAD}{photo}{written}\n") == f"{HEAD}{photo}{mended}\n"


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("programme: A text: that goes\n  on below", 'programme: "A text: that goes\n  on below"'),
        ("programme: A text that\n  goes on below: like this\n\n  and on",
         'programme: "A text that\n  goes on below: like this\n\n  and on"'),
        ("outcomes:\n- statement: They\n    said so at last: twice.  \n  label: A",
         'outcomes:\n- statement: "They\n    said so at last: twice."  \n  label: A'),
        ("programme:\n  A plan: how it went", 'programme:\n  "A plan: how it went"'),
        ("services:\n- Coaching: leaders  # so\n- Tea", 'services:\n- "Coaching: leaders"  # so\n- Tea'),
        ("services: [Coaching: leaders, Tea]", 'services: ["Coaching: leaders", Tea]'),
    ],
)  # fmt: skip
def test_a_text_with_a_colon_is_put_in_quotes_wherever_it_goes_on(project: Path, written: str, mended: str) -> None:
    assert mend(project, f"{HEAD}{written}\n") == f"{HEAD}{mended}\n"


@pytest.mark.parametrize(
    "written",
    [
        "period: start: 2023",  # two fields, and no text
        'programme: "Quoted" text: more',
        "photo:\n  src: a.jpg\n    alt text: A desk",  # a field in the wrong column
        "period:\n  start: 2023\n   end: 2024",
        "programme: A text: that goes\n  on # below",
        "programme:\n  name: A plan",
        "sectors:\n  Local: government",  # a list is needed, not a text
        "services:\n- Coaching: leaders\n  Tea: more",
    ],
)
def test_a_colon_that_may_belong_to_a_field_stays(project: Path, written: str) -> None:
    assert mend(project, f"{HEAD}{written}\n") == f"{HEAD}{written}\n"


# Tabs


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("photo:\n\tsrc: a.jpg\n\tfocal:\n\t\tx: 1\n", "photo:\n  src: a.jpg\n  focal:\n    x: 1\n"),
        ("photo:\n    src: a.jpg\n\talt: A desk\n", "photo:\n    src: a.jpg\n    alt: A desk\n"),
        ("photo:\n  focal:\n    x: 0.5\n\ty: 1\n", "photo:\n  focal:\n    x: 0.5\n    y: 1\n"),
        ("sections:\n  brief: |\n    Ask.\n    \tThen\tlisten.\nphoto:\n\tsrc: a.jpg\n",
         "sections:\n  brief: |\n    Ask.\n    \tThen\tlisten.\nphoto:\n  src: a.jpg\n"),
    ],
)  # fmt: skip
def test_tabs_before_fields_become_as_many_spaces_as_make_them_readable(
    project: Path, written: str, mended: str
) -> None:
    assert mend(project, HEAD + written) == HEAD + mended


def test_tabs_in_the_text_of_a_study_stay(project: Path) -> None:
    body = "---\n\n- One\n\t- Two\n"
    text = f"---\n{HEAD}photo:\n\tsrc: a.jpg\n{body}"
    assert mend(project, text, "x.md") == text.replace("\tsrc", "  src")


def test_fields_that_stay_unreadable_keep_their_tabs(project: Path) -> None:
    text = f"{HEAD}photo:\n\tsrc: a.jpg\n   alt: A desk\n"
    assert mend(project, text) == text


# Words that are read otherwise, choices, photos, headings


def test_a_text_that_other_programs_take_for_something_else_is_put_in_quotes(project: Path) -> None:
    before = HEAD.replace("Trefelin Libraries", "no   # a name")
    assert mend(project, before) == HEAD.replace("Trefelin Libraries", '"no"   # a name')


@pytest.mark.parametrize(
    ("written", "mended"),
    [("Published", "published"), ("'Draft'  # yet", "'draft'  # yet"), ("archive", "archive"), ("final", "final")],
)
def test_a_choice_takes_its_own_spelling(project: Path, written: str, mended: str) -> None:
    mended = "archived" if written == "archive" else mended
    assert mend(project, f"{HEAD}status: {written}\n") == f"{HEAD}status: {mended}\n"


@pytest.mark.parametrize(
    ("files", "written", "mended"),
    [
        (["desk.png"], "desk.jpeg", "desk.png"),
        (["Desk.JPG"], "'desk.jpg'", "'Desk.JPG'"),
        (["desk.JPEG"], "desk.jpg", "desk.JPEG"),
        (["desk.jpg"], "Desk.PNG", "desk.jpg"),
        (["desk.jpg"], "desk", "desk.jpg"),
        (["desk.jpg.jpg"], "desk.jpg", "desk.jpg.jpg"),
        (["desk.jpg"], '"desk.jpg.jpeg"', '"desk.jpg"'),
        (["photos/desk.jpg"], "Photos/desk.jpeg", "photos/desk.jpg"),
        (["desk.jpg"], "./desk.jpeg", "desk.jpg"),
        (["desk.png", "desk.webp"], "desk.jpg", "desk.jpg"),
        (["photos/desk.png", "photo.jpg"], "photo/desk.png", "photo/desk.png"),
        (["desks.jpg"], "desk.jpg", "desk.jpg"),
        (["desk.txt"], "desk.jpg", "desk.jpg"),
    ],
)
def test_a_photo_takes_the_name_of_its_file_and_no_file_is_renamed(
    project: Path, files: list[str], written: str, mended: str
) -> None:
    for name in files:
        write_record(project, f"x/{name}", "no photo")
    photo = "photo:\n  alt: A desk\n  src: "
    assert mend(project, f"{HEAD}{photo}{written}\n", "x/index.yml") == f"{HEAD}{photo}{mended}\n"
    folder = project / "case_studies/x"
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert found == {"index.yml", *files}


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("## **What they sayd**  ##", "## **What they said**  ##"),
        ("The breif\n---------", "The brief\n---------"),
        ("## What they paid", "## What they paid"),
        ("## The brief\n\nAsk.\n\n## The breif", "## The brief\n\nAsk.\n\n## The breif"),
        ("## What they sayd\n\nNo quote.\n\n## More", "## What they sayd\n\nNo quote.\n\n## More"),
        ("```\n## The breif\n```", "```\n## The breif\n```"),
    ],
)
def test_a_misspelt_heading_becomes_the_known_one(project: Path, written: str, mended: str) -> None:
    text = f"---\n{HEAD}---\n\n{written}\n\n> Good.\n"
    assert mend(project, text, "x.md") == text.replace(written, mended)


def test_a_heading_is_mended_where_the_fields_stay_unreadable(project: Path) -> None:
    text = f'---\n{HEAD}programme: "open\n---\n\n## The breif\n\nAsk.\n'
    assert mend(project, text, "x.md") == text.replace("breif", "brief")


def test_several_mistakes_on_one_line_are_mended_together(project: Path) -> None:
    write_record(project, "_taxonomies.yml", TERMS)
    assert mend(project, f"{HEAD}sector: [housing, helth and care]\n") == (
        f"{HEAD}sectors: [Housing, Health and care]\n"
    )


# Files


@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in goldens.paths()])
def test_no_record_gets_worse_and_a_second_run_changes_nothing(project: Path, path: Path) -> None:
    golden = goldens.read(path)
    write_record(project, golden.name, golden.text)
    terms = (goldens.GOLDEN_PATH / "_taxonomies.yml").read_text(encoding="utf-8")
    write_record(project, "_taxonomies.yml", terms)
    before = count_diagnostics(project)
    run(project, "check", "--fix")
    written = snapshot(project)
    assert count_diagnostics(project) <= before
    assert run(project, "check", "--fix").output.startswith("mended nothing\n")
    assert snapshot(project) == written


@goldens_of_loaders("yaml")
def test_fields_that_cannot_be_read_do_no_harm(project: Path, golden: dict[str, str]) -> None:
    path = write_bytes(project, "x.yml", golden["input"])
    run(project, "check", "--fix")
    written = path.read_bytes()
    run(project, "check", "--fix")
    assert path.read_bytes() == written


def test_a_file_keeps_its_mode_and_a_link_stays_one(project: Path) -> None:
    target = write_record(project, "_kept/x.yml", HEAD.replace("summary", "sumary"))
    target.chmod(0o640)
    link = project / "case_studies/x.yml"
    link.symlink_to(target)
    assert run(project, "check", "--fix").exit_code == 0
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == HEAD
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_full_disk_leaves_the_old_file_and_is_one_line(project: Path) -> None:
    before = HEAD.replace("summary", "sumary") + "# " + "x" * 20000 + "\n"
    path = write_record(project, "x.yml", before)
    good = write_record(project, "y.yml", HEAD.replace("summary", "sumary"))
    program = "import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, (16384, 16384)); "
    program += "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    program += "runpy.run_module('casefolio', run_name='__main__', alter_sys=True)"
    command = [sys.executable, "-c", program, "check", "--fix"]
    environment = os.environ | {"PYTHONPATH": str(PLUGINS_PATH)}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == ("Error: case_studies/x.yml can't be written, and stays as it was: File too large\n")
    assert done.stdout.startswith("mended 1 thing in 1 file\n")
    assert path.read_text(encoding="utf-8") == before
    assert good.read_text(encoding="utf-8") == HEAD
    assert sorted(file.name for file in path.parent.iterdir()) == ["x.yml", "y.yml"]


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfet\x00i\x00", b"title: caf\xe9\nsumary: x\n", b"sumary: x\x00\n", b"a" * 300_000]
)
def test_what_is_no_text_is_left_alone(project: Path, data: bytes) -> None:
    path = write_record(project, "x.yml", "")
    path.write_bytes(data)
    run(project, "check", "--fix")
    assert path.read_bytes() in {data, b"summary: x\x00\n"}


def test_a_right_record_is_not_written(project: Path) -> None:
    path = write_record(project, "x.md", RECORD)
    before = path.stat()
    assert run(project, "check", "--fix").output == "mended nothing\n\n1 record, nothing wrong\n"
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
