import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageOps, ImageStat
from tests.photos.samples import (
    SMALL,
    colour_at,
    decoded,
    display_p3_profile,
    encoded,
    is_near,
    largest_jpeg,
    map_of_itself,
    planned,
    quarters,
    render,
    shared_path,
    source,
)

from casefolio.codes import Code
from casefolio.photos.geometry import Size
from casefolio.photos.plan import CropKind, plan_photo
from casefolio.photos.problems import PhotoProblem
from casefolio.photos.reading import probe
from casefolio.settings import PhotoFormat, PhotoLimits, PhotoSettings
from casefolio.values import FocalPoint

LIMITS = PhotoLimits()
METADATA = (b"Exif", b"EXIF", b"GPS", b"ICC_PROFILE", b"ICCP", b"prof", b"XMP", b"ns.adobe.com", b"secret")


def problem_of(data: bytes, name: str = "harbour.jpg", limits: PhotoLimits = LIMITS) -> PhotoProblem:
    with pytest.raises(PhotoProblem) as caught:
        probe(source(data, name), limits)
    return caught.value


def render_problem(data: bytes, name: str = "harbour.jpg") -> PhotoProblem:
    photo = source(data, name)
    with pytest.raises(PhotoProblem) as caught:
        render(photo, planned(photo))
    return caught.value


def rendered(data: bytes, name: str = "harbour.jpg") -> Image.Image:
    photo = source(data, name)
    return largest_jpeg(render(photo, planned(photo)), CropKind.CARD)


def png_header(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    ihdr = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", ihdr) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("image_format", "name"),
    [("JPEG", "a.JPG"), ("JPEG", "a.jpeg"), ("PNG", "a.png"), ("WEBP", "a.WebP"), ("AVIF", "a.avif")],
)
def test_each_format_is_known_by_its_content(image_format: str, name: str) -> None:
    info = probe(source(encoded(quarters(90, 60), image_format), name), LIMITS)

    assert (info.size, info.format, info.matches_name) == (Size(90, 60), image_format, True)


def test_a_png_named_jpg_is_read_and_said_not_to_match_its_name() -> None:
    info = probe(source(encoded(quarters(90, 60), "PNG"), "harbour.jpg"), LIMITS)

    assert (info.format, info.matches_name) == ("PNG", False)


def test_a_telephones_jpeg_with_a_second_picture_is_a_jpeg() -> None:
    data = encoded(quarters(90, 60), "MPO", save_all=True, append_images=[quarters(90, 60)])

    assert probe(source(data), LIMITS).format == "JPEG"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (encoded(quarters(9, 9), "GIF"), "a GIF picture"),
        (encoded(quarters(9, 9), "TIFF"), "a TIFF picture or a camera's raw file"),
        (encoded(quarters(9, 9), "BMP"), "a BMP picture"),
        (encoded(quarters(9, 9), "EPS"), "a PostScript (EPS) drawing"),
        (encoded(quarters(9, 9), "PDF"), "a PDF document"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40), "a HEIC picture, as telephones take them"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + bytes(40), "a video"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "an SVG drawing"),
        (b"<!DOCTYPE html><html></html>", "a web page"),
        ("Größe: see the other file".encode(), "a text"),
        (b"version https://git-lfs.github.com/spec/v1\n", "a placeholder of Git LFS in place of the photo"),
        (b"PK\3\4" + bytes(40), "a ZIP archive or an office document"),
        (bytes(range(1, 40)), "no picture that can be read here"),
    ],
)
def test_what_is_no_photo_is_named_with_what_it_seems_to_be(data: bytes, words: str) -> None:
    problem = problem_of(data)

    assert problem.code is Code.PHOTO_FORMAT
    assert problem.message == f"`src` names `harbour.jpg`, which is {words}, not a JPEG, PNG, WebP or AVIF photo"
    assert problem.hint == "open it in a photo program, save it as JPEG and use that file"


def test_an_empty_file_and_a_missing_one_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    with pytest.raises(PhotoProblem) as empty:
        probe(tmp_path / "empty.jpg", LIMITS)
    with pytest.raises(PhotoProblem) as missing:
        probe(tmp_path / "missing.jpg", LIMITS)

    assert (empty.value.code, empty.value.message) == (
        Code.PHOTO_UNREADABLE,
        "`src` names `empty.jpg`, which is an empty file",
    )
    assert (missing.value.code, missing.value.message) == (
        Code.PHOTO_MISSING,
        "`src` names `missing.jpg`, which is not there",
    )


def test_a_folder_is_not_a_photo(tmp_path: Path) -> None:
    with pytest.raises(PhotoProblem) as caught:
        probe(tmp_path, LIMITS)

    assert caught.value.code is Code.PHOTO_UNREADABLE


def test_a_file_above_the_limit_is_refused_with_both_sizes(tmp_path: Path) -> None:
    path = tmp_path / "large.jpg"
    path.write_bytes(bytes(2_500_000))
    with pytest.raises(PhotoProblem) as caught:
        probe(path, PhotoLimits(max_megabytes=1))

    assert caught.value.code is Code.PHOTO_TOO_LARGE
    assert caught.value.message == "`src` names `large.jpg`, a file of 2.5 megabytes; the limit is 1"


@pytest.mark.parametrize(
    ("width", "height", "words"),
    [
        (60_000, 60_000, "which is 60000 by 60000 pixels; no side may have more than 16000"),
        (15_000, 15_000, "which is 15000 by 15000 pixels; the limit is 100 million pixels"),
    ],
)
def test_a_bomb_is_refused_by_its_header(width: int, height: int, words: str) -> None:
    problem = problem_of(png_header(width, height), "bomb.png")

    assert problem.code is Code.PHOTO_TOO_LARGE
    assert problem.message == f"`src` names `bomb.png`, {words}"


def test_a_webp_of_34_bytes_that_claims_a_huge_canvas_is_refused() -> None:
    bits = 16_383 | 16_383 << 14
    body = b"VP8L" + struct.pack("<I", 14) + b"\x2f" + struct.pack("<I", bits) + bytes(9)
    problem = problem_of(b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body)

    assert problem.code is Code.PHOTO_TOO_LARGE


def test_a_photo_between_pillows_limit_and_ours_is_looked_at_without_a_warning() -> None:
    # Warnings are errors in these tests; Pillow's begins at 89.5 million pixels.
    assert probe(source(png_header(9_700, 9_700), "a.png"), LIMITS).size.pixels == 94_090_000


@pytest.mark.parametrize("image_format", ["JPEG", "PNG"])
def test_looking_at_a_photo_does_not_decode_it(image_format: str) -> None:
    data = encoded(Image.effect_noise((300, 200), 40).convert("RGB"), image_format)
    without_pixels = data[: len(data) // 2] + bytes(len(data) // 2)

    assert probe(source(without_pixels), LIMITS).size == Size(300, 200)


def test_a_jpeg_of_too_many_scans_is_refused() -> None:
    data = encoded(quarters(64, 64), "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    problem = problem_of(data[:last] + data[last:-2] * 120 + data[-2:])

    assert problem.code is Code.PHOTO_TOO_LARGE
    assert "more than 100 layers" in problem.message


@pytest.mark.parametrize("image_format", ["PNG", "WEBP", "AVIF"])
def test_a_moving_picture_is_refused(image_format: str) -> None:
    data = encoded(quarters(60, 40), image_format, save_all=True, append_images=[Image.new("RGB", (60, 40))])
    problem = problem_of(data)

    assert problem.code is Code.PHOTO_FORMAT
    assert problem.message == "`src` names `harbour.jpg`, which is a moving picture"


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_file_that_is_cut_off_is_a_problem_wherever_it_is_cut(image_format: str) -> None:
    image = Image.effect_noise((120, 80), 60).convert("RGB")
    data = encoded(image, image_format)
    for share in (0.02, 0.1, 0.3, 0.6, 0.9):
        problem = render_problem(data[: max(16, int(len(data) * share))])

        assert problem.code in {Code.PHOTO_UNREADABLE, Code.PHOTO_FORMAT}
        assert "copy the photo again" in problem.hint or "save it as JPEG" in problem.hint


def test_a_truncated_jpeg_says_that_a_part_is_missing() -> None:
    data = encoded(Image.effect_noise((300, 200), 60), "JPEG")
    problem = render_problem(data[: len(data) // 2])

    assert problem.message == "`src` names `harbour.jpg`, which is cut off: a part of the file is missing"


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_random_damage_gives_a_photo_or_a_problem_and_nothing_else(image_format: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = encoded(quarters(60, 40), image_format, exif=exif)
    messages = []
    for at in range(0, len(data), max(1, len(data) // 60)):
        photo = source(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
        try:
            render(photo, planned(photo))
        except PhotoProblem as problem:
            messages.append(problem.message)

    assert messages
    assert all(message.startswith("`src` names `harbour.jpg`, ") for message in messages)


def test_the_valid_pngs_of_the_suite_are_read_and_the_corrupt_ones_refused() -> None:
    valid, refused = 0, 0
    for path in sorted(shared_path("corpora/pngsuite").glob("*.png")):
        try:
            render(path, planned(source(path.read_bytes(), path.name)))
            assert not path.name.startswith("x"), path.name
            valid += 1
        except PhotoProblem:
            assert path.name.startswith("x"), path.name
            refused += 1

    assert (valid, refused) == (162, 14)


def difference(one: Image.Image, other: Image.Image) -> float:
    size = (60, 40)
    return float(sum(ImageStat.Stat(ImageChops.difference(one.resize(size), other.resize(size))).mean) / 3)


@pytest.mark.parametrize("shape", ["landscape", "portrait"])
def test_photos_of_every_orientation_come_out_the_same_way_up(shape: str) -> None:
    folder_path = shared_path("corpora/exif-samples")
    images = []
    for number in range(1, 9):
        path = folder_path / f"{shape}_{number}.jpg"
        size = probe(path, LIMITS).size
        assert (size.width > size.height) == (shape == "landscape")
        photo = source(path.read_bytes())
        images.append(largest_jpeg(render(photo, planned(photo)), CropKind.CARD))

    assert max(difference(images[0], image) for image in images) < 6
    assert difference(images[0], images[0].rotate(180)) > 12


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_an_orientation_in_any_format_is_applied(image_format: str, orientation: int) -> None:
    upright = quarters(180, 120)
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = upright.transpose(Image.Transpose(undo[orientation])) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = source(encoded(stored, image_format, exif=exif))

    assert probe(photo, LIMITS).size == Size(180, 120)
    image = largest_jpeg(render(photo, planned(photo)), CropKind.CARD)
    assert is_near(colour_at(image, 0.2, 0.2), (200, 30, 30))
    assert is_near(colour_at(image, 0.8, 0.2), (30, 160, 30))
    assert is_near(colour_at(image, 0.2, 0.8), (30, 30, 200))


def test_no_metadata_of_a_photo_is_published() -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret"
    exif[0x8825] = {1: "N", 2: (52.0, 30.0, 0.0)}
    data = encoded(
        quarters(180, 120),
        "JPEG",
        exif=exif,
        icc_profile=display_p3_profile(),
        comment=b"secret",
        xmp=b"<x:xmpmeta>secret</x:xmpmeta>",
    )
    photo = source(data)
    assert b"secret" in data
    settings = PhotoSettings(SMALL.hero, SMALL.card, SMALL.social, tuple(PhotoFormat))

    for variant, file in render(photo, planned(photo, settings)).items():
        assert not [mark for mark in METADATA if mark in file], variant.name
        image = decoded(file)
        assert not image.getexif()
        assert not {"exif", "icc_profile", "xmp", "comment"} & set(image.info)


def test_metadata_of_real_cameras_is_not_published() -> None:
    for path in sorted(shared_path("corpora/exif-samples").glob("DSCN00[12]*.jpg")):
        photo = source(path.read_bytes())
        for variant, file in render(photo, planned(photo)).items():
            assert not [mark for mark in METADATA if mark in file], (path.name, variant.name)


def test_display_p3_is_converted_and_not_relabelled() -> None:
    # By the matrices of both spaces, P3 (200, 100, 100) is sRGB (214, 94, 97).
    image = Image.new("RGB", (120, 80), (200, 100, 100))

    assert is_near(
        colour_at(rendered(encoded(image, "PNG", icc_profile=display_p3_profile())), 0.5, 0.5), (214, 94, 97), 4
    )
    assert is_near(colour_at(rendered(encoded(image, "PNG")), 0.5, 0.5), (200, 100, 100), 4)


def test_a_broken_profile_is_passed_over() -> None:
    image = Image.new("RGB", (120, 80), (200, 100, 100))

    assert is_near(colour_at(rendered(encoded(image, "PNG", icc_profile=b"no profile")), 0.5, 0.5), (200, 100, 100), 4)


def test_a_profile_for_other_channels_is_passed_over() -> None:
    image = Image.new("L", (120, 80), 100)
    data = encoded(image, "PNG", icc_profile=display_p3_profile())

    assert is_near(colour_at(rendered(data), 0.5, 0.5), (100, 100, 100), 4)


INKS = [((255, 0, 0, 0), (0, 159, 227)), ((0, 0, 0, 255), (29, 29, 27)), ((0, 0, 0, 0), (255, 255, 255))]


@pytest.mark.parametrize(("ink", "colour"), INKS)
def test_cmyk_without_a_profile_looks_as_it_is_printed(ink: tuple[int, ...], colour: tuple[int, ...]) -> None:
    assert is_near(colour_at(rendered(encoded(Image.new("CMYK", (120, 80), ink), "JPEG")), 0.5, 0.5), colour, 5)


@pytest.mark.parametrize(("ink", "colour"), INKS)
def test_cmyk_that_is_not_adobes_is_not_taken_for_its_negative(ink: tuple[int, ...], colour: tuple[int, ...]) -> None:
    stored = ImageChops.invert(Image.new("CMYK", (120, 80), ink))
    data = encoded(stored, "JPEG")
    at = data.index(b"\xff\xee")
    without_marker = data[:at] + data[at + 2 + int.from_bytes(data[at + 2 : at + 4]) :]
    assert b"Adobe" not in without_marker

    assert is_near(colour_at(rendered(without_marker), 0.5, 0.5), colour, 5)


def test_16_bit_grey_keeps_its_shades() -> None:
    image = Image.frombytes("I;16", (120, 80), (b"\x00\x40" * 60 + b"\x00\xc0" * 60) * 80)
    result = rendered(encoded(image, "PNG"))

    assert is_near(colour_at(result, 0.2, 0.5), (64, 64, 64), 3)
    assert is_near(colour_at(result, 0.8, 0.5), (192, 192, 192), 3)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_transparency_shows_white(mode: str) -> None:
    image = quarters(120, 80).convert(mode)
    image.putalpha(Image.new("L", (120, 80), 0))

    assert is_near(colour_at(rendered(encoded(image, "PNG")), 0.2, 0.2), (255, 255, 255), 3)


def test_half_transparency_is_mixed_with_white() -> None:
    image = Image.new("RGBA", (120, 80), (100, 0, 0, 128))

    assert is_near(colour_at(rendered(encoded(image, "WEBP", lossless=True)), 0.5, 0.5), (177, 127, 127), 4)


def test_a_palette_with_a_transparent_colour_shows_white_there() -> None:
    image = Image.new("P", (120, 80), 1)
    image.putpalette([0, 0, 0, 200, 30, 30])
    image.paste(0, (0, 0, 60, 80))
    result = rendered(encoded(image, "PNG", transparency=0))

    assert is_near(colour_at(result, 0.2, 0.5), (255, 255, 255), 4)
    assert is_near(colour_at(result, 0.8, 0.5), (200, 30, 30))


@pytest.mark.parametrize("mode", ["1", "L", "P"])
def test_photos_of_few_shades_are_read(mode: str) -> None:
    assert rendered(encoded(quarters(120, 80, mode), "PNG")).size == (96, 64)


def test_files_have_the_sizes_and_formats_of_the_plan() -> None:
    photo = source(encoded(quarters(400, 300), "JPEG"))
    settings = PhotoSettings(SMALL.hero, SMALL.card, SMALL.social, tuple(PhotoFormat))
    plan = planned(photo, settings)
    files = render(photo, plan)

    assert tuple(files) == plan.variants
    for variant, file in files.items():
        image = decoded(file)
        assert (image.size, image.format) == ((variant.width, variant.height), variant.format.name)


def test_the_same_photo_gives_the_same_bytes_in_every_format() -> None:
    photo = source(encoded(Image.effect_noise((400, 300), 40).convert("RGB"), "JPEG"))
    plan = planned(photo, PhotoSettings(SMALL.hero, SMALL.card, SMALL.social, tuple(PhotoFormat)))

    assert render(photo, plan) == render(photo, plan)


@pytest.mark.parametrize("scale", [1, 2, 4, 9])
def test_a_photo_keeps_its_detail_however_much_it_is_reduced(scale: int) -> None:
    # Stripes that are four pixels wide once the photo is as small as the crop.
    stripes = Image.new("L", (128 * scale, 72 * scale), 0)
    for x in range(0, stripes.width, 8 * scale):
        stripes.paste(255, (x, 0, x + 4 * scale, stripes.height))
    photo = source(encoded(stripes, "JPEG", quality=95))
    image = largest_jpeg(render(photo, planned(photo)))

    assert image.size == (128, 72)
    assert min(colour_at(image, (8 * n + 2) / 127, 0.5)[0] for n in range(1, 15)) > 215
    assert max(colour_at(image, (8 * n + 6) / 127, 0.5)[0] for n in range(1, 15)) < 40


@pytest.mark.parametrize("orientation", [1, 4, 6, 7])
@pytest.mark.parametrize("size", [(640, 480), (480, 640), (900, 300), (131, 95)])
@pytest.mark.parametrize("focal", [FocalPoint(0.1, 0.9), FocalPoint(0.5, 0.3)])
def test_every_file_shows_what_its_crop_takes(size: tuple[int, int], orientation: int, focal: FocalPoint) -> None:
    upright = map_of_itself(*size)
    undo = {1: upright, 4: ImageOps.flip(upright), 6: upright.transpose(Image.Transpose.ROTATE_90)}
    stored = undo.get(orientation, upright.transpose(Image.Transpose.TRANSVERSE))
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = source(encoded(stored, "JPEG", quality=95, exif=exif))
    plan = plan_photo(info_size=probe(photo, LIMITS).size, focal=focal, settings=SMALL)
    files = render(photo, plan)

    for crop in plan.crops:
        for variant in crop.variants:
            shown = decoded(files[variant]).convert("RGB")
            for x, y in ((0.1, 0.1), (0.9, 0.2), (0.5, 0.5), (0.1, 0.9), (0.9, 0.9)):
                red = 255 * (crop.box.left + x * crop.box.width) / size[0]
                green = 255 * (crop.box.upper + y * crop.box.height) / size[1]
                assert is_near(colour_at(shown, x, y), (round(red), round(green), 128), 9), (variant.name, x, y)


def test_what_no_crop_takes_is_not_made_smaller_either() -> None:
    plan = plan_photo(info_size=Size(3000, 4000), focal=FocalPoint(0.5, 0.5), settings=PhotoSettings())

    assert plan.working_box == plan.crops[1].box
    assert (plan.working_size.width, plan.working_size.height) == (1600, 1067)
