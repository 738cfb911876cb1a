import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.corpus import MAKER_PATH
from benchmarks.similarity import ssim
from PIL import Image

ROOT_PATH = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.skipif(not MAKER_PATH.is_file(), reason="the corpus is made by a program in ../shared, which is not there")
def test_what_photos_cost_and_how_near_they_are_is_measured() -> None:
    command = [sys.executable, "-m", "benchmarks.photos", "--photos", "1", "--real", "1", "--count", "1"]
    done = subprocess.run(command, cwd=ROOT_PATH, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    cells = [line.split(" | ")[0].removeprefix("| ") for line in done.stdout.splitlines() if line.startswith("| ")]
    assert "together" in cells
    assert cells.count("1200") == 2
    assert [cell for cell in cells if cell.startswith(("WebP quality", "AVIF quality", "JPEG quality"))]
    assert cells[-1] == "1"


def test_a_picture_is_as_near_as_can_be_to_itself_and_less_to_a_blurred_one() -> None:
    picture = Image.effect_noise((90, 60), 60)
    blurred = picture.resize((45, 30)).resize((90, 60))

    assert ssim(picture, picture) == pytest.approx(1)
    assert 0 < ssim(picture, blurred) < 0.9
