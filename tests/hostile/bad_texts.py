"""Owns texts that are made to do harm, each with what becomes of it: the code that refuses it, or nothing."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from casefolio.codes import Code


@dataclass(frozen=True, slots=True)
class BadText:
    """A text.

    Attributes:
        name: for people.
        text: as a program reads it.
        in_field: the error that it is in a field; None where it is shown as it is.
        in_body: the errors that it is in the text of a study.
    """

    name: str
    text: str
    in_field: Code | None = None
    in_body: frozenset[Code] = frozenset()


_HTML = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</textarea><b onclick=alert(1)>x</b>",
    "</p></figure></main>",
    "<!-- ",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<![CDATA[ x ]]>",
    "<?php echo 1 ?>",
    "<iframe src=https://evil.example/></iframe>",
    "<style>body{display:none}</style>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content=0;url=https://evil.example/>",
    "<base href=https://evil.example/>",
    "<form action=https://evil.example/><input name=a>",
    '<a href="javascript:alert(1)">a</a>',
    "<math><mi xlink:href=javascript:alert(1)>x</mi></math>",
    "<x:y onclick=alert(1)>",
    "<b",
    "--><b",
    "<https://example.org/?a=<b>",
    '<https://example.org/"onclick=alert(1)>',
    "<details open ontoggle=alert(1)>",
)
_SHOWN = (
    "-->",
    "--!> x",
    "]]>",
    "< script>alert(1)</ script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "&#x3c;script&#x3e;alert(1)",
    "&amp;lt;b&amp;gt;",
    "&NotAnEntity; &nbsp &lt",
    "＜script＞alert(1)＜/script＞",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\\u003cscript\\u003e",
    "javascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    '" onmouseover="alert(1)" x="',
    "' onmouseover='alert(1)' x='",
    "x` onmouseover=alert(1)",
    "*/ body{display:none} /*",
    "expression(alert(1)) url(javascript:alert(1))",
    "{{ config.site_name }} {{ 7*7 }}",
    "{% include 'main.html' %}{% raw %}",
    "{# a note #}",
    "${7*7} #{7*7} <%= 7*7 %>",
    '{: onclick="alert(1)" .cf-hero #headline_ }',
    '{ onclick="alert(1)" style="display:none" }',
    "[TOC]",
    "/// testimonials\n///",
    "/// portfolio | x\n    attrs: {onclick: alert(1)}\n///",
    '--8<-- "mkdocs.yml"',
    "!!! note\n    x",
    '??? note "x"\n    x',
    "::: casefolio.codes",
    "*[HTML]: a word\n\nHTML",
    "[^1]: a note\n\nx[^1]",
    "```\nx",
    "~~~ {onclick=alert(1)}\nx",
    "==a== ++a++ ^^a^^ :smile: {++a++} {>>a<<}",
    "$$x$$ \\(x\\) \\[x\\]",
    "# x\n---\ntitle: y\n---",
    "---\n...\n--- !x",
    "| a | b |\n|---|---|\n| c | d |",
    "::set-output name=x::y",
    "::error file=x::y\n%0A::stop-commands::z",
    "=cmd|' /C calc'!A0",
    "$(touch x) `touch x` ; touch x",
    "../../../etc/passwd",
    "Z\u0335\u0348\u0353a\u0335\u0348l\u0336\u0353g\u0335o",
    "a\u200bb\u200cc\u200dd\u2060e\u00adf",
    "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿 🇬🇧",
    "\u2067שלום\u2069 and \u2068مرحبا\u2069\u200f",
    "ﬀ ℀ ⓐ ㏂ ﷽",
    "\ufdd0 \U0010fffd \ue000",
    "İıſK",
    "NaN null true undefined __proto__ constructor",
)
_CONTROLS = {
    "nul": "a\x00b",
    "bell": "a\x07b",
    "escape sequence": "a\x1b[2J\x1b]0;owned\x07b",
    "delete": "a\x7fb",
    "next line": "a\x85b",
    "c1 sequence": "a\x9b2Jb",
    "no character": "a\ufffeb",
    "no character either": "a\uffffb",
}
_TURNS = {
    "override": "a\u202egpj.exe",
    "override that ends": "a\u202db\u202c",
    "embedding": "a\u202bb",
    "isolate": "a\u2066b",
    "stray end": "a\u2069b",
    "stray end of an embedding": "a\u202cb",
    "crossed pairs": "\u2067a\u202bb\u2069c\u202c",
}
#: What these are in a body, where they are Markdown.
_LINKS = {
    "[a](javascript:alert(1))": Code.LINK_BROKEN,
    "[a](JaVaScRiPt:alert(1))": Code.LINK_BROKEN,
    "[a](java&#115;cript:alert(1))": Code.LINK_BROKEN,
    "[a](&#1;javascript:alert(1))": Code.LINK_BROKEN,
    "[a](<\u00a0javascript:alert(1)>)": Code.LINK_BROKEN,
    "[a](data:text/html;base64,PHNjcmlwdD4=)": Code.LINK_BROKEN,
    "[a](vbscript:x)": Code.LINK_BROKEN,
    "[a](file:///etc/passwd)": Code.LINK_BROKEN,
    "[a](//evil.example/)": Code.LINK_BROKEN,
    "[a](\\\\evil.example\\x)": Code.LINK_BROKEN,
    "[a](../../../../etc/passwd)": Code.LINK_BROKEN,
    "[a]: javascript:alert(1)\n\n[a]": Code.LINK_BROKEN,
    "![a](https://evil.example/x.png)": Code.PICTURE_IN_BODY,
    "![a](data:image/svg+xml,x)": Code.PICTURE_IN_BODY,
    '[a](#x"onclick=alert(1))': Code.LINK_BROKEN,
    "a &#x202e; b": Code.TEXT_DIRECTION,
    '[a](https://example.org "x &#x2067;")': Code.TEXT_DIRECTION,
    "`a &#x202e;`": None,
    "&#0; &#1; &#xfffe; &#xd800; &#x110000;": None,
    '[a](https://example.org/"onclick=alert(1))': None,
    '[a](https://example.org/ "x\\" onclick=\\"alert(1)")': None,
    "mailto:a@example.org?bcc=b": None,
}

BAD_TEXTS: tuple[BadText, ...] = (
    *(BadText(text, text, Code.HTML_IN_TEXT) for text in _HTML),
    *(BadText(text, text) for text in _SHOWN),
    *(BadText(name, t, Code.CONTROL_CHARACTER, frozenset({Code.CONTROL_CHARACTER})) for name, t in _CONTROLS.items()),
    *(BadText(name, t, Code.TEXT_DIRECTION, frozenset({Code.TEXT_DIRECTION})) for name, t in _TURNS.items()),
    *(BadText(text, text, None, frozenset({code} if code else ())) for text, code in _LINKS.items()),
)

#: How each field that takes any words gets one.
TEXT_FIELDS: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "title": lambda text: {"title": f"Sample {text}"},
    "summary": lambda text: {"summary": f"Four workshops in one valley, and a plan: {text}"},
    "client.name": lambda text: {"client": text},
    "client.description": lambda text: {"client": {"name": "a", "description": text}},
    "programme": lambda text: {"programme": text},
    "partners.name": lambda text: {"partners": [text]},
    "sectors": lambda text: {"sectors": [f"Sample {text}"]},
    "places": lambda text: {"places": [f"Sample {text}"]},
    "outcomes.statement": lambda text: {"outcomes": [text]},
    "outcomes.value": lambda text: {"outcomes": [{"value": text, "unit": text, "label": text, "source": text}]},
    "testimonials.quote": lambda text: {"testimonials": [{"quote": text}]},
    "testimonials.pull": lambda text: {"testimonials": [{"quote": f"a {text} b", "pull": f"a {text} b"}]},
    "testimonials.name": lambda text: {"testimonials": [{"quote": "a", "name": f"Sample {text}"}]},
    "testimonials.initials": lambda text: {
        "testimonials": [{"quote": "a", "name": f"Sample {text}", "attribution": "initials"}]
    },
    "testimonials.role": lambda text: {"testimonials": [{"quote": "a", "role": text, "organisation": text}]},
    "testimonials.label": lambda text: {"testimonials": [{"quote": "a", "label": text}]},
    "video.transcript": lambda text: {
        "testimonials": [
            {"quote": "a", "video": {"url": "https://example.org/a", "captions": text, "transcript": text}}
        ]
    },
    "photo.alt": lambda text: {"photo": {"src": "a.jpg", "alt": f"Sample {text}", "caption": text}},
    "photo.credit": lambda text: {
        "photo": {"src": "a.jpg", "decorative": True, "credit": {"author": text, "source": text, "licence": text}}
    },
}

BAD_ADDRESSES = (
    "javascript:alert(1)",
    "JavaScript:alert(1)//https://example.org",
    "java\tscript:alert(1)",
    "&#106;avascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://example.org/",
    "//example.org/",
    "/x",
    "example.org",
    "https:example.org",
    "https://",
    "https://localhost",
    'https://example.org/"onclick="alert(1)',
    "https://example.org/<b>",
    "https://example.org/ x",
    "https://example\u202e.org/",
    "https://exa\u200bmple.org/",
    "https://example.org/\u2028",
    "https://example.org/\x00",
    "https://" + "a." * 1500 + "org",
    " javascript:https://example.org/",
    "blob:https://example.org/x",
    "view-source:https://example.org/",
)


def _put_in_credit(name: str, text: str) -> dict[str, Any]:
    return {"photo": {"src": "a.jpg", "decorative": True, "credit": {"author": "a", name: text}}}


ADDRESS_FIELDS: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "client.url": lambda text: {"client": {"name": "a", "url": text}},
    "partners.url": lambda text: {"partners": [{"name": "a", "url": text}]},
    "testimonials.url": lambda text: {"testimonials": [{"quote": "a", "name": "Ada Sample", "url": text}]},
    "video.url": lambda text: {
        "testimonials": [{"quote": "a", "video": {"url": text, "captions": "a", "transcript": "a"}}]
    },
    **{f"credit.{name}": partial(_put_in_credit, name) for name in ("author_url", "source_url", "licence_url")},
}

BAD_PATHS = (
    "../x",
    "x/../../y",
    "%2e%2e/x",
    "x//y",
    "https://example.org/x",
    "x\\y",
    "x\x00y",
    "x%00y",
    "con",
    "x/AUX.html",
    "nul/y",
    "x./y",
    "x%20/y",
    "a" * 201,
    'x"y',
    "x<b>y",
    "x|y",
    "x?y=z",
    "x#y",
    "x\u202ey",
    ".",
)


def write_record(*parts: Mapping[str, Any], body: str = "") -> str:
    """A Markdown record with the fields of every part; JSON is YAML, so that no value needs a thought."""
    fields: dict[str, Any] = {
        "title": "A year of listening",
        "summary": "Four workshops in one valley, and a plan that people recognised as their own.",
        "client": "Sample Health Board",
    }
    for part in parts:
        fields |= part
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items())
    return "\n".join(("---", *lines, "---", "", body, ""))


def iter_cases() -> Iterator[tuple[str, str, frozenset[Code]]]:
    """Every text in every place: a name, the record, and its errors."""
    for bad in BAD_TEXTS:
        for field, put in TEXT_FIELDS.items():
            yield f"{field}: {bad.name}", write_record(put(bad.text)), frozenset({bad.in_field} - {None})  # type: ignore[arg-type]
        yield f"body: {bad.name}", write_record(body=bad.text), bad.in_body
    for address in BAD_ADDRESSES:
        # A line separator keeps the fields from being read at all.
        codes = _codes_of_signs(address) | ({Code.NOT_AN_ADDRESS} if "\u2028" not in address else set())
        for field, put in ADDRESS_FIELDS.items():
            yield f"{field}: {address[:60]}", write_record(put(address)), codes
    for path in BAD_PATHS:
        yield f"aliases: {path[:60]}", write_record({"aliases": [path]}), _codes_of_signs(path) | {Code.NOT_A_PATH}


def _codes_of_signs(text: str) -> frozenset[Code]:
    """What is wrong with the characters of a text, wherever it stands."""
    signs = {"\x00": Code.CONTROL_CHARACTER, "\u2028": Code.CONTROL_CHARACTER, "\u202e": Code.TEXT_DIRECTION}
    return frozenset(code for sign, code in signs.items() if sign in text)
