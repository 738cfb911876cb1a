"""Counts the pages of both versions and weighs their built sites; compares numbers and judges none."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casefolio.review.sides import Side

#: In a built site, the folder of the review itself; no part of what visitors get.
REVIEW_FOLDER = "_review"
_IMAGES = frozenset({".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp"})


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of both versions.

    Attributes:
        what: `pages`, `bytes` of all files of the site, or `image bytes`.
        before: None where that version's site was not built.
        after: None where this version's site was not built.
    """

    what: str
    before: int | None
    after: int | None


def measure(base: Side, head: Side, base_site: Path | None = None, site: Path | None = None) -> tuple[Measure, ...]:
    """Counts and weighs.

    Args:
        base: the version that is public.
        head: the version that is asked about.
        base_site: a folder in which the first is built.
        site: a folder in which the second is built.

    Returns:
        Pages are what both versions would have, whatever is built.

    Raises:
        OSError: a folder can't be read.
    """
    before, after = (_weigh(folder) if folder else (None, None) for folder in (base_site, site))
    return (
        Measure("pages", base.page_count, head.page_count),
        Measure("bytes", before[0], after[0]),
        Measure("image bytes", before[1], after[1]),
    )


def _weigh(site: Path) -> tuple[int, int]:
    """All files of a site, and the images among them, in bytes."""
    sizes = [(path.suffix.lower() in _IMAGES, path.stat().st_size) for path in _iter_files(site)]
    return sum(size for _, size in sizes), sum(size for is_image, size in sizes if is_image)


def _iter_files(site: Path) -> Iterator[Path]:
    for path in site.iterdir():
        if path.is_dir() and path.name != REVIEW_FOLDER:
            yield from (inner for inner in path.rglob("*") if inner.is_file())
        elif path.is_file():
            yield path
