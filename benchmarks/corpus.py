"""Makes the sites that are measured: the same words as case studies and as plain pages; measures nothing."""

import re
import subprocess
import sys
from pathlib import Path

ROOT_PATH = Path(__file__).parents[1]
#: Makes the records and their photos; it lies next to the project, not in it.
MAKER_PATH = ROOT_PATH.parent / "shared" / "bench" / "make_corpus.py"

_HOST = """\
site_name: Benchmark
site_url: https://benchmark.example/
theme:
  name: material
  font: false
"""
_QUOTE = re.compile(r'^  - quote: "(.*)"$', re.MULTILINE)


def write_portfolio(folder_path: Path, count: int, photo_size: str | None) -> None:
    """Writes a portfolio of casefolio's.

    Args:
        folder_path: a new folder.
        count: how many records.
        photo_size: of each record's photo, such as `3000x2000`; None for records without photos.
    """
    photos = ["--photo-px", photo_size] if photo_size else ["--no-photos"]
    command = [
        sys.executable,
        str(MAKER_PATH),
        str(folder_path),
        "--studies",
        str(count),
        "--form",
        "casefolio",
        *photos,
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    if not photo_size:
        for path in folder_path.glob("case_studies/*/index.md"):
            _drop_photo(path)
    _write_site(folder_path, f"{_HOST}plugins:\n  - search\n  - casefolio\n")


def write_plain_site(folder_path: Path, portfolio_path: Path, *, is_in_navigation: bool) -> None:
    """Writes the words of a portfolio as pages of plain MkDocs.

    Args:
        folder_path: a new folder.
        portfolio_path: what `write_portfolio` wrote.
        is_in_navigation: as MkDocs does it unasked; otherwise out of it, as casefolio's pages are.
    """
    navigation = "" if is_in_navigation else "not_in_nav: /case-studies/*\nnav:\n  - Home: index.md\n"
    _write_site(folder_path, f"{_HOST}plugins:\n  - search\n{navigation}")
    pages_path = folder_path / "docs" / "case-studies"
    pages_path.mkdir()
    for path in sorted(portfolio_path.glob("case_studies/*/index.md")):
        _, front_matter, body = path.read_text(encoding="utf-8").split("---\n", 2)
        title = re.search(r'^title: "(.*)"$', front_matter, re.MULTILINE)
        quotes = "\n\n".join(f"> {quote}" for quote in _QUOTE.findall(front_matter))
        heading = title[1] if title else path.parent.name
        text = f"# {heading}\n\n{body.strip()}\n\n## What they said\n\n{quotes}\n"
        (pages_path / f"{path.parent.name}.md").write_text(text, encoding="utf-8")


def _write_site(folder_path: Path, config: str) -> None:
    docs_path = folder_path / "docs"
    docs_path.mkdir(parents=True, exist_ok=True)
    (docs_path / "index.md").write_text("# Benchmark\n\nThe home page.\n", encoding="utf-8")
    (folder_path / "mkdocs.yml").write_text(config, encoding="utf-8")


def _drop_photo(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^photo:\n(?:  .*\n)+", "", text, flags=re.MULTILINE), encoding="utf-8")
