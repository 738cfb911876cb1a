"""What `casefolio import` makes of Word documents; every one of them is a real package."""

import io
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from tests.cli.samples import PLUGINS_PATH, run, run_process, shared_path, write_record
from tests.cli.word_files import (
    Parts,
    heading,
    link,
    margin_xml,
    paragraph,
    picture,
    table,
    text_box,
    write_word,
)
from tests.cli.word_files import run as text_run

from casefolio.loaders.record_files import load_record
from casefolio.models import CaseStudy, Taxonomies
from casefolio.records import Mapping, Node, Record, Scalar, Sequence
from casefolio.validation import validate_record

_WORD = re.compile(r"\w+")
_CODE = re.compile(r"CF\d{3}")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def photo_data() -> bytes:
    return (shared_path("photos") / "Bridge_by_Sander_Klootwijk.jpg").read_bytes()


def words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text))


def load(project: Path, slug: str) -> tuple[Record, CaseStudy | None]:
    record, report = load_record(project / "case_studies" / slug / "index.md", project, "en")
    assert record, list(map(str, report))
    return record, validate_record(record, Taxonomies(), report)


def texts_of(node: Node | None) -> list[str]:
    if isinstance(node, Scalar):
        return [node.text]
    if isinstance(node, Sequence):
        return [text for item in node.items for text in texts_of(item)]
    return [text for entry in node for text in texts_of(entry.value)] if isinstance(node, Mapping) else []


def body_of(record: Record) -> str:
    texts = [text for section in record.sections for text in (section.heading, section.markdown)]
    return _ESCAPE.sub("", "\n".join(texts))


def words_of_record(project: Path, slug: str) -> Counter[str]:
    """The words of the fields, of the body and of the comments."""
    record, _ = load(project, slug)
    text = (project / "case_studies" / slug / "index.md").read_text(encoding="utf-8")
    comments = [line for line in text.split("---\n")[1].split("\n") if line.lstrip().startswith("#")]
    return words("\n".join((body_of(record), *texts_of(record.fields), *comments)))


def shown_words(path: Path) -> Counter[str]:
    """The words that Word shows: those of the text, not of the markup."""
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    text = re.sub(r"<[^>]*>", "", re.sub(r"</w:p>|<w:br/>", " ", xml))
    return words(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


HEADED = (
    heading("Listening in four libraries", 0),
    paragraph("A pilot that went on, with * stars, under_scores and #1 <b>."),
    heading("Client"),
    paragraph("Trefelin Libraries, the library service of a county, as part of a programme."),
    heading("The brief"),
    paragraph("Work with ", text_run("four", "b"), " teams; see ", link("page", "our page"), "."),
    heading("What we did"),
    paragraph("We listened.", bullet=0),
    paragraph("In every branch.", bullet=1),
    paragraph("We wrote it down.", number=0),
    heading("Who came", 2),
    table(["Branch", "Readers | staff"], ["North", "12"]),
    paragraph("“It was quiet, at last.”"),
    paragraph("— Ben Sample, Reader"),
    heading("Money"),
    paragraph("It cost little."),
    heading("What they said"),
    paragraph("Some were moved."),
    paragraph("We thought we knew.", style="Quote"),
    paragraph("We did not.", style="Quote"),
    paragraph("— Ada Sample, Team manager, Sample Health Board", style="Quote"),
    paragraph("“Thank you.” — Cai Sample", bullet=0),
    paragraph("Photo by Sample Name on Unsplash"),
)
LABELLED = (
    paragraph(text_run("Who: ", "b"), "Trefelin Libraries, the library service of a county."),
    paragraph("The brief: ", "Work alongside four branch teams for five months."),
    paragraph("What I did: We moved the desk.\nThen we sat down."),
    paragraph("What they said:"),
    paragraph("“The notes are still on the wall.”", bullet=0),
    paragraph("“It was good to be slowed down.” — Branch manager, Trefelin Libraries", bullet=0),
)
FRAMED = (
    table(
        ["Client", "Trefelin Libraries, the library service of a county"],
        ["The brief", "Work alongside four branch teams for five months."],
        ["Feedback", "“It was good.” — Ada Sample"],
    ),
)
WILD = (
    paragraph("# no heading\n- no list\n1. nor this\n> nor that\n```\n---\n<!-- none -->\n| a | b |"),
    paragraph(
        text_run("bold", "b"), text_run("italic", "i"), "plain", text_run(" both ", "b", "i"), "[x](y) &amp; \\n"
    ),
    table(["one cell in a frame"]),
    table(["a", "b"], ["c"]),
    paragraph("Start ", text_box("Words in a frame"), "end"),
    paragraph("“Only one mark"),
    paragraph("Someone said “yes” and “no”."),
)
LINKS = Parts(links={"page": "https://example.org/a(b)", "file": "file:///secret"})


@pytest.mark.parametrize("blocks", [HEADED, LABELLED, FRAMED, WILD], ids=["headed", "labelled", "framed", "wild"])
def test_every_word_of_a_document_is_in_the_record(project: Path, blocks: tuple[str, ...]) -> None:
    path = write_word(project / "words.docx", *blocks, parts=LINKS)
    result = run(project, "import", "words.docx")
    assert result.exit_code == 0, result.output
    missing = shown_words(path) - words_of_record(project, "words")
    labels = words("Who Client The brief What I we did What they said Feedback")
    assert missing - labels == Counter()


def test_headings_become_sections_and_quotes_testimonials(project: Path) -> None:
    write_word(project / "libraries.docx", *HEADED, parts=LINKS)
    result = run(project, "import", "libraries.docx")
    assert result.exit_code == 0
    text = (project / "case_studies/libraries/index.md").read_text(encoding="utf-8")
    assert text.endswith("""\
testimonials:
  - quote: It was quiet, at last.
    name: Ben Sample
    role: Reader
  - quote: "We thought we knew.\\n\\nWe did not."
    name: Ada Sample
    role: Team manager
    organisation: Sample Health Board
  - quote: Thank you.
    name: Cai Sample
---

A pilot that went on, with \\* stars, under_scores and #1 \\<b>.

## The brief

Work with **four** teams; see [our page](<https://example.org/a(b)>).

## What we did

- We listened.
    - In every branch.
1. We wrote it down.

### Who came

| Branch | Readers \\| staff |
| --- | --- |
| North | 12 |

## Money

It cost little.

## What they said

Some were moved.
""")
    assert "title: Listening in four libraries\n" in text
    assert "# The photo's credit: Photo by Sample Name on Unsplash\n" in text
    assert "  text: paragraph 2 (“A pilot that went on, with …”) stands above the first heading" in result.output
    assert "  text: paragraph 18 (`Money`) is no known heading; it stays as it is\n" in result.output
    assert (
        "  text: paragraph 21 (“Some were moved.”) is no quote; it stands below `## What they said`\n" in result.output
    )
    assert "  testimonials: paragraph 16 (“It was quiet, at last.”) stood below `What we did`; " in result.output


def test_a_document_with_labels_is_read_like_a_plain_brief(project: Path) -> None:
    write_word(project / "labelled.docx", *LABELLED)
    run(project, "import", "labelled.docx")
    document = (project / "case_studies/labelled/index.md").read_text(encoding="utf-8")
    (project / "plain.txt").write_text(
        "Who: Trefelin Libraries, the library service of a county.\n"
        "The brief: Work alongside four branch teams for five months.\n"
        "What I did: We moved the desk.\\\nThen we sat down.\n"
        "What they said:\n- “The notes are still on the wall.”\n"
        "- “It was good to be slowed down.” — Branch manager, Trefelin Libraries\n",
        encoding="utf-8",
    )
    run(project, "import", "plain.txt")
    assert document == (project / "case_studies/plain/index.md").read_text(encoding="utf-8")


def test_markdown_signs_in_a_document_are_words(project: Path) -> None:
    write_word(project / "wild.docx", *WILD)
    run(project, "import", "wild.docx")
    record, study = load(project, "wild")
    assert [section.heading for section in record.sections] == ["", "More from the brief"]
    assert study is None  # nobody is named
    problems = _CODE.findall(run(project, "check").output)
    # No client, and a summary that is proposed from words that look like HTML: nothing in the text.
    assert set(problems) == {"CF201", "CF220"}


def test_the_first_suitable_picture_becomes_the_photo(project: Path) -> None:
    data = photo_data()
    write_word(
        project / "pictures.docx",
        *LABELLED,
        paragraph(picture("logo", "The logo"), picture("desk", "A bridge: “at dawn”"), picture("more", "Again")),
        parts=Parts(media={"logo.emf": b"\1\0\0\0", "desk.jpg": data, "more.jpg": data}),
    )
    result = run(project, "import", "pictures.docx")
    folder = project / "case_studies/pictures"
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".md"} == {
        "_picture-1.emf": b"\1\0\0\0",
        "picture-2.jpg": data,
        "picture-3.jpg": data,
    }
    assert "not placed: `_picture-1.emf`, `picture-3.jpg`\n" in result.output
    _, study = load(project, "pictures")
    assert study
    assert study.photo
    assert (study.photo.src, study.photo.alt) == ("picture-2.jpg", "A bridge: “at dawn”")
    assert "# Not placed: picture-3.jpg: Again\n" in (folder / "index.md").read_text(encoding="utf-8")


def test_a_photo_that_is_given_goes_before_those_in_the_document(project: Path) -> None:
    (project / "desk.jpg").write_bytes(photo_data())
    write_word(
        project / "p.docx", *LABELLED, paragraph(picture("a", "In it")), parts=Parts(media={"a.jpg": photo_data()})
    )
    run(project, "import", "p.docx", "--photo", "desk.jpg", "--alt", "A desk")
    text = (project / "case_studies/p/index.md").read_text(encoding="utf-8")
    assert "  src: desk.jpg\n  alt: A desk\n" in text
    assert "# Not placed: picture-1.jpg: In it\n" in text


def test_nothing_outside_the_document_is_fetched(project: Path) -> None:
    # Port 9 answers nobody, and the file is there to be read.
    (project / "secret.png").write_bytes(photo_data())
    write_word(
        project / "far.docx",
        *LABELLED,
        paragraph(picture("far", "x", "link"), picture("near", "y", "link"), link("file", "a file")),
        parts=Parts(
            links={"file": "file:///etc/hosts"},
            linked_pictures={"far": "http://127.0.0.1:9/x.png", "near": (project / "secret.png").as_uri()},
        ),
    )
    result = run(project, "import", "far.docx")
    assert "  pictures: 2 of them lie outside the document and were not fetched\n" in result.output
    assert "  text: a link to `file:///etc/hosts` leads nowhere on a website; its words stay\n" in result.output
    assert [path.name for path in (project / "case_studies/far").iterdir()] == ["index.md"]


@pytest.mark.parametrize(
    ("blocks", "title", "headings"),
    [
        ((heading("A desk that moved"), heading("The brief", 2)), "A desk that moved", ["The brief"]),
        ((heading("The brief"), heading("Who came", 2)), "T", ["The brief"]),
        ((heading("A desk that moved"), heading("The brief")), "T", ["A desk that moved", "The brief"]),
        ((heading("A desk", 0), heading("One"), heading("Two")), "A desk", ["One", "Two"]),
    ],
    ids=["first-heading", "known-heading", "two-headings", "title-style"],
)
def test_the_title_is_what_looks_like_one(
    project: Path, blocks: tuple[str, ...], title: str, headings: list[str]
) -> None:
    write_word(project / "t.docx", *(part for block in blocks for part in (block, paragraph("Some words."))))
    run(project, "import", "t.docx")
    record, _ = load(project, "t")
    assert [section.heading for section in record.sections if section.heading] == headings
    assert (texts_of(record.fields.get("title")) == [title]) is (title != "T")


def test_a_link_in_a_quote_keeps_its_words_and_is_listed(project: Path) -> None:
    write_word(
        project / "q.docx",
        heading("Feedback"),
        paragraph("“See ", link("page", "our page"), ".”"),
        parts=Parts(links={"page": "https://example.org/"}),
    )
    result = run(project, "import", "q.docx")
    assert "  - quote: See our page.\n" in (project / "case_studies/q/index.md").read_text(encoding="utf-8")
    assert "  text: a link to `https://example.org/` stands where a record has plain words; " in result.output


def test_an_alt_without_any_picture_is_refused(project: Path) -> None:
    write_word(project / "q.docx", *LABELLED)
    result = run(project, "import", "q.docx", "--alt", "A desk")
    assert result.output == (
        "Error: q.docx: --alt says what the photo shows, and the document has none; add --photo FILE\n"
    )


def test_margins_are_kept_as_comments_and_reviewers_are_left_out(project: Path) -> None:
    more = {
        "word/header1.xml": margin_xml("hdr", "Draft of May"),
        "word/footer1.xml": margin_xml("ftr", "Draft of May"),
        "word/comments.xml": margin_xml("comments", "Ask Ben whether this is true"),
    }
    write_word(project / "m.docx", *LABELLED, parts=Parts(more=more))
    result = run(project, "import", "m.docx")
    text = (project / "case_studies/m/index.md").read_text(encoding="utf-8")
    assert text.startswith("---\n# In the margin of the document: Draft of May\ntitle:")
    assert "Ask Ben" not in text
    assert "  text: comments of reviewers are left out; there are 1\n" in result.output


def test_a_style_map_in_the_document_hides_nothing(project: Path) -> None:
    write_word(project / "m.docx", *LABELLED, parts=Parts(more={"mammoth/style-map": "p => !\n"}))
    run(project, "import", "m.docx")
    assert "We moved the desk." in (project / "case_studies/m/index.md").read_text(encoding="utf-8")


def test_a_dry_run_shows_and_writes_nothing(project: Path) -> None:
    write_word(
        project / "d.docx", *LABELLED, paragraph(picture("a", "In it")), parts=Parts(media={"a.jpg": photo_data()})
    )
    shown = run(project, "import", "d.docx", "--dry-run")
    assert not (project / "case_studies").exists()
    written = run(project, "import", "d.docx")
    assert shown.exit_code == 0
    assert shown.output.replace(
        "would write case_studies/d/index.md, with picture-1.jpg", "case_studies/d/index.md"
    ) == (written.output)
    again = run(project, "import", "d.docx", "--dry-run")
    assert (again.exit_code, again.output) == (
        1,
        "Error: d.docx: case_studies/d/index.md is there already and stays as it is; choose another name\n",
    )


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return file.getvalue()


def declared(data: bytes, name: bytes, size: int) -> bytes:
    """An archive that lies about the unpacked size of its one part."""
    at = data.index(b"PK\1\2")
    assert data[at + 46 :].startswith(name)
    lying = size.to_bytes(4, "little")
    return data[:22] + lying + data[26 : at + 24] + lying + data[at + 28 :]


RANDOM = Random(1)  # noqa: S311 - only hard to pack
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 50}">' for before, name in zip("abcdef", "bcdefg", strict=True)
)
#: What the bad files are, in their order below.
KINDS = (
    "empty text rtf old-word password cut-off workbook broken-xml no-body deep laughs laughs-utf16 external-dtd bomb "
    "declared-bomb lying many-parts many-pieces long"
)
SAVE_AS = "open it in Word or LibreOffice, save it as “Word document (.docx)” and import that file"
COPY = "copy its text into a new document and import that"
BOMB = f"unpacked it would be much larger than any document is, so it is not opened; {COPY}"
DAMAGED = f"the document is damaged and cannot be read; {SAVE_AS}"
HARMFUL = f"the document holds definitions that no Word document has, so it is not opened; {COPY}"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty; copy it again from where it came, or leave it out"),
        (b"Who: A text", f"it is no Word document, although its name says so; {SAVE_AS}"),
        (b"{\\rtf1 x}", f"it is an RTF document, although its name says so; {SAVE_AS}"),
        (OLD_OFFICE + b"\0" * 600, f"it is a document of an old Word (.doc), whatever its name says; {SAVE_AS}"),
        (
            OLD_OFFICE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "the document is protected with a password; save it without one and import that file",
        ),
        (b"PK\3\4 and no more", DAMAGED),
        (zipped(xl__workbook_xml=b"<x/>"), f"there is no Word document in it, although its name says so; {SAVE_AS}"),
        (zipped(word__document_xml=b"<w:document"), DAMAGED),
        (zipped(word__document_xml=b"<document/>"), "the document is damaged and cannot be read; save it anew in Word"),
        (zipped(word__document_xml=b"<a>" * 5000 + b"</a>" * 5000), HARMFUL),
        (zipped(word__document_xml=f"{LAUGHS}]><x>&g;</x>".encode()), HARMFUL),
        (zipped(word__document_xml=f"{LAUGHS}]><x>&g;</x>".encode("utf-16")), HARMFUL),
        (zipped(word__document_xml=b'<!DOCTYPE x SYSTEM "file:///etc/hosts"><x/>'), HARMFUL),
        (zipped(word__document_xml=b"<x>" + b" " * 50_000_000 + b"</x>"), BOMB),
        (declared(zipped(word__document_xml=b"<x>y</x>"), b"word/document.xml", 4_000_000_000), BOMB),
        (declared(zipped(word__document_xml=b"<x>yyyy</x>"), b"word/document.xml", 5), DAMAGED),
        (zipped(**{f"x{number}": b"" for number in range(2001)}), BOMB),
        (
            zipped(word__document_xml=b"<x>" + b"<y/>" * 200_000 + b"</x>"),
            "its text has more than 200,000 pieces; split the document, one case study in each",
        ),
        (
            zipped(word__document_xml=RANDOM.randbytes(7_000_000)),
            "its text takes 7 megabytes and more than 6 are not read; split the document, one case study in each",
        ),
    ],
    ids=KINDS.split(),
)
def test_a_file_that_is_no_harmless_document_is_refused(project: Path, data: bytes, message: str) -> None:
    (project / "bad.docx").write_bytes(data)
    result = run(project, "import", "bad.docx")
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: bad.docx: {message}")
    assert result.output.count("\n") == 1
    assert not (project / "case_studies").exists()


def test_an_encrypted_part_is_refused(project: Path) -> None:
    path = write_word(project / "locked.docx", *LABELLED)
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(data)
    result = run(project, "import", "locked.docx")
    assert result.output == (
        "Error: locked.docx: the document is protected with a password; save it without one and import that file\n"
    )


def test_without_the_extra_the_command_says_what_to_install(project: Path, tmp_path: Path) -> None:
    write_word(project / "d.docx", *LABELLED)
    # A module of this name that can't be imported stands for one that isn't there.
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "mammoth.py").write_text("raise ImportError\n", encoding="utf-8")
    paths = os.pathsep.join(map(str, (hidden, PLUGINS_PATH)))
    result = run_process(project, "import", "d.docx", environment={"PYTHONPATH": paths})
    assert result.returncode == 1
    assert result.stderr.decode() == (
        'Error: d.docx: Word documents need one more package; install it with pip install "casefolio[word]"\n'
    )


def test_mammoth_is_imported_for_documents_only(project: Path) -> None:
    write_record(project, "a.md")
    (project / "b.txt").write_text("Who: A Trust\n", encoding="utf-8")
    code = (
        "import sys; from casefolio.cli import cli; cli.main(['import', 'b.txt'], standalone_mode=False); "
        "sys.exit('mammoth' in sys.modules)"
    )
    environment = os.environ | {"PYTHONPATH": str(PLUGINS_PATH)}
    assert subprocess.run([sys.executable, "-c", code], cwd=project, env=environment, check=False).returncode == 0


def test_a_full_disk_leaves_nothing_half_written(project: Path) -> None:
    write_word(
        project / "d.docx", *LABELLED, paragraph(picture("a", "In it")), parts=Parts(media={"a.jpg": photo_data()})
    )
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000)); "
        "from casefolio.cli import main; main()"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, "import", "d.docx"],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(PLUGINS_PATH), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
    )
    assert result.returncode == 1
    place = project / "case_studies" / "d" / "picture-1.jpg"
    assert result.stderr.decode() == f"Error: d.docx: the record can't be written: File too large: {place}\n"
    assert list((project / "case_studies").iterdir()) == []
