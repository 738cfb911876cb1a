"""What editors see beside the site: what is not public and why, every crop, and each record's problems."""

import pytest
from tests.mkdocs_plugin.building import Project, build, photo, record
from tests.mkdocs_plugin.reading import find_broken, find_words, read_html, text_of

URI = "casefolio-preview/index.html"
QUOTES = [
    {"quote": "Words for everybody."},
    {"quote": "Wordswithheldone.", "consent": {"status": "pending"}},
    {"quote": "Wordswithheldtwo.", "consent": {"status": "granted", "expires_on": "2025-03-01"}},
    {"quote": "Wordswithheldthree.", "consent": {"status": "granted", "scope": ["print"]}},
]


@pytest.fixture
def mixed(project: Project) -> Project:
    """A draft, one to come, one with quotes of every kind and a photo whose focal point is at its left."""
    hero = {"src": "wide.jpg", "alt": "Wide", "focal": {"x": 0.1, "y": 0.5}, "credit": "Photo by Ada Sample"}
    return project.configure(theme="material").write(
        {
            "docs/index.md": "# Home\n",
            "case_studies/one/index.md": record(testimonials=QUOTES, photo=hero),
            "case_studies/one/wide.jpg": photo(2400, 900),
            "case_studies/draft.md": record("Not yet ready", status="draft"),
            "case_studies/later.md": record("In good time", publish_at="2126-02-03"),
        }
    )


def preview(project: Project) -> Project:
    build(project.configure(plugins=["search", {"casefolio": {"drafts": True}}]), is_strict=False)
    return project


def test_what_is_not_public_is_told_with_its_place_and_the_reason(mixed: Project) -> None:
    page = read_html(preview(mixed).site / URI)

    (listed,) = page.all("ul", class_="cf-withheld")
    line = (mixed.root / "case_studies/one/index.md").read_text(encoding="utf-8").splitlines()[4]
    two, three, four = (line.index(f'{{"quote": "Wordswithheld{which}') + 1 for which in ("one", "two", "three"))
    assert [" ".join(text_of(item).split()) for item in listed] == [
        "case_studies/draft.md:5:9 Not yet ready: a draft; write status: published when it is ready",
        "case_studies/later.md:5:13 In good time: still to come, on 3 February 2126",
        f"case_studies/one/index.md:5:{two} A year of listening, quote 2: the person has not agreed yet",
        f"case_studies/one/index.md:5:{three} A year of listening, quote 3: the consent ended on 1 March 2025",
        f"case_studies/one/index.md:5:{four} A year of listening, quote 4: the person agreed, but not to a website",
    ]
    assert find_words(mixed.site, "Wordswithheldone", "Wordswithheldtwo", "Wordswithheldthree") == []
    assert find_broken(mixed.site) == []


def test_the_crop_sheet_marks_the_focal_point_where_it_lies_in_each_crop(mixed: Project) -> None:
    page = read_html(preview(mixed).site / URI)

    (sheet,) = page.all("section", class_="cf-sheet")
    marks = [(mark[0].get("cx"), mark[0].get("cy")) for mark in sheet.findall(".//{*}svg")]
    # A tenth of 2400 pixels, in crops that begin at the left edge and are 1600, 1350 and 1714 wide.
    assert marks == [("15.0%", "50.0%"), ("17.8%", "50.0%"), ("14.0%", "50.0%")]
    assert [text_of(caption).partition(",")[0] for caption in sheet.iter("figcaption")] == ["hero", "card", "social"]


def test_each_page_of_the_preview_leads_to_the_problems_of_its_record(mixed: Project) -> None:
    mixed.write({"case_studies/warned.md": record("A warned one", body="## The breef\n\nText.\n")})
    preview(mixed)

    (bar,) = read_html(mixed.site / "case-studies/warned/index.html").all("aside", class_="cf-bar")
    assert "Problems: 1" in text_of(bar)
    assert "case_studies/warned.md:7:4" in text_of(bar)
    assert "CF406" in text_of(bar)
    # Only where the page is looked at on the machine that has the file.
    assert "vscode://" not in mixed.page("case-studies/warned/index.html")
    (bar,) = read_html(mixed.site / "case-studies/draft/index.html").all("aside", class_="cf-bar")
    assert "No problems in this record" in text_of(bar)


def test_nothing_of_it_is_in_what_is_published(mixed: Project) -> None:
    # A consent that has ended is a warning.
    build(mixed, is_strict=False)

    assert not (mixed.site / "casefolio-preview").exists()
    for path in mixed.site.rglob("*.html"):
        assert "cf-bar" not in path.read_text(encoding="utf-8")
    assert find_words(mixed.site, "Not yet ready", "In good time") == []
