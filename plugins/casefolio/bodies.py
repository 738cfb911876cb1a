"""Turns the text of a study's sections into HTML, the same on every host; knows no page and no template.

The text is CommonMark with tables and strikethrough. HTML in it is shown as text, but for a few elements where the
site's owner allows them, and whatever comes out passes a sanitiser, so that nothing that a record says can be executed.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from casefolio.codes import Code
from casefolio.diagnostics import Position, Report
from casefolio.inline_html import INLINE_ATTRIBUTES, INLINE_TAGS, find_refused
from casefolio.records import Section, SectionKind
from casefolio.slugs import UniqueNames, slugify
from casefolio.writing_direction import find_turn

_TAGS = {
    *("p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"style"}, "td": {"style"}, "code": {"class"}}
#: Where a record may hold some elements of HTML.
_HTML_TAGS = _TAGS | INLINE_TAGS
_HTML_ATTRIBUTES = _ATTRIBUTES | {tag: set(INLINE_ATTRIBUTES) for tag in INLINE_TAGS}
#: Lists take two levels each.
_DEEPEST = 40
#: What any markup within a paragraph begins with.
_MARKUP = re.compile(r"[\n\\`~*_\[<&]")
_SCHEMES = {"http", "https", "mailto", "tel"}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HTML_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--")
_AUTOLINK = re.compile(r"<(?:https?|mailto|tel):", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: an address to write, or, as `url=None`, nowhere that this build publishes."""

    url: str | None


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """Why a link leads nowhere."""

    code: Code
    message: str
    hint: str


#: Answers what a relative link of a record leads to.
Resolve = Callable[[str], Target | BrokenLink]


@dataclass(frozen=True, slots=True)
class RenderedSection:
    """A section as a page shows it.

    Attributes:
        kind: None for the editor's own headings and for the text before the first one.
        heading: plain text; empty where there is none.
        anchor: its fragment in the page; empty where there is no heading.
        html: sanitised.
    """

    kind: SectionKind | None
    heading: str
    anchor: str
    html: str


def section_anchors(sections: Iterable[Section], headings: dict[SectionKind, str]) -> list[str]:
    """The fragment of each section's heading, none twice; empty for a section without one.

    Args:
        sections: of one study.
        headings: what the known sections are called where the record doesn't say.
    """
    anchors = UniqueNames()
    found = (section_heading(section, headings) for section in sections)
    return [anchors.add(slugify(heading) or "section") if heading else "" for heading in found]


def section_heading(section: Section, headings: dict[SectionKind, str]) -> str:
    """What stands above a section: the editor's words, otherwise the known section's name."""
    return section.heading or (headings[section.kind] if section.kind else "")


def render_sections(
    sections: tuple[Section, ...],
    headings: dict[SectionKind, str],
    resolve: Resolve,
    report: Report,
    *,
    allows_html: bool = False,
) -> tuple[RenderedSection, ...]:
    """Renders the sections of one study.

    Args:
        sections: in the order written.
        headings: what the known sections are called where the record doesn't say.
        resolve: follows links.
        report: takes links that lead nowhere, pictures, and HTML that would be shown as text.
        allows_html: whether the elements of `casefolio.inline_html` are elements.
    """
    for section in sections:
        if turn := find_turn(section.heading):
            report.add(Code.TEXT_DIRECTION, section.position, turn.message, turn.hint)
    return tuple(
        RenderedSection(
            section.kind,
            _plain(section_heading(section, headings)),
            anchor,
            _render(section, resolve, report, allows_html=allows_html),
        )
        for section, anchor in zip(sections, section_anchors(sections, headings), strict=True)
    )


@lru_cache(maxsize=1024)  # most records have the same headings
def _plain(heading: str) -> str:
    """A heading without its emphasis: `**The** brief` is *The brief*."""
    inline = _PARSER.parseInline(heading)[0]
    return "".join(token.content for token in inline.children or () if token.type in {"text", "code_inline"}).strip()


def _is_any_link(url: str) -> bool:
    del url
    return True


def _parser(*, allows_html: bool) -> MarkdownIt:
    options = {"html": allows_html, "maxNesting": _DEEPEST}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    parser.disable(["html_block", *([] if allows_html else ["html_inline"])])
    # Left to itself it shows such a link as it is written, and nobody is told; `_follow` refuses it.
    parser.validateLink = _is_any_link  # type: ignore[method-assign]
    parser.core.ruler.at("inline", _read_inline)
    return parser


def _read_inline(state: StateCore) -> None:
    """The parser's own rule, which looks for ten kinds of markup in words that have none."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if _MARKUP.search(token.content):
                state.md.inline.parse(token.content, state.md, state.env, token.children)
            elif token.content:
                token.children.append(Token("text", "", 0, content=token.content))


_PARSER, _HTML_PARSER = _parser(allows_html=False), _parser(allows_html=True)


def _render(section: Section, resolve: Resolve, report: Report, *, allows_html: bool) -> str:
    if section.is_empty:
        return ""
    parser = _HTML_PARSER if allows_html else _PARSER
    tokens = parser.parse(section.markdown)
    source = _Source(section)
    _check_depth(tokens, source, report)
    # A sign beyond ASCII is written as it is, or as a reference.
    if not section.markdown.isascii() or "&" in section.markdown:
        _check_directions(tokens, source, report)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            # The page's title is h1 and the section's h2: below it nothing may stand higher.
            token.tag = f"h{max(3, int(token.tag[1]))}"
        if token.type == "inline":
            _show_refused(token)
            _follow_links(token, source, resolve, report)
    html = str(parser.renderer.render(tokens, parser.options, {}))
    tags, attributes = (_HTML_TAGS, _HTML_ATTRIBUTES) if allows_html else (_TAGS, _ATTRIBUTES)
    return nh3.clean(html, tags=tags, attributes=attributes, url_schemes=_SCHEMES, link_rel=None).strip()


def _show_refused(block: Token) -> None:
    """Makes text of the HTML in a paragraph that may not be there, which is told like any other."""
    found = [token for token in block.children or () if token.type == "html_inline"]
    for index in find_refused([token.content for token in found]):
        found[index].type = "text"


def _check_depth(tokens: Iterable[Token], source: "_Source", report: Report) -> None:
    """What is nested deeper than the parser goes would be left out."""
    deepest = next((token for token in tokens if token.nesting == 1 and token.level >= _DEEPEST - 1), None)
    if deepest is not None:
        message = f"quotes and lists are nested more than {_DEEPEST} levels deep"
        hint = "take out some of the `>` signs or the indentation"
        report.add(Code.TEXT_TOO_DEEP, source.find(deepest, ""), message, hint)


def _check_directions(tokens: Iterable[Token], source: "_Source", report: Report) -> None:
    """A sign may also be written as a reference, so that what comes out is looked at, and not the file."""
    for token in tokens:
        texts = [token.content.replace("\n", "\n\n")]
        if token.type == "inline":
            texts = ["".join(child.content for child in token.children or ())]
            texts += [str(child.attrs["title"]) for child in token.children or () if "title" in child.attrs]
        turn = next(filter(None, map(find_turn, texts)), None)
        if turn:
            report.add(Code.TEXT_DIRECTION, source.find(token, turn.sign), turn.message, turn.hint)


@dataclass(frozen=True, slots=True)
class _Source:
    """The lines of a section, to find the place of a link in them."""

    section: Section

    def find(self, token: Token, *needles: str) -> Position:
        """Where one of several texts first stands in a block; the block's first line where it is written otherwise."""
        if not self.section.has_own_lines:
            return self.section.position
        first, last = token.map or (0, 1)
        lines = self.section.markdown.split("\n")
        for number in range(first, min(last, len(lines))):
            found = [at for needle in needles if (at := lines[number].find(needle)) >= 0]
            if found:
                return self._at(number, min(found))
        return self._at(first, 0)

    def _at(self, line: int, column: int) -> Position:
        section = self.section
        return Position(section.position.path, section.first_line + line, section.first_column + column)


def _follow_links(block: Token, source: _Source, resolve: Resolve, report: Report) -> None:
    kept: list[Token] = []
    is_dropped: list[bool] = []
    for token in block.children or ():
        if token.type == "link_open":
            is_dropped.append(not _follow(token, block, source, resolve, report))
            if is_dropped[-1]:
                continue
        elif token.type == "link_close" and is_dropped.pop():
            continue
        elif token.type == "image":
            address = str(token.attrs.get("src", ""))
            message = f"a picture in the text is not published: `{unquote(address)}`"
            hint = "a case study has one picture, `photo:`; take this one out, or make it that one"
            report.add(Code.PICTURE_IN_BODY, source.find(block, unquote(address), address), message, hint)
        elif "<" in token.content and (tag := _written_tag(token, block)):
            message = f"`{tag}` is HTML and will be shown as it is written"
            hint = "write it in Markdown, or between backticks if it is meant to be seen"
            report.add(Code.HTML_IN_BODY, source.find(block, tag), message, hint)
        kept.append(token)
    block.children = kept


def _written_tag(token: Token, block: Token) -> str:
    r"""The first tag in a text, if it was meant as one: `&lt;b&gt;` and `\<b>` are ways to show it."""
    match = _HTML_TAG.search(token.content) if token.type == "text" else None
    tag = match.group() if match else ""
    is_meant = tag and not _AUTOLINK.match(tag) and re.search(rf"(?<!\\){re.escape(tag)}", block.content)
    return tag if is_meant else ""


def _follow(token: Token, block: Token, source: _Source, resolve: Resolve, report: Report) -> bool:
    """Points a link at its target; False where only its words can stay."""
    written = str(token.attrs.get("href", ""))
    address = unquote(written)
    if _SCHEME.match(address) or address.startswith("//"):
        scheme = address.partition(":")[0].lower()
        if scheme in _SCHEMES:
            return True
        message, hint = f"a link leads to `{address}`", "begin it with `https://`, `mailto:` or `tel:`"
        report.add(Code.LINK_BROKEN, source.find(block, address, written), message, hint)
        return False
    target = resolve(written)
    if isinstance(target, BrokenLink):
        report.add(target.code, source.find(block, address, written), target.message, target.hint)
        return False
    if target.url is None:
        return False
    token.attrs["href"] = target.url
    return True
