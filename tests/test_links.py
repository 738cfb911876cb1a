from typing import Any

import pytest

from casefolio.bodies import BrokenLink, Target
from casefolio.links import LinkMap
from casefolio.settings import PagePaths
from casefolio.views import Addresses

HERE = "case_studies/here.md"


def links(**changes: object) -> LinkMap:
    fields: dict[str, Any] = {
        "addresses": Addresses(PagePaths(), has_directory_urls=True),
        "slugs": {
            HERE: "here",
            "case_studies/other/index.md": "other",
            "case_studies/third.yml": "renamed",
            "case_studies/draft.md": "draft",
        },
        "hidden_paths": {"case_studies/draft.md"},
        "anchors": {HERE: {"the-brief", "quote-1"}, "case_studies/other/index.md": {"what-i-did"}},
        "pages_folder": "content",
        "page_uris": {"index.md", "about.md", "files/report 1.pdf", "guide/index.md"},
        "generated_uris": {"case-studies/index.md", "testimonials/index.md", "case-studies/here.md"},
    }
    return LinkMap(**(fields | changes))


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("other/index.md", "case-studies/other/"),
        ("./other/index.md", "case-studies/other/"),
        ("other", "case-studies/other/"),
        ("other/", "case-studies/other/"),
        ("third.yml", "case-studies/renamed/"),
        ("../case_studies/third.yml", "case-studies/renamed/"),
        ("other/index.md#what-i-did", "case-studies/other/#what-i-did"),
        ("../content/about.md", "about/"),
        ("../content/index.md", ""),
        ("../content/guide", "guide/"),
        ("../content/files/report%201.pdf", "files/report%201.pdf"),
        ("../content/testimonials/index.md", "testimonials/"),
        ("/testimonials/", "testimonials/"),
        ("/testimonials", "testimonials/"),
        ("/testimonials/index.md", "testimonials/"),
        ("/about.html", "about/"),
        ("/", ""),
        ("/files/report%201.pdf", "files/report%201.pdf"),
        ("/about/#team", "about/#team"),
        ("other/index.md?a=b", "case-studies/other/?a=b"),
    ],
)
def test_a_link_leads_to_the_page(address: str, url: str) -> None:
    found = links().resolve(address, HERE)
    expected = f"../../{url}"
    assert found == Target(expected)


def test_a_fragment_alone_stays_on_the_page() -> None:
    assert links().resolve("#quote-1", HERE) == Target("#quote-1")


def test_links_follow_the_form_of_addresses() -> None:
    found = links(addresses=Addresses(PagePaths(), has_directory_urls=False))
    assert found.resolve("other/index.md", HERE) == Target("../case-studies/other.html")
    assert found.resolve("/testimonials/", HERE) == Target("../testimonials/index.html")


@pytest.mark.parametrize(
    ("address", "message", "hint"),
    [
        ("thrid.yml", "a link leads to a file that is not there: `thrid.yml`", "did you mean `third.yml`?"),
        (
            "../elsewhere/x.md",
            "a link leads to a file that is not there: `../elsewhere/x.md`",
            "write the path from this file to the other one, such as `../other-study/index.md`",
        ),
        (
            "tow/../third.yaml",
            "a link leads to a file that is not there: `tow/../third.yaml`",
            "did you mean `third.yml`?",
        ),
        (
            "../other/index.md",
            "a link leads to a file that is not there: `../other/index.md`",
            "did you mean `other/index.md`?",
        ),
        ("third.md", "a link leads to a file that is not there: `third.md`", "did you mean `third.yml`?"),
        ("../third.docx", "a link leads to a file that is not there: `../third.docx`", "did you mean `third.yml`?"),
        (
            "../docs/about.md",
            "a link leads to a file that is not there: `../docs/about.md`",
            "did you mean `../content/about.md`?",
        ),
        (
            "../content/abuot.md",
            "a link leads to a file that is not there: `../content/abuot.md`",
            "did you mean `../content/about.md`?",
        ),
        (
            "/testimonial/",
            "a link leads to a page that is not there: `/testimonial/`",
            "did you mean `/testimonials/`?",
        ),
        (
            "/nowhere/",
            "a link leads to a page that is not there: `/nowhere/`",
            "write the path from this file to the page's, such as `../docs/about.md`",
        ),
        ("#qoute-1", "a link leads to a heading that is not there: `#qoute-1`", "did you mean `#quote-1`?"),
        (
            "other/index.md#x",
            "a link leads to a heading that is not there: `other/index.md#x`",
            "its headings are `#what-i-did`",
        ),
        ("../../../etc/passwd", "a link leads to a file that is not there: `../../../etc/passwd`", None),
    ],
)
def test_a_link_that_leads_nowhere_is_told(address: str, message: str, hint: str | None) -> None:
    found = links().resolve(address, HERE)
    assert isinstance(found, BrokenLink)
    assert found.code.id == "CF504"
    assert found.message == message
    assert hint is None or found.hint == hint


def test_a_link_to_a_draft_is_a_warning() -> None:
    found = links().resolve("draft.md", HERE)
    assert isinstance(found, BrokenLink)
    assert (found.code.id, found.message, found.hint) == (
        "CF507",
        "a link leads to a record that is not published: `draft.md`",
        "only its words will be shown until that record is published",
    )


def test_a_link_between_drafts_is_none() -> None:
    both = {HERE, "case_studies/draft.md"}
    assert links(hidden_paths=both).resolve("draft.md", HERE) == Target("../../case-studies/draft/")


def test_without_hand_written_pages_only_records_are_found() -> None:
    found = links(pages_folder=None, page_uris=frozenset())
    assert isinstance(found.resolve("../content/about.md", HERE), BrokenLink)
    assert found.resolve("other/", HERE) == Target("../../case-studies/other/")


@pytest.mark.parametrize(
    ("address", "page", "target"),
    [
        ("../case_studies/other/index.md", "index.md", "case-studies/other.md"),
        ("../../case_studies/other/index.md#what-i-did", "guide/index.md", "../case-studies/other.md#what-i-did"),
        ("../case_studies/third.yml?x", "about.md", "case-studies/renamed.md?x"),
        ("../case_studies/draft.md", "index.md", None),
        ("about.md", "index.md", None),
        ("/case_studies/other/index.md", "index.md", None),
        ("#x", "index.md", None),
        ("", "index.md", None),
    ],
)
def test_a_page_links_to_a_record_by_its_file(address: str, page: str, target: str | None) -> None:
    assert links().page_link(address, page) == target
