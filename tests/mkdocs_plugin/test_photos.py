"""The photos of a built site: crops only, with nothing of the original but its picture."""

from io import BytesIO
from itertools import pairwise
from xml.etree.ElementTree import Element

import pytest
from PIL import ExifTags, Image
from tests.mkdocs_plugin.building import SECRETS, BuildOnce, Project, digests, photo
from tests.mkdocs_plugin.reading import find_words, read_html, read_size

STUDIES = {"a-year-of-listening": (1600, 1067), "the-kettle-and-the-rota": (1280, 960), "letters-numbers": (1201, 900)}


@pytest.fixture
def site(built: BuildOnce) -> Project:
    return built("portfolio")


def _picture(project: Project, uri: str, number: int = 0) -> Element:
    return read_html(project.site / uri).all("picture")[number]


def _size(project: Project, page_uri: str, address: str) -> tuple[int, int]:
    return read_size((project.site / page_uri).parent / address)


def test_the_source_photos_have_what_must_not_be_published() -> None:
    data = photo()

    assert [word for word in SECRETS if word.encode() not in data] == []
    with Image.open(BytesIO(data)) as image:
        assert image.getexif().get_ifd(ExifTags.IFD.GPSInfo)


def test_no_file_of_the_site_holds_metadata_or_is_an_original(site: Project) -> None:
    assert len(list((site.root / "case_studies").rglob("*.jpg"))) == 4
    published = digests(site.site)
    names = set(digests(site.root / "case_studies").values())

    assert not names & set(published.values())
    assert find_words(site.site, *SECRETS, "GPSLatitude", "xmpmeta") == []
    for path in (site.site / "assets/photos").rglob("*.*"):
        with Image.open(path) as image:
            assert not image.getexif(), path
            assert not {"exif", "xmp", "icc_profile", "comment"} & set(image.info), path


def test_no_original_lies_in_the_site_by_its_name(site: Project) -> None:
    names = {path.name for path in site.site.rglob("*.*")}

    assert not names & {"harbour.jpg", "kettle.jpg", "my photo & others.jpg"}


@pytest.mark.parametrize("slug", STUDIES)
def test_a_hero_is_16_to_9_in_avif_and_jpeg_and_never_larger_than_its_photo(site: Project, slug: str) -> None:
    uri = f"case-studies/{slug}/index.html"
    picture = _picture(site, uri)
    *sources, image = list(picture)

    assert [source.get("type") for source in sources] == ["image/avif"]
    size = int(image.get("width", "")), int(image.get("height", ""))
    assert abs(size[0] / size[1] - 16 / 9) < 0.01
    for srcset in (*(source.get("srcset", "") for source in sources), image.get("srcset", "")):
        candidates = [candidate.split() for candidate in srcset.split(",")]
        for address, descriptor in candidates:
            width, height = _size(site, uri, address)
            assert descriptor == f"{width}w"
            assert abs(width / height - 16 / 9) < 0.02
            assert width <= STUDIES[slug][0]
        widths = [int(descriptor[:-1]) for _, descriptor in candidates]
        assert all(a < b for a, b in pairwise(widths))
        assert _size(site, uri, candidates[-1][0]) == size


def test_a_card_is_3_to_2_but_for_the_first_and_the_social_crop_is_1200_by_630(site: Project) -> None:
    uri = "case-studies/index.html"
    for number in range(3):
        image = list(_picture(site, uri, number))[-1]
        ratio = 3 / 2 if number else 16 / 9
        assert abs(int(image.get("width", "")) / int(image.get("height", "")) - ratio) < 0.01
    sizes = {read_size(path) for path in site.site.rglob("social-*.jpg")}
    assert sizes == {(1200, 630)}


def test_a_crop_keeps_what_the_record_says_matters(site: Project) -> None:
    """The focal point is right at the top: red grows to the right, green downwards."""
    uri = "case-studies/a-year-of-listening/index.html"
    image = list(_picture(site, uri))[-1]
    with (
        Image.open((site.site / uri).parent / image.get("src", "")) as crop,
        Image.open(site.root / "case_studies/a-year-of-listening/harbour.jpg") as original,
    ):
        top_of_crop = crop.convert("RGB").getpixel((10, 0))
        top_of_photo = original.convert("RGB").getpixel((10, 0))
    assert isinstance(top_of_crop, tuple)
    assert isinstance(top_of_photo, tuple)
    assert all(abs(a - b) < 12 for a, b in zip(top_of_crop, top_of_photo, strict=True))


def test_the_cache_lies_outside_the_site(site: Project) -> None:
    assert (site.root / ".cache/casefolio/photos").is_dir()
    assert not [path for path in site.site.rglob("*") if "cache" in path.name.lower() or path.name == "manifest.json"]


def test_a_photo_is_only_published_with_its_study(site: Project) -> None:
    folders = {path.parent.name.rpartition("-")[0] for path in (site.site / "assets/photos").rglob("hero-*")}

    assert folders == set(STUDIES)


def test_every_photo_stands_with_its_credit(site: Project) -> None:
    study = read_html(site.site / "case-studies/the-kettle-and-the-rota/index.html")
    credits_page = read_html(site.site / "photo-credits/index.html")

    assert study.texts("small", class_="cf-credit") == ["Photo: Other Name, Wikimedia Commons, CC BY-SA 4.0"]
    assert "The kettle and the rota: Photo: Other Name, Wikimedia Commons, CC BY-SA 4.0" in credits_page.texts("li")
    assert study.all("picture")[0].findall("img")[0].get("alt") == ""
