"""The theme's templates print no blanks that nobody sees; those of the site's owner print what they always did."""

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, UndefinedError
from tests.mkdocs_plugin.building import make_project, try_build

from casefolio.mkdocs_plugin.lean_templates import make_lean

BASE = """\
<ul>
    {% for item in items %}

      <li
          id="{{ item }}">
        {{ item }}   of
        {% if loop.last %}the last{% endif %}
      </li>
    {% endfor %}
</ul>
{% block own %}
  <p>Base</p>
{% endblock %}
"""
OWN = """\
{% extends "base.html" %}
{% block own %}
    <p>Own</p>

    {{ super() }}
{% endblock %}
"""
PRE = "<div>\n  {{ 1 }}\n  <pre>\n    a\n      b\n</pre></div>"


def environment(root: Path, **templates: str) -> Environment:
    for name, text in templates.items():
        path = root / name.replace("__", "/")
        path.parent.mkdir(exist_ok=True)
        path.with_suffix(".html").write_text(text, encoding="utf-8")
    made = Environment(loader=FileSystemLoader([root / "site", root / "theme"]), autoescape=False)  # noqa: S701 - as MkDocs
    make_lean(made, [root / "theme"])
    return made


def test_breaks_and_the_blanks_beside_them_become_one_break_and_no_words_are_joined(tmp_path: Path) -> None:
    text = environment(tmp_path, theme__base=BASE).get_template("base.html").render(items=["a", "b"])
    assert text == (
        '<ul>\n\n<li\nid="a">\na   of\n\n</li>\n\n<li\nid="b">\nb   of\nthe last\n</li>\n\n</ul>\n\n<p>Base</p>\n'
    )


def test_templates_of_the_site_itself_print_what_they_did(tmp_path: Path) -> None:
    text = environment(tmp_path, theme__base=BASE, site__own=OWN).get_template("own.html").render(items=[])
    assert text == "<ul>\n\n</ul>\n\n    <p>Own</p>\n\n    \n<p>Base</p>\n\n"


def test_blanks_that_count_stay(tmp_path: Path) -> None:
    text = environment(tmp_path, theme__pre=PRE).get_template("pre.html").render()
    assert text == "<div>\n1\n  <pre>\n    a\n      b\n</pre></div>"


def test_a_mistake_is_named_at_its_line(tmp_path: Path) -> None:
    template = environment(tmp_path, theme__bad="<p>\n\n\n{{ missing.value }}\n").get_template("bad.html")
    with pytest.raises(UndefinedError) as raised:
        template.render()
    assert [entry.lineno + 1 for entry in raised.traceback if entry.path == tmp_path / "theme" / "bad.html"] == [4]


def test_pages_of_the_site_and_of_casefolio_have_no_indentation_of_the_theme(tmp_path: Path) -> None:
    made = make_project(tmp_path).configure(
        site_url="https://www.example.org/", theme={"name": "material", "font": False}
    )
    assert try_build(made).code == 0
    for path in made.site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not [line for line in text.splitlines() if line.startswith("  ")], path
