import json
from dataclasses import replace
from typing import Any

import html5lib
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.schema_org import PROPERTIES, find_invalid, iter_addresses, nodes
from tests.studies import site, study

from casefolio.finishing import finish_pages
from casefolio.models import CaseStudy
from casefolio.sharing import shared_data
from casefolio.social_cards import SocialCards
from casefolio.structured_data import describe_page, write_json
from casefolio.views import Page, Site
from casefolio.views.case_study import view_case_study
from casefolio.views.lists import view_home, view_photo_credits, view_portfolio, view_taxonomy, view_term, view_wall

URL = "https://sample.example/work/"
PERSON = {
    "name": "Ada Secretname",
    "role": "Secretrole",
    "organisation": "Secretplace",
    "url": "https://secret.example.org/",
}
FULL: dict[str, Any] = {
    "title": "The children <3 & breakfast",
    "client": {"name": "Ysgol & Sampl", "url": "https://ysgol.example.org/?a=b&c=d", "description": "A primary school"},
    "sectors": ["Health & care"],
    "photo": {
        "src": "fig.jpg",
        "alt": 'Half a "fig" in a bowl',
        "caption": "The fig won.",
        "credit": {
            "author": "Ada Sample",
            "author_url": "https://ada.example.org/",
            "source": "Sample photos",
            "source_url": "https://photos.example.org/1",
            "licence": "CC BY-SA 4.0",
        },
    },
    "testimonials": [
        {
            "quote": "They spent it on a toaster.\n\nI had not seen the queue.",
            "name": "Sioned Sample",
            "role": "Cook",
            "organisation": "Ysgol Sampl",
            "url": "https://example.org/sioned",
        },
        {"quote": "Not to be shown.", "name": "Secret Sample", "consent": {"status": "pending"}},
        {"quote": "Dim mwy o fananas!", "label": "Child", "attribution": "anonymous", "lang": "cy"},
    ],
    "published_on": "2023-07-01",
    "updated_on": "2023-08-01",
}


def every_page(found: Site) -> list[tuple[Page, CaseStudy | None]]:
    lists = [view_home("Sample", found), view_portfolio(found), view_wall(found), view_photo_credits(found)]
    lists += [view_taxonomy(taxonomy, found) for taxonomy, groups in found.library.terms.items() if groups]
    lists += [view_term(group, found) for groups in found.library.terms.values() for group in groups]
    studies = [(view_case_study(item, found), item) for item in found.library.pages]
    return [*((page, None) for page in lists), *studies]


def described(item: CaseStudy, *, site_url: str = URL, language: str = "en") -> dict[str, Any]:
    found = site([item], language=language)
    return describe_page(view_case_study(item, found), item, found, site_url=site_url)


def article(item: CaseStudy, *, site_url: str = URL) -> dict[str, Any]:
    found: dict[str, Any] = described(item, site_url=site_url)["@graph"][0]
    return found


def test_a_study_is_an_article_with_all_that_its_page_shows() -> None:
    page_url = f"{URL}case-studies/full/"
    assert described(study("full", **FULL)) == {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "Article",
                "headline": "The children <3 & breakfast",
                "description": "What happened, why, and the result, in a sentence that is long enough.",
                "inLanguage": "en",
                "url": page_url,
                "datePublished": "2023-07-01",
                "dateModified": "2023-08-01",
                "image": {
                    "@type": "ImageObject",
                    "contentUrl": f"{URL}assets/photos/full/social-800.jpg",
                    "width": {"@type": "QuantitativeValue", "value": 800, "unitCode": "E37"},
                    "height": {"@type": "QuantitativeValue", "value": 421, "unitCode": "E37"},
                    "caption": "The fig won.",
                    "creditText": "Ada Sample, Sample photos",
                    "creator": {"@type": "Person", "name": "Ada Sample", "url": "https://ada.example.org/"},
                    "license": "https://creativecommons.org/licenses/by-sa/4.0/",
                    "acquireLicensePage": "https://photos.example.org/1",
                },
                "about": {
                    "@type": "Organization",
                    "name": "Ysgol & Sampl",
                    "url": "https://ysgol.example.org/?a=b&c=d",
                    "description": "A primary school",
                },
                "hasPart": [
                    {
                        "@type": "Quotation",
                        "text": "They spent it on a toaster.\n\nI had not seen the queue.",
                        "url": f"{page_url}#quote_they-spent-it-on-a-toaster-i-had",
                        "creator": {
                            "@type": "Person",
                            "name": "Sioned Sample",
                            "jobTitle": "Cook",
                            "url": "https://example.org/sioned",
                            "worksFor": {"@type": "Organization", "name": "Ysgol Sampl"},
                        },
                    },
                    {
                        "@type": "Quotation",
                        "text": "Dim mwy o fananas!",
                        "inLanguage": "cy",
                        "url": f"{page_url}#quote_dim-mwy-o-fananas",
                    },
                ],
            },
            {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": 1, "name": "Home", "item": URL},
                    {"@type": "ListItem", "position": 2, "name": "Case studies", "item": f"{URL}case-studies/"},
                    {"@type": "ListItem", "position": 3, "name": "The children <3 & breakfast", "item": page_url},
                ],
            },
        ],
    }


def test_a_study_that_says_little_claims_nothing() -> None:
    assert article(study("a", client={"disclosure": "anonymous"}), site_url="") == {
        "@type": "Article",
        "headline": "The study a",
        "description": "What happened, why, and the result, in a sentence that is long enough.",
        "inLanguage": "en",
    }


def test_without_the_sites_address_nothing_has_one_of_the_site() -> None:
    data = described(study("full", **FULL), site_url="")
    assert [node["@type"] for node in data["@graph"]] == ["Article"]
    assert list(iter_addresses(data)) == ["https://ysgol.example.org/?a=b&c=d", "https://example.org/sioned"]


@pytest.mark.parametrize("site_url", [URL, ""])
@pytest.mark.parametrize("disclosure", ["named", "described", "anonymous"])
@pytest.mark.parametrize("attribution", [None, "full", "first_name", "initials", "role", "organisation", "anonymous"])
def test_every_page_keeps_to_the_vocabulary(attribution: str | None, disclosure: str, site_url: str) -> None:
    quotes = [
        {"quote": "One.", "attribution": attribution, **PERSON},
        {"quote": "Two.", "name": "Ada", "lang": "cy"},
        {"quote": "Three.", "label": "Child"},
        {"quote": "Four."},
    ]
    client = {"name": "Sample Trust", "description": "A hospice", "disclosure": disclosure}
    licences = ["CC BY 4.0", "All rights reserved", None]
    photos = [{"src": "a.jpg", "alt": "A", "credit": {"author": "Ada", "licence": licence}} for licence in licences]
    studies = [
        study("a", **FULL),
        *(
            study(f"s{number}", client=client, testimonials=quotes, photo=photo, themes=["Trust"])
            for number, photo in enumerate(photos)
        ),
        study("old", status="archived", photo={"src": "a.jpg", "decorative": True}),
        study("b", lang="cy", photo={"src": "a.jpg", "alt": "A"}),
    ]
    found = site(studies)
    for page, item in every_page(found):
        assert find_invalid(describe_page(page, item, found, site_url=site_url)) == []


def test_the_check_of_the_vocabulary_finds_what_is_wrong() -> None:
    """Otherwise the test above would say nothing."""

    def check(node: dict[str, object]) -> list[str]:
        return find_invalid({"@context": "https://schema.org", "@graph": [node]})

    assert check({"@type": "Review", "text": "x"}) == ["no such type: Review"]
    assert check({"@type": "Article", "breadcrumb": "x"}) == ["Article has no breadcrumb"]
    assert check({"@type": "Article", "width": 3}) == ["Article has no width", "Article.width can't be 3"]
    assert check({"@type": "Person"}) == ["an empty Person"]
    assert check({"@type": "Article", "creator": ""}) == ["Article.creator can't be ''"]
    assert check({"@type": "Article", "image": "/a.jpg"}) == ["Article.image can't be '/a.jpg'"]
    assert "review" not in {name.lower() for name in PROPERTIES}


@pytest.mark.parametrize(
    ("attribution", "creator"),
    [
        (
            "full",
            {
                "@type": "Person",
                "name": "Ada Secretname",
                "jobTitle": "Secretrole",
                "url": "https://secret.example.org/",
                "worksFor": {"@type": "Organization", "name": "Secretplace"},
            },
        ),
        ("first_name", {"@type": "Person", "name": "Ada"}),
        ("initials", {"@type": "Person", "name": "A.S."}),
        ("role", {"@type": "Person", "jobTitle": "Secretrole"}),
        ("organisation", {"@type": "Organization", "name": "Secretplace"}),
        ("anonymous", None),
    ],
)
def test_a_speaker_is_named_as_agreed_and_no_more(attribution: str, creator: object) -> None:
    item = study("a", testimonials=[{"quote": "One.", "label": "Senior leader", "attribution": attribution, **PERSON}])
    (quotation,) = nodes(described(item), "Quotation")
    assert quotation.get("creator") == creator


def test_a_translation_says_what_it_was_translated_from() -> None:
    item = study("a", testimonials=[{"quote": "One.", "translated_from": "cy"}, {"quote": "Two."}])
    first, second = (node for node in nodes(described(item), "Quotation") if "text" in node)
    assert first["translationOfWork"] == {"@type": "Quotation", "inLanguage": "cy"}
    assert "translationOfWork" not in second


@pytest.mark.parametrize("disclosure", ["described", "anonymous"])
def test_a_client_who_must_not_be_known_is_no_organisation(disclosure: str) -> None:
    client = {
        "name": "Secretsample Trust",
        "url": "https://secretsample.example.org/",
        "description": "A hospice in the north",
        "disclosure": disclosure,
    }
    found = site([study("a", client=client, themes=["Trust"])])
    for page, item in every_page(found):
        data = describe_page(page, item, found, site_url=URL)
        assert nodes(data, "Organization") == []
        assert "secretsample" not in json.dumps(data).lower()


def test_what_is_not_visible_is_in_no_description() -> None:
    hidden = {"quote": "Secret words.", "name": "Secret name", "consent": {"status": "refused"}}
    draft = study("secret-draft", title="Secret plan of a draft", status="draft", themes=["Secret theme"])
    later = study("secret-later", title="Secret plan to come", publish_at="2027-01-01")
    found = site([study("a", testimonials=[hidden], themes=["Trust"]), draft, later])
    pages = [page for page, _ in every_page(found)]
    for page in finish_pages(pages, replace(found, site_url=URL), SocialCards()):
        assert "structured_data" in page.data
        assert "ecret" not in page.render()


def test_a_licence_without_an_address_is_a_work_with_a_name() -> None:
    credit = {"author": "Ada", "licence": "All rights reserved", "source_url": "https://photos.example.org/1"}
    image = article(study("a", photo={"src": "a.jpg", "alt": "A", "credit": credit}))["image"]
    assert image["license"] == {"@type": "CreativeWork", "name": "All rights reserved"}
    assert image["acquireLicensePage"] == "https://photos.example.org/1"
    del credit["licence"]
    image = article(study("a", photo={"src": "a.jpg", "alt": "A", "credit": credit}))["image"]
    assert not {"license", "acquireLicensePage"} & set(image)


def test_the_words_of_a_quote_name_their_language_where_it_is_not_the_studys() -> None:
    quotes = [{"quote": "Un.", "lang": "cy"}, {"quote": "One.", "lang": "en"}, {"quote": "Dau."}]
    data = described(study("a", lang="cy", testimonials=quotes))
    assert data["@graph"][0]["inLanguage"] == "cy"
    assert [node.get("inLanguage") for node in nodes(data, "Quotation")] == [None, "en", None]


def test_a_list_leads_back_to_the_home_page() -> None:
    found = site([study("a", sectors=["Health & care"])])
    steps = {}
    for page, item in every_page(found):
        data = describe_page(page, item, found, site_url=URL)
        if item is None:
            assert [node["@type"] for node in data["@graph"]] == ["CollectionPage"]  # type: ignore[attr-defined]
            steps[page.uri] = [node["item"].removeprefix(URL) for node in nodes(data, "ListItem")]
    assert steps == {
        "index.md": [],
        "case-studies/index.md": ["", "case-studies/"],
        "testimonials/index.md": ["", "testimonials/"],
        "photo-credits/index.md": ["", "photo-credits/"],
        "case-studies/sectors/index.md": ["", "case-studies/", "case-studies/sectors/"],
        "case-studies/sectors/health-care.md": [
            *("", "case-studies/", "case-studies/sectors/", "case-studies/sectors/health-care/")
        ],
    }


@given(
    text=st.text(min_size=1), other=st.sampled_from(["</script>", "<!--<script>", "\u2028", "]]>", "&quot;", '"', "\\"])
)
def test_no_text_ends_the_script_or_is_changed_by_it(text: str, other: str) -> None:
    words = f"{other}{text}{other}"
    base = study("full", **FULL)
    quotes = tuple(quote.model_copy(update={"quote": words, "role": words}) for quote in base.testimonials)
    photo = base.photo.model_copy(update={"caption": words, "alt": words}) if base.photo else None
    client = base.client.model_copy(update={"name": words})
    update = {"title": words, "summary": words, "testimonials": quotes, "client": client, "photo": photo}
    item = base.model_copy(update=update)
    found = site([item])
    data = describe_page(view_case_study(item, found), item, found, site_url=URL)

    written = write_json(data)

    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == data
    html = f'<script type="application/ld+json">{written}</script><p>after</p>'
    script, after = html5lib.parseFragment(html, namespaceHTMLElements=False)
    assert json.loads(script.text) == data
    assert (after.tag, after.text) == ("p", "after")
    page = view_case_study(item, found)
    page = page.with_data(shared_data(page, item, found, cards=SocialCards(), site_name=words, site_url=URL))
    head = yaml.safe_load(page.render().split("\n---\n", 1)[0].removeprefix("---\n"))
    assert head["casefolio"]["structured_data"] == written
    assert head["casefolio"]["social"]["title"] == words
