"""What is read of a project without MkDocs."""

from pathlib import Path

import pytest

from casefolio.option_models import Options
from casefolio.project import Project, ProjectError, load_project
from casefolio.project_files import find_project


def load(folder: Path, text: str, environment: dict[str, str] | None = None) -> Project:
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    return load_project(folder / "mkdocs.yml", environment or {})


def test_the_nearest_configuration_upwards_counts(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "mkdocs.yaml").touch()
    assert find_project(inner) == tmp_path.resolve() / "mkdocs.yaml"
    (tmp_path / "mkdocs.yml").touch()
    assert find_project(inner) == tmp_path.resolve() / "mkdocs.yml"


def test_a_folder_without_configuration_has_every_default(tmp_path: Path) -> None:
    assert load_project(tmp_path) == Project(
        root_path=tmp_path.resolve(),
        config_path=None,
        options=Options(),
        docs_path=None,
        language="en",
        has_directory_urls=True,
        site_path=tmp_path.resolve() / "site",
        site_name="",
    )


@pytest.mark.parametrize(
    ("plugins", "records"),
    [
        ("[casefolio]", "case_studies"),
        ("[search, {casefolio: {records: work}}]", "work"),
        ("[{casefolio: {records: work, enabled: true}}]", "work"),
        ("{search: {}, casefolio: {records: work}}", "work"),
        ("{casefolio: }", "case_studies"),
        ("[search]", "case_studies"),
    ],
)
def test_the_plugin_may_be_listed_in_every_way_that_mkdocs_takes(tmp_path: Path, plugins: str, records: str) -> None:
    assert load(tmp_path, f"plugins: {plugins}\n").records_path == tmp_path.resolve() / records


def test_what_else_a_check_needs_is_read(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    project = load(tmp_path, "docs_dir: content\nuse_directory_urls: false\ntheme: {name: material, language: cy}\n")
    assert (project.docs_path, project.has_directory_urls, project.language) == (
        tmp_path.resolve() / "content",
        False,
        "cy",
    )


def test_tags_of_other_programs_do_no_harm(tmp_path: Path) -> None:
    text = (
        "theme: {name: material, language: !ENV [SITE_LANGUAGE, de]}\n"
        "docs_dir: !ENV DOCS\n"
        "use_directory_urls: !ENV [NONE, HAS_DIRECTORIES, true]\n"
        "hooks: !relative $config_dir\n"
        "markdown_extensions:\n"
        "  - pymdownx.emoji:\n"
        "      emoji_index: !!python/name:material.extensions.emoji.twemoji\n"
        "      options: !!python/object/apply:os.system [exit 1]\n"
    )
    project = load(tmp_path, text, {"HAS_DIRECTORIES": "false"})
    assert (project.language, project.has_directory_urls) == ("de", False)
    assert load(tmp_path, text, {"SITE_LANGUAGE": "cy"}).language == "cy"


def test_a_configuration_is_laid_over_the_one_that_it_inherits(tmp_path: Path) -> None:
    (tmp_path / "base.yml").write_text(
        "theme: {name: material, language: cy}\nplugins: {casefolio: {records: work, drafts: true}}\n", encoding="utf-8"
    )
    project = load(tmp_path, "INHERIT: base.yml\nplugins: {casefolio: {records: studies}}\n")
    assert project.language == "cy"
    assert (project.options.records, project.options.drafts) == ("studies", True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "a: [1\n",
            (
                "mkdocs.yml:1:4: the bracket `[` that begins here is never closed; "
                "close it with `]`, or put a text that begins with `[` in quotes"
            ),
        ),
        (
            "site_name: A: B\n",
            (
                "mkdocs.yml:1:13: this line has a second colon, and its text is not in quotes; "
                'put the text in quotes: `site_name: "A: B"`'
            ),
        ),
        (
            "a: *b\n",
            "mkdocs.yml:1:4: `*` repeats a value that has no name; put a text that begins with `*` in quotes",
        ),
        ("a: 1\n---\nb: 2\n", "mkdocs.yml:2:1: the file goes on below a second `---`; take that line out"),
        (
            "{a: b}: c\n",
            (
                "mkdocs.yml:1:1: a list or a group of settings stands where the name of a setting belongs; "
                "write `name: value`"
            ),
        ),
        ("- a\n", "mkdocs.yml: the file needs settings, each as `name: value`"),
        (
            "plugins: [{casefolio: {recods: x}}]\n",
            "mkdocs.yml: `recods` is not an option of casefolio; did you mean `records`?",
        ),
        (
            "plugins: [{casefolio: [records]}]\n",
            "mkdocs.yml: the options of `casefolio` can't be ['records']: write each as `name: value` below it",
        ),
        ("plugins: casefolio\n", "mkdocs.yml: `plugins` can't be 'casefolio': write a list of plugins"),
        ("docs_dir: [a]\n", "mkdocs.yml: `docs_dir` can't be ['a']: write the name of a folder"),
        (
            "INHERIT: mkdocs.yml\n",
            "mkdocs.yml: `INHERIT` can't be 'mkdocs.yml': write the path of a file that doesn't inherit this one",
        ),
    ],
)
def test_what_is_wrong_is_said_with_the_file(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ProjectError) as error:
        load(tmp_path, text)
    assert str(error.value) == message


def test_a_configuration_that_is_missing_or_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "other.yml"
    with pytest.raises(ProjectError, match=r"other\.yml: the file is not there"):
        load_project(path)
    path.write_bytes("site_name: Café".encode("cp1252"))
    with pytest.raises(ProjectError, match=r"other\.yml: the file is not UTF-8 text; save it as UTF-8"):
        load_project(path)
