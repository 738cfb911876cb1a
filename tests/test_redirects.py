"""Old addresses lead to the study, in any of the forms that addresses have."""

import html5lib
import pytest
from tests.studies import site, study

from casefolio.redirects import render_redirects
from casefolio.settings import Audience
from casefolio.urls import alias_uri

URL = "https://sample.example/work/"


@pytest.mark.parametrize("alias", ["old/path", "old/path/", "/old/path", "/old/path/"])
def test_an_alias_has_the_file_that_its_address_asks_for(alias: str) -> None:
    assert alias_uri(alias, has_directory_urls=True) == "old/path/index.html"
    assert alias_uri(alias, has_directory_urls=False) == "old/path.html"


@pytest.mark.parametrize("has_directory_urls", [True, False])
def test_an_alias_that_names_a_file_is_taken_as_it_is(*, has_directory_urls: bool) -> None:
    assert alias_uri("/2019/old.html", has_directory_urls=has_directory_urls) == "2019/old.html"
    assert alias_uri("caf%C3%A9%20x.html", has_directory_urls=has_directory_urls) == "café x.html"


def test_the_page_at_an_old_address_leads_on_and_asks_not_to_be_listed() -> None:
    found = site([study(title='Bees "&" <3', aliases=["old/path/"], lang="cy")])
    (file,) = render_redirects(found, site_url=URL)
    assert file.uri == "old/path/index.html"
    assert file.text == (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<title>Bees &quot;&amp;&quot; &lt;3</title>\n"
        '<link rel="canonical" href="https://sample.example/work/case-studies/sample/">\n'
        '<meta name="robots" content="noindex">\n'
        '<meta http-equiv="refresh" content="0; url=../../case-studies/sample/">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n</head>\n'
        '<body>\n<p><a href="../../case-studies/sample/" lang="cy">Bees &quot;&amp;&quot; &lt;3</a></p>\n'
        "</body>\n</html>\n"
    )
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(file.text)


def test_a_site_without_an_address_has_no_canonical_one() -> None:
    found = site([study(aliases=["old.html"])], has_directory_urls=False)
    (file,) = render_redirects(found, site_url="")
    assert file.uri == "old.html"
    assert "canonical" not in file.text
    assert 'content="0; url=case-studies/sample.html"' in file.text


def test_only_studies_with_a_page_have_redirects() -> None:
    studies = [
        study("seen", aliases=["a", "a"]),
        study("kept", status="archived", aliases=["b"]),
        study("draft", status="draft", aliases=["c"]),
        study("later", publish_at="2026-03-02", aliases=["d"]),
    ]
    assert [file.uri for file in render_redirects(site(studies), site_url=URL)] == ["a/index.html", "b/index.html"]
    preview = render_redirects(site(studies, audience=Audience.EDITORS), site_url=URL)
    assert {file.uri[0] for file in preview} == set("abcd")
