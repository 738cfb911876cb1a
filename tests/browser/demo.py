"""Owns the demo as visitors get it: builds it for an address, and names a page of each kind; looks at none."""

import os
import subprocess
import sys
from pathlib import Path

ROOT_PATH = Path(__file__).parents[2]

#: One page of each kind, by what it is, with its address below the root.
KINDS = {
    "home": "",
    "portfolio": "case-studies/",
    "study with photo": "case-studies/library-listening/",
    "study without photo": "case-studies/letters-nobody-finished/",
    "wall": "testimonials/",
    "taxonomy": "case-studies/sectors/",
    "term": "case-studies/sectors/housing/",
    "photo credits": "photo-credits/",
    "hand-written page": "about/",
    "not found": "no/such/page/",
}


def build_demo(site_path: Path, site_url: str, more: str = "") -> None:
    """Builds the demo strictly, as it is published, but for another address: canonical links name the one it is at.

    Args:
        site_path: where the site goes.
        site_url: the address that serves it, with a slash at its end.
        more: what else its mkdocs.yml says: YAML, which goes before what the demo's own says.

    Raises:
        RuntimeError: it could not be built; says what MkDocs printed.
    """
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--config-file", "-"]
    done = subprocess.run(
        [*command, "--site-dir", str(site_path)],
        cwd=ROOT_PATH,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        # Read from standard input, since the folders of an inherited file count from the one that inherits
        input=f"INHERIT: mkdocs.yml\nsite_url: {site_url}\n{more}",
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        message = f"the demo can't be built:\n{done.stdout}{done.stderr}"
        raise RuntimeError(message)
