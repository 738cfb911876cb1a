"""Finds a browser to take pictures with; starts none."""

import os
import shutil

#: What it is started with: no call of its own to the outside.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    """The browser to launch: the one that `CASEFOLIO_CHROMIUM` names, else the system's; None for Playwright's own.

    Raises:
        FileNotFoundError: the variable names none.
    """
    chosen = os.environ.get("CASEFOLIO_CHROMIUM")
    if chosen:
        path = shutil.which(chosen)
        if path is None:
            message = f"CASEFOLIO_CHROMIUM names {chosen!r}, which is not a program"
            raise FileNotFoundError(message)
        return path
    return next((path for path in map(shutil.which, _PROGRAMS) if path), None)
