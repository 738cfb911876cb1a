"""Names the folders that a build makes beside a site's, and tidies up behind builds that were killed."""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from casefolio.mkdocs_plugin.few_changes import carry_over

#: What they are for: a site that is being built, the last one on its way out, new files for the one that stays.
UNFINISHED, REPLACED, READY = "unfinished", "replaced", "ready"


def beside(site_path: Path, purpose: str, process: int) -> Path:
    """The folder of a process.

    Args:
        site_path: the site's.
        purpose: what the folder is for.
        process: its number.
    """
    return site_path.with_name(f".{site_path.name}-{purpose}-{process}")


def discard(replaced: Path, site_path: Path) -> None:
    """Removes a site, but for what begins with a dot, such as `.git`: MkDocs leaves that in its place."""
    for path in replaced.iterdir():
        if path.name.startswith(".") and not os.path.lexists(site_path / path.name):
            path.rename(site_path / path.name)
    shutil.rmtree(replaced, ignore_errors=True)


def tidy(site_path: Path) -> None:
    """Brings back a site that was moved away by a build that was killed before it could put the new one there."""
    for replaced in _iter_left_behind(site_path, REPLACED):
        if site_path.exists():
            discard(replaced, site_path)
        else:
            replaced.rename(site_path)
    for ready in _iter_left_behind(site_path, READY):
        if site_path.is_dir():
            # What it has changed already stays, so that all of it has to be.
            carry_over(ready, site_path)
        else:
            shutil.rmtree(ready, ignore_errors=True)
    for unfinished in _iter_left_behind(site_path, UNFINISHED):
        shutil.rmtree(unfinished, ignore_errors=True)


def _iter_left_behind(site_path: Path, purpose: str) -> Iterator[Path]:
    """Those of processes that run no more; of others nothing is known."""
    prefix = f".{site_path.name}-{purpose}-"
    with suppress(FileNotFoundError):
        for path in sorted(site_path.parent.iterdir()):
            process = path.name.removeprefix(prefix)
            if path.name.startswith(prefix) and process.isdecimal() and not _is_running(int(process)):
                yield path


def _is_running(process: int) -> bool:
    if process == os.getpid():
        # One that was killed had the same number: this one has made nothing yet.
        return False
    if os.name == "nt":
        # There is no harmless way to ask, and what is left behind does no harm.
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
