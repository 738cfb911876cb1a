"""The file of headers says for each page exactly one thing, and blesses nothing that records could have brought in."""

import base64
import hashlib
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page as HostPage
from tests.browser.serving import Rules, headers_for, read_headers
from tests.mkdocs_plugin.building import Project, build, make_project, record, run_mkdocs, try_build

from casefolio.content_policy import iter_scripts
from casefolio.mkdocs_plugin.seen_pages import SeenPages
from casefolio.response_headers import render_headers
from casefolio.settings import AdminSettings, Settings

MATERIAL = {"name": "material", "font": False}
LIST = '<ul class="cf-quotes"><li>Kind words</li></ul>'


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = make_project(tmp_path / "project")
    return project.write({"docs/index.md": "# Home\n", "case_studies/one.md": record()})


def policy(project: Project, address: str = "/") -> str:
    return headers_for(address, read_headers(project.site))["Content-Security-Policy"]


def digest(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _addresses(project: Project) -> list[str]:
    uris = (path.relative_to(project.site).as_posix() for path in project.site.rglob("*") if path.is_file())
    return [f"/{uri.removesuffix('index.html')}" for uri in sorted(uris) if uri != "_headers"]


def _rules_for(address: str, rules: Rules) -> list[dict[str, str]]:
    return [headers for pattern, headers in rules if headers_for(address, [(pattern, headers)])]


@pytest.mark.parametrize("has_directory_urls", [True, False])
@pytest.mark.parametrize("embed", ["embed", "parts/embed"])
def test_each_page_has_one_policy_whichever_host_reads_it(
    project: Project, embed: str, *, has_directory_urls: bool
) -> None:
    options = {"admin": True, "paths": {"embed": embed, "admin": "parts/admin"}}
    project.write({"docs/parts/own.md": "# Own\n", "docs/parts/deep/down.md": "# Deep\n", "docs/über uns.md": "# Us\n"})
    build(
        project,
        plugins=["search", {"casefolio": options}],
        theme=MATERIAL,
        site_url="https://www.example.org/",
        use_directory_urls=has_directory_urls,
    )

    rules = read_headers(project.site)
    for address in _addresses(project):
        matching = _rules_for(address, rules)
        names = [name for headers in matching for name in headers]
        assert len(names) == len(set(names)), address
        if address.endswith(("/", ".html")):
            assert "Content-Security-Policy" in names, address
    framed = headers_for(f"/{embed}/one/", rules)
    assert framed["Content-Security-Policy"].endswith("frame-ancestors *")
    assert "X-Frame-Options" not in framed
    assert headers_for("/parts/admin/", rules)["X-Frame-Options"] == "DENY"
    assert "wasm-unsafe-eval" in headers_for("/parts/admin/form.js", rules)["Content-Security-Policy"]
    own = "/parts/own/" if has_directory_urls else "/parts/own"
    assert headers_for(own, rules)["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
@pytest.mark.parametrize("site_url", ["", "https://www.example.org/", "https://www.example.org/work/"])
@pytest.mark.parametrize("has_minify", [False, True])
def test_every_script_of_the_theme_is_allowed(project: Project, theme: str, site_url: str, *, has_minify: bool) -> None:
    # Without hand-written pages: what is generated has to be known by the page of mistakes alone.
    (project.root / "docs/index.md").unlink()
    minify = [{"minify": {"minify_html": True}}] if has_minify else []
    build(project, theme=theme, site_url=site_url, plugins=["search", *minify, "casefolio"])

    (allowed,) = re.findall("script-src ([^;]*)", policy(project))
    scripts = {script for path in project.site.rglob("*.html") for script in iter_scripts(path.read_text("utf-8"))}
    assert scripts
    assert [script for script in scripts if digest(script) not in allowed] == []
    assert allowed.count("'sha256-") == len(scripts)


def test_a_script_that_only_generated_pages_have_is_not_allowed(project: Project) -> None:
    template = '{% extends "casefolio/page.html" %}{% block content %}{{ super() }}<script>bad()</script>{% endblock %}'
    project.write({"over/casefolio/case_study.html": template})
    build(project, theme={**MATERIAL, "custom_dir": str(project.root / "over")})

    assert "<script>bad()</script>" in project.page("case-studies/one/index.html")
    assert digest("bad()") not in policy(project)


def test_what_stands_in_a_list_on_an_own_page_is_not_allowed_and_what_stands_beside_it_is(project: Project) -> None:
    config = load_config(str(project.root / "mkdocs.yml"))
    page = HostPage("Home", File("index.md", config.docs_dir, config.site_dir, use_directory_urls=True), config)
    bad = LIST.replace("Kind words", "<script>bad()</script>")
    html = f"<h1>Home</h1><script>good()</script>{bad}"

    beside, rewritten, generated = SeenPages(), SeenPages(), SeenPages()
    beside.add_page(html, page, [bad])
    rewritten.add_page(html, page, [f"{bad} as it was"])
    generated.add_page(html, page, None)

    assert beside.loads([]).scripts == {"good()"}
    assert rewritten.loads([]).scripts == frozenset()
    assert generated.loads([]).scripts == frozenset()


def test_lists_are_told_from_the_rest_of_a_real_page(project: Project) -> None:
    home = "# Home\n\n/// case-studies\n///\n\n<script>good()</script>\n\n/// testimonials\n///\n"
    project.write({"docs/index.md": home})
    build(project, theme=MATERIAL)

    assert digest("good()") in policy(project)


def test_pages_that_are_copied_or_written_by_others_are_allowed_what_they_have(project: Project) -> None:
    project.write({"docs/tool/index.html": "<script>tool()</script>", "docs/about.md": "# About\n"})
    build(
        project,
        theme=MATERIAL,
        plugins=["search", "casefolio", {"redirects": {"redirect_maps": {"old.md": "about.md"}}}],
    )

    allowed = policy(project)
    (script,) = iter_scripts(project.page("old/index.html"))
    assert digest("tool()") in allowed
    assert digest(script) in allowed


def test_own_file_goes_before_and_an_option_says_no(project: Project) -> None:
    build(project.write({"docs/_headers": "/*\n  X-Own: yes\n"}))
    assert project.page("_headers") == "/*\n  X-Own: yes\n"

    (project.root / "docs/_headers").unlink()
    build(project, plugins=["search", {"casefolio": {"headers": False}}])
    assert not (project.site / "_headers").exists()


def test_what_the_owner_trusts_is_allowed(project: Project) -> None:
    headers = {"allow": ["https://stats.example/", "https://*.maps.example"]}
    build(project, theme=MATERIAL, plugins=["search", {"casefolio": {"headers": headers}}])

    for directive in ("script-src", "connect-src", "frame-src", "img-src"):
        (sources,) = re.findall(rf"{directive} ([^;]*)", policy(project))
        assert sources.endswith("https://*.maps.example https://stats.example")


@pytest.mark.parametrize(
    "address", ["http://a.example", "https://a.example/x", "*", "https://a.example; script-src *", 3]
)
def test_what_is_no_origin_is_told(project: Project, address: object) -> None:
    outcome = try_build(project, plugins=["search", {"casefolio": {"headers": {"allow": [address]}}}])

    assert outcome.code == 1
    assert "headers.allow.0" in outcome.output


def test_a_policy_that_cloudflare_would_not_take_is_told(project: Project) -> None:
    project.write({"docs/index.md": "\n\n".join(f"<script>call({number})</script>" for number in range(40))})
    outcome = build(project, theme=MATERIAL)

    assert "characters, and Cloudflare Pages takes 2000" in outcome.output


def test_a_site_of_many_folders_has_one_rule_for_all_of_them(tmp_path: Path) -> None:
    now = datetime(2026, 6, 1, tzinfo=UTC)
    url, admin = "https://a.example/", AdminSettings()
    settings = Settings(tmp_path, tmp_path, None, tmp_path, now=now, site_url=url, admin=admin)
    uris = [f"study-{number}/index.html" for number in range(100)]
    (tmp_path / "_headers").write_text(render_headers({"default-src": "'none'"}, uris, settings), "utf-8")

    rules = read_headers(tmp_path)
    assert [pattern for pattern, _ in rules] == ["/*", "/admin/*"]
    assert rules[0][1]["Content-Security-Policy"] == "default-src 'none'"


def test_a_preview_writes_none_and_two_builds_write_the_same(project: Project, tmp_path: Path) -> None:
    other = make_project(tmp_path / "other name")
    other.write({"docs/index.md": "# Home\n", "case_studies/one.md": record()})
    for made, seed in ((project, "1"), (other, "2")):
        outcome = run_mkdocs(made, "build", "--theme", "material", PYTHONHASHSEED=seed)
        assert outcome.code == 0, outcome.output

    assert project.page("_headers") == other.page("_headers")
    assert str(tmp_path) not in project.page("_headers")
    dirty = run_mkdocs(project, "build", "--dirty", "--theme", "material")
    assert dirty.code == 0
