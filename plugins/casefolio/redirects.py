"""Writes the small pages that lead from a study's old addresses to its page; checks nothing and touches no file."""

from collections.abc import Iterator
from html import escape
from urllib.parse import quote, urljoin

from casefolio.models import CaseStudy
from casefolio.urls import alias_uri, relative_url
from casefolio.views import Site, TextFile


def iter_old_addresses(site: Site) -> Iterator[tuple[CaseStudy, str]]:
    """The aliases of the studies that have a page: each study, and the file that answers at its old address."""
    for study in site.library.pages:
        for alias in dict.fromkeys(study.aliases):
            yield study, alias_uri(alias, has_directory_urls=site.addresses.has_directory_urls)


def render_redirects(site: Site, *, site_url: str) -> Iterator[TextFile]:
    """A page for each alias of the studies that have a page.

    Args:
        site: what may be shown.
        site_url: where the site will stand, with a slash at its end; empty where that is not known.
    """
    for study, uri in iter_old_addresses(site):
        yield TextFile(uri, _render(study, uri, site, site_url))


def _render(study: CaseStudy, uri: str, site: Site, site_url: str) -> str:
    url = site.addresses.url(site.addresses.study_uri(study.page_slug))
    # A meta refresh and a link need no server and no script; who searches is told not to list the old address.
    href = escape(relative_url(url, quote(uri)))
    canonical = f'<link rel="canonical" href="{escape(urljoin(site_url, url))}">\n' if site_url else ""
    language = f' lang="{study.lang}"' if study.lang and study.lang != site.language else ""
    title = escape(study.title)
    return (
        f'<!doctype html>\n<html lang="{escape(site.language)}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n{canonical}"
        f'<meta name="robots" content="noindex">\n<meta http-equiv="refresh" content="0; url={href}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n</head>\n'
        f'<body>\n<p><a href="{href}"{language}>{title}</a></p>\n</body>\n</html>\n'
    )
