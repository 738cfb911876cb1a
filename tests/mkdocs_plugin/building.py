"""Owns how the tests of the plugin make a project and build it: in this process, or as an editor's terminal does."""

import contextlib
import hashlib
import io
import json
import logging
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from PIL import ExifTags, Image, ImageCms

SITES_PATH = Path(__file__).parents[1] / "sites"
#: 1 November 2025: the day of every build, so that none of them depends on today.
EPOCH = "1761955200"
#: What a photo's metadata says, and no published file may.
SECRETS = ("Secret Camera 9000", "secret comment", "secret-xmp-packet", "Secret Colour Profile")

ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "SOURCE_DATE_EPOCH": EPOCH}


#: As mkdocs.yml names one.
Theme = str | dict[str, object]


@dataclass(frozen=True)
class Outcome:
    """How a build ended.

    Attributes:
        code: the exit code.
        output: everything that was printed.
    """

    code: int
    output: str

    def lines(self, level: str) -> list[str]:
        """The messages of one level, `WARNING` or `ERROR`."""
        prefix = f"{level}"
        return [line.partition("-")[2].strip() for line in self.output.splitlines() if line.startswith(prefix)]


@dataclass(frozen=True)
class Project:
    """A folder with mkdocs.yml."""

    root: Path

    @property
    def site(self) -> Path:
        """Where it is built."""
        return self.root / "site"

    def write(self, files: Mapping[str, str | bytes]) -> "Project":
        """Writes files by their paths; texts as UTF-8 with the line ends that they have."""
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def configure(self, **changes: object) -> "Project":
        """Changes mkdocs.yml; None takes a key out."""
        path = self.root / "mkdocs.yml"
        config = yaml.safe_load(path.read_text(encoding="utf-8")) | changes
        text = yaml.safe_dump({key: value for key, value in config.items() if value is not None}, sort_keys=False)
        return self.write({"mkdocs.yml": text})

    def page(self, uri: str) -> str:
        """A built page."""
        return (self.site / uri).read_text(encoding="utf-8")


#: Builds a site of tests/sites strictly, in a configuration, and once for all tests of a process.
BuildOnce = Callable[..., Project]


@dataclass
class BuildFailedError(Exception):
    """A build that should have succeeded."""

    outcome: Outcome = field()

    def __str__(self) -> str:
        return self.outcome.output


def make_project(root: Path, site: str | None = None) -> Project:
    """A new folder: a copy of one of tests/sites, or the smallest that MkDocs takes.

    A file `harbour.photo` stands for the photo `harbour.jpg`: it says the size and the seed, `1600x1067 3`.
    """
    project = Project(root)
    if site is None:
        project.write({"mkdocs.yml": "site_name: Sample\nplugins: [search, casefolio]\n"})
        (root / "docs").mkdir()
        return project
    shutil.copytree(SITES_PATH / site, root, dirs_exist_ok=True)
    for path in sorted(root.rglob("*.photo")):
        size, _, seed = path.read_text(encoding="ascii").strip().partition(" ")
        width, height = (int(side) for side in size.split("x"))
        path.with_suffix(".jpg").write_bytes(photo(width, height, seed=int(seed or 0)))
        path.unlink()
    return project


def run_mkdocs(project: Project, *arguments: str, **environment: str) -> Outcome:
    """Runs `mkdocs` as a terminal does, in the project's folder."""
    return run_program("mkdocs", project, *arguments, **environment)


def run_program(name: str, project: Project, *arguments: str, **environment: str) -> Outcome:
    """Runs a program of Python's in the project's folder."""
    process = subprocess.run(
        [sys.executable, "-m", name, *arguments],
        cwd=project.root,
        env={**os.environ, **ENVIRONMENT, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Outcome(process.returncode, process.stdout)


def build(project: Project, *, is_strict: bool = True, **changes: object) -> Outcome:
    """Builds in this process, which takes a third of the time.

    Args:
        project: built into its `site` folder.
        is_strict: as `--strict`.
        changes: of the configuration.

    Raises:
        BuildFailedError: the build did not end with 0.
    """
    outcome = try_build(project, is_strict=is_strict, **changes)
    if outcome.code:
        raise BuildFailedError(outcome)
    return outcome


def try_build(project: Project, *, is_strict: bool = True, **changes: object) -> Outcome:
    """Builds in this process, well or badly; only an exit is a bad end, since a traceback is nobody's."""
    stream = io.StringIO()
    with _environment(), _logged(stream), warnings.catch_warnings():
        # Of other people's plugins; what casefolio itself gives rise to is seen in the subprocesses' output.
        warnings.simplefilter("ignore")
        try:
            settings: dict[str, Any] = {"strict": is_strict, **changes}
            config = load_config(str(project.root / "mkdocs.yml"), **settings)
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build_with_mkdocs(config)
            finally:
                config.plugins.on_shutdown()
        except SystemExit as error:
            return Outcome(error.code if isinstance(error.code, int) else 1, f"{stream.getvalue()}\n{error}")
        except Exception as error:
            if not hasattr(error, "show"):  # click's exceptions, which end `mkdocs build` with a message
                raise
            return Outcome(1, f"{stream.getvalue()}\n{error}")
    return Outcome(0, stream.getvalue())


@contextlib.contextmanager
def _environment() -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(ENVIRONMENT)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextlib.contextmanager
def _logged(stream: io.StringIO) -> Iterator[None]:
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter("%(levelname)-8s-  %(message)s"))
    logger = logging.getLogger("mkdocs")
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


def record(title: str = "A year of listening", **fields: object) -> str:
    """A Markdown record; `body` is its text. JSON is YAML, so that no value needs a thought."""
    body = str(fields.pop("body", ""))
    summary = "Four workshops in one valley, and a plan that people recognised as their own."
    values = {"title": title, "summary": summary, "client": "Sample Health Board", **fields}
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())
    return "\n".join(("---", *lines, "---", "", body, ""))


def photo(width: int = 1600, height: int = 1067, *, seed: int = 0) -> bytes:
    """A JPEG of two slopes of colour, with everything in it that must not be published.

    It has EXIF with the place where it was taken, XMP, a comment and a colour profile with a name.
    """
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    flat = Image.new("L", (width, height), (seed * 67) % 256)
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = SECRETS[0]
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: (52.0, 24.0, 36.5)}
    )
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    data = bytearray(profile.tobytes())
    data[24:36] = bytes(12)  # the time at which it was made
    stream = io.BytesIO()
    Image.merge("RGB", (across, down, flat)).save(
        stream,
        "JPEG",
        quality=80,
        exif=exif,
        comment=SECRETS[1].encode(),
        xmp=f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRETS[2]}</x:xmpmeta>".encode(),
        icc_profile=bytes(data) + SECRETS[3].encode(),
    )
    return stream.getvalue()


def digests(folder: Path) -> dict[str, str]:
    """By path, the digest of every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
