"""`mkdocs serve`: what is saved is seen, drafts too, and no mistake ends it."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.mkdocs_plugin.building import make_project, photo, record
from tests.mkdocs_plugin.reading import Html, text_of
from tests.mkdocs_plugin.serving import Preview, serve

_STUDY = "case-studies/first/"
_PHOTO = {"src": "harbour.jpg", "alt": "A harbour.", "credit": "Photo by Sample Name on Unsplash"}


def _notices(html: str) -> list[str]:
    return [text_of(item) for problems in Html(html).all("div", class_="cf-problems") for item in problems.iter("li")]


def _first_record(preview: Preview) -> None:
    """The project had no folder of records when the server started."""
    preview.project.write({"case_studies/first/index.md": record("The first title")})
    preview.wait_for(_STUDY, "The first title")
    preview.wait_for("case-studies/", "The first title")


def _changed_record(preview: Preview) -> None:
    preview.project.write({"case_studies/first/index.md": record("The second title", status="draft")})
    page = preview.wait_for(_STUDY, "The second title")
    assert "Draft: not published yet." in page
    preview.wait_for("case-studies/", "The second title")


def _broken_record(preview: Preview) -> None:
    """The page shows what is wrong; the rest of the site stays, records that link to it too."""
    link = "## The brief\n\n[The first](first/index.md#the-brief)\n"
    preview.project.write({"case_studies/second.md": record("Another study", body=link)})
    preview.project.write(
        {"case_studies/first/index.md": record("The third title", client="", body="## The brief\n\nText.\n")}
    )
    page = preview.wait_for(_STUDY, "be shown yet")
    (notice,) = _notices(page)
    assert notice.startswith("case_studies/first/index.md:4:1 CF201 client is missing")
    preview.wait_for("case-studies/second/", "Another study")
    preview.project.write({"case_studies/first/index.md": "---\ntitle: [\n"})
    page = preview.wait(_STUDY, lambda _status, text: "CF104" in text or "CF105" in text)
    assert all(notice.startswith("case_studies/first/index.md:") for notice in _notices(page))
    assert _notices(preview.wait_for("case-studies/second/", "Another study")) == []
    preview.wait("case-studies/", lambda status, text: status == 200 and "The third title" not in text)


def _recovers(preview: Preview) -> None:
    body = "## The brief\n\nText.\n"
    preview.project.write({"case_studies/first/index.md": record("The fourth title", photo=_PHOTO, body=body)})
    page = preview.wait_for(_STUDY, "CF301")
    assert len(_notices(page)) == 1
    preview.project.write({"case_studies/first/harbour.jpg": photo(1280, 854, seed=1)})
    page = preview.wait_for(_STUDY, "The fourth title")
    assert "hero-1280.jpg" in page


def _changed_photo(preview: Preview) -> None:
    before = preview.wait_for(_STUDY, "hero-1280.jpg")
    preview.project.write({"case_studies/first/harbour.jpg": photo(1300, 867, seed=2)})
    after = preview.wait_for(_STUDY, "hero-1300.jpg")
    (old,) = {image.get("src") for image in Html(before).all("img") if image.get("srcset")}
    (new,) = {image.get("src") for image in Html(after).all("img") if image.get("srcset")}
    assert old != new
    assert preview.get(f"{_STUDY}{new}")[0] == 200
    preview.project.write({"case_studies/first/harbour.jpg": b"no photo at all"})
    preview.wait_for(_STUDY, "be shown yet")
    preview.project.write({"case_studies/first/harbour.jpg": photo(1280, 854, seed=1)})
    preview.wait_for(_STUDY, "hero-1280.jpg")


def _wrong_block(preview: Preview) -> None:
    preview.project.write({"docs/index.md": "# Home\n\n/// testimonials\n    secter: x\n///\n"})
    preview.wait("", lambda _status, text: "docs/index.md:4:5" in preview.log and "Home" in text)
    preview.project.write({"docs/index.md": "# Home again\n\n/// portfolio\n///\n"})
    preview.wait("", lambda _status, text: "Home again" in text and "The fourth title" in text)


def _deleted_record(preview: Preview) -> None:
    for path in sorted((preview.project.root / "case_studies/first").iterdir()):
        path.unlink()
    (preview.project.root / "case_studies/first").rmdir()
    preview.project.write({"case_studies/second.md": record("Another study, alone")})
    preview.wait(_STUDY, lambda status, _text: status == 404)
    preview.wait("case-studies/", lambda _status, text: "alone" in text and "The fourth title" not in text)


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [(), ("--strict",)], ids=["plain", "strict"])
def test_what_is_saved_is_seen_and_no_mistake_ends_the_preview(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    project = make_project(tmp_path / "project").write({"docs/index.md": "# Home\n"})
    with serve(project, *arguments) as preview:
        _first_record(preview)
        _changed_record(preview)
        _broken_record(preview)
        _recovers(preview)
        if not arguments:
            _changed_photo(preview)
            _wrong_block(preview)
            _deleted_record(preview)
        assert "Traceback" not in preview.log


@pytest.mark.slow
def test_our_own_command_shows_the_preview_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project").write({"docs/index.md": "# Home\n"})
    project.write({"case_studies/first.md": record("The first title", status="draft"), "look/brand.css": ".cf { }\n"})
    project.configure(theme={"name": "mkdocs", "custom_dir": "look"})
    with serve(project, is_ours=True) as preview:
        page = preview.wait_for(_STUDY, "The first title")
        assert "vscode://file/" not in page
        assert "cf-bar" in page
        assert "case_studies/first.md:5:9" in preview.wait_for("casefolio-preview/", "Not public")
        preview.wait_for("brand.css", ".cf { }")
        project.write({"look/brand.css": ".cf { color: teal; }\n"})
        preview.wait_for("brand.css", "teal")
        preview.process.send_signal(signal.SIGINT)
        assert preview.process.wait(20) == 0


def test_our_own_command_needs_a_portfolio(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "casefolio", "serve"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr == "Error: there is no mkdocs.yml here or above; `casefolio init` makes a portfolio\n"
