"""Makes the records that are measured, in the form of each generator, and portfolios of them; measures nothing."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT_PATH = Path(__file__).parents[1]
#: The program that makes records and photos, and the same site for other generators; next to the project, not in it.
SHARED_PATH = ROOT_PATH.parent / "shared" / "bench"
MAKER_PATH = SHARED_PATH / "make_corpus.py"

HOST = """\
site_name: Benchmark
site_url: https://benchmark.example/
theme:
  name: material
  font: false
"""
_QUOTE = re.compile(r'^  - quote: "(.*)"$', re.MULTILINE)
_TITLE = re.compile(r'^title: "(.*)"$', re.MULTILINE)
_PHOTO = re.compile(r"^photo:\n(?:  .*\n)+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Corpus:
    """The same words and photos for every generator.

    Attributes:
        folder_path: where the records lie, in the neutral form and in casefolio's.
        slugs: of the records that sites begin with.
        new_slugs: of those that are added while it is measured.
        photo_slugs: of those whose photos take the place of others.
        photo_size: of each record's photo, such as `3000x2000`; None where there are none.
    """

    folder_path: Path
    slugs: tuple[str, ...]
    new_slugs: tuple[str, ...]
    photo_slugs: tuple[str, ...]
    photo_size: str | None

    def neutral_text(self, slug: str) -> str:
        """A record as Hugo and Eleventy read it."""
        return (self.folder_path / "studies" / f"{slug}.md").read_text(encoding="utf-8")

    def casefolio_text(self, slug: str) -> str:
        """A record in casefolio's content model; without photos it names none."""
        text = (self.folder_path / "case_studies" / slug / "index.md").read_text(encoding="utf-8")
        return text if self.photo_size else _PHOTO.sub("", text)

    def page_text(self, slug: str) -> str:
        """A record as a plain page: its title, its text and its quotes."""
        _, front_matter, body = self.neutral_text(slug).split("---\n", 2)
        title = _TITLE.search(front_matter)
        # With something between them, or they were one quote of several paragraphs.
        quotes = "\n\n<!-- -->\n\n".join(f"> {quote}" for quote in _QUOTE.findall(front_matter))
        return f"# {title[1] if title else slug}\n\n{body.strip()}\n\n## What they said\n\n{quotes}\n"

    def photo_path(self, slug: str) -> Path:
        """The photo of a record."""
        return self.folder_path / "photos" / f"{slug}.jpg"

    def count_quotes(self, slug: str) -> int:
        """How many quotes a record has."""
        return len(_QUOTE.findall(self.neutral_text(slug)))


def make_corpus(folder_path: Path, count: int, photo_size: str | None, *, changes: int) -> Corpus:
    """Makes records in both forms, and their photos once.

    Args:
        folder_path: a new folder.
        count: how many records sites begin with.
        photo_size: of each record's photo; None for none.
        changes: how many records, and how many photos, are kept for later.
    """
    spare = changes if photo_size is None else 2 * changes
    _run_maker(folder_path, count + spare, "neutral", photo_size)
    _run_maker(folder_path, count + spare, "casefolio", None)
    # The number at the end of a slug is the place in the series, which is the same in both forms.
    slugs = sorted((path.stem for path in (folder_path / "studies").iterdir()), key=lambda slug: slug[-5:])
    return Corpus(
        folder_path,
        tuple(slugs[:count]),
        tuple(slugs[count : count + changes]),
        tuple(slugs[count + changes :]),
        photo_size,
    )


def write_portfolio(folder_path: Path, count: int, photo_size: str | None) -> None:
    """Writes a portfolio of casefolio's.

    Args:
        folder_path: a new folder.
        count: how many records.
        photo_size: of each record's photo, such as `3000x2000`; None for records without photos.
    """
    _run_maker(folder_path, count, "casefolio", photo_size)
    if not photo_size:
        for path in folder_path.glob("case_studies/*/index.md"):
            path.write_text(_PHOTO.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    write_host(folder_path, "plugins:\n  - search\n  - casefolio\n")


def write_host(folder_path: Path, rest: str) -> None:
    """Writes an `mkdocs.yml` and a home page.

    Args:
        folder_path: the folder of the site.
        rest: what `mkdocs.yml` has below what all sites share.
    """
    docs_path = folder_path / "docs"
    docs_path.mkdir(parents=True, exist_ok=True)
    (docs_path / "index.md").write_text("# Benchmark\n\nThe home page.\n", encoding="utf-8")
    (folder_path / "mkdocs.yml").write_text(HOST + rest, encoding="utf-8")


def _run_maker(folder_path: Path, count: int, form: str, photo_size: str | None) -> None:
    photos = ["--photo-px", photo_size] if photo_size else ["--no-photos"]
    command = [sys.executable, str(MAKER_PATH), str(folder_path), "--studies", str(count), "--form", form, *photos]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
