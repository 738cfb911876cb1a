"""What pages share is rendered once, and no byte of any page is another for it."""

import logging
from collections import Counter
from pathlib import Path
from typing import Any

import jinja2
import pytest
from tests.mkdocs_plugin.building import Project, build, digests, make_project, record

from casefolio.mkdocs_plugin import plugin

_COUNT = 12
_ODD = 'Bees & "wasps" < 3 {{ page }} 100% edit /blob/ \\1 Ünï'
_LOGGER = "mkdocs.plugins.casefolio"


class _Renders:
    """How often each template was rendered from its beginning to its end."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.counts: Counter[str] = Counter()
        render = jinja2.Template.render

        def counted(template: jinja2.Template, *args: object, **kwargs: object) -> str:
            self.counts[template.name or ""] += 1
            return render(template, *args, **kwargs)

        monkeypatch.setattr(jinja2.Template, "render", counted)


def _write_studies(project: Project, **site: object) -> Project:
    """Studies of several kinds: with a quote or without, with odd words, in another language, archived."""
    files = {
        f"case_studies/study-{number}.md": record(
            f"{_ODD if number % 3 == 0 else 'Study'} {number}",
            sectors=["Charity" if number % 2 else "Health & care"],
            **({"testimonials": [{"quote": f"They listened {number} times."}]} if number % 4 else {}),
            **({"lang": "cy"} if number == _COUNT - 1 else {}),
            **({"status": "archived"} if number == _COUNT - 2 else {}),
            body=f"## The brief\n\nWords & *signs* {number}.\n",
        )
        for number in range(_COUNT)
    }
    theme = {"name": "material", "font": False}
    settings = {"site_name": "Sample", "site_url": "https://sample.example/work/", "theme": theme} | site
    return project.write(files).configure(**settings)


def _build_both_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: dict[str, Any], files: dict[str, str]
) -> Counter[str]:
    """Builds with the short cut and without, compares all files, and gives how much was rendered with it."""
    short, whole = (_write_studies(make_project(tmp_path / name), **site).write(files) for name in ("short", "whole"))
    renders = _Renders(monkeypatch)
    build(short, is_strict=False)
    counts = renders.counts.copy()
    monkeypatch.setattr(plugin, "share_frames", lambda *_: None)
    build(whole, is_strict=False)

    assert digests(short.site) == digests(whole.site)
    assert sum(renders.counts.values()) > sum(counts.values())
    return counts


@pytest.mark.parametrize(
    "site",
    [
        {},
        {"use_directory_urls": False},
        {"repo_url": "https://git.example/sample", "edit_uri": "edit/main/docs/"},
        {"nav": [{"Home": "index.md"}, {"One": "case-studies/study-1.md"}, {"Other": "https://other.example/"}]},
        {
            "theme": {
                "name": "material",
                "font": False,
                "language": "cy",
                "features": ["navigation.path", "toc.integrate"],
            }
        },
        {"extra_css": ["own.css"], "extra_javascript": ["own.js"], "extra": {"homepage": "case-studies/study-2/"}},
    ],
    ids=["plain", "files", "edit links", "in navigation", "theme", "extra"],
)
def test_no_byte_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, site: dict[str, Any]) -> None:
    files = {"docs/index.md": "# Home\n", "docs/own.css": "", "docs/own.js": ""}
    counts = _build_both_ways(tmp_path, monkeypatch, site, files)

    assert counts["casefolio/case_study.html"] < _COUNT


def test_a_plugin_that_changes_what_pages_say_is_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page has its own word, and some have a key more."""
    hook = (
        "def on_page_content(html, page, config, files):\n"
        "    page.meta['description'] = '<' + page.url\n"
        "    if page.url.endswith('5/'):\n"
        "        page.meta['author'] = page.url\n"
        "    return html + '<p>' + page.url + '</p>'\n"
    )
    files = {"docs/index.md": "# Home\n", "hook.py": hook}
    counts = _build_both_ways(tmp_path, monkeypatch, {"hooks": ["hook.py"]}, files)

    assert counts["casefolio/case_study.html"] < _COUNT


@pytest.mark.parametrize(
    ("site", "files", "reason"),
    [
        (
            {"theme": {"name": "material", "font": False, "custom_dir": "look"}},
            {"look/partials/copyright.html": "{{ (page.title or '')[:9] }}"},
            "there are other templates in ",
        ),
        (
            {"hooks": ["hook.py"]},
            {
                "hook.py": "def on_page_context(context, page, config, nav):\n"
                "    config.extra['social'] = [{'icon': 'material/bee', 'link': page.canonical_url}]\n"
            },
            "may change what templates are told",
        ),
        ({"theme": "mkdocs"}, {}, "the theme is not Material"),
    ],
    ids=["templates", "context", "theme"],
)
def test_where_others_have_a_say_every_page_is_rendered_and_debugging_tells_why(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, site: dict[str, Any], files: dict[str, str], reason: str
) -> None:
    project = _write_studies(make_project(tmp_path), **site).write({"docs/index.md": "# Home\n"} | files)

    with caplog.at_level(logging.DEBUG, _LOGGER):
        build(project, is_strict=False)

    (said,) = (item.getMessage() for item in caplog.records if "by itself" in item.getMessage())
    assert reason in said


def test_a_template_that_cuts_texts_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the theme's own to change, say with a new version, it would do no harm."""
    cut = (
        "{% extends 'casefolio/page.html' %}{% block htmltitle %}<title>{{ page.meta.title[:7] }}</title>{% endblock %}"
    )
    monkeypatch.setattr("casefolio.mkdocs_plugin.shared_frames._find_obstacle", lambda *_: "")
    site = {"theme": {"name": "material", "font": False, "custom_dir": "look"}}
    project = _write_studies(make_project(tmp_path), **site)

    build(project.write({"docs/index.md": "# Home\n", "look/casefolio/case_study.html": cut}), is_strict=False)

    titles = {project.page(f"case-studies/study-{number}/index.html").partition("<title>")[2][:8] for number in (1, 2)}
    assert titles == {"Study 1<", "Study 2<"}
