import re
import shutil
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casefolio.codes import Code
from casefolio.diagnostics import Diagnostic
from casefolio.pipeline import build, check
from casefolio.project import load_project
from casefolio.settings import Audience, Settings

SITES_PATH = Path(__file__).parent / "sites_invalid"
SITES = sorted(path.name for path in SITES_PATH.iterdir())
NOW = datetime(2026, 3, 1, tzinfo=UTC)
BASE = """\
title: A sample of a title
summary: What happened, why, and the result, in a sentence that is long enough.
client: Sample Trust
"""


def settings_of(root_path: Path, audience: Audience | None = None) -> Settings:
    return replace(load_project(root_path).settings(now=NOW, audience=audience), workers=2)


def copied(name: str, folder_path: Path) -> Path:
    return shutil.copytree(SITES_PATH / name, folder_path / name, symlinks=True)


def lines(diagnostics: Iterable[Diagnostic]) -> list[str]:
    return [str(item) for item in diagnostics]


@pytest.mark.parametrize("name", SITES)
def test_a_check_finds_everything_that_is_wrong_with_a_site(name: str, tmp_path: Path) -> None:
    root_path = copied(name, tmp_path)
    expected = (root_path / "expected.txt").read_text(encoding="utf-8").splitlines()
    _, found = check(settings_of(root_path))
    assert lines(found) == expected
    assert not (root_path / ".cache").exists()


@pytest.mark.parametrize("name", SITES)
def test_a_preview_finds_the_same_and_shows_it(name: str, tmp_path: Path) -> None:
    settings = settings_of(copied(name, tmp_path), Audience.EDITORS)
    _, found = check(settings)
    result = build(settings)
    assert lines(result.diagnostics) == lines(found)
    assert result.has_errors == any(item.is_error for item in result.diagnostics)
    broken = {item.position.path for item in result.diagnostics if item.is_error}
    shown = {page.source_path for page in result.pages if page.data["kind"] == "case-study"}
    assert not broken & shown
    assert len({page.uri for page in result.pages}) == len(result.pages)


@pytest.mark.parametrize("name", SITES)
def test_a_build_publishes_no_record_with_an_error(name: str, tmp_path: Path) -> None:
    result = build(settings_of(copied(name, tmp_path)))
    broken = {item.position.path for item in result.diagnostics if item.is_error}
    for page in result.pages:
        assert page.source_path not in broken
        assert page.data["kind"] != "problems"


def site(root_path: Path, files: dict[str, str]) -> Settings:
    (root_path / "mkdocs.yml").write_text("plugins: [casefolio]\n", encoding="utf-8")
    for name, text in files.items():
        path = root_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return settings_of(root_path)


def uris(settings: Settings) -> list[str]:
    return sorted(page.uri for page in build(settings).pages)


LISTS = ["case-studies/index.md", "index.md", "photo-credits/index.md", "testimonials/index.md"]


def test_an_empty_project_has_its_lists_and_nothing_is_wrong(tmp_path: Path) -> None:
    settings = site(tmp_path, {})
    assert check(settings) == (0, ())
    assert uris(settings) == LISTS


def test_every_page_stands_at_its_place(tmp_path: Path) -> None:
    settings = site(
        tmp_path,
        {
            "case_studies/one.md": f"---\n{BASE}themes: [Trust]\n---\n",
            "case_studies/two/index.yml": f"{BASE}slug: second\nplaces: [Corvane]\n",
            "case_studies/old.yml": f"{BASE}status: archived\nthemes: [Gone]\n",
            "case_studies/draft.yml": f"{BASE}status: draft\nthemes: [Secret]\n",
            "case_studies/later.yml": f"{BASE}publish_at: 2026-03-02\nthemes: [Secret]\n",
        },
    )
    studies = ["case-studies/old.md", "case-studies/one.md", "case-studies/second.md"]
    terms = [
        "case-studies/places/corvane.md",
        "case-studies/places/index.md",
        "case-studies/themes/index.md",
        "case-studies/themes/trust.md",
    ]
    assert uris(settings) == sorted((*LISTS, *studies, *terms))
    drafts = ["case-studies/draft.md", "case-studies/later.md", "case-studies/themes/secret.md"]
    preview = "casefolio-preview/index.md"
    assert uris(replace(settings, audience=Audience.EDITORS)) == sorted((*LISTS, *studies, *terms, *drafts, preview))


def test_a_hand_written_page_goes_before_a_generated_list(tmp_path: Path) -> None:
    settings = site(
        tmp_path,
        {
            "case_studies/one.yml": f"{BASE}themes: [Trust]\n",
            "docs/case-studies.md": "# My own portfolio\n",
            "docs/case-studies/themes/trust/index.md": "# My own page of a term\n",
        },
    )
    assert check(settings)[1] == ()
    assert uris(settings) == ["case-studies/one.md", "case-studies/themes/index.md", *LISTS[1:]]


def test_a_broken_record_shows_what_is_wrong_in_the_preview_only(tmp_path: Path) -> None:
    settings = site(tmp_path, {"case_studies/one.yml": BASE + "colour: red\n", "case_studies/two.md": "no fields"})
    assert [page.source_path for page in build(settings).pages if page.source_path] == []
    preview = build(replace(settings, audience=Audience.EDITORS))
    problems = {page.uri: page.body for page in preview.pages if page.data["kind"] == "problems"}
    assert list(problems) == ["case-studies/one.md", "case-studies/two.md"]
    assert "case_studies/one.yml:4:1" in problems["case-studies/one.md"]
    assert "CF202" in problems["case-studies/one.md"]


def test_the_same_files_give_the_same_pages(tmp_path: Path) -> None:
    files = {f"case_studies/s{number}.yml": f"{BASE}themes: [T{number % 3}]\n" for number in range(12)}
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one = build(site(tmp_path / "a", files))
    other = build(site(tmp_path / "b", dict(reversed(files.items()))))
    assert [page.render() for page in one.pages] == [page.render() for page in other.pages]
    assert str(tmp_path) not in "".join(page.render() for page in one.pages)


def test_a_quote_without_consent_is_in_no_page(tmp_path: Path) -> None:
    settings = site(
        tmp_path,
        {
            "case_studies/one.yml": BASE + "testimonials:\n"
            "  - {quote: Shown., pull: Shown.}\n"
            "  - {quote: Hiddenwords are here., pull: Hiddenwords, consent: {status: withdrawn}}\n"
            "  - {quote: Hiddenwords again., featured: true, consent: {expires_on: 2026-02-28}}\n",
            "docs/index.md": "/// testimonials\n///\n",
        },
    )
    for audience in Audience:
        for page in build(replace(settings, audience=audience)).pages:
            assert "Hiddenwords" not in page.render()


def test_links_between_records_and_pages_are_followed(tmp_path: Path) -> None:
    settings = site(
        tmp_path,
        {
            "case_studies/one.md": f"---\n{BASE}---\n[two](two/index.yml#quote_two), [about](../docs/about.md#team)\n",
            "case_studies/two/index.yml": BASE
            + "testimonials: [{quote: Two.}]\nsections:\n  brief: '[one](../one.md)'\n",
            "docs/about.md": "# About\n",
        },
    )
    result = build(settings)
    assert lines(result.diagnostics) == []
    bodies = {page.uri: page.body for page in result.pages}
    assert '<a href="../../case-studies/two/#quote_two">two</a>' in bodies["case-studies/one.md"]
    assert '<a href="../../about/#team">about</a>' in bodies["case-studies/one.md"]
    assert '<a href="../../case-studies/one/">one</a>' in bodies["case-studies/two.md"]


def test_what_is_wrong_with_the_fields_and_with_the_photo_is_told_in_one_run(tmp_path: Path) -> None:
    photo = "photo: {{src: {}.jpg, alt: A hill, credit: Photo by Ann Sample}}\n"
    settings = site(
        tmp_path,
        {
            "case_studies/one.yml": f"{BASE}titel: x\n{photo.format('gone')}",
            "case_studies/two.yml": f"{BASE}titel: x\n{photo.format('two')}",
            "case_studies/two.jpg": "no photo at all",
        },
    )
    _, found = check(settings)
    assert [(item.position.path, item.code) for item in found] == [
        ("case_studies/one.yml", Code.UNKNOWN_KEY),
        ("case_studies/one.yml", Code.PHOTO_MISSING),
        ("case_studies/two.yml", Code.UNKNOWN_KEY),
        ("case_studies/two.yml", Code.PHOTO_FORMAT),
    ]


def test_a_link_in_a_section_of_yaml_is_told_at_its_place_as_far_as_yaml_keeps_lines(tmp_path: Path) -> None:
    sections = """\
sections:
  brief: |
    First line.

    See [gone](gone.md) here.
  approach: >
    Folded text with
    a [link](lost.md).
  learning: "One [x](y.md)"
  outcomes: See
    the [z](z.md)
"""
    _, found = check(site(tmp_path, {"case_studies/one.yml": BASE + sections}))
    first = BASE.count("\n") + 1
    places = [(item.position.line - first, item.position.column) for item in found]
    assert places == [(4, 16), (5, 13), (8, 22), (9, 13)]
    assert {item.code for item in found} == {Code.LINK_BROKEN}


def test_a_check_draws_no_card(tmp_path: Path) -> None:
    settings = replace(site(tmp_path, {"case_studies/one.yml": BASE}), site_name="S", site_url="https://s.example/")
    check(settings)
    assert not settings.cache_path.exists()
    uris = [asset.uri for asset in build(settings).assets]
    names = [r"assets/photos/one-\w{10}-social-1200\.png", r"assets/photos/site-\w{10}-social-1200\.png"]
    assert all(re.fullmatch(name, uri) for name, uri in zip(names, uris, strict=True))


def test_cards_are_the_same_whatever_is_in_the_cache_and_in_which_order_they_are_drawn(tmp_path: Path) -> None:
    files = {f"case_studies/s{number}.yml": BASE.replace("sample", f"sample {number % 7}") for number in range(9)}
    settings = replace(site(tmp_path, files), site_name="S", site_url="https://s.example/")

    def bytes_of(settings: Settings) -> dict[str, bytes]:
        return {asset.uri: asset.path.read_bytes() for asset in build(settings).assets}

    one = bytes_of(replace(settings, cache_path=tmp_path / "one", workers=1))
    other = bytes_of(replace(settings, cache_path=tmp_path / "other", workers=4))
    assert one == other == bytes_of(replace(settings, cache_path=tmp_path / "one", workers=4))
    assert len(one) == 10
    # Studies with the same title and client share what lies in the cache.
    assert len(set(one.values())) == 8
