"""Knows each generator: how it is installed, laid out and run, and what it leaves behind; runs and measures nothing."""

import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpus import ROOT_PATH, SHARED_PATH, Corpus, write_host

#: `make bench` installs the other generators here, from requirements/bench.txt and benchmarks/eleventy/.
PEERS_PATH = ROOT_PATH / "build" / "peers"
_HUGO_PATH = PEERS_PATH / "hugo"
_ELEVENTY_PATH = PEERS_PATH / "eleventy"

#: What other generators make, and nothing else, as far as options go. The width of cards is one of the hero's.
_ALIKE = """\
plugins:
  - casefolio:
      embeds: false
      headers: false
      photos:
        hero: {ratio: 16/9, widths: [400, 800, 1200, 1600]}
        card: {ratio: 16/9, widths: [400]}
        formats: [webp, jpeg]
"""
_PLAIN = "plugins:\n  - search\nnot_in_nav: /case-studies/*\nnav:\n  - Home: index.md\n"


@dataclass(frozen=True, slots=True)
class Generator:
    """A program that makes a site of records.

    Attributes:
        title: what tables call it.
        write_frame: writes all of a site but its records into a new folder.
        record_text: a record of the corpus in the form that it reads.
        record_uri: where a record is written, with `{slug}`.
        photo_uri: the same for its photo; None if the generator makes none.
        build: the command.
        servers: the commands that show a site while it is written, with `{port}`, by what tables call them.
        environment: what the commands are told by it.
        text_environment: the same, for a site without photos.
        site_uri: the folder that it makes.
        study_uri: a study's page in that folder, with `{slug}`; without `index.html` it is the page's address.
        wall_uri: the folder of the pages with every quote; None if there are none.
        made_uris: all that it leaves beside the records.
        kept_uris: of these, what holds pictures and nothing else.
    """

    title: str
    write_frame: Callable[[Path], None]
    record_text: Callable[[Corpus, str], str]
    record_uri: str
    photo_uri: str | None
    build: Sequence[str]
    servers: Mapping[str, Sequence[str]]
    site_uri: str
    study_uri: str
    wall_uri: str | None
    made_uris: Sequence[str]
    kept_uris: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    text_environment: Mapping[str, str] = field(default_factory=dict)


def command_environment() -> Mapping[str, str]:
    """What commands of this project and of MkDocs are told: to run this checkout, without the host's notice."""
    return {"PYTHONPATH": str(ROOT_PATH / "plugins"), "NO_MKDOCS_2_WARNING": "1"}


def find_generators(names: Sequence[str]) -> tuple[dict[str, Generator], list[str]]:
    """The generators of some names, in this order.

    Returns:
        Those that are installed, and a line for each that is not.
    """
    found: dict[str, Generator] = {}
    missing = []
    for name in names:
        generator = GENERATORS[name]()
        if generator:
            found[name] = generator
        else:
            log_path = (PEERS_PATH / f"{name}.log").relative_to(ROOT_PATH)
            missing.append(f"{name} is left out, since it is not installed; where that failed, {log_path} says why.")
    return found, missing


def _find_casefolio() -> Generator:
    return _casefolio("casefolio", "plugins:\n  - search\n  - casefolio\n")


def _find_alike() -> Generator:
    return _casefolio("casefolio alike", _ALIKE)


def _casefolio(title: str, plugins: str) -> Generator:
    return Generator(
        title=title,
        write_frame=lambda folder_path: write_host(folder_path, plugins),
        record_text=Corpus.casefolio_text,
        record_uri="case_studies/{slug}/index.md",
        photo_uri="case_studies/{slug}/photo.jpg",
        build=_find_build(),
        servers={title: (sys.executable, "-m", "casefolio", "serve", "--address", "127.0.0.1:{port}")},
        site_uri="site",
        study_uri="case-studies/{slug}/index.html",
        wall_uri="testimonials",
        made_uris=(".cache", "site"),
        kept_uris=(".cache/casefolio/photos",),
        environment=command_environment(),
    )


def _find_build() -> Sequence[str]:
    command = (sys.executable, "-m", "casefolio", "--help")
    environment = {**os.environ, **command_environment()}
    return choose_build(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)


def choose_build(help_text: str) -> Sequence[str]:
    """The command that builds: casefolio's own if its help lists one, and else the host's."""
    if re.search(r"^  build\s", help_text, re.MULTILINE):
        return (sys.executable, "-m", "casefolio", "build")
    return (sys.executable, "-m", "mkdocs", "build", "--quiet")


def _find_hugo() -> Generator | None:
    # The program itself: the script of the same name would start Python first, and print a line of its own.
    program_path = _HUGO_PATH / "hugo" / "binaries" / "hugo"
    if not program_path.is_file():
        return None
    (distribution,) = importlib.metadata.distributions(name="hugo", path=[str(_HUGO_PATH)])
    title = f"Hugo {distribution.version}"
    return Generator(
        title=title,
        write_frame=_write_hugo,
        record_text=Corpus.neutral_text,
        record_uri="content/work/{slug}.md",
        photo_uri="assets/photos/{slug}.jpg",
        build=(str(program_path), "--quiet"),
        servers={title: (str(program_path), "server", "--quiet", "--bind", "127.0.0.1", "--port", "{port}")},
        site_uri="public",
        study_uri="work/{slug}/index.html",
        wall_uri="testimonials",
        made_uris=("public", "resources", ".hugo_build.lock"),
        kept_uris=("resources",),
        text_environment={"HUGO_PARAMS_IMAGES": "false"},
    )


def _write_hugo(folder_path: Path) -> None:
    _copy_files(SHARED_PATH / "hugo", folder_path)
    wall_path = folder_path / "content" / "testimonials.md"
    wall_path.parent.mkdir()
    wall_path.write_text("---\ntitle: Testimonials\nlayout: wall\n---\n", encoding="utf-8")


def _find_eleventy() -> Generator | None:
    modules_path = _ELEVENTY_PATH / "node_modules"
    package_path = modules_path / "@11ty" / "eleventy" / "package.json"
    locked_node_path = modules_path / ".bin" / "node"
    # The lock has a Node for most machines; elsewhere it is the system's, which has to be new enough.
    node = str(locked_node_path) if locked_node_path.exists() else shutil.which("node")
    if node is None or not package_path.is_file():
        return None
    title = f"Eleventy {json.loads(package_path.read_text(encoding='utf-8'))['version']}"
    command = (node, str(package_path.with_name("cmd.cjs")))
    serve = (*command, "--quiet", "--serve", "--port={port}")
    return Generator(
        title=title,
        write_frame=_write_eleventy,
        record_text=Corpus.neutral_text,
        record_uri="src/work/{slug}.md",
        photo_uri="photos/{slug}.jpg",
        build=(*command, "--quiet"),
        servers={title: serve, f"{title}, incremental": (*serve, "--incremental")},
        site_uri="_site",
        study_uri="work/{slug}/index.html",
        wall_uri="testimonials",
        made_uris=("_site", ".cache"),
        kept_uris=("_site/img",),
        text_environment={"IMAGES": "0"},
    )


def _write_eleventy(folder_path: Path) -> None:
    _copy_files(SHARED_PATH / "eleventy", folder_path)
    # Looked for from the site upwards, where the site's own configuration finds its modules too.
    (folder_path / "node_modules").symlink_to(_ELEVENTY_PATH / "node_modules")


def _copy_files(source_path: Path, folder_path: Path) -> None:
    """Without their modes: the originals may be there to be read only."""
    for path in source_path.rglob("*"):
        if path.is_file():
            target_path = folder_path / path.relative_to(source_path)
            target_path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target_path)


def _find_plain() -> Generator:
    return Generator(
        title="MkDocs with Material",
        write_frame=lambda folder_path: write_host(folder_path, _PLAIN),
        record_text=Corpus.page_text,
        record_uri="docs/case-studies/{slug}.md",
        photo_uri=None,
        build=(sys.executable, "-m", "mkdocs", "build", "--quiet"),
        servers={},
        site_uri="site",
        study_uri="case-studies/{slug}/index.html",
        wall_uri=None,
        made_uris=("site",),
        kept_uris=(),
        environment=command_environment(),
    )


#: By the names that the command knows, in the order of the tables' columns.
GENERATORS: Mapping[str, Callable[[], Generator | None]] = {
    "casefolio": _find_casefolio,
    "alike": _find_alike,
    "hugo": _find_hugo,
    "eleventy": _find_eleventy,
    "mkdocs": _find_plain,
}
#: Of these, the ones that are compared with the others.
OURS = ("casefolio", "alike")
