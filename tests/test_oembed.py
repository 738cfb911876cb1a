"""The answers for programs hold to the specification of oEmbed, and exist for what is listed only."""

import json
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from tests.oembed import find_wrong
from tests.studies import site, study

from casefolio.finishing import finish_pages
from casefolio.oembed import render_oembed
from casefolio.settings import Audience
from casefolio.social_cards import SocialCards
from casefolio.views import Frames, Page, Site
from casefolio.views.case_study import view_case_study
from casefolio.views.lists import view_portfolio, view_wall

URL = "https://sample.example/work/"
PHOTO = {"src": "a.jpg", "alt": "A hill"}
QUOTES = [{"quote": "Well done.", "featured": True}]


def framed(*studies: Any, name: str = "Sample & daughters", **changes: Any) -> Site:  # noqa: ANN401 - as `site`
    return replace(site(studies, **changes), frames=Frames("embed", URL, name))


def answers(found: Site) -> dict[str, dict[str, Any]]:
    return {file.uri: json.loads(file.text) for file in render_oembed(found)}


def test_every_answer_holds_to_the_specification() -> None:
    found = answers(framed(study("one", photo=PHOTO, testimonials=QUOTES), study("two")))

    assert list(found) == ["embed/one/oembed.json", "embed/two/oembed.json", "embed/testimonials/oembed.json"]
    assert [find_wrong(answer) for answer in found.values()] == [[], [], []]


def test_an_answer_says_who_gives_it_and_shows_the_crop_for_networks_whole_or_not_at_all() -> None:
    with_photo, without, wall = answers(framed(study("one", photo=PHOTO, testimonials=QUOTES), study("two"))).values()

    assert with_photo["provider_name"] == "Sample & daughters"
    assert with_photo["provider_url"] == URL
    assert with_photo["title"] == "The study one"
    assert with_photo["thumbnail_url"] == f"{URL}assets/photos/one/social-800.jpg"
    assert (with_photo["thumbnail_width"], with_photo["thumbnail_height"]) == (800, 421)
    assert not [key for answer in (without, wall) for key in answer if key.startswith("thumbnail")]
    assert wall["title"] == "Testimonials"


def test_a_site_without_a_name_is_called_by_its_address() -> None:
    (answer,) = answers(framed(study(), name="")).values()

    assert answer["provider_name"] == "sample.example"
    assert 'title="The study sample"' in answer["html"]


def test_only_what_is_listed_has_an_answer() -> None:
    studies = [
        study("seen"),
        study("kept", status="archived", testimonials=QUOTES),
        study("draft", status="draft", testimonials=QUOTES),
        study("later", publish_at="2026-03-02"),
    ]

    assert list(answers(framed(*studies))) == ["embed/seen/oembed.json"]
    preview = answers(framed(*studies, audience=Audience.EDITORS))
    assert {uri.split("/")[1] for uri in preview} == {"seen", "draft", "later", "testimonials"}
    assert answers(site(studies)) == {}


def pages(found: Site) -> list[Page]:
    return [view_portfolio(found), view_wall(found), *(view_case_study(item, found) for item in found.library.pages)]


def links(found: Site) -> dict[str, Any]:
    finished = finish_pages(pages(found), found, SocialCards())
    return {page.uri: page.data["oembed"] for page in finished if "oembed" in page.data}


def test_pages_that_can_be_framed_name_their_answer_by_its_whole_address() -> None:
    found = framed(study("one", testimonials=QUOTES), study("kept", status="archived"))

    named = links(found)

    assert named == {
        uri: {"type": "application/json+oembed", "title": title, "href": f"{URL}embed/{name}/oembed.json"}
        for uri, title, name in (
            ("case-studies/one.md", "The study one", "one"),
            ("testimonials/index.md", "Testimonials", "testimonials"),
        )
    }
    uris = set(answers(found))
    assert {urlsplit(link["href"]).path.removeprefix("/work/") for link in named.values()} == uris


def test_a_wall_without_quotes_and_a_site_without_an_address_name_none() -> None:
    for found in (framed(), site([study(testimonials=QUOTES)])):
        assert links(found) == {}
