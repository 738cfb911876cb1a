"""Owns previews of pull requests: what their artifact holds, whether it may be published, and what is told of it.

The comment stands apart in `comments`: it needs the whole engine, which takes longer to import than the rest to run.
"""

from casefolio.previews.archives import unpack
from casefolio.previews.faults import PreviewError
from casefolio.previews.manifest import MANIFEST_NAME, REVIEW_NAME, SITE_NAME, Manifest
from casefolio.previews.origins import check_origins
from casefolio.previews.packing import pack
from casefolio.previews.pulls import find_artifact, find_pull

__all__ = [
    "MANIFEST_NAME",
    "REVIEW_NAME",
    "SITE_NAME",
    "Manifest",
    "PreviewError",
    "check_origins",
    "find_artifact",
    "find_pull",
    "pack",
    "unpack",
]
