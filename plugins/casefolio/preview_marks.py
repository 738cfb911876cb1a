"""Marks a page of a preview, for people and for search engines; knows HTML as text and touches no file.

The whole page is marked once it is finished, whoever made it: templates of a theme and hand-written pages know nothing
of previews.
"""

import re
from html import escape

#: What search engines are told of every page and file.
ROBOTS = "noindex, nofollow"
#: Nobody reads what is not public yet; and by this file a preview is known.
ROBOTS_TEXT = "# A preview: nothing here is public.\nUser-agent: *\nDisallow: /\n"
#: Names pages to search engines: a preview has none to name.
SITEMAPS = ("sitemap.xml", "sitemap.xml.gz")

_ATTRIBUTES = r"""((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>"""
_HEAD = re.compile(rf"<head\b{_ATTRIBUTES}", re.IGNORECASE)
_BODY = re.compile(rf"<body\b{_ATTRIBUTES}", re.IGNORECASE)
_DOCTYPE = re.compile(r"\s*<!doctype\b[^>]*>", re.IGNORECASE)
_NAMED = re.compile(rf"[ \t]*<(link|meta)\b{_ATTRIBUTES}\n?", re.IGNORECASE)
#: What leads from a preview to the address that the page will have, or to what follows the site.
_MISLEADING = {
    "link": re.compile(
        r"""\brel\s*=\s*["']?[^"'>]*\bcanonical\b|\btype\s*=\s*["']?application/(?:rss|atom|feed|json\+oembed)""",
        re.IGNORECASE,
    ),
    "meta": re.compile(r"""\b(?:name\s*=\s*["']?robots|property\s*=\s*["']?og:url)(?=["'\s/]|$)""", re.IGNORECASE),
}
_RIBBON = '<aside class="cf-ribbon"'


def mark_page(html: str, words: str, language: str) -> str:
    """The page with a ribbon, hidden from search engines, without its address to be and without feeds to follow.

    Args:
        html: a whole page.
        words: on the ribbon; plain text.
        language: of these: a language tag.

    Returns:
        The page as it is where it is marked already.
    """
    if _RIBBON in html:
        return html
    body = _BODY.search(html)
    head = html[: body.start()] if body else html
    head = _NAMED.sub(lambda match: "" if _MISLEADING[match[1].lower()].search(match[2]) else match[0], head)
    meta = f'<meta name="robots" content="{ROBOTS}">'
    # Without a head, a browser makes one of what stands first.
    start = _HEAD.search(head) or _DOCTYPE.match(head)
    at = start.end() if start else 0
    head = f"{head[:at]}{meta}{head[at:]}"
    if not body:
        return head
    shown = escape(words)
    ribbon = f'{_RIBBON} lang="{escape(language)}" aria-label="{shown}"><p>{shown}</p></aside>'
    return f"{head}{body[0]}{ribbon}{html[body.end() :]}"
