"""Decides what may be seen by whom on a given day; the only place that does."""

from datetime import date, datetime, time
from enum import Enum

from casefolio.models import CaseStudy, Status, Testimonial
from casefolio.settings import Audience


class Visibility(Enum):
    """Where a study is seen."""

    LISTED = "listed"
    PAGE_ONLY = "page only"
    HIDDEN = "hidden"


def visibility_of(study: CaseStudy, *, now: datetime, audience: Audience) -> Visibility:
    """Says where a study is seen.

    Args:
        study: any study.
        now: the build's clock, with its zone.
        audience: editors see drafts and what is still to come, the public doesn't.
    """
    is_public = study.status is not Status.DRAFT and _has_come(study.publish_at, now)
    if not is_public and audience is Audience.PUBLIC:
        return Visibility.HIDDEN
    return Visibility.PAGE_ONLY if study.status is Status.ARCHIVED else Visibility.LISTED


def visible_testimonials(study: CaseStudy, *, now: datetime) -> tuple[Testimonial, ...]:
    """The quotes that the consent of their speakers allows on a website that day, for whichever audience."""
    return tuple(item for item in study.testimonials if item.consent.allows_website and not _has_expired(item, now))


def _has_come(moment: date | datetime | None, now: datetime) -> bool:
    if moment is None:
        return True
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time.min, now.tzinfo)
    return moment <= now


def _has_expired(testimonial: Testimonial, now: datetime) -> bool:
    expires_on = testimonial.consent.expires_on
    return expires_on is not None and expires_on < now.date()
