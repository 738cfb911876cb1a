"""Turns the library into pages: one module for each kind of page, and the fragments that they share."""

from casefolio.views.page import Asset, Page, TextFile
from casefolio.views.site import Addresses, Frames, Site

__all__ = ["Addresses", "Asset", "Frames", "Page", "Site", "TextFile"]
