"""Pictures that others made to try readers with: all the valid ones are right, all the corrupt ones are refused."""

import itertools
import re
from pathlib import Path

import pytest
from PIL import Image
from tests.photos.samples import SMALL, shared_path
from tests.photos.tiny_png import parse_png

from casefolio.photos.cache import PhotoCache
from casefolio.photos.geometry import Box
from casefolio.photos.problems import PhotoProblem
from casefolio.photos.processor import PhotoJob, check_photos, process_photos
from casefolio.photos.reading import decode, probe
from casefolio.photos.sources import load_source
from casefolio.settings import PhotoLimits
from casefolio.values import FocalPoint

LIMITS = PhotoLimits()


def suite_paths(pattern: str) -> list[Path]:
    return sorted(shared_path("corpora/pngsuite").glob(pattern))


def pixels(path: Path) -> Image.Image:
    source = load_source(path, LIMITS.max_megabytes)
    info = probe(source, LIMITS)
    return decode(source, info, Box(0, 0, info.size.width, info.size.height), info.size, LIMITS)


def test_every_pixel_of_the_valid_pictures_is_what_a_second_reader_finds() -> None:
    # Their gamma (gAMA) is not applied, as other makers of pictures for the web don't either.
    paths = suite_paths("[!x]*.png")
    assert len(paths) == 162
    for path in paths:
        image, wanted = pixels(path), parse_png(path.read_bytes())
        assert (image.width, image.height) == (wanted.width, wanted.height), path.name
        found = image.tobytes()
        rows = itertools.chain.from_iterable(itertools.chain.from_iterable(wanted.rows))
        worst = max(abs(one - other) for one, other in zip(found, rows, strict=True))
        assert worst <= 1, path.name


@pytest.mark.parametrize(
    ("pattern", "way", "plain"),
    [
        ("basi*.png", "basi", "basn"),
        ("s*i3p*.png", "i3p", "n3p"),
        ("oi[249]*.png", r"oi\d", "oi1"),
        ("z0[369]*.png", r"z0\d", "z00"),
    ],
    ids=["interlaced", "small and interlaced", "in pieces", "packed more"],
)
def test_the_same_picture_stored_in_another_way_is_the_same(pattern: str, way: str, plain: str) -> None:
    paths = suite_paths(pattern)
    assert paths
    for path in paths:
        twin = path.with_name(re.sub(way, plain, path.name))
        assert twin.name != path.name
        assert pixels(path).tobytes() == pixels(twin).tobytes(), path.name


def test_the_valid_pictures_are_published_no_larger_than_they_are(tmp_path: Path) -> None:
    jobs = [PhotoJob(path, FocalPoint(), path.stem) for path in suite_paths("*.png")]
    results = process_photos(jobs, SMALL, PhotoCache(tmp_path), 2, "photos")
    checked = check_photos(jobs, SMALL, 2)

    for job, made, found in zip(jobs, results, checked, strict=True):
        is_corrupt = job.path.name.startswith("x")
        assert bool(made.problem) == bool(found.problem) == is_corrupt, job.path.name
        for _, path in made.assets:
            with Image.open(path) as image:
                assert made.info
                assert image.width <= made.info.size.width
                assert image.height <= made.info.size.height
    assert len([result for result in results if result.problem]) == 14


def test_the_corrupt_pictures_are_refused_in_words() -> None:
    for path in suite_paths("x*.png"):
        with pytest.raises(PhotoProblem) as caught:
            pixels(path)
        assert caught.value.message.startswith(f"`src` names `{path.name}`, which is ")
        assert caught.value.hint


def test_all_photos_of_cameras_come_out_upright_and_whole(tmp_path: Path) -> None:
    paths = sorted(shared_path("corpora/exif-samples").glob("*.jpg"))
    assert len(paths) == 25
    jobs = [PhotoJob(path, FocalPoint(), path.stem) for path in paths]
    for result in process_photos(jobs, SMALL, PhotoCache(tmp_path), 2, "photos"):
        assert not result.problem
        assert result.picture
        assert result.info
        is_tall = result.job.path.name.startswith("portrait")
        assert (result.info.size.height > result.info.size.width) == is_tall
        assert result.assets
