"""Owns what the workflows' tests run on: a portfolio, a stranger's fork of it, and the repository of the previews."""

import json
import os
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

from tests.mkdocs_plugin.building import record
from tests.workflows.steps import REPOSITORY, Runner, step_of

NUMBER = 12
RUN = 4711
#: A shell would run it, a terminal obey it, GitHub take it for a command or a link.
HOSTILE = '"; $(touch pwned) `touch pwned` ::set-output name=page::evil @sample [x](https://evil.example)'
HOSTILE_BRANCH = "$(touch${IFS}pwned);`touch${IFS}pwned`\"'&|<b>@sample"
SITE_URL = "https://www.example.org/"
PREVIEWS_URL = "https://previews.example.net/"


def git(folder: Path, *arguments: str) -> str:
    names = ["-c", "user.name=Sample", "-c", "user.email=sample@example.org", "-c", "init.defaultBranch=main"]
    environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(["git", *names, *arguments], cwd=folder, env=environment, check=True, capture_output=True)  # noqa: S607
    return done.stdout.decode().strip()


@dataclass
class Scene:
    """A pull request.

    Attributes:
        origin: the bare repository of the portfolio.
        previews: the bare repository that previews are published in.
        built: the runner that builds the head.
        trusted: the runner that checks, publishes and comments.
        head: the revision of the pull request.
    """

    origin: Path
    previews: Path
    built: Runner
    trusted: Runner
    head: str

    def pull(self, number: int = NUMBER, **changes: object) -> dict[str, object]:
        """A pull request as the API lists it."""
        head = {"sha": self.head, "ref": HOSTILE_BRANCH, "repo": {"full_name": "stranger/portfolio"}}
        values: dict[str, object] = {"number": number, "state": "open", "title": HOSTILE, "head": head}
        return values | {"base": {"ref": "main", "repo": {"full_name": REPOSITORY}}} | changes

    def event(self, **changes: object) -> dict[str, object]:
        """What starts publish-preview.yml."""
        run: dict[str, object] = {"id": RUN, "event": "pull_request", "conclusion": "success", "head_sha": self.head}
        run |= {"head_branch": HOSTILE_BRANCH, "head_repository": {"full_name": "stranger/portfolio"}}
        run |= {"html_url": f"https://github.com/{REPOSITORY}/actions/runs/{RUN}"}
        return {"workflow_run": run | changes, "repository": {"full_name": REPOSITORY}}

    def files(self) -> list[str]:
        """What the repository of previews holds."""
        if not git(self.previews, "branch", "--list", "gh-pages"):
            return []
        return git(self.previews, "ls-tree", "-r", "--name-only", "gh-pages").splitlines()


def make_scene(folder: Path, files: dict[str, str | bytes] | None = None, *, config: str = "") -> Scene:
    """Makes the repositories, and checks out on each runner what GitHub would.

    Args:
        folder: made.
        files: what the stranger adds.
        config: lines of mkdocs.yml besides those that are needed.
    """
    main = folder / "main"
    _write(main, "mkdocs.yml", f"site_name: Sample\nsite_url: {SITE_URL}\nplugins: [search, casefolio]\n{config}")
    _write(main, "docs/about.md", "# About\n")
    _write(main, "case_studies/library/index.md", record("A library that listens"))
    git(main, "init")
    _commit(main)
    git(folder, "clone", "--bare", str(main), "origin.git")
    git(folder, "init", "--bare", "previews.git")

    fork = folder / "fork"
    git(folder, "clone", "origin.git", "fork")
    git(fork, "checkout", "-b", HOSTILE_BRANCH)
    for name, content in (files or {"case_studies/museum/index.md": record(HOSTILE)}).items():
        _write(fork, name, content)
    _commit(fork)
    head = git(fork, "rev-parse", "HEAD")
    git(folder / "origin.git", "fetch", str(fork), f"{head}:refs/pull/{NUMBER}/head")

    # As actions/checkout leaves it: the merge, and the two commits that it is made of.
    git(folder, "clone", "origin.git", "merging")
    git(folder / "merging", "fetch", "origin", f"refs/pull/{NUMBER}/head")
    git(folder / "merging", "merge", "--no-ff", "--message", "Merge", "FETCH_HEAD")
    git(folder, "clone", "--depth", "2", (folder / "merging").as_uri(), "merged")
    merged = folder / "merged"
    git(folder, "clone", "origin.git", "checked-out")

    scene = Scene(
        folder / "origin.git",
        folder / "previews.git",
        Runner(folder / "builder", merged),
        Runner(folder / "publisher", folder / "checked-out"),
        head,
    )
    scene.built.expressions = {
        "steps.build.outcome == 'success' && 'preview/site' || ''": "preview/site",
        "steps.base.outcome == 'success' && format('{0}/base-site', runner.temp) || ''": str(
            folder / "builder/temp/base-site"
        ),
        "github.event.pull_request.number": str(NUMBER),
        "github.event.pull_request.head.sha": head,
    }
    lay_answers(scene)
    (folder / "publisher").mkdir(exist_ok=True)
    (folder / "publisher/event.json").write_text(json.dumps(scene.event()))
    (folder / "publisher/gitconfig").write_text(f'[url "{folder}/"]\n\tinsteadOf = git@github.com:sample/\n')
    return scene


def lay_answers(scene: Scene, *, pulls: list[dict[str, object]] | None = None, comments: object = ()) -> None:
    """What the API answers the trusted side."""
    listed = [scene.pull()] if pulls is None else pulls
    scene.trusted.answers |= {
        f"repos/{REPOSITORY}/actions/runs/{RUN}/artifacts": json.dumps(
            {"artifacts": [{"id": 99, "name": "preview", "expired": False, "size_in_bytes": 1000}]}
        ),
        f"repos/{REPOSITORY}/pulls?state=open&per_page=100": json.dumps(listed),
        f"repos/{REPOSITORY}/issues/{NUMBER}/comments?per_page=100": json.dumps([comments]),
        "meta": json.dumps({"ssh_keys": ["ssh-ed25519 AAAA"]}),
    }
    scene.trusted.expressions |= {
        "github.token": "token",
        "github.event.workflow_run.id": str(RUN),
        "github.event.workflow_run.html_url": f"https://github.com/{REPOSITORY}/actions/runs/{RUN}",
        "vars.PREVIEW_REPOSITORY && (vars.PREVIEW_URL || 'PREVIEW_URL')": PREVIEWS_URL,
        "vars.PREVIEW_REPOSITORY": f"sample/{scene.previews.stem}",
        "secrets.PREVIEW_KEY": "a key",
    }


def build_preview(scene: Scene) -> None:
    """Runs the steps of preview.yml that build and pack."""
    for name in ("build", "base", "review", "Pack"):
        done, _ = scene.built.run(step_of("preview", "preview", name))
        assert done.returncode == 0, done.stdout + done.stderr


def zip_artifact(folder: Path) -> bytes:
    """What actions/upload-artifact makes of a folder."""
    path = folder.parent / "artifact.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, file.relative_to(folder).as_posix())
    data = path.read_bytes()
    path.unlink()
    return data


def take_over(scene: Scene, artifact: bytes) -> str:
    """Runs the job `check`, and the others as their conditions have it.

    Returns:
        What it said where it refused; empty where it went through.
    """
    runner = scene.trusted
    runner.answers[f"repos/{REPOSITORY}/actions/artifacts/99/zip"] = artifact
    done, found = runner.run(step_of("publish-preview", "check", "find"))
    assert done.returncode == 0, done.stderr
    runner.expressions["steps.find.outputs.artifact"] = found["artifact"]
    done, verified = runner.run(step_of("publish-preview", "check", "verify"))
    if done.returncode:
        assert not (runner.temp / "checked").exists()
        return done.stderr
    for name in ("number", "head", "page"):
        runner.expressions[f"steps.verify.outputs.{name}"] = verified[name]
        runner.expressions[f"needs.check.outputs.{name}"] = verified[name]
    done, written = runner.run(step_of("publish-preview", "check", "comment"))
    assert done.returncode == 0, done.stderr
    runner.expressions["needs.check.outputs.comment"] = written["comment"]
    publish(scene)
    done, _ = runner.run(step_of("publish-preview", "comment", "Write"))
    assert done.returncode == 0, done.stderr
    shutil.rmtree(runner.temp)
    return ""


def publish(scene: Scene) -> None:
    """Runs the job that pushes."""
    done, _ = scene.trusted.run(step_of("publish-preview", "publish", "Push"))
    assert done.returncode == 0, done.stdout + done.stderr


def _write(folder: Path, name: str, content: str | bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def _commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--message", f"A change {HOSTILE}")
