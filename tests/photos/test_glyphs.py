from pathlib import Path

import pytest
from PIL import ImageFont

from casefolio.photos import drawing
from casefolio.photos.glyphs import parse_glyphs

FONT_PATHS = sorted(Path(drawing.__file__).with_name("fonts").glob("*.otf"))


@pytest.mark.parametrize("path", FONT_PATHS, ids=lambda path: path.stem)
def test_a_character_is_known_exactly_where_it_is_not_drawn_as_a_box(path: Path) -> None:
    characters = set(parse_glyphs(path.read_bytes()))
    font = ImageFont.truetype(path, 40, layout_engine=ImageFont.Layout.BASIC)

    def drawn(character: str) -> bytes:
        return bytes(font.getmask(character)) + repr(font.getbbox(character)).encode()

    box = drawn("\U0010fffd")
    asked = [chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x3000), *range(0x1F300, 0x1F600))]
    assert {char for char in asked if drawn(char) != box} == characters & set(asked)


def test_the_fonts_write_the_languages_of_europe() -> None:
    alphabets = (
        "ŵŷẁỳẅŴŶ ŁąćęłńóśźżĄ őűŐ ğışİ čďěňřšťůž ăâîșțȘ ðþæøå ñ¿¡ ç œ ß ẞ āēģīķļņū ė ħ "
        "“”‘’„‚«»‹›–—…·•€£°½²№ αβγδεζηθικλμνξοπρστυφχψω άέήίόύώ "
        "абвгдежзийклмнопрстуфхцчшщъыьэюя ђјљњћџ іїєґ ếềễộảạẫưƠđ"
    )
    assert set(alphabets) - drawing.drawable_characters() == set()


def test_a_file_that_is_no_such_font_is_refused() -> None:
    with pytest.raises(ValueError, match="no table `cmap`"):
        parse_glyphs(b"OTTO" + bytes(40))
    start = b"OTTO" + (1).to_bytes(2) + bytes(6) + b"cmap" + bytes(4) + (28).to_bytes(4) + bytes(4)
    with pytest.raises(ValueError, match="no `cmap` of format 12"):
        parse_glyphs(start + bytes(40))


def test_the_fonts_stand_with_their_licence() -> None:
    assert len(FONT_PATHS) == 2
    licence = FONT_PATHS[0].with_name("LICENSE.md").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Reserved Font Name" in licence
    # They go into every wheel.
    assert sum(path.stat().st_size for path in FONT_PATHS) < 700_000
