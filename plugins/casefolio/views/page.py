"""Owns what the engine answers with: a page, a text, a file that is copied; knows nothing of how they are published."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from casefolio.views.escaping import escape

#: What Markdown extensions and template engines look for in the text of a page before they look at its HTML: template
#: tags, critic marks and attribute lists begin with a brace, fences with three of the next two.
_MARKUP = {"{": "&#123;", "`": "&#96;", "~": "&#126;", "\t": "&#9;", "\r": "&#10;"}
#: The fragment of every generated page's headline, which a skip link leads to.
HEADING_ANCHOR = "headline_"

_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def shield(html: str) -> str:
    """The same HTML with references for what a host could take for markup of its own, which people's words may hold."""
    # Much quicker than a pattern or `translate`, or than trying to replace what is not there: pages are long.
    for character, reference in _MARKUP.items():
        if character in html:
            html = html.replace(character, reference)
    return html


@dataclass(frozen=True, slots=True)
class Page:
    """A generated page.

    Attributes:
        uri: its Markdown source's place in the site, such as `case-studies/sample.md`.
        title: plain text.
        description: plain text; empty for none.
        template: of the site's theme, such as `casefolio/case_study.html`.
        body: HTML, complete on its own: a page reads well and is found by its words in any theme. It is kept shielded.
        data: what the template needs besides, as plain strings, numbers, booleans, lists and maps.
        source_path: the record that the page is made from, relative to the project's root; empty for lists.
        updated_on: the day it last changed, as its record says.
        is_in_navigation: whether a site that has no navigation of its own lists it.
        language: a language tag, where it differs from the site's.
        is_searchable: whether the search knows it: a list of studies would only repeat what it finds in them.
    """

    uri: str
    title: str
    template: str
    body: str
    description: str = ""
    data: dict[str, object] = field(default_factory=dict)
    source_path: str = ""
    updated_on: date | None = None
    is_in_navigation: bool = False
    language: str = ""
    is_searchable: bool = True

    def __post_init__(self) -> None:
        """Shields the body."""
        object.__setattr__(self, "body", shield(self.body))

    def with_data(self, data: Mapping[str, object]) -> "Page":
        """The same page with more data; `replace` would shield the whole body once more."""
        page = object.__new__(Page)
        for name in self.__slots__:
            object.__setattr__(page, name, getattr(self, name))
        object.__setattr__(page, "data", {**self.data, **data})
        return page

    @property
    def front_matter(self) -> dict[str, object]:
        """What a host reads above the body.

        Neither MkDocs' templates nor Material's escape `title` and `description`, so they are HTML here, as the
        titles are that MkDocs takes from headings.
        """
        front_matter: dict[str, object] = {"title": escape(self.title), "template": self.template}
        if self.description:
            front_matter["description"] = escape(self.description)
        # mkdocs-macros would execute `{{ }}` in people's words.
        front_matter |= {"hide": ["navigation", "toc"], "render_macros": False}
        if not self.is_searchable:
            front_matter["search"] = {"exclude": True}
        front_matter["casefolio"] = {"title": self.title, "language": self.language, **self.data}
        return front_matter

    def render(self) -> str:
        """The page as a Markdown file, as any host reads it. JSON is YAML: no text breaks out of the front matter."""
        lines = (f"{key}: {_as_yaml(value)}" for key, value in self.front_matter.items())
        return "\n".join(("---", *lines, "---", "", self.body, ""))


def _as_yaml(value: object) -> str:
    """JSON, with references for what YAML takes for the end of a line or does not allow at all."""
    return _NOT_IN_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


@dataclass(frozen=True, slots=True)
class Asset:
    """A file to be published as it is.

    Attributes:
        uri: its place in the site.
        path: where it lies now.
    """

    uri: str
    path: Path


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text to be published as it is: a feed, or the page at an old address.

    Attributes:
        uri: its place in the site; its ending says what it is.
        text: the whole of it, written in UTF-8.
    """

    uri: str
    text: str
