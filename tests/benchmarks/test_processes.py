import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.processes import run

ROOT_PATH = Path(__file__).parents[2]
_MEGABYTES = 64
#: Two processes that hold memory of their own at the same time.
_TWO = f"""
import os, sys, time
ours = bytearray(b"a") * ({_MEGABYTES} * 2**20)
reader, writer = os.pipe()
child = os.fork()
if child == 0:
    theirs = bytearray(b"b") * ({_MEGABYTES} * 2**20)
    os.write(writer, b"!")
    time.sleep(1)
    os._exit(0)
os.read(reader, 1)
os.waitpid(child, 0)
"""


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="this system has no such accounts")
def test_the_memory_of_processes_that_work_together_is_added_and_what_they_share_is_not(tmp_path: Path) -> None:
    # From a small process: what the system says of the most that another took begins with what its parent has.
    code = (
        "import sys; from pathlib import Path; from benchmarks.processes import run\n"
        "print(run([sys.executable, '-c', sys.argv[1]], Path(sys.argv[2]), {}).peak_megabytes)"
    )
    command = [sys.executable, "-c", code, _TWO, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT_PATH, capture_output=True, text=True, check=True)
    peak = float(done.stdout)

    # Python itself takes some as well, in both; added without looking at what is shared there would be a third.
    assert 2 * _MEGABYTES < peak < 3 * _MEGABYTES


def test_a_command_that_fails_is_an_error_with_what_it_has_printed(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no such record"):
        run([sys.executable, "-c", "import sys; sys.exit('no such record')"], tmp_path, {})
