"""Writes the file `_headers`, by which Netlify and Cloudflare Pages send headers; what pages may load it is told.

Where two rules of the file match, Netlify takes the later one's header, and Cloudflare sends both. So no header stands
in two rules that match the same address: each folder at the root has a rule of its own.
"""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from casefolio.content_policy import framed_policy, render_policy
from casefolio.preview_marks import ROBOTS
from casefolio.settings import Settings
from casefolio.web_form import policy_rules

#: Where the file lies in the site.
HEADERS_URI = "_headers"
#: https://developers.cloudflare.com/pages/configuration/headers/: the characters of a line that Cloudflare takes.
MOST_CHARACTERS = 2000
#: The same page allows 100 rules; the others are left to whoever adds some.
_MOST_RULES = 90
_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), midi=(), payment=(), usb=()",
}
_HIDDEN = {"X-Robots-Tag": ROBOTS}
_INTRODUCTION = """\
# Written by casefolio at every build, for Netlify and Cloudflare Pages. A file _headers among your own pages takes its
# place; `headers: false` leaves it out.
"""


def render_headers(policy: Mapping[str, str], site_uris: Iterable[str], settings: Settings) -> str:
    """The file.

    Args:
        policy: of the site's pages, by directive.
        site_uris: every file of the site, `/`-separated.
        settings: where the pages for other sites and the web form stand.
    """
    page = _headers({**policy, "frame-ancestors": "'self'"}, frames="SAMEORIGIN", opener="same-origin")
    folders = dict(_iter_special(settings))
    patterns = list(_iter_patterns(site_uris, folders))
    everywhere = _EVERYWHERE | (_HIDDEN if settings.is_preview else {})
    rules = [("/*", everywhere)]
    if len(patterns) + len(folders) < _MOST_RULES:
        rules += [(pattern, page) for pattern in patterns]
    else:
        # One rule for all can't forbid frames, since pages for other sites are among them.
        rules[0] = ("/*", {**everywhere, "Content-Security-Policy": render_policy(policy)})
        folders.pop(settings.paths.embed, None)
    rules += [(f"/{quote(folder)}/*", headers) for folder, headers in folders.items()]
    return _INTRODUCTION + _render(rules)


def hide_from_searches(text: str) -> str:
    """A file that somebody has written for their site, as a preview of it needs it.

    Args:
        text: the file.
    """
    return f"{text.rstrip()}\n{_render([('/*', _HIDDEN)])}"


def _render(rules: Iterable[tuple[str, Mapping[str, str]]]) -> str:
    return "".join(
        f"{pattern}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
        for pattern, headers in rules
    )


def _headers(rules: Mapping[str, str], *, frames: str = "", opener: str = "") -> dict[str, str]:
    headers = {"Content-Security-Policy": render_policy(rules)}
    headers |= {"X-Frame-Options": frames} if frames else {}
    return headers | ({"Cross-Origin-Opener-Policy": opener} if opener else {})


def _iter_special(settings: Settings) -> Iterator[tuple[str, dict[str, str]]]:
    """The folders that the headers of the other pages don't fit."""
    if settings.has_embeds and settings.site_url:
        yield settings.paths.embed, _headers({**framed_policy(), "frame-ancestors": "*"})
    if settings.admin is not None:
        rules = {**policy_rules(settings.admin), "frame-ancestors": "'none'"}
        # A window in which somebody signs in answers to the form.
        yield settings.paths.admin, _headers(rules, frames="DENY", opener="same-origin-allow-popups")


def _iter_patterns(site_uris: Iterable[str], special: Iterable[str]) -> Iterator[str]:
    """Patterns that together match every page outside the special folders, and no address twice."""
    # The folders that a special one lies in, the root among them: each has its own things listed.
    special = tuple(special)
    opened = {"", *(folder.rpartition("/")[0] for folder in special)}
    while parents := {folder.rpartition("/")[0] for folder in opened} - opened:
        opened |= parents
    found = set()
    for uri in site_uris:
        folder, _, name = uri.rpartition("/")
        while folder not in opened:
            folder, _, name = folder.rpartition("/")
        path = f"{folder}/{name}".lstrip("/")
        if path in special or path in opened:
            continue
        if path == uri and name == "index.html":
            found |= {f"/{quote(f'{folder}/')}".replace("//", "/"), f"/{quote(uri)}"}
        elif path == uri and name.endswith(".html"):
            # Both hosts also answer without the ending.
            found |= {f"/{quote(uri)}", f"/{quote(uri.removesuffix('.html'))}"}
        elif path != uri:
            found.add(f"/{quote(path)}/*")
    yield from sorted(found)
