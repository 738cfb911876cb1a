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
from typing import Annotated, Any

from markdown_it import MarkdownIt
from pydantic import Field

from casefolio.codes import Code
from casefolio.diagnostics import Position, Report
from casefolio.library import Library
from casefolio.loaders.yaml_nodes import parse_yaml
from casefolio.models import TAXONOMIES, CaseStudy, Model
from casefolio.nearest import nearest
from casefolio.slugs import slugify
from casefolio.validation.shape import Shape
from casefolio.values import Line, Slug
from casefolio.views import Site
from casefolio.views.fragments import render_cards, render_terms
from casefolio.views.lists import render_photo_credits, render_portfolio, render_wall
from casefolio.views.page import shield

_BLOCK = re.compile(
    r"^///[ \t]*(?P<name>portfolio|case-studies|testimonials|terms|photo-credits)[ \t]*(?:\n|\Z)"
    r"(?P<options>(?:[ \t]+\S.*\n|[ \t]*\n)*)(?P<end>///[ \t]*$)?",
    re.MULTILINE,
)
_ANY_BLOCK = re.compile(r"^///[ \t]*(?P<name>[A-Za-z][\w-]*(?: [a-z]+)?)[ \t]*$", re.MULTILINE)
_FENCES = MarkdownIt("commonmark")


class _Selection(Model):
    """Which studies a list takes."""

    sector: Line | None = Field(None, description="Only studies with this term.")
    service: Line | None = Field(None, description="Only studies with this term.")
    theme: Line | None = Field(None, description="Only studies with this term.")
    place: Line | None = Field(None, description="Only studies with this term.")
    featured: bool = Field(default=False, description="Only what may stand on the home page.")
    limit: Annotated[int, Field(ge=1)] | None = Field(None, description="How many at the most.")


class _QuoteSelection(_Selection):
    """Which quotes a list takes."""

    study: Slug | None = Field(None, description="Only quotes of this study.")


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
    """

    name: str
    options: Model
    start: int
    end: int


_OPTIONS: dict[str, type[Model]] = {
    "portfolio": _NoOptions,
    "case-studies": _Selection,
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
        options = _read_options(match, position, report)
        if options is not None and _names_what_exists(options, library, position, report):
            yield Embed(match["name"], options, match.start(), match.end())


def _report_misspelt(text: str, path: str, code: set[int], report: Report) -> None:
    """A block with a name that is nearly ours would be shown as text; others belong to PyMdown Extensions."""
    for match in _ANY_BLOCK.finditer(text):
        near = nearest(match["name"], _OPTIONS)
        line = text.count("\n", 0, match.start()) + 1
        if near and match["name"] not in _OPTIONS and line not in code:
            message = f"`/// {match['name']}` is no list of case studies"
            report.add(Code.EMBED_WRONG, Position(path, line), message, f"did you mean `/// {near}`?")


def _read_options(match: re.Match[str], position: Position, report: Report) -> Model | None:
    model = _OPTIONS[match["name"]]
    found = Report()
    values: dict[str, Any] | None
    if match["options"].strip():
        node = parse_yaml(match["options"], position.path, position.line + 1, found)
        values = Shape().read(model, node, found) if node else None
    elif any(field.is_required() for field in model.model_fields.values()):
        names = " and ".join(f"`{name}`" for name in model.model_fields)
        message = f"the block `/// {match['name']}` needs {names}"
        found.add(Code.EMBED_WRONG, position, message, "write it, indented by four spaces, on the next line")
        values = None
    else:
        values = {}
    report.extend(found)
    return None if values is None or found.has_errors else model.model_construct(**values)


def _names_what_exists(options: Model, library: Library, position: Position, report: Report) -> bool:
    """Whether the term, the taxonomy or the study that the options name exists; a list of nothing helps nobody."""
    wanted, names = "", list[str]()
    for taxonomy in TAXONOMIES:
        term = getattr(options, taxonomy.removesuffix("s"), None)
        known = [group.name for group in library.terms[taxonomy]]
        if term and slugify(term) not in {slugify(name) for name in known}:
            wanted, names = term, known
    study = getattr(options, "study", None)
    if study and study not in {item.page_slug for item in library.listed}:
        wanted, names = study, [item.page_slug for item in library.listed]
    taxonomy_name = getattr(options, "taxonomy", None)
    if taxonomy_name and taxonomy_name not in TAXONOMIES:
        wanted, names = taxonomy_name, list(TAXONOMIES)
    if not wanted:
        return True
    near = nearest(wanted, names)
    hint = f"did you mean `{near}`?" if near else "no published study has it"
    report.add(Code.EMBED_WRONG, position, f"this block finds nothing: `{wanted}`", hint)
    return False


def _code_lines(text: str) -> set[int]:
    """The lines that stand in code, counted from 1."""
    lines: set[int] = set()
    for token in _FENCES.parse(text):
        if token.type in {"fence", "code_block"} and token.map:
            lines.update(range(token.map[0] + 1, token.map[1] + 1))
    return lines


def expand_embeds(text: str, page_uri: str, site: Site) -> str:
    """Replaces the blocks of a page by their lists; a wrong block was reported before, and is left out.

    Args:
        text: the page's Markdown.
        page_uri: the page's source, which links start from.
        site: what the lists show.
    """
    parts, at = [], 0
    for embed in iter_embeds(text, page_uri, site.library, Report()):
        html = shield(_RENDER[embed.name](embed.options, site, page_uri))
        parts += [text[at : embed.start], f'\n<div class="cf cf-embed">\n{html}\n</div>\n']
        at = embed.end
    return "".join((*parts, text[at:]))


def _select(options: _Selection, library: Library) -> tuple[CaseStudy, ...]:
    chosen = library.listed
    for taxonomy in TAXONOMIES:
        term = getattr(options, taxonomy.removesuffix("s"))
        if term:
            chosen = tuple(s for s in chosen if slugify(term) in {slugify(name) for name in s.terms(taxonomy)})
    return chosen


def _render_studies(options: Model, site: Site, page_uri: str) -> str:
    assert isinstance(options, _Selection)  # noqa: S101 - `_OPTIONS` and `_RENDER` have the same keys
    chosen = _select(options, site.library)
    if options.featured:
        chosen = tuple(study for study in chosen if study.featured)
    return render_cards(chosen[: options.limit], page_uri, site)


def _render_quotes(options: Model, site: Site, page_uri: str) -> str:
    assert isinstance(options, _QuoteSelection)  # noqa: S101 - as above
    chosen = _select(options, site.library)
    if options.study:
        chosen = tuple(study for study in chosen if study.page_slug == options.study)
    return render_wall(chosen, site, page_uri, most=options.limit, is_featured_only=options.featured)


def _render_terms(options: Model, site: Site, page_uri: str) -> str:
    assert isinstance(options, _TermSelection)  # noqa: S101 - as above
    return render_terms(site.library.terms[options.taxonomy], page_uri, site)


_RENDER: dict[str, Callable[[Model, Site, str], str]] = {
    "portfolio": lambda _options, site, page_uri: render_portfolio(site, page_uri),
    "case-studies": _render_studies,
    "testimonials": _render_quotes,
    "terms": _render_terms,
    "photo-credits": lambda _options, site, page_uri: render_photo_credits(site, page_uri),
}
