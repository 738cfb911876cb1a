"""Whatever stops a build, the last good site and every source are there as they were, and the next build is right."""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.mkdocs_plugin.building import (
    ENVIRONMENT,
    Project,
    build,
    digests,
    make_project,
    record,
    run_mkdocs,
)

PLUGINS_PATH = Path(__file__).parents[2] / "plugins"
_KILLS = 50
#: What is told of a disk that is full: the system refuses to let any file grow beyond this.
_LARGEST_FILE = 20_000


def sources(project: Project) -> dict[str, str]:
    return digests(project.root / "case_studies") | digests(project.root / "docs")


def left_behind(project: Project) -> list[str]:
    return [path.name for path in project.root.iterdir() if path.name.startswith(".site-")]


def run_python(code: str, project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | ENVIRONMENT | {"PYTHONPATH": str(PLUGINS_PATH), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=project.root, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A portfolio with photos, built."""
    project = make_project(tmp_path_factory.mktemp("faults") / "project", "portfolio")
    assert build(project).code == 0
    return project


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked and killed as POSIX does it")
@pytest.mark.parametrize("seed", range(4))
def test_a_killed_build_leaves_the_last_good_site_and_the_next_one_is_right(
    whole: Project, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same moments in every run
    project = Project(shutil.copytree(whole.root, tmp_path / "project", symlinks=True))
    page = project.root / "docs/index.md"
    first = page.read_text("utf-8")
    versions = [first, f"{first}\n\nOne more line.\n"]
    right: list[dict[str, str]] = []
    for text in reversed(versions):
        page.write_text(text, "utf-8")
        start = time.monotonic()
        assert build(project).code == 0
        longest = time.monotonic() - start
        right.insert(0, digests(project.site))
    assert right[0] != right[1]
    before = sources(project)

    outcomes = []
    with killer(project) as process:
        assert process.stdin
        assert process.stdout
        for number in range(_KILLS):
            # In turns from a cache that is full and from none.
            if number % 10 == 0:
                shutil.rmtree(project.root / ".cache", ignore_errors=True)
            page.write_text(versions[number % 2], "utf-8")
            process.stdin.write(f"{chance.uniform(0, longest * 1.1)}\n")
            process.stdin.flush()
            outcomes.append(process.stdout.readline().strip())
            # The one before, or the new one where it was ready; between the two there is a moment without either, and
            # one in which few changes are made in place, which the next build completes.
            is_begun = any(project.root.glob(".site-ready-*"))
            assert is_begun or not project.site.exists() or digests(project.site) in right
            assert sources(project) | {"index.md": ""} == before | {"index.md": ""}
    assert outcomes.count("killed") > _KILLS // 3

    page.write_text(first, "utf-8")
    assert build(project).code == 0
    assert digests(project.site) == right[0]
    assert left_behind(project) == []


class killer:  # noqa: N801 - reads as a function
    def __init__(self, project: Project) -> None:
        self.project = project

    def __enter__(self) -> subprocess.Popen[str]:
        environment = os.environ | ENVIRONMENT | {"PYTHONPATH": str(PLUGINS_PATH)}
        command = [sys.executable, str(Path(__file__).with_name("killing.py"))]
        self.process = subprocess.Popen(
            command,
            cwd=self.project.root,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self.process.stdout
        assert self.process.stdout.readline() == "ready\n"
        return self.process

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.communicate()


def test_a_site_that_was_moved_away_comes_back(whole: Project, tmp_path: Path) -> None:
    """What a build leaves that is killed in the one moment between the two sites."""
    project = Project(shutil.copytree(whole.root, tmp_path / "project", symlinks=True))
    before = digests(project.site)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.communicate()
    project.site.rename(project.root / f".site-replaced-{gone.pid}")
    project.write({"case_studies/broken.md": "---\ntitel: x\n---\n"})

    assert run_mkdocs(project, "build").code == 1
    (project.root / "case_studies/broken.md").unlink()
    assert build(project).code == 0
    assert digests(project.site) == before
    assert left_behind(project) == []


def test_two_builds_at_once_both_end_well(whole: Project, tmp_path: Path) -> None:
    project = Project(shutil.copytree(whole.root, tmp_path / "project", symlinks=True))
    shutil.rmtree(project.root / ".cache")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    environment = os.environ | ENVIRONMENT | {"PYTHONPATH": str(PLUGINS_PATH)}
    builds = [
        subprocess.Popen(command, cwd=project.root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for _ in range(3)
    ]
    printed = [process.communicate()[0] for process in builds]

    assert [process.returncode for process in builds] == [0, 0, 0], printed
    assert digests(project.site) == digests(whole.site)
    assert left_behind(project) == []


def test_what_begins_with_a_dot_stays_in_the_site(whole: Project, tmp_path: Path) -> None:
    """MkDocs leaves it there, and people have a `.git` in it that they publish from."""
    project = Project(shutil.copytree(whole.root, tmp_path / "project", symlinks=True))
    (project.site / ".git").mkdir()
    (project.site / ".git/HEAD").write_text("ref: refs/heads/pages\n", "utf-8")
    (project.site / "left.html").write_text("over", "utf-8")

    assert build(project).code == 0
    assert (project.site / ".git/HEAD").read_text("utf-8") == "ref: refs/heads/pages\n"
    assert not (project.site / "left.html").exists()


def test_a_strict_build_that_fails_leaves_the_last_good_site(whole: Project, tmp_path: Path) -> None:
    project = Project(shutil.copytree(whole.root, tmp_path / "project", symlinks=True))
    before = digests(project.site)
    project.write({"docs/more.md": "# More\n\n[nowhere](nowhere.md)\n"})

    outcome = run_mkdocs(project, "build", "--strict")
    assert outcome.code == 1
    assert "Aborted with" in outcome.output
    assert digests(project.site) == before
    assert left_behind(project) == []


def test_another_plugin_that_fails_leaves_the_last_good_site(whole: Project, tmp_path: Path) -> None:
    project = Project(shutil.copytree(whole.root, tmp_path / "project", symlinks=True))
    before = digests(project.site)
    project.write({"hooks.py": "def on_post_page(output, **_):\n    raise ValueError('no such luck')\n"})
    project.configure(hooks=["hooks.py"])

    assert run_mkdocs(project, "build").code == 1
    assert digests(project.site) == before
    assert left_behind(project) == []


def test_a_full_disk_is_said_in_one_line_and_leaves_everything(whole: Project, tmp_path: Path) -> None:
    project = Project(shutil.copytree(whole.root, tmp_path / "project", symlinks=True))
    before, was = digests(project.site), sources(project)
    code = (
        f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({_LARGEST_FILE}, {_LARGEST_FILE}))\n"
        "import sys; sys.argv = ['mkdocs', 'build']\nfrom mkdocs.__main__ import cli; cli()"
    )
    for is_cold in (False, True):
        if is_cold:
            shutil.rmtree(project.root / ".cache")
        done = run_python(code, project)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert "File too large" in done.stderr
        assert str(project.root) in done.stderr
        assert (digests(project.site), sources(project)) == (before, was)
        assert left_behind(project) == []
    assert build(project).code == 0
    assert digests(project.site) == before


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can be somebody with less rights"
)
@pytest.mark.parametrize("folder", [".cache", "."])
def test_a_folder_without_permission_is_named_in_one_line(whole: Project, tmp_path: Path, folder: str) -> None:
    project = Project(shutil.copytree(whole.root, tmp_path / "project", symlinks=True))
    for path in (tmp_path, *tmp_path.parents[:3]):
        path.chmod(0o755)
    before = digests(project.site)
    # With everything loaded, since nobody may not be allowed to read where it lies.
    code = (
        "import os, shutil, sys; from mkdocs.__main__ import cli; from mkdocs.commands.build import build\n"
        "from mkdocs.config import load_config; build(load_config('mkdocs.yml'))\n"
        "shutil.rmtree('.cache'); os.mkdir('.cache'); os.chmod('.cache', int(sys.argv[1], 8)); os.setuid(65534)\n"
        "sys.argv = ['mkdocs', 'build']; cli()"
    )
    done = run_python(code, project, "755" if folder == ".cache" else "777")

    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "Permission denied" in done.stderr
    assert str(project.root) in done.stderr
    assert digests(project.site) == before


def test_a_damaged_cache_is_mended(whole: Project, tmp_path: Path) -> None:
    project = Project(shutil.copytree(whole.root, tmp_path / "project"))
    chance = random.Random(3)  # noqa: S311 - the same damage in every run
    paths = [path for path in sorted((project.root / ".cache").rglob("*")) if path.is_file()]
    for path in paths:
        content = bytearray(path.read_bytes())
        for _ in range(3):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(bytes(content[: chance.randint(0, len(content))]) if chance.random() < 0.5 else bytes(content))

    assert build(project).code == 0
    assert digests(project.site) == digests(whole.site)


@pytest.mark.parametrize("ending", [".jpg", ".md"])
def test_a_source_that_vanishes_while_it_is_read_is_told(whole: Project, tmp_path: Path, ending: str) -> None:
    """It is taken away in the very moment in which it is opened."""
    project = Project(shutil.copytree(whole.root, tmp_path / "project", symlinks=True))
    shutil.rmtree(project.root / ".cache")
    before = digests(project.site)
    victim = next(path for path in sorted((project.root / "case_studies").rglob(f"*{ending}")) if path.name[0] != "_")
    code = (
        "import os, sys\nvictim = sys.argv[1]\n"
        "def hook(event, arguments):\n"
        "    if event == 'open' and str(arguments[0]).endswith(victim):\n"
        "        try: os.unlink(victim)\n"
        "        except FileNotFoundError: pass\n"
        "sys.addaudithook(hook)\nsys.argv = ['mkdocs', 'build']\nfrom mkdocs.__main__ import cli; cli()"
    )
    done = run_python(code, project, str(victim))

    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert victim.parent.relative_to(project.root).as_posix() in done.stderr
    assert victim.name in done.stderr
    assert digests(project.site) == before


def test_times_of_files_from_other_centuries_make_no_difference(whole: Project, tmp_path: Path) -> None:
    project = Project(shutil.copytree(whole.root, tmp_path / "project", symlinks=True))
    for number, path in enumerate(sorted(project.root.rglob("*"))):
        if path.is_file():
            moment = (1, 4_102_444_800)[number % 2]
            os.utime(path, (moment, moment))

    assert build(project).code == 0
    assert digests(project.site) == digests(whole.site)


def test_one_broken_record_among_many_hides_nothing(tmp_path: Path) -> None:
    project = make_project(tmp_path).write({"docs/index.md": "# Home\n"})
    records = {f"case_studies/study-{number}.md": record(f"Study number {number}") for number in range(1, 1000)}
    project.write(records | {"case_studies/study-500.md": "---\ntitle: [\n---\n"})
    project.write({f"case_studies/study-{number}.md": record("x") for number in (3, 999)})
    code = "import sys; sys.argv = ['casefolio', 'check']; from casefolio.cli import main; main()"
    done = run_python(code, project)

    assert done.returncode == 1
    assert {line.split(":")[0] for line in lines(done.stdout)} == {
        f"case_studies/study-{number}.md" for number in (3, 500, 999)
    }
    assert "999 records" in done.stdout


def lines(text: str) -> Iterator[str]:
    return (line for line in text.splitlines() if line.startswith("case_studies/"))
