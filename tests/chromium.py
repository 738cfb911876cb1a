"""Installs the tests' browser where there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from casefolio.review.browsers import find_chromium


def _install_from_debian() -> bool:
    """Whether Debian's package could be installed; Ubuntu's is a snap, which containers can't run."""
    apt = shutil.which("apt-get")
    release = Path("/etc/os-release")
    is_debian = release.is_file() and "ID=debian" in release.read_text(encoding="utf-8").splitlines()
    if apt is None or not is_debian or os.geteuid() != 0:
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    commands = ([apt, "update", "-qq"], [apt, "install", "-qq", "-y", "--no-install-recommends", "chromium"])
    return all(subprocess.run(command, env=environment, check=False).returncode == 0 for command in commands)


def main() -> int:
    """Sees to it that there is a browser, and says which."""
    if find_chromium() is None and not _install_from_debian():
        with_system_libraries = ["--with-deps"] if os.geteuid() == 0 and shutil.which("apt-get") else []
        command = [sys.executable, "-m", "playwright", "install", *with_system_libraries, "chromium"]
        if subprocess.run(command, check=False).returncode != 0:
            sys.stderr.write("No Chromium: install it, or name one in CASEFOLIO_CHROMIUM.\n")
            return 1
    sys.stdout.write(f"Browser tests use {find_chromium() or 'the Chromium of Playwright'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
