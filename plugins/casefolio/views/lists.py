"""The pages that gather studies, quotes, terms and credits; and the same lists as fragments for any other page."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from casefolio.library import PlacedQuote, TermGroup
from casefolio.models import CaseStudy
from casefolio.views.browsing import BrowsableList, render_browsable
from casefolio.views.cards import CardSize, render_card_item, render_cards, terms_attribute
from casefolio.views.escaping import escape
from casefolio.views.fragments import link, paragraphs, render_credit
from casefolio.views.frame_heights import wall_height
from casefolio.views.frames import WALL_NAME, wall_quotes
from casefolio.views.page import HEADING_ANCHOR, Page
from casefolio.views.quotes import render_quote
from casefolio.views.share import render_share
from casefolio.views.site import Site

#: How long a list's description grows before it ends with a name, in characters: about what search engines show.
LONGEST_DESCRIPTION = 160
HOME_TEMPLATE = "casefolio/home.html"
HOME_URI = "index.md"
#: How many cards below the first, and how many quotes, a home page shows that casefolio makes itself.
MOST_ON_HOME = 3
#: Stands for an address in what is kept; a record can't hold it.
_ADDRESS = "\0"
PORTFOLIO_TEMPLATE = "casefolio/portfolio.html"
WALL_TEMPLATE = "casefolio/testimonials.html"
TAXONOMY_TEMPLATE = "casefolio/taxonomy.html"
TERM_TEMPLATE = "casefolio/term.html"
CREDITS_TEMPLATE = "casefolio/photo_credits.html"


def list_studies(site: Site, *, level: int = 2) -> BrowsableList:
    """The portfolio as a list that may be long.

    Args:
        site: what is shown.
        level: of the cards' headings.
    """
    studies = site.library.listed

    def render_item(number: int, from_uri: str) -> str:
        size = CardSize.LEAD if number == 0 and len(studies) > 1 else CardSize.USUAL
        is_first = number == 0
        return render_card_item(studies[number], from_uri, site, level=level, is_first=is_first, size=size)

    return BrowsableList(
        site.addresses.portfolio_uri,
        "cf-cards",
        len(studies),
        site.phrases.studies_counted,
        site.library.terms,
        lambda group: len(group.studies),
        render_item,
        lambda number: terms_attribute(studies[number], site),
        lambda number: (studies[number].path, (site.parts(studies[number]), number == 0, len(studies) > 1)),
    )


def list_quotes(site: Site) -> BrowsableList:
    """The wall as a list that may be long.

    Args:
        site: what is shown.
    """
    quotes = site.library.quotes
    per_study = Counter(quote.study.page_slug for quote in quotes)
    counts = {
        (group.taxonomy, group.slug): sum(per_study[study.page_slug] for study in group.studies)
        for groups in site.library.terms.values()
        for group in groups
    }

    def carried(group: TermGroup) -> int:
        return counts[group.taxonomy, group.slug]

    terms = {name: [group for group in groups if carried(group)] for name, groups in site.library.terms.items()}
    return BrowsableList(
        site.addresses.wall_uri,
        "cf-wall",
        len(quotes),
        site.phrases.quotes_counted,
        terms,
        carried,
        lambda number, from_uri: _wall_item(quotes[number], site, from_uri),
        lambda number: terms_attribute(quotes[number].study, site),
        lambda number: (f"{quotes[number].study.path} {quotes[number].anchor}", quotes[number]),
    )


def render_portfolio(site: Site, from_uri: str, number: int = 1, *, level: int = 2) -> str:
    """The listed studies with everything that helps to find one.

    Args:
        site: what is shown.
        from_uri: the page that they stand on.
        number: of the page that a long list is split into, from 1.
        level: of the cards' headings.
    """
    if not site.library.listed:
        return f'<p class="cf-empty">{escape(site.phrases.empty_portfolio)}</p>'
    return render_browsable(list_studies(site, level=level), site, from_uri, number)


def render_wall(quotes: Iterable[PlacedQuote], site: Site, from_uri: str) -> str:
    """Quotes side by side, each linked to its place in its study. One that is alone is set large.

    Args:
        quotes: in the order in which they are shown.
        site: knows addresses.
        from_uri: the page that they stand on.
    """
    shown = tuple(quotes)
    if not shown:
        return f'<p class="cf-empty">{escape(site.phrases.empty_wall)}</p>'
    is_alone = len(shown) == 1
    items = "".join(_wall_item(quote, site, from_uri, is_pull=is_alone) for quote in shown)
    return f'<ul class="cf-wall{" cf-alone" if is_alone else ""}">{items}</ul>'


def _wall_item(quote: PlacedQuote, site: Site, from_uri: str, *, is_pull: bool = False) -> str:
    # The wall and what its filters read hold every quote; only where its study is differs from page to page.
    name = f"{quote.study.path} {quote.anchor} {is_pull}"

    def make() -> tuple[str, str, str]:
        origin = f'<a class="cf-origin" href="{_ADDRESS}">{escape(quote.study.title)}</a>'
        html = render_quote(quote.testimonial, site, origin=origin, is_pull=is_pull)
        return f"<li>{html}</li>".partition(_ADDRESS)

    before, _, after = site.memory.recall("quote", name, quote, make)
    return f"{before}{escape(site.study_link(quote.study, from_uri, quote.anchor))}{after}"


def render_photo_credits(site: Site, from_uri: str) -> str:
    """Every photo that is shown, with whose it is."""
    rows = []
    for study in credited(site):
        title = link(study.title, site.study_link(study, from_uri))
        credit = render_credit(study.photo.credit, site.phrases) if study.photo and study.photo.credit else ""
        rows.append(f"<li>{title}: {credit}</li>")
    if not rows:
        return f'<p class="cf-empty">{escape(site.phrases.empty_credits)}</p>'
    return f'<ul class="cf-credits">{"".join(rows)}</ul>'


def _list_page(
    uri: str, title: str, template: str, body: str, kind: str, names: Iterable[str], *, kicker: str = ""
) -> Page:
    html = f'<div class="cf cf-{kind}">\n{kicker}{_heading(title)}\n{body}\n</div>'
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


def _heading(title: str) -> str:
    return f'<h1 id="{HEADING_ANCHOR}">{escape(title)}</h1>'


def credited(site: Site) -> tuple[CaseStudy, ...]:
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
        site_name: its headline, where there is no description.
        site: what is shown.
        description: the owner's own, which is the headline as well; otherwise a description is made of what is shown.
    """
    uri, library = HOME_URI, site.library
    headline = description or site_name or site.phrases.portfolio
    html = f'<p class="cf-empty">{escape(site.phrases.empty_portfolio)}</p>'
    if library.listed:
        html = "".join(_iter_home_parts(uri, site))
    body = f'<div class="cf cf-home">\n{_heading(headline)}\n{html}\n</div>'
    description = description or describe_list(headline, _titles(library.listed))
    page = Page(uri, site.phrases.home, HOME_TEMPLATE, body, description=description, data={"kind": "home"})
    return replace(page, is_in_navigation=True, is_searchable=False)


def _iter_home_parts(uri: str, site: Site) -> Iterator[str]:
    """One study large, one quote, more studies, more quotes."""
    library = site.library
    featured = tuple(study for study in library.listed if study.featured) or library.listed
    quotes = [quote for quote in library.quotes if quote.testimonial.featured][:MOST_ON_HOME]
    yield render_cards(featured[:1], uri, site, first=CardSize.ALONE)
    if quotes:
        yield render_wall(quotes[:1], site, uri)
    if len(featured) > 1:
        yield render_cards(featured[1 : 1 + MOST_ON_HOME], uri, site, is_below=True)
    yield _back(uri, site)
    if len(quotes) > 1:
        yield render_wall(quotes[1:], site, uri)


def view_portfolio(site: Site, number: int = 1) -> Page:
    """The listed studies.

    Args:
        site: what is shown.
        number: of the page that a long list is split into, from 1.
    """
    uri = site.addresses.numbered_uri(site.addresses.portfolio_uri, number)
    html = render_portfolio(site, uri, number)
    names = _titles(site.library.listed)
    return _numbered(
        _list_page(uri, site.phrases.portfolio, PORTFOLIO_TEMPLATE, html, "portfolio", names), number, site
    )


def view_wall(site: Site, number: int = 1, quotes: BrowsableList | None = None) -> Page:
    """Every quote.

    Args:
        site: what is shown.
        number: of the page that a long list is split into, from 1.
        quotes: the whole list, where it is known already.
    """
    quotes = quotes or list_quotes(site)
    uri = site.addresses.numbered_uri(site.addresses.wall_uri, number)
    html = f'<p class="cf-empty">{escape(site.phrases.empty_wall)}</p>'
    if quotes.count:
        html = render_browsable(quotes, site, uri, number)
    if number == 1 and (framed := wall_quotes(site.library)):
        html += render_share(site.phrases.share_wall, WALL_NAME, site.phrases.wall, uri, wall_height(framed), site)
    names = _titles(study for study in site.library.listed if site.library.testimonials(study))
    page = _numbered(_list_page(uri, site.phrases.wall, WALL_TEMPLATE, html, "testimonials", names), number, site)
    return replace(page, is_searchable=number == 1)


def _numbered(page: Page, number: int, site: Site) -> Page:
    """The first page of a list is in the navigation; the others say which they are."""
    if number == 1:
        return replace(page, is_in_navigation=True, is_searchable=False)
    title = f"{page.title}, {site.phrases.page_number.format(number)}"
    return replace(page, title=title, description=title, is_searchable=False)


def view_taxonomy(taxonomy: str, site: Site) -> Page:
    """The terms of one taxonomy, each with the editor's introduction."""
    uri = site.addresses.taxonomy_uri(taxonomy)
    items = "".join(
        f"<li>{link(group.name, site.term_link(group, uri))}"
        f' <span class="cf-count">{len(group.studies)}</span>{paragraphs(group.introduction)}</li>'
        for group in site.library.terms[taxonomy]
    )
    html = f'<ul class="cf-term-list">{items}</ul>{_back(uri, site)}'
    names = (group.name for group in site.library.terms[taxonomy])
    page = _list_page(uri, site.phrases.taxonomies[taxonomy], TAXONOMY_TEMPLATE, html, "taxonomy", names)
    return replace(page, is_searchable=False)


def view_term(group: TermGroup, site: Site) -> Page:
    """The studies that carry one term, below the editor's introduction."""
    uri = site.addresses.term_uri(group.taxonomy, group.slug)
    introduction = f'<div class="cf-introduction">{paragraphs(group.introduction)}</div>' if group.introduction else ""
    html = f"{introduction}{render_cards(group.studies, uri, site)}{_back(uri, site)}"
    taxonomy = link(site.phrases.taxonomies[group.taxonomy], site.taxonomy_link(group.taxonomy, uri))
    kicker = f'<ul class="cf-kicker" data-search-exclude><li>{taxonomy}</li></ul>'
    page = _list_page(uri, group.name, TERM_TEMPLATE, html, "term", _titles(group.studies), kicker=kicker)
    description = " ".join(group.introduction.split()) or page.description
    data = page.data | {"taxonomy": group.taxonomy}
    return replace(page, description=description, data=data, is_searchable=False)


def view_photo_credits(site: Site) -> Page:
    """Whose photos are shown."""
    uri = site.addresses.credits_uri
    html = render_photo_credits(site, uri)
    names = _titles(credited(site))
    return _list_page(uri, site.phrases.credits, CREDITS_TEMPLATE, html, "photo-credits", names)


def _back(uri: str, site: Site) -> str:
    href = site.addresses.link(site.addresses.portfolio_uri, uri)
    count = f' <span class="cf-count">{len(site.library.listed)}</span>' if site.library.listed else ""
    return f'<p class="cf-back">{link(site.phrases.all_studies, href)}{count}</p>'
