import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from casefolio.photos.card_words import CardWords, plan_words
from casefolio.photos.drawing import (
    CARD_HEIGHT,
    CARD_WIDTH,
    MARGIN_LEFT,
    MARGIN_LOWER,
    MARGIN_RIGHT,
    MARGIN_UPPER,
    OVERHANG,
    draw_card,
    drawable_characters,
    drawer_version,
    set_card,
)

LONGEST = (
    "Four branch teams made listening to readers part of ordinary days, and changed their opening hours as a result"
)
LONG_WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
CARDS = [
    CardWords("Bees!", "Sample Trust", "Sample"),
    CardWords(LONGEST, "Trefelin Libraries and Information Service", "Sioned Sample, writer and facilitator"),
    CardWords(LONG_WORD, "Cyngor Sir Ynys Môn", "Sample"),
    CardWords("Gwrando ar y bobl sy’n byw yn Nhŷ’r Ŵyn: blwyddyn o sgwrsio", "Ymddiriedolaeth Tŷ Newydd", "Sampl"),
    CardWords("The kettle and the rota"),
    CardWords("Å Ệ Ẫ Ű Ώ Й", "", "Ģ"),
    CardWords("W" * 110, "W" * 110, "W" * 110),
    CardWords(" ".join("W" * 55), " ".join("j" * 200), "f" * 200),
    CardWords("i" * 110, "l" * 400),
]


def drawn(words: CardWords) -> Image.Image:
    with Image.open(io.BytesIO(draw_card(words))) as image:
        assert image.format == "PNG"
        assert not {"exif", "icc_profile", "dpi"} & set(image.info)
        return image.convert("RGB")


def inked_box(image: Image.Image) -> tuple[int, int, int, int]:
    """What is not paper."""
    paper = image.getpixel((0, 0))
    assert isinstance(paper, tuple)
    box = ImageChops.difference(image, Image.new("RGB", image.size, paper)).getbbox()
    assert box
    return box


def assert_margins_are_paper(words: CardWords) -> None:
    image = drawn(words)
    assert image.size == (CARD_WIDTH, CARD_HEIGHT) == (1200, 630)
    left, upper, right, lower = inked_box(image)
    assert left == MARGIN_LEFT
    assert upper >= MARGIN_UPPER - OVERHANG > 0
    assert right <= CARD_WIDTH - MARGIN_RIGHT
    assert lower <= CARD_HEIGHT - MARGIN_LOWER + OVERHANG < CARD_HEIGHT


@pytest.mark.parametrize("words", CARDS, ids=lambda words: words.heading[:12])
def test_nothing_is_drawn_in_the_margins(words: CardWords) -> None:
    assert_margins_are_paper(words)


latin = st.text(st.characters(max_codepoint=0x17F), min_size=1, max_size=110)
any_known = st.text(st.sampled_from(sorted(drawable_characters())), min_size=1, max_size=110)


@given(latin | any_known, latin, latin)
@settings(max_examples=60, deadline=None)
def test_whatever_the_words_the_margins_stay_free(heading: str, below: str, foot: str) -> None:
    words = plan_words(drawable_characters(), heading=heading, below=below, foot=foot)
    if words:
        assert_margins_are_paper(words)


@pytest.mark.parametrize("words", CARDS[:6], ids=lambda words: words.heading[:12])
def test_a_usual_text_is_drawn_whole_with_room_between_its_parts(words: CardWords) -> None:
    heading, below, foot = set_card(words)
    whole = "".join(heading.lines).replace("-", "").replace(" ", "")
    assert whole == words.heading.replace(" ", "")
    assert " ".join(below.lines) == words.below
    assert " ".join(foot.lines) == words.foot
    alone = [inked_box(drawn(CardWords(words.heading)).crop((100, 0, CARD_WIDTH, CARD_HEIGHT)))]
    if words.foot:
        # Between the last line of what stands above and the foot there is a band of paper.
        image = drawn(words).crop((100, 0, CARD_WIDTH, CARD_HEIGHT))
        band = image.crop((0, 505, image.width, 520))
        assert band.getcolors() == [(band.width * band.height, image.getpixel((0, 0)))]
    assert alone[0][3] < 505


@pytest.mark.parametrize("foot", ["", "Sample"])
@pytest.mark.parametrize("heading", [LONGEST, "Wyn " * 27, "W" * 110])
def test_the_longest_texts_do_not_touch(heading: str, foot: str) -> None:
    inside = (100, 0, CARD_WIDTH, CARD_HEIGHT)
    below = "A housing association that asked not to be named, " * 5
    lower = inked_box(drawn(CardWords(heading.strip())).crop(inside))[3]

    image = drawn(CardWords(heading.strip(), below, foot)).crop((100, lower, CARD_WIDTH, lower + 10))
    assert image.getcolors() == [(image.width * 10, image.getpixel((0, 0)))]


def test_an_accent_that_no_letter_of_the_font_has_is_not_drawn() -> None:
    """It would have to be put on its letter, and could pile up with others."""
    assert plan_words(drawable_characters(), heading="w\u0302yn") == CardWords("ŵyn")
    assert plan_words(drawable_characters(), heading="m\u0302yn") is None


def test_a_short_title_is_larger_than_a_long_one() -> None:
    sizes = [set_card(CardWords(text))[0].size for text in ("Bees!", CARDS[3].heading, LONGEST)]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 3
    assert sizes[-1] >= 60


def test_the_colours_can_be_read() -> None:
    """WCAG 2.2, 1.4.3, with the size of the letters left out of account."""

    def luminance(colour: tuple[int, ...]) -> float:
        parts = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    image = drawn(CARDS[0])
    colours = sorted(luminance(colour) for _, colour in image.getcolors() or [] if isinstance(colour, tuple))
    quiet = drawn(CardWords("i", "Sample Trust")).crop((200, 0, CARD_WIDTH, CARD_HEIGHT))
    darkest = min(luminance(colour) for _, colour in quiet.getcolors() or [] if isinstance(colour, tuple))
    assert (colours[-1] + 0.05) / (colours[0] + 0.05) > 12
    assert (colours[-1] + 0.05) / (darkest + 0.05) > 4.5


def test_threads_and_another_process_draw_the_same_bytes() -> None:
    here = [draw_card(words) for words in CARDS]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(draw_card, CARDS * 3)) == here * 3
    code = (
        "import sys, hashlib; from casefolio.photos.card_words import CardWords;"
        "from casefolio.photos.drawing import draw_card;"
        "sys.stdout.buffer.write(draw_card(CardWords('Bees!', 'Sample Trust', 'Sample')))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == here[0]


def test_the_version_names_the_fonts_and_the_programs() -> None:
    assert drawer_version() == drawer_version()
    assert "pil=" in drawer_version()
    assert "freetype2=" in drawer_version()


def test_cards_have_sixteen_colours_at_most_and_weigh_little() -> None:
    data = draw_card(
        CardWords("A waiting room that stopped shouting", "Harbour Clinic", "Portfolio of a sample studio")
    )
    colours = Image.open(io.BytesIO(data)).getcolors()

    assert colours
    assert len(colours) <= 16
    # Two pixels in a byte.
    assert data[24] == 4
    assert len(data) < 25_000
