"""Owns what is wrong with a photo, in an editor's words; finds nothing out itself."""

from casefolio.codes import Code

#: The remedy for whatever a photo program can mend by saving the photo once more.
SAVE_AS_JPEG = "open it in a photo program, save it as JPEG and use that file"
COPY_AGAIN = "copy the photo again from where it came from; if that does not help, " + SAVE_AS_JPEG
MAKE_SMALLER = "save a smaller copy as JPEG and use that; 2400 pixels wide is plenty"


class PhotoProblem(Exception):  # noqa: N818 - an editor's mistake, which the engine hands on as a diagnostic
    """Why a photo cannot be published; becomes a diagnostic where the record's position is known.

    Attributes:
        code: the rule that was broken.
        found: what goes on after the file's name.
        message: what was found; names the field and the file.
        hint: what to do.
    """

    def __init__(self, code: Code, name: str, found: str, hint: str) -> None:
        """Words the message.

        Args:
            code: the rule.
            name: the file's name.
            found: what goes on after "`src` names `harbour.jpg`, ".
            hint: what to do.
        """
        self.code = code
        self.found = found
        self.message = f"`src` names `{name}`, {found}"
        self.hint = hint
        super().__init__(self.message)


def damaged(name: str) -> PhotoProblem:
    """A file that begins as a photo does and cannot be read on."""
    return PhotoProblem(Code.PHOTO_UNREADABLE, name, "which is damaged and cannot be opened", COPY_AGAIN)


def cut_off(name: str) -> PhotoProblem:
    """A file whose end is missing."""
    return PhotoProblem(Code.PHOTO_UNREADABLE, name, "which is cut off: a part of the file is missing", COPY_AGAIN)


def out_of_memory(name: str) -> PhotoProblem:
    """A photo that this computer cannot hold."""
    found = "which needs more memory than this computer has free"
    return PhotoProblem(Code.PHOTO_UNREADABLE, name, found, MAKE_SMALLER)


def too_much_memory(name: str, limit: float, needed: float | None = None) -> PhotoProblem:
    """A photo that would take more memory than it may.

    Args:
        name: the file's name.
        limit: in megabytes.
        needed: in megabytes, where it is known beforehand.
    """
    much = f"about {needed:.0f}" if needed else f"more than {limit:g}"
    found = f"which needs {much} megabytes of memory to be opened; the limit is {limit:g}"
    return PhotoProblem(Code.PHOTO_TOO_COSTLY, name, found, MAKE_SMALLER)


def too_much_time(name: str, limit: float) -> PhotoProblem:
    """A photo that would take the processor longer than it may.

    Args:
        name: the file's name.
        limit: in seconds.
    """
    found = f"which takes more than {limit:g} seconds to be opened"
    return PhotoProblem(Code.PHOTO_TOO_COSTLY, name, found, MAKE_SMALLER)
