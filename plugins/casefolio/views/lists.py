"""The pages that gather studies, quotes, terms and credits; and the same lists as fragments for any other page."""

from collections.abc import Iterable
from dataclasses import replace
from html import escape

from casefolio.library import TermGroup
from casefolio.models import CaseStudy
from casefolio.views.case_study import quote_anchor
from casefolio.views.fragments import link, paragraphs, render_cards, render_credit, render_quote, render_terms
from casefolio.views.frame_heights import wall_height
from casefolio.views.frames import WALL_NAME, wall_quotes
from casefolio.views.page import Page
from casefolio.views.share import render_share
from casefolio.views.site import Site

#: How long a list's description grows before it ends with a name, in characters: about what search engines show.
LONGEST_DESCRIPTION = 160
HOME_TEMPLATE = "casefolio/home.html"
HOME_URI = "index.md"
#: How many studies, and how many quotes, a home page shows that casefolio makes itself.
MOST_ON_HOME = 3
PORTFOLIO_TEMPLATE = "casefolio/portfolio.html"
WALL_TEMPLATE = "casefolio/testimonials.html"
TAXONOMY_TEMPLATE = "casefolio/taxonomy.html"
TERM_TEMPLATE = "casefolio/term.html"
CREDITS_TEMPLATE = "casefolio/photo_credits.html"


def render_portfolio(site: Site, from_uri: str) -> str:
    """Every term, then every listed study."""
    phrases = site.phrases
    if not site.library.listed:
        return f'<p class="cf-empty">{escape(phrases.empty_portfolio)}</p>'
    rows = ""
    for taxonomy, groups in site.library.terms.items():
        if groups:
            name = link(phrases.taxonomies[taxonomy], site.taxonomy_link(taxonomy, from_uri))
            rows += f"<div><dt>{name}</dt><dd>{render_terms(groups, from_uri, site)}</dd></div>"
    terms = f'<dl class="cf-browse" data-search-exclude>{rows}</dl>' if rows else ""
    return f"{terms}\n{render_cards(site.library.listed, from_uri, site)}"


def render_wall(
    studies: Iterable[CaseStudy], site: Site, from_uri: str, *, most: int | None = None, is_featured_only: bool = False
) -> str:
    """The quotes of studies, each linked to its place in its study.

    Args:
        studies: in the order in which their quotes are shown.
        site: knows quotes and addresses.
        from_uri: the page that they stand on.
        most: how many quotes at the most; None for all.
        is_featured_only: whether only those are taken that may stand on the home page.
    """
    quotes = []
    for study in studies:
        for number, testimonial in enumerate(site.library.testimonials(study), 1):
            if is_featured_only and not testimonial.featured:
                continue
            href = site.study_link(study, from_uri, quote_anchor(number))
            origin = f'<a class="cf-origin" href="{escape(href)}">{escape(study.title)}</a>'
            quotes.append(f"<li>{render_quote(testimonial, site, origin=origin)}</li>")
    if not quotes:
        return f'<p class="cf-empty">{escape(site.phrases.empty_wall)}</p>'
    return f'<ul class="cf-wall">{"".join(quotes[:most])}</ul>'


def render_photo_credits(site: Site, from_uri: str) -> str:
    """Every photo that is shown, with whose it is."""
    rows = []
    for study in _credited(site):
        title = link(study.title, site.study_link(study, from_uri))
        credit = render_credit(study.photo.credit, site.phrases) if study.photo and study.photo.credit else ""
        rows.append(f"<li>{title}: {credit}</li>")
    if not rows:
        return f'<p class="cf-empty">{escape(site.phrases.empty_credits)}</p>'
    return f'<ul class="cf-credits">{"".join(rows)}</ul>'


def _list_page(uri: str, title: str, template: str, body: str, kind: str, names: Iterable[str]) -> Page:
    html = f'<div class="cf cf-{kind}">\n<h1>{escape(title)}</h1>\n{body}\n</div>'
    return Page(uri, title, template, html, description=describe_list(title, names), data={"kind": kind})


def describe_list(title: str, names: Iterable[str]) -> str:
    """What a search engine says of a list: its title, and as many names as fit.

    Args:
        title: of the list.
        names: of what it shows, in order.

    Returns:
        `Themes: Trust; Bees`, ended by ` …` where names are left out; the title alone where there are none.
    """
    text, separator = title, ": "
    for name in names:
        longer = f"{text}{separator}{name}"
        if len(longer) > LONGEST_DESCRIPTION:
            return text if text == title else f"{text} …"
        text, separator = longer, "; "
    return text


def _credited(site: Site) -> tuple[CaseStudy, ...]:
    """The studies whose photo is shown with a credit."""
    return tuple(
        study
        for study in site.library.pages
        if study.photo is not None and study.photo.credit is not None and study.page_slug in site.pictures
    )


def _titles(studies: Iterable[CaseStudy]) -> Iterable[str]:
    return (study.title for study in studies)


def view_home(site_name: str, site: Site, description: str = "") -> Page:
    """A first page for a site that has none of its own: what is featured, otherwise what leads the portfolio.

    Args:
        site_name: its headline.
        site: what is shown.
        description: the owner's own; otherwise it is made of what is shown.
    """
    uri, library = HOME_URI, site.library
    html = f'<p class="cf-empty">{escape(site.phrases.empty_portfolio)}</p>'
    headline = site_name or site.phrases.portfolio
    description = description or describe_list(headline, _titles(library.listed))
    if library.listed:
        featured = tuple(study for study in library.listed if study.featured) or library.listed
        html = render_cards(featured[:MOST_ON_HOME], uri, site)
        if any(quote.featured for study in library.listed for quote in library.testimonials(study)):
            html += render_wall(library.listed, site, uri, most=MOST_ON_HOME, is_featured_only=True)
        html += _back(uri, site)
    body = f'<div class="cf cf-home">\n<h1>{escape(headline)}</h1>\n{html}\n</div>'
    page = Page(uri, site.phrases.home, HOME_TEMPLATE, body, description=description, data={"kind": "home"})
    return replace(page, is_in_navigation=True, is_searchable=False)


def view_portfolio(site: Site) -> Page:
    """Every listed study."""
    uri = site.addresses.portfolio_uri
    names = _titles(site.library.listed)
    page = _list_page(uri, site.phrases.portfolio, PORTFOLIO_TEMPLATE, render_portfolio(site, uri), "portfolio", names)
    return replace(page, is_in_navigation=True, is_searchable=False)


def view_wall(site: Site) -> Page:
    """Every quote."""
    uri = site.addresses.wall_uri
    html = render_wall(site.library.listed, site, uri)
    if quotes := wall_quotes(site.library):
        html += render_share(site.phrases.share_wall, WALL_NAME, site.phrases.wall, uri, wall_height(quotes), site)
    names = _titles(study for study in site.library.listed if site.library.testimonials(study))
    page = _list_page(uri, site.phrases.wall, WALL_TEMPLATE, html, "testimonials", names)
    return replace(page, is_in_navigation=True)


def view_taxonomy(taxonomy: str, site: Site) -> Page:
    """The terms of one taxonomy."""
    uri = site.addresses.taxonomy_uri(taxonomy)
    html = f"{render_terms(site.library.terms[taxonomy], uri, site)}{_back(uri, site)}"
    names = (group.name for group in site.library.terms[taxonomy])
    page = _list_page(uri, site.phrases.taxonomies[taxonomy], TAXONOMY_TEMPLATE, html, "taxonomy", names)
    return replace(page, is_searchable=False)


def view_term(group: TermGroup, site: Site) -> Page:
    """The studies that carry one term, below the editor's introduction."""
    uri = site.addresses.term_uri(group.taxonomy, group.slug)
    introduction = f'<div class="cf-introduction">{paragraphs(group.introduction)}</div>' if group.introduction else ""
    html = f"{introduction}{render_cards(group.studies, uri, site)}{_back(uri, site)}"
    page = _list_page(uri, group.name, TERM_TEMPLATE, html, "term", _titles(group.studies))
    description = " ".join(group.introduction.split()) or page.description
    data = page.data | {"taxonomy": group.taxonomy}
    return replace(page, description=description, data=data, is_searchable=False)


def view_photo_credits(site: Site) -> Page:
    """Whose photos are shown."""
    uri = site.addresses.credits_uri
    html = render_photo_credits(site, uri)
    names = _titles(_credited(site))
    return _list_page(uri, site.phrases.credits, CREDITS_TEMPLATE, html, "photo-credits", names)


def _back(uri: str, site: Site) -> str:
    href = site.addresses.link(site.addresses.portfolio_uri, uri)
    return f'<p class="cf-back">{link(site.phrases.all_studies, href)}</p>'
