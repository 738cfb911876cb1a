"""The list of what a preview's artifact holds, with the digest of every file; reads and writes it as JSON."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from casefolio.previews.faults import MOST_FILE_BYTES, PreviewError, check_names, shown

MANIFEST_NAME = "manifest.json"
REVIEW_NAME = "review.json"
#: The folder of the site.
SITE_NAME = "site"
HOME_PATH = f"{SITE_NAME}/index.html"
MOST_REVIEW_BYTES = 4 * 1024 * 1024
MOST_MANIFEST_BYTES = 8 * 1024 * 1024

_VERSION = 1
_MOST_NUMBER = 10**9
_REVISION = re.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?")
_DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file.

    Attributes:
        size: in bytes.
        sha256: in hexadecimal digits.
    """

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an artifact says of itself; nothing of it is true until it has been compared.

    Attributes:
        number: of the pull request.
        head: the revision that was built.
        files: by their paths, `/`-separated, from the artifact's root; without the manifest.
    """

    number: int
    head: str
    files: Mapping[str, Entry]

    @property
    def has_site(self) -> bool:
        """Whether there is a site, besides the review."""
        return HOME_PATH in self.files


def check_manifest(manifest: Manifest, admin_folder: str) -> None:
    """Holds a manifest to the rules that every artifact has to keep.

    Args:
        manifest: of the artifact.
        admin_folder: where the portfolio has its web form, `/`-separated, from the site's root.

    Raises:
        PreviewError: it breaks one of them.
    """
    if not 0 < manifest.number < _MOST_NUMBER:
        msg = "the number of the pull request is none"
        raise PreviewError(msg)
    if not _REVISION.fullmatch(manifest.head):
        msg = "the revision that was built is none"
        raise PreviewError(msg)
    check_names(manifest.files)
    for path, entry in manifest.files.items():
        is_expected = path == REVIEW_NAME or path.startswith(f"{SITE_NAME}/")
        most = MOST_REVIEW_BYTES if path == REVIEW_NAME else MOST_FILE_BYTES
        if not is_expected:
            msg = f"the file {shown(path)} is not expected; there may be `{REVIEW_NAME}` and the folder `{SITE_NAME}`"
            raise PreviewError(msg)
        if entry.size > most:
            msg = f"the file {shown(path)} has more than {most:,} bytes"
            raise PreviewError(msg)
        if not _DIGEST.fullmatch(entry.sha256) or entry.size < 0:
            msg = f"the digest of {shown(path)} is none"
            raise PreviewError(msg)
    if REVIEW_NAME not in manifest.files:
        msg = f"`{REVIEW_NAME}` is missing"
        raise PreviewError(msg)
    if not manifest.has_site and len(manifest.files) > 1:
        msg = f"the site has no home page, `{HOME_PATH}`"
        raise PreviewError(msg)
    form_path = f"{SITE_NAME}/{admin_folder}/config.yml"
    if form_path in manifest.files:
        msg = (
            f"the site holds the web form (`{form_path}`), which keeps people's keys: "
            "build it with CASEFOLIO_PREVIEW=1, which leaves the form out"
        )
        raise PreviewError(msg)


def render_manifest(manifest: Manifest) -> str:
    """One object, in ASCII; `parse_manifest` reads it."""
    files = {path: {"size": entry.size, "sha256": entry.sha256} for path, entry in sorted(manifest.files.items())}
    values = {"version": _VERSION, "number": manifest.number, "head": manifest.head, "files": files}
    return json.dumps(values, indent=1) + "\n"


def parse_manifest(data: bytes) -> Manifest:
    """Reads a manifest out of an artifact; its rules are `check_manifest`'s.

    Raises:
        PreviewError: it is none.
    """
    try:
        values = json.loads(data)
        files = {path: Entry(_whole(item["size"]), _text(item["sha256"])) for path, item in values["files"].items()}
        manifest = Manifest(_whole(values["number"]), _text(values["head"]), files)
        version = values["version"]
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError):
        msg = f"`{MANIFEST_NAME}` can't be read"
        raise PreviewError(msg) from None
    if version != _VERSION:
        msg = f"`{MANIFEST_NAME}` is of another version of casefolio"
        raise PreviewError(msg)
    return manifest


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
