import json
import re

import html5lib
import pytest
from tests.studies import site, study

from casefolio.models import CaseStudy
from casefolio.views import Site
from casefolio.views.browsing import LEAST_TO_FILTER, PAGE_SIZE, render_list_data
from casefolio.views.cards import render_cards
from casefolio.views.lists import list_quotes, list_studies, view_portfolio, view_wall


def studies(count: int) -> list[CaseStudy]:
    return [
        study(
            f"s{number:04}",
            sectors=["Health" if number % 2 else "Housing"],
            weight=number,
            testimonials=[{"quote": f"Words of {number}."}],
        )
        for number in range(count)
    ]


@pytest.fixture(scope="module")
def many() -> Site:
    return site(studies(3 * PAGE_SIZE + 1))


def titles(html: str) -> list[str]:
    return re.findall(r">(The study s\d+)</a>", html)


def test_a_long_list_is_split_into_pages_that_hold_everything_once(many: Site) -> None:
    assert list_studies(many).page_count == 4
    pages = [view_portfolio(many, number) for number in (1, 2, 3, 4)]
    assert [len(titles(page.body)) for page in pages] == [PAGE_SIZE, PAGE_SIZE, PAGE_SIZE, 1]
    assert titles("".join(page.body for page in pages)) == [item.title for item in many.library.listed]
    assert [page.uri for page in pages[:2]] == ["case-studies/index.md", "case-studies/page/2.md"]
    assert [page.title for page in pages[:2]] == ["Case studies", "Case studies, page 2"]
    assert [page.is_in_navigation for page in pages] == [True, False, False, False]
    assert view_wall(many, 4).body.count("<blockquote") == 1


def test_every_page_leads_to_those_around_it(many: Site) -> None:
    body = view_portfolio(many, 2).body
    links = re.findall(r'<a href="([^"]+)"[^>]*?(?: rel="(\w+)")?(?: aria-current="page")?>[^<]+</a></li>', body)
    pager = [link for link in links if "sectors" not in link[0]]
    first, third, last = "../../../case-studies/", "../../../case-studies/page/3/", "../../../case-studies/page/4/"
    assert pager == [
        (first, "prev"),
        (first, ""),
        (body_of_two := "../../../case-studies/page/2/", ""),
        (third, ""),
        (last, ""),
        (third, "next"),
    ]
    assert f'<a href="{body_of_two}" aria-label="page 2" aria-current="page">2</a>' in body


def test_of_very_many_pages_only_the_near_and_the_outer_have_numbers() -> None:
    body = view_portfolio(site(studies(12 * PAGE_SIZE)), 6).body
    numbers = re.findall(r"<li>(?:<a [^>]*>)?([^<]+)(?:</a>)?</li>", body[body.index("cf-pager") :])
    assert numbers == ["Previous", "1", "…", "4", "5", "6", "7", "8", "…", "12", "Next"]


@pytest.mark.parametrize("has_directory_urls", [True, False])
def test_the_script_gets_every_item_of_a_list_of_several_pages(*, has_directory_urls: bool) -> None:
    found = site(studies(PAGE_SIZE + 1), has_directory_urls=has_directory_urls)
    portfolio, wall = render_list_data((list_studies(found), list_quotes(found)), found)
    assert [portfolio.uri, wall.uri] == ["case-studies/index.json", "testimonials/index.json"]
    items = json.loads(portfolio.text)["items"]
    assert [titles(item) for item in items] == [[item.title] for item in found.library.listed]
    addresses = re.findall(r' (?:href|src)="([^"]*)"', "".join(items))
    assert addresses
    assert all(address.startswith("../") for address in addresses)
    body = view_portfolio(found, 2).body
    way = "../../../" if has_directory_urls else "../../"
    assert f'data-root="{way}"' in body
    assert f'data-source="{way}case-studies/index.json"' in body


def test_items_say_their_terms_where_the_script_looks_for_them() -> None:
    terms = ' data-terms="sectors/health themes/trust themes/cafe"'
    some = [
        study(f"s{number}", sectors=["Health"], themes=["Trust", "trust", "Café"]) for number in range(PAGE_SIZE + 1)
    ]
    for items in (some[: LEAST_TO_FILTER - 1], some[:PAGE_SIZE], some):
        found = site(items)
        assert view_portfolio(found).body.count(terms) == (len(items) if len(items) == PAGE_SIZE else 0)
    assert "".join(json.loads(next(iter(render_list_data([list_studies(found)], found))).text)["items"]).count(
        f"<li{terms}"
    ) == len(some)
    assert terms not in render_cards(tuple(some), "index.md", found)


def test_a_list_of_one_page_needs_no_file() -> None:
    found = site(studies(PAGE_SIZE))
    assert list(render_list_data((list_studies(found), list_quotes(found)), found)) == []
    assert "data-source" not in view_portfolio(found).body
    assert "cf-pager" not in view_portfolio(found).body


def test_without_scripts_every_choice_is_a_link_to_its_page_with_its_count() -> None:
    body = view_portfolio(site(studies(LEAST_TO_FILTER + 1))).body
    assert ('<a href="../case-studies/sectors/health/"><span>Health</span> <span class="cf-count">3</span></a>') in body
    assert f'role="status">{LEAST_TO_FILTER + 1} case studies</p>' in body


def test_on_the_wall_a_count_is_of_quotes_and_a_term_without_any_is_left_out() -> None:
    items = [
        study("a", sectors=["Health"], testimonials=[{"quote": "One."}, {"quote": "Two."}]),
        study("b", sectors=["Housing"]),
    ]
    body = view_wall(site(items)).body
    assert '<span>Health</span> <span class="cf-count">2</span>' in body
    assert "Housing" not in body


def test_a_short_list_is_not_filtered_but_leads_to_its_terms() -> None:
    body = view_portfolio(site(studies(LEAST_TO_FILTER - 1))).body
    assert "data-found" not in body
    assert 'type="search"' not in body
    assert "sectors/health/" in body


def test_hostile_words_stay_words_in_the_file_of_the_script() -> None:
    words = '3 < 4 & "=\u0022../x" href="../../y" {{ }} `a`'
    items = [study(f"s{number}", testimonials=[{"quote": words}]) for number in range(PAGE_SIZE + 1)]
    found = site(items)
    (_, wall) = render_list_data((list_studies(found), list_quotes(found)), found)
    for item in json.loads(wall.text)["items"]:
        fragment = html5lib.HTMLParser(strict=True).parseFragment(item)
        assert [element.tag.rpartition("}")[2] for element in fragment] == ["li"]
        assert words in "".join(fragment[0].itertext())
