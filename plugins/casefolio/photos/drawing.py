"""Owns the pixels of drawn cards: from words to the bytes of a PNG; beside `encoding`, what knows Pillow."""

import hashlib
import io
import threading
import zlib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache, partial
from itertools import accumulate, zip_longest
from pathlib import Path
from unicodedata import combining

from PIL import Image, ImageDraw, ImageFont, features

from casefolio.photos.card_words import CardWords
from casefolio.photos.glyphs import parse_glyphs
from casefolio.photos.kerning import Kerning
from casefolio.photos.typesetting import Frame, SetText, set_text

#: What social networks ask for, as for the crop of a photo.
CARD_WIDTH, CARD_HEIGHT = 1200, 630
#: The published file's name.
CARD_NAME = f"social-{CARD_WIDTH}.png"

#: Raise it whenever this module, or one that it imports, makes other bytes out of the same words.
_REVISION = 2

#: sRGB. On the paper, ink has a contrast of 15:1, and quiet ink of 6:1.
_PAPER = (250, 247, 240)
_INK = (33, 30, 27)
_QUIET_INK = (98, 91, 84)
_ACCENT = (160, 58, 44)

_FONTS_PATH = Path(__file__).parent / "fonts"
_HEADING_FONT = _FONTS_PATH / "SourceSerif4Display-Semibold.otf"
_TEXT_FONT = _FONTS_PATH / "SourceSerif4-Regular.otf"

_DESIGN_SIZE = 1000

#: Networks round the corners, and some cut a strip off: nothing but paper is out here.
MARGIN_LEFT, MARGIN_UPPER, MARGIN_RIGHT, MARGIN_LOWER = 80, 72, 88, 72
#: How far accents and the tails of letters reach into the upper and lower margin. What piles up further is cut.
OVERHANG = 40
_RULE_WIDTH = 6
_TEXT_LEFT = 128
_TEXT_WIDTH = CARD_WIDTH - _TEXT_LEFT - MARGIN_RIGHT

#: Each size is about a tenth smaller than the one before; five lines of the last hold all but a row of capitals.
_HEADING = Frame(_TEXT_WIDTH, 340, (116, 104, 92, 82, 74, 66, 60, 54), 1.12, 5)
_BELOW = Frame(_TEXT_WIDTH, 150, (38, 34), 1.3, 2)
#: Where there is no foot, the text takes its place.
_BELOW_AS_FOOT = Frame(_TEXT_WIDTH, 170, (44, 40, 36), 1.28, 3)
_FOOT = Frame(_TEXT_WIDTH, 40, (30, 26), 1.3, 1)
#: From the last baseline of the heading to the first of the text below it: in pixels, and in parts of the larger size.
_GAP_BELOW = (44, 0.42)

_FONTS_IN_USE = threading.Lock()

#: How many shades there are of each ink: more are not to be seen at the edge of a letter. With paper and accent they
#: are 16 colours, two pixels in a byte: a card weighs a fifth less, and is packed in half the time.
_SHADES = 7
_FIRST_INK, _FIRST_QUIET_INK, _ACCENT_NUMBER = 1, 1 + _SHADES, 1 + 2 * _SHADES
#: Which number of shades a pixel has, by how much of it a letter covers.
_SHADE_OF = tuple(round(covered * _SHADES / 255) for covered in range(256))
_IS_INKED = [255 if shade else 0 for shade in _SHADE_OF]
_NUMBERS = {first: [first + max(0, shade - 1) for shade in _SHADE_OF] for first in (_FIRST_INK, _FIRST_QUIET_INK)}

#: Letters stand at one of so many places in a pixel; at finer ones, each would have to be drawn anew for every card.
_PLACES = 4


@cache
def drawer_version() -> str:
    """What made a card, for the cache's key: this module, the fonts, and the programs that draw and pack."""
    fonts = hashlib.sha256(_HEADING_FONT.read_bytes() + _TEXT_FONT.read_bytes()).hexdigest()
    programs = ("pil", "freetype2", "zlib", "zlib_ng")
    return " ".join((str(_REVISION), fonts, *(f"{name}={features.version(name)}" for name in programs)))


@cache
def drawable_characters() -> frozenset[str]:
    """The characters that both fonts have, without the accents that would have to be put on a letter first."""
    heading, text = (parse_glyphs(path.read_bytes()).keys() for path in (_HEADING_FONT, _TEXT_FONT))
    return frozenset(character for character in heading & text if not combining(character))


def draw_card(words: CardWords) -> bytes:
    """Draws a card of 1200 by 630 pixels.

    Args:
        words: of `drawable_characters` only.

    Returns:
        A PNG without any metadata; the same words give the same bytes, with the programs of `drawer_version`.
    """
    lower = CARD_HEIGHT - MARGIN_LOWER
    image = Image.new("L", (CARD_WIDTH, CARD_HEIGHT), 0)
    image.paste(_ACCENT_NUMBER, (MARGIN_LEFT, MARGIN_UPPER, MARGIN_LEFT + _RULE_WIDTH, lower))
    for layer, first in _iter_layers(words, lower):
        layer.paste(image, first)
    # From here on the numbers are colours.
    image.putpalette(_palette())
    stream = io.BytesIO()
    # Runs of one colour are most of a card. To look for other repetitions takes twice as long for a twentieth fewer
    # bytes. A JPEG has more than twice as many, and blurred edges.
    image.save(stream, "PNG", bits=4, compress_type=zlib.Z_RLE)
    return stream.getvalue()


def _iter_layers(words: CardWords, lower: int) -> Iterator[tuple["_Layer", int]]:
    """Heading, text below and foot, each with the number of its colour's first shade."""
    heading, below, foot = set_card(words)
    # The tops of capitals stand where the rule begins, and the foot where it ends.
    baseline = MARGIN_UPPER + _cap_height(_HEADING_FONT, heading.size)
    layer = _Layer(_HEADING_FONT, heading.size)
    last = layer.write(heading.lines, baseline, _HEADING.leading)
    yield layer, _FIRST_INK
    frame, (gap, part) = _below_frame(words), _GAP_BELOW
    baseline = last + gap + round(part * heading.size)
    if not words.foot:
        baseline = lower - round((len(below.lines) - 1) * below.size * frame.leading)
    layer = _Layer(_TEXT_FONT, below.size)
    layer.write(below.lines, baseline, frame.leading)
    yield layer, _FIRST_QUIET_INK
    layer = _Layer(_TEXT_FONT, foot.size)
    layer.write(foot.lines, lower, _FOOT.leading)
    yield layer, _FIRST_QUIET_INK


def set_card(words: CardWords) -> tuple[SetText, SetText, SetText]:
    """Gives the lines of heading, text below and foot."""
    measure_text = partial(_measure, _TEXT_FONT)
    return (
        set_text(words.heading, _HEADING, partial(_measure, _HEADING_FONT)),
        set_text(words.below, _below_frame(words), measure_text),
        set_text(words.foot, _FOOT, measure_text),
    )


def _below_frame(words: CardWords) -> Frame:
    return _BELOW if words.foot else _BELOW_AS_FOOT


def _measure(path: Path, text: str, size: int) -> float:
    return sum(_iter_steps(path, text)) * size


def _iter_steps(path: Path, text: str) -> Iterator[float]:
    """From each letter to the next, and to the end, in parts of the size."""
    for letter, following in zip_longest(text, text[1:]):
        yield _step(path, letter, following)


# Every text is measured letter by letter at many sizes, and has few pairs that another had not.
@cache
def _step(path: Path, letter: str, following: str | None) -> float:
    return _advance(path, letter) + (_kerning(path).between(letter, following) if following else 0.0)


@cache
def _advance(path: Path, letter: str) -> float:
    # As large as the grid that the letters are designed on: at any other size it would be rounded.
    with _FONTS_IN_USE:
        return _face(path, _DESIGN_SIZE).getlength(letter) / _DESIGN_SIZE


@cache
def _kerning(path: Path) -> Kerning:
    return Kerning(path.read_bytes())


@cache
def _face(path: Path, size: int) -> ImageFont.FreeTypeFont:
    # The other engine would need FriBiDi, which is not on every computer: see `kerning`.
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _cap_height(path: Path, size: int) -> int:
    with _FONTS_IN_USE:
        return -round(_face(path, size).getbbox("H", anchor="ls")[1])


@lru_cache(maxsize=4096)
def _letter(path: Path, size: int, letter: str, place: int) -> tuple[Image.Image, int, int] | None:
    """The ink of a letter, and where it begins to the right of its place and below the baseline.

    Args:
        path: of the font.
        size: in pixels.
        letter: one character.
        place: how far right in a pixel it stands, in `_PLACES` of a pixel.

    Returns:
        None for a space.
    """
    side = 2 * size
    mask = Image.new("L", (2 * side, 2 * side))
    # FreeType's fonts are not safe in threads.
    with _FONTS_IN_USE:
        ImageDraw.Draw(mask).text((side + place / _PLACES, side), letter, 255, _face(path, size), "ls")
    box = mask.getbbox()
    return (mask.crop(box), box[0] - side, box[1] - side) if box else None


class _Layer:
    """The letters of one font, as the ink that covers each pixel inside the margins."""

    def __init__(self, path: Path, size: int) -> None:
        self._path, self._size = path, size
        # To the left there is room for letters that reach out of their line.
        self._left, self._upper = MARGIN_LEFT + _RULE_WIDTH, MARGIN_UPPER - OVERHANG
        width = CARD_WIDTH - MARGIN_RIGHT - self._left
        self._mask = Image.new("L", (width, CARD_HEIGHT - MARGIN_LOWER + OVERHANG - self._upper))

    def write(self, lines: Iterable[str], baseline: int, leading: float) -> int:
        """Writes lines and gives the baseline of the last."""
        last = baseline
        for number, line in enumerate(lines):
            last = baseline + round(number * self._size * leading)
            steps = accumulate(_iter_steps(self._path, line), initial=0.0)
            for step, letter in zip(steps, line, strict=False):
                left, place = divmod(round((_TEXT_LEFT - self._left + step * self._size) * _PLACES), _PLACES)
                drawn = _letter(self._path, self._size, letter, place)
                if drawn:
                    ink, across, down = drawn
                    self._mask.paste(255, (left + across, last - self._upper + down), ink)
        return last

    def paste(self, image: Image.Image, first: int) -> None:
        """Puts the layer on an image of numbers of colours, whose shades of this one begin at `first`."""
        box = self._mask.getbbox()
        if box is None:
            return
        # Most of a card is paper.
        mask = self._mask.crop(box)
        upper_left = self._left + box[0], self._upper + box[1]
        image.paste(mask.point(_NUMBERS[first]), upper_left, mask.point(_IS_INKED))


def _palette() -> list[int]:
    """Paper, the shades of ink, those of quiet ink, and the accent."""
    ramps = (
        round(paper + (full - paper) * shade / _SHADES)
        for ink in (_INK, _QUIET_INK)
        for shade in range(1, _SHADES + 1)
        for paper, full in zip(_PAPER, ink, strict=True)
    )
    return [*_PAPER, *ramps, *_ACCENT]
