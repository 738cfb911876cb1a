import pytest
from PIL import Image, ImageChops, ImageStat
from tests.photos.samples import SMALL, colour_at, is_near, map_of_itself

from casefolio.photos.encoding import iter_images
from casefolio.photos.geometry import Size
from casefolio.photos.plan import plan_photo
from casefolio.photos.resizing import FROM_LARGER, resize_part
from casefolio.settings import CropSettings, PhotoSettings, Ratio
from casefolio.values import FocalPoint


def made(size: tuple[int, int], settings: PhotoSettings = SMALL) -> dict[str, Image.Image]:
    """The pictures that are made of a photo, by the names of their files."""
    plan = plan_photo(info_size=Size(*size), focal=FocalPoint(), settings=settings)
    box, working = plan.working_box, plan.working_size
    photo = map_of_itself(*size).crop((box.left, box.upper, box.right, box.lower))
    tasks = list(iter_images(photo.resize((working.width, working.height)), plan))
    # What is encoded first takes the longest, so that no core is left without work at the end.
    assert [image.width for image, _ in tasks] == sorted((image.width for image, _ in tasks), reverse=True)
    return {variant.name: image for image, variants in tasks for variant in variants}


def test_the_smaller_of_two_crops_in_the_same_scale_is_cut_out_of_the_larger() -> None:
    settings = PhotoSettings(CropSettings(Ratio(16, 9), (64, 128)), CropSettings(Ratio(3, 2), (64,)), social=(120, 63))
    pictures = made((1200, 800), settings)
    hero, card = pictures["hero-64.avif"], pictures["card-64.avif"]

    assert hero.size == (64, 36)
    assert card.size == (64, 43)
    assert hero.tobytes() in {card.crop((0, upper, 64, upper + 36)).tobytes() for upper in (3, 4)}


def test_two_crops_of_the_same_shape_share_a_picture_and_every_other_has_its_own() -> None:
    alike = CropSettings(Ratio(16, 9), (64, 128))
    shared = made((1280, 720), PhotoSettings(alike, alike, social=(120, 63)))
    # The second is less than a pixel higher: it is the same once it is small.
    nearly = made((1280, 720), PhotoSettings(alike, CropSettings(Ratio(1279, 720), (64, 128)), social=(120, 63)))

    assert shared["hero-128.avif"] is shared["card-128.avif"]
    assert nearly["hero-128.avif"] is not nearly["card-128.avif"]
    assert nearly["hero-128.avif"].tobytes() == nearly["card-128.avif"].tobytes()


@pytest.mark.parametrize("corner", [(0, 0), (37, 21), (60, 40)])
def test_half_a_size_is_as_sharp_as_a_slow_resample_and_lies_where_it_would(corner: tuple[int, int]) -> None:
    noise = Image.effect_noise((130, 90), 60).resize((520, 360), Image.Resampling.BICUBIC).convert("RGB")
    part = (*corner, corner[0] + 400, corner[1] + 300)
    half = resize_part(noise, part, Size(200, 150), FROM_LARGER)
    slow = noise.resize((200, 150), Image.Resampling.LANCZOS, box=part)

    detail, wanted = (ImageStat.Stat(image).stddev[0] for image in (half, slow))
    assert detail == pytest.approx(wanted, rel=0.03)
    assert ImageStat.Stat(ImageChops.difference(half, slow)).mean[0] < 0.15 * wanted


@pytest.mark.parametrize(
    ("size", "wanted"), [((401, 300), (200, 150)), ((400, 299), (200, 150)), ((399, 301), (200, 150))]
)
def test_a_picture_of_odd_sides_is_halved_all_the_same(size: tuple[int, int], wanted: tuple[int, int]) -> None:
    image = map_of_itself(*size)
    half = resize_part(image, (0, 0, *size), Size(*wanted), FROM_LARGER)

    assert half.size == wanted
    assert is_near(colour_at(half, 0.9, 0.9), colour_at(image, 0.9, 0.9), 4)
