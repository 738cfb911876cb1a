"""Runs every command that the manual shows, in a portfolio with the files that its page speaks of."""

import re
import shlex
import shutil
import time
import tomllib
import venv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.cli.terminals import terminal
from tests.manual.pages import LINKED_PATHS, ROOT_PATH, Command, iter_commands
from tests.manual.scenes import NOTICE, add_settings, has_own_files, run_shell
from tests.mkdocs_plugin.building import Project
from tests.mkdocs_plugin.serving import serve

#: For so long a browser may take to come up.
_BROWSER_SECONDS = 20
#: The commands that end with another code than 0, as their page says.
_ENDINGS = {
    # One of the studies has a mistake.
    ("checking.md", "casefolio check"): 1,
    ("checking.md", "casefolio check --all"): 1,
    ("checking.md", "casefolio check --fix"): 1,
    ("checking.md", "casefolio check --fix --diff"): 1,
    ("checking.md", "casefolio check --format github"): 1,
    ("checking.md", "casefolio check --format json"): 1,
    ("checking.md", "mkdocs build"): 1,
    ("checking.md", "mkdocs build --strict"): 1,
}


def _run(command: Command, folder: Path) -> None:
    done = run_shell(command.text, folder)
    assert done.returncode == _ENDINGS.get((command.page, command.text), 0), done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def _run_in_a_new_folder(command: Command, folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
    _run(command, folder)
    (made,) = folder.rglob("mkdocs.yml")
    assert run_shell("casefolio check --strict", made.parent).stdout == "1 record, nothing wrong\n"


def _run_in_a_terminal(command: Command, folder: Path) -> None:
    """Asks for the title, and takes the key Enter for all else."""
    with terminal(folder, *shlex.split(command.text)[1:]) as shown:
        shown.answer("Title: ", "A library that listens")
        for _ in range(3):
            shown.answer(": ", "")
        assert shown.end() == 0
    assert (folder / "case_studies/a-library-that-listens/index.md").is_file()


def _run_a_preview(command: Command, folder: Path) -> None:
    """On a free port, whichever the command names."""
    program, _, *options = shlex.split(command.text)
    if "--address" in options:
        place = options.index("--address")
        assert re.fullmatch(r"127\.0\.0\.1:\d+", options[place + 1])
        del options[place : place + 2]
    with serve(Project(folder), *options, is_ours=program == "casefolio") as preview:
        preview.wait_for("case-studies/path-by-the-river/", "The path that forty people drew")
        # The page is served before the browser has come up.
        until = time.monotonic() + (_BROWSER_SECONDS if "--open" in options else 0)
        while f"opened {preview.url}" not in preview.log and time.monotonic() < until:
            time.sleep(0.05)
        assert (f"opened {preview.url}" in preview.log) == ("--open" in options)


def _put_into_a_site(command: Command, folder: Path) -> None:
    """Which has to be there."""
    site = shlex.split(command.text)[-1] if "--site-dir" in command.text else "site"
    assert run_shell(f"mkdocs build --quiet --site-dir {site}", folder).returncode == 0
    _run(command, folder)
    assert (folder / site / "admin/index.html").is_file()


def _put_a_review_into_a_preview(command: Command, folder: Path) -> None:
    """The sites that it names have to be there; pictures are taken in the browser's own tests."""
    for site in re.findall(r"--(?:base-)?site (\w+)", command.text):
        assert run_shell(f"CASEFOLIO_PREVIEW=1 mkdocs build --quiet --site-dir {site}", folder).returncode == 0
    _run(Command(command.page, command.line, f"{command.text} --no-screenshots"), folder)
    assert (folder / "preview/_review/index.html").is_file()


def _find_help(command: Command, folder: Path) -> None:
    """Of a command that is only named, since it needs to be told more."""
    _run(Command(command.page, command.line, f"{command.text} --help"), folder)


def _find_the_package(command: Command, _folder: Path) -> None:
    """What is installed is this project, with extras that it has."""
    project = tomllib.loads((ROOT_PATH / "pyproject.toml").read_text("utf-8"))["project"]
    for requirement in shlex.split(command.text)[2:]:
        name, _, extra = requirement.rstrip("]").partition("[")
        assert name == project["name"]
        assert not extra or extra in project["optional-dependencies"]


def _build_as_a_host(command: Command, folder: Path) -> None:
    """With what is installed here already."""
    done = run_shell(command.text.partition(" && ")[2], folder)
    assert done.returncode == 0, done.stderr
    assert (folder / "site/index.html").is_file()


def _set_for_a_build(command: Command, folder: Path) -> None:
    """A setting of the environment: with it a site is built. Whether it has the web form is what it may change."""
    add_settings(folder / "mkdocs.yml", "plugins: [search, {casefolio: {admin: {enabled: true}}}]\n")
    assert run_shell(f"{command.text} mkdocs build", folder).returncode == 0
    assert (folder / "site/admin").exists() == ("PREVIEW" not in command.text)


def _make_an_environment(_command: Command, folder: Path) -> None:
    """Both lines of it at once, since the second needs the first."""
    done = run_shell("python3 -m venv --without-pip .venv && . .venv/bin/activate && command -v python", folder)
    assert done.stdout == f"{folder}/.venv/bin/python\n", done.stderr


def _find_the_windows_script(_command: Command, _folder: Path) -> None:
    """Python writes it there on Windows, whose PowerShell leaves out the ending."""
    assert (Path(venv.__file__).parent / "scripts/common/Activate.ps1").is_file()


def _plan_with_make(command: Command, _folder: Path) -> None:
    """Without doing it: most of them install, or run these tests."""
    # Not with what `make test` was told.
    done = run_shell(f"env -u MAKEFLAGS -u MFLAGS {command.text} --dry-run", ROOT_PATH)
    assert done.returncode == 0, done.stderr
    for word in re.findall(r'ARGS="([^"]*)"', command.text):
        assert word in done.stdout


def _ask_the_benchmark(command: Command, _folder: Path) -> None:
    """They measure for minutes; here only whether there is one."""
    done = run_shell(f"{command.text} --help", ROOT_PATH)
    assert done.returncode == 0, done.stderr


def _set_for_a_check(command: Command, folder: Path) -> None:
    """A setting of the environment: with it a check is as it was, but for its colours."""
    plain = run_shell("casefolio check", folder).stdout
    shown = run_shell(f"{command.text} casefolio check", folder).stdout
    assert ("\x1b[" in shown) == command.text.startswith("FORCE_COLOR")
    assert re.sub(r"\x1b\[[\d;]*m", "", shown) == plain


def _see_no_notice(command: Command, folder: Path) -> None:
    name = command.text.partition("=")[0]
    assert NOTICE in run_shell(f"env -u {name} mkdocs build", folder).stderr
    assert NOTICE not in run_shell(f"env {command.text} mkdocs build", folder).stderr


def _see_a_ribbon(command: Command, folder: Path) -> None:
    """On the pages of a build of its own."""
    setting = command.text.partition(" ")[0]
    assert run_shell(f"{setting} mkdocs build --site-dir preview", folder).returncode == 0
    assert "Preview – not public" in (folder / "preview/index.html").read_text("utf-8")


#: What is done with a command: the first rule whose pattern fits all of it.
_RULES: tuple[tuple[str, Callable[[Command, Path], None]], ...] = (
    (r"casefolio init\b.*", _run_in_a_new_folder),
    (r"casefolio new", _run_in_a_terminal),
    (r"(casefolio|mkdocs) serve\b.*", _run_a_preview),
    (r"casefolio (import|review|preview \w+)", _find_help),
    (r"casefolio admin\b.*", _put_into_a_site),
    (r"casefolio review .*--site \w+.*", _put_a_review_into_a_preview),
    (r"casefolio .*|mkdocs build\b.*|git init|git merge main", _run),
    (r"pip install -r requirements\.txt && .*", _build_as_a_host),
    (r"CASEFOLIO_PREVIEW=1|PYTHON_VERSION=3\.\d+", _set_for_a_build),
    (r"pip install .*", _find_the_package),
    (r"(python3|py) -m venv \.venv|\. \.venv/bin/activate", _make_an_environment),
    (r"\.venv\\Scripts\\activate", _find_the_windows_script),
    (r"make .*", _plan_with_make),
    (r"python -m benchmarks\.\w+", _ask_the_benchmark),
    (r"(NO_COLOR|FORCE_COLOR)=1", _set_for_a_check),
    (r"NO_MKDOCS_2_WARNING=1", _see_no_notice),
    (r"CASEFOLIO_PREVIEW=1( mkdocs build --site-dir preview)?", _see_a_ribbon),
)
#: Takes longer than the rest, and is the same on every page.
_ONCE = (_run_a_preview, _make_an_environment, _see_no_notice, _run_in_a_new_folder, _run_in_a_terminal)


def _rule(command: Command) -> Callable[[Command, Path], None] | None:
    return next((rule for pattern, rule in _RULES if re.fullmatch(pattern, command.text)), None)


def _iter_unlike() -> Iterator[Command]:
    """The commands of all pages, without those that would only be run again."""
    done = set()
    for path in LINKED_PATHS:
        page = path.name if has_own_files(path) else ""
        for command in iter_commands(path):
            key = ("" if _rule(command) in _ONCE else page, command.text)
            if key not in done:
                done.add(key)
                yield command


@pytest.fixture(autouse=True)
def _browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `--open` starts."""
    monkeypatch.setenv("BROWSER", "echo opened %s")


@pytest.mark.parametrize("command", tuple(_iter_unlike()), ids=str)
def test_every_command_does_what_its_page_says(command: Command, scene: Callable[[str], Path]) -> None:
    rule = _rule(command)
    assert rule, f"no rule says how `{command.text}` is tested"

    rule(command, scene(command.page))
