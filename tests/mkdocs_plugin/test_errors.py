"""A mistake ends a build with 1, names everything that is wrong, and leaves the last good site alone."""

import sys

import pytest
from tests.mkdocs_plugin.building import ENVIRONMENT, Project, digests, make_project, record, run_mkdocs, try_build
from tests.terminal import run_in_terminal

#: The site tests/sites/wrong_records: four broken files of records and a block in a page.
WRONG = [
    "case_studies/broken.yml:2:9: error CF105",
    "case_studies/empty.md:1:1: error CF102",
    "case_studies/latin.yml:1:11: error CF101",
    "case_studies/no-summary.md:2:1: error CF201",
    "case_studies/no-summary.md:4:1: error CF202",
    "case_studies/no-summary.md:7:8: error CF504",
    "case_studies/nobody-looked.md:6:8: error CF301",
    "docs/index.md:4:5: error CF202",
]


def _heads(lines: list[str]) -> list[str]:
    """Place, severity and code of each diagnostic."""
    parts = (line.removeprefix("casefolio: ").split(": ") for line in lines if line.startswith("casefolio: "))
    return [": ".join(part[:2]) for part in parts]


def test_every_mistake_of_every_file_is_printed_in_one_run(project: Project) -> None:
    make_project(project.root, "wrong_records")

    outcome = run_mkdocs(project, "build")

    assert outcome.code == 1
    assert _heads(outcome.lines("ERROR")) == WRONG
    assert _heads(outcome.lines("WARNING")) == ["case_studies/nobody-looked.md:6:8: warning CF312"]
    assert outcome.lines("ERROR")[-1] == "8 errors in the case studies; the site was not touched"
    assert "Traceback" not in outcome.output
    assert not project.site.exists()


def test_a_mistake_is_printed_as_the_check_prints_it(project: Project) -> None:
    project.write({"case_studies/one.md": record(sumary="x\x1b]0;owned\x07"), "docs/index.md": "# Home\n"})

    outcome = run_mkdocs(project, "build", COLUMNS="")

    lines = outcome.output.splitlines()
    first = next(number for number, line in enumerate(lines) if "error CF202" in line)
    assert lines[first : first + 3] == [
        "ERROR   -  casefolio: case_studies/one.md:5:1: error CF202: `sumary` is not a known field",
        '   5 | sumary: "x\\u001b]0;owned\\u0007"',
        "     | ^^^^^^",
    ]
    assert lines[first + 3].startswith("    help: ")
    assert outcome.lines("ERROR")[-1] == "2 errors in the case studies; the site was not touched"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_a_narrow_terminal_breaks_no_line_above_its_mark(project: Project) -> None:
    words = "A title that is a good deal longer than any terminal is wide, and twice as long as a title may be"
    project.write({"case_studies/one.md": record(title=words * 2), "docs/index.md": "# Home\n"})

    text = run_in_terminal(project.root, "mkdocs", "build", columns=60, environment={"TERM": "xterm", **ENVIRONMENT})

    lines = text.splitlines()
    (marked,) = (number for number, line in enumerate(lines) if set(line) == set("| ^"))
    assert lines[marked - 1].startswith('              2 | title: "A title')
    assert lines[marked - 1].endswith("…")
    assert max(len(line) for line in lines[marked - 1 : marked + 1]) <= 60


def test_an_error_leaves_the_last_good_site_as_it_is_byte_for_byte(project: Project) -> None:
    project.write({"docs/index.md": "# Home\n", "case_studies/good.md": record()})
    assert run_mkdocs(project, "build").code == 0
    before = digests(project.site)
    project.write({"docs/index.md": "# New home\n", "case_studies/good.md": record(title="No")})

    outcome = run_mkdocs(project, "build")

    assert outcome.code == 1
    assert digests(project.site) == before
    assert "Traceback" not in outcome.output
    project.write({"case_studies/good.md": record("A better title")})
    assert run_mkdocs(project, "build").code == 0
    assert "A better title" in project.page("case-studies/good/index.html")


@pytest.fixture
def warned(project: Project) -> Project:
    """A record with one warning: a term stands twice."""
    return project.write({"case_studies/one.md": record(sectors=["Health", "Health"]), "docs/index.md": "# Home\n"})


def test_a_warning_is_printed_and_the_build_ends_with_0(warned: Project) -> None:
    outcome = run_mkdocs(warned, "build")

    assert outcome.code == 0
    assert _heads(outcome.lines("WARNING")) == ["case_studies/one.md:5:21: warning CF221"]
    assert (warned.site / "case-studies/one/index.html").is_file()


def test_a_warning_ends_a_strict_build_with_1_and_leaves_the_last_good_site_alone(warned: Project) -> None:
    assert run_mkdocs(warned, "build").code == 0
    before = digests(warned.site)
    warned.write({"docs/index.md": "# New home\n"})

    outcome = run_mkdocs(warned, "build", "--strict")

    assert outcome.code == 1
    assert outcome.lines("ERROR") == ["1 warning in the case studies (--strict); the site was not touched"]
    assert digests(warned.site) == before


@pytest.mark.parametrize("kind", ["cache is a file", "cache is below a file"])
def test_a_cache_that_cannot_be_written_is_a_sentence_and_no_traceback(project: Project, kind: str) -> None:
    project.write({".cache/casefolio" if kind == "cache is a file" else ".cache": "not a folder"})
    # With an address there is a card to be drawn and kept.
    project.write({"case_studies/one.md": record()}).configure(site_url="https://sample.example/")

    outcome = run_mkdocs(project, "build")

    assert outcome.code == 1
    assert "Traceback" not in outcome.output
    assert "casefolio can't write its cache" in outcome.output


def test_a_dirty_build_after_a_whole_one_ends_well(project: Project) -> None:
    """`--dirty` doesn't empty the site, so the photos are there already."""
    make_project(project.root, "own_pages")
    assert run_mkdocs(project, "build").code == 0

    outcome = run_mkdocs(project, "build", "--dirty")

    assert outcome.code == 0, outcome.output
    assert "Traceback" not in outcome.output


def test_two_builds_in_one_process_know_nothing_of_each_other(project: Project) -> None:
    project.write({"case_studies/one.md": record("No")})
    assert try_build(project).code == 1
    project.write({"case_studies/one.md": record("A good title")})

    assert try_build(project).code == 0


def test_a_site_that_is_written_to_after_the_build_does_no_harm_to_the_next_one(project: Project) -> None:
    """Optimisers of images write in place, and a published photo may be the same file as the one in the cache."""
    make_project(project.root, "own_pages")
    assert try_build(project).code == 0
    before = digests(project.site)
    for path in (project.site / "assets/photos").rglob("*.*"):
        with path.open("r+b") as file:
            file.write(b"no photo any more")

    assert try_build(project).code == 0
    assert digests(project.site) == before
