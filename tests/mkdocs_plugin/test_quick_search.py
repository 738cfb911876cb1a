"""The search knows of generated pages what it would know without the short cut."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from material.plugins.search import plugin as material  # type: ignore[import-untyped]
from material.plugins.search.plugin import Parser, SearchIndex, SearchPlugin  # type: ignore[import-untyped]
from mkdocs.structure.pages import Page as HostPage
from mkdocs.utils.templates import TemplateContext
from tests.mkdocs_plugin.building import EPOCH, BuildOnce, build, digests, make_project

from casefolio import pipeline as engine
from casefolio.mkdocs_plugin import plugin
from casefolio.mkdocs_plugin.search_sections import UnusualError, read_sections
from casefolio.project import load_project

_EXCLUDED = "data-search-exclude"
_PLAIN = [
    "",
    "<p>Words</p>",
    "Words &amp; signs &lt;b&gt; &copy &#10; <br>more<br/> of <em>them</em>\n\n and\tspaces",
    '<article><header><h1 id="a">Title <i>x</i></h1></header><section><h2 id="b">One</h2><p>a</p></section></article>',
    '<div><section><h2 id="b">Two</h2><ul><li>b</li><li> </li></ul></section><p>after</p></div>',
    '<h2 id="x&amp;y">Heading</h2><a class="headerlink" href="#">¶</a><pre><code>a\n  b</code></pre>',
    '<h1 id="a">T<a class="headerlink" href="#">¶</a></h1><div class="linenodiv">1</div><p>a</p>',
    '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg><p title="a > b">a</p><img alt="&quot;" src="x">b',
    f'<h1 id="a">A</h1><p>a</p><footer class="x" {_EXCLUDED}><p>gone</p><h3>gone</h3></footer><p>b</p>',
    # What an element that is left out holds may count all the same.
    f'<h1 id="a">A</h1><div {_EXCLUDED}><h2 id="b">Kept?</h2><p>b</p></div><p>c</p>',
    f"<div {_EXCLUDED}>a<div>b</div>c</div><p>d</p>",
    f'<div><h2 id="a">A</h2><p>a</p></div><div><section><h3 id="b">B</h3></section><p {_EXCLUDED}>b</p><p>c</p></div>',
    f'<div><div><h2 id="a">A</h2></div><div><div><h2 id="b">B</h2></div><span {_EXCLUDED}><b>x</b></span></div></div>c',
    f"<p {_EXCLUDED}>a</p>b",
    f"<p {_EXCLUDED}>a",
    "</p>a<p>b</i>c</p>",
]


_WORDS = st.sampled_from(
    ["words", " ", "\n", "a\nb", "&amp;", "&lt;", " &gt; ", "&nbsp;", "<br>", "<hr/>", "<link>", "<sub/>"]
)
_STARTS = st.sampled_from(
    [
        *("p", "div", "li", "code", "pre", 'span class="x"', 'a class="headerlink" href="#"', 'div class="linenodiv"'),
        *('h1 id="a"', 'h2 id="b"', 'h2 id="c"', "h3", f"div {_EXCLUDED}", f"p {_EXCLUDED}"),
    ]
)
#: Elements in any order and in one another.
_TREES = st.recursive(
    _WORDS,
    lambda inner: st.builds(
        lambda start, parts: f"<{start}>{''.join(parts)}</{start.partition(' ')[0]}>",
        _STARTS,
        st.lists(inner, max_size=5),
    ),
    max_leaves=25,
)


def _sections(found: list[Any]) -> list[object]:
    return [(section.el.tag, section.id, section.depth, section.title, section.text) for section in found]


def _slowly(html: str) -> list[object]:
    parser = Parser()
    parser.feed(html)
    parser.close()
    return _sections(parser.data)


def _quickly(html: str) -> list[object]:
    return _sections(read_sections(material, html))


@pytest.mark.parametrize("html", _PLAIN)
def test_plain_html_is_read_as_the_parser_reads_it(html: str) -> None:
    assert _quickly(html) == _slowly(html)


@given(st.lists(_TREES, max_size=4).map("".join))
def test_elements_in_any_order_are_read_as_the_parser_reads_them(html: str) -> None:
    try:
        slowly = _slowly(html)
    except ValueError:  # the parser looks for a beginning in another section than it stands in
        with pytest.raises(ValueError, match="not in list"):
            _quickly(html)
    else:
        assert _quickly(html) == slowly


@pytest.mark.parametrize(
    "html",
    [
        "<!-- a --><p>b</p>",
        "<P>a</P>",
        "<script>a</script>",
        "<object><p>a</p></object>",
        "a < b",
        "<p title='a'>b</p>",
        "<p title=a>b</p>",
        "<p>a</p b>",
        "<textarea><p></textarea>",
    ],
)
def test_other_html_is_left_to_the_parser(html: str) -> None:
    with pytest.raises(UnusualError):
        _quickly(html)


@pytest.mark.parametrize("site", ["portfolio", "own_pages"])
def test_every_generated_page_can_be_read_and_gives_the_same(built: BuildOnce, site: str) -> None:
    settings = load_project(built(site).root).settings(now=datetime.fromtimestamp(int(EPOCH), UTC))
    bodies = [page.body for page in engine.build(settings).pages]

    assert bodies
    assert [_quickly(body) for body in bodies] == [_slowly(body) for body in bodies]


def test_the_index_is_the_same_and_few_pages_are_read_by_the_parser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(tmp_path, "portfolio")
    added = SearchIndex.add_entry_from_context
    read = []

    def counted(index: SearchIndex, page: HostPage) -> None:
        read.append(page.url)
        added(index, page)

    monkeypatch.setattr(SearchIndex, "add_entry_from_context", counted)
    build(project, is_strict=False)
    quick, count = project.page("search/search_index.json"), len(read)
    monkeypatch.setattr(plugin, "read_quickly", lambda *_: None)
    build(project, is_strict=False)

    assert project.page("search/search_index.json") == quick
    assert count < len(read) - count
    assert "case-studies/" in quick


def test_a_search_that_reads_otherwise_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one of a new version might, which looks at something else in a page."""
    project = make_project(tmp_path, "portfolio")
    feed = Parser.feed
    monkeypatch.setattr(Parser, "feed", lambda parser, html: feed(parser, html.replace("<dt>", "<p>dt</p>")))
    build(project, is_strict=False)
    changed = project.page("search/search_index.json")
    monkeypatch.setattr(plugin, "read_quickly", lambda *_: None)
    build(project, is_strict=False)

    assert project.page("search/search_index.json") == changed


@pytest.mark.parametrize("added", ["<p>more</p>", '<p data-search-more="x">more</p>', ""])
def test_a_search_that_changes_pages_is_left_alone(added: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one of a new version might; what it does now to pages of the engine is nothing."""
    project = make_project(tmp_path, "portfolio")
    handle, handled = SearchPlugin.on_page_context, []

    def changed(search: SearchPlugin, context: TemplateContext, *, page: HostPage, **words: object) -> None:
        handled.append(page.url)
        handle(search, context, page=page, **words)
        page.content = f"{page.content}{added}"

    monkeypatch.setattr(SearchPlugin, "on_page_context", changed)
    build(project, is_strict=False)
    quick, count = digests(project.site), len(handled)
    monkeypatch.setattr(plugin, "read_quickly", lambda *_: None)
    build(project, is_strict=False)

    assert digests(project.site) == quick
    assert (count < len(handled) - count) == (not added)
