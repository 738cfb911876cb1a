"""Runs the engine: settings in, pages, assets and diagnostics out; the only place that puts the steps in order."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from casefolio.builds import Build
from casefolio.diagnostics import Diagnostic, Report
from casefolio.embeds import iter_embeds
from casefolio.finishing import finish_pages, iter_files
from casefolio.hero_photos import (
    check_all_photos,
    make_photos,
    report_photos,
    request_broken_photos,
    request_photos,
)
from casefolio.intake import Intake, take_in
from casefolio.link_targets import find_targets, gather_library, has_page, iter_page_uris
from casefolio.memory import Memory
from casefolio.page_conflicts import leave_out_replaced
from casefolio.page_views import iter_pages, iter_preview_pages, iter_problem_pages, with_problems
from casefolio.phrases import phrases_for
from casefolio.schemas import listed_terms
from casefolio.settings import Settings, is_any_page
from casefolio.social_cards import SocialCards, make_cards
from casefolio.study_texts import check_texts, render_texts
from casefolio.timings import Stage, Timings
from casefolio.views import Addresses, Asset, Frames, Site
from casefolio.web_form import WebForm, make_web_form

_COUNTED = {"record": "records read", "study": "records checked", "body": "texts", "finished page": "pages"}
_ANY_TIME = datetime.min.replace(tzinfo=UTC)


def build(settings: Settings, memory: Memory | None = None, timings: Timings | None = None) -> Build:
    """Makes every page, photo and drawn card.

    Args:
        settings: what the engine is told.
        memory: of the last build, so that only what has changed since is made; the result is the same.
        timings: told what takes how long.

    Raises:
        PhotoCacheError: the cache can't be written.
    """
    return _run(settings, is_check=False, memory=memory, timings=timings)


def check(settings: Settings) -> tuple[int, tuple[Diagnostic, ...]]:
    """Finds everything that is wrong, and makes nothing.

    Returns:
        How many records there are, and what is wrong.
    """
    result = _run(settings, is_check=True)
    return result.record_count, result.diagnostics


def survey(settings: Settings, is_known_photo: Callable[[Path], bool]) -> Build:
    """The same, with everything that a check finds out on its way; photos and cards are not made.

    Args:
        settings: what the engine is told.
        is_known_photo: of a photo's file, whether somebody has looked at these bytes already; it is not opened then.
    """
    return _run(settings, is_check=True, is_known_photo=is_known_photo)


def _run(
    settings: Settings,
    *,
    is_check: bool,
    is_known_photo: Callable[[Path], bool] | None = None,
    memory: Memory | None = None,
    timings: Timings | None = None,
) -> Build:
    report, memory, timings = Report(), memory or Memory(), timings or Timings()
    page_uris = frozenset(iter_page_uris(settings))
    addresses = Addresses(settings.paths, settings.has_directory_urls).beside(page_uris)
    # The clock only decides what is visible, which is found out anew each time.
    memory.begin((replace(settings, now=_ANY_TIME, is_page=is_any_page, progress=None), addresses))
    checked = take_in(settings, page_uris, report, memory, timings)
    # A check reads drafts as well, whoever the build is for; a build makes only what is seen.
    entries = [entry for entry in checked.entries if is_check or has_page(entry.study, settings)]
    found = request_photos(entries, report), request_broken_photos(checked.broken_records, report)
    requests, broken = (
        [request for request in group if not (is_known_photo and is_known_photo(request.job.path))] for group in found
    )
    studies = [entry.study for entry in checked.entries]
    library = gather_library(studies, checked.taxonomies, settings, memory)
    links = find_targets(checked, library, page_uris, settings, addresses)
    timings.turn_to(Stage.MARKDOWN)
    bodies = render_texts(entries, links, settings, report, memory)
    check_texts(checked.broken_records, links, settings, report)
    timings.turn_to(Stage.PHOTOS)
    results = (check_all_photos if is_check else make_photos)(requests, settings)
    report_photos(requests, results, settings, report)
    report_photos(broken, check_all_photos(broken, settings), settings, report)
    timings.turn_to(Stage.PAGES)
    wrong_paths = {item.position.path for item in report.diagnostics if item.is_error}
    right = [entry.study for entry in checked.entries if entry.record.path not in wrong_paths]
    if len(right) < len(studies):
        library = gather_library(right, checked.taxonomies, settings, memory)
    site = Site(
        library,
        {result.job.slug: result.picture for result in results.values() if result.picture},
        bodies,
        phrases_for(settings.language),
        settings.language,
        addresses,
        settings.site_name,
        settings.site_url,
        _frames(settings),
        memory,
    )
    _check_embeds(links.page_uris, site, settings, report)
    pages = (*iter_pages(site, settings), *iter_problem_pages(checked, site, settings, report.diagnostics))
    pages += tuple(iter_preview_pages(entries, site, settings))
    published = leave_out_replaced(pages, links.page_uris, addresses, report)
    timings.turn_to(Stage.PHOTOS)
    cards = SocialCards() if is_check else make_cards(site, settings)
    timings.turn_to(Stage.PAGES)
    paths = {study.path for study in site.library.pages}
    assets = tuple(Asset(*asset) for path, result in results.items() if path in paths for asset in result.assets)
    form = WebForm() if is_check else _web_form(checked, settings, page_uris)
    files = () if is_check else tuple(iter_files(published, site, assets, page_uris))
    finished = tuple(finish_pages(with_problems(published, settings, report.diagnostics), site, cards))
    timings.count(memory.counts(_COUNTED))
    return Build(
        finished,
        (*assets, *cards.assets, *form.assets),
        report.diagnostics,
        len(checked.records) + len(checked.broken_paths),
        site,
        links,
        (*files, *form.files),
        cards,
        checked.entries,
    )


def _frames(settings: Settings) -> Frames | None:
    """What other sites need to frame pages of this one: its address, and its owner's leave."""
    if not settings.has_embeds or not settings.site_url:
        return None
    return Frames(settings.paths.embed, settings.site_url, settings.site_name, settings.stylesheets)


def _web_form(checked: Intake, settings: Settings, page_uris: frozenset[str]) -> WebForm:
    """The form with all its fields; a file that somebody has put in its place goes before the form's own."""
    paths = (*(record.path for record in checked.records), *checked.broken_paths)
    form = make_web_form(settings, listed_terms(checked.taxonomies), paths)
    return WebForm(
        tuple(file for file in form.files if file.uri not in page_uris),
        tuple(asset for asset in form.assets if asset.uri not in page_uris),
    )


def _check_embeds(page_uris: Iterable[str], site: Site, settings: Settings, report: Report) -> None:
    """Reads the blocks of every hand-written page, so that a mistake in one is told before anything is built."""
    pages_path = settings.pages_path or settings.root_path
    for path in (pages_path / uri for uri in sorted(page_uris) if uri.endswith(".md")):
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue  # The host says what is wrong with its own page.
        shown = path.relative_to(settings.root_path) if path.is_relative_to(settings.root_path) else path
        for _ in iter_embeds(text.replace("\r\n", "\n"), shown.as_posix(), site.library, report):
            pass
