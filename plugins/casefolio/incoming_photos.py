"""Takes in a photo that an editor names, from anywhere on the disk; copies its bytes and makes nothing of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casefolio.photos.info import PhotoInfo
from casefolio.photos.problems import PhotoProblem
from casefolio.photos.reading import probe, verify
from casefolio.photos.signatures import ENDINGS
from casefolio.photos.sources import load_source
from casefolio.settings import PhotoSettings
from casefolio.slugs import slugify


class PhotoRefusedError(Exception):
    """A file can't be the photo: says which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class IncomingPhoto:
    """A photo as it will lie next to the record.

    Attributes:
        name: without spaces or capitals, with the ending that its format has.
        data: every byte as it was; what is published of it later is made anew, without its metadata.
        info: what is known of it.
    """

    name: str
    data: bytes
    info: PhotoInfo


def load_incoming_photo(path: Path, settings: PhotoSettings) -> IncomingPhoto:
    """Reads a photo to its end, as a check does.

    Args:
        path: of the file.
        settings: the limits count.

    Raises:
        PhotoRefusedError: it is no photo that is read.
    """
    try:
        source = load_source(path, settings.limits.max_megabytes)
        info = probe(source, settings.limits)
        verify(source, info, settings.limits)
    except PhotoProblem as problem:
        msg = f"{path} can't be the photo: {problem.message.removeprefix('`src` names ')}; {problem.hint}"
        raise PhotoRefusedError(msg) from None
    ending = path.suffix.lower() if info.matches_name else min(ENDINGS[info.format], key=len)
    return IncomingPhoto(f"{slugify(path.stem) or 'photo'}{ending}", source.data, info)


def iter_size_words(info: PhotoInfo | None, settings: PhotoSettings) -> Iterator[str]:
    """What a check will say of the photo's size."""
    width, least = info.size.width if info else 0, settings.minimum_hero_width
    if info and width < least:
        yield f"photo: it is {width} pixels wide and a hero photo needs {least}; use a larger version if there is one"
