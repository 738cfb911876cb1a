"""The page that stands in for a broken record in the preview: what is wrong, and where."""

from collections.abc import Iterable

from casefolio.diagnostics import Diagnostic
from casefolio.views.escaping import escape
from casefolio.views.fragments import with_code
from casefolio.views.page import Page
from casefolio.views.site import Site

TEMPLATE = "casefolio/problems.html"


def view_problems(path: str, slug: str, diagnostics: Iterable[Diagnostic], site: Site) -> Page:
    """The page of a record that can't be shown.

    Args:
        path: the record's file, relative to the project's root.
        slug: the address that its page would have.
        diagnostics: what is wrong with it.
        site: knows the words and addresses.
    """
    items = "".join(
        f'<li class="cf-{diagnostic.severity.value}"><code>{escape(str(diagnostic.position))}</code> '
        f"<strong>{diagnostic.code.id}</strong> {with_code(diagnostic.message)}"
        + (f"<br>{with_code(diagnostic.hint)}" if diagnostic.hint else "")
        + "</li>"
        for diagnostic in diagnostics
    )
    title = site.phrases.broken
    hint = with_code(site.phrases.broken_hint.format(path))
    body = (
        f'<div class="cf cf-problems" data-search-exclude>\n<h1>{escape(title)}</h1>\n<p>{hint}</p>\n'
        f"<ul>{items}</ul>\n</div>"
    )
    uri = site.addresses.study_uri(slug)
    return Page(uri, title, TEMPLATE, body, data={"kind": "problems", "slug": slug}, source_path=path)
