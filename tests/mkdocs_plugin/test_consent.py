"""What people have not agreed to is in no file of the site, whatever shows quotes."""

import pytest
from tests.mkdocs_plugin.building import Project, build, digests, record, try_build
from tests.mkdocs_plugin.reading import find_words, read_html, text_of

GRANTED = {"quote": "Wordsallowed.", "name": "Ada Sample", "consent": {"status": "granted"}}
SILENT = {
    "quote": "Wordsinsilence, and more of them.",
    "pull": "Wordsinsilence",
    "name": "Silentname",
    "featured": True,
    "video": {"url": "https://video.example.org/a", "captions": "a.vtt", "transcript": "Wordsinthefilm."},
}
BODY = "## What they said\n\n> Wordsinthebody.\n> — Bodyname, Sample Trust\n"
WITHHELD = ("Wordsinsilence", "wordsinsilence", "Silentname", "Wordsinthefilm", "Wordsinthebody", "Bodyname")


@pytest.fixture
def asked(project: Project) -> Project:
    """Two quotes of which nobody knows whether they may be shown, and one that may."""
    return project.configure(theme="material", site_url="https://example.org/").write(
        {
            "docs/index.md": "# Home\n\n/// testimonials\n///\n",
            "case_studies/one.md": record(testimonials=[SILENT, GRANTED], body=BODY, published_on="2024-01-01"),
        }
    )


def with_policy(consent: str) -> list[object]:
    return ["search", {"casefolio": {"policy": {"consent": consent}, "drafts": True}}]


def test_where_consent_is_required_nothing_shows_a_quote_without_it(asked: Project) -> None:
    build(asked, plugins=with_policy("required"))

    assert find_words(asked.site, *WITHHELD) == []
    assert {found.partition(":")[0].partition("/")[0] for found in find_words(asked.site, "Wordsallowed")} >= {
        "case-studies",
        "testimonials",
        "embed",
        "index.html",
        "search",
    }


def test_the_preview_says_why_they_are_not_shown(asked: Project) -> None:
    asked.write({"docs/index.md": "# Home\n"})
    build(asked, plugins=with_policy("required"))

    (listed,) = read_html(asked.site / "casefolio-preview/index.html").all("ul", class_="cf-withheld")
    reason = "the record doesn't say that they agreed; write status: granted below consent:"
    told = [" ".join(text_of(item).split()).partition(" ")[2] for item in listed]
    assert told == [f"A year of listening, quote {number}: {reason}" for number in (1, 3)]


def test_by_itself_silence_is_consent(asked: Project) -> None:
    build(asked, plugins=with_policy("honour"))

    for words in ("Wordsinsilence", "Silentname", "Wordsinthefilm", "Wordsinthebody", "Wordsallowed"):
        assert find_words(asked.site, words), words


def test_a_build_is_as_on_the_day_that_the_environment_names(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = {"quote": "Wordsthatended.", "consent": {"status": "granted", "expires_on": "2029-12-31"}}
    later = record("A study to come", publish_at="2030-01-01T09:00+00:00")
    files = {"case_studies/one.md": record(testimonials=[ended]), "case_studies/later.md": later}
    project.configure(theme="material").write({"docs/index.md": "# Home\n"} | files)

    monkeypatch.setenv("CASEFOLIO_AS_OF", "2029-06-01")
    build(project)
    assert find_words(project.site, "A study to come") == []
    assert find_words(project.site, "Wordsthatended")
    monkeypatch.setenv("CASEFOLIO_AS_OF", "2030-01-01T10:00+01:00")
    build(project, is_strict=False)
    assert find_words(project.site, "A study to come")
    assert find_words(project.site, "Wordsthatended") == []


def test_a_day_that_cannot_be_read_leaves_the_site_alone(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.configure().write({"docs/index.md": "# Home\n"})
    build(project)
    before = digests(project.site)
    monkeypatch.setenv("CASEFOLIO_AS_OF", "someday")
    outcome = try_build(project)
    assert outcome.code != 0
    assert "casefolio: `CASEFOLIO_AS_OF` can't be `someday`: write `YYYY-MM-DD`" in str(outcome)
    assert digests(project.site) == before
