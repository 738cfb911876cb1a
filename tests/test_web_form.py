"""The web form's files: there where it is asked for, without anything of another site, and none in somebody's way."""

import hashlib
import json
import re
from pathlib import Path

import html5lib
import pytest
import yaml
from tests.cli.samples import RECORD, run
from tests.mkdocs_plugin.building import Project, build, make_project, record

from casefolio.content_policy import render_policy
from casefolio.option_models import Options
from casefolio.options import admin_settings, read_options
from casefolio.settings import AdminSettings, Backend
from casefolio.web_form import policy_rules

ROOT_PATH = Path(__file__).parents[1]
VENDOR_PATH = ROOT_PATH / "plugins" / "casefolio" / "admin" / "vendor"
#: What a stylesheet or a script would load by itself.
_LOADED = re.compile(r"(?:\burl\(|\bimport[\s(]*|\bfrom\s*)[\"'`]?(?:https?:)?//[\w.-]+")


def project(root: Path, **admin: object) -> Project:
    made = make_project(root).write({"case_studies/listening/index.md": record()})
    return made.configure(plugins=["search", {"casefolio": {"admin": admin or True}}])


def test_there_is_no_form_unless_it_is_asked_for(tmp_path: Path) -> None:
    made = make_project(tmp_path).write({"case_studies/listening/index.md": record()})
    assert build(made).code == 0
    assert not (made.site / "admin").exists()


def test_the_form_is_published_and_found_by_nobody_who_searches(tmp_path: Path) -> None:
    made = project(tmp_path).configure(site_name="Ada & <Bell>", site_url="https://www.example.org/work/")
    assert build(made).code == 0
    page = (made.site / "admin/index.html").read_text("utf-8")
    assert "<title>Ada &amp; &lt;Bell&gt;</title>" in page
    assert '<meta name="robots" content="noindex">' in page
    document = html5lib.HTMLParser(namespaceHTMLElements=False, strict=True).parse(page)
    [policy] = [item.get("content") for item in document.iter("meta") if item.get("http-equiv")]
    assert policy == render_policy(policy_rules(AdminSettings()))
    assert "/admin" not in (made.site / "sitemap.xml").read_text("utf-8")
    assert "admin" not in {
        item["location"].partition("/")[0]
        for item in json.loads((made.site / "search/search_index.json").read_text("utf-8"))["docs"]
    }
    config = yaml.safe_load((made.site / "admin/config.yml").read_text("utf-8"))
    assert config["app_title"] == "Ada & <Bell>"
    for name in ("form.js", "form.css", "record_text.js", "photo_fields.js", "vendor/sveltia-cms.js", "vendor/yaml.js"):
        assert (made.site / "admin" / name).read_bytes() == (VENDOR_PATH.parent / name).read_bytes()


def test_what_is_published_is_no_link_into_the_package(tmp_path: Path) -> None:
    made = project(tmp_path)
    assert build(made).code == 0
    assert not (made.site / "admin/form.js").samefile(VENDOR_PATH.parent / "form.js")


def test_a_page_of_the_sites_own_goes_before_the_form(tmp_path: Path) -> None:
    made = project(tmp_path).write({"docs/admin/index.html": "mine"})
    assert build(made).code == 0
    assert (made.site / "admin/index.html").read_text("utf-8") == "mine"


def test_records_are_found_from_the_folder_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    made = project(tmp_path / "web" / "work")
    assert build(made).code == 0
    config = yaml.safe_load((made.site / "admin/config.yml").read_text("utf-8"))
    assert config["collections"][0]["folder"] == "web/work/case_studies"


@pytest.mark.parametrize(
    ("admin", "allowed"),
    [
        (AdminSettings(), set()),
        (
            AdminSettings(Backend.GITHUB, "a/b", login_url="https://login.example.org"),
            {"https://api.github.com", "https://avatars.githubusercontent.com", "https://login.example.org"},
        ),
        (AdminSettings(Backend.GITLAB, "a/b"), {"https://gitlab.com", "https://secure.gravatar.com"}),
    ],
)
def test_the_form_talks_only_to_where_the_records_are(admin: AdminSettings, allowed: set[str]) -> None:
    policy = render_policy(policy_rules(admin))
    assert {source for source in re.split(r"[ ;]+", policy) if "//" in source} == allowed
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert "unsafe-inline" not in rules["script-src"]


def test_the_parts_of_the_form_are_those_that_were_locked() -> None:
    digests = {
        path: digest
        for digest, path in (line.split("  ") for line in (VENDOR_PATH / "SHA256SUMS").read_text("utf-8").splitlines())
    }
    found = {
        path.relative_to(VENDOR_PATH).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR_PATH.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    assert found == digests
    locked = json.loads((ROOT_PATH / "requirements/web-form/package-lock.json").read_text("utf-8"))["packages"]
    licences = (VENDOR_PATH / "LICENSES.txt").read_text("utf-8")
    for name in ("@sveltia/cms", "yaml", "immutable", "turndown", "exifr"):
        package = locked[f"node_modules/{name}"]
        assert f"{name} {package['version']} ({package['license']})" in licences


def test_no_part_of_the_form_loads_anything_from_another_site() -> None:
    parts = [path for path in VENDOR_PATH.parent.rglob("*") if path.suffix in {".js", ".css", ".html"}]
    assert len(parts) > 10
    assert [found for path in parts for found in _LOADED.findall(path.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("admin", "enabled", "backend"),
    [
        (True, True, Backend.LOCAL),
        (False, False, Backend.LOCAL),
        ({"backend": "github", "repo": "sample/portfolio"}, True, Backend.GITHUB),
        ({"backend": "gitlab", "repo": "group/part/portfolio", "enabled": False}, False, Backend.GITLAB),
    ],
)
def test_the_option_is_yes_or_no_or_says_more(admin: object, enabled: bool, backend: Backend) -> None:  # noqa: FBT001
    options = read_options({"admin": admin})
    assert isinstance(options, Options)
    assert (options.admin.enabled, admin_settings(options).backend) == (enabled, backend)


@pytest.mark.parametrize(
    ("admin", "message"),
    [
        ({"backend": "github"}, "the web form can't find its records on github: add `repo: owner/name`"),
        ({"backend": "svn"}, "it should be 'local', 'github' or 'gitlab'"),
        ({"repos": "a/b"}, "did you mean `repo`?"),
        ({"login_url": "http://login.example.org"}, "`admin.login_url` can't be"),
        ({"login_url": "https://login.example.org; script-src *"}, "`admin.login_url` can't be"),
        ("yes please", "`admin` can't be 'yes please'"),
    ],
)
def test_a_wrong_option_is_told(admin: object, message: str) -> None:
    problems = read_options({"admin": admin})
    assert isinstance(problems, list)
    assert message in problems[0].message


@pytest.mark.parametrize("path", ["case-studies", "testimonials", "embed", "photo-credits"])
def test_the_folder_of_the_form_is_nobody_elses(path: str) -> None:
    problems = read_options({"paths": {"admin": path}})
    assert isinstance(problems, list)
    assert f"would both stand at `{path}/`" in problems[0].message


def test_the_command_puts_the_form_into_a_built_site(tmp_path: Path) -> None:
    made = make_project(tmp_path).write({"case_studies/listening/index.md": RECORD})
    first = run(made.root, "admin")
    assert first.exit_code == 1
    assert first.output == "Error: there is no built site in site; `mkdocs build` makes it\n"
    assert build(made).code == 0
    result = run(made.root, "admin")
    assert (result.exit_code, Path(result.output.strip())) == (0, Path("site/admin/index.html"))
    printed = run(made.root, "schema", "admin")
    assert printed.output == (made.site / "admin/config.yml").read_text("utf-8")


def test_the_build_and_the_command_make_the_same_form(tmp_path: Path) -> None:
    made = project(tmp_path, backend="github", repo="sample/portfolio")
    assert build(made).code == 0
    folder = made.site / "admin"
    built = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for path in built:
        (folder / path).unlink()
    assert run(made.root, "admin").exit_code == 0
    assert {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()} == built


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    made = make_project(tmp_path).write({"case_studies/listening/index.md": RECORD})
    assert build(made).code == 0
    made.write({"site/admin": "a file where the folder belongs"})
    result = run(made.root, "admin")
    assert result.exit_code == 1
    assert result.output.startswith("Error: the web form can't be written: ")
    assert "admin" in result.output
    assert (made.site / "admin").read_text("utf-8") == "a file where the folder belongs"
