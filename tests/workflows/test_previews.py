"""The workflows for previews, step by step, with a pull request from a fork that is as hostile as it can be."""

import io
import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.mkdocs_plugin.building import record
from tests.workflows.scenes import (
    HOSTILE,
    NUMBER,
    PREVIEWS_URL,
    Scene,
    build_preview,
    git,
    lay_answers,
    make_scene,
    publish,
    take_over,
    zip_artifact,
)
from tests.workflows.steps import REPOSITORY, step_of

from casefolio.previews.comments import MARKER
from casefolio.previews.manifest import Entry, Manifest, render_manifest

pytestmark = [pytest.mark.xdist_group("workflows"), pytest.mark.slow]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Scene, bytes]:
    """A scene whose head was built, and the artifact."""
    scene = make_scene(tmp_path_factory.mktemp("scene"))
    build_preview(scene)
    return scene, zip_artifact(scene.built.workspace / "preview")


def nothing_was_run(scene: Scene) -> bool:
    return not list(scene.origin.parent.rglob("pwned"))


def nothing_was_published(scene: Scene) -> bool:
    return scene.files() == [] and scene.trusted.calls() == []


def test_a_hostile_head_is_built_published_and_told_without_any_effect(
    built: tuple[Scene, bytes], tmp_path: Path
) -> None:
    scene, artifact = _fresh(built, tmp_path)
    assert "A library" not in scene.built.summary
    assert "### Studies (1)" in scene.built.summary
    assert take_over(scene, artifact) == ""

    assert nothing_was_run(scene)
    files = scene.files()
    assert {".nojekyll", "robots.txt", f"pr-{NUMBER}/index.html", f"pr-{NUMBER}/case-studies/index.html"} <= set(files)
    assert {name.split("/")[0] for name in files} == {".nojekyll", "robots.txt", f"pr-{NUMBER}"}
    (call,) = scene.trusted.calls()
    assert (call["method"], call["address"]) == ("POST", f"repos/{REPOSITORY}/issues/{NUMBER}/comments")
    body = call["sent"]["body"]
    assert f"pr-{NUMBER}/_review/index.html" in files
    assert f"· [what changes, with pictures](<{PREVIEWS_URL}pr-{NUMBER}/_review/>) ·" in body
    assert "- All files: " in body
    assert body.startswith(f"{MARKER}\n**[See the preview](<{PREVIEWS_URL}pr-{NUMBER}/>)**")
    assert "(https://evil.example)" not in body.replace("\\[x\\](", "")
    assert "@sample" not in body
    assert "::set-output" not in body


def test_the_next_build_takes_the_place_of_the_first_and_of_its_comment(
    built: tuple[Scene, bytes], tmp_path: Path
) -> None:
    scene, artifact = _fresh(built, tmp_path)
    assert take_over(scene, artifact) == ""
    body = scene.trusted.calls()[0]["sent"]["body"]
    stranger = {"id": 1, "user": {"login": "stranger"}, "body": body}
    lay_answers(scene, comments=[stranger, {"id": 2, "user": {"login": "github-actions[bot]"}, "body": body}])
    assert take_over(scene, artifact) == ""

    assert [(call["method"], call["address"].rpartition("issues")[2]) for call in scene.trusted.calls()] == [
        ("POST", f"/{NUMBER}/comments"),
        ("PATCH", "/comments/2"),
    ]
    # What stood there before is gone, and the same is not pushed twice.
    assert git(scene.previews, "rev-list", "--count", "gh-pages") == "1"


def test_a_closed_pull_request_loses_its_preview(built: tuple[Scene, bytes], tmp_path: Path) -> None:
    scene, artifact = _fresh(built, tmp_path)
    assert take_over(scene, artifact) == ""
    lay_answers(scene, pulls=[scene.pull(13)])
    scene.trusted.expressions |= {"needs.check.outputs.number": "", "needs.check.outputs.page": ""}
    publish(scene)

    assert sorted(scene.files()) == [".nojekyll", "robots.txt"]
    assert git(scene.previews, "rev-list", "--count", "gh-pages") == "1"


def test_a_head_with_mistakes_gets_a_comment_that_tells_them_and_no_site(tmp_path: Path) -> None:
    scene = make_scene(tmp_path, {"case_studies/museum/index.md": record("A museum", sumary="x")})
    done, _ = scene.built.run(step_of("preview", "preview", "build"))
    assert done.returncode == 1
    scene.built.expressions["steps.build.outcome == 'success' && 'preview/site' || ''"] = ""
    assert scene.built.run(step_of("preview", "preview", "base"))[0].returncode == 0
    done, found = scene.built.run(step_of("preview", "preview", "review"))
    assert (done.returncode, found) == (0, {"status": "1"})
    assert scene.built.run(step_of("preview", "preview", "Pack"))[0].returncode == 0
    assert take_over(scene, zip_artifact(scene.built.workspace / "preview")) == ""

    # Nothing but the files of every host
    assert sorted(scene.files()) == [".nojekyll", "robots.txt"]
    body = scene.trusted.calls()[0]["sent"]["body"]
    assert "1 error is new" in body
    assert "The preview is not published." in body


def test_the_last_steps_fail_where_something_is_wrong(tmp_path: Path) -> None:
    scene = make_scene(tmp_path)
    for name, expression, good in (
        ("The site can be built", "steps.build.outcome", "success"),
        ("No public address dies, and no error is new", "steps.review.outputs.status", "0"),
    ):
        for value, code in ((good, 0), ("failure", 1), ("1", 1)):
            scene.built.expressions[expression] = value
            assert scene.built.run(step_of("preview", "preview", name))[0].returncode == code


def test_hostile_file_names_do_nothing(tmp_path: Path) -> None:
    name = "case_studies/::error::a $(touch pwned)\n::set-output name=page::x.md"
    scene = make_scene(tmp_path, {name: record("A museum"), "docs/a'b;touch pwned.md": "# Hello\n"})
    for step in ("build", "base", "review"):
        scene.built.run(step_of("preview", "preview", step))
    done, _ = scene.built.run(step_of("preview", "preview", "Pack"))
    assert done.returncode == 0, done.stderr
    told = take_over(scene, zip_artifact(scene.built.workspace / "preview"))

    assert nothing_was_run(scene)
    assert not told or told.startswith("Error: the preview is refused: ")
    assert "\n::" not in told
    assert "\n::" not in scene.built.summary


Change = Callable[[dict[str, bytes]], None]


def _remake(artifact: bytes, change: Change) -> bytes:
    """The same with other files, and a manifest that fits them."""
    with zipfile.ZipFile(io.BytesIO(artifact)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def _manifest(**changes: object) -> Change:
    def change(files: dict[str, bytes]) -> None:
        files["manifest.json"] = json.dumps(json.loads(files["manifest.json"]) | changes).encode()

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_manifest(number=13), "the artifact says that it is of pull request 13, but its head is that of 12"),
        (_manifest(number=-1), "the number of the pull request is none"),
        (_manifest(number="12; touch pwned"), "`manifest.json` can't be read"),
        (_manifest(head="0" * 40), "the artifact says that 000000000000 was built"),
        (_manifest(head="$(touch pwned)"), "the revision that was built is none"),
        (lambda files: files.update({"site/../../x": b""}), "leads out of the artifact"),
        (lambda files: files.update({"/etc/cron.d/x": b""}), "leads out of the artifact"),
        (lambda files: files.update({"site/index.html": b"<h1>Other</h1>"}), "`site/index.html` is not the one"),
        (lambda files: files.update({"site/new.html": b""}), "`site/new.html` is only in the artifact"),
        (lambda files: files.pop("manifest.json") and None, "`manifest.json` is missing"),
    ],
)
def test_an_artifact_that_lies_is_refused(
    built: tuple[Scene, bytes], tmp_path: Path, change: Change, words: str
) -> None:
    scene, artifact = _fresh(built, tmp_path)
    told = take_over(scene, _remake(artifact, change))

    assert told.startswith("Error: the preview is refused: ")
    assert words in told
    assert nothing_was_run(scene)
    assert nothing_was_published(scene)


def test_a_link_in_an_artifact_is_refused(built: tuple[Scene, bytes], tmp_path: Path) -> None:
    scene, artifact = _fresh(built, tmp_path)
    data = io.BytesIO(artifact)
    with zipfile.ZipFile(data, "a") as archive:
        info = zipfile.ZipInfo("site/passwd")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")

    assert "`site/passwd` is a link or a device" in take_over(scene, data.getvalue())
    assert nothing_was_published(scene)


@pytest.mark.parametrize(
    ("pulls", "words"),
    [
        ([], "no open pull request has"),
        ([{"state": "closed"}], "no open pull request has"),
        ([{"base": {"repo": {"full_name": "other/portfolio"}}}], "no open pull request has"),
        (
            [{"head": {"sha": "0" * 40, "ref": "x", "repo": {"full_name": "stranger/portfolio"}}}],
            "no open pull request",
        ),
        ([{"head": {"sha": "0" * 40, "ref": "x", "repo": None}}], "no open pull request has"),
    ],
)
def test_a_head_that_is_nobodys_newest_is_refused(
    built: tuple[Scene, bytes], tmp_path: Path, pulls: list[dict[str, object]], words: str
) -> None:
    scene, artifact = _fresh(built, tmp_path)
    lay_answers(scene, pulls=[scene.pull() | changes for changes in pulls])

    assert words in take_over(scene, artifact)
    assert nothing_was_published(scene)


def test_a_stranger_can_not_write_to_another_pull_request_with_the_same_commit(
    built: tuple[Scene, bytes], tmp_path: Path
) -> None:
    scene, artifact = _fresh(built, tmp_path)
    other = {"sha": scene.head, "ref": "main", "repo": {"full_name": "victim/portfolio"}}
    lay_answers(scene, pulls=[scene.pull(), scene.pull(13, head=other)])

    assert "but its head is that of 12" in take_over(scene, _remake(artifact, _manifest(number=13)))
    assert nothing_was_published(scene)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://www.example.org/previews/", "previews would stand on the host of the site"),
        ("https://WWW.example.org:8443/", "previews would stand on the host of the site"),
        ("PREVIEW_URL", "write an address that begins with https://"),
    ],
)
def test_previews_on_the_host_of_the_site_are_refused(
    built: tuple[Scene, bytes], tmp_path: Path, url: str, words: str
) -> None:
    scene, artifact = _fresh(built, tmp_path)
    scene.trusted.expressions["vars.PREVIEW_REPOSITORY && (vars.PREVIEW_URL || 'PREVIEW_URL')"] = url

    assert words in take_over(scene, artifact)
    assert nothing_was_published(scene)


def test_the_web_form_is_left_out_of_previews_and_refused_where_it_is_not(tmp_path: Path) -> None:
    scene = make_scene(tmp_path, config="")
    path = scene.built.workspace / "mkdocs.yml"
    path.write_text(path.read_text().replace("[search, casefolio]", "[search, casefolio: {admin: {enabled: true}}]"))
    done, _ = scene.built.run(step_of("preview", "preview", "build"))
    assert done.returncode == 0, done.stderr
    assert not (scene.built.workspace / "preview/site/admin").exists()

    done, _ = scene.built.run(step_of("preview", "preview", "build"), CASEFOLIO_PREVIEW="")
    assert done.returncode == 0, done.stderr
    (scene.built.workspace / "preview/review.json").write_text("{}")
    done, _ = scene.built.run(step_of("preview", "preview", "Pack"))
    assert done.returncode == 1
    assert "the site holds the web form (`site/admin/config.yml`)" in done.stderr


def test_a_review_of_another_form_is_not_told(built: tuple[Scene, bytes], tmp_path: Path) -> None:
    scene, artifact = _fresh(built, tmp_path)

    def change(files: dict[str, bytes]) -> None:
        files["review.json"] = f'{{"text": {json.dumps(HOSTILE)}}}'.encode()
        entries = {name: Entry(len(data), _digest(data)) for name, data in files.items() if name != "manifest.json"}
        files["manifest.json"] = render_manifest(Manifest(NUMBER, scene.head, entries)).encode()

    assert take_over(scene, _remake(artifact, change)) == ""
    body = scene.trusted.calls()[0]["sent"]["body"]
    assert "What would change can't be told" in body
    assert "evil" not in body


def test_a_run_without_an_artifact_publishes_nothing(tmp_path: Path) -> None:
    scene = make_scene(tmp_path)
    scene.trusted.answers[f"repos/{REPOSITORY}/actions/runs/4711/artifacts"] = '{"artifacts": []}'
    done, found = scene.trusted.run(step_of("publish-preview", "check", "find"))

    assert (done.returncode, found) == (0, {"artifact": ""})


def test_a_push_that_another_one_outran_is_tried_again(built: tuple[Scene, bytes], tmp_path: Path) -> None:
    """The hook of the bare repository lets another push in between, once."""
    scene, artifact = _fresh(built, tmp_path)
    hook = scene.previews / "hooks/pre-receive"
    hook.write_text('#!/bin/sh\nif [ ! -e tried ]; then touch tried; echo "somebody was quicker" >&2; exit 1; fi\n')
    hook.chmod(0o755)

    assert take_over(scene, artifact) == ""
    assert f"pr-{NUMBER}/index.html" in scene.files()


def _digest(data: bytes) -> str:
    import hashlib  # noqa: PLC0415 - only here

    return hashlib.sha256(data).hexdigest()


def _fresh(built: tuple[Scene, bytes], folder: Path) -> tuple[Scene, bytes]:
    """The trusted side as it is before a run, with a repository for previews that is empty."""
    scene, artifact = built
    (scene.trusted.folder / "calls").unlink(missing_ok=True)
    scene.previews = scene.origin.with_name(f"{folder.name}.git")
    git(folder, "init", "--bare", str(scene.previews))
    lay_answers(scene)
    return scene, artifact
