import json
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.rules_core import inline
from tests.studies import section

from casefolio.bodies import (
    BrokenLink,
    RenderedSection,
    Target,
    _parser,
    render_sections,
    section_anchors,
    section_heading,
)
from casefolio.codes import Code
from casefolio.diagnostics import Report
from casefolio.phrases import ENGLISH
from casefolio.records import Section, SectionKind

PIECES = [
    *("word ", "a", " ", "\n", "\n\n", "- ", "1. ", "> ", "# ", "*", "**", "_", "`", "~~", "[a](b)", "[", "![", "]("),
    *("<b>", "</b>", "<http://x.y>", "&amp;", "&", "\\", "|a|b|\n|-|-|\n", "---\n", "===\n", "http://x.y", "!", ":"),
    *("…", '"', "'", "    ", "[a]: y\n", "$", "%", "{", "^", "=", "+", "@", "\xa0", "\u2028", ")", "-"),
]
NAUGHTY_PATH = Path(__file__).parents[2] / "shared" / "corpora" / "naughty-strings" / "blns.json"
HEADINGS = ENGLISH.sections


def resolve(address: str) -> Target | BrokenLink:
    """Links lead where they say, but for two."""
    if address == "missing.md":
        return BrokenLink(Code.LINK_BROKEN, "a link leads nowhere", "mend it")
    return Target(None if address == "unpublished.md" else f"../{address}")


def html_with_elements(markdown: str) -> tuple[str, int]:
    """The HTML where a few elements are allowed, and how many tags are told."""
    report = Report()
    (found,) = render_sections((section(markdown),), HEADINGS, resolve, report, allows_html=True)
    assert {item.code for item in report.diagnostics} <= {Code.HTML_IN_BODY}
    return found.html, len(report.diagnostics)


def rendered(*sections: Section) -> tuple[tuple[RenderedSection, ...], list[str]]:
    report = Report()
    found = render_sections(sections, HEADINGS, resolve, report)
    return found, [str(item).removeprefix("case_studies/sample.md:") for item in report.diagnostics]


def html_of(markdown: str) -> str:
    return rendered(section(markdown))[0][0].html


def diagnostics_of(markdown: str) -> list[str]:
    return rendered(section(markdown))[1]


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("", ""),
        (
            "One *two* **three** `four` ~~five~~",
            "<p>One <em>two</em> <strong>three</strong> <code>four</code> <s>five</s></p>",
        ),
        ("One\n\nTwo", "<p>One</p>\n<p>Two</p>"),
        ("One  \ntwo", "<p>One<br>\ntwo</p>"),
        ("- One\n- Two", "<ul>\n<li>One</li>\n<li>Two</li>\n</ul>"),
        ("5. Five\n6. Six", '<ol start="5">\n<li>Five</li>\n<li>Six</li>\n</ol>'),
        ("> One", "<blockquote>\n<p>One</p>\n</blockquote>"),
        ("***", "<hr>"),
        ("a < b & c > d “e”", "<p>a &lt; b &amp; c &gt; d “e”</p>"),
        ("{{ a }} {% b %} {: .c }", "<p>{{ a }} {% b %} {: .c }</p>"),
        ("https://example.org", "<p>https://example.org</p>"),
        ("<https://example.org/>", '<p><a href="https://example.org/">https://example.org/</a></p>'),
        ("<ada@example.org>", '<p><a href="mailto:ada@example.org">ada@example.org</a></p>'),
        ("[a](tel:+442920180000)", '<p><a href="tel:+442920180000">a</a></p>'),
        ("[a](https://example.org/?b=c&d=e)", '<p><a href="https://example.org/?b=c&amp;d=e">a</a></p>'),
        ('[a](other.md "A \\"title\\"")', '<p><a href="../other.md" title="A &quot;title&quot;">a</a></p>'),
        ("[a][1]\n\n[1]: other.md", '<p><a href="../other.md">a</a></p>'),
        ("[*a* `b`](unpublished.md)", "<p><em>a</em> <code>b</code></p>"),
    ],
)
def test_text_is_commonmark(markdown: str, html: str) -> None:
    assert html_of(markdown) == html
    assert diagnostics_of(markdown) == []


def test_a_table_keeps_its_alignment() -> None:
    html = html_of("| a | b |\n|:-:|--:|\n| 1 | 2 |")
    assert '<th style="text-align:center">a</th>\n<th style="text-align:right">b</th>' in html
    assert '<td style="text-align:center">1</td>' in html


def test_code_keeps_its_empty_lines_and_is_no_html() -> None:
    assert html_of("```html\n<b>\n\n\n{{ x }}\n```") == (
        '<pre><code class="language-html">&lt;b&gt;\n\n\n{{ x }}\n</code></pre>'
    )
    assert diagnostics_of("```html\n<b>\n```\n\n    <b>\n\n`<b>`") == []


def test_no_heading_stands_above_level_3() -> None:
    assert html_of("# a\n\nb\n-\n\n### c\n\n#### d\n\n###### e") == (
        "<h3>a</h3>\n<h3>b</h3>\n<h3>c</h3>\n<h4>d</h4>\n<h6>e</h6>"
    )


@pytest.mark.parametrize(
    ("markdown", "tag", "column"),
    [
        ("One <b>two</b>", "<b>", 5),
        ("<script>alert(1)</script>", "<script>", 1),
        ("<!-- a -->", "<!--", 1),
        ('<img src="a" onerror="b">', '<img src="a" onerror="b">', 1),
        ("<details open>", "<details open>", 1),
    ],
)
def test_html_is_shown_as_it_is_written_and_told(markdown: str, tag: str, column: int) -> None:
    html = html_of(markdown)
    assert tag.replace("<", "&lt;").replace(">", "&gt;") in html
    assert diagnostics_of(markdown) == [
        (
            f"11:{column}: warning CF411: `{tag}` is HTML and will be shown as it is written; "
            "write it in Markdown, or between backticks if it is meant to be seen"
        )
    ]


@pytest.mark.parametrize(
    "markdown", ["&lt;b&gt;", "\\<b>", "`<b>`", "a <3 b", "1 < 2 > 1", "x <- y", "<https://x.org>"]
)
def test_what_is_meant_to_be_seen_is_no_html(markdown: str) -> None:
    assert diagnostics_of(markdown) == []


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org",
        "//example.org/x",
        "x-custom:y",
    ],
)
def test_a_link_that_could_do_harm_is_no_link_and_is_told(address: str) -> None:
    assert html_of(f"[a]({address})") == "<p>a</p>"
    assert diagnostics_of(f"One\n[a]({address})") == [
        f"12:5: error CF504: a link leads to `{address}`; begin it with `https://`, `mailto:` or `tel:`"
    ]


@pytest.mark.parametrize(
    "markdown",
    [
        "[a](&#106;avascript:alert&#40;1&#41;)",
        "[a](javascript&colon;alert(1))",
        "[a](%6Aavascript:alert(1))",
        "[a](<javascript:alert(1)>)",
        "<javascript:alert(1)>",
        "[a][b]\n\n[b]: javascript:alert(1)",
        "[a](java\tscript:alert(1))",
        "[a](java\nscript:alert(1))",
        "![a](javascript:alert(1))",
        "[![a](b.png)](javascript:alert(1))",
        "[a](\x01javascript:alert(1))",
    ],
)
def test_no_spelling_of_a_script_becomes_a_link(markdown: str) -> None:
    html = html_of(markdown)
    document = html5lib.parseFragment(html, namespaceHTMLElements=False)
    for element in document.iter("a"):
        assert "script" not in element.get("href", "").partition("?")[0].partition("/")[0]


def test_a_link_that_leads_nowhere_is_told_at_its_place() -> None:
    assert diagnostics_of("One\n\nTwo\nthree [a](missing.md)") == ["14:11: error CF504: a link leads nowhere; mend it"]
    assert html_of("[a](missing.md)") == "<p>a</p>"


def test_a_picture_in_the_text_is_told() -> None:
    for address in ("b%20c.png", "<b c.png>"):
        column = 10 + address.startswith("<")
        assert diagnostics_of(f"One ![a]({address})") == [
            (
                f"11:{column}: error CF413: a picture in the text is not published: `b c.png`; "
                "a case study has one picture, `photo:`; take this one out, or make it that one"
            )
        ]


def test_every_problem_of_a_text_is_told_in_order() -> None:
    found = diagnostics_of("[a](missing.md) and [b](ftp://x.org)\n\n![c](d.png) <b>e</b>\n\n- [f](missing.md)")
    assert [line.split()[0] for line in found] == ["11:5:", "11:25:", "13:6:", "13:13:", "15:7:"]


@pytest.mark.parametrize("markdown", ["> " * 100 + "x", ">" * 1000 + "x", "- " * 200 + "x"])
def test_what_is_nested_too_deeply_is_told_before_it_is_lost(markdown: str) -> None:
    assert "x" not in html_of(markdown)
    assert diagnostics_of("One\n\n" + markdown) == [
        (
            "13:1: error CF414: quotes and lists are nested more than 40 levels deep; "
            "take out some of the `>` signs or the indentation"
        )
    ]


def test_what_people_nest_is_kept() -> None:
    markdown = "\n".join("  " * level + "- item" for level in range(15)) + "\n\n" + "> " * 30 + "deep"
    assert diagnostics_of(markdown) == []
    assert html_of(markdown).count("item") == 15
    assert "deep" in html_of(markdown)


@pytest.mark.parametrize(
    "markdown",
    [
        "[" * 20_000,
        "![" * 20_000,
        "[a](" * 20_000,
        "[a" * 10_000 + "]" * 10_000,
        "*a " * 20_000,
        "_a__b" * 10_000,
        "~~a" * 20_000,
        "`a" * 20_000,
        "<" * 50_000,
        "<a " * 20_000,
        "<!--" * 20_000,
        "&" * 50_000,
        "x" * 100_000,
        "x\n" * 50_000,
        "> " * 30_000 + "x",
        "- " * 10_000 + "x",
        "```\n" + "x\n\n" * 30_000,
        "|a" * 10_000 + "\n" + "|-" * 10_000,
        "|a|\n|-|\n" + "|b|\n" * 20_000,
        "[a]: b\n" * 10_000,
        "<https://x" * 10_000,
    ],
    ids=lambda markdown: repr(markdown[:8]),
)
def test_a_hostile_text_is_rendered_to_its_end(markdown: str) -> None:
    html_of(markdown)


_ALLOWED = {
    *("p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}


def check_harmless(html: str) -> None:
    """Only known elements with known attributes, and the parser of browsers has nothing to mend."""
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    document = parser.parseFragment(html)
    assert [error for _, error, _ in parser.errors if error not in {"invalid-codepoint", "control-character"}] == []
    for element in document.iter():
        if element.tag == "DOCUMENT_FRAGMENT":
            continue
        assert element.tag in _ALLOWED
        assert set(element.attrib) <= {"href", "title", "start", "style", "class"}
        href = element.get("href", "https://")
        assert href.startswith(("http://", "https://", "HTTP", "mailto:", "tel:", "../")) or ":" not in href


def naughty_strings() -> Iterator[str]:
    if not NAUGHTY_PATH.exists():
        pytest.skip(f"{NAUGHTY_PATH} is absent")
    yield from json.loads(NAUGHTY_PATH.read_text(encoding="utf-8"))


def test_naughty_strings_do_no_harm() -> None:
    for text in naughty_strings():
        for markdown in (
            text,
            f"[{text}](https://example.org)",
            f"[a]({text})",
            f"> {text}",
            f"| a |\n|---|\n| {text} |",
        ):
            check_harmless(html_of(markdown))


_MARKDOWN = st.text(alphabet="ab[]()<>!*_`~#|-:&\"'/\\ \n={}.1:javscript", max_size=80)


@given(_MARKDOWN)
def test_no_text_does_any_harm(markdown: str) -> None:
    check_harmless(html_of(markdown))


def test_a_section_is_called_what_the_editor_calls_it() -> None:
    assert section_heading(section("x", "What **we** did", SectionKind.APPROACH), HEADINGS) == "What **we** did"
    assert section_heading(section("x", kind=SectionKind.APPROACH), HEADINGS) == "What I did"
    assert section_heading(section("x"), HEADINGS) == ""


def test_a_heading_is_shown_without_its_emphasis() -> None:
    (found,), _ = rendered(section("x", "*What* **we** `did` & [more](a.md)"))
    assert found.heading == "What we did & more"


def test_every_section_has_its_own_anchor() -> None:
    sections = [
        section("x"),
        section("x", "The brief", SectionKind.BRIEF),
        section("x", "The brief!"),
        section("x", "The brief 2"),
        section("x", "地"),
        section("x", "地"),
    ]
    assert section_anchors(sections, HEADINGS) == [
        "", "the-brief", "the-brief-2", "the-brief-2-2", "section", "section-2",
    ]  # fmt: skip


@given(st.lists(st.sampled_from(["", "a", "A", "a 2", "a-2", "a 2 2", "地", "section"]), max_size=12))
def test_no_anchor_stands_twice(headings: list[str]) -> None:
    anchors = section_anchors([section("x", heading) for heading in headings], HEADINGS)
    assert [bool(anchor) for anchor in anchors] == [bool(heading) for heading in headings]
    named = [anchor for anchor in anchors if anchor]
    assert len(set(named)) == len(named)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("H<sub>2</sub>O", "<p>H<sub>2</sub>O</p>"),
        ("<b>*a* <i>b</i></b>", "<p><b><em>a</em> <i>b</i></b></p>"),
        ('<abbr title="World Health Organization">WHO</abbr>', None),
        ('<q lang="cy" dir="ltr">Bore da</q>', None),
        ("one<BR/>two", "<p>one<br>two</p>"),
        ("<mark>[a](other.md)</mark>", '<p><mark><a href="../other.md">a</a></mark></p>'),
    ],
)
def test_a_few_elements_may_be_allowed(markdown: str, html: str | None) -> None:
    assert html_with_elements(markdown) == (html or f"<p>{markdown}</p>", 0)
    assert "<b>" not in html_of(markdown)


@pytest.mark.parametrize(
    ("markdown", "told"),
    [
        ("<script>alert(1)</script>", 2),
        ('<b onclick="alert(1)">a</b>', 2),
        ('<b title="a" onclick="b">a</b>', 2),
        ('<b style="color: red">a</b>', 2),
        ('<b id="headline_">a</b>', 2),
        ('<a href="https://example.org/">a</a>', 2),
        ('<img src="x" onerror="y">', 1),
        ("<details><summary>a</summary></details>", 4),
        ("<b>a", 1),
        ("a</b>", 1),
        ("<b>one\n\ntwo</b>", 2),
        ("<!-- a -->", 1),
        ("<?php a ?>", 0),
        ("<![CDATA[a]]>", 0),
    ],
)
def test_all_other_html_is_shown_even_then(markdown: str, told: int) -> None:
    html, count = html_with_elements(markdown)
    root = html5lib.parseFragment(html, namespaceHTMLElements=False)
    assert {element.tag for element in root.iter()} <= {"DOCUMENT_FRAGMENT", "p"}
    assert "".join("".join(root.itertext()).split()) == "".join(markdown.split())
    assert count == told


@given(st.lists(st.sampled_from(["<b>", "</b>", "<i>", "</i>", "<br>", "<x>", "a", " ", "*", "\n\n", "`", "<b a=c>"])))
def test_elements_that_are_allowed_end_in_their_paragraph(parts: list[str]) -> None:
    html, _ = html_with_elements("".join(parts))
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parseFragment(html)
    assert parser.errors == []


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.booleans())
def test_words_without_markup_are_read_as_the_parser_reads_them(markdown: str, allows_html: bool) -> None:  # noqa: FBT001
    quick = _parser(allows_html=allows_html)
    slow = _parser(allows_html=allows_html)
    slow.core.ruler.at("inline", inline)

    assert [token.as_dict() for token in quick.parse(markdown)] == [token.as_dict() for token in slow.parse(markdown)]
