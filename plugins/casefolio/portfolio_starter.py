"""Owns what a new portfolio is made of, and writes all of it or nothing; asks nothing and overwrites nothing."""

import os
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from casefolio import __version__
from casefolio.yaml_scalars import write_field

LANGUAGES = ("en", "cy")
NAMES = {"en": "My portfolio", "cy": "Fy mhortffolio"}
DESCRIPTIONS = {
    "en": "What we did together, and what people said about it",
    "cy": "Yr hyn a wnaethom gyda'n gilydd, a'r hyn a ddywedodd pobl amdano",
}
#: The folder of the example in each language, from the portfolio's own.
EXAMPLES = {"en": "case_studies/path-by-the-river", "cy": "case_studies/llwybr-yr-afon"}

_FILES_PATH = Path(__file__).parent / "starter"
_PHOTO_NAME = "hills-at-sunrise.jpg"
#: Packages leave out files whose names begin with a dot, and a `.gitignore` would count here, too.
_HIDDEN = {"gitignore": ".gitignore", "github": ".github", "gitlab-ci.yml": ".gitlab-ci.yml"}
_MARK = re.compile(r"^ *(?P<before>[^@\s]*)@(?P<name>[A-Z_]+)@$", re.MULTILINE)


class FilesExistError(Exception):
    """The portfolio's files have their places taken.

    Attributes:
        paths: what is there already.
    """

    def __init__(self, paths: tuple[Path, ...]) -> None:
        """Keeps the paths."""
        super().__init__(", ".join(map(str, paths)))
        self.paths = paths


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What is filled in.

    Attributes:
        name: of the site.
        description: the headline of its home page.
        language: one of `LANGUAGES`.
    """

    name: str
    description: str
    language: str


def find_problem(name: str, text: str) -> str:
    """What is wrong with a text that mkdocs.yml will hold; empty where nothing is.

    Args:
        name: what the text is.
        text: as it was given; line ends and double spaces are none of its mistakes.
    """
    flat = " ".join(text.split())
    if not flat:
        return f"`{name}` is empty; write a few words, or leave the option out"
    unseen = next((character for character in flat if not character.isprintable()), None)
    if unseen:
        return (
            f"`{name}` holds the character U+{ord(unseen):04X}, which cannot be seen; write it anew, without copying it"
        )
    return ""


def plan_portfolio(portfolio: Portfolio) -> dict[str, bytes]:
    """The files by their paths, `/`-separated, from the portfolio's folder on."""
    next_version = _next_version(__version__)
    values = {
        "SITE_NAME": write_field("site_name", portfolio.name),
        "SITE_DESCRIPTION": write_field("site_description", portfolio.description),
        "LANGUAGE": write_field("language", portfolio.language, 2),
        "VERSIONS": [f">={__version__},<{next_version}"],
    }
    files = {f"{EXAMPLES[portfolio.language]}/{_PHOTO_NAME}": (_FILES_PATH / _PHOTO_NAME).read_bytes()}
    for path in sorted(_FILES_PATH.rglob("*")):
        inside = path.relative_to(_FILES_PATH)
        is_other_language = inside.parts[0] in LANGUAGES and inside.parts[0] != portfolio.language
        if path.is_file() and path.name != _PHOTO_NAME and not is_other_language:
            parts = inside.parts[1:] if inside.parts[0] in LANGUAGES else inside.parts
            name = PurePosixPath(_HIDDEN.get(parts[0], parts[0]), *parts[1:]).as_posix()
            files[name] = _filled(path.read_text(encoding="utf-8"), values).encode()
    return dict(sorted(files.items()))


def next_steps(folder_path: Path, language: str) -> tuple[str, str, str]:
    """What to do with a portfolio that has just been made."""
    first = "mkdocs serve" if folder_path == Path() else f"cd {shlex.quote(str(folder_path))} && mkdocs serve"
    return (
        f"See it: `{first}`, then open http://127.0.0.1:8000/ in a browser.",
        f"Begin a study of your own: `casefolio new`. Delete the example, `{EXAMPLES[language]}`, when you have one.",
        "Make it yours: the pages in `content`, the name in `mkdocs.yml`. `README.md` tells editors the rest.",
    )


def check_places(folder_path: Path, files: Mapping[str, bytes]) -> None:
    """Makes sure that no file would be overwritten.

    Raises:
        FilesExistError: something has the place of a file, or stands as a file where a folder of it would be.
    """
    found: dict[Path, None] = {}
    for name in files:
        path = folder_path / name
        above = (folder_path / parent for parent in PurePosixPath(name).parents)
        if os.path.lexists(path):
            found[path] = None
        found.update((parent, None) for parent in above if os.path.lexists(parent) and not parent.is_dir())
    if found:
        raise FilesExistError(tuple(found))


def write_portfolio(folder_path: Path, files: Mapping[str, bytes]) -> None:
    """Writes the files; what was written is taken back where not all of it can be.

    Args:
        folder_path: the portfolio's; it is made where it is missing, and may hold other files.
        files: as planned.

    Raises:
        FilesExistError: one of them is there already; nothing was written.
        OSError: the disk refuses.
    """
    check_places(folder_path, files)
    made: list[Path] = []
    try:
        for name, data in files.items():
            path = folder_path / name
            _make_folder(path.parent, made)
            _write_new(path, data, made)
    except BaseException as error:
        for path in reversed(made):
            _take_back(path)
        if isinstance(error, FileExistsError):  # somebody else was quicker
            raise FilesExistError((Path(error.filename),)) from None
        raise


def _make_folder(path: Path, made: list[Path]) -> None:
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
        made.append(folder)


def _write_new(path: Path, data: bytes, made: list[Path]) -> None:
    """Writes a file that is not there, even where it has come to be there in this moment."""
    try:
        with path.open("xb") as file:
            made.append(path)
            file.write(data)
    except FileExistsError:
        raise
    except OSError as error:
        # Of a disk that is full, the system doesn't say which file was too much.
        raise OSError(error.errno, error.strerror, str(path)) from error


def _take_back(path: Path) -> None:
    try:
        path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
    except OSError:
        # Something else has come into the folder: it stays.
        return


def _filled(text: str, values: Mapping[str, list[str]]) -> str:
    def fill(match: re.Match[str]) -> str:
        return match["before"] + "\n".join(values[match["name"]])

    return _MARK.sub(fill, text)


def _next_version(version: str) -> str:
    """The first version that may differ in what it asks of a portfolio."""
    major, minor = (int(part) for part in version.split(".")[:2])
    return f"0.{minor + 1}" if major == 0 else str(major + 1)
