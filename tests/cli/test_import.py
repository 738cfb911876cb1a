"""What `casefolio import` makes of a plain brief."""

import html
import re
import shutil
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cli.samples import run, shared_path, write_record

from casefolio.importers.brief_records import Given, convert_brief
from casefolio.importers.proposals import (
    SUMMARY_LENGTH,
    TITLE_LENGTH,
    ProposedClient,
    cut_at_word,
    propose_client,
    propose_summary,
    propose_title,
)
from casefolio.loaders.brief import Brief, BriefQuote, parse_brief
from casefolio.loaders.record_files import load_record
from casefolio.models import CaseStudy, Taxonomies
from casefolio.photos.reading import probe
from casefolio.pipeline import build
from casefolio.project import load_project
from casefolio.records import Mapping, Record, Scalar, SectionKind, Sequence
from casefolio.settings import PhotoLimits
from casefolio.validation import validate_record

BRIEF = """\
Who: Trefelin Libraries, the public library service of a small county, as part of a wider programme.
The brief: Work alongside four branch teams for five months, and make listening a part of ordinary days.
What I did: We moved the desk.
What they said:
- “We thought we knew our regulars.”
- “The notes: “still” on the wall #1” — Ada Sample, Team manager, Sample Health Board

Photo by Sample Name on Unsplash
"""
#: What the parts of a brief begin with; they become keys and headings.
LABELS = re.compile(r"(?m)^(Who|The brief|What I did|What they said):")
NO_PHOTO = "put one next to the record and add `src`, `alt` and `credit`"
MISSING = """\
  title: proposed from the brief; read it and write your own
  summary: proposed from the brief; say what happened, why, and the result
"""


def write_brief(project: Path, text: str = BRIEF, name: str = "library-listening.txt") -> Path:
    path = project / name
    path.write_text(text, encoding="utf-8")
    return path


def photo_path() -> Path:
    return shared_path("photos") / "Bridge_by_Sander_Klootwijk.jpg"


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def load(path: Path, project: Path) -> tuple[Record, CaseStudy | None]:
    record, report = load_record(path, project, "en")
    assert record
    return record, validate_record(record, Taxonomies(), report)


def quotes_of(record: Record) -> list[str]:
    listed = record.fields.get("testimonials")
    assert isinstance(listed, Sequence)
    texts = [item.get("quote") for item in listed.items if isinstance(item, Mapping)]
    return [text.text for text in texts if isinstance(text, Scalar)]


def test_a_brief_becomes_a_draft_and_what_is_missing_is_listed(project: Path) -> None:
    write_brief(project)
    result = run(project, "import", "library-listening.txt")
    assert result.exit_code == 0
    assert result.output == (
        f"case_studies/library-listening/index.md\n{MISSING}"
        f"  photo: none was given; {NO_PHOTO}; its credit is kept as a comment\n"
        "  testimonials: 1 of 2 without a name; add `name` and `role`, or a `label`, as agreed\n"
        "  testimonials: the brief doesn't say whether they agreed; add `consent`\n"
        "  period, sectors, services, themes, places: the brief doesn't say; add what fits\n"
    )
    assert (
        (project / "case_studies/library-listening/index.md").read_text(encoding="utf-8")
        == """\
---
title: "Trefelin Libraries: Work alongside four branch teams for five months"
summary: Work alongside four branch teams for five months, and make listening a part of ordinary days.
status: draft
client:
  name: Trefelin Libraries
  description: the public library service of a small county
# as part of …
programme: a wider programme
# The photo's credit: Photo by Sample Name on Unsplash
testimonials:
  - quote: We thought we knew our regulars.
  - quote: "The notes: “still” on the wall #1"
    name: Ada Sample
    role: Team manager
    organisation: Sample Health Board
---

## The brief

Work alongside four branch teams for five months, and make listening a part of ordinary days.

## What I did

We moved the desk.
"""
    )
    checked = run(project, "check", "--strict", "case_studies")
    assert (checked.exit_code, checked.output) == (0, "1 record, nothing wrong\n")


def test_a_photo_is_copied_with_its_credit(project: Path) -> None:
    write_brief(project)
    photo = project / "A Bridge, at DAWN.JPG"
    shutil.copyfile(photo_path(), photo)
    result = run(project, "import", "library-listening.txt", "--photo", photo, "--alt", "A bridge: at “dawn”")
    assert result.exit_code == 0
    path = project / "case_studies/library-listening/index.md"
    assert (path.parent / "a-bridge-at-dawn.jpg").read_bytes() == photo.read_bytes()
    _, study = load(path, project)
    assert study
    assert study.photo
    assert study.photo.credit
    assert (study.photo.src, study.photo.alt) == ("a-bridge-at-dawn.jpg", "A bridge: at “dawn”")
    assert (study.photo.credit.author, study.photo.credit.source) == ("Sample Name", "Unsplash")
    checked = run(project, "check", "--strict")
    assert (checked.exit_code, checked.output) == (0, "1 record, nothing wrong\n")


def test_without_alt_the_record_is_wrong_at_the_photo(project: Path) -> None:
    write_brief(project)
    result = run(project, "import", "library-listening.txt", "--photo", photo_path())
    assert result.exit_code == 0
    problem = "case_studies/library-listening/index.md:11:8: error CF309: `photo` has no `alt`"
    assert f"\n  {problem}; add `alt: …` " in result.output
    checked = run(project, "check")
    assert checked.exit_code == 1
    assert checked.output.startswith(f"{problem}\n")


def test_a_photo_is_named_for_what_it_is(project: Path) -> None:
    write_brief(project)
    shutil.copyfile(photo_path(), project / "日本.png")
    run(project, "import", "library-listening.txt", "--photo", "日本.png", "--alt", "A bridge at dawn")
    assert (project / "case_studies/library-listening/photo.jpg").is_file()
    assert run(project, "check", "--strict").exit_code == 0


@pytest.mark.parametrize("name", ["allotment-network.txt", "library-listening.txt"])
def test_every_word_of_a_real_brief_is_in_the_record(project: Path, name: str) -> None:
    brief = shared_path("briefs") / name
    result = run(project, "import", brief, "--photo", photo_path(), "--alt", "A bridge at dawn")
    path = project / result.output.splitlines()[0]
    text = brief.read_text(encoding="utf-8")
    missing = words(LABELS.sub("", text)) - words(path.read_text(encoding="utf-8"))
    assert missing == Counter()
    record, study = load(path, project)
    assert quotes_of(record) == re.findall(r"(?m)^- “(.*)”$", text)
    assert study
    assert study.status == "draft"
    assert study.photo
    assert run(project, "check", "--strict").output == "1 record, nothing wrong\n"


def test_a_published_import_has_its_page_and_its_quotes_on_the_wall(project: Path) -> None:
    brief = shared_path("briefs") / "library-listening.txt"
    run(project, "import", brief, "--photo", photo_path(), "--alt", "A bridge at dawn")
    path = project / "case_studies/library-listening/index.md"
    path.write_text(path.read_text(encoding="utf-8").replace("status: draft", "status: published"), encoding="utf-8")
    site = build(load_project(project / "mkdocs.yml").settings(now=datetime(2026, 1, 1, tzinfo=UTC)))
    pages = {page.uri: html.unescape(page.body) for page in site.pages}
    page, wall = pages["case-studies/library-listening.md"], pages["testimonials/index.md"]
    text = brief.read_text(encoding="utf-8")
    for quote in re.findall(r"(?m)^- “(.*)”$", text):
        assert quote in page
        assert quote in wall
    for words_of_page in ("Trefelin Libraries", "Sander Klootwijk", "Lomiri", "We moved the desk.", "A bridge at dawn"):
        assert words_of_page in page
    assert site.assets


def test_several_briefs_become_several_records(project: Path) -> None:
    result = run(project, "import", *sorted(shared_path("briefs").glob("*.txt")))
    paths = [line for line in result.output.splitlines() if not line.startswith("  ")]
    assert paths == ["case_studies/allotment-network/index.md", "case_studies/library-listening/index.md"]
    assert run(project, "check", "--strict").output == "2 records, nothing wrong\n"


def test_one_bad_brief_does_not_keep_the_others_from_being_imported(project: Path) -> None:
    write_brief(project)
    write_brief(project, "", "empty.txt")
    result = run(project, "import", "empty.txt", "library-listening.txt")
    assert result.exit_code == 1
    assert (
        result.stderr == "Error: empty.txt:1:1: error CF102: the file is empty; write the record, or delete the file\n"
    )
    assert result.stdout.startswith("case_studies/library-listening/index.md\n")


def test_a_brief_without_labels_lands_in_the_text(project: Path) -> None:
    write_brief(project, "We helped.\nThe council was glad.\n\n“Thank you,” they said.\n", "brief.txt")
    result = run(project, "import", "brief.txt")
    assert result.exit_code == 0
    assert result.output.splitlines()[0] == "case_studies/we-helped-the-council-was-glad/index.md"
    assert "  text: nothing is labelled `The brief`; add it below `## The brief`\n" in result.output
    assert ":5:1: error CF201: `client` is missing; " in result.output
    record, _ = load(project / result.output.splitlines()[0], project)
    assert record.sections[0].markdown.strip() == "We helped.\nThe council was glad.\n\n“Thank you,” they said."


def test_title_and_summary_may_be_given(project: Path) -> None:
    write_brief(project, f"Title: A title in the brief\n{BRIEF}")
    summary = "What happened: “this”, and why # it did, in words enough for a summary."
    result = run(project, "import", "library-listening.txt", "--title", "My #1 title: yes", "--summary", summary)
    assert "proposed" not in result.output
    path = project / "case_studies/library-listening/index.md"
    _, study = load(path, project)
    assert study
    assert (study.title, study.summary) == ("My #1 title: yes", summary)
    assert "# The title in the brief: A title in the brief\n" in path.read_text(encoding="utf-8")


def test_nothing_is_overwritten(project: Path) -> None:
    write_brief(project)
    record = write_record(project, "library-listening.yml", "mine")
    result = run(project, "import", "library-listening.txt")
    assert result.exit_code == 1
    assert result.output == (
        "Error: library-listening.txt: case_studies/library-listening.yml is there already and stays as it is; choose "
        "another name\n"
    )
    assert record.read_text(encoding="utf-8") == "mine"
    assert [path for path in (project / "case_studies").rglob("*") if path.is_file()] == [record]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("gone.txt", None, "gone.txt: the file is not there"),
        (
            "latin.txt",
            "Who: Café".encode("cp1252"),
            (
                "latin.txt:1:9: error CF101: the file is not UTF-8 text: here it has `é` as Windows-1252 would write "
                "it; "
                "open the file in your editor, choose “Save as” or “Save with encoding”, and choose UTF-8; or add "
                "--encoding windows-1252"
            ),
        ),
        (
            "services.txt",
            b"Who: Trefelin Libraries",
            "services.txt: the address `services` is that of a generated page; rename the file",
        ),
        (
            "日本.txt",
            "Who: 日本".encode(),
            "日本.txt: no address can be made from the name of the file; rename it with Latin letters or digits",
        ),
    ],
)
def test_a_file_that_is_no_brief_is_refused(project: Path, name: str, data: bytes | None, message: str) -> None:
    if data is not None:
        (project / name).write_bytes(data)
    result = run(project, "import", name)
    assert (result.exit_code, result.output) == (1, f"Error: {message}\n")
    assert not (project / "case_studies").exists()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "Error: x.jpg can't be the photo: `x.jpg`, which is not there; "),
        (
            b"Who: x\n",
            "Error: x.jpg can't be the photo: `x.jpg`, which is a text, not a JPEG, PNG, WebP or AVIF photo; ",
        ),
    ],
)
def test_a_photo_that_is_none_is_refused_and_nothing_is_written(
    project: Path, data: bytes | None, message: str
) -> None:
    write_brief(project)
    if data is not None:
        (project / "x.jpg").write_bytes(data)
    result = run(project, "import", "library-listening.txt", "--photo", "x.jpg", "--alt", "A bridge")
    assert result.exit_code == 1
    assert result.output.startswith(message)
    assert not (project / "case_studies").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("a.txt", "b.txt", "--photo", "x.jpg"),
            "--photo belongs to one brief, and 2 are given; import them one by one",
        ),
        (("a.txt", "b.txt", "--title", "x"), "--title belongs to one brief, and 2 are given; import them one by one"),
        (("a.txt", "--alt", "x"), "--alt says what the photo shows, and no photo is given; add --photo FILE"),
        ((), "Missing argument 'FILE...'."),
    ],
)
def test_wrong_use_is_told(project: Path, arguments: tuple[str, ...], message: str) -> None:
    result = run(project, "import", *arguments)
    assert result.exit_code == 2
    assert f"Error: {message}\n" in result.output


def test_a_small_photo_is_told_at_once(project: Path) -> None:
    write_brief(project)
    small = shared_path("corpora") / "exif-samples" / "DSCN0010.jpg"
    width = probe(small, PhotoLimits()).size.width
    result = run(project, "import", "library-listening.txt", "--photo", small, "--alt", "A street")
    assert f"  photo: it is {width} pixels wide and a hero photo needs 1200; use a larger version" in result.output


@pytest.mark.parametrize(
    ("who", "client"),
    [
        ("A Trust, a charity.", ProposedClient("A Trust", "a charity")),
        ("A Trust", ProposedClient("A Trust")),
        ("A Trust, as part of Big Plans.", ProposedClient("A Trust", "", "Big Plans", "as part of")),
        ("A Trust, part of the county", ProposedClient("A Trust", "part of the county")),
        ("Y Cyngor, fel rhan o raglen", ProposedClient("Y Cyngor", "", "raglen", "fel rhan o")),
        ("", ProposedClient()),
    ],
)
def test_the_client_is_what_stands_before_the_first_comma(who: str, client: ProposedClient) -> None:
    assert propose_client(who) == client


@pytest.mark.parametrize(
    ("text", "title", "summary"),
    [
        (
            "Who: BBC, a broadcaster with many rooms\nThe brief: Help.\n",
            "BBC: Help",
            "Help. BBC, a broadcaster with many rooms.",
        ),
        (
            "What I did: I listened to forty people. Then I wrote it down.\n",
            "I listened to forty people",
            "I listened to forty people. Then I wrote it down.",
        ),
        (
            f"The brief: {'word ' * 60}\n",
            f"{'word ' * 21}word…",
            f"{'word ' * 47}word…",
        ),
        (
            f"The brief: A first sentence of forty letters or more. {'word ' * 60}\n",
            "A first sentence of forty letters or more",
            "A first sentence of forty letters or more.",
        ),
        ("Title: My own\nSummary: Too short.\nThe brief: Help people.\n", "My own", "Too short."),
    ],
)
def test_title_and_summary_are_proposed_from_what_there_is(text: str, title: str, summary: str) -> None:
    brief = parse_brief(text)
    client = propose_client(brief.who)
    assert propose_title(brief, client, "Fallback") == title
    assert propose_summary(brief, client) == summary


@pytest.mark.parametrize(
    ("period", "lines"),
    [
        ("2024", 'period:\n  start: "2024"\n'),
        ("2024-03 – ongoing", 'period:\n  start: "2024-03"\n  end: ongoing\n'),
        ("2024-03 to 2024-06", '# 2024-03 to 2024-06\nperiod:\n  start: "2024-03"\n  end: "2024-06"\n'),
        ("between January and June", "# The period in the brief: between January and June\n"),
    ],
)
def test_a_period_is_never_guessed(period: str, lines: str) -> None:
    record = convert_brief(Brief(who="A Trust", period=period), Given(), language="en", fallback_title="Any title")
    assert f"  name: A Trust\n{lines}---\n" in record.text


def test_what_fits_no_label_stands_below_a_heading_of_its_own(project: Path) -> None:
    write_brief(project, f"Before all.\n{BRIEF.replace('- “We', 'They were kind.' + chr(10) + '- “We')}", "w.txt")
    result = run(project, "import", "w.txt")
    assert "  text: some lines fit no label; they stand below `## More from the brief`\n" in result.output
    text = (project / "case_studies/w/index.md").read_text(encoding="utf-8")
    assert "---\n\nBefore all.\n\n## The brief\n" in text
    assert text.endswith("\n## More from the brief\n\nThey were kind.\n")


def test_a_text_is_cut_behind_a_word() -> None:
    assert cut_at_word("one two three", 13) == "one two three"
    assert cut_at_word("one two three", 12) == "one two…"
    assert cut_at_word("one, two", 5) == "one…"
    assert cut_at_word("abcdef", 4) == "abc…"


PROSE = st.text("abc Ŵé–.,:;!?…'’#*_[]\n", min_size=60, max_size=600).filter(lambda text: len(words(text)) > 12)


@given(PROSE, st.text("abc, .", max_size=130))
@settings(max_examples=200)
def test_title_and_summary_are_as_long_as_they_may_be(text: str, who: str) -> None:
    brief = Brief(who=who, sections=((SectionKind.BRIEF, text),))
    record = convert_brief(brief, Given(), language="en", fallback_title="Library listening")
    assert TITLE_LENGTH[0] <= len(" ".join(record.title.split())) <= TITLE_LENGTH[1]
    summary = next(line for line in record.text.split("status:")[0].split("summary:")[1:])
    assert len(" ".join(summary.split())) <= SUMMARY_LENGTH[1] + len('>- ""') + summary.count("\\")


QUOTES = st.lists(
    st.text(
        st.one_of(
            st.sampled_from("abc ŵ:#\"'\\-{}[]|>&*!%@`,?“”‘’–…—…\n\t\u2028\u00a0😀"),
            st.characters(blacklist_categories=["Cc", "Cs", "Cn", "Co"], blacklist_characters="\ufeff"),
        ),
        min_size=1,
        max_size=400,
    )
    .map(str.strip)
    .filter(bool),
    min_size=1,
    max_size=4,
)


@given(QUOTES)
@settings(max_examples=400)
def test_every_character_of_any_quote_survives(tmp_path_factory: pytest.TempPathFactory, quotes: list[str]) -> None:
    brief = Brief(who="A Trust, a charity", quotes=tuple(BriefQuote(quote, "", 1) for quote in quotes))
    text = convert_brief(brief, Given(), language="en", fallback_title="Any title").text
    folder = tmp_path_factory.mktemp("quotes")
    (folder / "x.md").write_text(text, encoding="utf-8", newline="\n")
    record, report = load_record(folder / "x.md", folder, "en")
    assert record, report.diagnostics
    assert quotes_of(record) == quotes


@given(st.text("abc ŵ:#\"'\\-{}[]|>&*!%@`,?‘–…\u00a0😀", min_size=1, max_size=300).map(str.strip).filter(bool))
@settings(max_examples=300)
def test_any_words_in_quote_marks_survive_the_whole_way(tmp_path_factory: pytest.TempPathFactory, said: str) -> None:
    brief = parse_brief(f"Who: A Trust\nWhat they said:\n- “{said}”\n")
    text = convert_brief(brief, Given(), language="en", fallback_title="Any title").text
    folder = tmp_path_factory.mktemp("brief")
    (folder / "x.md").write_text(text, encoding="utf-8", newline="\n")
    record, report = load_record(folder / "x.md", folder, "en")
    assert record, report.diagnostics
    values = [
        value.text
        for item in getattr(record.fields.get("testimonials"), "items", ())
        for value in (entry.value for entry in item)
    ]
    assert not words(said) - words(" ".join(values))
