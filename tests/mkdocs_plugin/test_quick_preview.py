"""Holds the preview that makes only what a save has changed against one that makes everything."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from tests.random_edits import Editor
from tests.test_amending import digests
from tests.test_memory import copied

from casefolio.mkdocs_plugin.folder_files import iter_uris
from casefolio.mkdocs_plugin.quick_preview import QuickPreview

URL = "http://127.0.0.1:8000/"
SEARCH = "search/search_index.json"


def configured(root_path: Path, site_path: Path) -> MkDocsConfig:
    return load_config(str(root_path / "mkdocs.yml"), site_dir=str(site_path), site_url=URL)


def contents(site_path: Path) -> dict[str, Any]:
    """Every file; of search index and sitemap what is in them in any order, since new pages stand at the end."""
    found: dict[str, Any] = {uri: (site_path / uri).read_bytes() for uri in iter_uris(site_path)}
    index = json.loads(found[SEARCH])
    found[SEARCH] = (index["config"], sorted(json.dumps(entry) for entry in index["docs"]))
    found["sitemap.xml"] = sorted(re.findall(rb"<url>.*?</url>", found["sitemap.xml"], re.DOTALL))
    # It holds the time at which it was made.
    del found["sitemap.xml.gz"]
    return found


class Preview:
    """A preview without its server."""

    def __init__(self, root_path: Path, site_path: Path) -> None:
        self.root_path, self.site_path, self.whole_builds = root_path, site_path, 0
        self.fails = False
        #: What the system has named.
        self.saves: set[str] | None = None
        config = configured(root_path, site_path)
        config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url=URL)
        self.plugin = cast("Any", config.plugins["casefolio"])
        others = (config.docs_dir, config.theme.custom_dir, config.config_file_path)
        self.quick = QuickPreview(
            lambda: self.plugin.site,
            self.plugin.memory,
            self._whole,
            [path for path in others if path],
            lambda: self.saves,
        )

    def _whole(self) -> None:
        self.whole_builds += 1
        if self.fails:
            shutil.rmtree(self.site_path)
            msg = "as a disk does"
            raise OSError(msg)
        config = configured(self.root_path, self.site_path)
        assert config.plugins["casefolio"] is self.plugin
        build(config, serve_url=URL)


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    root_path = copied(tmp_path / "portfolio")
    shutil.copytree(Path(__file__).parents[2] / "theme_overrides", root_path / "theme_overrides")
    return Preview(root_path, tmp_path / "site")


def assert_whole(preview: Preview, tmp_path: Path, history: object) -> None:
    whole_path = tmp_path / "whole"
    shutil.rmtree(whole_path, ignore_errors=True)
    # MkDocs keeps plugins for the next build of the same process, and this is another preview.
    cache = dict(MkDocsConfig._schema)["plugins"].plugin_cache  # type: ignore[attr-defined]  # noqa: SLF001
    kept = dict(cache)
    cache.clear()
    try:
        Preview(preview.root_path, whole_path)
    finally:
        cache.clear()
        cache.update(kept)
    quick, whole = contents(preview.site_path), contents(whole_path)
    assert quick.keys() == whole.keys(), history
    for uri, content in whole.items():
        assert quick[uri] == content, (uri, history)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_editors_change_they_see_what_a_whole_build_shows(seed: int, preview: Preview, tmp_path: Path) -> None:
    editor, history = Editor(preview.root_path, seed), []
    for _ in range(8):
        before = digests(preview.root_path)
        history.append(editor.edit())
        after = digests(preview.root_path)
        changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
        preview.saves = {str(preview.root_path / path) for path in changed}
        preview.quick.build()
        assert_whole(preview, tmp_path, history)
    assert preview.whole_builds < len(history) / 2


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_saved_record_makes_its_own_page_and_those_that_show_it(preview: Preview, tmp_path: Path) -> None:
    before = contents(preview.site_path)
    change(preview.root_path / "case_studies/counting-birds/index.yml", "birds", "owls")
    preview.quick.build()
    assert preview.whole_builds == 0
    after = contents(preview.site_path)
    changed = {uri for uri, content in after.items() if content != before[uri]}
    assert "case-studies/counting-birds/index.html" in changed
    assert "case-studies/museum-of-small-things/index.html" not in changed
    assert_whole(preview, tmp_path, "one word")


EVERYTHING: dict[str, Callable[[Path], None]] = {
    "a hand-written page": lambda path: change(path / "content/about.md", "the", "that"),
    "the settings": lambda path: change(path / "mkdocs.yml", "site_name: ", "site_name: The other "),
    "the look": lambda path: change(path / "theme_overrides/assets/stylesheets/brand.css", "{", "{ "),
}


@pytest.mark.parametrize("name", EVERYTHING)
def test_what_is_on_every_page_makes_every_page(name: str, preview: Preview, tmp_path: Path) -> None:
    EVERYTHING[name](preview.root_path)
    preview.quick.build()
    assert preview.whole_builds == 1
    assert_whole(preview, tmp_path, name)


def test_another_plugin_sees_every_page(preview: Preview, caplog: pytest.LogCaptureFixture) -> None:
    change(preview.root_path / "mkdocs.yml", "  - search\n", "  - search\n  - glightbox\n")
    preview.quick.build()
    change(preview.root_path / "case_studies/counting-birds/index.yml", "birds", "owls")
    with caplog.at_level("DEBUG", "mkdocs.plugins.casefolio"):
        preview.quick.build()
    assert preview.whole_builds == 2
    assert "the whole preview is built: glightbox may want to see every page" in caplog.text


def test_after_a_whole_build_that_failed_the_next_one_is_whole(preview: Preview, tmp_path: Path) -> None:
    preview.fails = True
    change(preview.root_path / "content/about.md", "the", "that")
    with pytest.raises(OSError, match="disk"):
        preview.quick.build()
    preview.fails = False
    change(preview.root_path / "case_studies/counting-birds/index.yml", "birds", "owls")
    preview.quick.build()
    assert preview.whole_builds == 2
    assert_whole(preview, tmp_path, "after a failure")


def test_a_mistake_is_shown_and_its_mending_too(preview: Preview, tmp_path: Path) -> None:
    path = preview.root_path / "case_studies/counting-birds/index.yml"
    change(path, "title:", "titel:")
    preview.quick.build()
    page_path = preview.site_path / "case-studies/counting-birds/index.html"
    assert "titel" in page_path.read_text(encoding="utf-8")
    assert_whole(preview, tmp_path, "a mistake")
    change(path, "titel:", "title:")
    preview.quick.build()
    assert "titel" not in page_path.read_text(encoding="utf-8")
    assert preview.whole_builds == 0
    assert_whole(preview, tmp_path, "mended")


def test_a_text_that_the_system_names_makes_its_page_without_a_look_at_the_others(
    preview: Preview, tmp_path: Path
) -> None:
    path = preview.root_path / "case_studies/seed-money/index.yml"
    change(path, "approach: |\n", "approach: |\n    Quite another word.\n\n")
    # Nobody names it, and so nobody looks.
    other = preview.root_path / "case_studies/waiting-room/index.yml"
    text = other.read_text(encoding="utf-8")
    change(other, "title: ", "title: Another ")
    preview.saves = {str(path), str(path.with_name(".index.yml.swp"))}
    before = contents(preview.site_path)
    preview.quick.build()
    assert preview.whole_builds == 0
    after = contents(preview.site_path)
    pages = {uri for uri, content in after.items() if content != before[uri]}
    feeds = {"case-studies/feed.json", "case-studies/feed.xml"}
    assert pages == {"case-studies/seed-money/index.html", SEARCH, *feeds}
    other.write_text(text, encoding="utf-8")
    assert_whole(preview, tmp_path, "one text")
