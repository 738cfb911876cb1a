from pathlib import Path

from benchmarks.counting import count_output, read_widths
from benchmarks.reports import render_sameness
from tests.benchmarks.sites import write_files, write_site

_QUOTES = "<blockquote><p>We cook faster.</p></blockquote><blockquote class='x'>And calmer.</blockquote>"
_PHOTO = '<img srcset="a-400.webp 400w, a-800.webp 800w" src="w">'


def test_an_output_is_counted_by_what_lies_in_it(tmp_path: Path) -> None:
    site = write_site(tmp_path, "one", "two", photo_size="60x40")
    pages = {
        "index.html": "<h1>Home</h1>",
        "work/one/index.html": _QUOTES + _PHOTO,
        "work/two/index.html": f'{_QUOTES}<source srcset="b 1200w">',
        "wall/index.html": _QUOTES,
        "wall/page/2/index.html": _QUOTES,
        "embed/one/index.html": _QUOTES,
    }
    write_files(site.output_path, pages)
    others = ["embed/one/oembed.json", "search/search_index.json", "feed.xml", "work/index.json", "a.webp", "b.webp"]
    write_files(site.output_path, dict.fromkeys(others, ""))

    counts = count_output(site)

    assert (counts.pages, counts.studies, counts.study_quotes, counts.wall_quotes) == (6, 2, 4, 4)
    assert counts.widths == (400, 800, 1200)
    assert counts.html_bytes == sum(map(len, pages.values()))
    assert counts.complaints == ()
    assert counts.kinds == {
        "pages for other sites to show": 1,
        "answers about them (oEmbed)": 1,
        "search index": 1,
        "feeds": 1,
        "files that filters read": 1,
        "WebP": 2,
    }


def test_missing_studies_and_quotes_are_told_plainly(tmp_path: Path) -> None:
    site = write_site(tmp_path, "one", "two", "three")
    pages = {"work/one/index.html": _QUOTES, "work/two/index.html": "<h1>Two</h1>", "wall/index.html": _QUOTES}
    write_files(site.output_path, pages)

    counts = count_output(site)

    assert counts.complaints == (
        "studies without a page: 1 of 3, such as work/three/index.html",
        "studies with more or fewer quotes: 1, such as work/two/index.html: 0, not 2",
        "quotes on the page of all quotes: 2, not 6",
    )
    assert render_sameness("3 records", {"simple": counts}, {"simple": site.generator}) == (
        "3 records: **not the same work.**\n"
        "- Simple: studies without a page: 1 of 3, such as work/three/index.html\n"
        "- Simple: studies with more or fewer quotes: 1, such as work/two/index.html: 0, not 2\n"
        "- Simple: quotes on the page of all quotes: 2, not 6\n"
    )


def test_widths_are_those_of_candidates_and_not_of_addresses() -> None:
    assert read_widths(b'<img srcset="/a 100w/b.webp 400w, c.webp 2x" sizes="300w"><p>500w</p>') == {400}
