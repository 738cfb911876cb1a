"""What `casefolio review` tells of real git repositories, and of what somebody hostile puts into them."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from markdown_it import MarkdownIt
from tests.cli.samples import run
from tests.mkdocs_plugin.building import photo, record
from tests.review.projects import AS_OF, GRANTED, commit, git

QUOTE = {"quote": "The notes are still on the wall, and we read them.", "role": "Librarian"}


def write(project: Path, name: str, text: str | bytes) -> Path:
    path = project / "case_studies" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with one study on `main`."""
    folder = tmp_path / "portfolio"
    folder.mkdir()
    (folder / "mkdocs.yml").write_text("site_name: Sample\nplugins: [casefolio]\n", "utf-8")
    write(folder, "library.md", record("A library that listens", testimonials=[QUOTE | {"consent": GRANTED}]))
    git(folder, "init")
    commit(folder)
    return folder


def review(folder: Path, *arguments: str, base: str = "main") -> Result:
    return run(folder, "review", "--base", base, *AS_OF, *arguments)


def found(folder: Path, base: str = "main") -> dict[str, Any]:
    values: dict[str, Any] = json.loads(review(folder, "--format", "json", base=base).output)
    return values


def test_without_a_change_nothing_is_told(project: Path) -> None:
    result = review(project)
    assert (result.exit_code, result.output) == (
        0,
        "## What would change on the site\n\nNothing changes for visitors.\n",
    )


def test_a_new_study_with_quote_photo_and_terms_is_told(project: Path) -> None:
    fields: dict[str, object] = {
        "testimonials": [QUOTE | {"quote": "We were asked.", "consent": GRANTED}],
        "sectors": ["Health"],
        "photo": {"src": "desk.jpg", "alt": "A desk.", "credit": "Photo by Sample Name on Unsplash"},
    }
    write(project, "museum/index.md", record("A museum that asks", **fields))
    data = photo()
    write(project, "museum/desk.jpg", data)
    result = review(project)

    assert result.exit_code == 0
    assert result.output == (
        "## What would change on the site\n\n"
        "No public address dies, and no error is new.\n\n"
        "### Quotes (1)\n\n"
        "- `case_studies/museum/index.md`: a quote becomes public\n"
        "  > **We were asked.**\n  >\n"
        "  > — Librarian; permission granted on 2026-01-02\n\n"
        "### Studies (1)\n\n"
        "- Added: `case_studies/museum/index.md` “A museum that asks”, at `case-studies/museum/`\n\n"
        "### Photos (1)\n\n"
        f"- Added: `desk.jpg` of `case_studies/museum/index.md`: 1600 × 1067 pixels, {len(data) / 1000:.0f} kB; "
        "alt: A desk.; credit: Sample Name, Unsplash\n\n"
        "### Terms (1)\n\n- New: Health (sectors)\n\n"
        "### Pages and weight\n\n- Pages: 5 before, 8 after\n"
    )


def test_a_changed_quote_is_told_word_by_word(project: Path) -> None:
    quote = {"quote": "The notes hang on the wall, and we read them.", "role": "Librarian"}
    write(project, "library.md", record("A library that listens", testimonials=[quote]))
    (change,) = found(project)["quotes"]
    assert change["kind"] == "changes"
    assert "  > The notes ~~are still~~ **hang** on the wall, and we read them." in review(project).output
    assert "Librarian; nothing is said about permission" in review(project).output


def test_a_quote_that_is_withdrawn_is_told_without_its_words(project: Path) -> None:
    item = QUOTE | {"name": "Ada Sample", "consent": {"status": "withdrawn"}}
    write(project, "library.md", record("A library that listens", testimonials=[item]))
    for form in ("markdown", "json"):
        text = review(project, "--format", form).output
        assert "notes" not in text
        assert "Ada" not in text
    values = found(project)
    assert [(item["kind"], item["reason"]) for item in values["quotes"]] == [("disappears", "consent withdrawn")]
    assert values["withheld"] == [
        {"path": "case_studies/library.md", "quote_number": 1, "reason": "consent withdrawn", "day": ""}
    ]


def test_the_same_words_with_less_of_a_name_never_repeat_that_name(project: Path) -> None:
    item = QUOTE | {"name": "Ada Sample", "consent": GRANTED}
    write(project, "library.md", record("A library that listens", testimonials=[item]))
    commit(project)
    item |= {"attribution": "initials"}
    write(project, "library.md", record("A library that listens", testimonials=[item]))
    text = review(project).output
    assert "a quote is shown in another way, with the same words\n  > The notes are still on the wall" in text
    assert "  > — A.S.; permission granted on 2026-01-02" in text
    assert "Sample" not in text


def test_where_git_keeps_nothing_a_folder_is_asked_for(project: Path) -> None:
    shutil.rmtree(project / ".git")
    result = review(project)
    assert result.exit_code == 2
    assert "Error: git does not keep this folder, so `main` is no revision; name a folder with the other" in (
        result.output
    )


def test_what_is_withheld_in_another_record_now_is_not_repeated(project: Path) -> None:
    (project / "case_studies" / "library.md").unlink()
    item = QUOTE | {"name": "Ada Sample", "consent": {"status": "withdrawn"}}
    write(
        project, "readers.md", record("Readers who ask", summary="Twelve readers were asked. " * 3, testimonials=[item])
    )
    for form in ("markdown", "json"):
        assert "notes" not in review(project, "--format", form).output
    assert "a quote disappears: how it was is not repeated, since it holds what is withheld now" in (
        review(project).output
    )


def test_a_client_who_is_not_named_any_more_stands_in_nothing_that_was(project: Path) -> None:
    client = {"name": "Acme Biscuits", "description": "a bakery"}
    before = QUOTE | {"quote": "Acme Biscuits asked us, and we said what we thought.", "consent": GRANTED}
    picture = {"src": "desk.jpg", "alt": "The desk of Acme Biscuits.", "credit": "Photo by Sample Name on Unsplash"}
    write(project, "bakery/desk.jpg", photo())
    write(project, "bakery/index.md", record("A bakery asks", client=client, testimonials=[before], photo=picture))
    commit(project)
    after = before | {"quote": "The bakery asked us, and we said what we thought."}
    client |= {"disclosure": "described"}
    picture |= {"alt": "The desk of the bakery."}
    write(project, "bakery/index.md", record("A bakery asks", client=client, testimonials=[after], photo=picture))
    for form in ("markdown", "json"):
        assert "Acme" not in review(project, "--format", form).output
    assert "a quote changes: how it was is not repeated, since it holds what is withheld now" in review(project).output
    assert "The bakery asked us" in review(project).output
    assert "alt: The desk of the bakery." in review(project).output


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"publish_at": "2027-01-01"}])
def test_what_becomes_a_draft_is_told_without_its_words(project: Path, fields: dict[str, object]) -> None:
    write(project, "library.md", record("A secret library", testimonials=[QUOTE], **fields))
    result = review(project)
    assert result.exit_code == 1
    assert "- No longer public: `case_studies/library.md`, at `case-studies/library/`, **which would die**" in (
        result.output
    )
    assert "secret" not in result.output
    assert "notes" not in result.output


def test_a_new_draft_is_listed_as_withheld_only(project: Path) -> None:
    write(project, "museum.md", record("A secret museum", status="draft", testimonials=[QUOTE]))
    result = review(project)
    assert result.exit_code == 0
    assert result.output == (
        "## What would change on the site\n\nNothing changes for visitors.\n\n### What stays withheld (1)\n\n"
        "- `case_studies/museum.md`: a draft; write `status: published` when it is ready\n"
    )


def test_an_embargo_is_lifted_on_the_day_that_is_asked_about(project: Path) -> None:
    write(project, "museum.md", record("A museum that asks", publish_at="2026-07-01"))
    commit(project)
    assert found(project)["records"] == []
    write(project, "museum.md", record("A museum that asks", publish_at="2026-05-01"))
    assert [item["kind"] for item in found(project)["records"]] == ["becomes public"]


def test_a_renamed_record_needs_its_old_address(project: Path) -> None:
    path = project / "case_studies/library.md"
    path.rename(path.with_name("reading.md"))
    result = review(project)
    assert result.exit_code == 1
    assert "**1 public address would die: this has to be mended first.**" in result.output
    assert "`case-studies/library/`: add `- case-studies/library` below `aliases:` of `case_studies/reading.md`" in (
        result.output
    )
    assert found(project)["quotes"] == []

    text = path.with_name("reading.md").read_text("utf-8")
    path.with_name("reading.md").write_text(
        text.replace("client:", "aliases: [case-studies/library]\nclient:"), "utf-8"
    )
    result = review(project)
    assert result.exit_code == 0
    assert (
        "- Moved: `case_studies/reading.md` “A library that listens”, now at `case-studies/reading/`, "
        "before at `case-studies/library/`, which leads there\n"
    ) in result.output


def test_a_removed_record_and_a_dropped_redirect_die(project: Path) -> None:
    write(project, "museum.md", record("A museum that asks", aliases=["old/museum"]))
    commit(project)
    write(project, "museum.md", record("A museum that asks"))
    (project / "case_studies/library.md").unlink()
    values = found(project)
    assert [item["url"] for item in values["dead"]] == ["case-studies/library/", "old/museum/"]
    assert values["refused"] is True
    assert [(item["kind"], item["before"]) for item in values["quotes"]] == [("disappears", QUOTE["quote"])]


def test_new_errors_refuse_and_old_ones_do_not(project: Path) -> None:
    write(project, "museum.md", record("A museum that asks", sumary="x"))
    commit(project)
    text = record("A museum that asks", sumary="x").replace("---\n", "---\n# A remark\n", 1)
    write(project, "museum.md", text)
    assert review(project).exit_code == 0
    write(project, "library.md", record("A library that listens", colour="x", testimonials=[QUOTE]))
    result = review(project)
    assert result.exit_code == 1
    assert "- New: `case_studies/library.md:5:1`: error CF202: the key is not known" in result.output
    # Nothing is known of a record that can't be read.
    assert found(project)["dead"] == []


def test_photos_that_change_are_told_with_what_changes(project: Path) -> None:
    entry = {"src": "desk.jpg", "alt": "A desk.", "credit": "Photo by Sample Name"}
    write(project, "museum/index.md", record("A museum that asks", photo=entry))
    write(project, "museum/desk.jpg", photo())
    commit(project)
    assert found(project)["photos"] == []
    write(project, "museum/desk.jpg", photo(seed=2))
    write(project, "museum/index.md", record("A museum that asks", photo=entry | {"alt": "A desk in a hall."}))
    (change,) = found(project)["photos"]
    assert (change["kind"], change["parts"]) == ("changed", ["file", "alt"])
    assert "alt: A ~~desk.~~ **desk in a hall.**;" in review(project).output


def test_a_folder_is_another_version_as_well(project: Path, tmp_path: Path) -> None:
    shutil.copytree(project, tmp_path / "published", ignore=shutil.ignore_patterns(".git"))
    write(project, "museum.md", record("A museum that asks"))
    assert [item["kind"] for item in found(project, "../published")["records"]] == ["added"]


def test_a_project_may_lie_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "mkdocs.yml").write_text("plugins: [casefolio]\n", "utf-8")
    write(folder, "library.md", record("A library that listens"))
    git(tmp_path, "init")
    commit(tmp_path)
    write(folder, "library.md", record("A library that asks"))
    assert [(item["kind"], item["fields"]) for item in found(folder)["records"]] == [("changed", ["title"])]


def test_links_to_pages_are_right_in_both_versions(project: Path) -> None:
    (project / "docs").mkdir()
    (project / "docs/about.md").write_text("# About\n", "utf-8")
    write(project, "museum.md", record("A museum that asks", body="[me](../docs/about.md)"))
    commit(project)
    assert found(project)["findings"] == []
    (project / "docs/about.md").unlink()
    assert [(item["is_new"], item["code"]) for item in found(project)["findings"]] == [(True, "CF504")]


@pytest.mark.parametrize("base", ["nowhere", "--output=x", "main\n", "-x", "HEAD:mkdocs.yml"])
def test_a_wrong_revision_is_told(project: Path, base: str) -> None:
    result = run(project, "review", f"--base={base}")
    assert result.exit_code == 2
    assert "revision" in result.stderr


def test_without_git_a_folder_is_asked_for(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    result = review(project)
    assert result.exit_code == 2
    assert "git is not installed" in result.stderr


#: Without HTML, which no record may have.
HOSTILE = (
    "&lt;img src=x> ![x](https://bad.example/x.png) [y](javascript:x) @everyone #1 GH-1 "
    "```\n\n# Heading\n\n::set-output name=a::b\n\n##[error]x `` ` ** ~~ deadbeef1 www.bad.example\n\n- [ ] x"
)
_OWN_MARKUP = {"text", "text_special", "softbreak", "code_inline", "strong_open", "strong_close", "s_open", "s_close"}


def test_hostile_words_and_names_are_only_shown(project: Path) -> None:
    items = [QUOTE | {"quote": HOSTILE, "name": "@ada [b](x)", "role": "##[set-env name=x]y", "consent": GRANTED}]
    write(project, "library.md", record("The ![study](x) @everyone `#1` ::error::", testimonials=items))
    name = "a`b @everyone #1 [x](y) $(touch pwned); ##[error]"
    entry = {"src": "desk.jpg", "alt": "![x](y) @everyone", "credit": {"author": "@everyone", "licence": "[x](y)"}}
    fields = {"sectors": ["@everyone ##[x]"], "photo": entry, "slug": "museum"}
    write(project, f"{name}/index.md", record("A museum that asks", **fields))
    write(project, f"{name}/desk.jpg", photo())
    commit(project)
    assert found(project, "main~1")["refused"] is False
    write(project, "library.md", record("The library", testimonials=[QUOTE | {"quote": "Hello @everyone"}]))
    shutil.rmtree(project / "case_studies" / name)
    for base in ("main", "main~1"):
        text = review(project, base=base).output
        assert "##[" not in text
        assert "::" not in text
        words = ""
        for token in MarkdownIt("commonmark").enable("strikethrough").parse(text):
            for child in token.children or ():
                assert child.type in _OWN_MARKUP, child
                words += child.content if child.type != "code_inline" else ""
        assert words.count("everyone") > (base == "main")
        assert "@everyone" not in words
        assert "https://" not in words
    assert not list(project.parent.rglob("pwned"))


def test_links_of_a_revision_are_not_followed_and_nothing_of_it_runs(project: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text(record("A secret study"), "utf-8")
    (project / "case_studies/linked.md").symlink_to(secret)
    (project / "case_studies/folder").symlink_to(tmp_path)
    (project / ".gitattributes").write_text("* filter=evil\n*.md export-ignore\n", "utf-8")
    hook = project / ".git/hooks/post-checkout"
    hook.write_text(f"#!/bin/sh\ntouch {tmp_path}/pwned\n", "utf-8")
    hook.chmod(0o755)
    commit(project)
    git(project, "config", "filter.evil.smudge", f"touch {tmp_path}/pwned")
    (project / "case_studies/linked.md").unlink()
    (project / "case_studies/folder").unlink()
    values = found(project)
    assert values["records"] == []
    assert "secret" not in json.dumps(values)
    assert not (tmp_path / "pwned").exists()


def test_settings_of_a_revision_cant_lead_out_of_it(project: Path) -> None:
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8")
    for line in ("plugins: [{casefolio: {records: ../../..}}]\n", "docs_dir: ../../..\nplugins: [casefolio]\n"):
        config.write_text(line, "utf-8")
        commit(project)
        config.write_text(text, "utf-8")
        result = review(project)
        assert result.exit_code == 2
        assert "lies outside it" in result.stderr


def test_a_word_without_end_hides_no_other_quote(project: Path) -> None:
    items = [QUOTE | {"quote": "ŷ*" * 60_000, "role": "A"}, QUOTE | {"quote": "We were asked.", "role": "B"}]
    write(project, "library.md", record("A library that listens", testimonials=items))
    text = review(project).output
    assert len(text) < 30_000
    assert "**We were asked.**" in text


def test_a_review_fits_a_comment_and_says_what_it_leaves_out(project: Path) -> None:
    for number in range(150):
        items = [QUOTE | {"quote": f"{number} " + "ŷ* " * 600, "role": "Librarian"}]
        write(project, f"study-{number}.md", record(f"The study {number}", testimonials=items))
    text = review(project).output
    assert 30_000 < len(text) <= 65_536
    assert "### Quotes (150)" in text
    assert "### Studies (150)" in text
    assert "more quotes\n" in text
