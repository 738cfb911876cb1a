from pathlib import Path
from typing import Any

import pytest
from tests.studies import site, study

from casefolio.finishing import finish_pages
from casefolio.models import CaseStudy
from casefolio.photos import PictureFile
from casefolio.sharing import open_graph_locale, shared_data, social_tags
from casefolio.social_cards import SocialCard, SocialCards
from casefolio.views.case_study import view_case_study
from casefolio.views.lists import describe_list, view_home, view_portfolio, view_term
from casefolio.views.problems import view_problems

URL = "https://sample.example/work/"
NONE = SocialCards()
PHOTO = {"src": "a.jpg", "alt": "A harbour at dawn"}


def tags_of(item: CaseStudy, *, site_name: str = "Sample", site_url: str = URL, language: str = "en") -> dict[str, Any]:
    found = site([item], language=language)
    return social_tags(view_case_study(item, found), item, found, cards=NONE, site_name=site_name, site_url=site_url)


def test_a_study_with_a_photo_is_a_large_card() -> None:
    assert tags_of(study("a", photo=PHOTO)) == {
        "title": "The study a",
        "description": "What happened, why, and the result, in a sentence that is long enough.",
        "type": "article",
        "url": f"{URL}case-studies/a/",
        "site_name": "Sample",
        "locale": "en_GB",
        "image": f"{URL}assets/photos/a/social-800.jpg",
        "image_width": 800,
        "image_height": 421,
        "image_alt": "A harbour at dawn",
        "card": "summary_large_image",
    }


def test_what_is_not_known_is_left_out() -> None:
    assert tags_of(study("a", photo=PHOTO), site_name="", site_url="", language="xx") == {
        "title": "The study a",
        "description": "What happened, why, and the result, in a sentence that is long enough.",
        "type": "article",
        "card": "summary",
    }
    assert tags_of(study("a"))["card"] == "summary"
    assert "image_alt" not in tags_of(study("a", photo={"src": "a.jpg", "decorative": True}))


def test_a_list_is_a_website_and_the_home_page_has_the_sites_name() -> None:
    found = site([study("a", photo=PHOTO)], language="cy")
    assert social_tags(view_home("Sample", found), None, found, cards=NONE, site_name="Sample", site_url=URL) == {
        "title": "Sample",
        "description": "Sample: The study a",
        "type": "website",
        "url": URL,
        "site_name": "Sample",
        "locale": "cy_GB",
        "card": "summary",
    }
    assert social_tags(view_home("", found), None, found, cards=NONE, site_name="", site_url="")["title"] == "Hafan"


def card(name: str) -> SocialCard:
    return SocialCard(PictureFile(f"assets/photos/{name}/social-1200.png", 1200, 630), f"{name}.", Path(name))


def test_what_has_no_photo_shows_its_card_otherwise_the_sites() -> None:
    cards = SocialCards({"a": card("a"), "c": card("c")}, card("site"))
    studies = {"a": study("a"), "b": study("b"), "c": study("c", photo=PHOTO)}
    found = site(studies.values())

    def images(cards: SocialCards) -> list[object]:
        shown = [(view_case_study(item, found), item) for item in studies.values()]
        pages = [*shown, (view_portfolio(found), None), (view_home("Sample", found), None)]
        tags = [social_tags(page, item, found, cards=cards, site_name="Sample", site_url=URL) for page, item in pages]
        assert all((tag["card"] == "summary_large_image") == ("image" in tag) for tag in tags)
        return [str(tag.get("image")).removeprefix(f"{URL}assets/photos/") for tag in tags]

    own, of_site, photo = "a/social-1200.png", "site/social-1200.png", "c/social-800.jpg"
    assert images(cards) == [own, of_site, photo, of_site, of_site]
    assert images(SocialCards(cards.by_slug)) == [own, "None", photo, "None", "None"]
    tags = social_tags(view_portfolio(found), None, found, cards=cards, site_name="Sample", site_url=URL)
    assert (tags["image_width"], tags["image_height"], tags["image_alt"]) == (1200, 630, "site.")


def test_a_card_is_no_image_of_the_article() -> None:
    item = study("a")
    found, cards = site([item]), SocialCards({"a": card("a")}, card("site"))
    pages = [view_case_study(item, found), view_portfolio(found)]
    for page, shown in zip(pages, (item, None), strict=True):
        data = shared_data(page, shown, found, cards=cards, site_name="Sample", site_url=URL)
        assert "social-1200" not in str(data["structured_data"])


@pytest.mark.parametrize(
    ("language", "locale"),
    [
        ("en", "en_GB"),
        ("en-US", "en_US"),
        ("cy", "cy_GB"),
        ("pt-BR", "pt_BR"),
        ("de", "de_DE"),
        ("zh-Hant-TW", "zh_TW"),
        ("xx", ""),
        ("not a tag", ""),
        ("", ""),
    ],
)
def test_a_locale_is_a_language_and_a_country(language: str, locale: str) -> None:
    assert open_graph_locale(language) == locale


def test_the_page_of_a_broken_record_is_not_for_sharing() -> None:
    found = site([study("a")])
    page = view_problems("case_studies/b.md", "b", [], found)
    assert shared_data(page, None, found, cards=NONE, site_name="Sample", site_url=URL) == {}
    assert [finished.data for finished in finish_pages([page], found, NONE)] == [page.data]


def test_a_page_keeps_its_words_and_its_data() -> None:
    item = study("a", photo=PHOTO)
    found = site([item])
    page = view_case_study(item, found)
    (shared,) = finish_pages([page], found, NONE)
    assert (shared.body, shared.title, shared.uri) == (page.body, page.title, page.uri)
    assert set(shared.data) == {*page.data, "social", "structured_data"}


def test_a_list_is_described_by_what_it_shows() -> None:
    assert describe_list("Themes", []) == "Themes"
    assert describe_list("Themes", ["Trust", "Bees"]) == "Themes: Trust; Bees"
    assert describe_list("T", ["x" * 100, "y" * 100]) == f"T: {'x' * 100} …"
    assert describe_list("T", ["x" * 200]) == "T"
    terms = [{"name": "Trust", "introduction": "As\nagreed."}, {"name": "Bees"}]
    found = site([study("a", themes=["Trust", "Bees"])], themes=terms)
    trust, bees = found.library.terms["themes"]
    assert view_term(trust, found).description == "As agreed."
    assert view_term(bees, found).description == "Bees: The study a"
    assert view_portfolio(found).description == "Case studies: The study a"
    assert view_home("Sample", found, "The owner's own words.").description == "The owner's own words."
