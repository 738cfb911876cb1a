import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from tests.studies import section, site, study

from casefolio.models import CaseStudy
from casefolio.records import SectionKind
from casefolio.settings import Audience
from casefolio.views import Page, Site
from casefolio.views.case_study import view_case_study
from casefolio.views.lists import view_home, view_photo_credits, view_portfolio, view_taxonomy, view_term, view_wall
from casefolio.views.problems import view_problems

NAUGHTY_PATH = Path(__file__).parents[3] / "shared" / "corpora" / "naughty-strings" / "blns.json"
#: What the sites use that Material's manual recommends.
EXTENSIONS = [
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "meta", "tables", "toc", "smarty"),
    *("pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic", "pymdownx.details"),
    *("pymdownx.emoji", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.magiclink"),
    *("pymdownx.mark", "pymdownx.smartsymbols", "pymdownx.snippets", "pymdownx.superfences", "pymdownx.tabbed"),
    *("pymdownx.tasklist", "pymdownx.tilde", "pymdownx.blocks.admonition", "pymdownx.blocks.details"),
]
BLANK_LINE = re.compile(r"\n[ \t\r]*\n|\r")
FULL: dict[str, Any] = {
    "title": "The children <3 & breakfast",
    "summary": "What happened, why, and “the” result, in a sentence that is long enough.",
    "client": {"name": "Ysgol & Sampl", "url": "https://ysgol.example.org/?a=b&c=d", "description": "A primary school"},
    "programme": "A Good Start",
    "partners": [{"name": "Sample Kitchen"}, {"name": "Sample County", "url": "https://county.example.org/"}],
    "period": {"start": "2023-01", "end": "2023-06-30"},
    "sectors": ["Health & care"],
    "themes": ["Trust", "Bees"],
    "photo": {
        "src": "fig.jpg",
        "alt": 'Half a "fig" in a bowl',
        "caption": "The fig won.",
        "credit": {"author": "Ada Sample", "source": "Sample photos", "licence": "CC BY-SA 4.0"},
    },
    "outcomes": [
        {"statement": "More children came."},
        {"value": "58", "unit": "children", "label": "at breakfast", "source": "The register"},
    ],
    "testimonials": [
        {
            "quote": "They spent it on a toaster.\n\nI had not seen the queue.",
            "pull": "I had not seen the queue.",
            "name": "Sioned Sample",
            "role": "Cook",
            "organisation": "Ysgol Sampl",
            "url": "https://example.org/sioned",
            "date": "2023-05",
            "video": {
                "url": "https://film.example.org/1",
                "captions": "x.vtt",
                "transcript": "They spent it on a toaster.",
            },
        },
        {"quote": "Dim mwy o fananas!", "label": "Child", "attribution": "anonymous", "lang": "cy", "date": "2023"},
        {"quote": "Nobody said who."},
        {"quote": "Not to be shown.", "consent": {"status": "pending"}},
    ],
    "published_on": "2023-07-01",
    "updated_on": "2023-08-01",
    "sections": (
        section("Before."),
        section("Something *was* wanted.\n\n    code\n\n\n    code", "The brief", SectionKind.BRIEF),
        section("| a | b |\n|---|---|\n| 1 | 2 |", "My own"),
        section("", "What they said", SectionKind.TESTIMONIALS),
    ),
}


def pages(found: Site) -> Iterator[Page]:
    yield view_home("Sample <site> & co", found)
    yield view_portfolio(found)
    yield view_wall(found)
    yield view_photo_credits(found)
    for item in found.library.pages:
        yield view_case_study(item, found)
    for taxonomy, groups in found.library.terms.items():
        if groups:
            yield view_taxonomy(taxonomy, found)
        for group in groups:
            yield view_term(group, found)


def page_of(item: CaseStudy, *, language: str = "en", audience: Audience = Audience.PUBLIC) -> Page:
    return view_case_study(item, site([item], language=language, audience=audience))


def text_of(html: str) -> str:
    document = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return " ".join("".join(document.itertext()).split())


def check_html(html: str) -> None:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    document = parser.parseFragment(html)
    assert [error for _, error, _ in parser.errors if error != "invalid-codepoint"] == []
    ids = [element.get("id") for element in document.iter() if element.get("id")]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("language", ["en", "cy", "de"])
@pytest.mark.parametrize("has_directory_urls", [True, False])
def test_every_page_is_html_that_a_browser_need_not_mend(language: str, has_directory_urls: bool) -> None:  # noqa: FBT001
    studies = [
        study("full", **FULL),
        study("plain"),
        study("draft", status="draft"),
        study("old", status="archived", themes=["Trust", "Gone"]),
    ]
    found = site(studies, language=language, has_directory_urls=has_directory_urls, audience=Audience.EDITORS)
    every = list(pages(found))
    assert len(every) == 4 + 4 + 2 + 3
    for page in every:
        check_html(page.body)
        assert BLANK_LINE.search(page.body) is None
        assert page.body.count("<h1") == 1


def test_a_page_has_every_word_of_its_study() -> None:
    text = text_of(page_of(study("full", **FULL)).body)
    for words in (
        "The children <3 & breakfast",
        "What happened, why, and “the” result",
        "Ysgol & Sampl",
        "A primary school",
        "A Good Start",
        "Sample Kitchen",
        "Sample County",
        "January 2023 – 30 June 2023",
        "Health & care",
        "The fig won.",
        "Photo: Ada Sample, Sample photos, CC BY-SA 4.0",
        "More children came.",
        "58 children at breakfast",
        "Source: The register",
        "They spent it on a toaster.",
        "I had not seen the queue.",
        "Sioned Sample",
        "Cook, Ysgol Sampl",
        "May 2023",
        "Dim mwy o fananas!",
        "Child",
        "Before.",
        "Something was wanted.",
    ):
        assert words in text
    assert "Not to be shown" not in text


def test_a_quote_is_a_figure_with_its_speaker_below() -> None:
    body = page_of(study("full", **FULL)).body
    assert (
        '<figure class="cf-quote cf-short" id="quote_they-spent-it-on-a-toaster-i-had"><blockquote>'
        "<p>They spent it on a toaster.</p><p>I had not seen the queue.</p></blockquote><figcaption>"
        '<span class="cf-person"><a href="https://example.org/sioned">Sioned Sample</a></span><br> '
        '<span class="cf-role">Cook, Ysgol Sampl</span><br> '
        '<time class="cf-date" datetime="2023-05">May 2023</time><br> '
        '<a class="cf-permalink" href="#quote_they-spent-it-on-a-toaster-i-had" aria-label="Link to this quote"'
        ' title="Link to this quote">#</a></figcaption>'
        '<p class="cf-film"><a href="https://film.example.org/1">The film</a></p>'
        "<details><summary>What is said in the film</summary><p>They spent it on a toaster.</p></details></figure>"
    ) in body
    assert (
        '<figure class="cf-quote cf-short" id="quote_dim-mwy-o-fananas"><blockquote lang="cy">'
        "<p>Dim mwy o fananas!</p></blockquote>"
        '<figcaption><span class="cf-person">Child</span><br> <time class="cf-date" datetime="2023">2023</time><br> '
        '<a class="cf-permalink" href="#quote_dim-mwy-o-fananas"'
    ) in body
    assert body.count('<figure class="cf-quote') == body.count(' id="quote_') == 3


def test_a_pull_quote_is_for_the_eyes_only() -> None:
    body = page_of(study("full", **FULL)).body
    pull = '<aside class="cf-pull" aria-hidden="true" data-search-exclude><p>I had not seen the queue.</p>'
    assert pull in body
    assert body.index(pull) < body.index("cf-quote")


def test_a_photo_has_its_sizes_its_words_and_its_credit() -> None:
    body = page_of(study("full", **FULL)).body
    base = "../../assets/photos/full/hero"
    assert (
        '<figure class="cf-hero"><picture>'
        f'<source type="image/webp" srcset="{base}-400.webp 400w, {base}-800.webp 800w"'
        ' sizes="(min-width: 76em) 74em, 100vw">'
        f'<img class="off-glb" src="{base}-800.jpg" srcset="{base}-400.jpg 400w, {base}-800.jpg 800w"'
        ' sizes="(min-width: 76em) 74em, 100vw" width="800" height="450"'
        ' alt="Half a &quot;fig&quot; in a bowl" fetchpriority="high"></picture>'
        '<figcaption>The fig won. <small class="cf-credit">Photo: Ada Sample, Sample photos, '
        '<a href="https://creativecommons.org/licenses/by-sa/4.0/">CC BY-SA 4.0</a></small></figcaption></figure>'
    ) in body


def test_a_decorative_photo_has_an_empty_alternative() -> None:
    item = study("a", photo={"src": "a.jpg", "decorative": True})
    assert 'alt=""' in page_of(item).body


def test_a_study_without_a_photo_has_no_picture() -> None:
    assert "<picture" not in page_of(study("a")).body


def test_only_the_first_photo_is_loaded_at_once() -> None:
    photo = {"src": "a.jpg", "alt": "A"}
    body = view_portfolio(site([study(f"s{number}", photo=photo) for number in range(4)])).body
    assert body.count('fetchpriority="high"') == 1
    assert body.count('loading="lazy" decoding="async"') == 3


def test_a_list_shows_the_photo_without_repeating_its_words() -> None:
    body = view_portfolio(site([study("full", **FULL)])).body
    assert "fig" not in text_of(body)
    assert 'alt=""' in body
    assert body.count('/full/">') == 1


def test_every_photo_on_show_has_its_credit() -> None:
    found = site([study("full", **FULL), study("b", photo={"src": "b.jpg", "alt": "B"}), study("c")])
    body = view_photo_credits(found).body
    assert body.count("<li>") == 1
    assert "Photo: Ada Sample" in text_of(body)
    assert "https://creativecommons.org/licenses/by-sa/4.0/" in body


@pytest.mark.parametrize("disclosure", ["described", "anonymous"])
def test_a_client_who_must_not_be_known_is_named_nowhere(disclosure: str) -> None:
    client = {
        "name": "Secretsample Trust",
        "url": "https://secretsample.example.org/",
        "description": "A hospice in the north",
        "disclosure": disclosure,
    }
    found = site([study("a", **(FULL | {"client": client})), study("b", themes=["Trust"])], language="cy")
    for page in pages(found):
        assert "secretsample" not in page.render().lower()
    body = view_case_study(found.library.listed[0], found).body
    assert ("A hospice in the north" in body) == (disclosure == "described")


def test_a_person_is_shown_as_agreed_and_no_more() -> None:
    person = {
        "name": "Ada Secretname",
        "role": "Secretrole",
        "organisation": "Secretplace",
        "url": "https://secret.org/",
    }
    for attribution, shown in {
        "first_name": ["Ada"],
        "initials": ["A.S."],
        "role": ["Secretrole"],
        "organisation": ["Secretplace"],
        "anonymous": [],
    }.items():
        item = study("a", testimonials=[{"quote": "One.", "attribution": attribution, **person}])
        for page in pages(site([item])):
            words = re.findall(r"Secret\w+|secret\.org|A\.S\.|\bAda\b", page.render())
            assert set(words) <= set(shown)


def test_words_of_the_site_are_in_its_language() -> None:
    item = study("full", **FULL)
    text = text_of(page_of(item, language="cy").body)
    for words in (
        "Cleient",
        "Rhaglen",
        "Partneriaid",
        "Pryd",
        "Ionawr 2023",
        "Llun: Ada Sample",
        "Ffynhonnell",
        "Y ffilm",
    ):
        assert words in text
    assert text_of(view_portfolio(site([], language="cy")).body) == "Astudiaethau achos Nid oes astudiaethau achos eto."
    assert "Testimonials" in text_of(view_wall(site([], language="xx")).body)


def test_a_study_in_another_language_says_so() -> None:
    item = study("a", lang="cy", testimonials=[{"quote": "One.", "lang": "en"}])
    page = page_of(item)
    assert page.language == "cy"
    assert '<article class="cf cf-study" lang="cy">' in page.body
    found = site([item])
    assert '<article class="cf-card" lang="cy">' in view_portfolio(found).body
    assert page_of(item, language="cy").language == ""


def test_quotes_and_figures_without_a_section_get_one() -> None:
    item = study("a", outcomes=[{"statement": "More came."}], testimonials=[{"quote": "One."}])
    body = page_of(item).body
    assert '<h2 id="outcomes">What changed</h2>' in body
    assert '<h2 id="testimonials">What they said</h2>' in body


def test_quotes_and_figures_stand_once_where_a_section_stands_twice() -> None:
    item = study(
        "a",
        outcomes=[{"statement": "More came."}],
        testimonials=[{"quote": "One."}],
        sections=(
            section("x", "What they said", SectionKind.TESTIMONIALS),
            section("x", "What changed", SectionKind.OUTCOMES),
            section("x", "Feedback", SectionKind.TESTIMONIALS),
            section("x", "Results", SectionKind.OUTCOMES),
        ),
    )
    body = page_of(item).body
    check_html(body)
    assert body.count("One.") == 1
    assert body.count("More came.") == 1


def test_sections_called_like_what_the_page_adds_have_other_anchors() -> None:
    item = study(
        "a",
        outcomes=[{"statement": "More came."}],
        testimonials=[{"quote": "One."}],
        sections=tuple(section("x", name) for name in ("Outcomes", "Outcomes 2", "Testimonials", "Quote 1")),
    )
    check_html(page_of(item).body)


def test_an_empty_section_is_left_out() -> None:
    item = study("a", sections=(section("  \n", "Empty"), section("x", "Full")))
    body = page_of(item).body
    assert "Empty" not in body
    assert '<h2 id="full">Full</h2>' in body


def test_a_term_of_an_archived_study_is_a_link_only_where_it_has_a_page() -> None:
    old = study("old", status="archived", themes=["Trust", "Gone", "gone"])
    body = view_case_study(old, site([old, study("a", themes=["trust"])])).body
    assert '<dd><a href="../../case-studies/themes/trust/">Trust</a></dd> <dd>Gone</dd></div>' in body


def test_notices_stand_above_the_title() -> None:
    assert "no longer updated" in page_of(study("a", status="archived")).body
    assert "Draft: not published yet." in page_of(study("a", status="draft"), audience=Audience.EDITORS).body
    assert "cf-notice" not in page_of(study("a")).body


def test_a_page_leads_to_its_neighbours_and_related_studies() -> None:
    studies = [
        study("a", title="Apples", themes=["Trust"]),
        study("b", title="Bananas"),
        study("c", title="Cherries", themes=["Trust"]),
    ]
    found = site(studies)
    body = view_case_study(studies[0], found).body
    assert '<a rel="next" href="../../case-studies/b/"><span>Next</span> Bananas</a>' in body
    assert 'rel="prev"' not in body
    related = body[body.index("cf-related") : body.index("cf-neighbours")]
    assert "Cherries" in related
    assert "Bananas" not in related
    assert "<h3>" in related


def test_a_page_says_when_it_changed_and_where_it_is_from() -> None:
    page = page_of(study("full", **FULL))
    assert str(page.updated_on) == "2023-08-01"
    assert page.source_path == "case_studies/full.md"
    assert page.uri == "case-studies/full.md"


def test_what_a_page_says_of_itself_is_plain_data() -> None:
    _, head, body = page_of(study("full", **FULL)).render().split("---\n", 2)
    found = yaml.safe_load(head)
    assert found["title"] == "The children &lt;3 &amp; breakfast"
    assert found["casefolio"]["title"] == "The children <3 & breakfast"
    assert found["template"] == "casefolio/case_study.html"
    assert found["render_macros"] is False
    assert body.startswith("\n<article")


def test_no_text_breaks_out_of_the_front_matter() -> None:
    for text in ("--- a: b", "a\u2028---\u2028b: c", 'quote " and \\ backslash', "a: b # c", "{{ x }}", "</script>"):
        item = study("a").model_copy(update={"title": f"Title {text}", "summary": text})
        rendered = page_of(item).render()
        head = yaml.safe_load(rendered.split("\n---\n", 1)[0].removeprefix("---\n"))
        assert head["casefolio"]["title"] == item.title
        assert set(head) <= {"title", "template", "description", "hide", "render_macros", "search", "casefolio"}


def test_a_broken_record_shows_what_is_wrong_and_no_more() -> None:
    from casefolio.codes import Code  # noqa: PLC0415
    from casefolio.diagnostics import Diagnostic, Position  # noqa: PLC0415

    items = [
        Diagnostic(Position("case_studies/<a>.md", 3, 1), Code.TOO_SHORT, "`title` has <4> characters", "add & more")
    ]
    page = view_problems("case_studies/<a>.md", "a", items, site([]))
    check_html(page.body)
    assert "case_studies/<a>.md:3:1 CF204 title has <4> charactersadd & more" in text_of(page.body)
    assert page.uri == "case-studies/a.md"


_TEXT = st.text(min_size=1, max_size=30).filter(lambda text: text.strip())


@settings(max_examples=50)
@given(_TEXT, _TEXT, _TEXT)
def test_every_text_is_escaped(one: str, two: str, three: str) -> None:
    """Validation refuses HTML, and yet no text of a record may rely on that."""
    hostile = f'{one}"><img src=x onerror=alert(1)>{two}'
    fields: dict[str, Any] = {
        "title": f"Title {hostile}",
        "summary": "x" * 40 + three,
        "programme": hostile,
        "partners": [{"name": hostile}],
        "photo": {"src": "a.jpg", "credit": {"author": two, "source": three, "licence": one}},
        "outcomes": [{"value": one, "unit": two, "label": three, "source": one}],
    }
    try:
        item = study("a", **fields)
    except ValueError:
        item = study("a").model_copy(update={"title": hostile, "summary": hostile, "programme": hostile})
    for page in pages(site([item])):
        document = html5lib.parseFragment(page.body, namespaceHTMLElements=False)
        assert [element for element in document.iter("img") if element.get("onerror")] == []


def converted(page: Page) -> str:
    """What Python-Markdown makes of the page's text below its front matter."""
    text = page.render().split("\n---\n", 1)[1]
    return Markdown(extensions=EXTENSIONS).convert(text)


def check_untouched(page: Page) -> None:
    assert converted(page) == page.body.strip()


def test_markdown_hands_every_page_through_untouched() -> None:
    found = site([study("full", **FULL), study("b", themes=["Trust"])])
    for page in pages(found):
        check_untouched(page)


@pytest.mark.parametrize(
    "text",
    [
        "*a* **b** _c_ `d` ~~e~~ ^f^ ==g==",
        "# a",
        "- a\n- b",
        "[a](b) ![c](d) [e]: f",
        "https://example.org and ada@example.org",
        ":smile: (c) (tm) --> +/- 1/2 ++ctrl++",
        "{.a #b c=d} {: .a } {++a++} {--b--} {==c==}{>>d<<}",
        "$a$ \\(b\\) $$c$$",
        "{{ a }} {% b %} {# c #}",
        "--8<-- “mkdocs.yml”",
        "--8<-- 'mkdocs.yml'",
        ";--8<-- a",
        "!!! note\n    a",
        "??? note\n    a",
        "/// note\na\n///",
        "*[HTML]: a\nHTML",
        "[^1] and [^1]: a",
        "```\na\n```",
        "~~~\na\n~~~",
        "=== “Tab”\n    a",
        "a\n: b",
        "| a | b |\n|---|---|\n| c | d |",
        "&lt;b&gt; &amp;amp; &#60;",
        "- [ ] a",
        "    a",
        "\ta",
        "a\\\nb",
        "\\*a\\* \\` \\{",
        "1. a",
        "---",
        "a <!-- b --> c",
        "klzzwxh:0000 wzxhzdk:0",
        "\u2028a\u2029b\u0085c",
        "a\n  \n   b\n\n\n c",
        "a&#13;&#13;b&#10;&#10;c&#9;",
    ],
)
def test_no_words_are_taken_for_markup(text: str) -> None:
    item = study(
        "a",
        testimonials=[{"quote": "x"}],
        themes=["Trust"],
        sections=(section(text, "A heading"), section(f"```\n{text}\n\n\n{text}\n```", "Code"), section("    " + text)),
    )
    line = " ".join(text.split())
    quote = item.testimonials[0].model_copy(update={"quote": text, "name": line, "role": line})
    item = item.model_copy(update={"testimonials": (quote,), "title": f"Title {line}", "summary": line})
    for page in pages(site([item])):
        check_untouched(page)
    assert " ".join(text.split()) in text_of(page_of(item).body)


def naughty_strings() -> list[str]:
    if not NAUGHTY_PATH.exists():
        pytest.skip(f"{NAUGHTY_PATH} is absent")
    found: list[str] = json.loads(NAUGHTY_PATH.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("part", range(4))
def test_naughty_strings_come_out_as_they_went_in(part: int) -> None:
    base = study("a", testimonials=[{"quote": "x"}])
    texts = [text for text in naughty_strings() if not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", text)]
    studies = []
    for number, text in enumerate(texts[part::4]):
        quote = base.testimonials[0].model_copy(update={"quote": text, "name": text})
        body = section(f"{text}\n\n```\n{text}\n\n{text}\n```\n\n- {text}", text.strip() or "x")
        update = {"page_slug": f"s{number}", "title": text, "testimonials": (quote,), "sections": (body,)}
        studies.append(base.model_copy(update=update))
    found = site(studies)
    for item in studies:
        page = view_case_study(item, found)
        assert BLANK_LINE.search(page.body) is None
        check_untouched(page)


@settings(max_examples=60)
@given(st.text(alphabet="ab*_`~^=#[](){}<>!:|\\/$&;+-.\"' \n\u2028éHTML1", max_size=60))
def test_any_words_come_out_as_they_went_in(text: str) -> None:
    item = study("a", testimonials=[{"quote": "x"}], sections=(section(text, "x"), section(f"```\n{text}\n```")))
    line = " ".join(text.split())
    quote = item.testimonials[0].model_copy(update={"quote": text, "name": line})
    item = item.model_copy(update={"testimonials": (quote,), "title": line, "programme": line})
    page = page_of(item)
    assert BLANK_LINE.search(page.body) is None
    check_untouched(page)


def test_code_with_empty_lines_reads_the_same() -> None:
    item = study("a", sections=(section("```\na\n\n\n\nb\n\n```"),))
    body = page_of(item).body
    document = html5lib.parseFragment(body, namespaceHTMLElements=False)
    (code,) = document.iter("code")
    assert code.text == "a\n\n\n\nb\n\n"
