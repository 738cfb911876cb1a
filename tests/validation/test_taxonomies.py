from pathlib import Path

import pytest
from tests.validation.goldens import line_of

from casefolio.diagnostics import Report
from casefolio.loaders.record_files import load_taxonomies
from casefolio.models import Taxonomies
from casefolio.validation import read_taxonomies


def taxonomies_of(text: str, folder_path: Path) -> tuple[Taxonomies, list[str]]:
    (folder_path / "_taxonomies.yml").write_text(text, encoding="utf-8")
    node, report = load_taxonomies(folder_path, folder_path)
    taxonomies = read_taxonomies(node, report)
    return taxonomies, [line_of(item) for item in report.diagnostics]


def test_without_a_file_every_term_is_let_through() -> None:
    report = Report()
    assert read_taxonomies(None, report) == Taxonomies()
    assert report.diagnostics == ()


def test_terms_are_texts_or_maps_with_an_introduction(tmp_path: Path) -> None:
    taxonomies, found = taxonomies_of(
        "sectors:\n  - Housing\n  - name: Health\n    introduction: |\n      One.\n\n      Two.\nthemes: []\n", tmp_path
    )
    assert found == []
    assert [(term.name, term.introduction) for term in taxonomies.sectors or ()] == [
        ("Housing", None),
        ("Health", "One.\n\nTwo."),
    ]
    assert taxonomies.themes == ()
    assert taxonomies.places is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sektors: [Housing]\n", ["1:1 CF202 error: `sektors` is not a known field | did you mean `sectors`?"]),
        (
            "sectors: Housing\n",
            [
                (
                    '1:10 CF203 error: `sectors` is one text, "Housing", and needs a list'
                    " | begin each item on a line of its own below `sectors:` with a hyphen and a space,"
                    " as in `- name: …`"
                )
            ],
        ),
        (
            "sectors:\n  - name: Housing\n    intro: Homes.\n  - introduction: Nothing.\n",
            [
                "3:5 CF202 error: `intro` is not a known field | take it out, or write one of `introduction`",
                "4:5 CF201 error: `name` is missing | add a line `name: …` (the term, as records spell it)",
            ],
        ),
        (
            "sectors: [Health & care, Health care, health-care]\n",
            [
                (
                    '1:26 CF221 warning: `sectors` lists "Health care" after "Health & care":'
                    " both would have the same page"
                    " | keep one of them"
                ),
                (
                    '1:39 CF221 warning: `sectors` lists "health-care" after "Health & care":'
                    " both would have the same page"
                    " | keep one of them"
                ),
            ],
        ),
        (
            # Python holds texts of one letter once.
            "sectors: [x, x]\n",
            ['1:14 CF221 warning: `sectors` lists "x" after "x": both would have the same page | keep one of them'],
        ),
        (
            'sectors: ["地", Housing]\n',
            [
                (
                    '1:11 CF222 error: `sectors` can\'t have "地" | write it with at least one Latin letter or digit,'
                    " because its page's address is made from it"
                )
            ],
        ),
        (
            "sectors: [Housing, no]\n",
            [
                (
                    '1:20 CF111 warning: `sectors` is read here as the text "no", but by other programs as false'
                    ' | put it in quotes: `"no"`'
                )
            ],
        ),
        (
            "- Housing\n",
            [
                (
                    "1:1 CF106 error: the fields are written as a list, not as `key: value`"
                    " | write each field on its line, as in `title: My title`"
                )
            ],
        ),
    ],
)
def test_what_is_wrong_with_the_list_is_told_at_its_line(text: str, expected: list[str], tmp_path: Path) -> None:
    assert taxonomies_of(text, tmp_path)[1] == expected


def test_a_wrong_list_lets_every_term_through(tmp_path: Path) -> None:
    assert taxonomies_of("sektors: [Housing]\n", tmp_path)[0] == Taxonomies()


def test_two_lists_are_one_too_many(tmp_path: Path) -> None:
    (tmp_path / "_taxonomies.yaml").write_text("themes: [Trust]\n", encoding="utf-8")
    _, found = taxonomies_of("sectors: [Housing]\n", tmp_path)
    assert found == [
        (
            "1:1 CF222 error: `_taxonomies.yaml` is not read, because `_taxonomies.yml` lies beside it"
            " | put all terms into one file"
        )
    ]
