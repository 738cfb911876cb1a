"""Owns previews of pull requests: what their artifact holds, whether it may be published, and what is told of it."""

from casefolio.previews.archives import unpack
from casefolio.previews.comments import MARKER, render_comment
from casefolio.previews.faults import PreviewError
from casefolio.previews.manifest import MANIFEST_NAME, REVIEW_NAME, SITE_NAME, Manifest
from casefolio.previews.origins import check_origins
from casefolio.previews.packing import pack
from casefolio.previews.pulls import find_artifact, find_pull

__all__ = [
    "MANIFEST_NAME",
    "MARKER",
    "REVIEW_NAME",
    "SITE_NAME",
    "Manifest",
    "PreviewError",
    "check_origins",
    "find_artifact",
    "find_pull",
    "pack",
    "render_comment",
    "unpack",
]
