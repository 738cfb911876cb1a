"""Whatever a record says, the site has no element, attribute or address that harmless words would not have."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import html5lib
import pytest
from tests.hostile.bad_texts import BAD_TEXTS, TEXT_FIELDS, write_record
from tests.mkdocs_plugin.building import Project, build, digests, make_project, photo
from tests.mkdocs_plugin.test_words import EXTENSIONS

from casefolio.values import unwrap_quote

pytestmark = pytest.mark.xdist_group("hostile site")

SITE_URL = "https://built.example/"
_SCHEMES = {"http", "https", "mailto", "tel"}
_ADDRESSES = {"href", "src", "action", "poster", "data", "formaction", "cite", "background"}
#: What the Markdown of a body may make, and nothing else does.
_OF_BODIES = {("a", "href"), ("a", "title"), ("code", "class"), ("ol", "start"), ("td", "style"), ("th", "style")}
_BODY_TAGS = {
    "a",
    "br",
    "code",
    "em",
    "h3",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
} | {"thead", "tr"}


def _texts() -> list[str]:
    return [bad.text for bad in BAD_TEXTS if bad.in_field is None]


def _fields(text: str) -> dict[str, Any]:
    """A text in every field at once; what belongs to one group is put together."""
    fields: dict[str, Any] = {}
    testimonials: list[Any] = []
    for name, put in TEXT_FIELDS.items():
        part = put(text)
        testimonials += part.pop("testimonials", [])
        if "photo" in part and "photo" in fields:
            part["photo"] = {
                "src": "a.jpg",
                "alt": f"Sample {text}",
                "caption": text,
                "credit": part["photo"]["credit"],
            }
        if name == "client.name":
            continue
        fields |= part
    return fields | {"testimonials": testimonials, "client": {"name": text, "description": text}}


def write_site(project: Project, texts: list[str]) -> Project:
    """A record for each text, under a name of its own."""
    project.write({"case_studies/_a.jpg": photo(1600, 1067)})
    for number, text in enumerate(texts):
        bad = next((bad for bad in BAD_TEXTS if bad.text == text), None)
        body = text if bad and not bad.in_body else "Sample"
        project.write(
            {
                f"case_studies/study-{number:03}.md": write_record(
                    _fields(text), {"published_on": "2025-01-01"}, body=body
                )
            }
        )
    project.write({"case_studies/a.jpg": photo(1600, 1067)})
    project.write({"docs/index.md": "# Home\n\n/// testimonials\n///\n\n/// portfolio\n///\n"})
    (project.root / "case_studies" / "_a.jpg").unlink()
    project.configure(
        site_url=SITE_URL,
        theme={"name": "material", "font": False, "features": ["navigation.instant"]},
        markdown_extensions=EXTENSIONS,
    )
    build(project, is_strict=False)
    return project


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return write_site(make_project(tmp_path_factory.mktemp("hostile") / "site"), _texts())


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The same with words that nobody could take for anything else."""
    texts = [f"Words of number {number}" for number in range(len(_texts()))]
    return write_site(make_project(tmp_path_factory.mktemp("harmless") / "site"), texts)


def _elements(project: Project) -> Iterator[tuple[str, Any]]:
    """Every element of every page, with the page."""
    for path in sorted(project.site.rglob("*.html")):
        root = html5lib.parse(path.read_bytes(), namespaceHTMLElements=False, transport_encoding="utf-8")
        for element in root.iter():
            if isinstance(element.tag, str):
                yield path.relative_to(project.site).as_posix(), element


def _signature(project: Project) -> set[tuple[str, str]]:
    pairs = {(element.tag, name) for _, element in _elements(project) for name in ("", *element.attrib)}
    return {(str(tag), str(name)) for tag, name in pairs}


def test_nothing_is_an_element_or_an_attribute(hostile: Project, harmless: Project) -> None:
    new = _signature(hostile) - _signature(harmless) - _OF_BODIES
    assert {pair for pair in new if pair[1] or pair[0] not in _BODY_TAGS} == set()


def test_a_browser_has_nothing_to_mend(hostile: Project, harmless: Project) -> None:
    def mistakes(project: Project) -> set[str]:
        found = set()
        for path in project.site.rglob("*.html"):
            parser = html5lib.HTMLParser()
            parser.parse(path.read_bytes(), transport_encoding="utf-8")
            found |= {error for _, error, _ in parser.errors}
        return found

    # Characters that Unicode keeps for programs may be said, and are no mistake of the markup.
    assert mistakes(hostile) - mistakes(harmless) <= {"invalid-codepoint"}


def test_nothing_is_executed(hostile: Project, harmless: Project) -> None:
    def scripts(project: Project) -> set[str]:
        return {
            json.dumps([element.text or "", element.get("src", "").replace("../", "")])
            for _, element in _elements(project)
            if element.tag == "script" and element.get("type") not in {"application/ld+json", "application/json"}
        }

    def styles(project: Project) -> set[str]:
        return {element.get("style") or element.text for _, element in _elements(project) if element.tag == "style"}

    # Material tells its script where the page lies, which is the same for every study.
    assert {text for text in scripts(hostile) if "alert(1)" in text or "evil" in text} == set()
    assert len(scripts(hostile)) == len(scripts(harmless))
    assert styles(hostile) == styles(harmless)
    assert [name for _, element in _elements(hostile) for name in element.attrib if name.lower().startswith("on")] == []


def _addresses(project: Project) -> Iterator[tuple[str, str, bool]]:
    """Every address with its page, and whether it can do no harm."""
    for page, element in _elements(project):
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] in _ADDRESSES:
                url = urlsplit(urljoin(SITE_URL + page, "".join(value.split())))
                loads = element.tag not in {"a", "link"} or "stylesheet" in element.get("rel", "")
                yield page, value, url.scheme in _SCHEMES and (not loads or url.netloc == "built.example")


def test_every_address_has_a_scheme_that_can_do_no_harm(hostile: Project, capsys: pytest.CaptureFixture[str]) -> None:
    found = list(_addresses(hostile))
    assert [(page, value) for page, value, is_harmless in found if not is_harmless] == []
    with capsys.disabled():
        print(f"\n{len(found)} addresses, all harmless")  # noqa: T201
    assert len(found) > 1000


def test_a_site_that_is_bad_is_found_to_be(harmless: Project, tmp_path: Path) -> None:
    markup = (
        '<p onclick="x">x</p><marquee>x</marquee><a href="java\tscript:x">x</a>'
        '<script src="https://evil.example/x.js"></script>'
    )
    bad = Project(tmp_path).write({"site/index.html": f"<!doctype html><title>x</title>{markup}"})
    new = _signature(bad) - _signature(harmless)
    assert {("p", "onclick"), ("marquee", "")} <= new
    assert [value for _, value, is_harmless in _addresses(bad) if not is_harmless] == [
        "java\tscript:x",
        "https://evil.example/x.js",
    ]


def test_styles_and_scripts_are_the_same_whatever_is_said(hostile: Project, harmless: Project) -> None:
    def files(project: Project) -> dict[str, str]:
        return {
            name: digest for name, digest in digests(project.site).items() if name.endswith((".css", ".js", ".map"))
        }

    assert files(hostile) == files(harmless)


def test_every_file_for_programs_is_read_by_one(hostile: Project, capsys: pytest.CaptureFixture[str]) -> None:
    pages = {page for page, _ in _elements(hostile)}
    json_paths, xml_paths = (sorted(hostile.site.rglob(f"*.{ending}")) for ending in ("json", "xml"))
    texts = [json.loads(path.read_text("utf-8")) for path in json_paths]
    trees = [ET.fromstring(path.read_text("utf-8")) for path in xml_paths]  # noqa: S314 - our own
    data = [
        json.loads(element.text or "")
        for _, element in _elements(hostile)
        if element.get("type") == "application/ld+json"
    ]
    assert texts
    assert trees
    with capsys.disabled():
        print(f"\n{len(pages)} pages, {len(data)} of JSON-LD, {len(texts)} JSON files, {len(trees)} XML files parsed")  # noqa: T201


def test_the_words_come_out_as_they_went_in(hostile: Project) -> None:
    for number, text in enumerate(_texts()):
        page = hostile.page(f"case-studies/study-{number:03}/index.html")
        root = html5lib.parse(page, namespaceHTMLElements=False)
        said = " ".join(" ".join("".join(root.itertext()).split()).split())
        assert " ".join(text.split()) in said, text
        (data,) = (e.text or "" for e in root.iter("script") if e.get("type") == "application/ld+json")
        quotes = [part["text"] for part in json.loads(data)["@graph"][0]["hasPart"]]
        assert unwrap_quote(text) in quotes, text
