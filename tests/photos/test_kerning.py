from itertools import product
from pathlib import Path

import pytest
from PIL import ImageFont, features

from casefolio.photos import drawing
from casefolio.photos.glyphs import find_table
from casefolio.photos.kerning import Kerning

FONT_PATHS = sorted(Path(drawing.__file__).with_name("fonts").glob("*.otf"))
#: Pairs of two scripts are no pairs for an engine that sets each script by itself.
ALPHABETS = ("ABCDEFGHTVWYŴŶabcdefgotvwyrŵŷßłø .,:–’“”-()&0147", "ΑΒΓΔΤΥΦαβγδρτυφάώ", "АГДРТУФЧагдртуфчіЂђ")


@pytest.mark.parametrize("path", FONT_PATHS, ids=lambda path: path.stem)
def test_letters_that_lean_on_one_another_come_closer(path: Path) -> None:
    kerning = Kerning(path.read_bytes())

    for first, second in ("AV", "To", "We", "Yr", "r."):
        assert -0.2 < kerning.between(first, second) < 0
    assert kerning.between("n", "n") == 0


@pytest.mark.skipif(not features.check("raqm"), reason="Pillow finds no engine here to compare with")
@pytest.mark.parametrize("path", FONT_PATHS, ids=lambda path: path.stem)
def test_pairs_are_as_close_as_another_engine_sets_them(path: Path) -> None:
    """HarfBuzz, without what replaces letters by others; in the size of the font's design, where nothing is rounded."""
    kerning = Kerning(path.read_bytes())
    plain = ImageFont.truetype(path, 1000, layout_engine=ImageFont.Layout.BASIC)
    shaped = ImageFont.truetype(path, 1000, layout_engine=ImageFont.Layout.RAQM)

    kerned = 0
    for first, second in (pair for letters in ALPHABETS for pair in product(letters, letters)):
        expected = shaped.getlength(first + second, features=["-liga", "-ccmp", "-locl", "-calt"])
        between = 1000 * kerning.between(first, second)
        assert plain.getlength(first) + plain.getlength(second) + between == pytest.approx(expected, abs=0.6)
        kerned += between != 0
    assert kerned > 500


def test_a_font_without_the_tables_is_refused() -> None:
    data = FONT_PATHS[0].read_bytes()
    with pytest.raises(ValueError, match="no table `GPOS`"):
        Kerning(data.replace(b"GPOS", b"XXXX", 1))


def test_kerning_that_moves_more_than_the_next_letter_is_refused() -> None:
    data = bytearray(FONT_PATHS[0].read_bytes())
    gpos = find_table(bytes(data), "GPOS")
    # The format of the second letter's values, in every table of pairs.
    at = data.index(b"\x00\x04\x00\x00", gpos)
    while at != -1:
        data[at + 3] = 1
        at = data.find(b"\x00\x04\x00\x00", at + 1)
    with pytest.raises(ValueError, match="moves more than the next letter"):
        Kerning(bytes(data))
