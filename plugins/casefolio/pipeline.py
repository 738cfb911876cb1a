"""Runs the engine: settings in, pages, assets and diagnostics out; the only place that puts the steps in order."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from casefolio.bodies import RenderedSection, render_sections
from casefolio.confidential import Confidence, gather
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
from casefolio.intake import Intake, expected_slug, take_in
from casefolio.library import Library, Visibility, visibility_of, visible_testimonials
from casefolio.library.collisions import Entry
from casefolio.links import LinkMap
from casefolio.models import CaseStudy, Taxonomies, Testimonial
from casefolio.page_conflicts import leave_out_replaced
from casefolio.phrases import phrases_for
from casefolio.schemas import listed_terms
from casefolio.settings import Audience, Settings
from casefolio.slugs import slugify
from casefolio.social_cards import SocialCards, make_cards
from casefolio.views import Addresses, Asset, Frames, Page, Site, TextFile
from casefolio.views.case_study import iter_anchors, view_case_study
from casefolio.views.lists import (
    HOME_URI,
    list_quotes,
    list_studies,
    view_home,
    view_photo_credits,
    view_portfolio,
    view_taxonomy,
    view_term,
    view_wall,
)
from casefolio.views.preview import view_preview
from casefolio.views.problems import view_problems
from casefolio.web_form import WebForm, make_web_form
from casefolio.withheld import iter_withheld


@dataclass(frozen=True, slots=True)
class Build:
    """What a host publishes.

    Attributes:
        pages: every generated page, apart from those that a hand-written page replaces.
        assets: the photos, the cards that are drawn in place of one, and the parts of the web form.
        diagnostics: everything that is wrong, ordered by place.
        record_count: how many records there are, right or wrong.
        site: what the lists on hand-written pages show.
        links: where the links of hand-written pages to records lead.
        files: the feeds, the pages at old addresses, what the filters of long lists read, what other sites may
            frame, and the page of the web form.
        cards: what pages without a photo show where they are shared.
        confidence: what no file of the site may hold.
    """

    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    diagnostics: tuple[Diagnostic, ...]
    record_count: int
    site: Site
    links: LinkMap
    files: tuple[TextFile, ...] = ()
    cards: SocialCards = field(default_factory=SocialCards)
    confidence: Confidence = field(default_factory=Confidence)

    @property
    def has_errors(self) -> bool:
        """Whether something must be mended before the site can be published."""
        return any(diagnostic.is_error for diagnostic in self.diagnostics)


def build(settings: Settings) -> Build:
    """Makes every page, photo and drawn card.

    Args:
        settings: what the engine is told.

    Raises:
        PhotoCacheError: the cache can't be written.
    """
    return _run(settings, is_check=False)


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


def _run(settings: Settings, *, is_check: bool, is_known_photo: Callable[[Path], bool] | None = None) -> Build:
    report = Report()
    page_uris = frozenset(_iter_page_uris(settings))
    checked = take_in(settings, page_uris, report)
    # A check reads drafts as well, whoever the build is for; a build makes only what is seen.
    entries = [entry for entry in checked.entries if is_check or _has_page(entry.study, settings)]
    found = request_photos(entries, report), request_broken_photos(checked.broken_records, report)
    requests, broken = (
        [request for request in group if not (is_known_photo and is_known_photo(request.job.path))] for group in found
    )
    addresses = Addresses(settings.paths, settings.has_directory_urls).beside(page_uris)
    links = _link_map(checked, page_uris, settings, addresses)
    bodies = _bodies(entries, links, settings, report)
    _check_bodies(checked, links, settings, report)
    results = (check_all_photos if is_check else make_photos)(requests, settings)
    report_photos(requests, results, settings, report)
    report_photos(broken, check_all_photos(broken, settings), settings, report)
    wrong_paths = {item.position.path for item in report.diagnostics if item.is_error}
    right = [entry.study for entry in checked.entries if entry.record.path not in wrong_paths]
    site = Site(
        _library(right, checked.taxonomies, settings),
        {result.job.slug: result.picture for result in results.values() if result.picture},
        bodies,
        phrases_for(settings.language),
        settings.language,
        addresses,
        settings.site_name,
        settings.site_url,
        _frames(settings),
    )
    _check_embeds(links.page_uris, site, settings, report)
    pages = (*_home(site, settings), *_views(site), *_problem_pages(checked, site, settings, report.diagnostics))
    pages += tuple(_preview_pages(entries, site, settings))
    published = leave_out_replaced(pages, links.page_uris, addresses, report)
    cards = SocialCards() if is_check else make_cards(site, settings)
    paths = {study.path for study in site.library.pages}
    assets = tuple(Asset(*asset) for path, result in results.items() if path in paths for asset in result.assets)
    form = WebForm() if is_check else _web_form(checked, settings, page_uris)
    files = () if is_check else tuple(iter_files(published, site, assets, page_uris))
    return Build(
        tuple(finish_pages(_with_problems(published, settings, report.diagnostics), site, cards)),
        (*assets, *cards.assets, *form.assets),
        report.diagnostics,
        len(checked.records) + len(checked.broken_paths),
        site,
        links,
        (*files, *form.files),
        cards,
        # A review repeats what was public; a check repeats nothing.
        Confidence() if is_check and not is_known_photo else gather(checked.entries, site.library),
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


def _has_page(study: CaseStudy, settings: Settings) -> bool:
    return visibility_of(study, now=settings.now, audience=settings.audience) is not Visibility.HIDDEN


def _link_map(checked: Intake, page_uris: frozenset[str], settings: Settings, addresses: Addresses) -> LinkMap:
    phrases = phrases_for(settings.language)
    slugs = {record.path: expected_slug(record) for record in checked.records}
    slugs |= {path: slug for path in checked.broken_paths if (slug := slugify(_name_of(path)))}
    slugs |= {entry.record.path: entry.study.page_slug for entry in checked.entries}
    hidden = {entry.record.path for entry in checked.entries if not _has_page(entry.study, settings)}
    anchors = {
        entry.record.path: frozenset(iter_anchors(entry.study, _visible(entry.study, settings), phrases.sections))
        for entry in checked.entries
    }
    studies = [entry.study for entry in checked.entries if entry.record.path not in hidden]
    library = _library(studies, checked.taxonomies, settings)
    return LinkMap(
        addresses,
        slugs,
        hidden,
        anchors,
        _pages_folder(settings),
        page_uris,
        frozenset(_generated_uris(library, addresses)),
    )


def _library(studies: Iterable[CaseStudy], taxonomies: Taxonomies, settings: Settings) -> Library:
    now, policy = settings.now, settings.consent_policy
    return Library.of(studies, taxonomies, now=now, audience=settings.audience, policy=policy)


def _visible(study: CaseStudy, settings: Settings) -> tuple[Testimonial, ...]:
    return visible_testimonials(study, now=settings.now, policy=settings.consent_policy)


def _pages_folder(settings: Settings) -> str | None:
    path = settings.pages_path
    if path is None or not path.is_relative_to(settings.root_path):
        return None
    return path.relative_to(settings.root_path).as_posix()


def _iter_page_uris(settings: Settings) -> Iterable[str]:
    """The files that the host publishes from the pages' folder: none whose name or folder begins with a dot."""
    pages_path = settings.pages_path
    for path in sorted(pages_path.rglob("*")) if pages_path else ():
        relative = path.relative_to(pages_path or path)
        if path.is_file() and not any(part.startswith(".") for part in relative.parts):
            uri = relative.as_posix()
            if settings.is_page(uri):
                yield uri


def _generated_uris(library: Library, addresses: Addresses) -> Iterable[str]:
    yield from (addresses.portfolio_uri, addresses.wall_uri, addresses.credits_uri)
    yield from (addresses.study_uri(study.page_slug) for study in library.pages)
    for taxonomy, groups in library.terms.items():
        if groups:
            yield addresses.taxonomy_uri(taxonomy)
        yield from (addresses.term_uri(taxonomy, group.slug) for group in groups)


def _bodies(
    entries: Iterable[Entry], links: LinkMap, settings: Settings, report: Report
) -> Mapping[str, tuple[RenderedSection, ...]]:
    headings = phrases_for(settings.language).sections
    return {
        entry.study.page_slug: render_sections(
            entry.study.sections,
            headings,
            lambda address, path=entry.record.path: links.resolve(address, path),  # type: ignore[misc]
            report,
            allows_html=settings.allows_html,
        )
        for entry in entries
    }


def _check_bodies(checked: Intake, links: LinkMap, settings: Settings, report: Report) -> None:
    """Reads the text of records whose fields are wrong: what is wrong in both is told in one run."""
    headings = phrases_for(settings.language).sections
    for record in checked.broken_records:
        resolve = partial(links.resolve, record_path=record.path)
        render_sections(record.sections, headings, resolve, report, allows_html=settings.allows_html)


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


def _home(site: Site, settings: Settings) -> Iterable[Page]:
    """A first page, unless another generated page is the first: a hand-written one wins like any other."""
    lists = {site.addresses.portfolio_uri, site.addresses.wall_uri, site.addresses.credits_uri}
    if HOME_URI not in lists:
        yield view_home(settings.site_name, site, settings.site_description)


def _views(site: Site) -> Iterable[Page]:
    yield from (view_portfolio(site, number) for number in range(1, list_studies(site).page_count + 1))
    quotes = list_quotes(site)
    yield from (view_wall(site, number, quotes) for number in range(1, quotes.page_count + 1))
    for study in site.library.pages:
        yield view_case_study(study, site)
    for taxonomy, groups in site.library.terms.items():
        if groups:
            yield view_taxonomy(taxonomy, site)
        for group in groups:
            yield view_term(group, site)
    yield view_photo_credits(site)


def _problem_pages(
    checked: Intake, site: Site, settings: Settings, diagnostics: Iterable[Diagnostic]
) -> Iterable[Page]:
    """In the preview, a page for each record that can't be shown, unless another record has its address."""
    if settings.audience is not Audience.EDITORS:
        return
    by_path: dict[str, list[Diagnostic]] = {}
    for item in diagnostics:
        by_path.setdefault(item.position.path, []).append(item)
    taken = {study.page_slug for study in site.library.pages}
    expected = {record.path: expected_slug(record) for record in checked.records}
    expected |= {path: slugify(_name_of(path)) for path in checked.broken_paths}
    for path, slug in sorted(expected.items()):
        found = by_path.get(path, [])
        if slug and slug not in taken and any(item.is_error for item in found):
            taken.add(slug)
            yield view_problems(path, slug, found, site)


def _preview_pages(entries: Iterable[Entry], site: Site, settings: Settings) -> Iterable[Page]:
    if settings.audience is Audience.EDITORS:
        yield view_preview(iter_withheld(entries, now=settings.now, policy=settings.consent_policy), site)


def _with_problems(pages: Iterable[Page], settings: Settings, diagnostics: Iterable[Diagnostic]) -> Iterable[Page]:
    """In the preview, what is wrong with a record beside its page."""
    by_path: dict[str, list[dict[str, str]]] = {}
    for item in diagnostics if settings.audience is Audience.EDITORS else ():
        problem = {"place": str(item.position), "severity": item.severity.value, "code": item.code.id}
        by_path.setdefault(item.position.path, []).append(problem | {"message": item.message, "hint": item.hint})
    for page in pages:
        problems = by_path.get(page.source_path, []) if page.data.get("kind") == "case-study" else []
        yield replace(page, data={**page.data, "problems": problems}) if problems else page


def _name_of(path: str) -> str:
    """The name that a record's address is made from: its file's, or its folder's for `index.…`."""
    stem = Path(path).stem
    return Path(path).parent.name if stem == "index" else stem
