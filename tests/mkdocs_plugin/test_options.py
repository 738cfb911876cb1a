"""The options of the plugin: what each changes in the site, and what a wrong one is told."""

from typing import Any

import pytest
from tests.mkdocs_plugin.building import Project, build, photo, record, run_mkdocs, try_build
from tests.mkdocs_plugin.reading import find_broken, read_html, read_size
from tests.mkdocs_plugin.test_new_projects import each_kind_of_address


@pytest.fixture
def filled(project: Project) -> Project:
    fields: dict[str, Any] = {
        "sectors": ["Health"],
        "photo": {"src": "harbour.jpg", "alt": "A harbour.", "credit": "Photo by Sample Name on Unsplash"},
        "testimonials": [{"quote": "Well done."}],
    }
    return project.write(
        {
            "docs/index.md": "# Home\n",
            "case_studies/one/index.md": record(**fields),
            "case_studies/one/harbour.jpg": photo(1300, 900),
        }
    )


def _with_options(project: Project, options: dict[str, Any]) -> Project:
    return project.configure(plugins=["search", {"casefolio": options}])


def _pages(project: Project) -> set[str]:
    return {path.relative_to(project.site).as_posix() for path in project.site.rglob("*.html")}


@each_kind_of_address
def test_every_path_is_an_option(filled: Project, *, has_directory_urls: bool) -> None:
    paths = {
        "portfolio": "work",
        "study": "work/studies",
        "taxonomy": "topics",
        "wall": "kind/words",
        "credits": "thanks",
        "photos": "media",
    }
    _with_options(filled, {"paths": paths})

    build(filled, use_directory_urls=has_directory_urls)

    study = "work/studies/one/index.html" if has_directory_urls else "work/studies/one.html"
    term = "topics/sectors/health/index.html" if has_directory_urls else "topics/sectors/health.html"
    lists = {"work/index.html", "topics/sectors/index.html", "kind/words/index.html", "thanks/index.html"}
    assert _pages(filled) == {"404.html", "index.html", study, term, *lists}
    assert list((filled.site / "media").glob("one-*/hero-*.avif"))
    assert find_broken(filled.site) == []


def test_the_portfolio_may_be_the_home_page_and_studies_may_lie_at_the_root(filled: Project) -> None:
    _with_options(filled, {"paths": {"portfolio": "", "study": "/", "photos": ""}})
    (filled.root / "docs/index.md").unlink()

    build(filled)

    assert read_html(filled.site / "index.html").texts("h2") == ["A year of listening"]
    assert read_html(filled.site / "one/index.html").texts("h1")[-1] == "A year of listening"
    assert find_broken(filled.site) == []


def test_ratios_widths_formats_and_quality_are_options(filled: Project) -> None:
    build(filled)
    default = {path.name: path.stat().st_size for path in filled.site.rglob("assets/photos/**/*.*")}
    _with_options(
        filled,
        {
            "photos": {
                "hero": {"ratio": "2/1", "widths": [640, 320]},
                "card": {"ratio": "1/1", "widths": [320]},
                "formats": ["avif", "webp"],
                "quality": {"jpeg": 30, "webp": 20, "avif": 30},
            }
        },
    )

    build(filled)

    paths = {path.name: path for path in filled.site.rglob("assets/photos/**/*.*")}
    small = {f"{name}.{ending}" for name in ("hero-320", "hero-640", "card-320") for ending in ("avif", "webp")}
    # JPEG is for the few browsers that read nothing else, and comes in fewer widths.
    assert set(paths) - {"hero-320.jpg"} == small | {"hero-640.jpg", "card-320.jpg", "social-1200.jpg"}
    assert {name: read_size(path) for name, path in paths.items() if name.endswith(".webp")} == {
        "hero-320.webp": (320, 160),
        "hero-640.webp": (640, 320),
        "card-320.webp": (320, 320),
    }
    assert paths["hero-640.avif"].read_bytes()[4:12] == b"ftypavif"
    assert paths["social-1200.jpg"].stat().st_size < default["social-1200.jpg"]
    study = read_html(filled.site / "case-studies/one/index.html")
    assert [source.get("type") for source in study.all("source")] == ["image/avif", "image/webp"]


def test_folders_are_options(filled: Project) -> None:
    (filled.root / "case_studies").rename(filled.root / "work records")
    _with_options(filled, {"records": "work records", "cache": "tmp/kept"})

    build(filled)

    assert (filled.site / "case-studies/one/index.html").is_file()
    assert (filled.root / "tmp/kept").is_dir()
    assert not (filled.root / ".cache").exists()


def test_drafts_can_be_shown_in_a_build_marked_as_such(filled: Project) -> None:
    filled.write({"case_studies/later.md": record("Not ready yet", status="draft")})
    _with_options(filled, {"drafts": True})

    build(filled)

    later = read_html(filled.site / "case-studies/later/index.html")
    assert later.texts("p", class_="cf-notice") == ["Draft: not published yet."]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"path": {}}, "`path` is not an option of casefolio; did you mean `paths`?"),
        ({"paths": {"portfolo": "work"}}, "`paths.portfolo` is not an option of casefolio; did you mean `portfolio`?"),
        ({"zebra": 1}, "`zebra` is not an option of casefolio; the options here are `records`, `cache`"),
        ({"paths": {"wall": "../up"}}, "`paths.wall` can't be '../up': write a folder of the site"),
        ({"paths": {"wall": "my words"}}, "`paths.wall` can't be 'my words': write a folder of the site"),
        ({"paths": {"wall": 5}}, "`paths.wall` can't be 5"),
        ({"paths": {"wall": "case-studies"}}, "`portfolio` and `wall` would both stand at `case-studies/`"),
        ({"paths": {"credits": "testimonials"}}, "`wall` and `credits` would both stand at `testimonials/`"),
        ({"photos": {"hero": {"ratio": "16:0"}}}, "`photos.hero.ratio` can't be '16:0'"),
        ({"photos": {"hero": {"ratio": 969}}}, "write width and height with a slash, such as `16/9`"),
        ({"photos": {"hero": {"widths": [0]}}}, "`photos.hero.widths.0` can't be 0"),
        ({"photos": {"hero": {"widths": []}}}, "`photos.hero.widths`"),
        ({"photos": {"formats": ["gif"]}}, "`photos.formats.0` can't be 'gif'"),
        ({"photos": {"quality": {"webp": 101}}}, "`photos.quality.webp` can't be 101"),
        ({"photos": {"quality": {"png": 1}}}, "`photos.quality.png` is not an option of casefolio"),
        ({"photos": [1]}, "`photos` can't be [1]"),
        ({"photos": None}, "`photos`"),
        ({"drafts": "sometimes"}, "`drafts` can't be 'sometimes'"),
        ({"records": ""}, "`records` can't be ''"),
        ({5: 6}, "5"),
    ],
    ids=repr,
)
def test_a_wrong_option_is_named_with_what_to_do(project: Project, options: dict[Any, Any], words: str) -> None:
    outcome = try_build(_with_options(project, options))

    assert outcome.code == 1
    assert words in outcome.output
    assert not project.site.exists()


def test_every_wrong_option_is_told_in_one_run_and_without_a_traceback(project: Project) -> None:
    _with_options(project, {"zebra": 1, "photos": {"hero": {"ratio": "wide"}}, "paths": {"wal": "x"}})

    outcome = run_mkdocs(project, "build")

    assert outcome.code == 1
    assert "Traceback" not in outcome.output
    for words in ("`zebra`", "`photos.hero.ratio`", "did you mean `wall`?"):
        assert words in outcome.output
    assert not project.site.exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"records": "docs/case_studies"}, "the folder of `records` lies in `docs_dir`"),
        ({"records": "docs"}, "the folder of `records` lies in `docs_dir`"),
        ({"cache": "docs/.cache"}, "the folder of `cache` lies in `docs_dir`"),
        ({"cache": "site/.cache"}, "the folder of `cache` lies in `site_dir`"),
        ({"records": "site"}, "the folder of `records` lies in `site_dir`"),
    ],
    ids=repr,
)
def test_no_folder_may_lie_where_mkdocs_publishes_or_empties_it(
    project: Project, options: dict[str, str], words: str
) -> None:
    outcome = try_build(_with_options(project, options))

    assert outcome.code == 1
    assert words in outcome.output
