"""Finds which texts of a study change, as visitors read them; keeps to itself those that repeat what is withheld."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from operator import itemgetter

from casefolio.models import CaseStudy
from casefolio.review.kept_back import KeptBack
from casefolio.review.sides import Side
from casefolio.review.word_diffs import likeness

_TAG = re.compile(r"<(/?)(\w*)[^>]*>")
#: Two texts with at least as many words in common are one, whatever stands above each.
_SAME = 0.5
#: These stand within words; all others between them.
_WITHIN = frozenset({"a", "abbr", "code", "em", "s", "strong", "sub", "sup"})


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text of a page that changes.

    Attributes:
        name: of the field, or the heading that it stands below.
        before: on one line; empty where there was none.
        after: on one line; empty where there is none.
        name_before: the heading that it stood below, where that was another; empty otherwise.
        is_kept_back: whether the words are left out, since what is withheld now is among them.
    """

    name: str
    before: str
    after: str
    name_before: str = ""
    is_kept_back: bool = False


def compare_texts(
    before: CaseStudy, after: CaseStudy, base: Side, head: Side, kept_back: KeptBack
) -> Iterator[TextChange]:
    """Holds the texts of a study against each other: title, summary, results, and what stands below each heading.

    Args:
        before: the study as it is public.
        after: the study as it will be public.
        base: knows the pages as they were.
        head: knows the pages as they are.
        kept_back: what may not be repeated.
    """
    old, new = _texts(before, base), _texts(after, head)
    gone = {name: text for name, text in old.items() if name not in new and text}
    for name, text in new.items():
        old_name = name if name in old else _find_likest(text, gone)
        words = gone.pop(old_name, old.get(old_name, ""))
        if (old_name or name, words) != (name, text):
            yield _change(name, words, text, old_name if old_name != name else "", kept_back)
    for name, text in gone.items():
        yield _change(name, text, "", "", kept_back)


def _find_likest(text: str, gone: dict[str, str]) -> str:
    """The heading of the text that this one was; empty where it is new."""
    ranked = [(likeness(text, other), name) for name, other in gone.items()]
    best = max(ranked, key=itemgetter(0), default=(0.0, ""))
    return best[1] if best[0] >= _SAME else ""


def _change(name: str, before: str, after: str, name_before: str, kept_back: KeptBack) -> TextChange:
    if any(map(kept_back.is_in, (before, after, name_before))):
        return TextChange(name, "", "", is_kept_back=True)
    return TextChange(name, before, after, name_before)


def _texts(study: CaseStudy, side: Side) -> dict[str, str]:
    """By name, each text on one line."""
    outcomes = (
        " ".join(filter(None, (item.statement, item.value, item.unit, item.label, item.source)))
        for item in study.outcomes
    )
    texts = {"title": study.title, "summary": study.summary, "outcomes": "; ".join(outcomes)}
    for section in side.build.site.bodies.get(study.page_slug, ()):
        name = section.heading or "text"
        texts[name] = f"{texts.get(name, '')} {_plain(section.html)}"
    return {name: " ".join(text.split()) for name, text in texts.items()}


def _plain(html: str) -> str:
    return unescape(_TAG.sub(lambda match: "" if match[2].lower() in _WITHIN else " ", html))
