"""Photos with random damage, the same in every run: each is a photo or a problem, and never anything else."""

import random
from collections.abc import Iterator

import pytest
from tests.photos.outcomes import FORMATS, chance
from tests.photos.samples import encoded, quarters, source, srgb_profile

from casefolio.photos import decoding
from casefolio.photos.geometry import Box, Size
from casefolio.photos.problems import PhotoProblem
from casefolio.settings import PhotoLimits

LIMITS = PhotoLimits()
ROUNDS = 1000


def photos(image_format: str) -> Iterator[bytes]:
    image = quarters(90, 60)
    yield encoded(image, image_format, icc_profile=srgb_profile())
    if image_format == "JPEG":
        yield encoded(image, "JPEG", progressive=True)
        yield encoded(image.convert("CMYK"), "JPEG")
        return
    image.putalpha(image.convert("L"))
    yield encoded(image, image_format)
    if image_format == "PNG":
        yield encoded(image.convert("P"), "PNG", transparency=3)
    if image_format == "WEBP":
        yield encoded(image, "WEBP", lossless=True)


def damage(data: bytearray, dice: random.Random) -> None:
    """Changes, leaves out or doubles some bytes; more often in the head, where more depends on each."""
    at = dice.randrange(min(len(data) - 60, dice.choice((64, 700, len(data)))))
    way, count = dice.randrange(10), dice.randrange(1, 40)
    if way < 5:
        data[at] ^= 1 << dice.randrange(8)
    elif way < 8:
        data[at] = dice.choice((0, 1, 127, 128, 255))
    elif way < 9 and len(data) > 200:
        del data[at : at + count]
    else:
        data[at:at] = data[at : at + count]


@pytest.mark.parametrize("image_format", FORMATS)
def test_damage_gives_a_photo_or_a_problem(image_format: str) -> None:
    dice, originals, opened = chance(image_format), list(photos(image_format)), 0
    for _ in range(ROUNDS):
        data = bytearray(dice.choice(originals))
        for _ in range(dice.choice((1, 1, 2, 4, 16))):
            damage(data, dice)
        photo = source(bytes(data))
        try:
            info = decoding.probe(photo, LIMITS)
            decoding.verify(photo, LIMITS)
            size = Size(min(30, info.size.width), min(20, info.size.height))
            image = decoding.decode(photo, Box(0, 0, info.size.width, info.size.height), size, LIMITS)
        except PhotoProblem as problem:
            assert problem.found  # noqa: PT017 - most of them are, and each may be
            continue
        assert (image.mode, image.info) == ("RGB", {})
        opened += 1

    assert 0 < opened < ROUNDS
