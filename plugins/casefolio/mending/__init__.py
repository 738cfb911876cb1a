"""Mends what can be mended safely in records, by editing lines: comments, order and quoting stay as they are."""

from casefolio.mending.mended_files import MendedFile, iter_mended, render_diff, write_mended

__all__ = ["MendedFile", "iter_mended", "render_diff", "write_mended"]
