"""Writes a review as Markdown that fits a comment and a job summary, or as JSON; prints nothing."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import Enum

from casefolio.inert_markdown import code, inert, message
from casefolio.phrases import phrases_for
from casefolio.reporting import count_words
from casefolio.review.comparison import DeadAddress, RecordChange, RecordKind, Review, TermChange, Withheld
from casefolio.review.findings import Finding
from casefolio.review.photos import PhotoChange, PhotoKind
from casefolio.review.quotes import QuoteChange, QuoteKind
from casefolio.review.word_diffs import Part, Run, diff_words

#: Of a comment on GitHub, in characters; a job summary may be longer.
MOST_CHARACTERS = 65_536
#: So many words of one run are told; of those that stay, only the nearest to what changes.
_MOST_WORDS = 400
_MOST_KEPT = 12
#: Room for a heading and the sentence that counts what is left out.
_RESERVE = 160
_KINDS = {RecordKind.ADDED: "Added", RecordKind.PUBLIC: "Becomes public", RecordKind.CHANGED: "Changed"}
_KINDS |= {RecordKind.MOVED: "Moved", RecordKind.HIDDEN: "No longer public", RecordKind.REMOVED: "Removed"}


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
        "findings": […]}`.
    """
    values = {"refused": review.is_refused} | asdict(review)
    return json.dumps(values, indent=2, default=_plain)


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else str(value)


def render_markdown(review: Review, *, most: int = MOST_CHARACTERS) -> str:
    """The review for people, most important first; nothing of a record is markup, link, mention or command in it.

    Args:
        review: what differs.
        most: characters, at least some thousands; what is left out is counted.
    """
    sections = [section for section in _sections(review) if section.items]
    parts = ["## What would change on the site", "", _verdict(review), ""]
    room = most - len("\n".join(parts)) - _RESERVE * len(sections)
    for number, section in enumerate(sections):
        # No section takes all the room from those below it.
        share = room if number == len(sections) - 1 else room // 2
        shown = list(_take(section.items, share))
        left = len(section.items) - len(shown)
        room -= sum(len(item) + 1 for item in shown)
        parts += [f"### {section.title} ({len(section.items)})", "", *shown]
        parts += [f"- … and {count_words(left, f'more {section.noun}')}"] if left else []
        parts.append("")
    return "\n".join(parts).rstrip("\n")


def _take(items: Iterable[str], room: int) -> Iterator[str]:
    for item in items:
        room -= len(item) + 1
        if room < 0:
            return
        yield item


def _verdict(review: Review) -> str:
    if review.is_refused:
        counts = [(len(review.dead), "public address would die"), (review.new_errors, "new error")]
        found = [
            count_words(number, words) if words.endswith("error") else f"{number} {_addresses(number)}"
            for number, words in counts
            if number
        ]
        return f"**{' and '.join(found)}: this has to be mended first.**"
    if not any(section.items for section in _sections(review)[:-1]):
        return "Nothing changes for visitors."
    return "No public address dies, and no error is new."


def _addresses(number: int) -> str:
    return "public address would die" if number == 1 else "public addresses would die"


def _sections(review: Review) -> tuple[_Section, ...]:
    return (
        _Section("Addresses that would die", tuple(map(_dead, review.dead)), "address"),
        _Section("Problems", tuple(map(_finding, review.findings)), "problem"),
        _Section("Quotes", tuple(map(_quote, review.quotes)), "quote"),
        _Section("Studies", tuple(map(_record, review.records)), "study"),
        _Section("Photos", tuple(map(_photo, review.photos)), "photo"),
        _Section("Terms", tuple(map(_term, review.terms)), "term"),
        _Section("What stays withheld", tuple(map(_withheld, review.withheld)), "entry"),
    )


def _dead(item: DeadAddress) -> str:
    old = f"{item.url.strip('/')}"
    if item.is_moved:
        todo = f"add {code(f'- {old}')} below `aliases:` of {code(item.path)}"
    else:
        todo = f"keep {code(item.path)} with `status: archived`, or name {code(old)} below `aliases:` of another study"
    return f"- {code(item.url)}: {todo}"


def _record(item: RecordChange) -> str:
    title = f" “{inert(item.title)}”" if item.title else ""
    line = f"- {_KINDS[item.kind]}: {code(item.path)}{title}"
    if item.kind is RecordKind.MOVED and item.url != item.url_before:
        answer = "which leads there" if item.lives_on else "**which would die**"
        line += f", now at {code(item.url)}, before at {code(item.url_before)}, {answer}"
    elif item.kind in {RecordKind.HIDDEN, RecordKind.REMOVED}:
        line += f", at {code(item.url_before)}, {'which still answers' if item.lives_on else '**which would die**'}"
    elif item.kind in {RecordKind.ADDED, RecordKind.PUBLIC}:
        line += f", at {code(item.url)}"
    return line + (f": {', '.join(map(code, item.fields))}" if item.fields else "")


def _quote(item: QuoteChange) -> str:
    if item.kind is QuoteKind.GONE and item.reason:
        words = _reason(item.reason.value, "")
        return f"- {code(item.path)}: a quote disappears: {words}"
    who = inert(item.attribution) or "nobody named"
    tail = f"{who}; {inert(item.permission)}" if item.permission else who
    runs = diff_words(item.before, item.after)
    is_kept = all(run.part is Part.KEPT for run in runs)
    what = "is shown in another way, with the same words" if is_kept else item.kind.value
    return f"- {code(item.path)}: a quote {what}\n  > {show_words(runs)}\n  >\n  > — {tail}"


def show_words(runs: Sequence[Run]) -> str:
    """The words of a quote with marks on what changes; nothing in them is a mark of its own."""
    shown = []
    for number, run in enumerate(runs):
        words = run.words.split(" ")
        if run.part is Part.KEPT:
            shown.append(_shorten_kept(words, is_first=number == 0, is_last=number == len(runs) - 1))
            continue
        text = inert(" ".join(words[:_MOST_WORDS]))
        mark = "~~" if run.part is Part.GONE else "**"
        left = len(words) - _MOST_WORDS
        shown.append(f"{mark}{text}{mark}" + (f" … and {count_words(left, 'more word')}" if left > 0 else ""))
    return " ".join(shown)


def _shorten_kept(words: list[str], *, is_first: bool, is_last: bool) -> str:
    before = [] if is_first else words[:_MOST_KEPT]
    after = [] if is_last else words[-_MOST_KEPT:]
    if is_first and is_last:
        before = words[:_MOST_WORDS]
    if len(words) <= len(before) + len(after):
        return inert(" ".join(words))
    return " ".join(part for part in (inert(" ".join(before)), "…", inert(" ".join(after))) if part)


def _photo(item: PhotoChange) -> str:
    line = f"- {item.kind.value.capitalize()}: {code(item.file)} of {code(item.path)}"
    if item.kind is PhotoKind.REMOVED:
        return line
    line += f" ({', '.join(map(inert, item.parts))})" if item.parts else ""
    size = f"{item.size / 1000:.0f} kB"
    line += f": {item.width} × {item.height} pixels, {size}" if item.width else ": can't be read"
    alt = show_words(diff_words(item.alt_before, item.alt)) if item.alt_before else inert(item.alt)
    line += f"; alt: {alt}" if alt else "; no alt, decorative"
    return line + (f"; credit: {inert(item.credit)}" if item.credit else "; **no credit**")


def _term(item: TermChange) -> str:
    return f"- {'New' if item.is_new else 'Gone, with its page'}: {inert(item.name)} ({inert(item.taxonomy)})"


def _withheld(item: Withheld) -> str:
    what = f", quote {item.quote_number}" if item.quote_number else ""
    return f"- {code(item.path)}{what}: {_reason(item.reason, item.day)}"


def _reason(reason: str, day: str) -> str:
    words = phrases_for("en").hindrances[reason]
    return message(words.format(day) if day else words.replace(" on {}", ""))


def _finding(item: Finding) -> str:
    kind = "New" if item.is_new else "Gone"
    return f"- {kind}: {code(item.place)}: {inert(item.severity)} {inert(item.code)}: {message(item.summary)}"
