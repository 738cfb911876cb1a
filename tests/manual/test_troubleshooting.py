"""Brings about every trouble that the manual's page tells of, and does what it says."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.manual import trouble_with_commands as commands
from tests.manual import trouble_with_pages as pages
from tests.manual.pages import DOCS_PATH, without_blocks
from tests.manual.troubled import Portfolio

#: By the headings of the page.
_TROUBLES: dict[str, Callable[[Portfolio], None]] = {
    "“command not found”": commands.not_found,
    '“The "casefolio" plugin is not installed”': commands.not_installed,
    "“Config file 'mkdocs.yml' does not exist”": commands.in_another_folder,
    "“MkDocs encountered an error parsing the configuration file”": commands.wrong_settings,
    "“Another program is at … already”": commands.taken_address,
    "A notice that Material for MkDocs reaches its end": commands.notice,
    "“the site was not touched”": commands.stopped_build,
    "“the text still holds the words of the starter”": commands.starter_words,
    "“the address … is that of … already”": commands.two_at_one_address,
    '“pages exist in the docs directory, but are not included in the "nav"”': commands.page_without_navigation,
    "“the file is not UTF-8 text”": commands.old_alphabet,
    "Letters look like `Ã©`": commands.damaged_letters,
    "The fields can't be read, and nothing looks wrong": commands.fields_that_can_not_be_read,
    "A study isn't on the site": pages.study_not_shown,
    "A quote isn't on the site": pages.quote_not_shown,
    "A quote has no name": pages.quote_without_name,
    "A change isn't shown": pages.change_not_shown,
    "Filters, feeds, frames or pictures for social networks are missing": pages.what_needs_more,
    "A list stands on the page as `/// testimonials`": pages.list_in_a_study,
    "A link leads to a list of files, and the search does nothing": pages.opened_from_the_disk,
    "A photo lies on its side": pages.photo_on_its_side,
    "A head is cut off": pages.cut_off_head,
    "“a HEIC picture, as telephones take them”": pages.photo_of_a_telephone,
    "The photo is there, and the message says that it isn't": pages.capitals_of_a_photo,
    "A photo is blurred": pages.small_photo,
    "The first build takes long": pages.first_build,
    "Line ends, and a mark that can't be seen": pages.line_ends,
}
#: In a browser: tests/browser/test_search.py
_ELSEWHERE = {"The search doesn't find a word"}


def test_every_trouble_is_tested() -> None:
    text = without_blocks((DOCS_PATH / "troubleshooting.md").read_text("utf-8"))

    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) == _TROUBLES.keys() | _ELSEWHERE


@pytest.mark.parametrize("heading", _TROUBLES)
def test_a_trouble_comes_and_goes_as_the_page_says(heading: str, scene: Callable[[str], Path]) -> None:
    _TROUBLES[heading](Portfolio(scene("troubleshooting.md")))
