"""Finds the quotes that become public, change or disappear; keeps to itself the words of those that are withheld."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from casefolio.library import Hindrance, hindrance_of, visible_testimonials
from casefolio.library import consent_hindrance as hindrance_of_quote
from casefolio.models import CaseStudy, Testimonial
from casefolio.review.kept_back import KeptBack
from casefolio.review.sides import Side
from casefolio.review.word_diffs import likeness
from casefolio.views.quotes import voice

#: Two quotes with at least as many words in common are one that was changed.
_SAME = 0.5
#: So many pairs are held against each other; with more, quotes are new or gone.
_MOST_PAIRS = 10_000


class QuoteKind(Enum):
    """What becomes of a quote."""

    PUBLIC = "becomes public"
    CHANGED = "changes"
    GONE = "disappears"


@dataclass(frozen=True, slots=True)
class QuoteChange:
    """A quote that visitors will see in another way.

    Attributes:
        kind: what becomes of it.
        path: of the record, as it is called now.
        before: its words as they are public; empty where they are not, or may not be repeated.
        after: its words as they will be; empty where it disappears.
        attribution: who said it, as pages show it; of one that disappears, as they did.
        permission: what the person agreed to; empty where it disappears.
        reason: why it disappears; empty otherwise, and where it was taken out of the record.
        is_kept_back: whether how it was is left out, since something that is withheld now is in it.
    """

    kind: QuoteKind
    path: str
    before: str
    after: str
    attribution: str
    permission: str
    reason: Hindrance | None = None
    is_kept_back: bool = False


def compare_quotes(
    before: CaseStudy | None, after: CaseStudy | None, base: Side, head: Side, kept_back: KeptBack
) -> Iterator[QuoteChange]:
    """Holds the public quotes of one study against each other.

    Args:
        before: the study as it was; None where there was none.
        after: the study as it is; None where there is none.
        base: knows what was public.
        head: knows what is public.
        kept_back: what may not be repeated, whichever record it stands in now.
    """
    path = next((study.path for study in (after, before) if study), "")
    old, new = list(_public(before, base)), list(_public(after, head))
    for one, other in _pair(old, new):
        if _shown(one) != _shown(other):
            is_kept_back = kept_back.is_in(one.quote)
            words = "" if is_kept_back else one.quote
            who, permission = voice(other), permission_of(other)
            yield QuoteChange(QuoteKind.CHANGED, path, words, other.quote, who, permission, None, is_kept_back)
    for item in new:
        yield QuoteChange(QuoteKind.PUBLIC, path, "", item.quote, voice(item), permission_of(item))
    for item in old:
        reason = _reason(item, after, head)
        is_kept_back = any(map(kept_back.is_in, (item.quote, voice(item))))
        words, who = ("", "") if reason or is_kept_back else (item.quote, voice(item))
        yield QuoteChange(QuoteKind.GONE, path, words, "", who, "", reason, is_kept_back)


def _public(study: CaseStudy | None, side: Side) -> tuple[Testimonial, ...]:
    if study is None or study.path not in side.public:
        return ()
    return visible_testimonials(study, now=side.settings.now, policy=side.settings.consent_policy)


def _pair(old: list[Testimonial], new: list[Testimonial]) -> list[tuple[Testimonial, Testimonial]]:
    """Takes out of both lists what belongs together: equal words first, then the likest."""
    pairs = []
    by_words: dict[str, list[Testimonial]] = {}
    for item in new:
        by_words.setdefault(_words(item), []).append(item)
    for item in list(old):
        others = by_words.get(_words(item))
        if others:
            pairs.append((item, others[0]))
            _take(new, others.pop(0))
            _take(old, item)
    if len(old) * len(new) <= _MOST_PAIRS:
        ranked = sorted(
            ((likeness(one.quote, other.quote), -i, -j) for i, one in enumerate(old) for j, other in enumerate(new)),
            reverse=True,
        )
        olds, news = tuple(old), tuple(new)
        taken_old, taken_new = set[int](), set[int]()
        for like, i, j in ranked:
            if like >= _SAME and -i not in taken_old and -j not in taken_new:
                taken_old.add(-i)
                taken_new.add(-j)
                pairs.append((olds[-i], news[-j]))
        old[:] = [item for number, item in enumerate(olds) if number not in taken_old]
        new[:] = [item for number, item in enumerate(news) if number not in taken_new]
    return pairs


def _take(items: list[Testimonial], item: Testimonial) -> None:
    """Takes out this one, and no other that is equal."""
    del items[next(number for number, other in enumerate(items) if other is item)]


def _words(item: Testimonial) -> str:
    return " ".join(item.quote.split())


def _shown(item: Testimonial) -> tuple[object, ...]:
    """What of a quote visitors see, and what its permission is."""
    return (_words(item), item.pull, voice(item), item.shown_url, item.lang, item.translated_from, permission_of(item))


def _reason(item: Testimonial, study: CaseStudy | None, head: Side) -> Hindrance | None:
    """Why a quote that is still in its record is withheld; None where it was taken out."""
    if study is None:
        return None
    now, policy = head.settings.now, head.settings.consent_policy
    if hindrance := hindrance_of(study, now=now):
        return hindrance
    for other in study.testimonials:
        found = hindrance_of_quote(other, now=now, policy=policy)
        if found and likeness(item.quote, other.quote) >= _SAME:
            return found
    return None


def permission_of(testimonial: Testimonial) -> str:
    """What is known of a person's permission, in a few words; never the reference to its evidence."""
    consent = testimonial.consent
    if consent.status is None:
        return "nothing is said about permission"
    words = f"permission {consent.status.value}"
    words += f" on {consent.given_on.isoformat()}" if consent.given_on else ""
    words += f" until {consent.expires_on.isoformat()}" if consent.expires_on else ""
    scope: Sequence[str] = [item.value for item in consent.scope]
    return words + (f" for {', '.join(scope)}" if scope else "")
