"""Each benchmark still runs, in sizes that say nothing; what they measure is nobody's test."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.cases import CASES
from benchmarks.corpus import MAKER_PATH
from benchmarks.generators import find_generators

ROOT_PATH = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(
    not MAKER_PATH.is_file(), reason="the records are made by a program in ../shared, which is not there"
)


def _run(*arguments: str) -> str:
    command = [sys.executable, "-m", *arguments, "--rounds", "1"]
    done = subprocess.run(command, cwd=ROOT_PATH, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _tables(text: str) -> list[list[list[str]]]:
    """Every table as rows of cells, without the line below its head."""
    blocks = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    rows = [[line.strip("| ").split(" | ") for line in block.splitlines()] for block in blocks]
    return [[head, *rest] for head, _, *rest in rows]


@pytest.mark.slow
def test_builds_previews_and_growth_are_measured_by_every_generator_that_is_installed() -> None:
    generators, _ = find_generators(["casefolio", "hugo", "eleventy"])
    titles = [generator.title for generator in generators.values()]
    sizes = ("--studies", "2", "--growth-studies", "4", "--photo-studies", "2", "--photo-size", "600x400")

    cases = ("cold", "kept", "photo", "preview", "growth")

    out = _run("benchmarks.run", *sizes, "--edits", "1", "--cases", *cases, "--generators", *generators)

    tables = {table[0][0]: table for table in _tables(out)}
    text_rows = tables["2 records without photos: seconds"]
    assert text_rows[0][1:] == titles
    assert [row[0] for row in text_rows[1:]] == [CASES[name].title for name in ("cold", "kept")]
    photo_rows = tables["2 records with photos of 600x400: seconds"]
    assert [row[0] for row in photo_rows[1:]] == [CASES[name].title for name in ("cold", "kept", "photo")]
    assert all(float(cell) > 0 for row in (*text_rows[1:], *photo_rows[1:]) for cell in row[1:])
    servers = [title for generator in generators.values() for title in generator.servers]
    assert [row[0] for row in tables["2 records without photos: preview, from saved to served"][1:]] == servers
    growth = {row[0] for row in tables["text only, from 2 to 4 records"]}
    assert {"from nothing: exponent", "from nothing: KiB of memory a record"} <= growth
    widths = {row[0]: row[1:] for row in tables["2 records with photos of 600x400: what was made"]}
    assert all("400" in cell for cell in widths["widths offered on pages of studies"])
    assert out.count("every output has all studies and quotes that there are") == 3
    assert "not the same work" not in out


def test_casefolio_with_the_options_of_the_others_makes_no_more_kinds_of_files_than_they() -> None:
    cases = ("same", "text", "new")

    out = _run("benchmarks.run", "--studies", "2", "--text-only", "--cases", *cases, "--generators", "alike")

    seconds, _, _, made = _tables(out)
    assert [row[0] for row in seconds[1:]] == [CASES[name].title for name in cases]
    rows = {row[0].removeprefix("beside them: "): row[1] for row in made}
    # With the one that was added.
    assert rows["pages of studies"] == "3"
    assert [rows[kind] for kind in ("pages for other sites to show", "answers about them (oEmbed)")] == ["0", "0"]
    assert rows["search index"] == "0"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--cases", "text", "growth"), "growth is told by cold, kept, same: name at least one of them as well"),
        (("--edits", "0"), "0 is too few: it has to be at least 1"),
        (("--generators", "jekyll"), "invalid choice: 'jekyll'"),
    ],
)
def test_what_can_not_be_measured_is_told_before_anything_is_made(arguments: tuple[str, ...], message: str) -> None:
    command = [sys.executable, "-m", "benchmarks.run", *arguments]
    done = subprocess.run(command, cwd=ROOT_PATH, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_the_times_of_the_command_are_measured() -> None:
    (table,) = _tables(_run("benchmarks.startup", "--studies", "2"))

    assert [row[0] for row in table[1:]] == [
        "`casefolio --help`",
        "`casefolio new --help`",
        "a wrong option",
        "`casefolio check`, 1 record",
        "`casefolio check`, 2 records",
    ]


def test_what_the_search_for_leaks_costs_is_measured() -> None:
    (table,) = _tables(_run("benchmarks.leaks", "--studies", "11"))

    assert [row[0] for row in table[1:]] == [
        "the build without the search",
        "the search",
        "the search for each second of the build",
    ]


@pytest.mark.slow
def test_what_the_review_of_a_pull_request_costs_is_measured() -> None:
    (table,) = _tables(_run("benchmarks.review", "--studies", "4", "--photo-size", "600x400"))

    assert [row[0] for row in table[1:]] == [
        "`casefolio check --format github`",
        "`mkdocs build`",
        "`mkdocs build` of what it is compared with",
        "`casefolio review`",
        "check, build and review",
        "all of it",
    ]
    assert all(float(cell) > 0 for row in table[1:] for cell in row[1:])
