"""Measures what the check, the build and the review of a pull request take, as the workflows run them; prints a table.

python -m benchmarks.review                              500 records with photos, 3 of them changed, three rounds
python -m benchmarks.review --studies 4 --photo-size 600x400 --rounds 1      a look whether it still runs
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpus import MAKER_PATH, write_portfolio
from benchmarks.generators import command_environment
from benchmarks.processes import Run, run

_CASEFOLIO = (sys.executable, "-m", "casefolio")
_MKDOCS = (sys.executable, "-m", "mkdocs", "build", "--quiet")
_PREVIEW = {"CASEFOLIO_PREVIEW": "1"}
_CHANGED = 3
#: What the goal is about.
_GOAL = "check, build and review"
#: What publish.yml saves, and pull requests get.
_CACHE_URI = ".cache/casefolio"


@dataclass(frozen=True, slots=True)
class _Step:
    """One command of preview.yml.

    Attributes:
        title: what the table calls it.
        command: the program and its arguments.
        environment: what it is told.
        is_goal: whether it belongs to what the goal is about; pictures and weights of how things were need more.
    """

    title: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    is_goal: bool = True


#: The pull request lies in `head`, what it is compared with in `base`, and the sites in `sites`.
_STEPS = (
    _Step("`casefolio check --format github`", (*_CASEFOLIO, "check", "--format", "github")),
    _Step("`mkdocs build`", (*_MKDOCS, "--site-dir", "../sites/after"), _PREVIEW),
    _Step(
        "`mkdocs build` of what it is compared with",
        (*_MKDOCS, "--config-file", "../base/mkdocs.yml", "--site-dir", "../sites/before"),
        _PREVIEW,
        is_goal=False,
    ),
    _Step(
        "`casefolio review`",
        (
            *(*_CASEFOLIO, "review", "--base", "HEAD^1", "--format", "json"),
            *("--site", "../sites/after", "--base-site", "../sites/before", "--no-screenshots"),
        ),
    ),
)


def main() -> int:
    """Makes a portfolio with a pull request, measures, prints.

    Returns:
        The exit status: 1 if the program that makes the records is not there.
    """
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--studies", type=int, default=500)
    parser.add_argument("--photo-size", default="1600x1067")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if not MAKER_PATH.is_file():
        print(f"the program that makes the records is not there: {MAKER_PATH}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="casefolio-review-") as name:
        folder_path = Path(name)
        changed = _make_pull_request(folder_path, options.studies, options.photo_size)
        runs: dict[str, list[Run]] = {step.title: [] for step in _STEPS}
        for _ in range(options.rounds):
            _set_up_machine(folder_path)
            for step in _STEPS:
                runs[step.title].append(_run_step(folder_path, step))
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}; medians of {options.rounds} rounds\n")
    photos = f"photos of {options.photo_size}"
    print(f"| {changed} of {options.studies:,} records with {photos} changed | seconds | of processor time |")
    print("| --- | ---: | ---: |")
    rows = [_median(runs[step.title]) for step in _STEPS]
    for step, row in zip(_STEPS, rows, strict=True):
        print(_render_row(step.title, row))
    counted = [row for step, row in zip(_STEPS, rows, strict=True) if step.is_goal]
    for title, group in ((_GOAL, counted), ("all of it", rows)):
        print(_render_row(title, [sum(column) for column in zip(*group, strict=True)]))
    return 0


def _median(runs: Sequence[Run]) -> tuple[float, float]:
    return statistics.median(item.seconds for item in runs), statistics.median(item.cpu_seconds for item in runs)


def _render_row(title: str, numbers: Sequence[float]) -> str:
    return f"| {title} | {' | '.join(f'{number:.1f}' for number in numbers)} |"


def _make_pull_request(folder_path: Path, studies: int, photo_size: str) -> int:
    """Writes a repository `head` whose newest commit changes some records, and the caches of the commit before it.

    Returns:
        How many records the commit changes.
    """
    head_path = folder_path / "head"
    head_path.mkdir()
    write_portfolio(head_path, studies + 1, photo_size)
    spare_path = max(head_path.glob("case_studies/*/index.md")).parent
    new_photo = (spare_path / "photo.jpg").read_bytes()
    shutil.rmtree(spare_path)
    (head_path / ".gitignore").write_text("/.cache/\n/site/\n", encoding="utf-8")
    _git(head_path, "init", "--quiet")
    _commit(head_path)
    # As publish.yml does on the main branch.
    run(_MKDOCS, head_path, _environment(folder_path / "old-machine"))
    (head_path / _CACHE_URI).rename(folder_path / "saved")
    paths = sorted(head_path.glob("case_studies/*/index.md"))[:_CHANGED]
    for path in paths:
        text = path.read_text(encoding="utf-8").replace('  - quote: "', '  - quote: "Honestly: ', 1)
        path.write_text(f"{text}\nA paragraph that the pull request adds.\n", encoding="utf-8")
    paths[0].with_name("photo.jpg").write_bytes(new_photo)
    _commit(head_path)
    return len(paths)


def _set_up_machine(folder_path: Path) -> None:
    """Leaves what a runner has before the first step: both versions, each with the saved caches, and nothing else."""
    head_path, base_path = folder_path / "head", folder_path / "base"
    for path in (base_path, head_path / ".cache", folder_path / "sites", folder_path / "machine"):
        shutil.rmtree(path, ignore_errors=True)
    _git(head_path, "worktree", "prune")
    _git(head_path, "worktree", "add", "--quiet", "--detach", str(base_path), "HEAD^1")
    for path in (head_path, base_path):
        shutil.copytree(folder_path / "saved", path / _CACHE_URI)


def _run_step(folder_path: Path, step: _Step) -> Run:
    taken = run(step.command, folder_path / "head", {**_environment(folder_path / "machine"), **step.environment})
    print(f"{step.title}: {taken.seconds:.1f} s, {taken.cpu_seconds:.1f} s of processor time", file=sys.stderr)
    return taken


def _environment(machine_path: Path) -> Mapping[str, str]:
    """What commands are told: a machine has a key of its own, and believes nothing that another one has sealed."""
    return {**command_environment(), "XDG_STATE_HOME": str(machine_path)}


def _commit(folder_path: Path) -> None:
    _git(folder_path, "add", "--all")
    _git(folder_path, "-c", "user.name=editor", "-c", "user.email=editor@localhost", "commit", "--quiet", "-m", "Edit")


def _git(folder_path: Path, *arguments: str) -> None:
    command = ["git", "-C", str(folder_path), *arguments]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    sys.exit(main())
