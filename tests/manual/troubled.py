"""Owns a portfolio in which something goes wrong."""

from typing import NamedTuple

from tests.cli.samples import run
from tests.mkdocs_plugin.building import Project

#: The study of a new portfolio: its file, and its page.
EXAMPLE = "case_studies/path-by-the-river/index.md"
STUDY = "case-studies/path-by-the-river/index.html"


class Checked(NamedTuple):
    """How `casefolio check` ended."""

    code: int
    output: str


class Portfolio(Project):
    """A new portfolio, in which something goes wrong."""

    def edit(self, old: str, new: str, name: str = EXAMPLE) -> None:
        """Changes a file once; the example's unless another is named."""
        text = (self.root / name).read_text("utf-8")
        assert old in text
        (self.root / name).write_text(text.replace(old, new, 1), "utf-8")

    def check(self, *arguments: str) -> Checked:
        """What `casefolio check` says."""
        result = run(self.root, "check", *arguments)
        return Checked(result.exit_code, result.output)

    def has(self, uri: str) -> bool:
        """Whether the site has a page or a file."""
        return (self.site / uri).is_file()
