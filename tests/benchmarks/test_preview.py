import socket
import sys
import time
from pathlib import Path

import pytest
from benchmarks.preview import measure_previews
from tests.benchmarks.sites import SERVER, write_site

_RECORD = "out/work/{slug}/index.html"
#: Starts the server as a process of its own, as some generators do, and says where it is.
_STARTER = """
import subprocess, sys
server = subprocess.Popen(sys.argv[1:])
open("port", "w").write(sys.argv[4])
server.wait()
"""


def test_every_save_is_waited_for_and_no_process_is_left(tmp_path: Path) -> None:
    server = (sys.executable, "-c", _STARTER, *SERVER)
    site = write_site(tmp_path, "one", "two", record_uri=_RECORD, server=server)

    seconds = measure_previews({"simple": site}, rounds=2, edits=2)

    assert {title: len(items) for title, items in seconds.items()} == {"Simple": 4}
    assert all(item > 0 for item in seconds["Simple"])
    texts = [site.record_path(slug).read_text("utf-8") for slug in ("one", "two")]
    assert [text.count("saved") for text in texts] == [2, 2]
    port = int((site.folder_path / "port").read_text("ascii"))
    # The system takes a moment to end what has been told to.
    until = time.monotonic() + 30
    while _answers(port):
        assert time.monotonic() < until, "the server is still there"
        time.sleep(0.05)


def _answers(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


def test_a_server_that_ends_is_an_error_with_what_it_has_printed(tmp_path: Path) -> None:
    server = (sys.executable, "-c", "print('no port is free')")
    site = write_site(tmp_path, "one", record_uri=_RECORD, server=server)

    with pytest.raises(RuntimeError, match="Simple never served <h1 at /work/one/:\nno port is free"):
        measure_previews({"simple": site}, rounds=1, edits=1)
