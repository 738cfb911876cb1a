"""Counts what a generator has made, and compares it with what it was given; runs nothing."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.sites import Site

_QUOTE = re.compile(rb"<blockquote\b")
_SRCSET = re.compile(rb'\bsrcset="([^"]*)"')
_WIDTH = re.compile(rb"\s(\d+)w\s*(?:,|$)")
#: What is counted beside pages, by its place in the site; the first that matches.
_KINDS = {
    "pages for other sites to show": re.compile(r"embed/.*\.html"),
    "answers about them (oEmbed)": re.compile(r"embed/.*\.json"),
    "search index": re.compile(r"search/.*\.json"),
    "feeds": re.compile(r"(.*/)?(feed\.(xml|json)|index\.xml)"),
    "files that filters read": re.compile(r"(.*/)?index\.json"),
    "AVIF": re.compile(r".*\.avif"),
    "WebP": re.compile(r".*\.webp"),
    "JPEG": re.compile(r".*\.jpe?g"),
    "PNG": re.compile(r".*\.png"),
}
PICTURES = ("AVIF", "WebP", "JPEG", "PNG")
EXTRAS = tuple(kind for kind in _KINDS if kind not in PICTURES)


@dataclass(frozen=True, slots=True)
class Counts:
    """What is in an output.

    Attributes:
        pages: files of HTML.
        studies: pages of records.
        study_quotes: quotes on the pages of records, all together.
        wall_quotes: quotes on the pages of all quotes; None if the generator makes no such pages.
        widths: of the photos that pages of records offer, in pixels, ascending; none if there are no photos.
        html_bytes: of all files of HTML.
        kinds: how many other files there are, by what tables call them.
        complaints: what is missing or too much, measured by the records.
    """

    pages: int
    studies: int
    study_quotes: int
    wall_quotes: int | None
    widths: tuple[int, ...]
    html_bytes: int
    kinds: Counter[str]
    complaints: tuple[str, ...]


def count_output(site: Site) -> Counts:
    """Counts what the last build of a site has made."""
    files = dict(_iter_files(site.output_path))
    html = {uri: path for uri, path in files.items() if uri.endswith(".html")}
    expected = {site.generator.study_uri.format(slug=slug): site.corpus.count_quotes(slug) for slug in site.slugs()}
    texts = {uri: html[uri].read_bytes() for uri in expected if uri in html}
    quotes = {uri: count_quotes(text) for uri, text in texts.items()}
    wall_quotes = _count_wall(site.generator.wall_uri, html)
    return Counts(
        pages=len(html),
        studies=len(texts),
        study_quotes=sum(quotes.values()),
        wall_quotes=wall_quotes,
        widths=tuple(sorted(set().union(*map(read_widths, texts.values())))) if site.corpus.photo_size else (),
        html_bytes=sum(path.stat().st_size for path in html.values()),
        kinds=Counter(filter(None, map(_kind_of, files))),
        complaints=tuple(_iter_complaints(expected, quotes, wall_quotes)),
    )


def count_quotes(html: bytes) -> int:
    """How many quotes a page shows."""
    return len(_QUOTE.findall(html))


def read_widths(html: bytes) -> set[int]:
    """The widths in pixels that the `srcset`s of a page name."""
    return {int(width) for srcset in _SRCSET.findall(html) for width in _WIDTH.findall(srcset)}


def _kind_of(uri: str) -> str | None:
    return next((kind for kind, pattern in _KINDS.items() if pattern.fullmatch(uri)), None)


def _count_wall(folder_uri: str | None, html: dict[str, Path]) -> int | None:
    if folder_uri is None:
        return None
    return sum(count_quotes(path.read_bytes()) for uri, path in html.items() if uri.startswith(f"{folder_uri}/"))


def _iter_complaints(expected: dict[str, int], quotes: dict[str, int], wall_quotes: int | None) -> Iterator[str]:
    missing = [uri for uri in expected if uri not in quotes]
    if missing:
        yield f"studies without a page: {len(missing):,} of {len(expected):,}, such as {missing[0]}"
    wrong = [uri for uri, count in quotes.items() if count != expected[uri]]
    if wrong:
        uri = wrong[0]
        yield f"studies with more or fewer quotes: {len(wrong):,}, such as {uri}: {quotes[uri]}, not {expected[uri]}"
    total = sum(expected.values())
    if wall_quotes is not None and wall_quotes != total:
        yield f"quotes on the page of all quotes: {wall_quotes:,}, not {total:,}"


def _iter_files(folder_path: Path) -> Iterator[tuple[str, Path]]:
    for parent, _, names in os.walk(folder_path):
        for name in names:
            path = Path(parent, name)
            yield path.relative_to(folder_path).as_posix(), path
