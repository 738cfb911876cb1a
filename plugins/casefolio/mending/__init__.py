"""Mends what can be mended safely in records, by editing lines: comments, order and quoting stay as they are."""

from casefolio.mending.mended_files import MendedFile, iter_mended, render_diff, write_mended
from casefolio.mending.stamping import Stamping, plan_stamps
from casefolio.mending.suggesting import suggest

__all__ = ["MendedFile", "Stamping", "iter_mended", "plan_stamps", "render_diff", "suggest", "write_mended"]
