"""Whatever words a study has, in whichever field: every page and every file beside the pages is read by its parser."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import yaml
from hypothesis import given, reject, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.hostile.bad_texts import BAD_TEXTS, TEXT_FIELDS
from tests.studies import section, site, study
from tests.views.test_pages import pages

from casefolio.finishing import finish_pages, iter_files
from casefolio.social_cards import SocialCards
from casefolio.views import Frames, Site

SITE_URL = "https://built.example/"
_SIGNS = (
    *"<>&'\"`{}[]()%#*_~|\\/:;=-+!?.,@$^\n\t éŷ日😀\u200b\u200d\u2028\u2029\u0085\u202e\ufeff\ufffe",
    *("<!--", "-->", "]]>", "<![CDATA[", "</script>", "</title>", "{{", "{%", "&lt;", "&#60;", "---\n", "\n\n", "```"),
)
#: Harmless for a field or not: what a field would refuse has to be safe in an output as well.
_TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", min_codepoint=32), max_size=60),
    st.lists(st.sampled_from(_SIGNS), max_size=20).map("".join),
    st.sampled_from([bad.text for bad in BAD_TEXTS if min(map(ord, bad.text)) >= 9 and "\x1b" not in bad.text]),
)


def _site(fields: Mapping[str, Any], body: str) -> Site:
    item = study("sample", **fields, sections=(section(body, "The brief"),), aliases=["old/sample"])
    found = site([item, study("plain", themes=["Trust"])])
    return replace(found, site_url=SITE_URL, site_name="Sample", frames=Frames("embed", SITE_URL, "Sample", ()))


def _check_html(text: str, *, is_document: bool) -> None:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(text) if is_document else parser.parseFragment(text)
    assert [error for _, error, _ in parser.errors if error != "invalid-codepoint"] == []
    for element in root.iter():
        if isinstance(element.tag, str):
            assert not [name for name in element.attrib if name.startswith("on")]
            assert element.tag not in {"object", "embed", "form", "math", "marquee"}


@settings(max_examples=150)
@given(st.sampled_from(sorted(TEXT_FIELDS)), _TEXTS, _TEXTS)
def test_every_output_is_read_by_its_parser(field: str, text: str, body: str) -> None:
    fields: dict[str, Any] = {"published_on": "2025-01-01", "client": {"name": "Sample"}} | TEXT_FIELDS[field](text)
    for name in ("client", "partners", "outcomes"):
        value = fields.get(name)
        if isinstance(value, str):
            fields[name] = {"name": value}
        elif name in fields and isinstance(value, list) and isinstance(value[0], str):
            fields[name] = [{"name" if name == "partners" else "statement": value[0]}]
    try:
        found = _site(fields, body)
    except ValidationError:
        reject()
    every = list(finish_pages(pages(found), found, SocialCards()))
    for page in every:
        _check_html(page.body, is_document=False)
        front_matter = page.render().split("\n---\n", 1)[0].removeprefix("---\n")
        assert yaml.safe_load(front_matter) == json.loads(json.dumps(page.front_matter))
    files = list(iter_files(every, found, (), frozenset()))
    assert {file.uri.rpartition(".")[2] for file in files} >= {"html", "json", "xml"}
    for file in files:
        if file.uri.endswith(".json"):
            json.loads(file.text)
        elif file.uri.endswith(".xml"):
            ET.fromstring(file.text)  # noqa: S314 - our own
        else:
            _check_html(file.text, is_document=True)
