from tests.studies import site, study

from casefolio.models import CaseStudy
from casefolio.views.cards import CardSize, render_card

PHOTO = {"src": "a.jpg", "alt": "A"}


def card(item: CaseStudy, **options: object) -> str:
    return render_card(item, "case-studies/index.md", site([item]), **options)  # type: ignore[arg-type]


def test_a_card_has_one_link_which_is_its_title() -> None:
    html = card(study(photo=PHOTO))
    assert html.count("<a ") == 1
    assert '<h2><a href="../case-studies/sample/">The study sample</a></h2>' in html


def test_a_card_names_the_client_and_the_last_year() -> None:
    assert "Sample Trust · 2024" in card(study(period={"start": "2021", "end": "2024-03"}))
    assert "Sample Trust · 2021" in card(study(period={"start": "2021", "end": "ongoing"}))
    hidden = study(client={"name": "Sample Trust", "disclosure": "anonymous"}, period={"end": "2024"})
    assert '<p class="cf-card-client">2024</p>' in card(hidden)


def test_words_stand_in_the_place_of_a_photo() -> None:
    quotes = [
        {"quote": "A long one. " * 20},
        {"quote": "Not the first.", "lang": "cy"},
        {"quote": "Some words, and the ones that matter.", "pull": "the ones that matter."},
    ]
    html = card(study(testimonials=quotes))
    assert "<p>the ones that matter.</p></div><h2>" in html
    assert "aria-hidden" in html
    featured = [*quotes[:1], {**quotes[1], "featured": True}, quotes[2]]
    assert '<p lang="cy">Not the first.</p>' in card(study(testimonials=featured))


def test_words_that_may_not_be_shown_stand_nowhere() -> None:
    html = card(study(testimonials=[{"quote": "Hush.", "consent": {"status": "withdrawn"}}]))
    assert "Hush" not in html
    assert "cf-plate" not in html


def test_a_larger_card_has_the_wide_crop() -> None:
    item = study(photo=PHOTO)
    assert "card-800" in card(item)
    assert "hero-800" in card(item, size=CardSize.LEAD)
