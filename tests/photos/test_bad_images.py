"""Hundreds of broken, hostile and odd pictures in one build: each has the outcome that it is to have, and no other."""

import itertools
from collections import Counter
from pathlib import Path

import pytest
from tests.photos.bad_images import iter_bad
from tests.photos.odd_images import iter_odd
from tests.photos.outcomes import ENDINGS, QUARTERS, RIGHT, Sample
from tests.photos.samples import SMALL, colour_at, decoded, encoded, is_near, quarters

from casefolio.photos.cache import PhotoCache
from casefolio.photos.processor import PhotoJob, PhotoResult, check_photos, process_photos
from casefolio.values import FocalPoint

MANUAL_PATH = Path(__file__).parents[2] / "docs" / "photos.md"
#: Every so many bad ones, a good one stands between them.
_STEP = 10


def good_samples(count: int) -> list[Sample]:
    formats = itertools.cycle(ENDINGS.items())
    return [
        Sample(
            "ordinary photos between them",
            f"good-{number}{ending}",
            encoded(quarters(48 + number, 32), kind),
            frozenset({None}),
            QUARTERS,
        )
        for number, (kind, ending) in zip(range(count), formats, strict=False)
    ]


def mixed() -> list[Sample]:
    samples = [*iter_bad(), *iter_odd()]
    good = good_samples(len(samples) // _STEP)
    for number, sample in enumerate(good):
        samples.insert(number * (_STEP + 1), sample)
    return samples


def written(samples: list[Sample], folder_path: Path) -> list[PhotoJob]:
    jobs = []
    for number, sample in enumerate(samples):
        path = folder_path / f"{number}" / sample.name
        path.parent.mkdir(parents=True)
        path.write_bytes(sample.data)
        jobs.append(PhotoJob(path, FocalPoint(), f"photo-{number}"))
    return jobs


def mistake(sample: Sample, result: PhotoResult) -> str:
    """What is not as it is to be, or nothing."""
    told = result.problem
    code = told.code if told else None
    if code not in sample.outcomes:
        return f"{code}: {told}"
    if told is not None:
        is_told = told.message.startswith(f"`src` names `{sample.name}`, ") and told.hint
        return "" if is_told and not result.assets and not result.picture else f"half told: {told}"
    files = {uri: path.read_bytes() for uri, path in result.assets}
    images = {uri: decoded(data) for uri, data in files.items()}
    if not files or not result.picture:
        return "nothing came of it"
    jpegs = [image for uri, image in images.items() if "/card-" in uri and image.format == "JPEG"]
    image = max(jpegs, key=lambda image: image.width).convert("RGB")
    places = ((0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8))
    for place, colour in zip(places, sample.colours, strict=False):
        if not is_near(colour_at(image, *place), colour, 26):
            return f"{colour_at(image, *place)} at {place} for {colour}"
    return ""


def tried(samples: list[Sample]) -> str:
    """The manual's table: how many of each kind there are, and what is to come of them."""
    rows = Counter((sample.group, outcome_of(sample)) for sample in samples)
    groups = dict.fromkeys(sample.group for sample in samples)
    totals = Counter(outcome_of(sample) for sample in samples)
    lines = [row(group, Counter({outcome: rows[group, outcome] for outcome in totals})) for group in groups]
    return "\n".join((*lines, row("together", totals), ""))


def outcome_of(sample: Sample) -> str:
    if sample.outcomes == RIGHT:
        return "right"
    return "either" if None in sample.outcomes else "refused"


def row(name: str, counts: Counter[str]) -> str:
    cells = (counts.total(), counts["refused"], counts["right"], counts["either"])
    return f"| {name} | {' | '.join(map(str, cells))} |"


def test_every_picture_has_its_outcome_and_no_other_suffers(tmp_path: Path) -> None:
    samples = mixed()
    jobs = written(samples, tmp_path / "in")
    results = process_photos(jobs, SMALL, PhotoCache(tmp_path / "cache"), 2, "photos")

    pairs = list(zip(samples, results, strict=True))
    wrong = [f"{s.group}: {s.name}: {found}" for s, r in pairs if (found := mistake(s, r))]
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong)
    assert len({sample.group + sample.name for sample in samples}) == len(samples) >= 500
    assert tried(samples) in MANUAL_PATH.read_text(encoding="utf-8"), tried(samples)
    assert not list((tmp_path / "cache").rglob(".partial-*"))
    assert not any(sample.data != job.path.read_bytes() for sample, job in zip(samples, jobs, strict=True))


def test_a_check_finds_what_a_build_finds(tmp_path: Path) -> None:
    samples = [sample for sample in mixed() if sample.group != "metadata that asks for much"]
    results = check_photos(written(samples, tmp_path), SMALL, 2)

    wrong = [
        f"{sample.group}: {sample.name}: {result.problem}"
        for sample, result in zip(samples, results, strict=True)
        if (result.problem.code if result.problem else None) not in sample.outcomes
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("sample", good_samples(4), ids=lambda sample: sample.name)
def test_the_judge_of_pictures_sees_a_wrong_one(sample: Sample, tmp_path: Path) -> None:
    turned = Sample(sample.group, sample.name, sample.data, sample.outcomes, QUARTERS[::-1])
    (result,) = process_photos(written([turned], tmp_path), SMALL, PhotoCache(tmp_path / "c"), 1)

    assert mistake(turned, result)
    assert not mistake(sample, result)
