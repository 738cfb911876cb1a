import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from PIL import Image
from tests.photos.samples import SMALL, decoded, encoded, quarters, shared_path

from casefolio.codes import Code
from casefolio.photos.cache import PhotoCache, PhotoCacheError
from casefolio.photos.geometry import Size
from casefolio.photos.processor import PhotoJob, PhotoResult, _MemoryBudget, check_photos, process_photos
from casefolio.settings import PhotoLimits, PhotoSettings
from casefolio.values import FocalPoint

ROOT_PATH = Path(__file__).parents[2]


def write_photos(folder_path: Path, count: int) -> list[PhotoJob]:
    folder_path.mkdir(exist_ok=True)
    jobs = []
    for number in range(count):
        path = folder_path / f"photo-{number}.jpg"
        image = quarters(300, 200)
        image.paste((number * 9, 0, 0), (0, 0, 30, 30))
        path.write_bytes(encoded(image, "JPEG"))
        jobs.append(PhotoJob(path, FocalPoint(), f"photo-{number}"))
    return jobs


def bytes_of(results: list[PhotoResult]) -> dict[str, bytes]:
    return {uri: path.read_bytes() for result in results for uri, path in result.assets}


def test_results_come_in_the_order_of_the_jobs_and_name_their_files(tmp_path: Path) -> None:
    jobs = write_photos(tmp_path / "in", 6)
    results = process_photos(jobs, SMALL, PhotoCache(tmp_path / "cache"), 2, "photos")

    assert [result.job for result in results] == jobs
    for result in results:
        assert result.picture
        assert result.info
        assert result.info.size == Size(300, 200)
        published = {uri for uri, _ in result.assets}
        crops = (result.picture.hero, result.picture.card, result.picture.social)
        named = {file.uri for crop in crops for source in crop.sources for file in source.files}
        assert named == published
        assert all(uri.startswith(f"photos/{result.job.slug}-") for uri in published)


def test_what_a_picture_says_of_its_files_is_true(tmp_path: Path) -> None:
    (result,) = process_photos(write_photos(tmp_path / "in", 1), SMALL, PhotoCache(tmp_path / "cache"), 1, "photos")
    paths = dict(result.assets)

    assert result.picture
    for crop in (result.picture.hero, result.picture.card, result.picture.social):
        for source in crop.sources:
            for file in source.files:
                image = decoded(paths[file.uri].read_bytes())
                assert image.size == (file.width, file.height)
                assert Image.MIME[image.format or ""] == source.mime_type


def test_one_worker_and_four_give_the_same_addresses_and_bytes(tmp_path: Path) -> None:
    jobs = write_photos(tmp_path / "in", 8)
    one = process_photos(jobs, SMALL, PhotoCache(tmp_path / "one"), 1, "photos")
    four = process_photos(jobs, SMALL, PhotoCache(tmp_path / "four"), 4, "photos")

    assert bytes_of(one) == bytes_of(four)
    assert [result.picture for result in one] == [result.picture for result in four]


def test_a_second_build_makes_nothing(tmp_path: Path) -> None:
    jobs = write_photos(tmp_path / "in", 3)
    cache = PhotoCache(tmp_path / "cache")
    first = process_photos(jobs, SMALL, cache, 2, "photos")
    second = process_photos(jobs, SMALL, cache, 2, "photos")

    assert [result.is_cached for result in first] == [False] * 3
    assert [result.is_cached for result in second] == [True] * 3
    assert [result.assets for result in first] == [result.assets for result in second]


def test_a_changed_photo_gets_another_address_whatever_its_times_say(tmp_path: Path) -> None:
    (job,) = write_photos(tmp_path / "in", 1)
    cache = PhotoCache(tmp_path / "cache")
    (before,) = process_photos([job], SMALL, cache, 1, "photos")
    times = job.path.stat()
    job.path.write_bytes(encoded(quarters(300, 200).rotate(180), "JPEG"))
    os.utime(job.path, ns=(times.st_atime_ns, times.st_mtime_ns))
    (after,) = process_photos([job], SMALL, cache, 1, "photos")

    assert not {uri for uri, _ in before.assets} & {uri for uri, _ in after.assets}


def test_a_damaged_cache_file_is_made_anew(tmp_path: Path) -> None:
    jobs = write_photos(tmp_path / "in", 1)
    cache = PhotoCache(tmp_path / "cache")
    first = process_photos(jobs, SMALL, cache, 1, "photos")
    before = bytes_of(first)
    first[0].assets[0][1].write_bytes(b"damaged")
    (again,) = process_photos(jobs, SMALL, cache, 1, "photos")

    assert not again.is_cached
    assert bytes_of([again]) == before


def test_jobs_that_ask_for_the_same_files_share_them(tmp_path: Path) -> None:
    (job,) = write_photos(tmp_path / "in", 1)
    jobs = [job] * 5 + [PhotoJob(job.path, FocalPoint(), "another-name")]
    results = process_photos(jobs, SMALL, PhotoCache(tmp_path / "cache"), 4, "photos")

    assert [result.is_cached for result in results].count(False) == 1
    assert {path for _, path in results[0].assets} == {path for _, path in results[5].assets}
    assert results[5].assets[0][0].startswith("photos/another-name-")


def test_a_photo_that_fails_leaves_the_others_alone(tmp_path: Path) -> None:
    jobs = write_photos(tmp_path / "in", 5)
    jobs[0].path.write_text("no photo", encoding="utf-8")
    jobs[1].path.unlink()
    jobs[2].path.write_bytes(jobs[3].path.read_bytes()[:-900])
    results = process_photos(jobs, SMALL, PhotoCache(tmp_path / "cache"), 2, "photos")

    assert [result.problem.code if result.problem else None for result in results] == [
        Code.PHOTO_FORMAT,
        Code.PHOTO_MISSING,
        Code.PHOTO_UNREADABLE,
        None,
        None,
    ]
    assert [bool(result.picture) for result in results] == [False, False, False, True, True]
    assert results[2].info
    assert not results[2].assets


def test_a_photo_that_is_cut_off_is_found_without_being_made(tmp_path: Path) -> None:
    (job,) = write_photos(tmp_path / "in", 1)
    data = job.path.read_bytes()
    job.path.write_bytes(data[: len(data) * 2 // 3])
    (result,) = check_photos([job], SMALL, 1)

    assert result.problem
    assert result.problem.code is Code.PHOTO_UNREADABLE
    assert result.info


def test_photos_can_be_looked_at_without_being_made(tmp_path: Path) -> None:
    jobs = write_photos(tmp_path / "in", 3)
    jobs[1].path.write_text("no photo", encoding="utf-8")
    results = check_photos(jobs, SMALL, 2)

    assert [result.job for result in results] == jobs
    assert [result.problem.code if result.problem else None for result in results] == [None, Code.PHOTO_FORMAT, None]
    assert [bool(result.info) for result in results] == [True, False, True]
    assert not any(result.picture or result.assets for result in results)


def test_a_photo_over_the_limits_is_refused_though_its_files_are_cached(tmp_path: Path) -> None:
    jobs = write_photos(tmp_path / "in", 1)
    cache = PhotoCache(tmp_path / "cache")
    process_photos(jobs, SMALL, cache, 1)
    strict = PhotoSettings(SMALL.hero, SMALL.card, SMALL.social, limits=PhotoLimits(max_side=200))
    (result,) = process_photos(jobs, strict, cache, 1)

    assert result.problem
    assert result.problem.code is Code.PHOTO_TOO_LARGE


def test_no_jobs_give_no_results(tmp_path: Path) -> None:
    assert process_photos([], SMALL, PhotoCache(tmp_path), None) == []


def test_a_cache_that_cannot_be_written_stops_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PhotoCacheError, match="file"):
        process_photos(write_photos(tmp_path / "in", 4), SMALL, PhotoCache(tmp_path / "file"), 2)


def test_photos_that_do_not_fit_together_are_decoded_one_after_the_other() -> None:
    budget = _MemoryBudget(100)
    together: list[int] = []
    held = [0]
    guard = threading.Lock()

    def decode(pixels: int) -> None:
        with budget.spent(pixels):
            with guard:
                held[0] += pixels
                together.append(held[0])
            time.sleep(0.01)
            with guard:
                held[0] -= pixels

    threads = [threading.Thread(target=decode, args=(pixels,)) for pixels in (90, 90, 500, 40, 40, 30, 500)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)

    assert all(pixels <= 100 or pixels == 500 for pixels in together)
    assert len(together) == 7


MEASURE = """
import sys
from pathlib import Path
from casefolio.photos.cache import PhotoCache
from casefolio.photos.processor import FocalPoint, PhotoJob, process_photos
from casefolio.settings import PhotoSettings
jobs = [PhotoJob(path, FocalPoint(), "p") for path in map(Path, sys.argv[2:])]
results = process_photos(jobs, PhotoSettings(), PhotoCache(Path(sys.argv[1])), 2, "photos")
assert all(result.picture for result in results), [result.problem for result in results]
# Not `ru_maxrss`: it begins with what the process had that started this one.
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux counts it")
def test_real_photos_of_six_to_twenty_megapixels_stay_under_400_megabytes(tmp_path: Path) -> None:
    names = ("Kleiber_by_Lukas_Baubkus", "sunset_by_Aitzol_Berasategi", "friends_by_Aitzol_Berasategi")
    paths = [str(shared_path("photos") / f"{name}.jpg") for name in names]
    environment = {**os.environ, "PYTHONPATH": str(ROOT_PATH / "plugins")}
    command = [sys.executable, "-c", MEASURE, str(tmp_path), *paths]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)

    assert int(result.stdout) < 400_000


def test_a_focal_point_keeps_its_subject_in_every_crop(tmp_path: Path) -> None:
    path = tmp_path / "tall.png"
    image = Image.new("RGB", (200, 600), (128, 128, 128))
    image.paste((250, 0, 0), (80, 80, 120, 120))
    path.write_bytes(encoded(image, "PNG"))
    (result,) = process_photos([PhotoJob(path, FocalPoint(0.5, 1 / 6), "tall")], SMALL, PhotoCache(tmp_path / "c"), 1)

    for _, asset_path in result.assets:
        shown = decoded(asset_path.read_bytes()).convert("RGB")
        reds = [pixel for pixel in shown.get_flattened_data() if isinstance(pixel, tuple) and pixel[0] - pixel[1] > 150]
        assert len(reds) > shown.width * shown.height * 0.02


def test_progress_is_told_from_none_to_all(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    jobs = write_photos(tmp_path / "in", 7)
    jobs[3].path.write_text("no photo", encoding="utf-8")
    process_photos(jobs, SMALL, PhotoCache(tmp_path / "cache"), 3, progress=lambda *numbers: told.append(numbers))

    assert told == [(number, 7) for number in range(8)]


def test_the_end_of_progress_is_told_even_where_the_run_is_stopped(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    (tmp_path / "file").touch()
    cache = PhotoCache(tmp_path / "file")
    with pytest.raises(PhotoCacheError):
        process_photos(
            write_photos(tmp_path / "in", 4), SMALL, cache, 2, progress=lambda *numbers: told.append(numbers)
        )

    assert (told[0], told[-1]) == ((0, 4), (4, 4))


def test_a_photo_alone_and_one_among_many_give_the_same_bytes(tmp_path: Path) -> None:
    jobs = write_photos(tmp_path / "in", 4)
    many = process_photos(jobs, SMALL, PhotoCache(tmp_path / "many"), 4, "photos")
    alone = [process_photos([job], SMALL, PhotoCache(tmp_path / "alone"), 4, "photos")[0] for job in jobs]

    assert bytes_of(alone) == bytes_of(many)
