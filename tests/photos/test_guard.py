"""What unusual photos may cost is kept by the system, in a process that they have to themselves."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from PIL import Image
from tests.photos.samples import decoded, encoded, planned, quarters, render, source

from casefolio.codes import Code
from casefolio.photos import decoding, guard
from casefolio.photos.geometry import Box, Size
from casefolio.photos.problems import PhotoProblem
from casefolio.photos.reading import decode, probe, verify
from casefolio.settings import PhotoLimits

LIMITS = PhotoLimits()


def layered(width: int, height: int, scans: int) -> bytes:
    """A JPEG that goes over its pixels many times, in a few bytes each."""
    data = encoded(Image.new("L", (width, height), 128), "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * (scans - data.count(b"\xff\xda") + 1) + data[-2:]


@pytest.fixture(autouse=True)
def _fresh() -> None:
    guard.close_idle()


def test_a_photo_comes_out_of_the_guard_as_it_does_without_one() -> None:
    photo = source(encoded(quarters(300, 200), "AVIF"), "harbour.avif")
    info = probe(photo, LIMITS)

    assert info == decoding.probe(photo, LIMITS)
    verify(photo, info, LIMITS)
    inside = decode(photo, info, Box(30, 0, 300, 180), Size(135, 90), LIMITS)
    outside = decoding.decode(photo, Box(30, 0, 300, 180), Size(135, 90), LIMITS)
    assert (inside.mode, inside.size, inside.tobytes()) == (outside.mode, outside.size, outside.tobytes())


def test_what_the_guarded_process_finds_is_told_in_the_same_words() -> None:
    data = encoded(Image.effect_noise((300, 200), 60), "AVIF")
    photo = source(data[: len(data) // 2], "harbour.avif")
    with pytest.raises(PhotoProblem) as inside:
        verify(photo, probe(photo, LIMITS), LIMITS)
    with pytest.raises(PhotoProblem) as outside:
        decoding.verify(photo, LIMITS)

    assert (inside.value.code, inside.value.message, inside.value.hint) == (
        outside.value.code,
        outside.value.message,
        outside.value.hint,
    )


def test_usual_photos_start_no_process() -> None:
    for image_format in ("JPEG", "PNG", "WEBP"):
        photo = source(encoded(quarters(300, 200), image_format))
        render(photo, planned(photo))

    assert not guard.idle_processes


def test_many_photos_share_a_process() -> None:
    photo = source(encoded(quarters(30, 20), "AVIF"))
    probe(photo, LIMITS)
    (process,) = guard.idle_processes
    for _ in range(3):
        render(photo, planned(photo))

    assert guard.idle_processes == [process]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows stops a process by the clock")
def test_a_photo_that_takes_too_long_is_stopped_and_the_next_is_read() -> None:
    limits = PhotoLimits(max_seconds=1)
    photo = source(layered(9000, 9000, 100))
    info = probe(photo, limits)
    with pytest.raises(PhotoProblem) as caught:
        decode(photo, info, Box(0, 0, 9000, 9000), Size(90, 90), limits)

    assert caught.value.code is Code.PHOTO_TOO_COSTLY
    assert caught.value.message == "`src` names `harbour.jpg`, which takes more than 1 seconds to be opened"
    assert probe(source(encoded(quarters(30, 20), "AVIF")), limits).size == Size(30, 20)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to an amount of memory")
def test_a_photo_that_lies_about_its_size_gets_no_more_memory_than_the_limit() -> None:
    data = encoded(Image.new("RGB", (6000, 4000)), "AVIF", speed=10)
    at = data.index(b"ispe") + 8
    photo = source(data[:at] + bytes((0, 0, 0, 60, 0, 0, 0, 40)) + data[at + 8 :], "harbour.avif")
    limits = PhotoLimits(max_memory=50)
    info = probe(photo, limits)

    assert info.size == Size(60, 40)
    with pytest.raises(PhotoProblem):
        verify(photo, info, limits)
    assert probe(source(encoded(quarters(30, 20), "AVIF")), limits).size == Size(30, 20)


def test_what_a_photo_will_take_of_memory_is_known_before_it_is_decoded() -> None:
    photo = source(encoded(quarters(400, 300), "WEBP"))

    assert probe(photo, PhotoLimits(max_memory=2.2)).size == Size(400, 300)
    with pytest.raises(PhotoProblem) as caught:
        probe(photo, PhotoLimits(max_memory=2))
    assert caught.value.code is Code.PHOTO_TOO_COSTLY
    assert caught.value.found == "which needs about 2 megabytes of memory to be opened; the limit is 2"


def test_a_process_that_died_meanwhile_is_replaced() -> None:
    photo = source(encoded(quarters(30, 20), "AVIF"))
    probe(photo, LIMITS)
    guard.idle_processes[0].kill()
    guard.idle_processes[0].wait()

    assert decoded(next(iter(render(photo, planned(photo)).values()))).width


@pytest.mark.skipif(sys.platform == "win32", reason="sends signals")
@pytest.mark.parametrize(("name", "code"), [("SIGSEGV", Code.PHOTO_UNREADABLE), ("SIGKILL", Code.PHOTO_TOO_COSTLY)])
def test_a_decoder_that_falls_over_costs_one_photo(name: str, code: Code) -> None:
    photo = source(encoded(quarters(30, 20), "AVIF"))
    probe(photo, LIMITS)
    process = guard.idle_processes[0]
    long_photo = source(layered(9000, 9000, 100))
    # It works on the photo for many seconds.
    fall = threading.Timer(0.2, os.kill, (process.pid, getattr(signal, name)))
    fall.start()
    with pytest.raises(PhotoProblem) as caught:
        verify(long_photo, probe(long_photo, LIMITS), LIMITS)

    assert caught.value.code is code
    assert probe(photo, LIMITS).size == Size(30, 20)


ASK = """
import sys, time
from casefolio.photos import guard, reading
from casefolio.photos.sources import PhotoSource
from casefolio.settings import PhotoLimits
from pathlib import Path
path = Path(sys.argv[1])
reading.probe(PhotoSource(path, path.read_bytes()), PhotoLimits())
print(guard.idle_processes[0].pid, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks for a process as Linux lists it")
def test_no_process_is_left_behind_by_a_build_that_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "harbour.avif"
    path.write_bytes(encoded(quarters(30, 20), "AVIF"))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = (sys.executable, "-c", ASK, str(path))
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as build:
        assert build.stdout
        guarded = Path("/proc") / build.stdout.readline().strip()
        assert guarded.exists()
        build.kill()
    for _ in range(600):
        if not guarded.exists() or "State:\tZ" in (guarded / "status").read_text(encoding="ascii"):
            break
        time.sleep(0.05)
    else:
        pytest.fail("it goes on")
