"""Turns an editor's photo into the files that are published; `processor.process_photos` is the way in.

Only what a view needs is imported here: Pillow takes its time to start, and not every command makes photos.
"""

from casefolio.photos.picture import Picture, PictureCrop, PictureFile, PictureSource

__all__ = ["Picture", "PictureCrop", "PictureFile", "PictureSource"]
