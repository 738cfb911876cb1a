"""Tells how near a picture is to another, as people see it; knows no files of the site."""

import importlib
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

_WINDOW = 7
#: Of the paper that proposed SSIM: Wang, Bovik, Sheikh, Simoncelli, 2004; for values from 0 to 255.
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2

Plane = np.ndarray[Any, np.dtype[np.float64]]


def ssim(one: Image.Image, other: Image.Image) -> float:
    """The mean structural similarity of the brightness of two pictures of the same size; 1 where they are the same."""
    a, b = (np.asarray(image.convert("L"), dtype=np.float64) for image in (one, other))
    mean_a, mean_b = _means(a), _means(b)
    # Of a sample, as scikit-image has it.
    share = _WINDOW**2 / (_WINDOW**2 - 1)
    variance_a, variance_b = share * (_means(a * a) - mean_a**2), share * (_means(b * b) - mean_b**2)
    covariance = share * (_means(a * b) - mean_a * mean_b)
    above = (2 * mean_a * mean_b + _C1) * (2 * covariance + _C2)
    below = (mean_a**2 + mean_b**2 + _C1) * (variance_a + variance_b + _C2)
    return float((above / below).mean())


def _means(plane: Plane) -> Plane:
    """Of every window that lies inside."""
    sums = np.pad(plane.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    n = _WINDOW
    means: Plane = (sums[n:, n:] - sums[:-n, n:] - sums[n:, :-n] + sums[:-n, :-n]) / n**2
    return means


def ssimulacra2(reference: Image.Image, other: Image.Image) -> float | None:
    """SSIMULACRA 2: 90 is not to be told from the reference, 70 is high quality, 50 medium.

    Returns:
        None where the package of this name is not installed.
    """
    try:
        judge = importlib.import_module("ssimulacra2")
    except ImportError:
        return None
    with tempfile.TemporaryDirectory() as name:
        paths = Path(name, "reference.png"), Path(name, "other.png")
        for path, image in zip(paths, (reference, other), strict=True):
            image.convert("RGB").save(path, compress_level=1)
        return float(judge.compute_ssimulacra2(*map(str, paths)))
