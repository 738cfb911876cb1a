"""What `casefolio consent stamp` writes, byte for byte, and what a stamp then holds."""

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.samples import run, write_record

from casefolio.quoted_words import make_stamp

HEAD = """\
title: Listening in four libraries
summary: Four branches asked their readers for an hour a week, and changed what they heard about.
client: Trefelin Libraries
"""
BEFORE = f"""\
---
{HEAD}testimonials:
  # The first one
  - quote: >-
      We were asked first.

      And they kept asking.
    consent:   # by form
      status: granted   # yes
      scope:
        - website
        - print
    name: Ada Sample
  - name: Bea
    consent:
      words: 'sha256:old'   # before
      status: granted
    quote: |
      Block words.

  - {{quote: "In braces, all", consent: {{status: granted}}}}
  - quote: Not asked.
  - quote: Refused.
    consent: {{status: refused}}
  - consent: {{ status: granted }}
    quote: The last one
---

## What they said

> In the text.
> — Someone, Somewhere
"""
STAMPS = {
    words: make_stamp(words)
    for words in ("We were asked first. And they kept asking.", "Block words.", "In braces, all", "The last one")
}
FIRST, BLOCK, BRACES, LAST = STAMPS.values()
AFTER = (
    BEFORE.replace("        - print\n", f"        - print\n      words: {FIRST}\n")
    .replace("'sha256:old'", f"'{BLOCK}'")
    .replace("consent: {status: granted}", f'consent: {{words: "{BRACES}", status: granted}}')
    .replace("consent: { status: granted }", f'consent: {{words: "{LAST}",  status: granted }}')
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: Sample\nplugins: [casefolio]\n", encoding="utf-8")
    return tmp_path


def write_bytes(project: Path, text: str, name: str = "x.md") -> Path:
    path = write_record(project, name, "")
    path.write_bytes(text.encode())
    return path


def codes(project: Path) -> list[str]:
    found = json.loads(run(project, "check", "--format", "json").output)["diagnostics"]
    return [item["code"] for item in found]


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "bom"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_only_stamps_are_new_in_the_file(project: Path, mark: str, end: str) -> None:
    path = write_bytes(project, mark + BEFORE.replace("\n", end))
    result = run(project, "consent", "stamp")
    assert path.read_bytes().decode() == mark + AFTER.replace("\n", end)
    assert (result.exit_code, result.stdout) == (0, "stamped 4 quotes in 1 file\n")
    assert result.stderr == (
        "case_studies/x.md:21:12: quote 2: its words have changed since the last stamp; "
        "make sure that the person agreed to the new ones\n"
    )
    assert codes(project) == []
    assert run(project, "consent", "stamp").output == "stamped nothing\n"
    assert path.read_bytes().decode() == mark + AFTER.replace("\n", end)


def test_a_dry_run_shows_the_lines_and_writes_nothing(project: Path) -> None:
    path = write_bytes(project, f"{HEAD}testimonials:\n- quote: Words.\n  consent:\n    status: granted", "x.yml")
    before = path.read_bytes()
    assert run(project, "consent", "stamp", "--dry-run").output == (
        "--- case_studies/x.yml\n+++ case_studies/x.yml\n@@ -5,3 +5,4 @@\n - quote: Words.\n   consent:\n"
        f"     status: granted\n+    words: {make_stamp('Words.')}\n"
        "would stamp 1 quote in 1 file\n"
    )
    assert path.read_bytes() == before


def test_consent_by_default_gets_a_place_of_its_own(project: Path) -> None:
    defaults = "testimonial_defaults:\n  consent:\n    status: granted\n"
    path = write_bytes(project, f"{HEAD}{defaults}testimonials:\n  - quote: |-\n      Words.\n    name: Ada\n", "x.yml")
    run(project, "consent", "stamp")
    assert path.read_text(encoding="utf-8").endswith(
        f"    name: Ada\n    consent:\n      words: {make_stamp('Words.')}\n"
    )
    assert codes(project) == []


def test_quotes_in_the_text_are_named_and_left(project: Path) -> None:
    defaults = "testimonial_defaults:\n  consent:\n    status: granted\n"
    path = write_bytes(project, f"---\n{HEAD}{defaults}---\n\n## What they said\n\n> In the text.\n")
    before = path.read_bytes()
    result = run(project, "consent", "stamp")
    assert (result.exit_code, result.stdout) == (0, "stamped nothing\n")
    assert result.stderr == (
        "case_studies/x.md:12:3: quote 1: it has no stamp, because it stands in the text; "
        "write it below `testimonials:` to give it one\n"
    )
    assert path.read_bytes() == before


def test_records_with_mistakes_are_named_and_left(project: Path) -> None:
    path = write_bytes(project, "title: x\ntestimonials: [{quote: a, consent: {status: granted}}]\n", "x.yml")
    before = path.read_bytes()
    result = run(project, "consent", "stamp")
    assert result.exit_code == 1
    assert result.stderr == "case_studies/x.yml has mistakes and is left out; `casefolio check` tells which\n"
    assert path.read_bytes() == before


def test_only_what_was_asked_for_is_stamped(project: Path) -> None:
    text = f"{HEAD}testimonials:\n  - quote: Words.\n    consent:\n      status: granted\n"
    first, second = (write_bytes(project, text.replace("four", name), f"{name}.yml") for name in ("one", "two"))
    run(project, "consent", "stamp", "case_studies/one.yml")
    assert "words:" in first.read_text(encoding="utf-8")
    assert "words:" not in second.read_text(encoding="utf-8")
    assert run(project, "consent", "stamp", "/").exit_code == 2


QUOTE = "Roeddwn i’n amau – “ond” gwrandawsoch. Ŵyr neb."


def stamped(project: Path, quote: str, stamp: str) -> None:
    fields = f"testimonials:\n  - quote: {json.dumps(quote)}\n    consent: {{status: granted, words: '{stamp}'}}\n"
    write_record(project, "x.yml", HEAD + fields)


@pytest.mark.parametrize(
    "quote",
    [
        QUOTE.replace("neb.", "neb"),
        QUOTE.replace("R", "r"),
        QUOTE.replace("’", "'"),
        QUOTE.replace("–", "-"),
        QUOTE.replace("gwrandawsoch", "gwrandawoch"),
        QUOTE.replace("Ŵ", "W"),
        QUOTE.replace("i’n amau", "i’ n amau"),
    ],
)
def test_one_letter_more_or_less_is_an_error(project: Path, quote: str) -> None:
    stamped(project, quote, make_stamp(QUOTE))
    result = run(project, "check")
    assert result.exit_code == 1
    assert "case_studies/x.yml:5:12: error CF416: the quote is not the one that was stamped" in result.output
    assert "run `casefolio consent stamp`" in result.output
    run(project, "consent", "stamp")
    assert codes(project) == []


@pytest.mark.parametrize(
    "quote", [QUOTE.replace(" ", "\n\n  "), f"“{QUOTE}”", unicodedata.normalize("NFD", QUOTE), f" {QUOTE}\n"]
)
def test_breaking_lines_in_another_way_changes_no_word(project: Path, quote: str) -> None:
    stamped(project, quote, make_stamp(QUOTE))
    assert "CF416" not in codes(project)


def test_what_is_no_stamp_is_said_to_be_none(project: Path) -> None:
    stamped(project, QUOTE, "as she said")
    assert 'CF416: `words` of `consent` is no stamp: "as she said"' in run(project, "check").output


@given(st.text(max_size=40), st.text(max_size=40))
def test_two_texts_have_one_stamp_only_where_their_words_are_the_same(one: str, other: str) -> None:
    def words(text: str) -> list[str]:
        return unicodedata.normalize("NFC", text).split()

    one, other = (text.encode(errors="replace").decode() for text in (one, other))
    assert (make_stamp(one) == make_stamp(other)) == (words(one) == words(other))
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", make_stamp(one))
