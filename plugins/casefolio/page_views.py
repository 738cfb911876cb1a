"""Asks the views for every page of a site, and only for those that have changed since the last build."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from casefolio.diagnostics import Diagnostic
from casefolio.intake import Intake, expected_slug
from casefolio.library import TermGroup
from casefolio.library.collisions import Entry
from casefolio.link_targets import name_of
from casefolio.models import CaseStudy
from casefolio.settings import Audience, Settings
from casefolio.slugs import slugify
from casefolio.views import Page, Site
from casefolio.views.browsing import PAGE_SIZE, BrowsableList
from casefolio.views.case_study import view_case_study
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
from casefolio.withheld import iter_withheld


def iter_pages(site: Site, settings: Settings) -> Iterator[Page]:
    """Every page but those that only a preview has.

    Args:
        site: what is shown.
        settings: name and description of the site.
    """
    lists = {site.addresses.portfolio_uri, site.addresses.wall_uri, site.addresses.credits_uri}
    # A first page, unless another generated page is the first: a hand-written one wins like any other.
    if HOME_URI not in lists:
        yield view_home(settings.site_name, site, settings.site_description)
    yield from _iter_portfolio(site)
    yield from _iter_wall(site)
    for study in site.library.pages:
        yield study_page(study, site)
    for taxonomy, groups in site.library.terms.items():
        if groups:
            yield view_taxonomy(taxonomy, site)
        for group in groups:
            name, key = f"{taxonomy}/{group.slug}", _term_key(group, site)
            yield _recall(site, "term", name, key, partial(view_term, group, site))
    yield view_photo_credits(site)


def study_page(study: CaseStudy, site: Site) -> Page:
    """The page of one study; see `iter_pages`."""
    return _recall(site, "study", study.path, _study_key(study, site), partial(view_case_study, study, site))


def _recall(site: Site, kind: str, name: str, key: object, view: Callable[[], Page]) -> Page:
    return site.memory.recall(f"{kind} page", name, key, view)


def _iter_portfolio(site: Site) -> Iterator[Page]:
    items, studies = list_studies(site), site.library.listed
    for number in range(1, items.page_count + 1):
        shown = tuple(map(site.parts, studies[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]))
        key = (_list_key(items, site), shown)
        yield _recall(site, "portfolio", str(number), key, partial(view_portfolio, site, number))


def _iter_wall(site: Site) -> Iterator[Page]:
    items, quotes = list_quotes(site), site.library.quotes
    for number in range(1, items.page_count + 1):
        # The first page offers quotes of all others to other sites.
        shown = quotes if number == 1 else quotes[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
        key = (_list_key(items, site), shown)
        yield _recall(site, "wall", str(number), key, partial(view_wall, site, number, items))


def _study_key(study: CaseStudy, site: Site) -> object:
    """What a study's page shows: itself, and as much of others as leads to them."""
    library = site.library
    neighbours = tuple((other.title, other.page_slug) if other else None for other in library.neighbours(study))
    return (site.parts(study), neighbours, tuple(map(site.parts, library.related(study))), site.terms_of(study))


def _term_key(group: TermGroup, site: Site) -> object:
    shown = tuple(map(site.parts, group.studies))
    return (group.name, group.introduction, shown, len(site.library.listed))


def _list_key(items: BrowsableList, site: Site) -> object:
    """What stands above and below every page of a long list, and what its description names."""
    facets = tuple(
        (taxonomy, group.slug, group.name, items.carried(group))
        for taxonomy, groups in items.terms.items()
        for group in groups
    )
    return (items.count, facets, tuple(study.title for study in site.library.listed[:PAGE_SIZE]))


def iter_problem_pages(
    checked: Intake, site: Site, settings: Settings, diagnostics: Iterable[Diagnostic]
) -> Iterator[Page]:
    """In the preview, a page for each record that can't be shown, unless another record has its address."""
    if settings.audience is not Audience.EDITORS:
        return
    by_path: dict[str, list[Diagnostic]] = {}
    for item in diagnostics:
        by_path.setdefault(item.position.path, []).append(item)
    taken = {study.page_slug for study in site.library.pages}
    expected = {record.path: expected_slug(record) for record in checked.records}
    expected |= {path: slugify(name_of(path)) for path in checked.broken_paths}
    for path, slug in sorted(expected.items()):
        found = by_path.get(path, [])
        if slug and slug not in taken and any(item.is_error for item in found):
            taken.add(slug)
            yield view_problems(path, slug, found, site)


def iter_preview_pages(entries: Iterable[Entry], site: Site, settings: Settings) -> Iterator[Page]:
    """In the preview, the page of all crops, and of what is not public."""
    if settings.audience is Audience.EDITORS:
        yield view_preview(iter_withheld(entries, now=settings.now, policy=settings.consent_policy), site)


def with_problems(pages: Iterable[Page], settings: Settings, diagnostics: Iterable[Diagnostic]) -> Iterator[Page]:
    """In the preview, what is wrong with a record beside its page."""
    by_path: dict[str, list[dict[str, str]]] = {}
    for item in diagnostics if settings.audience is Audience.EDITORS else ():
        problem = {"place": str(item.position), "severity": item.severity.value, "code": item.code.id}
        by_path.setdefault(item.position.path, []).append(problem | {"message": item.message, "hint": item.hint})
    for page in pages:
        problems = by_path.get(page.source_path, []) if page.data.get("kind") == "case-study" else []
        yield replace(page, data={**page.data, "problems": problems}) if problems else page
