from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from casefolio.photos.geometry import Size
from casefolio.photos.picture import Picture, plan_picture
from casefolio.photos.plan import CropKind, PhotoPlan, photo_key, plan_photo, published_uri
from casefolio.settings import PhotoFormat, PhotoSettings
from casefolio.values import FocalPoint

KEY = "0123456789abcdef"


def plan(width: int = 3000, height: int = 2000, settings: PhotoSettings | None = None) -> PhotoPlan:
    return plan_photo(info_size=Size(width, height), focal=FocalPoint(), settings=settings or PhotoSettings())


def picture(photo_plan: PhotoPlan) -> Picture:
    return plan_picture(photo_plan, photos_uri="photos", slug="harbour", key=KEY)


def test_a_large_photo_gets_every_width_as_avif_every_second_one_as_jpeg_and_one_social_jpeg() -> None:
    names = [variant.name for variant in plan().variants]

    assert names[:5] == [*(f"hero-{w}.avif" for w in (800, 1200, 1600)), "hero-800.jpg", "hero-1600.jpg"]
    assert names[5:8] == ["card-400.avif", "card-720.avif", "card-720.jpg"]
    assert names[8:] == ["social-1200.jpg"]


def test_the_social_crop_has_exactly_the_size_that_networks_ask_for() -> None:
    social = plan().crops[-1].variants[0]

    assert (social.width, social.height) == (1200, 630)


def test_a_photo_too_small_for_the_social_size_gets_the_largest_of_that_ratio() -> None:
    social = plan(800, 600).crops[-1].variants[0]

    assert (social.width, social.height) == (800, 420)


@given(st.integers(1, 6000), st.integers(1, 6000))
def test_nothing_is_upscaled(width: int, height: int) -> None:
    photo_plan = plan(width, height)

    for crop in photo_plan.crops:
        assert all(v.width <= crop.box.width and v.height <= crop.box.height for v in crop.variants)
    assert photo_plan.working_size.width <= photo_plan.working_box.width <= width
    assert photo_plan.working_size.height <= photo_plan.working_box.height <= height
    assert all(photo_plan.working_box.holds(crop.box) for crop in photo_plan.crops)


@given(st.integers(1, 6000), st.integers(1, 6000))
def test_the_names_of_a_photos_files_differ(width: int, height: int) -> None:
    names = [variant.name for variant in plan(width, height).variants]

    assert len(names) == len(set(names))


def test_jpeg_is_last_even_if_the_settings_say_otherwise_or_leave_it_out() -> None:
    for formats in ((PhotoFormat.JPEG, PhotoFormat.AVIF), (PhotoFormat.AVIF,)):
        hero = picture(plan(settings=PhotoSettings(formats=formats))).hero

        assert [source.format for source in hero.sources] == [PhotoFormat.AVIF, PhotoFormat.JPEG]


def test_a_picture_has_what_its_markup_needs() -> None:
    hero = picture(plan()).hero

    assert [source.mime_type for source in hero.sources] == ["image/avif", "image/jpeg"]
    assert [(file.uri, file.width) for file in hero.sources[0].files][:2] == [
        ("photos/harbour-0123456789/hero-800.avif", 800),
        ("photos/harbour-0123456789/hero-1200.avif", 1200),
    ]
    assert (hero.width, hero.height) == (1600, 900)
    assert hero.fallback.uri == "photos/harbour-0123456789/hero-800.jpg"
    assert (hero.fallback.width, hero.fallback.height) == (800, 450)


def test_the_fallback_of_a_crop_with_wide_files_only_is_the_narrowest_jpeg() -> None:
    wide = replace(PhotoSettings().hero, widths=(1600, 2000, 2400))

    assert picture(plan(settings=PhotoSettings(hero=wide))).hero.fallback.width == 1600


def test_the_key_changes_with_source_focal_point_quality_and_encoder() -> None:
    settings = PhotoSettings()
    base = plan_photo(info_size=Size(2000, 3000), focal=FocalPoint(), settings=settings)
    moved = plan_photo(info_size=Size(2000, 3000), focal=FocalPoint(0.5, 0.2), settings=settings)
    better = plan_photo(
        info_size=Size(2000, 3000),
        focal=FocalPoint(),
        settings=replace(settings, quality={**settings.quality, PhotoFormat.JPEG: 90}),
    )
    keys = [
        photo_key("a", base, "1"),
        photo_key("b", base, "1"),
        photo_key("a", moved, "1"),
        photo_key("a", better, "1"),
        photo_key("a", base, "2"),
    ]

    assert len(set(keys)) == len(keys)
    assert photo_key("a", base, "1") == keys[0]


def test_a_focal_point_that_moves_no_crop_makes_nothing_anew() -> None:
    here = plan_photo(info_size=Size(2000, 3000), focal=FocalPoint(0.5, 0.5), settings=PhotoSettings())
    there = plan_photo(info_size=Size(2000, 3000), focal=FocalPoint(0.9, 0.5), settings=PhotoSettings())

    assert photo_key("a", here, "1") == photo_key("a", there, "1")


def test_an_address_has_no_empty_part() -> None:
    variant = plan().crops[0].variants[0]

    assert published_uri("", "harbour", KEY, variant.name) == "harbour-0123456789/hero-800.avif"
    assert published_uri("/a/b/", "harbour", KEY, variant.name) == "a/b/harbour-0123456789/hero-800.avif"


def test_the_crop_kinds_are_planned_in_their_order() -> None:
    assert [crop.kind for crop in plan().crops] == list(CropKind)
