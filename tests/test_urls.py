import posixpath
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.structure.files import File

from casefolio.settings import PagePaths
from casefolio.urls import absolute_url, page_url, relative_url
from casefolio.views import Addresses


@pytest.mark.parametrize(
    ("uri", "directory_url", "file_url"),
    [
        ("index.md", "", "index.html"),
        ("README.md", "", "index.html"),
        ("about.md", "about/", "about.html"),
        ("case-studies/index.md", "case-studies/", "case-studies/index.html"),
        ("case-studies/README.md", "case-studies/", "case-studies/index.html"),
        ("case-studies/sample.md", "case-studies/sample/", "case-studies/sample.html"),
        ("a b/tŷ.md", "a%20b/t%C5%B7/", "a%20b/t%C5%B7.html"),
    ],
)
def test_a_page_has_the_address_that_mkdocs_gives_it(uri: str, directory_url: str, file_url: str) -> None:
    assert page_url(uri, has_directory_urls=True) == directory_url
    assert page_url(uri, has_directory_urls=False) == file_url


_SEGMENTS = st.text(alphabet="abcXYZ019-_.ŷ ", min_size=1, max_size=8).filter(lambda s: s.strip(". ") and s[0] != ".")
_STEMS = st.one_of(st.sampled_from(["index", "README", "a", "b"]), _SEGMENTS)
_PAGE_URIS = st.builds(
    lambda folders, stem: "/".join((*folders, f"{stem}.md")), st.lists(_SEGMENTS, max_size=3), _STEMS
)


@given(_PAGE_URIS, st.booleans())
def test_every_page_has_the_address_that_mkdocs_gives_it(uri: str, has_directory_urls: bool) -> None:  # noqa: FBT001
    file = File(uri, "docs", "site", use_directory_urls=has_directory_urls)
    ours = page_url(uri, has_directory_urls=has_directory_urls)
    assert ours.rstrip("/") == ("" if file.url in {".", "./"} else file.url.rstrip("/"))


@given(_PAGE_URIS, _PAGE_URIS, st.booleans(), st.sampled_from(["", "quote-1", "a?b"]))
def test_a_link_leads_to_its_target(target: str, start: str, has_directory_urls: bool, fragment: str) -> None:  # noqa: FBT001
    addresses = Addresses(PagePaths(), has_directory_urls)
    base = f"https://example.org/base/{addresses.url(start)}"
    link = addresses.link(target, start, fragment)
    url, found = urldefrag(urljoin(base, link))
    assert url == f"https://example.org/base/{addresses.url(target)}"
    assert found == fragment


@given(st.from_regex(r"[a-z0-9][a-z0-9./-]{0,20}[a-z0-9]\.md", fullmatch=True), _PAGE_URIS, st.booleans())
def test_a_link_to_a_file_leads_there(asset: str, start: str, has_directory_urls: bool) -> None:  # noqa: FBT001
    uri = posixpath.normpath(asset).replace("../", "").removesuffix(".md") + ".jpg"
    addresses = Addresses(PagePaths(), has_directory_urls)
    base = f"https://example.org/{addresses.url(start)}"
    url = urljoin(base, addresses.asset_link(uri, start))
    assert unquote(url) == f"https://example.org/{uri}"


@pytest.mark.parametrize(
    ("target", "start", "link"),
    [
        ("", "", "./"),
        ("a/", "", "a/"),
        ("", "a/", "../"),
        ("#x", "", "./#x"),
        ("a/", "a/", "../a/"),
        ("a/b/", "a/c/", "../../a/b/"),
        ("a/b/#x", "a/c/", "../../a/b/#x"),
        ("a.html", "b.html", "a.html"),
        ("a/b.html#x", "c.html", "a/b.html#x"),
        ("photos/1.jpg", "a/b/", "../../photos/1.jpg"),
    ],
)
def test_a_link_is_written_from_where_it_stands(target: str, start: str, link: str) -> None:
    assert relative_url(target, start) == link


def test_generated_pages_stand_where_the_owner_wants_them() -> None:
    addresses = Addresses(PagePaths("", "work", "", "words/said", "", "assets"), has_directory_urls=True)
    assert addresses.portfolio_uri == "index.md"
    assert addresses.study_uri("a") == "work/a.md"
    assert addresses.taxonomy_uri("themes") == "themes/index.md"
    assert addresses.term_uri("themes", "trust") == "themes/trust.md"
    assert addresses.wall_uri == "words/said/index.md"
    assert addresses.credits_uri == "index.md"


@given(
    st.sampled_from(
        ["https://a.example/", "https://a.example/b/", "https://a.example/b", "https://a.example/../b/", "/"]
    )
    | st.text("abc./:?#;", max_size=12),
    st.text(st.sampled_from("ab1-_~%./:?#;é "), max_size=12),
)
def test_an_address_is_made_absolute_as_the_standard_library_does_it(base: str, url: str) -> None:
    assert absolute_url(base, url) == urljoin(base, url)
