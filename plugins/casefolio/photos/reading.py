"""Owns where a photo is opened: here, or where it is unusual in a process of its own; knows no pixels.

Most photos are JPEGs whose cost their first bytes tell: they are opened here, in threads, and nothing is paid for the
others. An AVIF's cost stands in boxes that only its decoder understands, and many layers of many pixels take minutes.
"""

import dataclasses
from pathlib import Path

from casefolio.photos import decoding, guard
from casefolio.photos.geometry import Box, Size
from casefolio.photos.info import PhotoInfo, parse_info
from casefolio.photos.signatures import parse_format
from casefolio.photos.sources import PhotoSource, load_source
from casefolio.settings import PhotoLimits

#: A photo of 24 megapixels in ten layers, or of 100 in one, is opened here: three seconds at the very most.
_USUAL_PASSES = 300_000_000


def probe(photo: Path | PhotoSource, limits: PhotoLimits) -> PhotoInfo:
    """Looks at a photo without decoding it.

    Args:
        photo: the file, or its bytes where they are at hand.
        limits: what it may cost.

    Raises:
        PhotoProblem: the file is no photo that is read, is damaged or would cost too much.
    """
    source = load_source(photo, limits.max_megabytes) if isinstance(photo, Path) else photo
    if parse_format(source.data) != "AVIF":
        return decoding.probe(source, limits)
    answer, _ = guard.ask("probe", source, limits)
    return parse_info(answer["info"])


def verify(source: PhotoSource, info: PhotoInfo, limits: PhotoLimits) -> None:
    """Decodes a photo as small as can be, to see whether all of it is there.

    Args:
        source: the file's bytes.
        info: what `probe` found.
        limits: what it may cost.

    Raises:
        PhotoProblem: the photo is damaged where `probe` does not look, or costs too much.
    """
    if _is_usual(info):
        decoding.verify(source, limits)
    else:
        guard.ask("verify", source, limits)


def decode(source: PhotoSource, info: PhotoInfo, box: Box, size: Size, limits: PhotoLimits) -> decoding.Pixels:
    """Gives a part of a photo, upright, in sRGB, without metadata.

    Args:
        source: the file's bytes.
        info: what `probe` found.
        box: of the upright photo.
        size: of the result; no larger than the box.
        limits: what it may cost.

    Raises:
        PhotoProblem: the photo is damaged where `probe` does not look, or costs too much.
    """
    if _is_usual(info):
        return decoding.decode(source, box, size, limits)
    words = {"box": dataclasses.astuple(box), "size": dataclasses.astuple(size)}
    answer, data = guard.ask("decode", source, limits, **words)
    return decoding.take_pixels(Size(*answer["size"]), data)


def _is_usual(info: PhotoInfo) -> bool:
    return info.format != "AVIF" and info.passes <= _USUAL_PASSES
