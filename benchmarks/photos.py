"""Measures what photos cost, how near the published files are to them, and what many large ones take of memory.

python -m benchmarks.photos                            10 photos of 6 megapixels and 3 of 24; the photos of the demo
python -m benchmarks.photos --photos 1 --count 0       a quick look
python -m benchmarks.photos --count 40                 the memory of 40 photos of 24 megapixels beside that of 4

Quality is told by SSIM, and by SSIMULACRA 2 where `pip install ssimulacra2` has been called.
"""

import argparse
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

from benchmarks.corpus import ROOT_PATH, write_portfolio
from benchmarks.processes import run
from benchmarks.similarity import ssim, ssimulacra2
from PIL import Image

from casefolio.photos.cache import PhotoCache
from casefolio.photos.encoding import encode, iter_images, render
from casefolio.photos.geometry import Size
from casefolio.photos.plan import CropKind, PhotoPlan, plan_photo
from casefolio.photos.reading import decode, probe
from casefolio.photos.resizing import FROM_LARGER, resize_part
from casefolio.photos.sources import PhotoSource, load_source
from casefolio.settings import PhotoFormat, PhotoSettings
from casefolio.values import FocalPoint

_SETTINGS = PhotoSettings()
_LIMITS = _SETTINGS.limits
_SIZES = (("3000x2000", 1), ("6000x4000", 3))
_LANCZOS, _BICUBIC, _HAMMING = Image.Resampling.LANCZOS, Image.Resampling.BICUBIC, Image.Resampling.HAMMING
#: A name, Pillow's name of the format, and what the encoder is told.
_Choice = tuple[str, str, dict[str, object]]
#: What others make of photos.
_WEBP: _Choice = ("WebP quality 75 method 4", "WEBP", {"quality": 75, "method": 4})
_AVIF: dict[str, object] = {"speed": 10, "max_threads": 1}
_UNWEIGHED: dict[str, object] = {**_AVIF, "advanced": {"disable-trellis-quant": "1"}}
_CHOICES: tuple[_Choice, ...] = (
    _WEBP,
    ("WebP quality 75 method 2", "WEBP", {"quality": 75, "method": 2}),
    ("AVIF quality 55 speed 10", "AVIF", {"quality": 55, **_AVIF}),
    ("AVIF quality 58 speed 10, no trellis search", "AVIF", {"quality": 58, **_UNWEIGHED}),
    ("AVIF quality 59 speed 10, no trellis search", "AVIF", {"quality": 59, **_UNWEIGHED}),
    ("AVIF quality 50 speed 10, no trellis search", "AVIF", {"quality": 50, **_UNWEIGHED}),
    ("AVIF quality 55 speed 8", "AVIF", {"quality": 55, **_AVIF, "speed": 8}),
    ("JPEG quality 80, plain", "JPEG", {"quality": 80}),
    ("JPEG quality 80, in layers", "JPEG", {"quality": 80, "progressive": True, "optimize": True}),
)
_MEMORY = """
import sys
from pathlib import Path
from casefolio.photos.cache import PhotoCache
from casefolio.photos.processor import FocalPoint, PhotoJob, process_photos
from casefolio.settings import PhotoSettings
jobs = [PhotoJob(path, FocalPoint(), "p") for path in sorted(Path(sys.argv[1]).glob("*/photo.jpg"))[:int(sys.argv[3])]]
results = process_photos(jobs, PhotoSettings(), PhotoCache(Path(sys.argv[2])))
assert all(result.picture for result in results)
"""


def main() -> None:
    """Makes photos, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=int, default=10, help="how many of 6 megapixels; a third as many of 24")
    parser.add_argument("--real", type=int, default=100, help="at most so many of the demo's photos for the quality")
    parser.add_argument("--count", type=int, default=4, help="how many of 24 megapixels for the memory")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="casefolio-photos-") as name:
        folder_path = Path(name)
        _print_costs(folder_path, options.photos)
        if options.real:
            _print_quality(sorted((ROOT_PATH / "case_studies").rglob("*.jpg"))[: options.real])
        if options.count:
            _print_memory(folder_path / "many", options.count)


def _print_costs(folder_path: Path, count: int) -> None:
    columns: list[dict[str, float]] = []
    for size, share in _SIZES:
        write_portfolio(folder_path / size, max(1, count // share), size)
        paths = sorted((folder_path / size).glob("case_studies/*/photo.jpg"))
        cache = PhotoCache(folder_path / f"cache-{size}")
        measured = [_costs(path, cache) for path in paths]
        columns.append({step: statistics.median(one[step] for one in measured) for step in measured[0]})
    print("Processor time of a photo, in milliseconds\n")
    _print_row("step", *(size for size, _ in _SIZES))
    _print_row("---", *("---:" for _ in _SIZES))
    for step in columns[0]:
        _print_row(step, *(f"{column[step]:.1f}" for column in columns))
    _print_row("together", *(f"{sum(column.values()):.1f}" for column in columns))


class _Clock:
    """Adds the time that has passed since the last look to a step."""

    def __init__(self) -> None:
        self.steps: dict[str, float] = {}
        self._last = time.process_time()

    def passed(self, step: str) -> None:
        now = time.process_time()
        self.steps[step] = self.steps.get(step, 0.0) + (now - self._last) * 1000
        self._last = now


def _costs(path: Path, cache: PhotoCache) -> dict[str, float]:
    clock = _Clock()
    source = load_source(path, _LIMITS.max_megabytes)
    clock.passed("read the file")
    info = probe(source, _LIMITS)
    clock.passed("look at it")
    key = source.digest
    clock.passed("digest of its bytes")
    plan = plan_photo(info_size=info.size, focal=FocalPoint(0.4, 0.4), settings=_SETTINGS)
    photo = decode(source, info, plan.working_box, plan.working_size, _LIMITS)
    clock.passed("decode, colours, to the largest size")
    files: dict[str, bytes] = {}
    for image, variants in iter_images(photo, plan):
        clock.passed("crops and smaller sizes")
        for variant in variants:
            files[variant.name] = encode(image, variant)
            clock.passed(f"encode as {variant.format.name}")
    cache.store(key, files)
    clock.passed("write the cache")
    cache.load(key)
    clock.passed("read the cache again")
    return clock.steps


def _print_quality(paths: Sequence[Path]) -> None:
    sources = [load_source(path, _LIMITS.max_megabytes) for path in paths]
    plans = [
        plan_photo(info_size=probe(source, _LIMITS).size, focal=FocalPoint(), settings=_SETTINGS) for source in sources
    ]
    print(f"\n{len(sources)} photos of the demo, against LANCZOS from the camera's pixels to the width; means\n")
    _print_quality_head("width", "what")
    for width in _SETTINGS.hero.widths:
        pairs = list(_iter_published(sources, plans, width))
        _print_quality_row(str(width), "as published", pairs)
        others = [(reference, _encoded(reference, _WEBP)) for reference, _ in pairs]
        _print_quality_row(str(width), _WEBP[0], others)
    references = [_reference(source, plan, 1200) for source, plan in zip(sources, plans, strict=True)]
    print("\nEncoders, at 1200 pixels\n")
    _print_quality_head("what", "milliseconds")
    for choice in _CHOICES:
        start = time.process_time()
        pairs = [(reference, _encoded(reference, choice)) for reference in references]
        _print_quality_row(choice[0], f"{(time.process_time() - start) * 1000 / len(pairs):.1f}", pairs)
    _print_resampling(sources, plans)


def _print_resampling(sources: Sequence[PhotoSource], plans: Sequence[PhotoPlan]) -> None:
    print("\nWays to the smaller sizes, at 800 pixels, before anything is encoded\n")
    _print_row("to 1600", "from there to 800", "milliseconds", "SSIM", "SSIMULACRA 2")
    _print_row("---", "---", "---:", "---:", "---:")
    for first, further in product((_LANCZOS, _BICUBIC, _HAMMING), ("chain", "half")):
        pairs, took = [], 0.0
        for source, plan in zip(sources, plans, strict=True):
            image = Image.open(io.BytesIO(source.data)).convert("RGB")
            start, box = time.process_time(), _sides(plan)
            made = image.resize((1600, 900), first, box=box)
            for width in (1200, 800) if further == "chain" else (800,):
                made = resize_part(made, (0, 0, *made.size), Size(width, width * 9 // 16), FROM_LARGER)
            took += time.process_time() - start
            pairs.append((image.resize((800, 450), _LANCZOS, box=box), made))
        similar = statistics.mean(ssim(*pair) for pair in pairs)
        words = "LANCZOS by way of 1200" if further == "chain" else "halved"
        _print_row(first.name, words, f"{took * 1000 / len(pairs):.0f}", f"{similar:.4f}", _mean_score(pairs))


def _iter_published(
    sources: Sequence[PhotoSource], plans: Sequence[PhotoPlan], width: int
) -> Iterator[tuple[Image.Image, bytes]]:
    for source, plan in zip(sources, plans, strict=True):
        info = probe(source, _LIMITS)
        files = render(decode(source, info, plan.working_box, plan.working_size, _LIMITS), plan)
        for variant, data in files.items():
            if (variant.crop, variant.width, variant.format) == (CropKind.HERO, width, PhotoFormat.AVIF):
                shown = Image.open(io.BytesIO(data)).convert("RGB")
                # What is cut out of another crop lies on its whole pixels, half of one higher or lower.
                references = [_reference(source, plan, width, beside) for beside in (0, -0.5, 0.5)]
                yield max(references, key=lambda reference: ssim(reference, shown)), data


def _sides(plan: PhotoPlan) -> tuple[float, float, float, float]:
    """What the hero crop takes, to the fraction of a pixel: half of one aside would count as a difference."""
    box, around, made, largest = plan.crops[0].box, plan.working_box, plan.working_size, plan.crops[0].largest
    across, down = around.width / made.width, around.height / made.height
    left = around.left + min(round((box.left - around.left) / across), made.width - largest.width) * across
    upper = around.upper + min(round((box.upper - around.upper) / down), made.height - largest.height) * down
    return left, upper, left + largest.width * across, upper + largest.height * down


def _reference(source: PhotoSource, plan: PhotoPlan, width: int, beside: float = 0) -> Image.Image:
    image = Image.open(io.BytesIO(source.data)).convert("RGB")
    left, upper, right, lower = _sides(plan)
    down = beside * (right - left) / width
    box = (left, max(0, upper + down), right, min(image.height, lower + down))
    return image.resize((width, round(width * 9 / 16)), _LANCZOS, box=box)


def _encoded(image: Image.Image, choice: _Choice) -> bytes:
    _, image_format, options = choice
    stream = io.BytesIO()
    image.save(stream, image_format, **options)
    return stream.getvalue()


def _mean_score(pairs: Sequence[tuple[Image.Image, Image.Image]]) -> str:
    scores = [score for pair in pairs if (score := ssimulacra2(*pair)) is not None]
    return f"{statistics.mean(scores):.1f}" if scores else ""


def _print_quality_head(*names: str) -> None:
    _print_row(*names, "kilobytes", "SSIM", "SSIMULACRA 2")
    _print_row(*("---" for _ in names), "---:", "---:", "---:")


def _print_quality_row(one: str, two: str, pairs: Sequence[tuple[Image.Image, bytes]]) -> None:
    if not pairs:
        return
    opened = [(reference, Image.open(io.BytesIO(data)).convert("RGB")) for reference, data in pairs]
    kilobytes = statistics.mean(len(data) for _, data in pairs) / 1000
    similar = statistics.mean(ssim(*pair) for pair in opened)
    _print_row(one, two, f"{kilobytes:.1f}", f"{similar:.4f}", _mean_score(opened))


def _print_memory(folder_path: Path, count: int) -> None:
    write_portfolio(folder_path, count, "6000x4000")
    print("\nPeak memory of the making of photos of 24 megapixels, on all cores\n")
    _print_row("photos", "megabytes", "seconds")
    _print_row("---:", "---:", "---:")
    for number in sorted({max(1, count // 10), count}):
        cache_path = folder_path / f"cache-{number}"
        command = (sys.executable, "-c", _MEMORY, str(folder_path / "case_studies"), str(cache_path), str(number))
        done = run(command, ROOT_PATH, {"PYTHONPATH": str(ROOT_PATH / "plugins")})
        _print_row(str(number), f"{done.peak_megabytes:.0f}", f"{done.seconds:.1f}")


def _print_row(*cells: str) -> None:
    print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
