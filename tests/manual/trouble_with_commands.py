"""Commands that do not run, and builds that stop: each brought about, and mended as the manual says."""

import re
import socket

from tests.cli.samples import run
from tests.manual.scenes import NOTICE, run_shell
from tests.manual.troubled import STUDY, Portfolio
from tests.mkdocs_plugin.building import build, record, try_build


def not_found(portfolio: Portfolio) -> None:
    done = run_shell("casefolio check", portfolio.root, PATH="/nowhere")
    assert done.returncode == 127
    assert "not found" in done.stderr


def not_installed(portfolio: Portfolio) -> None:
    # As another mkdocs says it, to which no plugin of that name is known
    portfolio.edit("- casefolio\n", "- casefoliu\n", "mkdocs.yml")
    assert 'The "casefoliu" plugin is not installed' in run_shell("mkdocs build", portfolio.root).stderr


def in_another_folder(portfolio: Portfolio) -> None:
    above = portfolio.root.parent
    assert "Config file 'mkdocs.yml' does not exist." in run_shell("mkdocs build", above).stderr
    assert run(above, "check").output.startswith("no records in `case_studies`")
    assert run(portfolio.root / "content", "check").output == "1 record, nothing wrong\n"


def wrong_settings(portfolio: Portfolio) -> None:
    for old, new, words in (
        ("  - search\n", "\t- search\n", "this line is indented with a tab"),
        ("docs_dir: content", 'docs_dir: "content', "quote"),
        ("docs_dir: content", "docs_dir:content", "colon"),
    ):
        portfolio.edit(old, new, "mkdocs.yml")
        done = run_shell("mkdocs build", portfolio.root)
        assert "MkDocs encountered an error parsing the configuration file" in done.stderr
        checked = portfolio.check()
        assert checked.code == 2
        assert re.match(r"Error: mkdocs\.yml:\d+:\d+: ", checked.output)
        assert words in checked.output
        portfolio.edit(new, old, "mkdocs.yml")


def taken_address(portfolio: Portfolio) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = run_shell(f"casefolio serve --address {address}", portfolio.root)
    assert done.returncode != 0
    assert f"another program is at {address} already" in done.stderr
    assert "Traceback" not in done.stderr


def notice(portfolio: Portfolio) -> None:
    done = run_shell("env -u NO_MKDOCS_2_WARNING mkdocs build", portfolio.root)
    assert NOTICE in done.stderr
    assert done.returncode == 0


def stopped_build(portfolio: Portfolio) -> None:
    build(portfolio)
    before = portfolio.page(STUDY)
    portfolio.edit("title: ", "titel: ")
    outcome = try_build(portfolio)
    assert outcome.code == 1
    assert "the site was not touched" in outcome.output
    assert portfolio.page(STUDY) == before
    portfolio.edit("titel: ", "title: ")
    # A warning
    portfolio.edit("## The brief", "## The breef")
    assert "the site was not touched" in try_build(portfolio).output
    assert try_build(portfolio, is_strict=False).code == 0


def starter_words(portfolio: Portfolio) -> None:
    run(portfolio.root, "new", "A library that listens", "--client", "Trefelin Libraries")
    name = "case_studies/a-library-that-listens/index.md"
    assert portfolio.check().code == 0
    portfolio.edit("status: draft\n", "", name)
    assert "holds the words of the starter" in portfolio.check().output
    portfolio.edit("title: ", "status: draft\ntitle: ", name)
    assert portfolio.check().code == 0


def two_at_one_address(portfolio: Portfolio) -> None:
    portfolio.write({"case_studies/museum.md": record(), "case_studies/museum/index.md": record()})
    assert re.search(r"the address `museum` is that of `case_studies/museum\.\S+ already", portfolio.check().output)
    portfolio.edit("---\n", "---\nslug: another-museum\n", "case_studies/museum.md")
    assert portfolio.check().code == 0
    portfolio.edit("slug: another-museum\n", "", "case_studies/museum.md")
    (portfolio.root / "case_studies/museum.md").rename(portfolio.root / "case_studies/_museum.md")
    assert portfolio.check().code == 0


def page_without_navigation(portfolio: Portfolio) -> None:
    portfolio.write({"content/news.md": "# News\n"})
    words = 'pages exist in the docs directory, but are not included in the "nav"'
    outcome = try_build(portfolio)
    assert outcome.code == 1
    assert words in outcome.output
    portfolio.edit("  - about.md\n", "  - about.md\n  - news.md\n", "mkdocs.yml")
    assert words not in build(portfolio).output


def old_alphabet(portfolio: Portfolio) -> None:
    portfolio.write({"case_studies/cafe.md": record("A café that asks").encode("windows-1252")})
    assert "the file is not UTF-8 text" in portfolio.check().output
    portfolio.write({"case_studies/cafe.md": record("A café that asks")})
    assert portfolio.check().code == 0
    assert "UTF-8" in run(portfolio.root, "import", "letters.csv").output
    run(portfolio.root, "import", "letters.csv", "--encoding", "windows-1252")
    assert "A café that asks" in (portfolio.root / "case_studies/letters/index.md").read_text("utf-8")


def damaged_letters(portfolio: Portfolio) -> None:
    portfolio.write({"case_studies/cafe.md": record("A cafÃ© that asks")})
    assert portfolio.check() == (0, "2 records, nothing wrong\n")


def fields_that_can_not_be_read(portfolio: Portfolio) -> None:
    portfolio.edit("title: The path that", "title: The path: that")
    assert portfolio.check().code == 1
    assert portfolio.check("--fix").code == 0
