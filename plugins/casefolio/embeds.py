"""Puts generated lists where a hand-written page asks for them.

It asks with a block such as

    /// testimonials
        sector: Health
        limit: 3
    ///

The blocks are written as those of PyMdown Extensions are, but are read here, so that a mistake is told at its line.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Annotated, Any, TypeAlias

from markdown_it import MarkdownIt
from pydantic import Field

from casefolio.codes import Code
from casefolio.diagnostics import Position, Report
from casefolio.library import Library
from casefolio.loaders.yaml_nodes import parse_yaml
from casefolio.models import TAXONOMIES, CaseStudy, Model
from casefolio.nearest import nearest
from casefolio.records import Mapping, Node, Sequence
from casefolio.slugs import slugify
from casefolio.validation.shape import Shape
from casefolio.values import Line, Slug
from casefolio.views import Site
from casefolio.views.cards import CardSize, render_cards
from casefolio.views.fragments import render_terms
from casefolio.views.lists import render_photo_credits, render_portfolio, render_wall
from casefolio.views.page import shield

_BLOCK = re.compile(
    r"^///[ \t]*(?P<name>portfolio|case-studies|testimonials|terms|photo-credits)[ \t]*(?:\n|\Z)"
    r"(?P<options>(?:[ \t]+\S.*\n|[ \t]*\n)*)(?P<end>///[ \t]*$)?",
    re.MULTILINE,
)
_ANY_BLOCK = re.compile(r"^///[ \t]*(?P<name>[A-Za-z][\w-]*(?: [a-z]+)?)[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]", re.MULTILINE)
#: Of a list that stands under a page's own headline, on its first screen.
_FIRST_LEVEL = 2
_FENCES = MarkdownIt("commonmark")
#: By option, where each of its values stands.
_Positions: TypeAlias = dict[str, tuple[Position, ...]]
#: What to write instead of a name that is like no other.
_HINTS = {
    "taxonomy": "write `sectors`, `services`, `themes` or `places`",
    "quotes": "follow the link `#` beside the quote, and copy the address that the browser then shows",
}


class _Selection(Model):
    """Which studies a list takes."""

    sector: Line | None = Field(None, description="Only studies with this term.")
    service: Line | None = Field(None, description="Only studies with this term.")
    theme: Line | None = Field(None, description="Only studies with this term.")
    place: Line | None = Field(None, description="Only studies with this term.")
    featured: bool = Field(default=False, description="Only what may stand on the home page.")
    limit: Annotated[int, Field(ge=1)] | None = Field(None, description="How many at the most.")


class _StudySelection(_Selection):
    """Which studies a list takes, and how it shows them."""

    studies: tuple[Slug, ...] = Field((), description="Only these studies, in this order.")
    lead: bool = Field(default=False, description="Sets the first one larger.")


class _QuoteSelection(_Selection):
    """Which quotes a list takes."""

    study: Slug | None = Field(None, description="Only quotes of this study.")
    quotes: tuple[Line, ...] = Field(
        (), description="Only these quotes, in this order: the study's slug, `#` and the end of the quote's own link."
    )


class _TermSelection(Model):
    """Which taxonomy is listed."""

    taxonomy: Line = Field(description="One of `sectors`, `services`, `themes` and `places`.")


class _NoOptions(Model):
    """A list that is always whole."""


@dataclass(frozen=True, slots=True)
class Embed:
    """A block as it stands in a page.

    Attributes:
        name: of the list.
        options: as the name's model.
        start: of the block in the page's text, in characters.
        end: behind it.
        level: of the headings in the list: one below the heading that it stands under.
    """

    name: str
    options: Model
    start: int
    end: int
    level: int


_OPTIONS: dict[str, type[Model]] = {
    "portfolio": _NoOptions,
    "case-studies": _StudySelection,
    "testimonials": _QuoteSelection,
    "terms": _TermSelection,
    "photo-credits": _NoOptions,
}


def iter_embeds(text: str, path: str, library: Library, report: Report) -> Iterator[Embed]:
    """Finds the blocks of a page, other than those in code.

    Args:
        text: the page's Markdown.
        path: the page, for diagnostics.
        library: the terms and studies that an option may name.
        report: takes wrong and unknown options; a wrong block is not answered.
    """
    if "///" not in text:
        return
    code = _code_lines(text)
    _report_misspelt(text, path, code, report)
    for match in _BLOCK.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        if line in code:
            continue
        position = Position(path, line)
        if match["end"] is None:
            message = f"the block `/// {match['name']}` is not closed"
            hint = "indent its options by four spaces, and write `///` on a line of its own below them"
            report.add(Code.EMBED_WRONG, position, message, hint)
            continue
        read = _read_options(match, position, report)
        if read is not None and _names_what_exists(*read, library, report):
            level = _level(text, match.start(), code)
            yield Embed(match["name"], read[0], match.start(), match.end(), level)


def _level(text: str, end: int, code: set[int]) -> int:
    """One below the last heading before the block, so that no level is left out; 2 on a page without one."""
    level = 1
    for match in _HEADING.finditer(text, 0, end):
        if text.count("\n", 0, match.start()) + 1 not in code:
            level = len(match[1])
    return min(level + 1, 6)


def _report_misspelt(text: str, path: str, code: set[int], report: Report) -> None:
    """A block with a name that is nearly ours would be shown as text; others belong to PyMdown Extensions."""
    for match in _ANY_BLOCK.finditer(text):
        near = nearest(match["name"], _OPTIONS)
        line = text.count("\n", 0, match.start()) + 1
        if near and match["name"] not in _OPTIONS and line not in code:
            message = f"`/// {match['name']}` is no list of case studies"
            report.add(Code.EMBED_WRONG, Position(path, line), message, f"did you mean `/// {near}`?")


def _read_options(match: re.Match[str], position: Position, report: Report) -> tuple[Model, _Positions] | None:
    """The options, and where their values stand; None where something is wrong with them."""
    model = _OPTIONS[match["name"]]
    found = Report()
    values: dict[str, Any] | None = {}
    positions: _Positions = {}
    if match["options"].strip():
        node = parse_yaml(match["options"], position.path, position.line + 1, found)
        values = Shape().read(model, node, found) if node else None
        if isinstance(node, Mapping):
            nodes = {name: value for name in model.model_fields if (value := node.get(name))}
            positions = {name: _item_positions(value) for name, value in nodes.items()}
    elif any(field.is_required() for field in model.model_fields.values()):
        names = " and ".join(f"`{name}`" for name in model.model_fields)
        message = f"the block `/// {match['name']}` needs {names}"
        found.add(Code.EMBED_WRONG, position, message, "write it, indented by four spaces, on the next line")
    report.extend(found)
    return None if values is None or found.has_errors else (model.model_construct(**values), positions)


def _item_positions(node: Node) -> tuple[Position, ...]:
    return tuple(item.position for item in node.items) if isinstance(node, Sequence) else (node.position,)


def _names_what_exists(options: Model, positions: _Positions, library: Library, report: Report) -> bool:
    """Whether every term, taxonomy, study and quote that the options name exists; a list of nothing helps nobody."""
    is_right = True
    for name, wanted, known in _iter_named(options, library):
        for position, value in zip(positions[name], wanted, strict=True):
            if value not in known:
                near = nearest(value, known)
                hint = f"did you mean `{near}`?" if near else _HINTS.get(name, "no published study has it")
                report.add(Code.EMBED_WRONG, position, f"this block finds nothing: `{value}`", hint)
                is_right = False
    return is_right


def _iter_named(options: Model, library: Library) -> Iterator[tuple[str, tuple[str, ...], list[str]]]:
    """Each option that names things, with what it names and all that there are."""
    for taxonomy in TAXONOMIES:
        option = taxonomy.removesuffix("s")
        if term := getattr(options, option, None):
            known = [group.name for group in library.terms[taxonomy]]
            spelling = {slugify(name): name for name in known}
            yield option, (spelling.get(slugify(term), term),), known
    slugs = [study.page_slug for study in library.listed]
    if study := getattr(options, "study", None):
        yield "study", (study,), slugs
    if studies := getattr(options, "studies", ()):
        yield "studies", studies, slugs
    if taxonomy_name := getattr(options, "taxonomy", None):
        yield "taxonomy", (taxonomy_name,), list(TAXONOMIES)
    if quotes := getattr(options, "quotes", ()):
        ids = [f"{quote.study.page_slug}#{quote.anchor}" for quote in library.quotes]
        yield "quotes", tuple(_quote_id(quote) for quote in quotes), ids


def _quote_id(text: str) -> str:
    """`listening-library#quote_the-notes` of the same, or of the link that a browser shows."""
    page, _, anchor = text.rpartition("#")
    return f"{page.rstrip('/').rpartition('/')[2].removesuffix('.html')}#{anchor}"


def _code_lines(text: str) -> set[int]:
    """The lines that stand in code, counted from 1."""
    lines: set[int] = set()
    for token in _FENCES.parse(text):
        if token.type in {"fence", "code_block"} and token.map:
            lines.update(range(token.map[0] + 1, token.map[1] + 1))
    return lines


@dataclass(frozen=True, slots=True)
class Expanded:
    """A page with its lists.

    Attributes:
        text: its Markdown.
        lists: the HTML in it that casefolio made.
    """

    text: str
    lists: tuple[str, ...] = ()


def expand_embeds(text: str, page_uri: str, site: Site) -> Expanded:
    """Replaces the blocks of a page by their lists; a wrong block was reported before, and is left out.

    Args:
        text: the page's Markdown.
        page_uri: the page's source, which links start from.
        site: what the lists show.
    """
    parts, lists, at = [], [], 0
    for embed in iter_embeds(text, page_uri, site.library, Report()):
        html = shield(_RENDER[embed.name](embed, site, page_uri))
        lists.append(html)
        parts += [text[at : embed.start], f'\n<div class="cf cf-embed">\n{html}\n</div>\n']
        at = embed.end
    return Expanded("".join((*parts, text[at:])), tuple(lists))


def _select(options: _Selection, library: Library) -> tuple[CaseStudy, ...]:
    chosen = library.listed
    for taxonomy in TAXONOMIES:
        term = getattr(options, taxonomy.removesuffix("s"))
        if term:
            chosen = tuple(s for s in chosen if slugify(term) in {slugify(name) for name in s.terms(taxonomy)})
    return chosen


def _render_studies(embed: Embed, site: Site, page_uri: str) -> str:
    options = embed.options
    assert isinstance(options, _StudySelection)  # noqa: S101 - `_OPTIONS` and `_RENDER` have the same keys
    chosen = _select(options, site.library)
    if options.studies:
        by_slug = {study.page_slug: study for study in chosen}
        chosen = tuple(by_slug[slug] for slug in dict.fromkeys(options.studies) if slug in by_slug)
    if options.featured:
        chosen = tuple(study for study in chosen if study.featured)
    if not chosen:
        return f'<p class="cf-empty">{escape(site.phrases.nothing_found)}</p>'
    is_below = embed.level > _FIRST_LEVEL
    shown = chosen[: options.limit]
    first = CardSize.ALONE if len(shown) == 1 else CardSize.LEAD if options.lead else CardSize.USUAL
    return render_cards(shown, page_uri, site, level=embed.level, first=first, is_below=is_below)


def _render_quotes(embed: Embed, site: Site, page_uri: str) -> str:
    options = embed.options
    assert isinstance(options, _QuoteSelection)  # noqa: S101 - as above
    chosen = _select(options, site.library)
    if options.study:
        chosen = tuple(study for study in chosen if study.page_slug == options.study)
    slugs = {study.page_slug for study in chosen}
    quotes = [quote for quote in site.library.quotes if quote.study.page_slug in slugs]
    if options.featured:
        quotes = [quote for quote in quotes if quote.testimonial.featured]
    if options.quotes:
        by_id = {f"{quote.study.page_slug}#{quote.anchor}": quote for quote in quotes}
        ids = dict.fromkeys(_quote_id(quote) for quote in options.quotes)
        quotes = [by_id[quote_id] for quote_id in ids if quote_id in by_id]
    return render_wall(quotes[: options.limit], site, page_uri)


def _render_terms(embed: Embed, site: Site, page_uri: str) -> str:
    assert isinstance(embed.options, _TermSelection)  # noqa: S101 - as above
    return render_terms(site.library.terms[embed.options.taxonomy], page_uri, site)


_RENDER: dict[str, Callable[[Embed, Site, str], str]] = {
    "portfolio": lambda embed, site, page_uri: render_portfolio(site, page_uri, level=embed.level),
    "case-studies": _render_studies,
    "testimonials": _render_quotes,
    "terms": _render_terms,
    "photo-credits": lambda _embed, site, page_uri: render_photo_credits(site, page_uri),
}
