from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.studies import NOW, study

from casefolio.library import Hindrance, Visibility, consent_hindrance, visibility_of, visible_testimonials
from casefolio.settings import Audience, ConsentPolicy

PUBLIC, EDITORS = Audience.PUBLIC, Audience.EDITORS
HONOUR, REQUIRED = ConsentPolicy.HONOUR, ConsentPolicy.REQUIRED


@pytest.mark.parametrize(
    ("status", "audience", "expected"),
    [
        ("published", PUBLIC, Visibility.LISTED),
        ("published", EDITORS, Visibility.LISTED),
        ("archived", PUBLIC, Visibility.PAGE_ONLY),
        ("archived", EDITORS, Visibility.PAGE_ONLY),
        ("draft", PUBLIC, Visibility.HIDDEN),
        ("draft", EDITORS, Visibility.LISTED),
    ],
)
def test_the_status_says_who_sees_a_study(status: str, audience: Audience, expected: Visibility) -> None:
    assert visibility_of(study(status=status), now=NOW, audience=audience) is expected


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("publish_at", "now", "is_visible"),
    [
        ("2026-03-01", "2026-02-28T23:59:59+00:00", False),
        ("2026-03-01", "2026-03-01T00:00:00+00:00", True),
        ("2026-03-01", "2026-03-01T00:00:00+05:00", True),
        ("2026-03-01", "2026-02-28T23:00:00-05:00", False),
        ("2026-03-01T09:00+00:00", "2026-03-01T08:59:59+00:00", False),
        ("2026-03-01T09:00+00:00", "2026-03-01T09:00:00+00:00", True),
        ("2026-03-01T09:00+02:00", "2026-03-01T07:00:00+00:00", True),
        ("2026-03-01T09:00-05:00", "2026-03-01T13:59:00+00:00", False),
        ("2026-03-01T09:00-05:00", "2026-03-01T14:00:00+00:00", True),
    ],
)
def test_before_its_time_nobody_but_editors_sees_a_study(publish_at: str, now: str, is_visible: bool) -> None:  # noqa: FBT001
    item = study(publish_at=publish_at)
    assert (visibility_of(item, now=at(now), audience=PUBLIC) is Visibility.LISTED) == is_visible
    assert visibility_of(item, now=at(now), audience=EDITORS) is Visibility.LISTED


def test_an_archived_study_waits_for_its_time_too() -> None:
    item = study(status="archived", publish_at="2026-03-02")
    assert visibility_of(item, now=NOW, audience=PUBLIC) is Visibility.HIDDEN


@given(
    st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(-12, 14),
    st.integers(-100_000, 100_000),
)
def test_a_moment_has_come_wherever_the_clock_stands(moment: datetime, hours: int, seconds: int) -> None:
    item = study(publish_at=moment.replace(microsecond=0).astimezone(timezone(timedelta(hours=hours))).isoformat())
    now = moment.replace(microsecond=0) + timedelta(seconds=seconds)
    assert (visibility_of(item, now=now, audience=PUBLIC) is Visibility.LISTED) == (seconds >= 0)


@pytest.mark.parametrize(
    ("consent", "is_visible"),
    [
        ({}, True),
        ({"status": "granted"}, True),
        ({"status": "pending"}, False),
        ({"status": "refused"}, False),
        ({"status": "withdrawn"}, False),
        ({"status": "granted", "scope": ["website"]}, True),
        ({"status": "granted", "scope": ["website", "print"]}, True),
        ({"status": "granted", "scope": ["print", "social"]}, False),
        ({"scope": ["tenders"]}, False),
        ({"status": "granted", "scope": []}, True),
        ({"expires_on": "2026-02-28"}, False),
        ({"expires_on": "2026-03-01"}, True),
        ({"status": "granted", "scope": ["website"], "expires_on": "2026-03-02"}, True),
        ({"status": "withdrawn", "scope": ["website"], "expires_on": "2099-01-01"}, False),
        ({"given_on": "2030-01-01"}, True),
    ],
)
def test_a_quote_is_shown_as_long_as_its_speaker_allows(consent: dict[str, Any], is_visible: bool) -> None:  # noqa: FBT001
    item = study(testimonials=[{"quote": "One.", "consent": consent}, {"quote": "Two."}])
    shown = [quote.quote for quote in visible_testimonials(item, now=NOW, policy=HONOUR)]
    assert shown == (["One.", "Two."] if is_visible else ["Two."])


def test_the_last_day_of_a_consent_is_a_whole_one() -> None:
    item = study(testimonials=[{"quote": "One.", "consent": {"expires_on": "2026-03-01"}}])
    assert visible_testimonials(item, now=at("2026-03-01T23:59:59+00:00"), policy=HONOUR)
    assert not visible_testimonials(item, now=at("2026-03-02T00:00:00+00:00"), policy=HONOUR)


@pytest.mark.parametrize(
    ("consent", "hindrance"),
    [
        ({}, Hindrance.CONSENT_MISSING),
        ({"given_on": "2025-06-30", "evidence": "form 12", "scope": ["website"]}, Hindrance.CONSENT_MISSING),
        ({"status": "granted"}, None),
        ({"status": "granted", "scope": ["website"]}, None),
        ({"status": "granted", "scope": ["print"]}, Hindrance.CONSENT_ELSEWHERE),
        ({"status": "granted", "expires_on": "2026-02-28"}, Hindrance.CONSENT_EXPIRED),
        ({"status": "pending"}, Hindrance.CONSENT_PENDING),
        ({"status": "refused"}, Hindrance.CONSENT_REFUSED),
        ({"status": "withdrawn"}, Hindrance.CONSENT_WITHDRAWN),
    ],
)
def test_where_consent_is_required_silence_is_none(consent: dict[str, Any], hindrance: Hindrance | None) -> None:
    item = study(testimonials=[{"quote": "One.", "consent": consent}])
    (quote,) = item.testimonials
    assert consent_hindrance(quote, now=NOW, policy=REQUIRED) is hindrance
    assert visible_testimonials(item, now=NOW, policy=REQUIRED) == (() if hindrance else (quote,))
