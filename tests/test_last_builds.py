import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from casefolio import last_builds
from casefolio.clocks import AS_OF_VARIABLE
from casefolio.last_builds import given, next_midnight, note_amended, note_build, read_last_build
from casefolio.settings import ADMIN_VARIABLE, PREVIEW_VARIABLE

ARGUMENTS = ["mkdocs.yml", "strict"]
BEGAN = 1_800_000_000.0


class Portfolio:
    """Some files, a site that was made of them, and the note of it."""

    def __init__(self, folder_path: Path) -> None:
        self.records_path, self.site_path = folder_path / "records", folder_path / "site"
        self.config_path, self.note_path = folder_path / "mkdocs.yml", folder_path / "cache/note.seal"
        for path in (self.records_path / "one/index.md", self.site_path / "one/index.html", self.config_path):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("some words", encoding="utf-8")

    def note(self, began: float = BEGAN, holds_until: float = BEGAN + 1000) -> None:
        note_build(
            self.note_path,
            roots=[str(self.config_path), str(self.records_path)],
            site_dir=str(self.site_path),
            arguments=ARGUMENTS,
            began=began,
            holds_until=holds_until,
            messages=[("WARNING", "a word")],
        )

    def holds(self, arguments: list[str] = ARGUMENTS, now: float = BEGAN + 1) -> bool:
        last = read_last_build(self.note_path)
        sources = last.look(arguments, now) if last else None
        return last is not None and sources is not None and not sources.changed and last.has_its_site()


@pytest.fixture
def portfolio(tmp_path: Path) -> Portfolio:
    made = Portfolio(tmp_path)
    made.note()
    return made


def test_a_build_holds_while_nothing_changes(portfolio: Portfolio) -> None:
    assert portfolio.holds()
    last = read_last_build(portfolio.note_path)
    assert last is not None
    assert [tuple(item) for item in last.messages] == [("WARNING", "a word")]
    assert last.site_dir == str(portfolio.site_path)


def replace_within_its_times(path: Path) -> None:
    """Another text of the same length, with the time of the first."""
    before = path.stat()
    path.write_text("other word", encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_size == before.st_size


CHANGES: dict[str, Callable[[Portfolio], object]] = {
    "a record": lambda it: (it.records_path / "one/index.md").write_text("other words", encoding="utf-8"),
    "a record, with its old time": lambda it: replace_within_its_times(it.records_path / "one/index.md"),
    "a touch": lambda it: (it.records_path / "one/index.md").touch(),
    "a new record": lambda it: (it.records_path / "two.md").write_text("", encoding="utf-8"),
    "a lost record": lambda it: (it.records_path / "one/index.md").unlink(),
    "a renamed folder": lambda it: (it.records_path / "one").rename(it.records_path / "two"),
    "a link": lambda it: (it.records_path / "two").symlink_to(it.records_path / "one"),
    "a pipe": lambda it: os.mkfifo(it.records_path / "pipe"),
    "the settings": lambda it: it.config_path.write_text("other settings", encoding="utf-8"),
    "a page of the site": lambda it: (it.site_path / "one/index.html").write_text("forged", encoding="utf-8"),
    "a page more in the site": lambda it: (it.site_path / "two.html").write_text("forged", encoding="utf-8"),
    "a page less in the site": lambda it: (it.site_path / "one/index.html").unlink(),
    "the note": lambda it: it.note_path.write_bytes(it.note_path.read_bytes()[:-1]),
    "the note, gone": lambda it: it.note_path.unlink(),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_is_noticed(name: str, portfolio: Portfolio) -> None:
    CHANGES[name](portfolio)
    assert not portfolio.holds()


def test_other_options_another_day_and_a_clock_that_went_back_build_again(portfolio: Portfolio) -> None:
    assert not portfolio.holds([*ARGUMENTS, "CASEFOLIO_AS_OF=2027-01-01"])
    assert not portfolio.holds(now=BEGAN + 1000)
    assert not portfolio.holds(now=BEGAN - 1)


def test_another_version_builds_again(portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last_builds, "site_version", lambda: "another")
    assert not portfolio.holds()


def test_a_link_into_the_site_of_a_file_is_no_change(portfolio: Portfolio, tmp_path: Path) -> None:
    os.link(portfolio.site_path / "one/index.html", tmp_path / "link")
    assert portfolio.holds()


def test_a_build_of_files_that_were_just_saved_does_not_hold(portfolio: Portfolio) -> None:
    """They can be saved again with the same time and the same size."""
    saved = (portfolio.records_path / "one/index.md").stat().st_mtime_ns / 1e9
    portfolio.note(began=saved + 0.001, holds_until=saved + 1000)
    assert not portfolio.holds(now=saved + 1)
    portfolio.note(began=saved + 3, holds_until=saved + 1000)
    assert portfolio.holds(now=saved + 4)


def test_where_times_are_coarse_files_have_to_be_older(portfolio: Portfolio) -> None:
    path = portfolio.config_path
    second = int(time.time()) + 100
    os.utime(path, (second, second))
    portfolio.note(began=second + 1, holds_until=second + 1000)
    assert not portfolio.holds(now=second + 2)
    portfolio.note(began=second + 3, holds_until=second + 1000)
    assert portfolio.note_path.exists()


def test_what_a_build_is_told() -> None:
    environment = {"CASEFOLIO_AS_OF": "2027-01-01", "HOME": "/home", "SOURCE_DATE_EPOCH": ""}
    assert given(["a", ""], environment) == ["a", "", "CASEFOLIO_AS_OF=2027-01-01"]


def test_the_next_day() -> None:
    assert next_midnight(0) == next_midnight(86_399.9) == 86_400
    assert next_midnight(86_400) == 2 * 86_400


def test_what_a_build_is_told_has_the_names_that_it_is_told_by() -> None:
    """They stand there once more, since what knows them takes long to import."""
    environment = dict.fromkeys((AS_OF_VARIABLE, ADMIN_VARIABLE, PREVIEW_VARIABLE), "1")
    assert len(given((), environment)) == len(environment)
    assert AS_OF_VARIABLE in last_builds.CLOCK_VARIABLES


def test_what_has_changed_is_named_and_carried_over(portfolio: Portfolio) -> None:
    record_path, page_path = portfolio.records_path / "one/index.md", portfolio.site_path / "one/index.html"
    record_path.write_text("other words", encoding="utf-8")
    last = read_last_build(portfolio.note_path)
    assert last is not None
    sources = last.look(ARGUMENTS, BEGAN + 1)
    assert sources is not None
    assert sources.changed == [str(record_path)]
    page_path.write_text("made of other words", encoding="utf-8")
    note_amended(portfolio.note_path, last, sources, ["one/index.html"], BEGAN + 1)
    assert portfolio.holds(now=BEGAN + 2)
    amended = read_last_build(portfolio.note_path)
    assert amended is not None
    assert (amended.whole_began, amended.amended) == (BEGAN, [str(record_path)])
    # Of what it did not write, it knows no more than before.
    (portfolio.site_path / "two.html").write_text("forged", encoding="utf-8")
    assert not portfolio.holds(now=BEGAN + 2)


def test_a_source_that_is_saved_while_it_is_carried_over_is_looked_at_again(portfolio: Portfolio) -> None:
    record_path = portfolio.records_path / "one/index.md"
    record_path.write_text("other words", encoding="utf-8")
    last = read_last_build(portfolio.note_path)
    assert last is not None
    saved = record_path.stat().st_mtime_ns / 1e9
    sources = last.look(ARGUMENTS, BEGAN + 1)
    assert sources is not None
    note_amended(portfolio.note_path, last, sources, [], saved + 0.001)
    amended = read_last_build(portfolio.note_path)
    assert amended is not None
    found = amended.look(ARGUMENTS, saved + 1)
    assert found is not None
    assert str(record_path) in found.changed
