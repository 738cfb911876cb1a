"""Builds a project again and again in processes that are killed; run as a program, which has loaded everything before.

Reads a line for each build: the seconds after which it is killed; answers with a line: how it ended.
"""

import os
import signal
import sys
import time

from mkdocs.commands.build import build
from mkdocs.config import load_config

import casefolio.mkdocs_plugin.plugin  # noqa: F401 - so that no build has to


def answer(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> None:
    answer("ready")
    for line in sys.stdin:
        started, ready = os.pipe()
        child = os.fork()
        if not child:
            os.setpgid(0, 0)
            os.write(ready, b"1")
            try:
                build(load_config("mkdocs.yml"))
            except BaseException:  # noqa: BLE001 - a child never returns
                os._exit(1)
            os._exit(0)
        os.read(started, 1)
        time.sleep(float(line))
        os.killpg(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        os.close(started)
        os.close(ready)
        answer("killed" if os.WIFSIGNALED(status) else f"ended {os.waitstatus_to_exitcode(status)}")


if __name__ == "__main__":
    main()
