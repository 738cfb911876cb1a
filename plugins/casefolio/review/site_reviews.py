"""Puts the page of a review, with its pictures, into a preview, and nowhere else: none of it is published."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

from casefolio.json_files import write_text
from casefolio.preview_marks import ROBOTS_TEXT
from casefolio.reporting import count_words
from casefolio.review.changed_pages import ChangedPage, find_changed_pages
from casefolio.review.comparison import Review
from casefolio.review.kept_back import KeptBack
from casefolio.review.looks import Looks, PageLook, Shot
from casefolio.review.page import STYLESHEET, render_page
from casefolio.review.photos import foresee_pictures
from casefolio.review.screenshots import WIDTHS, Camera, CameraError, open_camera, serve
from casefolio.review.sides import Side
from casefolio.review.weights import REVIEW_FOLDER

_STYLES_PATH = Path(__file__).with_name(STYLESHEET)
MOST_PAGES = 20


class SiteError(Exception):
    """The folder is no place for a review: says why and what to do."""


def check_preview(site: Path) -> None:
    """Makes sure that a folder is a preview.

    Args:
        site: the folder.

    Raises:
        SiteError: it is none, or something else stands where the review would.
    """
    try:
        is_preview = (site / "robots.txt").read_text("utf-8") == ROBOTS_TEXT
    except (OSError, UnicodeDecodeError):
        is_preview = False
    if not is_preview:
        msg = f"`{site}` is no preview: build one there with `CASEFOLIO_PREVIEW=1 mkdocs build --site-dir {site}`"
        raise SiteError(msg)
    folder = site / REVIEW_FOLDER
    if folder.is_symlink() or (folder.exists() and not (folder / STYLESHEET).is_file()):
        msg = f"`{folder}` is there already, and is no review: give that page another name"
        raise SiteError(msg)


def write_review(
    review: Review,
    base: Side,
    head: Side,
    site: Path,
    base_site: Path | None = None,
    *,
    base_name: str,
    has_pictures: bool | None = None,
    most_pages: int = MOST_PAGES,
) -> Looks:
    """Writes the page, its stylesheet and its pictures.

    Args:
        review: what differs.
        base: the version that is public.
        head: the version that is asked about.
        site: the preview of the second, which was checked.
        base_site: the first, built; None where it is not.
        base_name: what it is called.
        has_pictures: whether pages are photographed; None: where there is a browser.
        most_pages: so many of them are.

    Returns:
        Which pages the page shows, and why there are no more.

    Raises:
        CameraError: pictures were asked for, and can't be taken.
        OSError: the disk refuses.
    """
    folder = site / REVIEW_FOLDER
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()
    pages = find_changed_pages(review, base, head)
    looks = Looks()
    if has_pictures is not False and pages:
        try:
            looks = _photograph(pages[:most_pages], KeptBack(head.build.confidence), site, base_site, folder)
        except CameraError as error:
            if has_pictures:
                raise
            looks = Looks(note=f"There are no pictures of pages: {error}")
        if left := len(pages) - most_pages if looks.pages else 0:
            more = count_words(max(left, 0), "more page")
            looks = Looks(looks.pages, f"{more} that differ are not shown.") if left > 0 else looks
    pictures = {
        path: picture
        for path, picture in foresee_pictures(review.photos, head).items()
        if (site / picture.hero.fallback.uri).is_file()
    }
    shutil.copyfile(_STYLES_PATH, folder / STYLESHEET)
    write_text(folder / "index.html", render_page(review, head, base_name=base_name, pictures=pictures, looks=looks))
    return looks


def _photograph(
    pages: Sequence[ChangedPage], kept_back: KeptBack, site: Path, base_site: Path | None, folder: Path
) -> Looks:
    with ExitStack() as stack:
        address = stack.enter_context(serve(site))
        base_address = stack.enter_context(serve(base_site)) if base_site else ""
        camera = stack.enter_context(open_camera((address, base_address)))
        shown = []
        for number, page in enumerate(pages, 1):
            after = page.file if page.file and (site / page.file).is_file() else ""
            before, note = _find_before(page, kept_back, base_site)
            sides = [(base_address, before, True)] if before else []
            sides += [(address, after, False)] if after else []
            shots = tuple(_shoot(camera, sides, folder, number))
            if before and after and _is_alike(shots, folder):
                note = "no difference is to be seen"
                for shot in shots[::2]:
                    (folder / shot.name).unlink()
                shots = shots[1::2]
            if shots or note:
                shown.append(PageLook(page.url, bool(after), shots, note))
    return Looks(tuple(shown))


def _find_before(page: ChangedPage, kept_back: KeptBack, base_site: Path | None) -> tuple[str, str]:
    """The file that shows a page as it was, and what is to be said where there is none."""
    if not page.file_before:
        return "", "a new page" if page.file else ""
    if base_site is None or not (base_site / page.file_before).is_file():
        return "", "" if base_site is None else "how it was is not in the other site"
    if kept_back.is_in_page(page.file_before, (base_site / page.file_before).read_bytes()):
        return "", "how it was is not shown, since it holds what is withheld now"
    return page.file_before, "" if page.file else "the page goes"


def _shoot(camera: Camera, sides: Sequence[tuple[str, str, bool]], folder: Path, number: int) -> Iterator[Shot]:
    for width in WIDTHS:
        for address, file, is_before in sides:
            name = f"page-{number:02}-{width}-{'before' if is_before else 'after'}.jpg"
            height = camera.shoot(f"{address}{file.removesuffix('index.html')}", width, folder / name)
            yield Shot(name, width, height, is_before)


def _is_alike(shots: Sequence[Shot], folder: Path) -> bool:
    data = [(folder / shot.name).read_bytes() for shot in shots]
    return all(one == other for one, other in list(pairwise(data))[::2])
