"""What decoding takes of memory is never more than what is said beforehand; measured in a process for each photo."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from tests.photos.bad_images import iter_bad
from tests.photos.outcomes import Sample
from tests.photos.parts import png, png_chunk, png_header
from tests.photos.samples import encoded

ROOT_PATH = Path(__file__).parents[2]
SIDE = 3600
MEASURE = """
import sys
from pathlib import Path
from casefolio.photos.decoding import decode, probe
from casefolio.photos.geometry import Box, Size
from casefolio.photos.info import planned_bytes
from casefolio.photos.sources import PhotoSource
from casefolio.settings import PhotoLimits

def peak(pid="self"):
    # Not `ru_maxrss`: it begins with what the process had that started this one.
    words = Path(f"/proc/{pid}/status").read_text().split()
    return int(words[words.index("VmHWM:") + 1]) * 1024
"""
DECODE = """
path = Path(sys.argv[1])
source, size = PhotoSource(path, path.read_bytes()), Size(1200, 1200)
info = probe(source, PhotoLimits())
before = peak()
decode(source, Box(0, 0, info.size.width, info.size.height), size, PhotoLimits())
print(planned_bytes(info, info.size, size), peak() - before)
"""
MAKE = """
from casefolio.photos import guard
from casefolio.photos.cache import PhotoCache
from casefolio.photos.processor import FocalPoint, PhotoJob, process_photos
from casefolio.settings import PhotoSettings
paths = sorted(Path(sys.argv[1]).iterdir())
process_photos([PhotoJob(path, FocalPoint(), "p") for path in paths], PhotoSettings(), PhotoCache(Path(sys.argv[2])), 1)
print(peak(), max(peak(process.pid) for process in guard.idle_processes))
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux counts it")


def measured(script: str, *paths: Path) -> list[int]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT_PATH / "plugins")}
    command = [sys.executable, "-c", MEASURE + script, *map(str, paths)]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return list(map(int, result.stdout.split()))


def plain_png(depth: int, colours: int, bits: int, extra: bytes = b"") -> bytes:
    return png(png_header(SIDE, SIDE, depth, colours), bytes(1 + SIDE * bits // 8) * SIDE, extra)


def photo(kind: str) -> bytes:
    palette, clear = png_chunk(b"PLTE", bytes(768)), png_chunk(b"tRNS", bytes(6))
    pngs = {
        "rgb": (8, 2, 24, b""),
        "rgb-16": (16, 2, 48, b""),
        "rgb-clear": (8, 2, 24, clear),
        "rgba": (8, 6, 32, b""),
        "rgba-16": (16, 6, 64, b""),
        "grey": (8, 0, 8, b""),
        "grey-16": (16, 0, 16, b""),
        "grey-clear": (8, 0, 8, png_chunk(b"tRNS", bytes(2))),
        "grey-16-clear": (16, 0, 16, png_chunk(b"tRNS", bytes(2))),
        "grey-alpha": (8, 4, 16, b""),
        "palette": (8, 3, 8, palette),
        "palette-clear": (8, 3, 8, palette + png_chunk(b"tRNS", bytes(1))),
        "bits": (1, 0, 1, b""),
    }
    if kind in pngs:
        return plain_png(*pngs[kind])
    noise = Image.effect_noise((SIDE // 8, SIDE // 8), 40).resize((SIDE, SIDE))
    image = Image.merge("RGB", (noise, noise, noise))
    if kind in {"jpeg", "jpeg-layers"}:
        return encoded(image, "JPEG", progressive=kind == "jpeg-layers", subsampling="4:4:4")
    if kind in {"ink", "ink-layers"}:
        return encoded(image.convert("CMYK"), "JPEG", progressive=kind == "ink-layers")
    image.putalpha(noise)
    if kind == "avif":
        return encoded(image, "AVIF", speed=10, subsampling="4:4:4")
    return encoded(
        image if kind == "webp-alpha" else image.convert("RGB"), "WEBP", lossless=kind == "lossless", method=0
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind",
    [
        *(
            "rgb",
            "rgb-16",
            "rgb-clear",
            "rgba",
            "rgba-16",
            "grey",
            "grey-16",
            "grey-clear",
            "grey-16-clear",
            "grey-alpha",
        ),
        *("palette", "palette-clear", "bits", "jpeg", "jpeg-layers", "ink", "ink-layers"),
        *("webp", "webp-alpha", "lossless", "avif"),
    ],
)
def test_decoding_takes_no_more_memory_than_is_said(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "photo"
    path.write_bytes(photo(kind))
    said, taken = measured(DECODE, path)

    # Not far more either: good photos would be refused.
    assert said / 6 < taken <= said, (said / SIDE**2, taken / SIDE**2)


def bombs() -> list[Sample]:
    return [sample for sample in iter_bad() if "asks for much" in sample.group or "ask for much" in sample.group]


@pytest.mark.slow
def test_what_asks_for_much_gets_little(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number, sample in enumerate(bombs()):
        (tmp_path / "in" / f"{number}-{sample.name}").write_bytes(sample.data)
    here, guarded = measured(MAKE, tmp_path / "in", tmp_path / "cache")

    assert here < 250_000_000
    assert guarded < 250_000_000
