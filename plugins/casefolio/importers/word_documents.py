"""Makes a draft of a Word document and the pictures in it; knows nothing of where it is written."""

import io
import re
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Protocol

from casefolio.importers.brief_records import Given, convert_brief
from casefolio.importers.drafts import Draft, Picture, Wishes, choose_slug, load_photo, name_title, read_picture
from casefolio.importers.source_files import ImportRefusedError
from casefolio.importers.word_briefs import read_word_brief
from casefolio.importers.word_html import lost_links, parse_blocks
from casefolio.importers.word_packages import WordPackage, load_word_package
from casefolio.importers.word_text import Block
from casefolio.settings import PhotoSettings, Settings

#: Styles that mean something, by the names that Word stores in every language.
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Quote'] => blockquote:fresh > p:fresh
p[style-name='Intense Quote'] => blockquote:fresh > p:fresh
p[style-name='Block Text'] => blockquote:fresh > p:fresh
p[style-name='Quotations'] => blockquote:fresh > p:fresh
"""
#: A narrower picture is a logo or an icon.
_LEAST_WIDTH = 600
_ENDINGS = {
    "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "image/avif": ".avif", "image/gif": ".gif",
    "image/tiff": ".tiff", "image/bmp": ".bmp", "image/svg+xml": ".svg", "image/x-emf": ".emf", "image/x-wmf": ".wmf",
}  # fmt: skip
_WORD = re.compile(r"\w+")


class _Image(Protocol):
    """What mammoth knows of a picture."""

    alt_text: str | None
    content_type: str | None

    def open(self) -> AbstractContextManager[IO[bytes]]:
        """Its bytes."""
        ...


@dataclass(frozen=True, slots=True)
class _Placed:
    """A picture of the document with what its author says that it shows."""

    picture: Picture
    alt: str


@dataclass(slots=True)
class _Pictures:
    """Collects the pictures while the document is read."""

    settings: PhotoSettings
    found: list[_Placed] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def take(self, image: _Image) -> dict[str, str]:
        alt = " ".join((image.alt_text or "").split())
        try:
            with image.open() as opened:
                data = opened.read()
        except (ValueError, KeyError):
            # It lies on another computer, and nothing is fetched from there; or it is not there at all.
            self.elsewhere.append(alt)
            return {}
        ending = _ENDINGS.get(str(image.content_type), ".bin")
        picture = read_picture(f"picture-{len(self.found) + 1}{ending}", data, self.settings)
        if picture.info is None:
            # A check would take a file of an unknown kind for a record with a wrong ending.
            picture = replace(picture, name=f"_{picture.name}")
        self.found.append(_Placed(picture, alt))
        return {}

    def choose(self) -> _Placed | None:
        """The first one that can be the hero photo; where none is wide enough, the first that is nearly so."""
        for least in (self.settings.minimum_hero_width, _LEAST_WIDTH):
            for placed in self.found:
                info = placed.picture.info
                if info and info.size.width >= least:
                    return placed
        return None


def draft_document(settings: Settings, file: Path, wishes: Wishes) -> Draft:
    """Makes a draft of a Word document.

    Args:
        settings: of the project that takes the record.
        file: the document (.docx).
        wishes: what the editor adds; a photo that is given goes before those in the document.

    Raises:
        ImportRefusedError: the document or the photo can't be read.
    """
    package = load_word_package(file)
    pictures = _Pictures(settings.photos)
    html = _convert(file, package, pictures)
    blocks = parse_blocks(html)
    document = read_word_brief(blocks, settings.language, _iter_leftover(package, blocks))
    own = None if wishes.photo else pictures.choose()
    photo = load_photo(wishes.photo, settings.photos) if wishes.photo else own.picture if own else None
    if wishes.alt and photo is None:
        msg = f"{file}: --alt says what the photo shows, and the document has none; add --photo FILE"
        raise ImportRefusedError(msg)
    others = [placed for placed in pictures.found if placed is not own]
    alt = wishes.alt or (own.alt if own else "")
    record = convert_brief(
        document.brief,
        Given(title=wishes.title, summary=wishes.summary, photo=photo.name if photo else "", alt=alt),
        language=settings.language,
        fallback_title=name_title(file),
        comments=_iter_comments(package, pictures, others),
    )
    slug = choose_slug(settings, file, wishes.title, record.client_name, record.title)
    told = (
        *_iter_picture_words(pictures, others),
        *_iter_other_words(package),
        *_iter_link_words(html, blocks, record.text),
    )
    return Draft(
        slug, record.text, photo, tuple(placed.picture for placed in others), (*record.missing, *document.notes, *told)
    )


def _convert(file: Path, package: WordPackage, pictures: _Pictures) -> str:
    try:
        import mammoth  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        msg = f'{file}: Word documents need one more package; install it with pip install "casefolio[word]"'
        raise ImportRefusedError(msg) from None
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(package.data),
            style_map=_STYLES,
            # A document may bring a map of its own, which could leave out anything.
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=mammoth.images.img_element(pictures.take),
        )
    except Exception:  # noqa: BLE001 - whatever it stumbles over, the document is to blame
        msg = f"{file}: the document is damaged and cannot be read; save it anew in Word or LibreOffice and try again"
        raise ImportRefusedError(msg) from None
    return str(result.value)


def _iter_leftover(package: WordPackage, blocks: Iterable[Block]) -> Iterator[str]:
    """Paragraphs with words that stand in no block: no reader knows every kind of frame and field."""
    known = {word for block in blocks for word in _WORD.findall(block.plain)}
    for paragraph in package.paragraphs:
        if not known.issuperset(_WORD.findall(paragraph)):
            yield paragraph


def _iter_comments(package: WordPackage, pictures: _Pictures, others: Iterable[_Placed]) -> Iterator[str]:
    for text in package.margins:
        yield f"In the margin of the document: {text}"
    for placed in others:
        yield f"Not placed: {placed.picture.name}{f': {placed.alt}' if placed.alt else ''}"
    yield from (f"Not fetched: {alt}" for alt in pictures.elsewhere if alt)


def _iter_picture_words(pictures: _Pictures, others: Iterable[_Placed]) -> Iterator[str]:
    names = ", ".join(f"`{placed.picture.name}`" for placed in others)
    if names:
        yield f"pictures: a study has one photo; next to the record, not placed: {names}"
    if pictures.elsewhere:
        yield f"pictures: {len(pictures.elsewhere)} of them lie outside the document and were not fetched"


def _iter_other_words(package: WordPackage) -> Iterator[str]:
    if package.margins:
        yield "text: the words of headers and footers are kept as comments"
    if package.comments:
        yield f"text: comments of reviewers are left out; there are {len(package.comments)}"


def _iter_link_words(html: str, blocks: Iterable[Block], text: str) -> Iterator[str]:
    for url in lost_links(html):
        yield f"text: a link to `{url}` leads nowhere on a website; its words stay"
    for url in dict.fromkeys(run.url for block in blocks for run in block.runs if run.url):
        if url not in text:
            yield f"text: a link to `{url}` stands where a record has plain words; its words stay"
