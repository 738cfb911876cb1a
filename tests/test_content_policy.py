"""What a page loads is found however it is written, and a policy says all of it and nothing else."""

import base64
import hashlib

import pytest

from casefolio.content_policy import Loads, iter_scripts, read_loads, render_policy, site_policy

SCRIPTS = """
<script>one()</script>
<SCRIPT type=module>two("</p>")</SCRIPT >
<script type="application/ld+json">{"data": 1}</script>
<script src="three.js">ignored()</script>
<!-- <script>four()</script> -->
<script>a = "<style>no</style>";\r\nb</script>
"""


def test_the_scripts_that_run_are_found() -> None:
    expected = {"one()", 'two("</p>")', 'a = "<style>no</style>";\nb'}

    assert read_loads(SCRIPTS).scripts == expected
    assert read_loads(SCRIPTS).styles == frozenset()
    # Without a thought for comments, as it only asks which of the known ones are there.
    assert set(iter_scripts(SCRIPTS)) == expected | {"four()"}


def test_styles_and_attributes_are_found_as_a_browser_reads_them() -> None:
    loads = read_loads(
        "<style>p {}</style><p title='a > b' STYLE='margin: &quot;0&quot;' onclick=go()>x</p><p data-style=1>"
    )

    assert loads == Loads(
        styles=frozenset({"p {}"}), style_attributes=frozenset({'margin: "0"'}), handlers=frozenset({"go()"})
    )


@pytest.mark.parametrize(
    ("html", "directive", "origin"),
    [
        ('<script src="https://a.example/x.js"></script>', "script-src", "https://a.example"),
        ("<link href=//b.example/x.css rel=stylesheet>", "style-src", "https://b.example"),
        ('<link rel="preconnect" href="https://fonts.example" crossorigin>', "font-src", "https://fonts.example"),
        ('<img src="HTTP://C.example:8080/x.png?a,b">', "img-src", "http://c.example:8080"),
        ('<img srcset="https://d.example/1.png 1x, 2.png 2x">', "img-src", "https://d.example"),
        ('<iframe src="https://e.example/"></iframe>', "frame-src", "https://e.example"),
        ('<video src="https://f.example/x.mp4"></video>', "media-src", "https://f.example"),
        ('<form action="https://g.example/send"></form>', "form-action", "https://g.example"),
    ],
)
def test_what_is_loaded_from_elsewhere_is_found(html: str, directive: str, origin: str) -> None:
    assert read_loads(html).origins == {(directive, origin)}
    assert origin in site_policy(read_loads(html))[directive].split()


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://a.example/">x</a>',
        '<img src="photo.jpg">',
        '<img src="data:image/png;base64,AAAA">',
        '<link rel="canonical" href="https://a.example/">',
        '<link rel="alternate feed" href="https://a.example/feed.xml">',
        '<script src="https://a.example; script-src *"></script>',
        '<img src="http://[">',
    ],
)
def test_what_is_not_loaded_or_is_no_address_opens_nothing(html: str) -> None:
    assert read_loads(html).origins == frozenset()


def test_a_policy_allows_what_it_is_told_by_digest_and_in_order() -> None:
    digest = base64.b64encode(hashlib.sha256("é()".encode()).digest()).decode()
    loads = Loads(
        frozenset({"é()"}), origins=frozenset({("img-src", "https://b.example"), ("img-src", "https://a.example")})
    )

    policy = site_policy(loads, ["https://a.example"])

    assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == f"'self' 'sha256-{digest}' https://a.example"
    assert policy["img-src"] == "'self' data: https://a.example https://b.example"
    assert policy["connect-src"] == "'self' https://a.example"
    assert "unsafe" not in render_policy(policy)
    assert render_policy({"a": "b  c", "d": "e"}) == "a b c; d e"
