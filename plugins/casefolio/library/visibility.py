"""Decides what may be seen by whom on a given day; the only place that does."""

from collections.abc import Iterable
from datetime import date, datetime, time
from enum import Enum

from casefolio.models import CaseStudy, ConsentStatus, Status, Testimonial
from casefolio.settings import Audience, ConsentPolicy


class Visibility(Enum):
    """Where a study is seen."""

    LISTED = "listed"
    PAGE_ONLY = "page only"
    HIDDEN = "hidden"


class Hindrance(Enum):
    """Why something is not public."""

    DRAFT = "draft"
    STILL_TO_COME = "still to come"
    CONSENT_MISSING = "consent missing"
    CONSENT_PENDING = "consent pending"
    CONSENT_REFUSED = "consent refused"
    CONSENT_WITHDRAWN = "consent withdrawn"
    CONSENT_ELSEWHERE = "consent elsewhere"
    CONSENT_EXPIRED = "consent expired"


_BY_STATUS = {
    ConsentStatus.PENDING: Hindrance.CONSENT_PENDING,
    ConsentStatus.REFUSED: Hindrance.CONSENT_REFUSED,
    ConsentStatus.WITHDRAWN: Hindrance.CONSENT_WITHDRAWN,
}


def visibility_of(study: CaseStudy, *, now: datetime, audience: Audience) -> Visibility:
    """Says where a study is seen.

    Args:
        study: any study.
        now: the build's clock, with its zone.
        audience: editors see drafts and what is still to come, the public doesn't.
    """
    if hindrance_of(study, now=now) is not None and audience is Audience.PUBLIC:
        return Visibility.HIDDEN
    return Visibility.PAGE_ONLY if study.status is Status.ARCHIVED else Visibility.LISTED


def hindrance_of(study: CaseStudy, *, now: datetime) -> Hindrance | None:
    """Why the public doesn't see a study; None where it does.

    Args:
        study: any study.
        now: the build's clock, with its zone.
    """
    if study.status is Status.DRAFT:
        return Hindrance.DRAFT
    return None if _has_come(study.publish_at, now) else Hindrance.STILL_TO_COME


def visible_testimonials(study: CaseStudy, *, now: datetime, policy: ConsentPolicy) -> tuple[Testimonial, ...]:
    """The quotes that the consent of their speakers allows on a website that day, for whichever audience."""
    return tuple(item for item in study.testimonials if consent_hindrance(item, now=now, policy=policy) is None)


def consent_hindrance(testimonial: Testimonial, *, now: datetime, policy: ConsentPolicy) -> Hindrance | None:
    """Why a quote may not be shown on a website; None where it may.

    Args:
        testimonial: any quote.
        now: the build's clock, with its zone.
        policy: whether silence is enough.
    """
    consent = testimonial.consent
    if consent.status in _BY_STATUS:
        return _BY_STATUS[consent.status]
    if consent.status is None and policy is ConsentPolicy.REQUIRED:
        return Hindrance.CONSENT_MISSING
    if not consent.allows_website:
        return Hindrance.CONSENT_ELSEWHERE
    is_over = consent.expires_on is not None and consent.expires_on < now.date()
    return Hindrance.CONSENT_EXPIRED if is_over else None


def next_change(studies: Iterable[CaseStudy], now: datetime) -> datetime | None:
    """When the next of some studies is to be shown; None for never.

    Args:
        studies: any.
        now: the build's clock, with its zone.
    """
    moments = (_moment(study.publish_at, now) for study in studies if study.publish_at is not None)
    return min((moment for moment in moments if moment > now), default=None)


def _has_come(moment: date | datetime | None, now: datetime) -> bool:
    return moment is None or _moment(moment, now) <= now


def _moment(moment: date | datetime, now: datetime) -> datetime:
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time.min, now.tzinfo)
