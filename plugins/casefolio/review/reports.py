"""Writes a review as Markdown that fits a comment and a job summary, or as JSON; prints nothing."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from casefolio.inert_markdown import code, inert, message
from casefolio.reporting import count_words
from casefolio.review.comparison import Review
from casefolio.review.quotes import QuoteChange
from casefolio.review.sentences import (
    Markup,
    is_withheld,
    iter_sizes,
    say_dead,
    say_finding,
    say_photo,
    say_quote,
    say_record,
    say_term,
    say_verdict,
    say_voice,
    say_withheld,
)
from casefolio.review.weights import REVIEW_FOLDER
from casefolio.review.word_diffs import Part, Run, diff_words

#: A comment on GitHub may have 65,536 characters; some are left to whoever adds a mark by which it is found again. In
#: bytes it is at most a quarter of what a job summary may have.
MOST_CHARACTERS = 65_000
#: So many words of one run are told; of those that stay, only the nearest to what changes.
_MOST_WORDS = 400
_MOST_KEPT = 12
#: In characters, of one run; so many words have fewer.
_MOST_TEXT = 6000
#: Room for a heading and the sentence that counts what is left out.
_RESERVE = 160


@dataclass(frozen=True, slots=True)
class _Section:
    title: str
    items: tuple[str, ...]
    noun: str


def render_json(review: Review) -> str:
    """One object, in ASCII, with a list for each part of the review.

    Args:
        review: what differs.

    Returns:
        `{"refused": false, "dead": […], "records": […], "quotes": […], "photos": […], "terms": […], "withheld": […],
        "findings": […], "sizes": […]}`.
    """
    values = {"refused": review.is_refused} | asdict(review)
    return json.dumps(values, indent=2, default=_plain)


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else str(value)


def render_markdown(review: Review, *, site_url: str = "", most: int = MOST_CHARACTERS) -> str:
    """The review for people, most important first; nothing of a record is markup, link, mention or command in it.

    Args:
        review: what differs.
        site_url: where the preview with its page of the review will stand, with a slash at its end; empty for nowhere.
        most: characters, at least some thousands; what is left out is counted.
    """
    sections = [section for section in _sections(review) if section.items]
    parts = ["## What would change on the site", "", _strong(say_verdict(review), review), ""]
    parts += [f"[See the pages, before and after](<{site_url}{REVIEW_FOLDER}/>)", ""] if site_url else []
    room = most - len("\n".join(parts)) - _RESERVE * len(sections)
    for number, section in enumerate(sections):
        # No section takes all the room from those below it.
        share = room if number == len(sections) - 1 else room // 2
        shown = list(_take(section.items, share))
        left = len(section.items) - len(shown)
        room -= sum(len(item) + 1 for item in shown)
        count = f" ({len(section.items)})" if section.noun else ""
        parts += [f"### {section.title}{count}", "", *shown]
        parts += [f"- … and {count_words(left, f'more {section.noun}')}"] if left else []
        parts.append("")
    return "\n".join(parts).rstrip("\n")


def _take(items: Iterable[str], room: int) -> Iterator[str]:
    """What fits; an item that is too long leaves room for those behind it, which it is not to hide."""
    for item in items:
        if len(item) < room:
            room -= len(item) + 1
            yield item


def _strong(verdict: str, review: Review) -> str:
    return f"**{verdict}**" if review.is_refused else verdict


def _sections(review: Review) -> tuple[_Section, ...]:
    def tell(say: Callable[[Any, Markup], str], items: Iterable[object]) -> tuple[str, ...]:
        return tuple(f"- {say(item, _MARKDOWN)}" for item in items)

    return (
        _Section("Addresses that would die", tell(say_dead, review.dead), "address"),
        _Section("Problems", tell(say_finding, review.findings), "problem"),
        _Section("Quotes", tell(_quote, review.quotes), "quote"),
        _Section("Studies", tell(say_record, review.records), "study"),
        _Section("Photos", tell(say_photo, review.photos), "photo"),
        _Section("Terms", tell(say_term, review.terms), "term"),
        _Section("Pages and weight", tuple(f"- {line}" for line in iter_sizes(review.sizes)), ""),
        _Section("What stays withheld", tell(say_withheld, review.withheld), "entry"),
    )


def _quote(item: QuoteChange, markup: Markup) -> str:
    lead = say_quote(item, markup)
    if is_withheld(item):
        return lead
    return f"{lead}\n  > {markup.words(item.before, item.after)}\n  >\n  > — {say_voice(item, markup)}"


def show_words(runs: Sequence[Run]) -> str:
    """The words of a quote with marks on what changes; nothing in them is a mark of its own."""
    shown = []
    for number, run in enumerate(runs):
        words = run.words.split(" ")
        if run.part is Part.KEPT:
            shown.append(_shorten_kept(words, is_first=number == 0, is_last=number == len(runs) - 1))
            continue
        text = inert(_cut(" ".join(words[:_MOST_WORDS])))
        mark = "~~" if run.part is Part.GONE else "**"
        left = len(words) - _MOST_WORDS
        shown.append(f"{mark}{text}{mark}" + (f" … and {count_words(left, 'more word')}" if left > 0 else ""))
    return " ".join(shown)


def _cut(text: str) -> str:
    """A text without the rest of words that nobody writes."""
    return text if len(text) <= _MOST_TEXT else f"{text[:_MOST_TEXT]}…"


def _shorten_kept(words: list[str], *, is_first: bool, is_last: bool) -> str:
    before = [] if is_first else words[:_MOST_KEPT]
    after = [] if is_last else words[-_MOST_KEPT:]
    if is_first and is_last:
        before = words[:_MOST_WORDS]
    if len(words) <= len(before) + len(after):
        return inert(" ".join(words))
    return " ".join(part for part in (inert(" ".join(before)), "…", inert(" ".join(after))) if part)


_MARKDOWN = Markup(
    text=inert,
    code=code,
    url=code,
    message=message,
    strong=lambda text: f"**{text}**",
    words=lambda before, after: show_words(diff_words(before, after)),
)
