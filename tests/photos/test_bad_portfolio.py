"""A portfolio with a broken photo in every other study: each is told at its place, and the others come out right."""

import itertools
from datetime import UTC, datetime
from pathlib import Path

from tests.photos.bad_images import iter_bad
from tests.photos.outcomes import ENDINGS, Sample
from tests.photos.samples import encoded, quarters

from casefolio.codes import Code, Severity
from casefolio.diagnostics import Diagnostic
from casefolio.pipeline import build, check
from casefolio.project import load_project
from casefolio.settings import Settings

RECORD = """\
title: A library that listens, number {number}
summary: Four branch teams made listening to readers part of ordinary days.
client: Trefelin Libraries
photo:
  src: {src}
  alt: Readers around a library desk
  credit: Photo by Sample Name
"""


def bad_samples() -> list[Sample]:
    """The first two of every kind that is to be refused."""
    refused = [sample for sample in iter_bad() if None not in sample.outcomes]
    return [
        sample
        for _, group in itertools.groupby(refused, key=lambda sample: (sample.group, sample.name[-4:]))
        for sample in itertools.islice(group, 2)
    ]


def portfolio(root_path: Path, samples: list[Sample]) -> Settings:
    (root_path / "docs").mkdir()
    (root_path / "docs/index.md").write_text("# Home\n", encoding="utf-8")
    options = "{photos: {hero: {widths: [64, 128]}, card: {widths: [48, 96]}}}"
    (root_path / "mkdocs.yml").write_text(f"site_name: Sample\nplugins:\n- casefolio: {options}\n", encoding="utf-8")
    formats = itertools.cycle(ENDINGS.items())
    for number, sample in enumerate(samples):
        kind, ending = next(formats)
        good = encoded(quarters(48, 32 + number), kind)
        for name, src, data in (("bad", sample.name, sample.data), ("good", f"photo{ending}", good)):
            folder_path = root_path / f"case_studies/{name}-{number}"
            folder_path.mkdir(parents=True)
            (folder_path / src).write_bytes(data)
            (folder_path / "index.yml").write_text(RECORD.format(number=f"{number} {name}", src=src), encoding="utf-8")
    return load_project(root_path / "mkdocs.yml").settings(now=datetime(2026, 6, 1, tzinfo=UTC))


def codes_by_record(diagnostics: tuple[Diagnostic, ...]) -> dict[str, set[Code]]:
    found: dict[str, set[Code]] = {}
    for item in diagnostics:
        if item.code.severity is Severity.ERROR:
            found.setdefault(Path(item.position.path).parent.name, set()).add(item.code)
    return found


def test_every_broken_photo_is_told_at_its_record_and_the_others_are_published(tmp_path: Path) -> None:
    samples = bad_samples()
    assert len({sample.group for sample in samples}) == 8
    settings = portfolio(tmp_path, samples)
    before = {path: path.read_bytes() for path in (tmp_path / "case_studies").rglob("*") if path.is_file()}
    result = build(settings)
    count, told = check(settings)

    for diagnostics in (result.diagnostics, told):
        found = codes_by_record(diagnostics)
        assert set(found) == {f"bad-{number}" for number in range(len(samples))}
        for number, sample in enumerate(samples):
            assert found[f"bad-{number}"] <= sample.outcomes, (sample.group, sample.name)
    assert count == 2 * len(samples)
    photos = {Path(asset.uri).parent.name for asset in result.assets if asset.uri.startswith("assets/photos/")}
    assert len([name for name in photos if "good" in name]) == len(samples)
    assert not [name for name in photos if "bad" in name]
    assert before == {path: path.read_bytes() for path in (tmp_path / "case_studies").rglob("*") if path.is_file()}
