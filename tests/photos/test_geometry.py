import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from casefolio.photos.geometry import Box, Size, crop_box, fitting_widths, height_for, stored_box, surrounding_box
from casefolio.values import FocalPoint

sides = st.integers(1, 16_000)
shares = st.floats(0, 1)
sizes = st.builds(Size, sides, sides)
focals = st.builds(FocalPoint, shares, shares)
ratios = st.sampled_from([16 / 9, 3 / 2, 1200 / 630, 1.0, 3 / 4]) | st.floats(0.05, 20)


@given(sizes, ratios, focals)
def test_a_crop_lies_inside_of_the_picture_and_touches_two_opposite_edges(
    size: Size, ratio: float, focal: FocalPoint
) -> None:
    box = crop_box(size, ratio, focal)

    assert 0 <= box.left < box.right <= size.width
    assert 0 <= box.upper < box.lower <= size.height
    assert box.width == size.width or box.height == size.height


@given(sizes, ratios, focals)
def test_a_crop_has_its_ratio_to_within_a_pixel(size: Size, ratio: float, focal: FocalPoint) -> None:
    box = crop_box(size, ratio, focal)

    is_wide_enough = abs(box.width - box.height * ratio) <= 1 or box.width == 1
    is_high_enough = abs(box.height - box.width / ratio) <= 1 or box.height == 1
    assert is_wide_enough or is_high_enough


@given(sizes, ratios, focals)
def test_a_crop_contains_the_focal_point(size: Size, ratio: float, focal: FocalPoint) -> None:
    box = crop_box(size, ratio, focal)

    assert box.left <= focal.x * size.width <= box.right
    assert box.upper <= focal.y * size.height <= box.lower


@given(sizes, ratios, focals)
def test_the_focal_point_is_at_the_centre_unless_an_edge_is_in_the_way(
    size: Size, ratio: float, focal: FocalPoint
) -> None:
    box = crop_box(size, ratio, focal)

    if box.left > 0 and box.right < size.width:
        assert abs((box.left + box.right) / 2 - focal.x * size.width) <= 1
    if box.upper > 0 and box.lower < size.height:
        assert abs((box.upper + box.lower) / 2 - focal.y * size.height) <= 1


def test_a_subject_in_the_upper_third_of_a_portrait_stays_in_a_wide_crop() -> None:
    assert crop_box(Size(2000, 3000), 16 / 9, FocalPoint(0.5, 0.3)) == Box(0, 338, 2000, 1463)


@given(sides, st.lists(sides, max_size=8))
def test_widths_ascend_are_never_empty_and_never_above_the_crop(crop_width: int, wanted: list[int]) -> None:
    widths = fitting_widths(crop_width, wanted)

    assert widths
    assert list(widths) == sorted(set(widths))
    assert 1 <= widths[0] <= widths[-1] <= crop_width


@pytest.mark.parametrize(
    ("crop_width", "widths"),
    [
        (3000, (480, 800, 1200, 1600)),
        (1600, (480, 800, 1200, 1600)),
        (1000, (480, 800, 1000)),
        (1220, (480, 800, 1220)),
        (300, (300,)),
    ],
)
def test_a_crop_that_is_too_narrow_ends_with_its_own_width(crop_width: int, widths: tuple[int, ...]) -> None:
    assert fitting_widths(crop_width, (480, 800, 1200, 1600)) == widths


@given(sides, ratios)
def test_a_height_is_at_least_one_pixel(width: int, ratio: float) -> None:
    assert height_for(width, ratio) >= 1


def test_a_focal_point_outside_of_the_picture_counts_as_the_nearest_edge() -> None:
    assert crop_box(Size(300, 100), 1, FocalPoint(1.5, -1)) == Box(200, 0, 300, 100)


def test_a_picture_without_a_pixel_is_refused() -> None:
    with pytest.raises(ValueError, match="no pixel"):
        Size(0, 10)


def test_the_surrounding_box_holds_every_box_and_no_more() -> None:
    boxes = [Box(3, 4, 10, 8), Box(5, 1, 9, 6)]
    around = surrounding_box(boxes)

    assert around == Box(3, 1, 10, 8)
    assert all(around.holds(box) for box in boxes)
    assert not boxes[0].holds(around)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_part_of_an_upright_photo_is_found_where_it_is_stored(orientation: int) -> None:
    stored = Image.new("L", (5, 3))
    stored.putdata(range(15))
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.info["exif"] = exif.tobytes()
    upright = ImageOps.exif_transpose(stored)
    size, box = Size(*upright.size), Box(1, 0, upright.width, 2)
    place = stored_box(box, size, orientation)
    found = stored.crop((place.left, place.upper, place.right, place.lower))
    wanted = upright.crop((box.left, box.upper, box.right, box.lower))

    assert sorted(found.tobytes()) == sorted(wanted.tobytes())
    assert (place.width, place.height) == ((box.height, box.width) if orientation >= 5 else (box.width, box.height))
