import re
import sys
from pathlib import Path

import pytest
from benchmarks import generators
from benchmarks.cases import CASES
from benchmarks.generators import GENERATORS, choose_build, find_generators

ROOT_PATH = Path(__file__).parents[2]
_HELP = "Commands:\n  admin    Puts the web form\n           build of the site.\n"


def test_what_is_not_installed_is_left_out_with_a_line_that_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("_HUGO_PATH", "_ELEVENTY_PATH"):
        monkeypatch.setattr(generators, name, tmp_path)

    found, missing = find_generators(["mkdocs", "hugo", "eleventy"])

    assert list(found) == ["mkdocs"]
    assert missing == [
        f"{name} is left out, since it is not installed; where that failed, build/peers/{name}.log says why."
        for name in ("hugo", "eleventy")
    ]


@pytest.mark.parametrize(
    ("text", "command"),
    [(_HELP, ("mkdocs", "build", "--quiet")), (f"{_HELP}  build    Builds.\n", ("casefolio", "build"))],
)
def test_casefolio_is_built_by_its_own_command_if_it_has_one(text: str, command: tuple[str, ...]) -> None:
    assert choose_build(text) == (sys.executable, "-m", *command)


def test_the_manual_names_every_generator_and_case() -> None:
    text = (ROOT_PATH / "docs" / "measurements.md").read_text("utf-8")

    named = re.findall(r"^\| `(\w+)` \|", text.partition("## The command")[0], re.MULTILINE)
    assert named == [*GENERATORS, *CASES, "preview", "growth"]
