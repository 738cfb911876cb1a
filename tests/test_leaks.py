"""Words that are withheld are found in every file of a site, however they are written; public ones are no leak."""

import gzip
import html
import io
import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from tests.mkdocs_plugin.building import Outcome, Project, digests, make_project, try_build

from casefolio.confidential import Confidence, Confidential, Kind
from casefolio.diagnostics import Position
from casefolio.leaks import find_leaks

WITHDRAWN = "It’s the first time that anybody asked “why”, and waited: Ångström & Søn never did."
AT = Position("case_studies/a.md", 7, 5)

RECORD = """\
---
title: A year of quiet listening
summary: Four branches asked their readers for an hour a week, and changed what they heard about.
client: {name: Trefelin Harbour Office, description: a harbour in the west, disclosure: described}
testimonials:
  - quote: We thought that we knew what our readers wanted.
    name: Gwladys Tanrallt
    role: Team manager
    attribution: role
    consent: {status: granted, evidence: drawer 17/b}
  - quote: It was the first time that anybody asked us why, and waited.
    name: Osian Penllwyn
    consent: {status: withdrawn}
---

## The brief

Ask, and listen.
"""
EMBARGOED = """\
---
title: The merger that nobody expects
summary: Two halls by the sea become one in the spring, and their choirs sing in one room.
client: Elvet Halls
publish_at: 2999-01-01
testimonials:
  - quote: Our two choirs had never once sung in the same room.
---

## The brief

Bring the two committees of the halls around one table before the winter.
"""


def found(files: dict[str, bytes], *texts: str, kind: Kind = Kind.QUOTE, public: tuple[str, ...] = ()) -> list[str]:
    """The files in which a text was found."""
    items = tuple(Confidential(kind, text, AT) for text in texts or (WITHDRAWN,))
    return [leak.uri for leak in find_leaks(files.items(), Confidence(items, ((kind, public),)))]


def png(text: str, *, is_packed: bool) -> bytes:
    info = PngInfo()
    info.add_itxt("Description", text, zip=is_packed)
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG", pnginfo=info)
    return file.getvalue()


def jpeg(text: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "JPEG", comment=text.encode())
    return file.getvalue()


def with_exif(form: str) -> Callable[[str], bytes]:
    def make(text: str) -> bytes:
        exif = Image.Exif()
        exif[0x010E] = text
        file = io.BytesIO()
        Image.new("RGB", (8, 8)).save(file, form, exif=exif.tobytes())
        return file.getvalue()

    return make


#: By what the file is called, how a text is written into it.
WRITTEN: dict[str, Callable[[str], bytes]] = {
    "plain/index.html": lambda text: f"<p>{text}</p>".encode(),
    "entities/index.html": lambda text: "".join(f"&#{ord(letter)};" for letter in text).encode(),
    "named-entities/index.html": lambda text: html.escape(text).encode("ascii", "xmlcharrefreplace"),
    "emphasis/index.html": lambda text: f"<p><i>{text.replace(' ', '</i> <i>')}</i></p>".encode(),
    "attribute/index.html": lambda text: f'<img alt="{html.escape(text)}">'.encode(),
    "comment/index.html": lambda text: f"<!-- {text} -->".encode(),
    "lines/index.html": lambda text: "<p>\n{}\n</p>".format(text.replace(" ", "\n")).encode(),
    "capitals/index.html": lambda text: text.upper().encode(),
    "soft-hyphens/index.html": lambda text: text.replace("time", "ti\u00adme").encode(),
    "decomposed/index.html": lambda text: text.replace("Å", "A\u030a").encode(),
    "script/index.html": lambda text: f'<script type="application/ld+json">{json.dumps({"a": text})}</script>'.encode(),
    "search/search_index.json": lambda text: json.dumps({"docs": [{"text": f"<p>{html.escape(text)}</p>"}]}).encode(),
    "feed.xml": lambda text: f"<content type='html'>{html.escape(f'<p>{html.escape(text)}</p>')}</content>".encode(),
    "link/index.html": lambda text: f'<a href="https://www.example.org/?q={quote(text)}">share</a>'.encode(),
    "sitemap.xml.gz": lambda text: gzip.compress(text.encode(), mtime=0),
    "words.txt": lambda text: text.encode(),
    "comment.jpg": jpeg,
    "exif.jpg": with_exif("JPEG"),
    "exif.webp": with_exif("WEBP"),
    "exif.avif": with_exif("AVIF"),
    "text.png": lambda text: png(text, is_packed=False),
    "packed.png": lambda text: png(text, is_packed=True),
    "wide.bin": lambda text: b"\0\1" + text.encode("utf-16-le"),
}


@pytest.mark.parametrize("uri", WRITTEN)
def test_words_are_found_however_they_are_written(uri: str) -> None:
    assert found({uri: WRITTEN[uri](WITHDRAWN)}) == [uri]
    assert found({uri: WRITTEN[uri]("Something else altogether was said here, and by all means.")}) == []


def test_words_are_found_in_the_name_of_a_file() -> None:
    uri = "case-studies/it-s-the-first-time-that-anybody-asked/index.html"
    assert found({uri: b""}) == [uri]
    escaped = quote("notes/It’s the first time that anybody asked.pdf")
    assert found({escaped: b""}) == [escaped]


def test_a_part_of_a_quote_is_a_leak_and_a_phrase_of_it_is_none() -> None:
    # From whichever word on.
    for before in ("", "x ", "x y "):
        said = f"<p>{before}the first time that anybody asked “why”</p>"
        assert found({"a.html": said.encode()}) == ["a.html"]
    assert found({"a.html": b"<p>the first time that anybody</p>"}) == []


@given(st.integers(0, 5), st.lists(st.sampled_from(["so", "then"]), max_size=9), st.lists(st.just("so"), max_size=9))
def test_seven_words_in_a_row_are_found_wherever_they_stand(start: int, before: list[str], after: list[str]) -> None:
    quote = "nobody had asked them all that much about it before we came"
    page = " ".join([*before, *quote.split()[start : start + 7], *after]).encode()
    assert found({"a.html": page}, quote) == ["a.html"]


def test_a_long_text_that_stands_in_several_files_is_found_in_each() -> None:
    text = f"<p>{'They met each week and talked about the weather. ' * 9}{WITHDRAWN}</p>"
    pages = {f"{name}.html": f"<h1>{name}</h1>{text}<p>{name}</p>".encode() for name in "abc"}
    assert found(pages) == ["a.html", "b.html", "c.html"]


def test_a_text_of_a_few_words_is_found_whole() -> None:
    for before in ("", "x ", "x y "):
        assert found({"a.html": f"{before}Nobody had ever asked us why.".encode()}, "Nobody had ever asked us why") == [
            "a.html"
        ]


def test_lines_that_stand_on_every_page_are_found_on_the_first() -> None:
    page = f"<header>\n<p>{WITHDRAWN}</p>\n</header>\n<p>{{}}</p>".encode()
    assert found({"a.html": page.replace(b"{}", b"one"), "b.html": page.replace(b"{}", b"two")})[:1] == ["a.html"]


def test_a_name_that_a_line_breaks_is_found() -> None:
    seen = b"<p>\nGwladys\n</p>"
    broken = b"<p>\nGwladys\nTanrallt\n</p>"
    assert found({"a.html": seen, "b.html": broken}, "Gwladys Tanrallt", kind=Kind.PERSON) == ["b.html"]


def test_what_is_public_by_right_is_no_leak() -> None:
    page = {"a.html": b"<p>Gwladys Tanrallt</p>"}
    assert found(page, "Gwladys Tanrallt", kind=Kind.PERSON) == ["a.html"]
    assert found(page, "Gwladys Tanrallt", kind=Kind.PERSON, public=("Gwladys Tanrallt, Photographer",)) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [(Kind.QUOTE, "It helped me."), (Kind.EMBARGO, "Annual report"), (Kind.PERSON, "Gwladys"), (Kind.PRIVATE, "form")],
)
def test_what_many_people_would_say_is_not_searched_for(kind: Kind, text: str) -> None:
    assert found({"a.html": text.encode()}, text, kind=kind) == []


def test_nothing_is_read_where_there_is_nothing_to_look_for() -> None:
    files = iter([("a.html", b"")])
    assert find_leaks(files, Confidence()) == ()
    assert list(files) == [("a.html", b"")]


def portfolio(root: Path, **files: str | bytes) -> Project:
    made = make_project(root).configure(site_url="https://www.example.org/")
    made.write({"docs/index.md": "# Welcome\n", "case_studies/quiet.md": RECORD, "case_studies/merger.md": EMBARGOED})
    return made.write({path.replace("__", "/"): content for path, content in files.items()})


def leaks(outcome: Outcome) -> list[str]:
    """The first line of each."""
    return [line.strip() for line in outcome.output.splitlines() if "CF509" in line]


def test_what_casefolio_itself_writes_holds_none_of_it(tmp_path: Path) -> None:
    outcome = try_build(portfolio(tmp_path), is_strict=False)
    assert (outcome.code, leaks(outcome)) == (0, [])


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("the first time that anybody asked us why", "case_studies/quiet.md:11:12"),
        ("said Gwladys Tanrallt", "case_studies/quiet.md:7:11"),
        ("and Osian Penllwyn", "case_studies/quiet.md:12:11"),
        ("at the Trefelin Harbour Office", "case_studies/quiet.md:4:16"),
        ("see drawer 17/b", "case_studies/quiet.md:10:42"),
        ("The Merger That Nobody Expects", "case_studies/merger.md:2:8"),
        ("our two choirs had never once sung", "case_studies/merger.md:7:12"),
        ("the two committees of the halls around", "case_studies/merger.md:10:4"),
    ],
)
def test_a_page_of_the_sites_own_that_says_it_fails_the_build(tmp_path: Path, words: str, place: str) -> None:
    outcome = try_build(portfolio(tmp_path, **{"docs__about.md": f"# About\n\nThey {words} it.\n"}), is_strict=False)
    assert outcome.code == 1
    found = leaks(outcome)
    # The page, and what the search finds of it.
    assert all(place in line for line in found)
    assert "about/index.html" in outcome.output
    assert "search/search_index.json" in outcome.output
    assert "in what was built; the site was not touched" in outcome.output
    assert words.rsplit(maxsplit=1)[-1] not in "".join(found)


def test_a_leak_leaves_the_last_good_site_as_it_was(tmp_path: Path) -> None:
    made = portfolio(tmp_path)
    assert try_build(made, is_strict=False).code == 0
    before = digests(made.site)
    made.write({"docs/about.md": "# About\n\nThe merger that nobody expects is near.\n"})
    assert try_build(made, is_strict=False).code == 1
    assert digests(made.site) == before
    assert [path.name for path in made.root.iterdir() if "site" in path.name] == ["site"]


def test_another_file_of_the_site_that_says_it_fails_the_build(tmp_path: Path) -> None:
    outcome = try_build(
        portfolio(tmp_path, **{"docs__notes__team.png": png("Osian Penllwyn, in May", is_packed=True)}), is_strict=False
    )
    assert outcome.code == 1
    assert "notes/team.png" in outcome.output


def test_a_text_of_another_record_that_says_it_fails_the_build(tmp_path: Path) -> None:
    other = RECORD.replace("described}", "named}").replace("quiet", "loud")
    other = other[: other.index("testimonials:")] + "---\n\n## The brief\n\nAsk Osian Penllwyn.\n"
    outcome = try_build(portfolio(tmp_path, **{"case_studies__loud.md": other}), is_strict=False)
    assert outcome.code == 1
    assert "case-studies/loud/index.html" in outcome.output


def test_a_name_that_somebody_else_shows_is_no_secret(tmp_path: Path) -> None:
    other = RECORD.replace("attribution: role", "attribution: full").replace("quiet", "loud")
    other = other.replace("status: withdrawn", "status: granted").replace("described}", "named}")
    outcome = try_build(portfolio(tmp_path, **{"case_studies__loud.md": other}), is_strict=False)
    # The same quote, with consent in one record and without in the other: it is public.
    assert (outcome.code, leaks(outcome)) == (0, [])
