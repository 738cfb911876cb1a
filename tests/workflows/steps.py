"""Runs the steps of a workflow as a runner of GitHub does: their scripts, with bash, and what they tell one another."""

import json
import os
import re
import subprocess
import sys
import sysconfig
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT_PATH = Path(__file__).parents[2]
STARTER_PATH = ROOT_PATH / "plugins/casefolio/starter/github/workflows"
REPOSITORY = "sample/portfolio"
_EXPRESSION = re.compile(r"\$\{\{ (.*?) \}\}", re.DOTALL)
_GH_PATH = Path(__file__).with_name("fake_gh.py")


def load_jobs(path: Path) -> dict[str, dict[str, Any]]:
    """The jobs of a workflow by their names."""
    jobs: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))["jobs"]
    return jobs


def step_of(workflow: str, job: str, name: str) -> dict[str, Any]:
    """A step by its name."""
    steps = load_jobs(STARTER_PATH / f"{workflow}.yml")[job]["steps"]
    (step,) = (step for step in steps if name in {step.get("name"), step.get("id"), step.get("run")})
    found: dict[str, Any] = step
    return found


@dataclass
class Runner:
    """A machine that runs one job.

    Attributes:
        folder: with what the runner keeps for itself.
        workspace: where the repository is checked out.
        expressions: what the expressions of the steps' environments are, as GitHub would work them out.
        answers: what the API answers, by the address that it is asked for: text or bytes.
    """

    folder: Path
    workspace: Path
    expressions: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str | bytes] = field(default_factory=dict)

    @property
    def temp(self) -> Path:
        return self.folder / "temp"

    @property
    def summary(self) -> str:
        return (self.folder / "summary").read_text("utf-8")

    def calls(self) -> list[dict[str, Any]]:
        """What the API was asked to change, in order."""
        path = self.folder / "calls"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        return [call for call in map(json.loads, lines) if call["method"] != "GET"]

    def run(self, step: dict[str, Any], **environment: str) -> tuple[subprocess.CompletedProcess[str], dict[str, str]]:
        """Runs a step.

        Returns:
            How it ended, and its outputs.
        """
        script = step["run"]
        # Whatever somebody else may write comes by the environment only.
        assert "${{" not in script
        self.temp.mkdir(parents=True, exist_ok=True)
        output, script_path = self.folder / "output", self.folder / "script.sh"
        output.write_text("")
        (self.folder / "summary").touch()
        script_path.write_text(script, "utf-8")
        given = {
            name: _EXPRESSION.sub(lambda match: self.expressions[match[1]], str(value))
            for name, value in step.get("env", {}).items()
        }
        done = subprocess.run(
            ["/bin/bash", "-e", script_path],
            cwd=self.workspace,
            env=self._environment() | given | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        lines = output.read_text("utf-8").splitlines()
        # A line of another form would be a way to say what was never meant.
        assert [line for line in lines if not re.fullmatch(r"[a-z]+=[^\n]*", line)] == []
        return done, dict(line.split("=", 1) for line in lines)

    def _environment(self) -> dict[str, str]:
        programs = self.folder / "bin"
        if not programs.exists():
            programs.mkdir(parents=True)
            (programs / "gh").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{_GH_PATH}" "$@"\n')
            (programs / "gh").chmod(0o755)
            (programs / "sleep").write_text("#!/bin/sh\n")
            (programs / "sleep").chmod(0o755)
        answers = self.folder / "answers"
        answers.mkdir(exist_ok=True)
        names = {}
        for number, (address, answer) in enumerate(self.answers.items()):
            names[address] = str(answers / str(number))
            (answers / str(number)).write_bytes(answer if isinstance(answer, bytes) else answer.encode())
        (self.folder / "answers.json").write_text(json.dumps(names))
        return os.environ | {
            "PATH": os.pathsep.join((str(programs), sysconfig.get_path("scripts"), os.environ["PATH"])),
            "PYTHONPATH": str(ROOT_PATH / "plugins"),
            "NO_MKDOCS_2_WARNING": "1",
            # 1 June 2026
            "SOURCE_DATE_EPOCH": "1780272000",
            "FAKE_GH": str(self.folder),
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
            "RUNNER_TEMP": str(self.temp),
            "GIT_CONFIG_GLOBAL": str(self.folder / "gitconfig"),
            "GIT_CONFIG_SYSTEM": os.devnull,
        }
