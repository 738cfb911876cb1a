import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.studies import site, study

from casefolio.diagnostics import Report
from casefolio.embeds import expand_embeds, iter_embeds

SITE = site(
    [
        study("a", title="Study of bees", sectors=["Health and care"], themes=["Bees"], featured=True,
              testimonials=[{"quote": "One a."}, {"quote": "Two a.", "featured": True}]),
        study("b", title="Study of homes", sectors=["Housing"], testimonials=[{"quote": "One b."}]),
        study("c", title="Study of drafts", status="draft", sectors=["Drafts"]),
    ]
)  # fmt: skip


def page(text: str) -> str:
    return expand_embeds(text, "index.md", SITE).text


def diagnostics_of(text: str) -> list[str]:
    report = Report()
    list(iter_embeds(text, "content/index.md", SITE.library, report))
    return [str(item).removeprefix("content/index.md:") for item in report.diagnostics]


def block(name: str, *options: str) -> str:
    return "\n".join((f"/// {name}", *(f"    {option}" for option in options), "///", ""))


@pytest.mark.parametrize(
    ("text", "shown", "not_shown"),
    [
        (block("portfolio"), ["Study of bees", "Study of homes", "Sectors"], ["Study of drafts"]),
        (block("case-studies"), ["Study of bees", "Study of homes"], ["Sectors"]),
        (block("case-studies", "sector: Housing"), ["Study of homes"], ["Study of bees"]),
        (block("case-studies", "sector: housing"), ["Study of homes"], ["Study of bees"]),
        (block("case-studies", "theme: Bees", "sector: Health and care"), ["Study of bees"], ["Study of homes"]),
        (block("case-studies", "limit: 1"), ["Study of bees"], ["Study of homes"]),
        (block("case-studies", "featured: true"), ["Study of bees"], ["Study of homes"]),
        (block("testimonials"), ["One a.", "Two a.", "One b."], []),
        (block("testimonials", "study: b"), ["One b."], ["One a."]),
        (block("testimonials", "featured: yes"), ["Two a."], ["One a.", "One b."]),
        (block("testimonials", "sector: Health and care", "limit: 1"), ["One a."], ["Two a.", "One b."]),
        (block("terms", "taxonomy: sectors"), ["Health and care", "Housing"], ["Bees", "Drafts"]),
        (block("photo-credits"), ["No photos are shown yet."], []),
    ],
)
def test_a_block_becomes_its_list(text: str, shown: list[str], not_shown: list[str]) -> None:
    html = page(f"# Home\n\n{text}\nAfter.\n")
    assert html.startswith("# Home\n\n\n<div")
    assert html.endswith("</div>\n\n\nAfter.\n")
    assert "///" not in html
    assert [words for words in shown if words not in html] == []
    assert [words for words in not_shown if words in html] == []
    assert diagnostics_of(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "```\n/// portfolio\n///\n```\n",
        "    /// portfolio\n    ///\n",
        "~~~ md\n/// testimonials\n    limit: 1\n///\n~~~\n",
        "Text /// portfolio\n",
        "/// note | A title\nText\n///\n",
        "/// details\n    type: warning\nText\n///\n",
        "//// portfolio\n",
        "No block at all.",
    ],
)
def test_what_is_no_block_of_ours_stays_as_it_is(text: str) -> None:
    assert page(text) == text
    assert diagnostics_of(text) == []


def test_blocks_stand_beside_each_other() -> None:
    html = page(f"{block('testimonials', 'study: a')}{block('testimonials', 'study: b')}")
    assert html.index("One a.") < html.index("One b.")
    assert html.count('<div class="cf cf-embed">') == 2


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_block_may_end_the_page(end: str) -> None:
    assert "Study of bees" in page(f"/// case-studies\n///{end}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "One\n\n/// portfolio\n",
            (
                "3:1: error CF508: the block `/// portfolio` is not closed; "
                "indent its options by four spaces, and write `///` on a line of its own below them"
            ),
        ),
        (
            "/// portfolio",
            (
                "1:1: error CF508: the block `/// portfolio` is not closed; "
                "indent its options by four spaces, and write `///` on a line of its own below them"
            ),
        ),
        (
            "/// testimonials\nlimit: 3\n///\n",
            (
                "1:1: error CF508: the block `/// testimonials` is not closed; "
                "indent its options by four spaces, and write `///` on a line of its own below them"
            ),
        ),
        (
            block("testimonals"),
            "1:1: error CF508: `/// testimonals` is no list of case studies; did you mean `/// testimonials`?",
        ),
        (
            block("Case studies"),
            "1:1: error CF508: `/// Case studies` is no list of case studies; did you mean `/// case-studies`?",
        ),
        (
            block("testimonials", "limt: 3"),
            "2:5: error CF202: `limt` is not a known field; did you mean `limit`?",
        ),
        (
            "\n" + block("testimonials", "featured: true", "limit: 0"),
            '4:12: error CF208: `limit` can\'t be "0"; write a number of at least 1',
        ),
        (
            block("case-studies", "sector: Hosing"),
            "2:13: error CF508: this block finds nothing: `Hosing`; did you mean `Housing`?",
        ),
        (
            block("case-studies", "sector: Drafts"),
            "2:13: error CF508: this block finds nothing: `Drafts`; no published study has it",
        ),
        (
            block("testimonials", "study: c"),
            "2:12: error CF508: this block finds nothing: `c`; no published study has it",
        ),
        (
            block("terms"),
            (
                "1:1: error CF508: the block `/// terms` needs `taxonomy`; "
                "write it, indented by four spaces, on the next line"
            ),
        ),
        (
            block("terms", "taxonomy: sector"),
            "2:15: error CF508: this block finds nothing: `sector`; did you mean `sectors`?",
        ),
        (
            block("portfolio", "limit: 3"),
            "2:5: error CF202: `limit` is not a known field; take it out",
        ),
        (
            block("testimonials", "- limit"),
            (
                "2:5: error CF106: the fields are written as a list, not as `key: value`; "
                "write each field on its line, as in `title: My title`"
            ),
        ),
    ],
)
def test_a_wrong_block_is_told_and_left_out(text: str, expected: str) -> None:
    found = diagnostics_of(text)
    assert found == [expected]
    assert "cf-embed" not in page(text)


def test_every_wrong_block_of_a_page_is_told() -> None:
    text = f"{block('terms')}\n{block('testimonials', 'limit: many')}\n/// portfolio\n"
    assert [line.split()[0] for line in diagnostics_of(text)] == ["1:1:", "5:12:", "8:1:"]


@pytest.mark.parametrize(
    "text", ["/// portfolio\n" * 5000, "/// testimonials\n" + "\n" * 50_000, "///" * 50_000, "/// a" * 9999]
)
def test_a_hostile_page_is_read_to_its_end(text: str) -> None:
    diagnostics_of(text)


@given(st.text(alphabet="/ \nabc:portflicrems-", max_size=60))
def test_any_page_is_read(text: str) -> None:
    page(text)
    diagnostics_of(text)
