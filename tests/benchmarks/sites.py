"""Makes a small corpus, and a site of a generator that is as simple as can be, by hand."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.generators import Generator
from benchmarks.sites import Site

RECORD = """\
---
title: "A kitchen rewritten"
testimonials:
  - quote: "We cook faster."
  - quote: "And calmer."
---

## The brief

Words.
"""
#: Shows what lies in the folder of the pages, by way of the server that Python has.
SERVER = (sys.executable, "-m", "http.server", "{port}", "--bind", "127.0.0.1", "--directory", "out")


def write_site(
    folder_path: Path,
    *slugs: str,
    record_uri: str = "records/{slug}.md",
    server: Sequence[str] = SERVER,
    photo_size: str | None = None,
) -> Site:
    """A site with a record of two quotes for each slug, and nothing that is made of them."""
    studies_path = folder_path / "corpus" / "studies"
    photos_path = folder_path / "corpus" / "photos"
    for path in (studies_path, photos_path):
        path.mkdir(parents=True)
    for slug in slugs:
        (studies_path / f"{slug}.md").write_text(RECORD, "utf-8")
        (photos_path / f"{slug}.jpg").write_bytes(slug.encode())
    corpus = Corpus(folder_path / "corpus", slugs, (), slugs, photo_size)
    generator = Generator(
        title="Simple",
        write_frame=lambda path: path.mkdir(),
        record_text=lambda *_: "<h1>A kitchen</h1>",
        record_uri=record_uri,
        photo_uri="photos/{slug}.jpg",
        build=(sys.executable, "-c", "print('nothing to do')"),
        servers={"Simple": server},
        site_uri="out",
        study_uri="work/{slug}/index.html",
        wall_uri="wall",
        made_uris=("cache", "out", "lock"),
        kept_uris=("cache/pictures",),
    )
    site = Site(generator, corpus, folder_path / "site")
    site.lay_out()
    return site


def write_files(folder_path: Path, texts: Mapping[str, str]) -> None:
    """Writes texts by their place in a folder."""
    for uri, text in texts.items():
        path = folder_path / uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
