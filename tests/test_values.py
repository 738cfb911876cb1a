from datetime import UTC, date, datetime, timedelta, timezone
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from casefolio import models
from casefolio.models import CaseStudyFields, first_name, initials
from casefolio.values import (
    FocalPoint,
    LanguageTag,
    Line,
    Ongoing,
    PartialDate,
    Prose,
    PullText,
    QuoteText,
    SitePath,
    WebAddress,
    parse_day,
    parse_focal_words,
    parse_moment,
    parse_partial_date,
    parse_period_end,
    unwrap_quote,
)


@pytest.mark.parametrize(
    ("text", "unwrapped"),
    [
        ("“One two.”", "One two."),
        ('"One two."', "One two."),
        ("‘One two.’", "One two."),
        ("'One two.'", "One two."),
        ("„Eins zwei.“", "Eins zwei."),
        ("„Raz dwa.”", "Raz dwa."),
        ("‚Eins zwei.‘", "Eins zwei."),
        ("« Un deux. »", "Un deux."),
        ("«\u00a0Un deux.\u202f»", "Un deux."),
        ("»Eins zwei.«", "Eins zwei."),
        ("›Eins zwei.‹", "Eins zwei."),
        ("”Ett två.”", "Ett två."),
        ("  “ One two. ”  ", "One two."),
        ("“‘One two.’”", "One two."),
        ("“One ‘two’.”", "One ‘two’."),
        ("“He said “hi” to me.”", "He said “hi” to me."),
        ('"He said "hi" to me."', 'He said "hi" to me.'),
        ("‘They said ‘yes’ today.’", "They said ‘yes’ today."),
        ("„Er sagte „ja“ zu mir.“", "Er sagte „ja“ zu mir."),
        ("‘It’s theirs, couldn’t be ours.’", "It’s theirs, couldn’t be ours."),
        ("'It's theirs, couldn't be ours.'", "It's theirs, couldn't be ours."),
        ("‘The readers’ room.’", "The readers’ room."),
        ("'The readers' room.'", "The readers' room."),
        ("'Rock 'n' roll.'", "Rock 'n' roll."),
        ("‘’Twas good.’", "’Twas good."),
        ("“One.\n\nTwo.”", "One.\n\nTwo."),
        ("“”", ""),
    ],
)
def test_quote_marks_around_a_whole_quote_are_taken_off(text: str, unwrapped: str) -> None:
    assert unwrap_quote(text) == unwrapped


@pytest.mark.parametrize(
    "text",
    [
        "One two.",
        "“Yes,” she said, “no.”",
        '"Yes," she said, "no."',
        "'Yes,' she said, 'no.'",
        "‘Yes’ and ‘no’",
        "« Oui » et « non »",
        "„Ja“ und „nein“",
        "»Ja«, sagte sie, »nein«",
        "“One.”\n\n“Two.”",
        "“One” “two”",
        "“One",
        "One”",
        '"One',
        "“One'",
        "“",
        '"',
        "'tis the 'end'",
        "’Twas good",
        "5'10\" tall",
        "The “quoted” word",
        "“A” b “c” d “e”",
    ],
)
def test_a_quote_that_no_pair_wraps_stays_as_it_is(text: str) -> None:
    assert unwrap_quote(text) == text


_MARKS = st.text(alphabet="“”‘’\"'«»„‚‹›ab ,.", max_size=30)


@given(_MARKS)
def test_unwrapping_twice_changes_nothing_more(text: str) -> None:
    assert unwrap_quote(unwrap_quote(text)) == unwrap_quote(text)


@given(_MARKS)
def test_unwrapping_takes_off_marks_and_space_at_the_ends_only(text: str) -> None:
    unwrapped = unwrap_quote(text)
    assert unwrapped in text
    before, _, after = text.partition(unwrapped) if unwrapped else (text, "", "")
    assert not set(before + after) & set("ab,.")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024", PartialDate(2024)),
        ("2024-02", PartialDate(2024, 2)),
        (" 2024-02-29 ", PartialDate(2024, 2, 29)),
        ("0001", PartialDate(1)),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(text: str, value: PartialDate) -> None:
    assert parse_partial_date(text) == value
    assert str(value) == text.strip()


@pytest.mark.parametrize("text", ["", "24", "2024-1", "2024/05", "2024-05-1", "2024-05-01T", "20240501", "May 2024"])
def test_a_date_in_another_form_is_refused(text: str) -> None:
    with pytest.raises(PydanticCustomError) as error:
        parse_partial_date(text)
    assert error.value.type == "not_a_date"


@pytest.mark.parametrize("text", ["2024-13", "2024-00", "2024-05-00", "2023-02-29", "2024-02-30", "2024-04-31", "0000"])
def test_a_day_that_the_calendar_does_not_have_is_refused(text: str) -> None:
    for parse in (parse_partial_date, parse_period_end):
        with pytest.raises(PydanticCustomError) as error:
            parse(text)
        assert error.value.type == "no_such_day"


@pytest.mark.parametrize("text", ["2024", "2024-05", "yesterday"])
def test_a_day_has_to_be_a_whole_date(text: str) -> None:
    with pytest.raises(PydanticCustomError) as error:
        parse_day(text)
    assert error.value.type == "not_a_date"
    assert parse_day("2024-05-31") == date(2024, 5, 31)


def test_a_period_ends_with_a_date_or_is_ongoing() -> None:
    assert parse_period_end("2024") == PartialDate(2024)
    assert parse_period_end(" Ongoing ") is Ongoing.ONGOING


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("2026-03-01T09:00+00:00", datetime(2026, 3, 1, 9, tzinfo=UTC)),
        ("2026-03-01T09:00Z", datetime(2026, 3, 1, 9, tzinfo=UTC)),
        ("2026-03-01 09:00:30-05:00", datetime(2026, 3, 1, 9, 0, 30, tzinfo=timezone(timedelta(hours=-5)))),
    ],
)
def test_a_moment_is_a_day_or_a_time_with_its_zone(text: str, value: date) -> None:
    assert parse_moment(text) == value


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2026-03-01T09:00", "no_time_zone"),
        ("2026-02-30", "no_such_day"),
        ("2026-03", "not_a_date"),
        ("2026", "not_a_date"),
        ("2026-02-30T09:00Z", "not_a_date"),
        ("2026-03-01T25:00Z", "not_a_date"),
        ("noon", "not_a_date"),
    ],
)
def test_a_moment_that_nobody_can_wait_for_is_refused(text: str, kind: str) -> None:
    with pytest.raises(PydanticCustomError) as error:
        parse_moment(text)
    assert error.value.type == kind


_DAYS = st.dates(min_value=date(1000, 1, 1))
_PARTIALS = st.builds(
    lambda day, exactness: PartialDate(*(day.year, day.month, day.day)[:exactness]), _DAYS, st.integers(1, 3)
)


@given(_PARTIALS)
def test_a_date_reads_back_as_it_is_written(value: PartialDate) -> None:
    assert parse_partial_date(str(value)) == value


@given(_PARTIALS, _PARTIALS)
def test_a_date_is_after_another_only_if_every_day_of_it_is(one: PartialDate, other: PartialDate) -> None:
    assert not (one.is_after(other) and other.is_after(one))
    if one.is_after(other):
        assert one.first_day > other.first_day


def test_a_year_is_not_after_a_month_of_it() -> None:
    assert not PartialDate(2024).is_after(PartialDate(2024, 6))
    assert not PartialDate(2024, 6).is_after(PartialDate(2024))
    assert PartialDate(2025).is_after(PartialDate(2024, 6))
    assert PartialDate(2024, 7).is_after(PartialDate(2024, 6, 30))


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("left", FocalPoint(0.2, 0.5)),
        ("Right", FocalPoint(0.8, 0.5)),
        ("top", FocalPoint(0.5, 0.2)),
        ("bottom", FocalPoint(0.5, 0.8)),
        ("top right", FocalPoint(0.8, 0.2)),
        ("right top", FocalPoint(0.8, 0.2)),
        ("lower-left", FocalPoint(0.2, 0.8)),
        ("Upper, Left", FocalPoint(0.2, 0.2)),
        ("centre", FocalPoint(0.5, 0.5)),
        ("CENTER", FocalPoint(0.5, 0.5)),
        ("middle left", FocalPoint(0.2, 0.5)),
        ("centre centre", FocalPoint(0.5, 0.5)),
    ],
)
def test_words_say_where_the_subject_is(text: str, point: FocalPoint) -> None:
    assert parse_focal_words(text) == point


@pytest.mark.parametrize("text", ["", "beak", "left right", "top bottom", "left left", "top of the left", "0.5 0.5"])
def test_words_that_name_no_single_place_are_refused(text: str) -> None:
    assert parse_focal_words(text) is None


@given(st.permutations(["top", "left"]), st.sampled_from([" ", ", ", "-", "  "]))
def test_the_order_of_focal_words_makes_no_difference(words: list[str], joint: str) -> None:
    assert parse_focal_words(joint.join(words)) == FocalPoint(0.2, 0.2)


def is_valid(kind: Any, text: str) -> bool:  # noqa: ANN401 - an annotation
    try:
        TypeAdapter(kind).validate_python(text)
    except ValidationError:
        return False
    return True


_HTML = [
    "<b>",
    "a<br>b",
    "</p>",
    "<br/>",
    "<script>alert(1)</script>",
    "<!-- x -->",
    "<!DOCTYPE html>",
    "<?php ?>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a\nhref=x>",
    "<b",
    "<ScRiPt>",
]


@pytest.mark.parametrize(("kind", "text"), list(product([Line, Prose, QuoteText, PullText], _HTML)))
def test_no_text_may_hold_html(kind: object, text: str) -> None:
    assert not is_valid(kind, text)


@pytest.mark.parametrize("text", ["I <3 it", "3 < 4 > 2", "a <- b", "x < y", "<", ">", "1<2", "&amp;", "<>", "< b>"])
def test_signs_that_are_no_tag_are_let_through(text: str) -> None:
    for kind in (Line, Prose, QuoteText, PullText):
        assert is_valid(kind, text)


def test_a_line_has_single_spaces_and_a_prose_its_paragraphs() -> None:
    assert TypeAdapter(Line).validate_python("  a \n\n b\tc ") == "a b c"
    assert TypeAdapter(Prose).validate_python("\n a\n\n b \n") == "a\n\n b"


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "http://example.org/",
        "HTTPS://EXAMPLE.org/a/b?c=d&e=%20#f",
        "https://example.org:8080/",
        "https://ysgol-tŷ.example.org/",
        "https://example.org?x",
        "  https://example.org/  ",
    ],
)
def test_a_web_address_is_a_whole_one(text: str) -> None:
    assert TypeAdapter(WebAddress).validate_python(text) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "example.org",
        "www.example.org",
        "//example.org",
        "ftp://example.org",
        "javascript:alert(1)",
        "JavaScript://example.org/%0aalert(1)",
        "data:text/html,x",
        "https://",
        "https:///x",
        "https://localhost",
        "https://example.org/a b",
        "https://example.org/\nb",
        'https://example.org/"><script>',
        "https://exa<b>mple.org/",
        "mailto:ada@example.org",
    ],
)
def test_what_is_no_web_address_is_refused(text: str) -> None:
    assert not is_valid(WebAddress, text)


@pytest.mark.parametrize("text", ["en", "cy", "pt-BR", "zh-Hant-TW", "de-CH-1996", "sr-Latn"])
def test_a_language_tag_is_let_through(text: str) -> None:
    assert is_valid(LanguageTag, text)


@pytest.mark.parametrize("text", ["English", "e", "en_GB", "en-", "-en", 'en"', "en GB", "12", "en-a"])
def test_what_is_no_language_tag_is_refused(text: str) -> None:
    assert not is_valid(LanguageTag, text)


@pytest.mark.parametrize("text", ["old/", "/old/name", "old.html", "a/b/c/", "hen-ŵyl/"])
def test_a_path_of_the_site_is_let_through(text: str) -> None:
    assert is_valid(SitePath, text)


@pytest.mark.parametrize(
    "text", ["/", "a//b", "../a", "a/./b", "a b", "a?b", "a#b", "https://x.org/", "a\\b", "<a>", "a|b"]
)
def test_what_is_no_path_of_the_site_is_refused(text: str) -> None:
    assert not is_valid(SitePath, text)


@pytest.mark.parametrize(
    ("name", "shown_first", "shown_initials"),
    [
        ("Ada Bell", "Ada", "A.B."),
        ("Ada", "Ada", "A."),
        ("Ada Bell-Castle", "Ada", "A.B.-C."),
        ("Mary-Jane Watson", "Mary-Jane", "M.-J.W."),
        ("J.R. Sample", "J.R.", "J.R.S."),
        ("A. B.", "A.", "A.B."),
        ("Siân O’Neil", "Siân", "S.O."),
        ("Éa Öst", "Éa", "É.Ö."),
        ("Dr Ada Bell", "Ada", "A.B."),
        ("Prof. Dr. Ada Bell", "Ada", "A.B."),
        ("Dr Bell", "Dr", "B."),
        ("“Ada” Bell", "“Ada”", "A.B."),
        ("李 小龙", "李", "李.小."),
        ("", "", ""),
        ("-", "-", ""),
    ],
)
def test_a_name_is_shortened_as_agreed(name: str, shown_first: str, shown_initials: str) -> None:
    assert first_name(name) == shown_first
    assert initials(name) == shown_initials


@given(st.text(max_size=40))
def test_initials_show_one_letter_of_each_part_and_no_more(name: str) -> None:
    shown = initials(name)
    assert sum(character.isalnum() for character in shown) <= len(
        name.replace("-", " ").replace(".", " ").split()
    ) + sum(character in "‐‑–" for character in name)
    assert initials(shown) == shown


@given(st.text(max_size=40))
def test_a_first_name_is_one_word_of_the_name(name: str) -> None:
    shown = first_name(name)
    assert shown in name
    assert len(shown.split()) <= 1


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({}, ("", "", "", "")),
        ({"name": "Ada Bell", "url": "u"}, ("Ada Bell", "", "", "u")),
        ({"role": "Cook"}, ("", "Cook", "", "")),
        ({"name": "Ada Bell", "role": "Cook", "organisation": "School"}, ("Ada Bell", "Cook", "School", "")),
        ({"attribution": "full", "name": "Ada Bell", "url": "u"}, ("Ada Bell", "", "", "u")),
        ({"attribution": "first_name", "name": "Ada Bell", "role": "Cook", "url": "u"}, ("Ada", "", "", "")),
        ({"attribution": "initials", "name": "Ada Bell", "organisation": "School"}, ("A.B.", "", "", "")),
        ({"attribution": "role", "name": "Ada Bell", "role": "Cook", "organisation": "School"}, ("", "Cook", "", "")),
        ({"attribution": "organisation", "role": "Cook", "organisation": "School"}, ("", "", "School", "")),
        ({"attribution": "anonymous", "name": "A", "role": "B", "organisation": "C", "url": "u"}, ("", "", "", "")),
    ],
)
def test_an_attribution_shows_what_was_agreed_and_no_more(fields: dict[str, str], shown: tuple[str, ...]) -> None:
    item = models.Testimonial.model_validate(
        {"quote": "x", **{key: value for key, value in fields.items() if key != "url"}}
    )
    item = item.model_copy(update={"url": fields.get("url")})
    assert (item.shown_person, item.shown_role, item.shown_organisation, item.shown_url) == shown


@pytest.mark.parametrize("weight", ["nan", "inf", "-inf", "Infinity", "1e999"])
def test_a_weight_can_be_compared_with_others(weight: str) -> None:
    field = CaseStudyFields.model_fields["weight"]
    with pytest.raises(ValidationError):
        TypeAdapter(field.rebuild_annotation()).validate_python(weight)


@pytest.mark.parametrize(
    "path", ["a/%2e%2e/b", "a%2F%2Fb", "%5Cb", "a%00", "x\x00y", "a%3Fb", "a\x7f", "\ud800", "a" * 201, "%2F", "a b"]
)
def test_a_path_is_refused_for_what_it_stands_for(path: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(SitePath).validate_python(path)


@pytest.mark.parametrize("path", ["work/old/", "/2019/old.html", "caf%C3%A9", "a%20b", "tŷ/mawr", "50%", ".well"])
def test_a_path_may_be_written_as_a_browser_shows_it(path: str) -> None:
    assert TypeAdapter(SitePath).validate_python(path) == path
