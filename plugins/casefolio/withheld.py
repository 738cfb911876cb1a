"""Finds what the public doesn't see, and why, for the preview; decides none of it, and repeats no withheld word."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from casefolio.diagnostics import Position
from casefolio.library import Hindrance, consent_hindrance, hindrance_of
from casefolio.library.collisions import Entry
from casefolio.settings import ConsentPolicy
from casefolio.views.preview import Withheld


def iter_withheld(entries: Iterable[Entry], *, now: datetime, policy: ConsentPolicy) -> Iterator[Withheld]:
    """Every study and every quote that is not public, in the order of their records.

    Args:
        entries: the studies with their records, which know where everything stands.
        now: the build's clock.
        policy: what a quote needs before it is shown.
    """
    for entry in entries:
        study = entry.study
        hindrance = hindrance_of(study, now=now)
        if hindrance is not None:
            field = "status" if hindrance is Hindrance.DRAFT else "publish_at"
            yield Withheld(study.page_slug, study.title, entry.position(field), hindrance, study.publish_at)
        nodes = entry.items("testimonials")
        for number, testimonial in enumerate(study.testimonials):
            hindrance = consent_hindrance(testimonial, now=now, policy=policy)
            if hindrance is not None:
                # Quotes that are written below the text have no place of their own among the fields.
                position = nodes[number].position if number < len(nodes) else Position(entry.record.path)
                day = testimonial.consent.expires_on
                yield Withheld(study.page_slug, study.title, position, hindrance, day, quote_number=number + 1)
