"""The same input gives the same bytes, whatever machine, zone, language and cache; and what is hidden stays so."""

import gzip
import os
from pathlib import Path

import pytest
from tests.mkdocs_plugin.building import BuildOnce, Project, digests, make_project, run_mkdocs
from tests.mkdocs_plugin.reading import find_words, read_html, text_of

_HERE = {"TZ": "Pacific/Kiritimati", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
_THERE = {"TZ": "America/Adak", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "2", "PYTHONUTF8": "1"}
_DRAFT = ("anzibarquokka", "ANZIBARQUOKKA", "secret-plan")
_EMBARGOED = ("ylofontein", "later/")


def _backwards(source: Project, root: Path) -> Project:
    """The same project in another folder, its files made in the opposite order."""
    for path in sorted(source.root.rglob("*"), reverse=True):
        target = root / path.relative_to(source.root)
        if path.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
            os.utime(target, (1_000_000_000, 1_000_000_000))
    return Project(root)


@pytest.mark.slow
def test_two_cold_builds_on_different_machines_give_the_same_bytes_and_so_does_a_warm_one(tmp_path: Path) -> None:
    """MkDocs itself gives the same bytes under SOURCE_DATE_EPOCH; without it `sitemap.xml` and the time in
    `sitemap.xml.gz` change from day to day, with or without this plugin, wherever there is a hand-written page.
    """
    one = make_project(tmp_path / "one", "portfolio")
    other = _backwards(one, tmp_path / "a longer name" / "other")

    first = run_mkdocs(one, "build", "--strict", **_HERE)
    second = run_mkdocs(other, "build", "--strict", **_THERE)

    assert (first.code, second.code) == (0, 0), first.output + second.output
    cold = digests(one.site)
    assert digests(other.site) == cold
    assert run_mkdocs(one, "build", "--strict", **_THERE).code == 0
    assert digests(one.site) == cold
    assert find_words(one.site, str(tmp_path)) == []


def test_the_cache_makes_no_difference_to_what_is_published_after_a_change(tmp_path: Path) -> None:
    """A cache that has seen other content gives what a new one gives."""
    warm = make_project(tmp_path / "warm", "own_pages")
    changed = "case_studies/second.md"
    before = (warm.root / changed).read_text(encoding="utf-8")
    warm.write({changed: before.replace("/second.jpg", "").replace("Second words", "Other words")})
    assert run_mkdocs(warm, "build").code == 0
    warm.write({changed: before})
    cold = make_project(tmp_path / "cold", "own_pages")

    assert run_mkdocs(warm, "build").code == 0
    assert run_mkdocs(cold, "build").code == 0

    assert digests(warm.site) == digests(cold.site)


@pytest.mark.parametrize("words", [_DRAFT, _EMBARGOED], ids=["draft", "embargoed"])
def test_nothing_of_what_is_not_public_is_in_any_file_of_the_site(built: BuildOnce, words: tuple[str, ...]) -> None:
    site = built("portfolio").site

    assert find_words(site, *words) == []
    for path in site.rglob("*.gz"):
        assert not [word for word in words if word.encode() in gzip.decompress(path.read_bytes())]


def test_the_words_are_there_to_be_found(built: BuildOnce) -> None:
    """Otherwise the test above would say nothing."""
    records = built("portfolio").root / "case_studies"

    assert find_words(records, *_DRAFT)
    assert find_words(records, *_EMBARGOED)


def test_an_archived_study_keeps_its_page_and_is_in_no_list(built: BuildOnce) -> None:
    site = built("portfolio").site

    page = read_html(site / "case-studies/old-garden/index.html")
    assert page.texts("p", class_="cf-notice") == ["This case study is kept as a record and is no longer updated."]
    assert "It smelled of mint" in text_of(page.root)
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
    naming = {uri for uri in pages if "old-garden" in (site / uri).read_text(encoding="utf-8")}
    assert naming == {"case-studies/old-garden/index.html"}
    assert not {uri for uri in pages if "gardening" in uri or "oldplace" in uri}
    assert find_words(site / "testimonials", "It smelled of mint") == []
